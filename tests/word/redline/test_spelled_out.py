"""The redline as it is printed: each number in words, and none that its paragraph has in neither version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from lxml import etree

from pipeline.compare import Settings, redline
from pipeline.model.document import (
    Alignment,
    Cell,
    Clause,
    Document,
    Item,
    List,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Revision,
    Row,
    Table,
    Text,
)
from pipeline.model.stamp import Stamp
from pipeline.word import spelled_out, write_redline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
US = Settings(Revision("Fernhill", "2026-05-01"))
PAIRS = range(120)
SIGNS = {f"{W}ins": "+", f"{W}del": "-", f"{W}moveFrom": "<", f"{W}moveTo": ">"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "pair" in metafunc.fixturenames:
        tenth = sorted(Random("numbers").sample(PAIRS, len(PAIRS) // 10))
        metafunc.parametrize("pair", PAIRS if metafunc.config.getoption("--all") else tenth)


def say(id: str, *content: str | Ref) -> Paragraph:
    return Paragraph(id, tuple(Text(each) if isinstance(each, str) else each for each in content), named=True)


def point(id: str, *content: str | Ref, under: tuple[List, ...] = ()) -> Item:
    return Item((say(id, *content), *under))


def clause(id: str, *points: Item) -> Clause:
    return Clause(id, (Text(id.capitalize()),), (List(points),))


def whole(*clauses: Clause | Table) -> Document:
    return Document("Agreement", (Part(PartKind.TERMS, "terms", (), clauses),))


def table(id: str, *words: str) -> Table:
    rows = tuple(Row((Cell((say(f"{id}/{number}", each),)),)) for number, each in enumerate(words))
    return Table(id, (Alignment.LEFT,), (), rows, named=True)


SITE, KEY, FEE, END = (
    point("site", "The Customer opens each site on every day of the week."),
    point("key", "It keeps a spare key."),
    point("fee", "The Customer pays as ", Ref("key"), " says."),
    point("end", "The Term ends after three years."),
)
ACCESS, CHARGES, TERM = clause("access", SITE, KEY), clause("charges", FEE), clause("term", END)
NEW = clause("new", point("new.one", "The Provider insures itself."))


@pytest.fixture
def shown(stamp: Stamp, template: bytes, document_of) -> Callable[[Document, Document], list[str]]:
    """The lines of a redline as they are printed: `-3.1-` was deleted, `+3.1+` inserted, `<3.1<` moved away and `>3.1>` moved here."""

    def said(old: Document, new: Document) -> list[str]:
        written = spelled_out(write_redline(redline(old, new, US), stamp, template))
        return [line for paragraph in document_of(written).iter(f"{W}p") if not is_beside(paragraph) and (line := marked(paragraph))]

    return said


def is_beside(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith(("TOC", "Cover"))


def marked(paragraph: etree._Element) -> str:
    pieces: list[tuple[str, str]] = []
    for node in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab"):
        if node.getparent().tag == f"{W}r":
            sign = next((SIGNS[mark.tag] for mark in node.iterancestors(*SIGNS)), "")
            pieces.append((sign, " " if node.tag == f"{W}tab" else node.text or ""))
    return "".join(f"{sign}{text}{sign}" for sign, text in pieces).replace("\u00a0", " ")


CASES = {
    "a clause comes": (
        (whole(ACCESS, CHARGES), whole(ACCESS, NEW, CHARGES)),
        """
        1. Access
        1.1 The Customer opens each site on every day of the week.
        1.2 It keeps a spare key.
        +2.+ +New+
        +2.1+ +The Provider insures itself.+
        3. Charges
        3.1 The Customer pays as clause 1.2 says.
        """,
    ),
    "a clause goes": (
        (whole(ACCESS, CHARGES, TERM), whole(ACCESS, TERM)),
        """
        1. Access
        1.1 The Customer opens each site on every day of the week.
        1.2 It keeps a spare key.
        -2.- -Charges-
        -2.1- -The Customer pays as --clause --1.2-- says.-
        2. Term
        2.1 The Term ends after three years.
        """,
    ),
    "a point goes": (
        (whole(ACCESS, CHARGES), whole(clause("access", KEY), CHARGES)),
        """
        1. Access
        -1.1- -The Customer opens each site on every day of the week.-
        1.1 It keeps a spare key.
        2. Charges
        2.1 The Customer pays as clause 1.1 says.
        """,
    ),
    "a clause moves": (
        (whole(NEW, CHARGES, ACCESS), whole(CHARGES, ACCESS, NEW)),
        """
        <1.< <New<
        <1.1< <The Provider insures itself.<
        1. Charges
        1.1 The Customer pays as clause 2.2 says.
        2. Access
        2.1 The Customer opens each site on every day of the week.
        2.2 It keeps a spare key.
        >3.> >New>
        >3.1> >The Provider insures itself.>
        """,
    ),
    "a point is divided": (
        (
            whole(ACCESS),
            whole(clause("access", point("site", "The Customer opens each site"), point("days", "on every day of the week."), KEY)),
        ),
        """
        1. Access
        1.1 The Customer opens each site- -
        +1.2+ on every day of the week.
        1.3 It keeps a spare key.
        """,
    ),
    "two points are joined": (
        (
            whole(ACCESS, NEW),
            whole(clause("access", point("site", "The Customer opens each site on every day of the week. It keeps a spare key.")), NEW),
        ),
        """
        1. Access
        1.1 The Customer opens each site on every day of the week.
        -1.2- + +It keeps a spare key.
        2. New
        2.1 The Provider insures itself.
        """,
    ),
    "the point before a table goes": (
        (whole(clause("access", SITE, KEY), table("rates", "145")), whole(clause("access", SITE), table("rates", "145"))),
        """
        1. Access
        1.1 The Customer opens each site on every day of the week.
        -1.2- -It keeps a spare key.-
        145
        """,
    ),
    "a point comes before a table": (
        (whole(clause("access", SITE), table("rates", "145")), whole(clause("access", SITE, KEY), table("rates", "145"))),
        """
        1. Access
        1.1 The Customer opens each site on every day of the week.
        +1.2+ +It keeps a spare key.+
        145
        """,
    ),
    "a clause with a table goes": (
        (whole(ACCESS, replace(NEW, blocks=(*NEW.blocks, table("rates", "145"))), TERM), whole(ACCESS, TERM)),
        """
        1. Access
        1.1 The Customer opens each site on every day of the week.
        1.2 It keeps a spare key.
        -2.- -New-
        -2.1- -The Provider insures itself.-
        -145-
        2. Term
        2.1 The Term ends after three years.
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_paragraph_bears_its_new_number_or_if_it_is_gone_its_old_one(shown, case: str) -> None:
    (old, new), expected = CASES[case]

    lines = shown(old, new)

    assert [line.strip() for line in lines if line != "Contents"] == [line.strip() for line in expected.strip().splitlines()]


def test_what_is_gone_looks_as_it_did_although_a_table_stands_behind_its_heading_now(stamp: Stamp, template: bytes, document_of) -> None:
    rates = table("rates", "145")
    old, new = (replace(CHARGES, blocks=blocks) for blocks in ((say("charges.so", "As follows:"), rates), (rates,)))

    written = document_of(spelled_out(write_redline(redline(whole(old), whole(new), US), stamp, template)))

    [gone] = [paragraph for paragraph in written.iter(f"{W}p") if marked(paragraph) == "-As follows:-"]
    assert gone.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "ClauseText1"


def test_no_paragraph_shows_a_number_that_it_has_in_neither_version(
    contract: Document, edited, stamp: Stamp, template: bytes, read, pair: int
) -> None:
    new = edited(contract, pair, (0.02, 0.1, 0.3, 0.6)[pair % 4])
    written = write_redline(redline(contract, new, US), stamp, template)

    spelled = spelled_out(written)

    news, olds = (read(written, accept=accept) for accept in (True, False))
    assert lines(read(spelled, accept=True)) == lines(news)
    labels = {squeezed(each.label) for each in news if each.label}
    for shown, was in zip(lines(read(spelled, accept=False)), olds, strict=True):
        # That a new number is the one of this paragraph is what accepting has shown.
        assert shown.startswith((squeezed(was.label), *labels))


def lines(paragraphs: list[Any]) -> list[str]:
    """Number and words of each paragraph; the tab behind a number is no part of what is marked."""
    return [squeezed(paragraph.label + paragraph.words) for paragraph in paragraphs]


def squeezed(text: str) -> str:
    return "".join(text.split())
