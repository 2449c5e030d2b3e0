"""What the proof-reader finds in a Document."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

import pytest

from pipeline.check import document_faults
from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.model.document import (
    Alignment,
    Block,
    Cell,
    Clause,
    Document,
    Inline,
    Item,
    List,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Row,
    Strong,
    Table,
    Term,
    Text,
    Value,
)
from pipeline.model.law import Law

LAW = Law(
    name="England and Wales",
    clause_word="clause",
    paragraph_word="paragraph",
    schedule_word="Schedule",
    draft_legend="Draft",
    language="en-GB",
    proper_names=("England", "England and Wales", "Contracts (Rights of Third Parties) Act 1999", "Information Commissioner's Office"),
    checked_on=date(2026, 1, 5),
    checked_by="the tests",
)
TERMS = (
    Term("Service Level"),
    Text(", "),
    Term("Services"),
    Text(", "),
    Term("Business Day"),
    Text(" and "),
    Term("Loss"),
    Text(" are defined."),
)


def paragraph(*content: Inline | str, id: str = "a/1", named: bool = False, line: int = 1) -> Paragraph:
    nodes = tuple(Text(node) if isinstance(node, str) else node for node in content)
    return Paragraph(id, nodes, named, Span("a.md", line, 4))


def document(*blocks: Block) -> Document:
    defined = Paragraph("d/1", TERMS)
    return Document(
        "Agreement", (Part(PartKind.TERMS, "terms", (), (Clause("a", (Text("A Heading With Capitals"),), (defined, *blocks)),)),)
    )


def found(*blocks: Block, sources: dict[str, str] | None = None) -> list[str]:
    return [
        f"{fault.span.line}:{fault.span.column} {fault.message.split('`')[1]}"
        for fault in document_faults(document(*blocks), LAW, sources=sources or {})
        if fault.code == "undefined-term"
    ]


def faults_of(code: str, *blocks: Block, elsewhere: Container[str] = ()) -> list[Diagnostic]:
    return [fault for fault in document_faults(document(*blocks), LAW, elsewhere=elsewhere) if fault.code == code]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Services meet each Service Level on a Business Day.",
        "Each Business Day's end; the Losses. In England and Wales. Nothing else.",
        "See the Contracts (Rights of Third Parties) Act 1999 and the Information Commissioner\u2019s Office.",
        "In April and on Monday, at 08:00: Then again. “Next” (Where so) it ends.",
        "An SLA, an IT system, a RACI matrix and GDPR.",
        "As the Schedule, this Part and that Clause say.",
        "is it so? Yes. Is it? No! Well.",
        "I say so.",
    ],
)
def test_sentences_that_are_right_raise_no_alarm(sentence):
    assert found(paragraph(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("mend each Error now", ["Error"]),
        ("the Help Desk and the Help Desk again", ["Help Desk"]),
        ("a Gold Service Level", ["Gold"]),
        ("the Error, the Mistake", ["Error", "Mistake"]),
        ("the Service is not the Service Levelling", ["Levelling"]),
        ("The Error. Error begins; an Error ends", ["Error"]),
    ],
)
def test_words_written_like_terms_are_found_once(sentence, terms):
    faults = faults_of("undefined-term", paragraph(sentence))

    assert [(fault.code, fault.message.split("`")[1]) for fault in faults] == [("undefined-term", term) for term in terms]


def test_values_headings_and_table_headings_are_not_judged():
    cell = Cell((paragraph("Serial Number"),))
    table = Table("t", (Alignment.LEFT,), (Row((cell,)),), (Row((Cell((paragraph(Value("x", "Dock Road"), ", where it is"),)),)),))

    assert found(table, paragraph("the ", Value("x", "Great Road"), " office")) == []


def test_words_in_bold_are_judged():
    assert found(paragraph("the ", Strong((Text("Error"),)))) == ["1:4 Error"]


def test_a_word_behind_a_value_is_in_the_middle_of_a_sentence():
    assert found(paragraph(Value("x", "two"), " Errors end")) == ["1:4 Errors"]


def test_a_word_behind_a_value_that_is_a_sentence_begins_the_next():
    assert found(paragraph(Value("x", "Support by telephone."), " It ends at five.")) == []


def test_the_finding_points_at_the_word_in_the_source():
    source = {"a.md": "1. One.\n2. The first line.\n   Then an Error here.\n"}

    assert found(paragraph("The first line. Then an Error here.", line=2), sources=source) == ["3:12 Error"]


def test_a_term_is_defined_once():
    second = paragraph(Term("Service Levels", Span("a.md", 7, 3)), " again")

    [fault] = faults_of("doubly-defined-term", second)

    assert (fault.code, fault.span.line) == ("doubly-defined-term", 7)
    assert len(fault.related) == 1


def test_a_reference_leads_somewhere():
    ref = paragraph("see ", Ref("a.frist", Span("a.md", 3, 8)), " and ", Ref("a.first"), " and ", Ref("a"))
    item = List((Item((paragraph("x", id="a.first", named=True),)),))

    [fault] = faults_of("dangling-reference", ref, item)

    assert (fault.code, fault.span, fault.hint) == ("dangling-reference", Span("a.md", 3, 8), "did you mean `a.first`?")


def test_a_reference_to_a_clause_that_is_left_out_is_told_from_a_typing_error():
    [fault] = faults_of("dangling-reference", paragraph("see ", Ref("b")), elsewhere={"b"})

    assert fault.hint is not None
    assert "leaves it out" in fault.hint


def test_an_id_is_given_once():
    blocks = [paragraph("x", id="a.x", named=True), paragraph("y", id="a.x", named=True, line=5)]

    [fault] = faults_of("doubled-id", *blocks)

    assert (fault.code, fault.span.line, fault.related[0].span.line) == ("doubled-id", 5, 1)
