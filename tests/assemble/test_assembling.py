"""The contract as a whole: which clauses, in which order, with which definitions, signatures and special terms."""

from __future__ import annotations

import pytest

from pipeline.model.diagnostic import Span
from pipeline.model.document import Clause, PartKind
from pipeline.model.numbering import numbered
from pipeline.model.positions import Positions
from pipeline.model.reading import canonical_text
from pipeline.model.terms.legal import ExecutionForm
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.parties import EntityType, Registration, Representation, Signatory, SignatoryCapacity
from pipeline.model.terms.wording import ClauseChoice


def choice(**keys):
    return ClauseChoice.model_validate({key.removesuffix("_"): value for key, value in keys.items()})


def clauses_in(assembly) -> list[str]:
    return [block.id for part in assembly.document.parts for block in part.blocks if isinstance(block, Clause)]


def test_parts_are_bound_as_cover_terms_signatures_schedules(assemble, clause):
    given = [
        clause("## A\n\n1. Two.\n", id="schedule-a", part=PartKind.SCHEDULE),
        clause("::: signatures\n:::\n", id="signatures", part=PartKind.SIGNATURES),
        clause("1. One.\n", id="first"),
        clause("Words.\n", id="cover", part=PartKind.COVER),
        clause("1. One.\n", id="second"),
    ]

    document = assemble(*given).document

    assert [(part.kind, part.id) for part in document.parts] == [
        (PartKind.COVER, "cover"),
        (PartKind.TERMS, "terms"),
        (PartKind.SIGNATURES, "signatures"),
        (PartKind.SCHEDULE, "schedule-a"),
    ]
    assert [block.id for block in document.parts[1].blocks] == ["first", "second"]


def test_a_clause_is_in_where_its_condition_holds(assemble, clause):
    given = [clause(id="renewal", when='term.renewal.mode == "auto"'), clause(id="services", when="services")]

    assert clauses_in(assemble(*given)) == ["services"]


def test_an_optional_clause_is_in_where_it_is_included(assemble, clause, terms, vary):
    given = [clause(id="publicity", optional=True), clause(id="general")]

    assert clauses_in(assemble(*given)) == ["general"]
    assert clauses_in(assemble(*given, terms=vary(terms, "clauses", choice(include=["publicity"])))) == ["publicity", "general"]


def test_a_clause_that_is_not_mandatory_may_be_left_out(assemble, clause, terms, vary):
    given = [clause(id="publicity"), clause(id="general")]

    assert clauses_in(assemble(*given, terms=vary(terms, "clauses", choice(leave_out=["publicity"])))) == ["general"]


def test_the_wording_is_the_one_that_is_chosen(assemble, clause, terms, vary, tree):
    given = clause("1. Ours.\n", wordings={"fallback-1": "1. Theirs.\n"})

    preferred = assemble(given)
    fallback = assemble(given, terms=vary(terms, "clauses", choice(wording={"general": "fallback-1"})))

    assert "Ours." in tree(preferred.document)
    assert "Theirs." in tree(fallback.document)
    assert (preferred.wordings, fallback.wordings) == ((("general", "preferred"),), (("general", "fallback-1"),))


def test_a_wrong_choice_is_said_where_it_was_written(assemble, clause, terms, vary):
    keys = {
        ("clauses", "wording", "genral"): Span("c.yaml", 3, 5),
        ("clauses", "wording", "general"): Span("c.yaml", 4, 5),
    }
    values = {
        ("clauses", "wording", "general"): Span("c.yaml", 4, 14),
        ("clauses", "include", 0): Span("c.yaml", 5, 15),
        ("clauses", "leave_out", 0): Span("c.yaml", 6, 17),
    }
    chosen = choice(wording={"genral": "preferred", "general": "fallback-9"}, include=["renewal"], leave_out=["must"])
    given = [clause(id="general"), clause(id="must", mandatory=True), clause(id="renewal", when="term.renewal.period")]

    assembly = assemble(*given, terms=vary(terms, "clauses", chosen), positions=Positions(keys, values))

    assert [(fault.span.line, fault.span.column, fault.code) for fault in assembly.diagnostics] == [
        (3, 5, "unknown-clause"),
        (4, 14, "unknown-wording"),
        (5, 15, "clause-not-met"),
        (6, 17, "mandatory-clause"),
    ]


DEFINITIONS = """In the Agreement:

""Service"" means what the Provider does at a Site.

""Business Day"" means a day of work.

""site"" is small.

""Site"" means:

- a place; or
- another place.

{% if term.renewal.period %}
""Renewal Term"" means more.
{% endif %}

""Idle"" means what no Idle clause uses.

""Fee"" means money, and is used only by the ""Idle"" above.
"""


def test_definitions_are_sorted_and_those_unused_left_out(assemble, clause, tree):
    given = [clause(DEFINITIONS, id="definitions", definitions=True), clause("1. The Services end after two Business Days.\n")]

    lines = [
        line.strip() for line in tree(assemble(*given).document).splitlines() if "[define" in line or "place" in line or "In the" in line
    ]

    assert [line.split(" ", 1)[1] for line in lines] == [
        "In the Agreement:",
        "[define Business Day] means a day of work.",
        "[define Service] means what the Provider does at a Site.",
        "[define Site] means:",
        "a place; or",
        "another place.",
    ]


def test_definitions_that_only_use_each_other_are_left_out(assemble, clause, tree):
    text = '""Alpha"" means a Beta.\n\n""Beta"" means an Alpha.\n'

    document = assemble(clause(text, id="definitions", definitions=True), "1. Nothing.\n").document

    assert "define" not in tree(document)


@pytest.mark.parametrize("use", ["the Alpha's end", "both Alphas", "an Alpha.", "(Alpha)", "**Alpha**"])
def test_a_definition_is_used_in_any_form(assemble, clause, tree, use):
    document = assemble(clause('""Alpha"" means a letter.\n', id="definitions", definitions=True), f"1. It is {use} now.\n").document

    assert "[define Alpha]" in tree(document)


def test_a_definition_used_only_in_a_value_is_used(assemble, clause, tree):
    given = [
        clause('""Business Day"" means a day.\n', id="definitions", definitions=True),
        "1. {{ change_control.emergency_record_within }}\n",
    ]

    assert "[define Business Day]" in tree(assemble(*given).document)


@pytest.fixture
def signatures(assemble, clause, tree):
    given = clause("::: signatures\n:::\n", id="signatures", part=PartKind.SIGNATURES)
    return lambda terms: [line.strip() for line in tree(assemble(given, terms=terms).document).splitlines() if "signature " in line]


def test_an_english_company_signs_by_one_signatory(signatures, terms):
    assert signatures(terms)[0] == (
        "signature signatures/customer/coo Signed for and on behalf of **[parties.customer.legal_name = Acme Tools Ltd]**"
        " as a party to the [meta.title = Software Support Agreement]."
        " <Registered number: [parties.customer.registration.number = 01234567]>"
        " <Name: [parties.customer.signatories.coo.name = Ada Penn]>"
        " <Title: [parties.customer.signatories.coo.title = Chief Operating Officer]> <Date: > <Signature: >"
    )


GERMAN_SIGNATORIES = (
    ("a", "Eva Kern", SignatoryCapacity.MANAGING_DIRECTOR),
    ("b", "Jan Holt", SignatoryCapacity.PROKURIST),
    ("c", "Ina Roth", SignatoryCapacity.AUTHORISED_SIGNATORY),
)


def german(terms, vary):
    directors = tuple(
        Signatory(id=id, name=name, title="Prokurist", capacity=capacity, email="x@example.com")
        for id, name, capacity in GERMAN_SIGNATORIES
    )
    for path, value in {
        "entity_type": EntityType.GMBH,
        "registration": Registration(number="HRB 98765", register_court="Frankfurt am Main"),
        "managing_directors": ("Eva Kern", "Uwe Lind"),
        "representation": Representation.JOINT,
        "signatories": directors,
    }.items():
        terms = vary(terms, f"parties.provider.{path}", value)
    return terms


def test_a_gmbh_signs_jointly_with_register_and_directors(signatures, terms, vary):
    blocks = signatures(german(terms, vary))

    assert [block.split()[1] for block in blocks] == [
        "signatures/customer/coo",
        *(f"signatures/provider/{id}" for id, _, _ in GERMAN_SIGNATORIES),
    ]
    for block in blocks[1:]:
        assert "acting jointly" in block
        assert "<Register: Amtsgericht [parties.provider.registration.register_court = Frankfurt am Main], [parties.provider.reg" in block
        assert "<Managing directors: [parties.provider.managing_directors = Eva Kern and Uwe Lind]>" in block
    assert "<Name: [parties.provider.signatories.a.name = Eva Kern]>" in blocks[1]
    assert "<Name: ppa. [parties.provider.signatories.b.name = Jan Holt]>" in blocks[2]
    assert "<Name: i. V. [parties.provider.signatories.c.name = Ina Roth]>" in blocks[3]


def test_an_authorised_signatory_of_another_company_signs_without_an_addition(signatures, terms, vary):
    who = Signatory(id="c", name="Ina Roth", title="Head", capacity=SignatoryCapacity.AUTHORISED_SIGNATORY, email="x@example.com")

    blocks = signatures(vary(terms, "parties.provider.signatories", (who,)))

    assert "<Name: [parties.provider.signatories.c.name = Ina Roth]>" in blocks[-1]


def test_a_deed_is_witnessed(signatures, terms, vary):
    blocks = signatures(vary(terms, "legal.execution.form", ExecutionForm.DEED))

    assert all("Executed as a deed by" in block and "<Signature of witness: >" in block for block in blocks)


def test_an_open_signatory_is_signed_for_as_open(signatures, terms, vary):
    blocks = signatures(vary(terms, "parties.customer.signatories", OpenPoint("parties.customer.signatories", "who signs")))

    assert "<Name: [parties.customer.signatories open: who signs]>" in blocks[0]


SPECIAL = {"id": "own", "reason": "It was agreed.", "text": "own"}
CLAUSE = "1. One. {#general.one}\n2. Two: {#general.two}\n   1. sub. {#general.sub}\n3. Three.\n\nNote. {#general.note}\n"


@pytest.mark.parametrize(
    ("special", "text", "expected"),
    [
        ({"op": "delete", "target": "general.two"}, "", ["1.1 One.", "1.2 Three.", " Note."]),
        (
            {"op": "replace", "target": "general.two"},
            "1. New {{ meta.contract_number }}.\n",
            ["1.1 One.", "1.2 New ACME-1.", "1.3 Three.", " Note."],
        ),
        ({"op": "replace", "target": "general.one"}, "New.\n", ["1.1 New.", "1.2 Two:", "(a) sub.", "1.3 Three.", " Note."]),
        (
            {"op": "insert_after", "target": "general.one"},
            "1. A.\n2. B.\n",
            ["1.1 One.", "1.2 A.", "1.3 B.", "1.4 Two:", "(a) sub.", "1.5 Three.", " Note."],
        ),
        (
            {"op": "insert_after", "target": "general.sub"},
            "1. more.\n",
            ["1.1 One.", "1.2 Two:", "(a) sub.", "(b) more.", "1.3 Three.", " Note."],
        ),
        ({"op": "replace", "target": "general.note"}, "Other note.\n", ["1.1 One.", "1.2 Two:", "(a) sub.", "1.3 Three.", " Other note."]),
        ({"op": "replace", "target": "general"}, "1. All new.\n", ["1.1 All new."]),
    ],
)
def test_special_terms_change_what_they_name(assemble, terms, vary, special, text, expected):
    given = {key: value for key, value in SPECIAL.items() if key != "text" or special["op"] != "delete"}
    changed = vary(terms, "clauses", choice(special_terms=[{**given, **special}]))

    assembly = assemble(CLAUSE, terms=changed, texts={"own": text})

    assert assembly.diagnostics == ()
    assert canonical_text(assembly.document).replace("\t", " ").splitlines()[1:] == expected


def test_a_special_term_may_insert_a_clause_with_its_heading(assemble, terms, vary):
    changed = vary(terms, "clauses", choice(special_terms=[{**SPECIAL, "op": "insert_after", "target": "general"}]))

    assembly = assemble("1. One.\n", terms=changed, texts={"own": "## Publicity {#own.publicity}\n\n1. No logos.\n"})

    assert canonical_text(assembly.document) == "1.\tGeneral\n1.1\tOne.\n2.\tPublicity\n2.1\tNo logos.\n"


def test_a_reference_to_a_paragraph_survives_its_replacement(assemble, terms, vary):
    changed = vary(terms, "clauses", choice(special_terms=[{**SPECIAL, "op": "replace", "target": "general.one"}]))

    assembly = assemble("1. One. {#general.one}\n2. See [](#general.one).\n", terms=changed, texts={"own": "1. New.\n"})

    assert "general.one" in numbered(assembly.document)


def test_a_special_term_for_nothing_is_a_fault(assemble, terms, vary):
    special = {"id": "own", "reason": "It was agreed.", "op": "delete", "target": "general.on"}

    [fault] = assemble("1. One. {#general.one}\n", terms=vary(terms, "clauses", choice(special_terms=[special]))).diagnostics

    assert (fault.code, fault.hint) == ("unknown-target", "did you mean `general.one`?")


def test_faults_of_a_special_wording_are_said_in_its_file(assemble, terms, vary):
    changed = vary(terms, "clauses", choice(special_terms=[{**SPECIAL, "op": "insert_after", "target": "general"}]))

    [fault] = assemble("1. One.\n", terms=changed, texts={"own": "A *b.\n"}).diagnostics

    assert (fault.span.file, fault.span.column) == ("own/own.md", 3)


def test_a_law_without_pack_is_a_fault(assemble, terms, vary):
    assembly = assemble("1. One.\n", terms=vary(terms, "legal.governing_law", "germany"))

    assert [fault.code for fault in assembly.diagnostics] == ["unknown-law"]
    assert assembly.law is None


def test_faults_of_the_library_stop_the_contract_that_uses_it(assemble, clause, faults):
    used = clause("1. {{ term.inital_term }}\n")
    unused = clause("1. {{ term.inital_term }}\n", id="renewal", when="term.renewal.period")

    assert faults(assemble(used, unused).diagnostics) == ["1:7 unknown-variable"]


def test_the_same_input_makes_the_same_document(assemble, clause):
    given = [clause(DEFINITIONS, id="definitions", definitions=True), clause("1. Services.\n")]

    assert assemble(*given) == assemble(*given)


def test_titles_are_typeset(assemble, clause, tree):
    assert "clause general The Customer’s duties" in tree(assemble(clause(title="The Customer's duties")).document)
