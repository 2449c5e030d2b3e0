"""Which position of its playbook each clause of a contract has reached, derived from the values and wordings that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.assemble.choosing import Chosen
from pipeline.assemble.evaluation import Scope, Undecided
from pipeline.assemble.expressions import Refusal, read_expression
from pipeline.assemble.pattern import All, Comparison, Condition, Either, Expression, Literal, Not, Path
from pipeline.assemble.playbook_checking import playbook_faults
from pipeline.model.diagnostic import Diagnostic, Related, Span, has_errors, warning
from pipeline.model.library import ClauseSource
from pipeline.model.playbook import ClauseFloor, Judgement, PlaybookPosition, ReachedPosition
from pipeline.model.positions import Positions
from pipeline.model.terms.paths import Finder


class _Open(Exception):
    """The answer depends on a point that is still to be agreed."""


def reached_positions(chosen: Iterable[Chosen], finder: Finder) -> tuple[ReachedPosition, ...]:
    """Of each clause that is in and is negotiated, the first of its positions that this contract meets."""
    judge = _Judge(Scope(finder))
    return tuple(judge.reached(each) for each in chosen if each.source.card.positions)


def judgements(chosen: Iterable[Chosen], finder: Finder) -> tuple[Judgement, ...]:
    """Of each clause that is in and has a playbook, where these terms leave it."""
    judge = _Judge(Scope(finder))
    return tuple(judge.judgement(each) for each in chosen if each.source.card.positions or each.source.card.never_accept)


def floor_faults(
    chosen: Iterable[Chosen], reached: Iterable[ReachedPosition], finder: Finder, positions: Positions
) -> Iterator[Diagnostic]:
    """Clauses that have come below the floor of their playbook, or past its last position. Warnings: a person may grant an exception."""
    judge = _Judge(Scope(finder))
    past_the_last = {each.clause for each in reached if _is_past_the_last(each)}
    for each in chosen:
        broken = [fault for ordinal, floor in enumerate(each.source.card.never_accept) if (fault := judge.broken(each, ordinal, floor))]
        yield from (fault.at(positions) for fault in broken)
        if each.source.id in past_the_last and not broken:
            yield from _past_the_last(each, positions)


@dataclass(frozen=True, slots=True)
class _Broken:
    clause: ClauseSource
    floor: ClauseFloor
    span: Span
    path: str

    def at(self, positions: Positions) -> Diagnostic:
        related = Related(self.span, "the floor")
        return warning(
            "below-floor", positions.of_value(self.path), f"this is below the floor of `{self.clause.id}`: {self.floor.says}", None, related
        )


@dataclass(frozen=True, slots=True)
class _Judge:
    scope: Scope

    def reached(self, each: Chosen) -> ReachedPosition:
        card = each.source.card
        try:
            found = next((position for ordinal, position in enumerate(card.positions) if self._is_met(each, ordinal, position)), None)
        except _Open:
            return ReachedPosition(each.source.id, card.title, None, open=True)
        if found is None:
            return ReachedPosition(each.source.id, card.title, None)
        return ReachedPosition(each.source.id, card.title, found.id, found.says, found.approvers)

    def judgement(self, each: Chosen) -> Judgement:
        card = each.source.card
        broken = tuple(floor.says for ordinal, floor in enumerate(card.never_accept) if self.broken(each, ordinal, floor))
        whens = (*(position.when for position in card.positions), *(floor.when for floor in card.never_accept))
        conditions = (_condition(when, Span("")) for when in whens)
        paths = frozenset(path for condition in conditions if condition for path in _paths(condition.expression))
        return Judgement(self.reached(each), broken, paths)

    def broken(self, each: Chosen, ordinal: int, floor: ClauseFloor) -> _Broken | None:
        place = each.source.positions.of_value(("never_accept", ordinal, "when"))
        condition = _condition(floor.when, place)
        try:
            if condition is None or not self._holds(condition.expression, place):
                return None
        except _Open:
            return None
        return _Broken(each.source, floor, place, next(_paths(condition.expression), ""))

    def _is_met(self, each: Chosen, ordinal: int, position: PlaybookPosition) -> bool:
        if position.wording not in (None, each.name):
            return False
        place = each.source.positions.of_value(("positions", ordinal, "when"))
        condition = _condition(position.when, place)
        return position.when is None or (condition is not None and self._holds(condition.expression, place))

    def _holds(self, expression: Expression, place: Span) -> bool:
        """Whether it is so; what is absent, or has no order with what it is compared with, is not met. Raises _Open."""
        match expression:
            case All(conditions=conditions):
                return all(self._holds(condition, place) for condition in conditions)
            case Either(conditions=conditions):
                return any(self._holds(condition, place) for condition in conditions)
            case Not(condition=condition):
                return not self._holds(condition, place)
        try:
            return self.scope.holds(Condition(expression, place))
        except Undecided as undecided:
            if undecided.diagnostic.code == "open-decision":
                raise _Open from None
            return False


def _is_past_the_last(reached: ReachedPosition) -> bool:
    return reached.position is None and not reached.open


def _past_the_last(each: Chosen, positions: Positions) -> Iterator[Diagnostic]:
    """Silent where the playbook itself is wrong, which is said without any contract."""
    if has_errors(playbook_faults(each.source)):
        return
    ordinal, last = len(each.source.card.positions) - 1, each.source.card.positions[-1]
    place = each.source.positions.of_value(("positions", ordinal))
    condition = _condition(last.when, place)
    decisive = next(_paths(condition.expression), "") if condition else "clauses.wording"
    message = f"this contract meets no position of `{each.source.id}`; the last, `{last.id}`, is: {last.says}"
    hint = "change the value or the wording, or have legal add a position"
    yield warning("past-the-last-position", positions.of_value(decisive), message, hint, Related(place, "the last position"))


def _condition(written: str | None, place: Span) -> Condition | None:
    if written is None:
        return None
    read = read_expression(written.strip(), "condition")
    return None if isinstance(read, Refusal) else Condition(read.expression, place)


def _paths(expression: Expression | Literal) -> Iterator[str]:
    """The data paths that a condition asks about, as far as they are names only."""
    match expression:
        case All(conditions=conditions) | Either(conditions=conditions):
            for condition in conditions:
                yield from _paths(condition)
        case Not(condition=condition):
            yield from _paths(condition)
        case Comparison(left=left, right=right):
            yield from (*_paths(left), *_paths(right))
        case Path(steps=steps) if all(isinstance(step, str) for step in steps):
            yield str(expression)
