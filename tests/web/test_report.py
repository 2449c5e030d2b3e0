"""Reports in the browser: no network, escaped words, charts that can be read without seeing them."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from pipeline.model.report import Chart, Report, Section, Series
from pipeline.model.sheet import Column, Grid, Record
from pipeline.web import report_page

SVG = "{http://www.w3.org/2000/svg}"


def report(**chart):
    values = {"title": "Attainment", "labels": ("May", "June", "July"), "series": (Series("P1 <b>", (95.0, None, 97.5)),), **chart}
    grid = Grid("Levels", (Column("Level", 1), Column("Result", 1)), (Record(("P1", "a < b"), stressed=True),))
    section = Section("Attainment", ("Words & more.",), (grid,), (Chart(**values), Chart(**values)))
    return Report("Review", "ACME-1", "One was missed.", (("Period", "May"),), (section,), legend="Internal", language="en-US")


def drawings(page):
    return [ElementTree.fromstring(found) for found in re.findall("<svg.*?</svg>", page, re.DOTALL)]


def test_the_page_needs_no_network_and_no_word_becomes_markup():
    page = report_page(report())

    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "Words &amp; more." in page
    assert "a &lt; b" in page
    assert "P1 &lt;b&gt;" in page
    assert '<html lang="en-US">' in page


def test_a_chart_says_in_words_what_it_shows_and_has_ids_of_its_own():
    first, second = drawings(report_page(report(alternative="From 95 to 97.5 %.", target=95.0, unit="%")))

    assert [first.findtext(tag) for tag in ("title", "desc")] == ["Attainment", "From 95 to 97.5 %."]
    assert first.get("aria-labelledby").split() == [first.find(tag).get("id") for tag in ("title", "desc")]
    assert first.get("aria-labelledby") != second.get("aria-labelledby")
    assert [point.findtext("title") for point in first.findall("path") if point.find("title") is not None] == [
        "P1 <b>, May: 95 %",
        "P1 <b>, July: 97.5 %",
    ]


def test_no_line_leads_over_a_month_without_a_value():
    lines = drawings(report_page(report()))[0].findall("polyline")

    assert [len(line.get("points").split()) for line in lines] == [1, 1]


def test_the_target_lies_where_a_value_of_its_height_lies():
    drawn = drawings(report_page(report(target=95.0)))[0]

    across = next(line for line in drawn.findall("line") if line.get("class") == "target")
    [first] = [line.get("points") for line in drawn.findall("polyline")][:1]
    assert first.split(",")[1] == across.get("y1") == across.get("y2")


@pytest.mark.parametrize("count", [1, 12, 36, 156])
def test_labels_stay_apart_however_many_there_are(count):
    labels = tuple(f"{number:02}/26" for number in range(count))
    drawn = drawings(report_page(report(labels=labels, series=(Series("P1", (1.0,) * count),))))[0]

    places = [float(text.get("x")) for text in drawn.findall("text") if text.get("class") == "label"]
    assert 1 <= len(places) <= 16
    assert all(after - before > 40 for before, after in pairwise(places))


def test_a_chart_without_any_value_is_drawn_empty():
    drawn = drawings(report_page(report(series=(Series("P1", (None, None, None)),))))[0]

    assert not drawn.findall("polyline")


def test_the_page_fits_its_window_in_chromium(ask):
    overflow = "(document) => document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert ask(report_page(report()), overflow, 360) == 0
    assert ask(report_page(report()), overflow, 1280) == 0
