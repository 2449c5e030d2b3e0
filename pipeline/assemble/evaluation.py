"""The value of an expression in one contract. Evaluated here, node by node: nothing but what is written below can happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from pipeline.assemble.comparison import NoComparison, compared
from pipeline.assemble.pattern import All, Comparison, Condition, Either, Expression, Hole, Literal, Not, Path, place_of
from pipeline.assemble.style import BRITISH, Style
from pipeline.assemble.suggestions import nearest, unknown_name
from pipeline.assemble.values import FILTERS, NAMES, NotPrintable, printed
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import ToBeAgreed, Value
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import Finder, PathError, field_at


class Undecided(Exception):
    """An expression has no value in this contract; carries what to tell the user."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _undecided(code: str, span: Span, message: str, hint: str | None = None) -> NoReturn:
    raise Undecided(error(code, span, message, hint))


@dataclass(frozen=True, slots=True)
class Scope:
    """The terms, and inside a repeated row or item the data path of the one that is at hand."""

    finder: Finder
    name: str = ""
    path: str = ""
    style: Style = BRITISH

    def find(self, path: Path, around: Span) -> tuple[str, object]:
        """The full data path and what stands there. Raises Undecided."""
        full = self._full(path, around)
        if isinstance(full, OpenPoint):
            return full.path, full
        try:
            return full, self.finder.find(full)
        except PathError as fault:
            raise Undecided(unknown_name(fault, path, full, place_of(path, around))) from None

    def _full(self, path: Path, around: Span) -> str | OpenPoint:
        first = path.steps[0]
        assert isinstance(first, str)
        if first in ("row", "item") and first != self.name:
            _undecided("row-outside-table", place_of(path, around), f"`{first}` stands outside the row or line that is repeated")
        steps = [self.path if first == self.name else first]
        for step in path.steps[1:]:
            if isinstance(step, str):
                steps.append(step)
                continue
            inner, value = self.find(step, around)
            if isinstance(value, OpenPoint):
                return value
            if not isinstance(value, str):
                _undecided(
                    "not-a-name", place_of(step, around), f"`{inner}` is absent or no name, and names no item of `{'.'.join(steps)}`"
                )
            steps.append(value)
        return ".".join(steps)

    def holds(self, condition: Condition) -> bool:
        """Whether the condition is true in this contract. Raises Undecided."""
        return self._truth(condition.expression, condition.span)

    def _truth(self, expression: Expression, span: Span) -> bool:
        match expression:
            case All(conditions=conditions):
                return all(self._truth(condition, span) for condition in conditions)
            case Either(conditions=conditions):
                return any(self._truth(condition, span) for condition in conditions)
            case Not(condition=condition):
                return not self._truth(condition, span)
            case Comparison():
                return self._comparison(expression, span)
            case Literal(value=literal):
                return bool(literal)
            case Path():
                return is_present(self.find(expression, span)[1])

    def _comparison(self, comparison: Comparison, span: Span) -> bool:
        left, right = (self._operand(operand, span) for operand in (comparison.left, comparison.right))
        try:
            return compared(left, comparison.comparator, right)
        except NoComparison as fault:
            _undecided("unlike-types", span, str(fault), fault.hint)

    def _operand(self, operand: Path | Literal, span: Span) -> object:
        if isinstance(operand, Literal):
            return operand
        path, value = self.find(operand, span)
        if isinstance(value, OpenPoint):
            hint = "a point that decides what is said cannot be left open"
            _undecided("open-decision", place_of(operand, span), f"`{path}` is still to be agreed, and this condition depends on it", hint)
        return value

    def filled(self, hole: Hole) -> Value | ToBeAgreed:
        """What is printed at a hole. Raises Undecided."""
        path, value = self.find(hole.path, hole.span)
        if isinstance(value, OpenPoint):
            return ToBeAgreed(value.path, value.label, hole.span)
        unknown = [name for name in hole.filters if name not in FILTERS]
        if unknown:
            raise Undecided(unknown_filter(unknown[0], hole))
        if value is None and not (hole.filters and "dash" in hole.filters):
            _undecided(
                "absent-value", hole.path_span, f"`{path}` is absent in this contract", f"wrap what prints it in `{{% if {hole.path} %}}`"
            )
        if NAMES in hole.filters:
            value = self._named(path, value)
        try:
            return Value(path, printed(self.style.names.get(path, value), hole.filters, self.style), hole.span)
        except NotPrintable as fault:
            _undecided("not-printable", hole.path_span, f"`{path}` is {fault}")

    def _named(self, path: str, value: object) -> object:
        """Identifiers as the roles or names of the items that they refer to; a role says more than the name of its holder."""
        lists = field_at(path).refers_to
        if isinstance(value, tuple):
            return tuple(self._name(lists, item) for item in value)
        return self._name(lists, value) if isinstance(value, str) else value

    def _name(self, lists: tuple[str, ...], identifier: object) -> object:
        for path in lists:
            items = self.finder.find(path)
            for item in items if isinstance(items, tuple) else ():
                if getattr(item, "id", None) == identifier:
                    return getattr(item, "role", None) or getattr(item, "name", None) or identifier
        return identifier


def unknown_filter(name: str, hole: Hole) -> Diagnostic:
    """An error about a filter that does not exist."""
    return error("unknown-filter", hole.span, f"`{name}` is no filter", nearest(name, tuple(FILTERS)))


def is_present(value: object) -> bool:
    """Whether something stands there: not absent, not empty, not false. A point to be agreed will stand there."""
    if isinstance(value, tuple | str | Mapping):
        return len(value) > 0
    return value is not None and value is not False
