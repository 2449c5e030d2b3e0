"""A sheet that came back filled in: scanned as any stranger's file, and its first table with a form read row by row."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.sheet import FilledRow, FilledSheet
from pipeline.word.hostile import Hostile, scanned_parts
from pipeline.word.markup import signs, standing_runs, text_of
from pipeline.word.names import W
from pipeline.word.package import MAIN
from pipeline.word.template import parsed_xml

_SIGNS = signs("\t", "\n")


def filled_sheet_in(docx: bytes, file: str, key: str, first_of_form: str) -> FilledSheet | Diagnostic:
    """The rows of the table whose columns begin with `key` and whose form begins with `first_of_form`, tracked changes accepted."""
    try:
        body = parsed_xml(scanned_parts(docx)[MAIN])
    except Hostile as fault:
        return error("docx-refused", Span(file), f"this file is not opened: {fault}", _AGAIN)
    except etree.XMLSyntaxError:
        return error("docx-refused", Span(file), "this file is not opened: its text is damaged", "open and repair it in Word, and save it")
    for table in body.iter(f"{W}tbl"):
        rows = [(number, _cells(row)) for number, row in enumerate(table.iterchildren(f"{W}tr"), start=1)]
        heads = [cells for _, cells in rows[:2]]
        if len(heads) == 2 and heads[0][:1] == [key] and heads[1][:1] == [first_of_form]:
            return _filled(file, heads[0], heads[1], rows[2:])
    return error("no-issues-list", Span(file), "this file holds no issues list with rows for decisions", _WHICH)


_AGAIN = "save the issues list anew in Word as .docx"
_WHICH = "take the internal list that the command `issues` wrote, and fill in the rows below the issues"


def _filled(file: str, columns: Sequence[str], form: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> FilledSheet | Diagnostic:
    """Records and forms in turn; anything else was cut or added by hand, and is not guessed at."""
    found: list[FilledRow] = []
    waiting: tuple[int, list[str]] | None = None
    for number, cells in rows:
        if waiting is None and len(cells) == len(columns):
            waiting = number, cells
        elif waiting is not None and len(cells) == len(form):
            pairs = (*zip(columns, waiting[1], strict=True), *zip(form, cells, strict=True))
            found.append(FilledRow(waiting[0], pairs))
            waiting = None
        else:
            return _out_of_order(file, number)
    return _out_of_order(file, waiting[0]) if waiting else FilledSheet(file, (*columns, *form), tuple(found))


def _out_of_order(file: str, row: int) -> Diagnostic:
    message = f"row {row} of the table is not as it was written: each issue has one row, and one below it for the decision"
    return error("changed-issues-list", Span(file, row), message, "fill in a copy as the command `issues` wrote it")


def _cells(row: etree._Element) -> list[str]:
    return ["\n".join(map(_words, cell.iter(f"{W}p"))).strip() for cell in row.iter(f"{W}tc")]


def _words(paragraph: etree._Element) -> str:
    return "".join(text_of(run, _SIGNS) for run in standing_runs(paragraph))
