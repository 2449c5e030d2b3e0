"""Reports in Word: sound, in the look of the house, with charts that Word can edit, and a template that design may change."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as open_docx
from lxml import etree
from openxml_audit import OpenXmlValidator

from pipeline.model.report import Chart, Report, Section, Series
from pipeline.model.sheet import Column, Grid, Record
from pipeline.word import chart_words, report_template_faults, validity_faults, without_charts, words, write_report
from pipeline.word.package import package_of, parts_of
from pipeline.word.reports.shell import first_report_template

TEMPLATE = Path(__file__).parents[2] / "templates" / "report.docx"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CHART = Chart(
    "Attainment",
    MONTHS,
    (Series("P1 & P2", (95.0, 96, 94, 97, 98, 93, None, 96, 97, 92, 95, 96.5)), Series("P3", (99.0,) * 12)),
    "%",
    95.0,
    "Eleven months, of which four lie below the target of 95 %.",
)
GRID = Grid(
    "Service Levels",
    (Column("Service Level", 3), Column("Tickets", 1), Column("Result", 2)),
    (Record(("P1 <resolution>\nsecond line", "20", "met")), Record(("P2", "1,040", "missed"), stressed=True)),
)
REPORT = Report(
    "Service review",
    "Support Agreement ACME-1",
    "One Service Level was missed.",
    (("Customer", "Buyer & Sons"), ("Period", "May 2026")),
    (Section("Attainment", ("Forty Tickets counted.",), (GRID,), (CHART,)), Section("Nothing", (), (Grid("Empty", GRID.columns, ()),))),
    legend="Internal",
)


@pytest.fixture(scope="module")
def template() -> bytes:
    return TEMPLATE.read_bytes()


@pytest.fixture(scope="module")
def docx(template) -> bytes:
    return write_report(REPORT, template)


def test_it_is_sound_and_the_same_each_time(docx, template, tmp_path):
    (tmp_path / "report.docx").write_bytes(docx)

    assert validity_faults(docx, "report.docx") == []
    assert [str(fault) for fault in OpenXmlValidator().validate(str(tmp_path / "report.docx")).errors] == []
    assert docx == write_report(REPORT, template)


def test_it_says_all_that_the_report_says_and_nothing_else(docx):
    said = " ".join(words(docx))

    assert said == (
        "Service review Support Agreement ACME-1 One Service Level was missed. Customer Buyer & Sons Period May 2026 Attainment"
        " Forty Tickets counted. Service Levels Service Level Tickets Result P1 <resolution> second line 20 met P2 1,040 missed"
        " Attainment (%) Nothing"
    )
    margins = open_docx(io.BytesIO(docx)).sections[0]
    assert margins.header.paragraphs[0].text == "Service review\tInternal"
    assert margins.footer.paragraphs[0].text.startswith("Support Agreement ACME-1\tPage ")


def test_the_names_of_columns_repeat_figures_stand_right_and_a_stressed_row_is_tinted(docx):
    table = open_docx(io.BytesIO(docx)).tables[1]

    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True, False, False]
    assert [cell.paragraphs[0].paragraph_format.alignment for cell in table.rows[1].cells] == [None, 2, None]
    assert [bool(row._tr.xpath(".//w:tcPr/w:shd")) for row in table.rows] == [False, False, True]


def test_a_chart_is_words_own_with_a_gap_and_a_target_and_is_described_in_words(docx):
    parts = parts_of(docx)
    chart = etree.fromstring(parts["word/charts/chart1.xml"])
    space = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    points = [[point.get("idx") for point in line.findall("c:val//c:pt", space)] for line in chart.findall(".//c:ser", space)]

    assert [len(found) for found in points] == [11, 12, 12]
    assert "6" not in points[0]
    assert chart.findtext(".//c:ser[3]/c:tx//c:v", namespaces=space) == "Target 95 %"
    assert 'descr="Eleven months, of which four lie below the target of 95 %."' in parts["word/document.xml"].decode()


def test_a_blank_takes_the_place_of_each_chart_and_no_word_with_it(docx):
    blank = without_charts(docx)

    assert words(blank) == words(docx)
    assert b"<w:drawing" not in parts_of(blank)["word/document.xml"]
    assert b'w:line="3400" w:lineRule="exact"' in parts_of(blank)["word/document.xml"]


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ((95.0, 98.0, 91.5), [90, 92, 94, 96, 98]),
        ((0.0,), [0, 0.2]),
        ((225.0, 0.0), [0, 50, 100, 150, 200, 250]),
        ((99.95, 99.99), [99.95, 99.96, 99.97, 99.98, 99.99]),
        ((), [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_the_axis_of_a_chart_has_round_figures_and_holds_every_value(values, marks):
    scale = Chart("", MONTHS, (Series("", values),)).scale

    assert [round(mark, 6) for mark in scale.marks] == pytest.approx(marks)
    assert all(scale.low <= value <= scale.high for value in values)


@pytest.mark.parametrize(
    ("values", "low", "high", "step"),
    [
        ((100.0, 100.0), 95, 100, 1),
        ((99.25, 99.89), 95, 100, 1),
        ((88.88,), 84, 89, 1),
        ((0.0,), 0, 5, 1),
        ((57.0, 100.0), 50, 100, 10),
    ],
)
def test_the_axis_of_shares_shows_five_points_at_least_and_none_beyond_the_whole(values, low, high, step):
    scale = Chart("", MONTHS, (Series("", values),), "%").scale

    assert (scale.low, scale.high, scale.step) == (low, high, step)


def test_the_words_of_a_chart_are_those_that_may_be_drawn_in_it():
    assert {"Jan", "P1", "&", "Target", "95", "92", "100"} <= set(chart_words(CHART))


def test_libreoffice_opens_it_and_finds_the_words_of_the_chart(docx, soffice, tmp_path):
    (tmp_path / "report.docx").write_bytes(docx)
    words = [soffice, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir"]

    subprocess.run([*words, str(tmp_path), str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=120)

    read = subprocess.run(["pdftotext", str(tmp_path / "report.pdf"), "-"], check=True, capture_output=True, text=True).stdout
    assert "One Service Level was missed." in read
    assert "Target 95 %" in read


def test_the_template_in_use_and_the_first_one_have_no_fault(template):
    assert report_template_faults(template, "t.docx") == []
    assert report_template_faults(first_report_template(), "t.docx") == []
    assert first_report_template() == first_report_template()


@pytest.mark.parametrize(
    ("part", "old", "new", "message"),
    [
        ("word/document.xml", "{{p body }}", "", "the slot `body` is missing"),
        ("word/header1.xml", "{{ legend }}", "", "the slot `legend` is missing"),
        ("word/header1.xml", "{{ legend }}", "{{ legend }}{{ version }}", "has a slot `version` that nothing fills"),
        ("word/styles.xml", 'w:val="Report Lead"', 'w:val="Lead"', "the style `Report Lead` is missing"),
    ],
)
def test_a_template_that_lacks_what_the_writer_needs_is_refused_in_words(template, part, old, new, message):
    parts = parts_of(template)
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new, 1).encode()

    found = report_template_faults(package_of(parts), "templates/report.docx")

    assert any(message in fault.message for fault in found)


def test_no_word_of_a_report_becomes_markup_or_a_slot(template):
    docx = write_report(replace(REPORT, title="{{ subject }} & <w:p/>", lead="It rings: \x07"), template)

    assert " ".join(words(docx)).startswith("{{ subject }} & <w:p/> Support Agreement ACME-1 It rings: [U+0007]")
