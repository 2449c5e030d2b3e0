"""What the proof-reader finds in the assembled contract as a whole."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.check import document_faults
from pipeline.model.diagnostic import Span
from pipeline.model.document import Block, Clause, Document, Item, List, Paragraph, Part, PartKind, Ref, Term, Text, Value
from pipeline.model.law import Law

LAW = Law(
    name="England and Wales",
    clause_word="clause",
    paragraph_word="paragraph",
    schedule_word="Schedule",
    draft_legend="Draft",
    language="en-GB",
    proper_names=("Companies Act 2006", "UK GDPR"),
    checked_on=date(2026, 1, 5),
    checked_by="the tests",
)


def paragraph(*content: object, id: str = "a/1", line: int = 1) -> Paragraph:
    nodes = tuple(Text(node) if isinstance(node, str) else node for node in content)
    return Paragraph(id, nodes, span=Span("a.md", line, 1))  # type: ignore[arg-type]


def points(*ends: str, first: int = 1) -> List:
    """A list below a numbered paragraph, each point of which has a line of its own."""
    inner = tuple(Item((paragraph(f"go{end}", id=f"a/1/{line}", line=line),)) for line, end in enumerate(ends, start=first + 1))
    return List((Item((paragraph("It may:", line=first), List(inner))),))


def clause(*blocks: Block, id: str = "a", title: str = "A") -> Clause:
    return Clause(id, (Text(title),), blocks, Span(f"{id}.yaml", 1, 8))


def schedule(*blocks: Block, id: str = "s") -> Part:
    return Part(PartKind.SCHEDULE, id, (Text("Plan"),), blocks, Span(f"{id}.yaml", 1, 8))


def said(*blocks: Block, parts: tuple[Part, ...] = (), sources: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    """Severity and code as they are printed, place, message."""
    clauses = blocks if blocks and isinstance(blocks[0], Clause) else (clause(*blocks),)
    document = Document("Agreement", (Part(PartKind.TERMS, "terms", (), clauses), *parts))
    faults = document_faults(
        document,
        LAW,
        names=("Acme",),
        sources=sources or {},
        foreign=frozenset({"Handelsgesetzbuch", "GDPR"}),
        parties=("Acme Tools Ltd",),
    )
    return [
        (f"{fault.severity}[{fault.code}]", f"{fault.span.file}:{fault.span.line}:{fault.span.column}", fault.message) for fault in faults
    ]


LONG = Value("services", "one two three four five six seven " * 6)
BAD: list[tuple[tuple[Block, ...], tuple[str, str, str]]] = [
    (
        (paragraph("see ", Ref("a.b", Span("a.md", 1, 8)), id="a.b", line=1), List((Item((paragraph("go", id="a.b"),)),))),
        ("warning[reference-to-itself]", "a.md:1:8", "`a.b` refers to itself"),
    ),
    (
        (paragraph("A ", Term("Bridge", Span("a.md", 2, 9)), " stands.", line=2),),
        ("warning[unused-term]", "a.md:2:9", "nothing uses the term `Bridge`"),
    ),
    (
        (
            paragraph(Term("Incident", Span("a.md", 1, 1)), " means an Error that recurs."),
            paragraph(Term("Error", Span("a.md", 2, 1)), " means an Incident that was reported.", line=2),
        ),
        ("warning[circular-definition]", "a.md:2:1", "`Error` and `Incident` are defined by each other"),
    ),
    (
        (paragraph("It may use the Bridge."), paragraph("A call (the ", Term("Bridge"), ") is free.", line=2)),
        ("advice[used-before-defined]", "a.md:1:1", "`Bridge` is used before it is defined"),
    ),
    (
        (
            paragraph(Term("Back-Up", Span("a.md", 1, 1)), " means one. The Back-Up is here."),
            paragraph(Term("Backup", Span("a.md", 2, 1)), " means another.", line=2),
            paragraph("A Backup is a Back-Up.", line=3),
        ),
        ("warning[near-duplicate-term]", "a.md:2:1", "`Backup` and `Back-Up` differ in their writing alone"),
    ),
    ((points(";", "."),), ("warning[list-without-conjunction]", "a.md:2:1", "the last point but one ends without `and` or `or`")),
    (
        (points("; and", ";", "; and", "."),),
        ("warning[conjunction-out-of-place]", "a.md:2:1", "`and` or `or` belongs to the last point but one alone"),
    ),
    ((points(";", ".", "; or", "."),), ("warning[mixed-punctuation]", "a.md:3:1", "this point ends with `.`, and the first with `;`")),
    ((points("; or", ";"),), ("warning[mixed-punctuation]", "a.md:3:1", "the last point ends with `;`")),
    ((points("."),), ("warning[lone-point]", "a.md:2:1", "this point stands alone in its list")),
    (
        (clause(id="a", title="Notices"), clause(id="b", title="Notices")),
        ("warning[doubled-heading]", "b.yaml:1:8", "`Notices` is the title of two clauses"),
    ),
    (
        (paragraph("It is as the Handelsgesetzbuch says."),),
        ("warning[law-of-elsewhere]", "a.md:1:1", "`Handelsgesetzbuch` belongs to another law than that of England and Wales"),
    ),
    (
        (paragraph("It may be ", LONG, "."),),
        (
            "warning[long-when-filled]",
            "a.md:1:1",
            "with the values of this contract a sentence here has 45 words, at most 40 can be followed",
        ),
    ),
    (
        (paragraph("It ends after ", Value("term.notice", "30 days"), "."), paragraph("It may take 30 days.", line=2)),
        ("advice[typed-value]", "a.md:2:1", "`30 days` is typed here, and `term.notice` has the same value"),
    ),
]


@pytest.mark.parametrize(("blocks", "finding"), BAD, ids=[finding[0] for _, finding in BAD])
def test_a_fault_of_the_whole_is_said_with_its_place(blocks, finding):
    assert finding in [found for found in said(*blocks) if found[0] not in ("error[undefined-term]", "error[dangling-reference]")]


@pytest.mark.parametrize(
    "blocks",
    [
        (points("; or", "."), points("; and", ".")),
        (points(".", ".", "."),),
        (points(";", "; and", "."),),
        (paragraph(Term("Bridge"), " means a call."), paragraph("The Bridge is free.")),
        (paragraph(Term("Incident"), " means an Error that recurs."), paragraph(Term("Error"), " means a fault, not an Incident.")),
        (paragraph("It ends as the Companies Act 2006 and the UK GDPR say, after ", Value("term.notice", "30 days"), "."),),
        (clause(id="a", title="Notices"), clause(id="b", title="Variation")),
        (paragraph("Subject to ", Ref("a"), ", it ends."),),
    ],
)
def test_a_contract_that_is_right_is_left_alone(blocks):
    assert said(*blocks) == []


def test_two_paragraphs_that_yield_to_each_other_are_a_circle():
    item = [
        Item((paragraph("Subject to ", Ref("a.2", Span("a.md", 1, 12)), ", it ends.", id="a.1"),)),
        Item((paragraph("Subject to ", Ref("a.1", Span("a.md", 2, 12)), ", it stays.", id="a.2", line=2),)),
    ]

    assert said(List(tuple(item))) == [("warning[circular-reference]", "a.md:1:12", "`a.1` and `a.2` each yield to the other")]


def test_the_last_point_of_an_inner_list_ends_as_the_point_around_it():
    inner = List((Item((paragraph("one; and"),)), Item((paragraph("two; and"),))))
    outer = List((Item((paragraph("each of:"), inner)), Item((paragraph("the rest."),))))

    assert said(List((Item((paragraph("It may take:"), outer)),))) == []


def test_a_list_of_the_data_may_have_one_point():
    sources = {"a.md": "1. It may:\n   ::: list services and\n   {{ item.name }}\n   :::\n"}

    assert said(points("."), sources=sources) == []


def test_a_list_of_points_under_conditions_may_have_one_point():
    written = "1. It may:\n   {% if services %}\n   1. go.\n   {% endif %}\n   1. stay.\n"
    lone = List((Item((paragraph("It may:"), List((Item((paragraph("go.", id="a/1/3", line=3),)),)))),))

    assert said(lone, sources={"a.md": written}) == []


def test_a_schedule_is_referred_to_and_says_something():
    plan = schedule(clause(paragraph("It ends.", id="s.a"), id="s.c"))

    assert said(paragraph("It ends."), parts=(plan,)) == [
        ("warning[unreferenced-schedule]", "s.yaml:1:8", "nothing refers to the schedule `Plan`")
    ]
    assert said(paragraph("See ", Ref("s"), "."), parts=(schedule(),)) == [
        ("warning[empty-schedule]", "s.yaml:1:8", "the schedule `Plan` says nothing")
    ]
    assert said(paragraph("See ", Ref("s.c"), "."), parts=(plan,)) == []


def test_the_name_of_a_party_is_not_typed_in_any_wording():
    sources = {"a.md": "1. It ends.\n1. Acme Tools Ltd shall pay.\n", "b.md": "<!-- Acme Tools Ltd --> {{ parties }}\n"}

    assert said(paragraph("It ends."), sources=sources) == [
        ("warning[typed-name]", "a.md:2:4", "`Acme Tools Ltd` is a party of one contract")
    ]
