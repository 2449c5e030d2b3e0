"""Where a paragraph stands after somebody has taken it elsewhere, changed its level or its style."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from pipeline.model.document import Document, Part, children, walk
from pipeline.model.numbering import numbered
from pipeline.model.stamp import Stamp
from pipeline.word import write
from pipeline.word.anchors import bookmark
from pipeline.word.reading.numbers import altered_labels
from tests.word.reading.packages import MAIN, W, changed, element


@pytest.fixture
def moved(contract: Document, stamp: Stamp, template: bytes) -> Callable[..., bytes]:
    """The contract after a change of its XML; `find` gives the paragraph with an id."""

    def make(change: Callable[[Callable[[str], etree._Element]], Any]) -> bytes:
        def edit(part: bytes) -> bytes:
            root = etree.fromstring(part)
            change(lambda id: root.find(f".//{W}bookmarkStart[@{W}name='{bookmark(id)}']").getparent())
            return etree.tostring(root)

        return changed(write(contract, stamp, template), MAIN, edit)

    return make


def part_of(document: Document, id: str) -> Part:
    return next(part for part in document.parts if any(getattr(node, "id", "") == id for node in walk(part)))


def above(document: Document, id: str) -> list[str]:
    """What a paragraph stands in, by kind and id, from the Part down."""

    def search(node: Any, path: list[str]) -> list[str] | None:
        for child in children(node):
            if getattr(child, "id", "") == id:
                return path
            found = search(child, [*path, getattr(child, "id", type(child).__name__)])
            if found is not None:
                return found
        return None

    return search(document, []) or []


def test_a_paragraph_taken_into_another_part_stands_there(moved, reading, contract: Document) -> None:
    docx = moved(lambda find: find("levels.targets").addprevious(find("charges.vat")))

    found = reading(docx).document

    assert [(part.kind, part.id) for part in found.parts] == [(part.kind, part.id) for part in contract.parts]
    assert part_of(found, "charges.vat").id == "schedule-levels"
    assert part_of(found, "general-1.1").id == "terms"


def test_a_point_that_is_lifted_a_level_stands_beside_what_it_stood_under(moved, reading) -> None:
    def lift(find: Callable[[str], etree._Element]) -> None:
        find("response.update").find(f"{W}pPr/{W}pStyle").set(f"{W}val", "ClauseLevel1")

    found = reading(moved(lift))

    assert above(found.document, "response.update") == ["terms", "response", "List", "Item"]
    assert numbered(found.document)["response.update"].full == "2.3"
    assert found.labels == ()


def test_a_point_that_is_lifted_by_its_number_alone_stands_where_its_number_says(moved, reading) -> None:
    def lift(find: Callable[[str], etree._Element]) -> None:
        find("response.update").find(f"{W}pPr").append(element('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'))

    assert numbered(reading(moved(lift)).document)["response.update"].full == "2.3"


def test_what_had_its_heading_taken_belongs_to_what_stands_before(moved, reading) -> None:
    docx = moved(lambda find: find("charges").getparent().remove(find("charges")))

    found = reading(docx).document

    assert above(found, "charges.vat")[:2] == ["terms", "response"]
    assert numbered(found)["charges.vat"].full == "2.6"


def test_a_style_of_their_own_stands_for_the_one_that_it_is_based_on(contract: Document, stamp: Stamp, template: bytes, reading) -> None:
    own = '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Their own"/><w:basedOn w:val="ClauseText1"/></w:style></w:styles>'
    docx = changed(write(contract, stamp, template), "word/styles.xml", lambda part: part.replace(b"</w:styles>", own.encode()))

    def restyle(part: bytes) -> bytes:
        root = etree.fromstring(part)
        tail = root.find(f".//{W}bookmarkStart[@{W}name='{bookmark('response.tail')}']").getparent()
        tail.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "Own")
        return etree.tostring(root)

    found = reading(changed(docx, MAIN, restyle)).document

    assert above(found, "response.tail") == ["terms", "response"]


def test_a_reference_into_a_schedule_that_stands_there_twice_has_its_number(contract: Document) -> None:
    """A schedule that moved stands at both places under one id."""
    levels = next(part for part in contract.parts if part.id == "schedule-levels")
    twice = replace(contract, parts=(*contract.parts, replace(levels, blocks=())))

    assert altered_labels(twice, {}) == ()
