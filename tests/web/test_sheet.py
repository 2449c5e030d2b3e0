"""Sheets in the browser and as Markdown: legend, escaped words, and pages that can be printed."""

from __future__ import annotations

import pytest

from pipeline.model.sheet import Column, Grid, Record, Sheet
from pipeline.web import sheet_markdown, sheet_page


@pytest.fixture
def sheet():
    columns = (Column("No.", 1), Column("Words", 9))
    records = (Record(("2.1", "<b>bold</b> | *x*\nnext"), ("accept",), stressed=True), Record(("2.2", ""), ("",)))
    return Sheet(
        "Issues list, round 2",
        "acme",
        "Internal & confidential",
        ("2 issues.",),
        (Grid("Issues", columns, records, (Column("Decision", 1),)),),
    )


def test_the_page_needs_no_network_and_no_word_becomes_markup(sheet):
    page = sheet_page(sheet)

    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "&lt;b&gt;bold&lt;/b&gt; | *x*\nnext" in page
    assert "<dt>Decision</dt><dd>accept</dd>" in page


def test_the_legend_stands_at_the_top_and_again_in_each_table(sheet):
    page = sheet_page(sheet)

    assert '<p class="legend">Internal &amp; confidential</p>' in page
    assert page.count('<tr class="again"') == 1


def test_without_a_legend_nothing_stands_in_its_place(sheet):
    page = sheet_page(Sheet(sheet.title, sheet.subject, "", sheet.remarks, sheet.grids))

    assert '<p class="legend">' not in page
    assert '<tr class="again"' not in page


def test_the_page_fits_its_window_in_chromium(sheet, ask):
    overflow = "(document) => document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert ask(sheet_page(sheet), overflow, 360) == 0
    assert ask(sheet_page(sheet), overflow, 1280) == 0


def test_markdown_keeps_each_record_on_one_line(sheet):
    told = sheet_markdown(sheet)

    assert told.startswith("**Internal \\& confidential**\n")
    assert "| 2\\.1 | \\<b\\>bold\\<\\/b\\> \\| \\*x\\*<br>next | accept |\n| 2\\.2 |  |  |\n" in told
