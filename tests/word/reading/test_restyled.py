"""What LibreOffice does to the paragraph behind a deleted one is no change of theirs; and what only looks like it stays one."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.model.document import Document, Item, walk
from pipeline.model.reading import canonical_text
from pipeline.model.redline import rejected
from pipeline.word import write
from tests.word.reading.packages import MAIN, W, element, package_of, parts_of

DELETED = '<w:del w:id="900" w:author="Meyer" w:date="2026-06-01T10:30:00Z"/>'


@pytest.fixture
def restyled(contract: Document, stamp, template: bytes):
    """Our file, in which the heading of the signatures has the look of the paragraph before it, whose end is deleted or stays."""

    def made(end: str) -> bytes:
        parts = parts_of(write(contract, stamp, template))
        root = etree.fromstring(parts[MAIN])
        heading = next(each for each in root.iter(f"{W}p") if "".join(each.itertext()) == "Signatures")
        before = heading.getprevious()
        heading.find(f"{W}pPr/{W}pStyle").set(f"{W}val", before.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))
        before.find(f"{W}pPr").append(element(f"<w:rPr>{end}</w:rPr>"))
        for run in before.findall(f"{W}r") if end else []:
            gone = element(DELETED)
            run.addprevious(gone)
            gone.append(run)
            for text in [*run.iter(f"{W}t"), *run.iter(f"{W}instrText")]:
                text.tag = f"{W}delText" if text.tag == f"{W}t" else f"{W}delInstrText"
        return package_of({**parts, MAIN: etree.tostring(root)})

    return made


def test_a_heading_behind_a_deleted_paragraph_is_still_the_heading_that_we_wrote(restyled, contract: Document, reading) -> None:
    found = reading(restyled(DELETED))

    assert found.restyled == ("signatures",)
    assert canonical_text(rejected(found.document)) == canonical_text(contract)
    assert canonical_text(found.untracked) == canonical_text(contract)


TAIL = "Time spent waiting for the Customer does not count."
LIBREOFFICE = b"<Properties><Application>LibreOffice/7.4.7.2$Linux_X86_64</Application></Properties>"


def words_of(paragraph: etree._Element) -> str:
    return "".join(paragraph.itertext(f"{W}t"))


@pytest.fixture
def saved(contract: Document, stamp, template: bytes):
    """Our file as LibreOffice saves it where the paragraph before a text went: the text has the style of that one, and no number."""

    def made(*, by: bytes = LIBREOFFICE, words: str = TAIL, numbered: bool = False, gone: str = "moveFrom") -> bytes:
        parts = parts_of(write(contract, stamp, template))
        root = etree.fromstring(parts[MAIN])
        text = next(each for each in root.iter(f"{W}p") if words_of(each) == TAIL)
        before = text.getprevious()
        style = before.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        number = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
        text.find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)
        next(text.iter(f"{W}t")).text = words
        for paragraph in (before, text) if numbered else (before,):
            paragraph.find(f"{W}pPr").append(element(number))
        before.find(f"{W}pPr").append(element(f"<w:rPr>{DELETED.replace('w:del', f'w:{gone}')}</w:rPr>" if gone else "<w:rPr/>"))
        return package_of({**parts, MAIN: etree.tostring(root), "docProps/app.xml": by})

    return made


@pytest.mark.parametrize("gone", ["moveFrom", "del"])
def test_a_text_behind_one_that_went_is_still_the_text_that_we_wrote(saved, gone: str, contract: Document, reading) -> None:
    found = reading(saved(gone=gone))

    assert found.restyled == ("response.p1.tail",)
    assert style_in(found.document, "response.p1.tail") == style_in(contract, "response.p1.tail")


@pytest.mark.parametrize(
    "changed",
    [
        {"by": b"<Properties><Application>Microsoft Office Word</Application></Properties>"},
        {"words": "Time spent waiting for the Customer counts."},
        {"numbered": True},
        {"gone": ""},
    ],
    ids=["saved by another program", "other words", "a number of its own", "nothing went"],
)
def test_a_text_is_read_as_it_stands_where_anything_else_may_have_changed_it(saved, changed, contract: Document, reading) -> None:
    found = reading(saved(**changed))

    assert found.restyled == ()
    assert style_in(found.document, "response.p1.tail") != style_in(contract, "response.p1.tail")


def style_in(document: Document, id: str) -> str:
    """Whether a paragraph is a point or stands under one."""
    firsts = {node.first.id for node in walk(document) if isinstance(node, Item)}
    return "point" if id in firsts else "text"


def test_a_heading_behind_a_whole_clause_that_went_is_still_the_heading_that_we_wrote(restyled, contract: Document, reading) -> None:
    parts = parts_of(restyled(DELETED))
    root = etree.fromstring(parts[MAIN])
    heading = [each for each in root.iter(f"{W}p") if words_of(each) == "Signatures"][-1]
    first = heading.getprevious().getprevious()
    first.find(f"{W}pPr").append(element(f"<w:rPr>{DELETED}</w:rPr>"))
    for paragraph in (first, heading):
        paragraph.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "ClauseHeading")

    found = reading(package_of({**parts, MAIN: etree.tostring(root)}))

    assert found.restyled == ("signatures",)


def test_a_heading_that_is_none_any_more_and_follows_nothing_deleted_was_changed(restyled, contract: Document, reading) -> None:
    found = reading(restyled(""))

    assert found.restyled == ()
    assert canonical_text(found.document) != canonical_text(contract)
