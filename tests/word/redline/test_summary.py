"""The page before a redline: what changed, in figures and in words."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from pipeline.compare import Settings, changes_in, redline
from pipeline.model.document import Clause, Document, Item, List, Paragraph, Part, PartKind, Revision, Text, Value
from pipeline.model.stamp import Stamp
from pipeline.word import write_redline
from pipeline.word.summary import path_in_words

US = Settings(Revision("Fernhill", "2026-05-01"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tables(root: etree._Element) -> list[list[list[str]]]:
    return [
        [["".join(text.text for text in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in root.iter(f"{W}tbl")
    ]


def agreement(hours: str, *before: Clause) -> Document:
    response = List((Item((Paragraph("response.p1", (Text("Within "), Value("service_levels.targets.p1.response", hours)), named=True),)),))
    clauses = (*before, Clause("response", (Text("Response"),), (response,)))
    return Document("Support", (Part(PartKind.TERMS, "terms", (), clauses),))


@pytest.fixture
def summed(stamp: Stamp, template: bytes) -> Any:
    def write(old: Document, new: Document) -> bytes:
        marked = redline(old, new, US)
        return write_redline(marked, stamp, template, changes=changes_in(marked))

    return write


def test_it_counts_the_kinds_and_lists_values_and_numbers(summed, document_of) -> None:
    old, new = agreement("30 minutes"), agreement("1 hour", Clause("insurance", (Text("Insurance"),), ()))

    found = tables(document_of(summed(old, new)))

    assert found == [
        [["Kind of change", "Number"], ["Values changed", "1"], ["Passages added", "1"]],
        [["Value", "Old", "New"], ["Service levels, targets, P1, response", "30 minutes", "1 hour"]],
        [["Heading", "Old number", "New number"], ["Insurance", "\u2013", "1"], ["Response", "1", "2"]],
    ]


def test_numbers_that_stay_are_not_listed(summed, document_of) -> None:
    root = document_of(summed(agreement("30 minutes"), agreement("1 hour")))

    assert len(tables(root)) == 2
    assert "All clauses and Schedules keep their numbers." in [text.text for text in root.iter(f"{W}t")]


def test_it_is_no_part_of_the_contract(contract: Document, edited, summed, assert_resolves, tmp_path) -> None:
    new = edited(contract, 11, 0.3)
    file = tmp_path / "redline.docx"

    file.write_bytes(summed(contract, new))

    assert_resolves(file.read_bytes(), contract, new)
    assert [str(finding) for finding in OpenXmlValidator().validate(str(file)).errors] == []


def test_without_changes_there_is_none(contract: Document, edited, stamp: Stamp, template: bytes, document_of) -> None:
    root = document_of(write_redline(redline(contract, edited(contract, 11, 0.3), US), stamp, template))

    assert root.find(f".//{W}bookmarkStart[@{W}name='_summary']") is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("charges.monthly_fee", "Charges, monthly fee"),
        ("service_levels.targets.p1.response", "Service levels, targets, P1, response"),
        ("derived.early_fees.year_2.amount", "Early fees, year 2, amount"),
        ("term", "Term"),
    ],
)
def test_a_path_is_told_in_words(path: str, words: str) -> None:
    assert path_in_words(path) == words
