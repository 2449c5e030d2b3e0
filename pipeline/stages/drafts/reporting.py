"""A report in the style of the house: as DOCX, as PDF that says the same, and as a page for the browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline import pdf, store, web, word
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors
from pipeline.model.report import Chart, Report
from pipeline.stages.drafts.printing import producer, unlike, with_whole_tables
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """A report's files by their ending, and what is wrong with them; there are none where an error stopped them."""

    contents: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...] = ()


def report_files(root: Root, report: Report, place: Span, issued: date | None, step: Callable[[str], None]) -> ReportFiles:
    """The report as `.docx`, `.pdf` and `.html`; `issued` is the day that the PDF bears, `place` what a finding speaks of."""
    template = store.load_template(root, store.REPORT)
    if template.content is None:
        return ReportFiles({}, template.diagnostics)
    faults = tuple(word.report_template_faults(template.content, template.file))
    if has_errors(faults):
        return ReportFiles({}, faults)
    step("write")
    docx = word.write_report(report, template.content)
    step("print")
    try:
        drawn, findings = printed_report(docx, report, place, issued)
    except pdf.RenderingFailed as failure:
        return ReportFiles({}, (error("not-printed", place, str(failure)),))
    found = (*faults, *word.validity_faults(docx, place.file), *findings)
    if has_errors(found):
        return ReportFiles({}, found)
    return ReportFiles({".docx": docx, ".pdf": drawn, ".html": web.report_page(report).encode()}, found)


def printed_report(docx: bytes, report: Report, place: Span, issued: date | None) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The PDF, and where it does not say what the DOCX says. Raises RenderingFailed.

    What a renderer writes in a chart has no place among the words, so the words are proved on pages that have a blank for each chart.
    """
    backend = pdf.RdocxBackend()
    blank = word.without_charts(docx)
    drawn, pages, moved = with_whole_tables(blank, backend)
    findings = tuple(unlike(pages, blank, place))
    if report.charts:
        drawn = backend.render(word.printable(docx, new_page_for=moved))
        with_charts = pdf.pages(drawn)
        findings += tuple(_beside_charts(pages, with_charts, report, place))
        pages = with_charts
    properties = pdf.Properties(report.title, report.language, issued, producer(backend), subject=report.subject)
    return pdf.finished(drawn, properties, pages), findings


def _beside_charts(blank: Sequence[pdf.Page], drawn: Sequence[pdf.Page], report: Report, place: Span) -> Iterator[Diagnostic]:
    """Where the pages with charts say less than those without, or more than the charts do."""
    if len(blank) != len(drawn):
        yield error("pdf-differs", place, f"the charts take another room than they should: {len(drawn)} pages instead of {len(blank)}")
        return
    of_charts = {words for chart in report.charts for words in word.chart_words(chart)}
    for number, (without, with_charts) in enumerate(zip(blank, drawn, strict=True), start=1):
        lost = Counter(without.words) - Counter(with_charts.words)
        added = {each for each in Counter(with_charts.words) - Counter(without.words) if each not in of_charts}
        added -= {each for each in added if _is_mark(each, report.charts)}
        if lost or added:
            told = ", ".join(f"`{each}`" for each in sorted({*lost, *added}))
            yield error("pdf-differs", place, f"page {number} of the PDF does not say what the report says: {told}")


def _is_mark(figure: str, charts: Sequence[Chart]) -> bool:
    """Whether it is a figure on the axis of a chart: a renderer takes other round ones than we ask for, at their own places."""
    try:
        value = float(figure)
    except ValueError:
        return False
    return any(chart.scale.low <= value <= chart.scale.high for chart in charts)
