"""Where the paragraphs of a wording stand in its file, so that one of them can be written anew and all others stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line, lines
from pipeline.assemble.markers import MARKER, begins_block
from pipeline.assemble.pairs import BETWEEN
from pipeline.assemble.table import CELL
from pipeline.assemble.tags import is_tag
from pipeline.model import review
from pipeline.model.library import SourceText


@dataclass(frozen=True, slots=True)
class Site:
    """The place of one paragraph, heading or cell: lines `first` to before `end`, counted from 0.

    The words begin at `column` of the first line, counted from 0, and its further lines stand at `indent`. `until` is where they end
    on a line that goes on behind them, as in a table. `marker` is what makes it a point of a list, and stands at `margin`.
    """

    words: review.Words
    first: int
    end: int
    column: int
    indent: int
    until: int | None = None
    marker: str = ""
    margin: int = 0
    depth: int = 0
    is_cell: bool = False


class Sites:
    """Finds the places of the paragraphs of one wording."""

    def __init__(self, source: SourceText) -> None:
        self.lines = lines(source.text, Faults(source.file))

    def of(self, blocks: tuple[review.Block, ...]) -> Iterator[Site]:
        """The places in reading order."""
        for block in blocks:
            match block:
                case review.Paragraph(words=words, depth=depth):
                    yield self._paragraph(words, depth)
                case review.Heading(words=words):
                    yield self._after(words, "## ")
                case review.Choice(cases=cases):
                    yield from (site for case in cases for site in self.of(case.blocks))
                case review.Points(words=words) | review.Matrix(corner=words):
                    yield self._body(words)
                case review.Table():
                    yield from self._table(block)
                case review.Pair():
                    yield from self._pair(block)
                case review.Signatures():
                    pass

    def tags(self, begin: int, end: int) -> list[int]:
        """The lines of conditions from one line to before another."""
        return [at for at in range(begin, min(end, len(self.lines))) if is_tag(self.lines[at])]

    def _paragraph(self, words: review.Words, depth: int) -> Site:
        first = words.line - 1
        line = self.lines[first]
        match = MARKER.match(line.text)
        width = match.end() if match else 0
        marker = line.text[:width]
        end = first + 1
        while end < len(self.lines) and self.lines[end].text and not begins_block(self.lines[end]):
            end += 1
        return Site(words, first, end, line.indent + width, line.indent + width, None, marker, line.indent, depth)

    def _after(self, words: review.Words, opening: str) -> Site:
        line = self.lines[words.line - 1]
        return Site(words, words.line - 1, words.line, line.indent + len(opening), 0, len(line.text) + line.indent)

    def _inside(self, directive: int) -> Iterator[tuple[int, Line]]:
        """The lines with words below the first line of a directive."""
        for at in range(directive, len(self.lines)):
            if self.lines[at].text.startswith(":::"):
                return
            if self.lines[at].text:
                yield at, self.lines[at]

    def _body(self, words: review.Words) -> Site:
        at, line = next(self._inside(words.line))
        return Site(words, at, at + 1, line.indent, line.indent, line.indent + len(line.text))

    def _table(self, table: review.Table) -> Iterator[Site]:
        first = next(iter((*table.header, *(cell for row in table.rows for cell in row))))
        header, _, *rows = self._inside(first.line)
        typed = [header, *rows] if table.header else rows
        for (at, line), cells in zip(typed, (table.header, *table.rows) if table.header else table.rows, strict=True):
            end = 1
            for cell in cells:
                match = CELL.match(line.text, end)
                assert match is not None
                begin = match.start() + len(match[1]) - len(match[1].lstrip())
                until = match.start() + len(match[1].rstrip())
                yield Site(cell, at, at + 1, line.indent + begin, 0, line.indent + max(begin, until), is_cell=True)
                end = match.end()

    def _pair(self, pair: review.Pair) -> Iterator[Site]:
        at = pair.label.line - 1
        line = self.lines[at]
        split = line.text.index(BETWEEN)
        yield Site(pair.label, at, at + 1, line.indent, 0, line.indent + split)
        begin = line.indent + split + len(BETWEEN)
        end = at + 1
        while end < len(self.lines) and (text := self.lines[end].text) and BETWEEN not in text and not text.startswith(("{%", ":::")):
            end += 1
        yield Site(pair.content, at, end, begin, line.indent)
