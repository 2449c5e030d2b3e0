"""What a rule on the terms is, and how it is silent where a point is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from typing import Protocol, TypeVar

from pipeline.model.diagnostic import Diagnostic, Related
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import StillOpen

Rule = Callable[[Terms, Positions], Iterator[Diagnostic]]
"""All that is wrong in one respect."""

Part = TypeVar("Part")


class Named(Protocol):
    """An item of a list, addressed by its id."""

    @property
    def id(self) -> str: ...  # noqa: D102


Item = TypeVar("Item", bound=Named)


class NamesNothing(LookupError):
    """An identifier names no item; one rule says so, and all others have nothing to judge."""


def silent_where_open(rule: Rule) -> Rule:
    """The rule, silent from the first value that is still to be agreed."""

    @wraps(rule)
    def judged(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
        with suppress(StillOpen, NamesNothing):
            yield from rule(terms, positions)

    return judged


def for_each(
    parts: Callable[[Terms], Iterable[Part]],
) -> Callable[[Callable[[Terms, Positions, Part], Iterator[Diagnostic]]], Rule]:
    """A rule that judges each part by itself, so that an open point in one does not silence it for the others."""

    def as_rule(judge: Callable[[Terms, Positions, Part], Iterator[Diagnostic]]) -> Rule:
        @wraps(judge)
        def rule(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
            for part in parts(terms):
                with suppress(StillOpen, NamesNothing):
                    yield from judge(terms, positions, part)

        return rule

    return as_rule


def the(items: Iterable[Item], name: str) -> Item:
    """The item of that name. Raises NamesNothing, and StillOpen where the list is open."""
    for item in items:
        if item.id == name:
            return item
    raise NamesNothing(name)


def other_place(positions: Positions, path: str, what_stands_there: str) -> Related:
    """The other place of a conflict."""
    return Related(positions.of_value(path), what_stands_there)
