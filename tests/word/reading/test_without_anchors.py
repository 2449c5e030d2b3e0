"""An editor that drops bookmarks, properties and our own part, or even the styles: the ids are lost, but no word and no number."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.model.document import Document, Paragraph, PartKind, walk
from pipeline.model.numbering import numbered
from pipeline.model.reading import canonical_text
from pipeline.model.received import Identity
from pipeline.model.stamp import Stamp
from pipeline.word import write
from pipeline.word.labels import counter
from tests.word.reading.packages import MAIN, W, element, package_of, parts_of


@pytest.fixture
def without_anchors(contract: Document, stamp: Stamp, template: bytes) -> bytes:
    parts = parts_of(write(contract, stamp, template))
    root = etree.fromstring(parts[MAIN])
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    kept = {name: part for name, part in parts.items() if not name.startswith("customXml") and name != "docProps/custom.xml"}
    return package_of({**kept, MAIN: etree.tostring(root)})


@pytest.fixture
def without_styles(without_anchors: bytes) -> bytes:
    """The numbers are then those of the paragraphs themselves."""
    parts = parts_of(without_anchors)
    root = etree.fromstring(parts[MAIN])
    counted = counter(etree.fromstring(parts["word/numbering.xml"]), etree.fromstring(parts["word/styles.xml"]))
    for properties in root.iter(f"{W}pPr"):
        place = counted.place(properties.getparent())
        if place is not None and properties.find(f"{W}numPr") is None:
            properties.append(element(f'<w:numPr><w:ilvl w:val="{place[1]}"/><w:numId w:val="{place[0]}"/></w:numPr>'))
    for style in list(root.iter(f"{W}pStyle", f"{W}rStyle")):
        style.getparent().remove(style)
    return package_of({**parts, MAIN: etree.tostring(root)})


def test_words_structure_and_numbers_come_back_without_ids(without_anchors: bytes, contract: Document, reading) -> None:
    found = reading(without_anchors)

    assert found.identity == Identity()
    assert canonical_text(found.document) == canonical_text(contract)
    assert [part.kind for part in found.document.parts] == [part.kind for part in contract.parts]
    assert found.labels == ()
    assert {node.id.partition("/")[0] for node in walk(found.document) if isinstance(node, Paragraph)} == {"received"}


def test_each_number_is_that_of_the_same_paragraph(without_anchors: bytes, contract: Document, reading) -> None:
    found = reading(without_anchors).document

    assert [number.full for number in numbered(found).values()] == [number.full for number in numbered(contract).values()]


def test_without_styles_the_words_and_numbers_still_come_back(without_styles: bytes, contract: Document, reading) -> None:
    found = reading(without_styles).document

    assert found.title == contract.title
    assert set(canonical_text(contract).splitlines()) <= set(canonical_text(found).splitlines())
    assert [part.kind for part in found.parts].count(PartKind.SCHEDULE) == 2
    assert [number.full for number in numbered(found).values()] == [number.full for number in numbered(contract).values()]
