"""What stands between `:::` and `:::`: tables, matrices, lists and pairs made from the data, and the signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line
from pipeline.assemble.pairs import PairsReader
from pipeline.assemble.pattern import Each, ListPattern, MatrixPattern, PairsPattern, Pattern, Placed, SignaturesPattern
from pipeline.assemble.source import Ids, condition_at, path_at
from pipeline.assemble.suggestions import nearest
from pipeline.assemble.table import table
from pipeline.assemble.tags import is_tag
from pipeline.assemble.words import words
from pipeline.model.diagnostic import Span
from pipeline.model.document import PartKind
from pipeline.model.numbering import DEEPEST_LEVEL

_OPENING = re.compile(r":{3,}\s*(?P<name>[^\s{]*)\s*(?P<rest>.*)")
_EACH = re.compile(r"(?P<path>\S+)(?:\s+where\s+(?P<where>.+))?")
_LIST = re.compile(r"(?P<path>\S+)\s+(?P<conjunction>and|or)(?:\s+where\s+(?P<where>.+))?")
_MATRIX = re.compile(r"(?P<rows>\S+)\s+(?P<columns>\S+)\s+(?P<cells>\S+)")


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line of a directive, and what stands inside it."""

    line: Line
    id: str
    named: bool
    rest: str
    rest_column: int
    body: tuple[Line, ...]
    span: Span
    depth: int


class Directives:
    """Reads the directives of one wording."""

    def __init__(self, ids: Ids, part: PartKind, faults: Faults) -> None:
        self.ids = ids
        self.part = part
        self.faults = faults

    def read(self, lines: Sequence[Line], at: int, depth: int) -> tuple[Pattern | None, int]:
        """The directive that begins on the line `at`, None where it is refused, and the line behind it."""
        line = lines[at]
        name_, named, first = self.ids.taken_from(line)
        match = _OPENING.match(first.text)
        assert match is not None
        span = self.faults.span(line.number, line.column, len(line.text))
        body, end = self._body(lines, at, match["name"], span)
        if body is None:
            return None, end
        opening = Opening(line, name_, named, match["rest"], line.column + match.start("rest"), body, span, depth)
        reader = _READERS.get(match["name"])
        if reader is None:
            self._unknown(match["name"], span)
            return None, end
        return reader(self, opening), end

    def _unknown(self, name: str, span: Span) -> None:
        if not name:
            self.faults.add("unopened", span, "`:::` closes nothing here")
            return
        self.faults.add("unknown-directive", span, f"`{name}` is no directive", nearest(name, tuple(_READERS)))

    def _body(self, lines: Sequence[Line], at: int, name: str, span: Span) -> tuple[tuple[Line, ...] | None, int]:
        """The lines up to the closing `:::` and the line behind it; None where there is none before the next directive."""
        if not name:
            return (), at + 1
        body: list[Line] = []
        for end in range(at + 1, len(lines)):
            line = lines[end]
            if line.text.startswith(":::") and line.text.strip(":"):
                break
            if line.text:
                self._check_indent(line, lines[at])
            if line.text.startswith(":::"):
                return tuple(body), end + 1
            if line.text:
                body.append(line)
        else:
            end = len(lines)
        self.faults.add("unclosed-directive", span, f"`::: {name}` is not closed", "put `:::` on a line of its own behind it")
        return None, end

    def _check_indent(self, line: Line, opening: Line) -> None:
        if line.indent != opening.indent:
            message = f"this line begins at column {line.column}, its directive at column {opening.column}"
            self.faults.add(
                "wrong-indent", self.faults.span(line.number, line.column, len(line.text)), message, "begin both at the same column"
            )

    def _arguments(self, pattern: re.Pattern[str], opening: Opening, form: str) -> re.Match[str] | None:
        match = pattern.fullmatch(opening.rest)
        if match is None:
            self.faults.add(
                "directive-arguments", opening.span, f"`{opening.rest}` are not the arguments of this directive", f"expected `{form}`"
            )
        return match

    def _each(self, opening: Opening, match: re.Match[str], name: OneOf["row", "item"]) -> Each | None:
        line, column = opening.line.number, opening.rest_column
        found = path_at(match["path"], line, column + match.start("path"), self.faults)
        where = None
        if match["where"] is not None:
            where = condition_at(match["where"], line, column + match.start("where"), self.faults)
        return Each(found[0], where, found[1], name) if found else None

    def table(self, opening: Opening) -> Pattern | None:
        """`::: table`, or `::: table PATH where CONDITION`."""
        each = None
        if opening.rest:
            match = self._arguments(_EACH, opening, "::: table PATH where CONDITION")
            each = self._each(opening, match, "row") if match else None
        if self._has_tags(opening, "table"):
            return None
        return table(opening.id, opening.named, opening.body, each, opening.span, self.faults)

    def matrix(self, opening: Opening) -> Pattern | None:
        """`::: matrix ROWS COLUMNS CELLS`, and the words of the corner."""
        match = self._arguments(_MATRIX, opening, "::: matrix ROWS COLUMNS CELLS")
        if match is None or self._has_tags(opening, "matrix"):
            return None
        found = [
            path_at(match[name], opening.line.number, opening.rest_column + match.start(name), self.faults)
            for name in ("rows", "columns", "cells")
        ]
        rows, columns, cells = (Placed(*place) if place else None for place in found)
        if rows is None or columns is None or cells is None:
            return None
        corner = words(opening.body, self.faults)
        return MatrixPattern(opening.id, opening.named, corner, rows, columns, cells, opening.span)

    def list(self, opening: Opening) -> Pattern | None:
        """`::: list PATH and|or where CONDITION`, and the one line that is repeated."""
        match = self._arguments(_LIST, opening, "::: list PATH and|or where CONDITION")
        each = self._each(opening, match, "item") if match else None
        if match is None or each is None or self._has_tags(opening, "list"):
            return None
        if opening.depth >= DEEPEST_LEVEL:
            self.faults.add("list-too-deep", opening.span, "lists go three levels deep: 1.1, (a) and (i)")
        if len(opening.body) != 1:
            message = f"{len(opening.body)} lines stand inside `::: list`, expected the one that is repeated"
            self.faults.add("list-lines", opening.span, message)
            return None
        line = opening.body[0]
        if line.text.endswith((".", ";", ",")):
            end = self.faults.span(line.number, line.column + len(line.text) - 1)
            self.faults.add(
                "list-punctuation",
                end,
                f"the line that is repeated ends with `{line.text[-1]}`",
                "leave it out: the list is punctuated as a sentence",
            )
        ordered = self.part in (PartKind.TERMS, PartKind.SCHEDULE)
        conjunction: OneOf["and", "or"] = "and" if match["conjunction"] == "and" else "or"
        return ListPattern(opening.id, each, conjunction, words(opening.body, self.faults), ordered, opening.span)

    def pairs(self, opening: Opening) -> Pattern | None:
        """`::: pairs`, and paragraphs of the form `Label :: content`."""
        self._refuse_arguments(opening, "pairs")
        reader = PairsReader(opening.body, self.faults)
        return PairsPattern(opening.id, opening.named, reader.read(), opening.span)

    def signatures(self, opening: Opening) -> Pattern | None:
        """`::: signatures`, with nothing inside."""
        self._refuse_arguments(opening, "signatures")
        if self.part is not PartKind.SIGNATURES:
            message = f"`::: signatures` stands in the {self.part}, not on the signature page"
            hint = "move it to a clause whose clause.yaml says `part: signatures`"
            self.faults.add("signatures-elsewhere", opening.span, message, hint)
        if opening.body:
            self.faults.add("directive-arguments", opening.span, "words stand inside `::: signatures`", "the blocks are made from the data")
        return SignaturesPattern(opening.span)

    def _refuse_arguments(self, opening: Opening, name: str) -> None:
        if opening.rest:
            self.faults.add("directive-arguments", opening.span, f"`{opening.rest}`: `::: {name}` has no arguments")

    def _has_tags(self, opening: Opening, name: str) -> bool:
        tags = [line for line in opening.body if is_tag(line)]
        for line in tags[:1]:
            span = self.faults.span(line.number, line.column, len(line.text))
            hint = f"choose rows with `where`, or put the condition around the whole {name}"
            self.faults.add(f"block-tag-in-{name}", span, f"a tag stands inside a {name}", hint)
        return bool(tags)


_READERS: dict[str, Callable[[Directives, Opening], Pattern | None]] = {
    "table": Directives.table,
    "matrix": Directives.matrix,
    "list": Directives.list,
    "pairs": Directives.pairs,
    "signatures": Directives.signatures,
}
