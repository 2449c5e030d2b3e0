"""A report, such as a service review, as one page for the browser, with its charts drawn into it."""

from __future__ import annotations

from functools import cache
from itertools import count

from jinja2 import Template

from pipeline.model.report import Report
from pipeline.web.charts import chart_svg
from pipeline.web.page_templates import page_templates


def report_page(report: Report) -> str:
    """One file that needs no network; on paper its legend heads each page."""
    numbers = count(1)
    return f"{_template().render(report=report, drawn=lambda chart: chart_svg(chart, next(numbers))).rstrip()}\n"


@cache
def _template() -> Template:
    return page_templates().get_template("report.html")
