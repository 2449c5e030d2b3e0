"""The page of a redline: one file that needs no network, inline and side by side, readable on a phone and on black and white paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from jinja2 import Template

from pipeline.model.change import Change, ChangeKind
from pipeline.model.comparison import Comparison
from pipeline.model.document import Fate
from pipeline.web.change_words import KINDS, counts, given_way, place_words, renumbered, value_words, values
from pipeline.web.page_templates import page_templates
from pipeline.web.redline_lines import Grid, Line, Piece, every_line, lines_of


def redline_page(comparison: Comparison) -> str:
    """The whole page; the same text for the same comparison."""
    lines = lines_of(comparison.redline, comparison.numbers)
    page = _template().render(
        comparison=comparison,
        lines=lines,
        anchors=_Anchors(lines),
        counts=counts(comparison.changes),
        values=values(comparison.changes),
        renumbered=renumbered(lines),
    )
    return f"{page.rstrip()}\n"


@cache
def _template() -> Template:
    environment = page_templates()
    environment.globals |= {"kinds": KINDS, "is_grid": _is_grid, "stretches": _stretches, "of_version": _of_version, "mark": _mark}
    environment.filters |= {"value_words": value_words, "place_words": place_words, "given_way": given_way}
    return environment.get_template("redline.html")


class _Anchors:
    """The name of each line in which something is marked, and the line to which a change leads."""

    def __init__(self, lines: Sequence[Line | Grid]) -> None:
        self._names: dict[int, str] = {}
        self._of_block: dict[tuple[str, bool], str] = {}
        for line in every_line(lines):
            if line.is_changed:
                name = f"change-{len(self._names) + 1}"
                self._names[id(line)] = name
                self._of_block.setdefault((line.block, line.in_new), name)

    def name(self, line: Line) -> str:
        """The line's name on the page; empty where nothing is marked in it."""
        return self._names.get(id(line), "")

    def of(self, change: Change) -> str:
        """The name of the line that shows a change; empty where no line shows it by itself, as the layout of a table."""
        block, gone = change.place.block, change.kind is ChangeKind.DROPPED
        return self._of_block.get((block, not gone)) or self._of_block.get((block, gone), "")


def _is_grid(line: Line | Grid) -> bool:
    return isinstance(line, Grid)


def _mark(fate: Fate | None) -> str:
    """The class of a block, row or cell by what became of it."""
    return fate.value.replace(" ", "-") if fate else ""


def _stretches(line: Line) -> Iterator[tuple[str, Piece]]:
    """The words of a line with the element that marks them: `ins`, `del` or none."""
    whole = {Fate.INSERTED: "ins", Fate.DELETED: "del"}.get(line.fate) if line.fate else None
    for piece in line.pieces:
        yield ("del" if not piece.in_new else "ins" if not piece.in_old else whole or ""), piece


def _of_version(line: Line, version: str) -> Iterator[tuple[str, Piece, str]]:
    """The words of a line as one version has them, with the element that marks what the other lacks."""
    old = version == "old"
    if not (line.in_old if old else line.in_new):
        return
    for element, piece in _stretches(line):
        if piece.in_old if old else piece.in_new:
            yield element, piece, piece.old_text if old else piece.text
