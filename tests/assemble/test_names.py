"""Identifiers printed as what they refer to."""

from __future__ import annotations

from pipeline.assemble.checking import checked
from pipeline.assemble.parsing import parsed_wording
from pipeline.model.document import PartKind
from pipeline.model.library import SourceText


def table(cell: str) -> str:
    return f"::: table governance.meetings\n| A |\n| - |\n| {cell} |\n:::\n"


def test_identifiers_print_as_the_roles_that_they_name(assemble, terms, tree):
    attendees = terms.governance.meetings[0].attendees
    roles = {contact.id: contact.role for contact in terms.contacts}

    assembly = assemble(table("{{ row.attendees | names }}"))

    assert assembly.diagnostics == ()
    assert f" = {' and '.join(roles[attendee] for attendee in attendees)}]" in tree(assembly.document)


def test_one_identifier_prints_as_its_role(assemble, terms, tree):
    chair = next(contact for contact in terms.contacts if contact.id == terms.governance.meetings[0].chair)

    assembly = assemble(table("{{ row.chair | names | upper }}"))

    assert f" = {chair.role.upper()}]" in tree(assembly.document)


def test_names_of_what_refers_to_nothing_are_refused():
    wording = parsed_wording(SourceText("general/preferred.md", table("{{ row.name | names }}")), "general", PartKind.TERMS)

    [fault] = checked(wording.blocks)

    assert fault.code == "not-printable"
    assert "the filter `names` takes identifiers of items of another list" in fault.message
