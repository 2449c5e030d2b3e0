"""From a printed value back to the expression that prints it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from pipeline.assemble.evaluation import Scope, Undecided
from pipeline.assemble.expressions import Read, read_expression
from pipeline.assemble.governing import governing_law, names_of_laws
from pipeline.assemble.pattern import Hole, Path
from pipeline.assemble.style import style_of
from pipeline.assemble.values import FILTERS
from pipeline.model.diagnostic import Span
from pipeline.model.document import Value
from pipeline.model.library import Library
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import Finder

_NOWHERE = Span("")
_ONLY_A_NAME = ("duration", "money", "percent", "date")
"""Filters that print what the path alone prints."""


class Expressions:
    """Finds expressions by what they print in one contract; each value is looked for once."""

    def __init__(self, library: Library, terms: Terms) -> None:
        governing = governing_law(library, terms)
        style = style_of(governing.law if governing else None, names_of_laws(library, terms))
        self.scope = Scope(Finder(terms), style=style)
        self._found: dict[tuple[str, str], str | None] = {}

    def printing(self, value: Value) -> str | None:
        """The shortest expression that prints this value in these words; None where the words are not those of the data."""
        key = value.path, value.text
        if key not in self._found:
            tried = (" | ".join((value.path, *filters)) for filters in _chains())
            self._found[key] = next((text for text in tried if self.printed(text) == value.text), None)
        return self._found[key]

    def printed(self, expression: str) -> str | None:
        """What an expression prints in this contract; None where it prints nothing."""
        read = read_expression(expression, "value")
        if not isinstance(read, Read) or not isinstance(read.expression, Path):
            return None
        try:
            filled = self.scope.filled(Hole(read.expression, read.filters, _NOWHERE))
        except Undecided:
            return None
        return filled.text if isinstance(filled, Value) else None


def _chains() -> Iterator[tuple[str, ...]]:
    """Filters one behind the other, the fewest first."""
    names = [name for name in FILTERS if name not in _ONLY_A_NAME]
    for length in range(3):
        yield from permutations(names, length)
