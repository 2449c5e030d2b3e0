"""The paper of the pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from pipeline.model.document import Document
from pipeline.model.stamp import Paper, Stamp
from pipeline.word.names import W
from pipeline.word.package import MAIN, parts_of
from pipeline.word.paper import put_on_paper
from pipeline.word.template import parsed_xml
from pipeline.word.writer import write

Section = tuple[int, int, int, int]


def section(width: int, height: int, left: int, right: int) -> etree._Element:
    return parsed_xml(
        f'<w:body xmlns:w="{W[1:-1]}"><w:sectPr><w:pgSz w:w="{width}" w:h="{height}" w:code="9"/>'
        f'<w:pgMar w:left="{left}" w:right="{right}"/></w:sectPr></w:body>'.encode()
    )


def sections(document: etree._Element) -> list[Section]:
    found = [(each.find(f"{W}pgSz"), each.find(f"{W}pgMar")) for each in document.iter(f"{W}sectPr")]
    return [
        (int(size.get(f"{W}w")), int(size.get(f"{W}h")), int(edges.get(f"{W}left")), int(edges.get(f"{W}right"))) for size, edges in found
    ]


def grids(docx: bytes) -> list[str]:
    return [width.get(f"{W}w") for width in parsed_xml(parts_of(docx)[MAIN]).iter(f"{W}gridCol")]


@pytest.mark.parametrize(
    ("paper", "before", "after"),
    [
        (Paper.LETTER, (11906, 16838, 1417, 1417), (12240, 15840, 1584, 1584)),
        (Paper.A4, (12240, 15840, 1440, 1441), (11906, 16838, 1273, 1274)),
        (Paper.LETTER, (16838, 11906, 1000, 1000), (15840, 12240, 501, 501)),
        (Paper.LETTER, (16838, 11906, 400, 900), (15840, 12240, 0, 401)),
    ],
)
def test_another_paper_is_taken_and_the_margins_take_the_difference(paper: Paper, before: Section, after: Section) -> None:
    document = section(*before)

    put_on_paper(document, paper)

    assert sections(document) == [after]
    assert b"w:code" not in etree.tostring(document)


def test_the_same_paper_in_rounded_figures_is_left_alone() -> None:
    document = section(11900, 16840, 1417, 1417)
    before = etree.tostring(document)

    put_on_paper(document, Paper.A4)

    assert etree.tostring(document) == before


def test_a_contract_on_letter_has_the_lines_and_tables_of_one_on_a4(sample: Document, stamp: Stamp, template: bytes) -> None:
    a4, letter = (write(sample, replace(stamp, paper=paper), template) for paper in (Paper.A4, Paper.LETTER))

    assert {size[:2] for size in sections(parsed_xml(parts_of(letter)[MAIN]))} == {(12240, 15840)}
    assert {size[:2] for size in sections(parsed_xml(parts_of(a4)[MAIN]))} == {(11906, 16838)}
    assert grids(a4) == grids(letter)


def test_the_date_of_issue_is_written_in_the_language_of_the_contract(sample: Document, stamp: Stamp, template: bytes) -> None:
    american = parts_of(write(replace(sample, language="en-US"), stamp, template))[MAIN].decode()

    assert stamp.issued
    assert f"{stamp.issued:%B}\u00a0{stamp.issued.day}, {stamp.issued.year}" in american
