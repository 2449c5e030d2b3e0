"""What the governing law changes in the wording, in the spelling and in the forms of values."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.assemble.spelling import spelling_of
from pipeline.assemble.style import AMERICAN
from pipeline.assemble.values import natural
from pipeline.model.document import Clause, Paragraph, SignatureBlock, walk
from pipeline.model.law import Law
from pipeline.model.library import LawSource, SourceText
from pipeline.model.numbering import numbered
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.reading import section_from
from pipeline.model.terms.wording import ClauseChoice
from pipeline.model.times import Hours, TimeOfDay

TWO = "1. The Customer shall pay. {#general.pay}\n1. As [](#general.pay) states. {#general.as}\n"


@pytest.fixture
def pack(law):
    """The law of the small contract with changes and texts, or with other words."""

    def make(
        *changes: dict[str, str],
        texts: dict[str, str] | None = None,
        keeps: tuple[dict[str, str], ...] = (),
        warns: tuple[dict[str, str], ...] = (),
        **words: object,
    ) -> LawSource:
        entry = {
            "id": "late-payment",
            "topic": "late payment",
            "says": "A rate has to be a remedy.",
            "sources": ["Late Payment Act section 8", "Late Payment Act section 9"],
            "checked_on": "2026-01-05",
            "checked_by": "the tests",
            "changes": list(changes),
            "keeps": list(keeps),
            "warns": list(warns),
        }
        plain = {
            "name": "England and Wales",
            "clause_word": "clause",
            "paragraph_word": "paragraph",
            "schedule_word": "Schedule",
            "draft_legend": "Draft",
            "language": "en-GB",
            "checked_on": "2026-01-05",
            "checked_by": "the tests",
            "entries": [entry],
        }
        read = section_from(Law, {**plain, **words})
        assert isinstance(read, Law), read
        sources = {name: SourceText(f"law/{name}.md", text) for name, text in (texts or {}).items()}
        return LawSource("england-and-wales", read, sources)

    return make


def said(assembly):
    """Paragraphs and headings as lines, each with its number."""
    numbers = numbered(assembly.document)
    found = [node for node in walk(assembly.document) if isinstance(node, Paragraph | Clause)]
    return [f"{numbers[node.id].label if node.id in numbers else '-'} {words(node)}" for node in found]


def words(node):
    return "".join(getattr(inline, "text", "[ref]") for inline in (node.content if isinstance(node, Paragraph) else node.heading))


def test_a_law_replaces_a_paragraph_under_its_id_and_number(assemble, pack):
    law = pack({"op": "replace", "target": "general.pay", "text": "late"}, texts={"late": "1. The Customer shall pay interest.\n"})

    assembly = assemble(TWO, law=law)

    assert said(assembly) == ["1. General", "1.1 The Customer shall pay interest.", "1.2 As [ref] states."]
    assert "general.pay" in numbered(assembly.document)
    assert assembly.diagnostics == ()


def test_a_law_inserts_and_deletes(assemble, pack):
    law = pack(
        {"op": "insert_after", "target": "general.pay", "text": "late"},
        {"op": "delete", "target": "general.as"},
        texts={"late": "1. Interest is due. {#late.interest}\n"},
    )

    assert said(assemble(TWO, law=law)) == ["1. General", "1.1 The Customer shall pay.", "1.2 Interest is due."]


def test_a_change_of_a_law_may_build_on_an_earlier_one(assemble, pack):
    law = pack(
        {"op": "insert_after", "target": "general.pay", "text": "late"},
        {"op": "insert_after", "target": "late.interest", "text": "rate"},
        texts={"late": "1. Interest is due. {#late.interest}\n", "rate": "1. The rate is high.\n"},
    )

    assert said(assemble(TWO, law=law))[2:4] == ["1.2 Interest is due.", "1.3 The rate is high."]


@pytest.mark.parametrize(("when", "lines"), [('term.renewal.mode == "none"', 2), ('term.renewal.mode == "auto"', 3)])
def test_a_change_is_made_only_under_its_condition(assemble, pack, when, lines):
    law = pack({"op": "delete", "target": "general.as", "when": when})

    assert len(said(assemble(TWO, law=law))) == lines


def test_a_condition_that_has_no_answer_is_a_fault(assemble, pack):
    law = pack({"op": "delete", "target": "general.as", "when": "term.renewal.period > need.budget_per_year"})

    assert [fault.code for fault in assemble(TWO, law=law).diagnostics] == ["unlike-types"]


def test_what_a_contract_leaves_out_is_passed_over(assemble, pack):
    law = pack({"op": "replace", "target": "renewal.reminder", "text": "late"}, texts={"late": "1. Late.\n"})

    assembly = assemble(TWO, law=law)

    assert len(said(assembly)) == 3
    assert assembly.diagnostics == ()


def test_a_law_words_a_point_of_a_list_anew(assemble, pack):
    law = pack({"op": "replace", "target": "general.b", "text": "tort"}, texts={"tort": "1. for torts; and\n"})

    assembly = assemble("1. It is liable:\n   1. for death; {#general.a}\n   1. for harm; and {#general.b}\n   1. for fraud.\n", law=law)

    assert said(assembly)[2:] == ["(a) for death;", "(b) for torts; and", "(c) for fraud."]


def test_definitions_of_a_law_are_sorted_with_the_others(assemble, clause, pack):
    law = pack(
        {"op": "replace", "target": "definitions.zeal", "text": "zeal"},
        {"op": "insert_after", "target": "definitions.zeal", "text": "data"},
        texts={"zeal": '""Zeal"" means great zeal.\n', "data": '""Data"" means all data.\n'},
    )
    definitions = clause('""Zeal"" means zeal. {#definitions.zeal}\n', id="definitions", definitions=True)

    assembly = assemble(definitions, clause("1. Zeal needs Data.\n"), law=law)

    assert said(assembly)[1:3] == ["- Data means all data.", "- Zeal means great zeal."]


def test_special_terms_come_after_the_law(assemble, pack, terms, vary):
    law = pack({"op": "insert_after", "target": "general.pay", "text": "late"}, texts={"late": "1. Interest is due. {#late.interest}\n"})
    special = {"id": "own", "reason": "It was agreed.", "op": "delete", "target": "late.interest"}
    changed = vary(terms, "clauses", ClauseChoice(special_terms=[special]))

    assembly = assemble(TWO, law=law, terms=changed)

    assert said(assembly) == ["1. General", "1.1 The Customer shall pay.", "1.2 As [ref] states."]
    assert assembly.diagnostics == ()


def test_a_fault_in_the_wording_of_a_law_is_said_once_in_its_file(assemble, pack):
    law = pack({"op": "insert_after", "target": "general", "text": "late"}, texts={"late": "1. {{ term.inital_term }}\n"})

    [fault] = assemble(TWO, law=law).diagnostics

    assert (fault.code, fault.span.file, fault.span.column) == ("unknown-variable", "law/late.md", 7)


def test_the_library_is_spelt_as_the_law_has_it_and_the_data_are_not(assemble, clause, pack, terms, vary):
    law = pack(spelling={"tools": "instruments", "renewal": "extension"}, clause_word="Section", schedule_word="Annex")
    text = '1. ""Tools"" of {{ parties.customer.legal_name }}: this clause, the schedules and **each Tool or tools**.\n'

    assembly = assemble(clause(text, title="Tools and renewal"), law=law)

    heading, line = said(assembly)
    assert heading == "1. Instruments and extension"
    assert line.startswith("1.1 Instruments of Acme Tools Ltd: this Section, the Annexes and ")


def test_an_answer_of_a_closed_list_is_spelt_as_the_law_has_it(assemble, clause, pack):
    law = pack(clause_word="Section", schedule_word="Exhibit")

    assembly = assemble(clause("1. It is:\n   ::: list meta.order_of_precedence and\n   {{ item }}\n   :::\n"), law=law)

    assert "(c) the Sections;" in said(assembly)
    assert "(d) the Exhibits; and" in said(assembly)


def test_the_wording_of_a_deal_keeps_its_own_spelling(assemble, clause, pack, terms, vary):
    special = {"id": "own", "reason": "It was agreed.", "op": "insert_after", "target": "general.pay", "text": "own"}
    changed = vary(terms, "clauses", ClauseChoice(special_terms=[special]))

    assembly = assemble(TWO, law=pack(spelling={"pay": "remit"}), terms=changed, texts={"own": "1. We pay.\n"})

    assert said(assembly)[1:3] == ["1.1 The Customer shall remit.", "1.2 We pay."]


def test_of_two_entries_the_longer_counts_and_a_capital_stays(pack):
    spelt = spelling_of(pack(spelling={"standard clauses": "standard clauses", "clauses": "sections"}).law)

    assert spelt("Clauses and standard clauses of subclauses") == "Sections and standard clauses of subclauses"
    assert spelt("Standard\u00a0clauses") == "Standard clauses"


def test_the_article_follows_what_a_law_calls_a_schedule(pack):
    spelt = spelling_of(pack(clause_word="Section", schedule_word="Annex").law)

    assert spelt("A schedule, a clause or a\u00a0schedule") == "An Annex, a Section or an Annex"


def test_american_english_has_its_own_forms():
    assert natural(date(2026, 4, 1), AMERICAN) == "April\u00a01, 2026"
    assert natural((date(2026, 4, 1), date(2026, 5, 1)), AMERICAN) == "April\u00a01, 2026 and May\u00a01, 2026"
    assert natural(Hours.read("08:30-18:00"), AMERICAN) == "8:30\u00a0a.m. to 6:00\u00a0p.m."
    assert [natural(TimeOfDay.read(time), AMERICAN) for time in ("00:00", "00:30", "12:00", "24:00")] == [
        "midnight",
        "12:30\u00a0a.m.",
        "noon",
        "midnight",
    ]


def test_a_law_is_printed_by_the_name_that_its_pack_gives_it(assemble, pack):
    text = "1. The law of {{ legal.governing_law }} governs in {{ legal.courts.jurisdiction }}.\n"

    assert said(assemble(text, law=pack(governing="the Realm")))[1] == "1.1 The law of the Realm governs in the Realm."


def test_the_signature_page_has_the_lines_of_the_law(assemble, clause, pack):
    lines = [{"label": "By"}, {"label": "Name", "content": "name"}]
    page = clause("::: signatures\n:::\n", id="signatures", part="signatures")

    assembly = assemble("1. One.\n", page, law=pack(signature={"opening": "Agreed by", "lines": lines}))

    blocks = [node for node in walk(assembly.document) if isinstance(node, SignatureBlock)]
    assert [label for label, _ in blocks[0].lines] == ["Registered number", "By", "Name"]
    assert blocks[0].words[0].text == "Agreed by "


def test_what_the_law_wants_may_not_be_taken_out(assemble, pack, terms, vary):
    special = {"id": "own", "reason": "It was agreed.", "op": "delete", "target": "general.pay"}
    changed = vary(terms, "clauses", ClauseChoice(special_terms=[special]))
    law = pack(keeps=({"id": "general.pay"},))
    text = "1. The Customer shall pay. {#general.pay}\n1. It shall do so in time.\n"

    assert assemble(text, law=law).diagnostics == ()
    [fault] = assemble(text, law=law, terms=changed).diagnostics
    assert (fault.code, fault.severity) == ("law-wants-paragraph", "error")
    assert fault.message == "the contract lacks `general.pay`, which the law wants: a rate has to be a remedy"
    assert fault.hint == "Late Payment Act section 8; Late Payment Act section 9; last checked on 2026-01-05"


def test_what_the_law_wants_in_another_case_may_be_absent(assemble, pack):
    assert assemble(TWO, law=pack(keeps=({"id": "reminder.duty", "when": 'term.renewal.mode == "auto"'},))).diagnostics == ()


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ('charges.invoicing.due > "14 days"', ["doubt-of-the-law"]),
        ('charges.invoicing.due > "60 days"', []),
        ('derived.contract_value < "USD 250000.00"', []),
    ],
)
def test_a_doubt_of_the_law_is_a_warning_where_its_condition_is_met(assemble, pack, when, codes):
    law = pack(warns=({"when": when, "at": "charges.invoicing.due", "says": "So long a time is doubtful."},))

    found = assemble(TWO, law=law).diagnostics

    assert [fault.code for fault in found] == codes
    assert all((fault.severity, fault.message) == ("warning", "So long a time is doubtful") for fault in found)


def test_an_open_point_raises_no_doubt(assemble, pack, terms, vary):
    law = pack(warns=({"when": 'charges.invoicing.due > "14 days"', "at": "charges.invoicing.due", "says": "It is long."},))
    left_open = vary(terms, "charges.invoicing.due", OpenPoint("charges.invoicing.due", "the time"))

    assert assemble(TWO, law=law, terms=left_open).diagnostics == ()


def test_a_warning_at_a_place_that_no_contract_has_is_a_fault(assemble, pack):
    law = pack(warns=({"when": 'charges.invoicing.due > "60 days"', "at": "charges.invoicing.do", "says": "It is long."},))

    assert [fault.code for fault in assemble(TWO, law=law).diagnostics] == ["unknown-variable"]
