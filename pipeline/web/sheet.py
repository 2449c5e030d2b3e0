"""A sheet, such as the issues list, as a page for the browser and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jinja2 import Template

from pipeline.model.sheet import Grid, Record, Sheet
from pipeline.web.page_templates import page_templates
from pipeline.web.redline_comment import escaped


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
    columns = (*grid.columns, *grid.form)
    yield _row(tuple(column.name for column in columns))
    yield f"| {' | '.join('---' for _ in columns)} |"
    yield from (_row(_cells(record)) for record in grid.records)


def _cells(record: Record) -> tuple[str, ...]:
    return (*record.cells, *record.entries)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join('<br>'.join(map(escaped, cell.splitlines())) for cell in cells)} |"
