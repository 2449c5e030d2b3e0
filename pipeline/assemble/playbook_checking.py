"""What can be known to be wrong with a clause's playbook before there is any contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.assemble.checking import checked_condition
from pipeline.assemble.expressions import Refusal, read_expression
from pipeline.assemble.pattern import Condition
from pipeline.assemble.suggestions import nearest
from pipeline.model.diagnostic import Diagnostic, Span, error, warning
from pipeline.model.library import ClauseSource
from pipeline.model.playbook import PREFERRED
from pipeline.model.terms.house import House


def playbook_faults(clause: ClauseSource) -> tuple[Diagnostic, ...]:
    """What is wrong with the positions and the floor of one clause."""
    return (*_bad_conditions(clause), *_bad_wordings(clause))


def approver_faults(clauses: Iterable[ClauseSource], house: House) -> Iterator[Diagnostic]:
    """Approvers that our house does not know."""
    known = tuple(approver.id for approver in house.approvers)
    for clause in clauses:
        for ordinal, position in enumerate(clause.card.positions):
            for place, role in enumerate(position.approvers):
                if role not in known:
                    span = clause.positions.of_value(("positions", ordinal, "approvers", place))
                    yield error("unknown-approver", span, f"data/house.yaml has no approver `{role}`", nearest(role, known))


def _bad_conditions(clause: ClauseSource) -> Iterator[Diagnostic]:
    conditions = {("positions", ordinal): each.when for ordinal, each in enumerate(clause.card.positions)}
    conditions |= {("never_accept", ordinal): each.when for ordinal, each in enumerate(clause.card.never_accept)}
    for path, when in conditions.items():
        if when is not None:
            place = clause.positions.of_value((*path, "when"))
            read = read_expression(when.strip(), "condition")
            if isinstance(read, Refusal):
                yield error(read.code, place, read.message, read.hint)
            else:
                yield from checked_condition(Condition(read.expression, place))


def _bad_wordings(clause: ClauseSource) -> Iterator[Diagnostic]:
    """A position whose wording is not there, and a wording that is no position."""
    positions = clause.card.positions
    for ordinal, position in enumerate(positions):
        if position.wording is not None and position.wording not in clause.wordings:
            place = clause.positions.of_value(("positions", ordinal, "wording"))
            message = f"the clause `{clause.id}` has no wording `{position.wording}`"
            yield error("unknown-wording", place, message, nearest(position.wording, tuple(clause.wordings)))
    named = {position.wording for position in positions}
    for name, source in clause.wordings.items():
        if name != PREFERRED and name not in named:
            hint = f"add a position with `wording: {name}` to clause.yaml, so that it is known who approves it"
            yield warning("wording-without-position", Span(source.file), f"no position of `{clause.id}` is this wording", hint)
