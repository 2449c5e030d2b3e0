"""Conditions and holes in the words of the data model, for people who do not read the clause language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.assemble.comparison import NoComparison, literal_as
from pipeline.assemble.pattern import All, Comparison, Condition, Each, Either, Expression, Hole, Literal, Not, Path
from pipeline.assemble.values import natural
from pipeline.model import review
from pipeline.model.terms.paths import DataField, PathError, Shape, field_at
from pipeline.model.terms.places import ANY

_RELATIONS = {
    "==": "",
    "!=": "not ",
    "<": "less than ",
    "<=": "at most ",
    ">": "more than ",
    ">=": "at least ",
    "in": "includes ",
    "not in": "does not include ",
}
_OPPOSITES = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "in": "not in", "not in": "in"}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Explainer:
    """What the names stand for: the data, and inside a repeated row or item the list it is one of.

    A path that names nothing is a finding of the check; here it is shown without an explanation.
    """

    name: str = ""
    path: str = ""

    def within(self, each: Each) -> Explainer:
        """The explainer inside the row or line that is repeated."""
        return Explainer(each.name, f"{self.data_path(each.path)}.{ANY}")

    def data_path(self, path: Path) -> str:
        """The path from the top of the data, with `*` for each item that something else names."""
        first, *rest = path.steps
        steps = [self.path if first == self.name else str(first), *(step if isinstance(step, str) else ANY for step in rest)]
        return ".".join(steps)

    def field(self, path: Path, filters: tuple[str, ...] = ()) -> review.NamedField:
        """The named field that stands for a value."""
        found = self._found(path)
        description, value = (_sentence(found), found.value) if found else ("", "")
        return review.NamedField(str(path), filters, description, value)

    def hole(self, hole: Hole) -> review.NamedField:
        """The named field that stands for a hole."""
        return self.field(hole.path, hole.filters)

    def repetition(self, each: Each) -> review.Repetition:
        """A list of the data of which a wording repeats a row or line."""
        where = self.within(each).condition(each.where) if each.where else None
        return review.Repetition(str(each.path), self.field(each.path).description, where)

    def condition(self, condition: Condition) -> review.Condition:
        """A condition in words, and as the clause writes it."""
        return review.Condition(self._words(condition.expression), written(condition.expression))

    def _found(self, path: Path) -> DataField | None:
        try:
            return field_at(self.data_path(path))
        except PathError:
            return None

    def _words(self, expression: Expression, *, holds: bool = True) -> str:
        match expression:
            case Not(condition=condition):
                return self._words(condition, holds=not holds)
            case All() | Either():
                # Where "a and b" does not hold, one of the two does not.
                joint = "; and " if isinstance(expression, All) is holds else "; or "
                return joint.join(self._part(part, holds=holds) for part in _chain(expression))
            case Path():
                return f"{self._question(expression)}: {self._presence(expression, holds=holds)}"
            case Comparison():
                return self._comparison(expression, holds=holds)
            case Literal():
                return str(expression)

    def _part(self, part: Expression, *, holds: bool) -> str:
        words = self._words(part, holds=holds)
        return f"({words})" if isinstance(part, All | Either) else words

    def _presence(self, path: Path, *, holds: bool) -> str:
        found = self._found(path)
        if found and found.types == (bool,) and found.shape is Shape.VALUE:
            return "yes" if holds else "no"
        if found and found.shape is Shape.LIST:
            return "at least one" if holds else "none"
        return "given" if holds else "not given"

    def _comparison(self, comparison: Comparison, *, holds: bool) -> str:
        comparator = comparison.comparator if holds else _OPPOSITES[comparison.comparator]
        about, with_ = comparison.left, comparison.right
        if comparator in ("in", "not in"):
            about, with_ = with_, about
        elif isinstance(about, Literal):
            about, with_ = with_, about
            comparator = _MIRRORED.get(comparator, comparator)
        if isinstance(about, Literal):
            return f"{about} {comparator} {with_}"
        if isinstance(with_, Literal) and isinstance(with_.value, bool) and comparator in ("==", "!="):
            return f"{self._question(about)}: {'yes' if with_.value is (comparator == '==') else 'no'}"
        same = "the same as " if isinstance(with_, Path) and comparator in ("==", "!=") else ""
        return f"{self._question(about)}: {_RELATIONS[comparator]}{same}{self._answer(with_, about)}"

    def _answer(self, side: Path | Literal, about: Path) -> str:
        if isinstance(side, Path):
            return f"[{self._question(side)}]"
        found = self._found(about)
        if found is not None and side.value in found.choices:
            return f"\u201c{str(side.value).replace('_', ' ')}\u201d"
        return _as_printed(side, found.types if found else ())

    def _question(self, path: Path) -> str:
        """Where the data asks, and what: `term, renewal \u2013 whether and how the agreement renews`."""
        found = self._found(path)
        around = [_spoken(step) for step in path.steps]
        area = ", ".join(around[:-1] or around)
        description = _sentence(found) if found else ""
        return f"{area} \u2013 {description[:1].lower()}{description[1:]}" if description else ", ".join(around)


def written(expression: Expression) -> str:
    """A condition as the clause language writes it."""
    match expression:
        case Not(condition=condition):
            return f"not {_bracketed(condition)}"
        case All():
            return " and ".join(_bracketed(condition) for condition in _chain(expression))
        case Either():
            return " or ".join(_bracketed(condition) for condition in _chain(expression))
        case Comparison(left=left, comparator=comparator, right=right):
            return f"{left} {comparator} {right}"
        case Path() | Literal():
            return str(expression)


def _chain(expression: All | Either) -> tuple[Expression, ...]:
    """The conditions of "a and b and c", which is read as "(a and b) and c"."""
    parts: list[Expression] = []
    for part in expression.conditions:
        parts += _chain(part) if isinstance(part, All | Either) and type(part) is type(expression) else [part]
    return tuple(parts)


def _as_printed(literal: Literal, types: tuple[type[Any], ...]) -> str:
    """A literal in the form in which a contract prints such a value; words stand in quotation marks."""
    for kind in types:
        try:
            value = literal_as(literal, kind)
        except NoComparison:
            continue
        return f"\u201c{value}\u201d" if isinstance(value, str) else natural(value)
    return f"\u201c{literal.value}\u201d"


def _bracketed(expression: Expression) -> str:
    return f"({written(expression)})" if isinstance(expression, All | Either) else written(expression)


def _spoken(step: str | Path) -> str:
    return str(step.steps[-1] if isinstance(step, Path) else step).replace("_", " ")


def _sentence(found: DataField) -> str:
    return found.description.rstrip(".").replace("`", "")
