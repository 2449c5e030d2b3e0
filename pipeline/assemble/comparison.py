"""Comparing values of the data with each other, and with what a clause writes beside them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic_core import PydanticCustomError

from pipeline.assemble.pattern import Literal
from pipeline.assemble.suggestions import nearest
from pipeline.model.duration import Duration, Kind
from pipeline.model.money import Money
from pipeline.model.percent import Percent

NO_LIST = "what stands behind `in` is no list"
LOOK_IN_A_LIST = 'as in `"p1" in service_levels.targets`; two plain values are compared by `==`'
_KINDS = {
    Kind.TIME: "minutes or hours",
    Kind.BUSINESS_DAYS: "Business Days",
    Kind.DAYS: "days or weeks",
    Kind.MONTHS: "months or years",
}
_ORDER: dict[str, Callable[[Any, Any], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class NoComparison(ValueError):
    """Two values cannot be compared so; the message says why."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def compared(left: object, comparator: str, right: object) -> bool:
    """Whether the comparison is true; a Literal is read as the type of the other side. Raises NoComparison."""
    if comparator in ("in", "not in"):
        return _contains(right, left) is (comparator == "in")
    left, right = _alike(left, right)
    if comparator in ("==", "!="):
        return _equal(left, right) is (comparator == "==")
    if left is None or right is None:
        raise NoComparison("one of the two values is absent in this contract", "ask first whether it is there: `path and path > ...`")
    if isinstance(left, Duration) and isinstance(right, Duration):
        return _ORDER[comparator](*_sizes(left, right))
    if isinstance(left, Money) and isinstance(right, Money):
        if left.currency != right.currency:
            raise NoComparison(f"`{left}` and `{right}` are of two currencies")
        return _ORDER[comparator](left.amount, right.amount)
    if isinstance(left, int | Decimal | Percent | date) and not isinstance(left, bool):
        result: bool = _ORDER[comparator](left, right)
        return result
    raise NoComparison(f"`{shown(left)}` and `{shown(right)}` have no order")


def _equal(left: object, right: object) -> bool:
    if isinstance(left, Duration) and isinstance(right, Duration) and left.kind is right.kind:
        return left.size == right.size
    return left == right


def _sizes(left: Duration, right: Duration) -> tuple[int, int]:
    if left.kind is not right.kind:
        message = f"`{left}` and `{right}` have no order without a date to start from"
        raise NoComparison(message, f"compare with a duration of the same kind: {_KINDS[left.kind]}")
    return left.size, right.size


def _contains(container: object, value: object) -> bool:
    if container is None:
        return False
    if not isinstance(container, tuple):
        raise NoComparison(NO_LIST, LOOK_IN_A_LIST)
    plain = value.value if isinstance(value, Literal) else value
    return any(str(getattr(item, "id", item)) == str(plain) for item in container)


def _alike(left: object, right: object) -> tuple[object, object]:
    if isinstance(left, Literal) and isinstance(right, Literal):
        return left.value, right.value
    if isinstance(right, Literal):
        return left, read_as(right, left)
    if isinstance(left, Literal):
        return read_as(left, right), right
    if left is not None and right is not None and not _same_kind(left, right):
        raise NoComparison(f"`{shown(left)}` and `{shown(right)}` are not of one kind")
    return left, right


def _same_kind(left: object, right: object) -> bool:
    return isinstance(left, type(right)) or isinstance(right, type(left)) or (isinstance(left, str) and isinstance(right, str))


def read_as(literal: Literal, other: object) -> object:
    """What a literal means beside a value of the data. Raises NoComparison where it means nothing there."""
    if other is None:
        return literal.value
    return literal_as(literal, type(other))


def literal_as(literal: Literal, kind: type[Any]) -> object:
    """The literal as a value of this type. Raises NoComparison."""
    value = literal.value
    if issubclass(kind, StrEnum):
        answers = tuple(str(answer) for answer in kind)
        if str(value) not in answers:
            raise none_of_the_answers(literal, answers)
        return value
    if kind is bool or isinstance(value, bool):
        if kind is bool and isinstance(value, bool):
            return value
    elif isinstance(value, int):
        if kind in (int, Decimal):
            return value
    elif kind is str:
        return value
    elif reader := _READERS.get(kind):
        try:
            return reader(value)
        except (PydanticCustomError, ValueError) as fault:
            raise NoComparison(str(fault)) from None
    raise NoComparison(f"{literal} cannot be compared with {_NAMES.get(kind, 'a group of values')}", _HINTS.get(kind))


def none_of_the_answers(literal: Literal, answers: tuple[str, ...]) -> NoComparison:
    """A literal that a closed list of answers does not have."""
    expected = ", ".join(f'"{answer}"' for answer in answers)
    return NoComparison(f"{literal} is none of the answers {expected}", nearest(str(literal.value), answers))


_READERS: dict[type[Any], Callable[[str], object]] = {
    Money: Money.read,
    Percent: Percent.read,
    Duration: Duration.read,
    date: date.fromisoformat,
    Decimal: Decimal,
}
_NAMES: dict[type[Any], str] = {
    bool: "true or false",
    int: "a whole number",
    Decimal: "a number",
    str: "text",
    tuple: "a list",
    Money: "an amount of money",
    Percent: "a percentage",
    Duration: "a duration",
    date: "a date",
}
_HINTS: dict[type[Any], str] = {
    Money: 'write it as the data does, in quotes: `"GBP 4500.00"`',
    Percent: 'write it as the data does, in quotes: `"95 %"`',
    Duration: 'write it as the data does, in quotes: `"30 min"`',
    date: 'write it as the data does, in quotes: `"2026-04-01"`',
    bool: "the path alone is the question: `path`, or `not path`",
}


def shown(value: object) -> str:
    """A value in a message."""
    return "nothing" if value is None else str(value)
