"""A report becomes DOCX, PDF and HTML that say the same, or nothing where they would not."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from pipeline import word
from pipeline.model.diagnostic import Span
from pipeline.model.report import Chart, Report, Section, Series
from pipeline.model.sheet import Column, Grid, Record
from pipeline.stages.drafts import reporting
from pipeline.store.root import Root
from pipeline.word.package import package_of, parts_of

REPOSITORY = Path(__file__).parents[2]
MONTHS = ("May", "June", "July")
CHART = Chart("Attainment", MONTHS, (Series("P1", (95.0, 93.5, 97.0)),), "%", 95.0, "One month lies below the target.")
ROWS = tuple(Record((str(number), f"Something that is due in week {number}, and who does it")) for number in range(90))
LONG = Grid("Dates", (Column("No.", 1), Column("What", 6)), ROWS)
REPORT = Report("Service review", "ACME-1", "One was missed.", (), (Section("Attainment", (), (), (CHART,)), Section("Dates", (), (LONG,))))
PLACE = Span("data/contracts/acme")


@pytest.fixture
def root(tmp_path):
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    return Root(tmp_path)


def made(root, report):
    return reporting.report_files(root, report, PLACE, date(2026, 6, 1), lambda step: None)


def pages_of(files):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(files.contents[".pdf"])).pages]


def test_the_same_report_gives_the_same_bytes(root):
    first, second = made(root, REPORT), made(root, REPORT)

    assert first.findings == ()
    assert set(first.contents) == {".docx", ".pdf", ".html"}
    assert first.contents == second.contents


def test_the_pdf_shows_the_chart_and_repeats_the_names_of_columns(root):
    pages = pages_of(made(root, REPORT))

    assert len(pages) > 2
    assert "Target 95 %" in pages[0]
    assert all("No. What" in page for page in pages[1:])
    assert "Unsupported" not in " ".join(pages)


def test_the_pdf_says_what_it_is_and_of_which_day(root):
    told = pypdf.PdfReader(io.BytesIO(made(root, REPORT).contents[".pdf"])).metadata

    assert (told["/Title"], told["/Subject"], told["/CreationDate"]) == ("Service review", "ACME-1", "D:20260601000000Z")


def test_a_sign_that_no_font_has_is_pointed_out_and_nothing_is_made(root):
    files = made(root, replace(REPORT, lead="A sign from afar: \U000130c0"))

    assert files.contents == {}
    assert [finding.code for finding in files.findings] == ["missing-glyph"]


@pytest.mark.parametrize("values", [(100.0, 100.0, 100.0), (83.58, 90.69, 85.0), (99.25, 99.89, 99.5), (0.0, 0.0, 0.0)])
def test_a_renderer_may_mark_an_axis_as_it_likes_within_its_ends(root, values):
    chart = replace(CHART, series=(Series("P1", values),), target=None)

    files = made(root, replace(REPORT, sections=(Section("Attainment", (), (), (chart,)),)))

    assert files.findings == ()


def test_a_figure_beyond_the_ends_of_an_axis_is_found(root):
    sound = word.write_report(REPORT, (root.folder / "templates" / "report.docx").read_bytes())
    odd = word_with(sound, '<c:max val="97"/>', '<c:max val="197"/>')

    _, findings = reporting.printed_report(odd, REPORT, PLACE, None)

    assert [finding.code for finding in findings] == ["pdf-differs"]


def test_a_chart_that_the_renderer_does_not_draw_is_found(root):
    # A format of figures that rdocx refuses; it then writes words of its own where the chart would be.
    sound = word.write_report(REPORT, (root.folder / "templates" / "report.docx").read_bytes())
    odd = word_with(sound, 'formatCode="General" sourceLinked="0"', 'formatCode=\'0"%"\' sourceLinked="0"')

    _, findings = reporting.printed_report(odd, REPORT, PLACE, None)

    assert [finding.code for finding in findings] == ["pdf-differs"]
    assert "`Unsupported`" in findings[0].message


def word_with(docx, old, new):
    parts = parts_of(docx)
    assert old in parts["word/charts/chart1.xml"].decode()
    parts["word/charts/chart1.xml"] = parts["word/charts/chart1.xml"].decode().replace(old, new).encode()
    return package_of(parts)


def test_without_its_template_no_report_is_made_and_the_file_is_named(root):
    (root.folder / "templates" / "report.docx").unlink()

    [finding] = made(root, REPORT).findings

    assert (finding.code, finding.span.file) == ("missing-file", "templates/report.docx")


def test_a_template_with_faults_makes_nothing(root):
    (root.folder / "templates" / "report.docx").write_bytes((root.folder / "templates" / "contract.docx").read_bytes())

    files = made(root, REPORT)

    assert files.contents == {}
    assert "template-missing-slot" in {finding.code for finding in files.findings}
