"""A sheet, such as the issues list, as a page for the browser and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jinja2 import Template

from pipeline.model.sheet import Grid, Sheet
from pipeline.web.markdown import escaped, head, row
from pipeline.web.page_templates import page_templates


def sheet_page(sheet: Sheet) -> str:
    """One file that needs no network; on paper its legend heads each page."""
    return f"{_template().render(sheet=sheet).rstrip()}\n"


@cache
def _template() -> Template:
    return page_templates().get_template("sheet.html")


def sheet_markdown(sheet: Sheet) -> str:
    """Headings and tables; no word of a contract becomes markup."""
    return "\n".join(_blocks(sheet))


def _blocks(sheet: Sheet) -> Iterator[str]:
    if sheet.legend:
        yield f"**{escaped(sheet.legend)}**\n"
    yield f"# {escaped(sheet.title)}\n"
    yield f"{escaped(sheet.subject)}\n"
    yield from (f"{escaped(remark)}\n" for remark in sheet.remarks)
    for grid in sheet.grids:
        if grid.records:
            yield f"## {escaped(grid.title)}\n"
            yield "\n".join(_table(grid)) + "\n"


def _table(grid: Grid) -> Iterator[str]:
    yield from head([_cell(column.name) for column in (*grid.columns, *grid.form)])
    yield from (row([_cell(words) for words in (*record.cells, *record.entries)]) for record in grid.records)


def _cell(words: str) -> str:
    return "<br>".join(map(escaped, words.splitlines()))
