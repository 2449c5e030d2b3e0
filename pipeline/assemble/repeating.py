"""Rows and points that are repeated for the items of a list of the data, and tables over two such lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.assemble.evaluation import Scope, Undecided
from pipeline.assemble.pattern import Each, MatrixPattern, Path, Placed
from pipeline.assemble.values import NotPrintable, natural
from pipeline.model.diagnostic import Diagnostic, error
from pipeline.model.document import Alignment, Cell, Inline, Paragraph, Row, Table, Text, ToBeAgreed, Value
from pipeline.model.terms.open_points import OpenPoint

Named = tuple[tuple[str, Scope], ...]


def items_of(each: Each, scope: Scope, diagnostics: list[Diagnostic]) -> Named | ToBeAgreed | None:
    """Each item that `where` lets in, with its name and the scope in which it is at hand; None where that cannot be decided."""
    try:
        path, value = scope.find(each.path, each.span)
        if isinstance(value, OpenPoint):
            return ToBeAgreed(value.path, value.label, each.span)
        if value is not None and not isinstance(value, tuple):
            diagnostics.append(not_a_list(path, each))
            return None
        scopes = ((name, replace(scope, name=each.name, path=f"{path}.{name}")) for name in _names(value or ()))
        return tuple((name, item) for name, item in scopes if each.where is None or item.holds(each.where))
    except Undecided as undecided:
        diagnostics.append(undecided.diagnostic)
        return None


def not_a_list(path: str, each: Each) -> Diagnostic:
    """An error about something that cannot be repeated."""
    hint = f"print it by `{{{{ {each.path} }}}}`, or name a list"
    return error("not-a-list", each.span, f"`{path}` is not a list, and gives no rows", hint)


def empty_list(each: Each, kind: str) -> Diagnostic:
    """An error about a table or list that would have nothing in it."""
    left = "no item is" if each.where is None else "no item for which the condition holds is"
    hint = f"put `{{% if {each.path} %}}` around the {kind}"
    return error(f"empty-{kind}", each.span, f"{left} in `{each.path}`, and the {kind} would be empty", hint)


def _names(items: tuple[object, ...]) -> Iterator[str]:
    for ordinal, item in enumerate(items):
        yield str(getattr(item, "id", ordinal))


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table with one list down, another across, and a value for each pair of ids."""

    pattern: MatrixPattern
    scope: Scope
    diagnostics: list[Diagnostic]

    def table(self, corner: tuple[Inline, ...]) -> Iterator[Table]:
        """The table, if both lists are there."""
        rows, columns = self._items(self.pattern.rows), self._items(self.pattern.columns)
        if not rows or not columns:
            return
        id = self.pattern.id
        header = Row(
            (_cell(f"{id}/header/0", corner), *(self._named(f"{id}/header/{name}", self.pattern.columns, name) for name in columns))
        )
        body = tuple(
            Row((self._named(f"{id}/{row}/0", self.pattern.rows, row), *(self._value(f"{id}/{row}/{name}", row, name) for name in columns)))
            for row in rows
        )
        alignment = (Alignment.LEFT, *(Alignment.CENTRE for _ in columns))
        yield Table(id, alignment, (header,), body, self.pattern.named, self.pattern.span)

    def _items(self, placed: Placed) -> tuple[str, ...]:
        items = items_of(Each(placed.path, None, placed.span, "row"), self.scope, self.diagnostics)
        return () if items is None or isinstance(items, ToBeAgreed) else tuple(name for name, _ in items)

    def _named(self, id: str, placed: Placed, name: str) -> Cell:
        """The heading of a row or column: the item's name, else its text, else its id."""
        for field in ("name", "text"):
            try:
                path, value = self.scope.find(Path((*placed.path.steps, name, field)), placed.span)
            except Undecided:
                continue
            if isinstance(value, str) and value:
                return _cell(id, (Value(path, value, placed.span),))
        return _cell(id, (Text(name),))

    def _value(self, id: str, row: str, column: str) -> Cell:
        placed = self.pattern.cells
        try:
            path, value = self.scope.find(Path((*placed.path.steps, row, column)), placed.span)
            if isinstance(value, OpenPoint):
                return _cell(id, (ToBeAgreed(value.path, value.label, placed.span),))
            return _cell(id, (Value(path, natural(value, self.scope.style).upper(), placed.span),))
        except Undecided as undecided:
            self.diagnostics.append(undecided.diagnostic)
        except NotPrintable as fault:
            self.diagnostics.append(error("not-printable", placed.span, f"`{placed.path}.{row}.{column}` is {fault}"))
        return _cell(id, ())


def _cell(id: str, content: tuple[Inline, ...]) -> Cell:
    return Cell((Paragraph(id, content),))
