"""Which Escalation Level a ticket should have reached, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.measure.judging import Judgement, judged
from pipeline.measure.policy import Measure, Policy, seconds_of
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.escalation import EscalationEvent, EscalationLevel, EventTrigger, TimeTrigger
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.service_clock import ClockStart, DowngradeAfterFailure
from pipeline.model.ticket import EventKind, Ticket


@dataclass(frozen=True, slots=True)
class Escalated:
    """An Escalation Level that a ticket reached, and the moment at which its trigger occurred."""

    ticket: str
    level: EscalationLevel
    at: int


def escalations(terms: Terms, policy: Policy, ticket: Ticket, as_of: int) -> tuple[Escalated, ...]:
    """The levels that a ticket reached before its Resolution, in the order of the levels; none where nobody told the levels."""
    if ticket.type == "service_request" or isinstance(terms.escalation, OpenPoint):
        return ()
    found = judged(ticket, policy, as_of).judgements
    moments = ((level, _moment(terms, policy, ticket, level, found, as_of)) for level in terms.escalation.levels)
    return tuple(Escalated(ticket.id, level, at) for level, at in moments if at is not None)


def _moment(terms: Terms, policy: Policy, ticket: Ticket, level: EscalationLevel, found: tuple[Judgement, ...], as_of: int) -> int | None:
    if not isinstance(level.trigger, EventTrigger):
        return _lapsed(terms, policy, ticket, level, as_of)
    match level.trigger.event:
        case EscalationEvent.TICKET_LOGGED:
            return ticket.opened
        case EscalationEvent.RESPONSE_MISSED:
            return next(_missed(found, Measure.RESPONSE), None)
        case EscalationEvent.RESOLUTION_MISSED:
            return next(_missed(found, Measure.RESOLUTION), None)
        case EscalationEvent.MAJOR_INCIDENT_DECLARED:
            return next((event.at for event in ticket.events if event.kind is EventKind.MAJOR), None)
    return None


def _missed(found: tuple[Judgement, ...], measure: Measure) -> Iterator[int]:
    """When a time ended without what it was for."""
    return (each.due for each in found if each.measure is measure and each.met is False and each.due is not None)


def _lapsed(terms: Terms, policy: Policy, ticket: Ticket, level: EscalationLevel, as_of: int) -> int | None:
    """When the time of a trigger lapsed without a Resolution."""
    assert not isinstance(level.trigger, EventTrigger)
    timed = timed_by(level.trigger, policy, terms)
    if timed is None:
        return None
    counted = judged(ticket, timed, as_of).judgements
    resolution = next(each for each in counted if each.measure is Measure.RESOLUTION)
    until = as_of if resolution.end is None else resolution.end
    return resolution.due if resolution.due is not None and resolution.due <= until and resolution.met is not True else None


def timed_by(trigger: TimeTrigger, policy: Policy, terms: Terms) -> Policy | None:
    """The policy with the times of a trigger as Resolution Times, counted from the opening; None where some Priority has none."""
    if set(policy.levels) - set(trigger.after):
        return None
    levels = {
        id: replace(each, times={**each.times, Measure.RESOLUTION: seconds_of(trigger.after[id], terms.calendar)})
        for id, each in policy.levels.items()
    }
    clock = policy.clock.model_copy(update={"starts": ClockStart.OPENED, "downgrade_after_failure": DowngradeAfterFailure.REJUDGE})
    return replace(policy, clock=clock, levels=levels)
