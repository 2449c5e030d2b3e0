"""A converter drops bookmarks and our own part; the paragraphs are found again by their words, and cells by their place too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from lxml import etree

from pipeline.model.document import Document, Paragraph, Table, Text, merged, plain, walk
from pipeline.word import anchored, write
from tests.word.reading.conftest import readable
from tests.word.reading.packages import MAIN, W, in_the_largest_table, package_of, parts_of

LEAST = {0.1: 0.999, 0.3: 0.99, 0.6: 0.98}
"""Which share of the paragraphs that stayed is found, by the share that was edited: what was measured, rounded down."""
SURE = {0.1: 0.998, 0.3: 0.99, 0.6: 0.98}
"""Which share of those that are found is right."""


def without_anchors(docx: bytes) -> bytes:
    parts = parts_of(docx)
    root = etree.fromstring(parts[MAIN])
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    kept = {name: part for name, part in parts.items() if not name.startswith("customXml") and name != "docProps/custom.xml"}
    return package_of({**kept, MAIN: etree.tostring(root)})


def paragraphs(document: Document) -> list[Paragraph]:
    return [node for node in walk(document) if isinstance(node, Paragraph)]


def test_an_unedited_file_is_found_as_a_whole(contract, stamp, template, reading) -> None:
    docx = write(contract, stamp, template)

    marked = anchored(without_anchors(docx), docx)

    assert marked is not None
    assert marked.found == marked.all > 400
    assert reading(marked.docx).document == readable(contract)


@pytest.mark.parametrize("share", LEAST)
def test_most_paragraphs_are_found_by_their_words_alone(share, contract, edited, stamp, template, reading, record_property) -> None:
    docx = write(contract, stamp, template)
    figures: Counter[str] = Counter()

    for seed in range(4):
        theirs = edited(contract, seed, share, anchored=True)
        marked = anchored(without_anchors(write(theirs, stamp, template)), docx)
        assert marked is not None
        figures.update(judged(contract, theirs, reading(marked.docx).document))

    record_property("figures", dict(figures))
    assert figures["stayed"] > 250
    assert figures["right"] / figures["stayed"] >= LEAST[share]
    assert figures["right"] / (figures["right"] + figures["wrong"]) >= SURE[share]


def say_otherwise(cell: etree._Element) -> None:
    for text in cell.iter(f"{W}t"):
        text.text = "in writing"


def rewrite_all_but_one_cell(rows: list[etree._Element]) -> None:
    for cell in rows[7].findall(f"{W}tc")[1:]:
        say_otherwise(cell)


def drop_a_column(rows: list[etree._Element]) -> None:
    for row in rows:
        row.remove(row.findall(f"{W}tc")[2])


def drop_a_row_and_rewrite_the_next(rows: list[etree._Element]) -> None:
    rows[6].getparent().remove(rows[6])
    say_otherwise(rows[7].findall(f"{W}tc")[0])


@pytest.mark.parametrize(("change", "gone"), [(rewrite_all_but_one_cell, 0), (drop_a_column, 61), (drop_a_row_and_rewrite_the_next, 5)])
def test_cells_are_found_by_their_row_and_column(change, gone, contract, stamp, template, reading) -> None:
    docx = write(contract, stamp, template)
    [table] = [node for node in walk(contract) if isinstance(node, Table) and node.id == "assets.table"]
    ids = [paragraph.id for row in (*table.header, *table.rows) for cell in row.cells for paragraph in cell.blocks]

    marked = anchored(in_the_largest_table(change)(without_anchors(docx)), docx)

    assert marked is not None
    found = {each.id for each in paragraphs(reading(marked.docx).document)}
    assert len(set(ids) - found) == gone


def judged(sent: Document, meant: Document, found: Document) -> Iterator[str]:
    """Of each paragraph of ours that stayed whether it is found; of two that say the same nobody could tell which is which."""
    said = {each.id: tuple(node for node in merged(plain(each.content)) if isinstance(node, Text)) for each in paragraphs(sent)}
    pairs = list(zip(paragraphs(meant), paragraphs(found), strict=True))
    times = Counter(each.id for each, _ in pairs)
    for each, other in pairs:
        if each.id in said and times[each.id] == 1:
            yield "stayed"
            if other.id in said:
                yield "right" if said[each.id] == said[other.id] else "wrong"
        elif other.id in said:
            yield "wrong"
