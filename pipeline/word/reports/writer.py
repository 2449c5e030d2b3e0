"""A report as a DOCX in the style of the house, the same bytes for the same report and template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from pipeline.model.document import Alignment
from pipeline.model.report import Chart, Report, Section
from pipeline.model.sheet import Grid
from pipeline.word.names import RELATIONS
from pipeline.word.package import package_of
from pipeline.word.properties import plain_part
from pipeline.word.reports import names
from pipeline.word.reports.charts import CHART_TYPE, chart_part, drawing
from pipeline.word.reports.template import ReportShell, report_shell
from pipeline.word.tables import Field, Fitting, Line, measures, rows_kept, table_xml
from pipeline.word.template import CORE, MAIN_RELATIONS, STYLES, declare, relate
from pipeline.word.text import run, visible

_STRESS_TINT = "FFE9C7"
_FIGURE = re.compile(r"(?:[A-Z]{3}\s|[\u00a3\u20ac$])?[+\u2212-]?\d[\d.,]*(?:\s?%)?|\u2013|n/a|")
"""What a column of figures holds, which are read from their right end."""


def write_report(report: Report, template: bytes) -> bytes:
    """The DOCX. The template must be free of faults (see `report_template_faults`)."""
    shell = report_shell(template)
    values = {name: visible(text) for name, text in (("title", report.title), ("subject", report.subject), ("legend", report.legend))}
    body = Markup(_Body(shell).report(report))
    parts = dict(shell.parts)
    parts |= {name: slots.render({**values, names.BODY_SLOT: body}).encode() for name, slots in shell.rendered.items()}
    parts[STYLES] = parts[STYLES].replace(f'<w:lang w:val="{shell.language}"'.encode(), f'<w:lang w:val="{report.language}"'.encode())
    parts[CORE] = plain_part(report.title, report.subject, report.language).encode()
    _bind_charts(parts, report.charts)
    return package_of(parts)


def _bind_charts(parts: dict[str, bytes], charts: Sequence[Chart]) -> None:
    for number, chart in enumerate(charts, start=1):
        name = f"charts/chart{number}.xml"
        parts[f"word/{name}"] = chart_part(chart)
        relate(parts, MAIN_RELATIONS, f"{RELATIONS}/chart", name, _link(number))
        declare(parts, f"word/{name}", CHART_TYPE)


def _link(chart: int) -> str:
    return f"chart{chart}"


class _Body:
    """Writes what stands below the title."""

    def __init__(self, shell: ReportShell) -> None:
        self.styles: Mapping[str, str] = shell.styles
        self.width = shell.text_width
        self.charts = 0

    def report(self, report: Report) -> str:
        lead = self._paragraph(names.LEAD, report.lead) if report.lead else ""
        facts = self._facts(report.facts) if report.facts else ""
        return lead + facts + "".join(map(self._section, report.sections))

    def _section(self, section: Section) -> str:
        """Its words, tables and charts; the last paragraph stays with what it introduces."""
        last = len(section.paragraphs) - 1 if section.grids or section.charts else -1
        kept = ("<w:keepNext/>" if at == last else "" for at in range(len(section.paragraphs)))
        told = (self._paragraph(names.TEXT, text, keep) for text, keep in zip(section.paragraphs, kept, strict=True))
        words = self._paragraph(names.HEADING, section.heading) + "".join(told)
        return words + "".join(map(self._grid, section.grids)) + "".join(map(self._chart, section.charts))

    def _facts(self, facts: Sequence[tuple[str, str]]) -> str:
        rows = [[[label], said.split("\n")] for label, said in facts]
        needs = measures([], rows, 2)
        look = Fitting.of(needs, (Alignment.LEFT, Alignment.LEFT), 0, self.width, labelled=True)
        lines = [Line((Field(self._cell(names.LABEL, label)), Field(self._cell(names.CELL, said)))) for label, said in facts]
        return table_xml(self.styles[names.FACTS], look, lines, 0) + self._paragraph(names.SPACE, "")

    def _grid(self, grid: Grid) -> str:
        """A table with its title; one without rows is not shown."""
        if not grid.records:
            return ""
        heads = [[[column.name] for column in grid.columns]]
        rows = [[cell.split("\n") for cell in record.cells] for record in grid.records]
        needs = measures(heads, rows, len(grid.columns))
        sides = tuple(_side(record.cells[index] for record in grid.records) for index in range(len(grid.columns)))
        look = Fitting.of(needs, sides, 0, self.width, labelled=False)
        kept = rows_kept(needs, look, 1)
        title = self._paragraph(names.CAPTION, grid.title) if grid.title else ""
        lines = list(self._lines(grid, sides, kept))
        return title + table_xml(self.styles[names.TABLE], look, lines, 1) + self._paragraph(names.SPACE, "")

    def _lines(self, grid: Grid, sides: Sequence[Alignment], kept: int) -> Iterator[Line]:
        """The header and each record; the first `kept` rows stay with the next."""
        yield Line(tuple(Field(self._cell(names.HEAD, column.name, side)) for column, side in zip(grid.columns, sides, strict=True)))
        for number, record in enumerate(grid.records, start=2):
            tint = _STRESS_TINT if record.stressed else ""
            keep = number <= kept
            cells = zip(record.cells, sides, strict=True)
            yield Line(tuple(Field(self._cell(names.CELL, words, side, keep=keep), tint=tint) for words, side in cells))

    def _cell(self, style: str, words: str, side: Alignment = Alignment.LEFT, *, keep: bool = False) -> str:
        layout = ("<w:keepNext/>" if keep else "") + ('<w:jc w:val="right"/>' if side is Alignment.RIGHT else "")
        return "".join(self._paragraph(style, line, layout) for line in words.split("\n"))

    def _chart(self, chart: Chart) -> str:
        self.charts += 1
        shown = drawing(self.charts, chart, _link(self.charts), self.width)
        placed = f'<w:p><w:pPr><w:pStyle w:val="{self.styles[names.CHART]}"/></w:pPr>{shown}</w:p>'
        # Not every renderer takes a format of figures with a unit, so the unit stands in the title.
        return self._paragraph(names.CAPTION, chart.title + (f" ({chart.unit})" if chart.unit else "")) + placed

    def _paragraph(self, style: str, words: str, layout: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{layout}</w:pPr>{run(words) if words else ""}</w:p>'


def _side(cells: Iterator[str]) -> Alignment:
    said = tuple(cells)
    has_figures = any(character.isdigit() for cell in said for character in cell)
    return Alignment.RIGHT if has_figures and all(_FIGURE.fullmatch(cell) for cell in said) else Alignment.LEFT
