"""A report, such as a service review, as one page for the browser, with its charts drawn into it."""

from __future__ import annotations

from functools import cache
from itertools import count

from jinja2 import Template

from pipeline.model.report import Report
from pipeline.web.charts import chart_svg
from pipeline.web.markdown import escaped, head, row
from pipeline.web.page_templates import page_templates


def report_page(report: Report) -> str:
    """One file that needs no network; on paper its legend heads each page."""
    numbers = count(1)
    return f"{_template().render(report=report, drawn=lambda chart: chart_svg(chart, next(numbers))).rstrip()}\n"


@cache
def _template() -> Template:
    return page_templates().get_template("report.html")


def report_markdown(report: Report) -> str:
    """The same as Markdown, without the charts."""
    lines = [f"# {escaped(report.title)}: {escaped(report.subject)}", "", escaped(report.lead), ""]
    lines += [f"* {escaped(label)}: {escaped(said)}" for label, said in report.facts]
    for section in report.sections:
        lines += ["", f"## {escaped(section.heading)}", "", *(escaped(words) for words in section.paragraphs)]
        for grid in section.grids:
            lines += head([escaped(column.name) for column in grid.columns])
            lines += [row([escaped(cell) for cell in record.cells]) for record in grid.records]
    return "".join(f"{line}\n" for line in lines)
