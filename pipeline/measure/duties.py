"""Duties beside the Service Levels that have a time of their own: updates to the Customer, and the permanent fix after a Workaround."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipeline.measure.judging import judged
from pipeline.measure.periods import end_of
from pipeline.measure.policy import Measure, Policy, seconds_of
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.service_clock import Workaround
from pipeline.model.ticket import Event, EventKind, Ticket, TicketState

_TELLING = (EventKind.RESPONDED, EventKind.UPDATED, EventKind.WORKAROUND)
"""What tells the Customer how its ticket stands, so that the interval to the next update begins."""


class Duty(StrEnum):
    """What had to be done in time."""

    UPDATE = "update"
    PERMANENT_FIX = "permanent fix"


@dataclass(frozen=True, slots=True)
class Lapse:
    """A duty that was not done in time: by when it was due, and when it was done, None where it is outstanding."""

    ticket: str
    duty: Duty
    level: str
    due: int
    done: int | None


def lapses(terms: Terms, policy: Policy, ticket: Ticket, as_of: int, *, updates_told: bool) -> tuple[Lapse, ...]:
    """The duties of a ticket that were not done in time; updates only where the export tells of them. Raises OutsideCalendar."""
    if ticket.type == "service_request":
        return ()
    late = _late_updates(terms, policy, ticket, as_of) if updates_told else ()
    return (*late, *_late_fix(policy, ticket, as_of))


def _late_updates(terms: Terms, policy: Policy, ticket: Ticket, as_of: int) -> Iterator[Lapse]:
    """An interval between two updates is counted like a Response Time, so it is judged as one."""
    every = {target.id: seconds_of(target.update_every, terms.calendar) for target in terms.service_levels.targets}
    levels = {id: replace(level, times={**level.times, Measure.RESPONSE: every[id]}) for id, level in policy.levels.items()}
    timed = replace(policy, levels=levels)
    for interval in _Intervals(policy, ticket).found():
        first = judged(interval, timed, as_of).judgements[0]
        if first.met is False and first.due is not None:
            yield Lapse(ticket.id, Duty.UPDATE, first.level, first.due, first.end)


@dataclass(slots=True)
class _Intervals:
    """Cuts the life of a ticket into intervals between two updates, each a ticket that is opened by the one and answered by the other."""

    policy: Policy
    ticket: Ticket
    priority: str = ""
    state: TicketState = TicketState.WORKING
    is_being_fixed: bool = False
    """Whether a Workaround resolved it: until the cause is removed nothing that happens reopens it."""
    events: list[Event] = field(default_factory=list)

    def found(self) -> Iterator[Ticket]:
        self.priority = self.ticket.priority
        begun = self._begun(self.ticket.opened)
        for event in self.ticket.events[1:]:
            was_open = self.state.is_open
            ends = self._take_down(event)
            if was_open and ends:
                yield replace(begun, events=(*begun.events, *self.events, Event(event.at, EventKind.RESPONDED)))
            if ends or (self.state.is_open and not was_open):
                begun = self._begun(event.at)
        if self.state.is_open:
            yield replace(begun, events=(*begun.events, *self.events))

    def _begun(self, at: int) -> Ticket:
        self.events = []
        return Ticket(self.ticket.id, (Event(at, EventKind.OPENED), Event(at, EventKind.STATE, self.state)), priority=self.priority)

    def _take_down(self, event: Event) -> bool:
        """Take down an event; whether an interval ends with it."""
        match event.kind:
            case EventKind.PRIORITY:
                self.priority = event.value
                self.events.append(event)
            case EventKind.STATE:
                return self._enter(TicketState(event.value), event)
            case EventKind.WORKAROUND if self.policy.workaround_resolves and self.state.is_open:
                self.state, self.is_being_fixed = TicketState.RESOLVED, True
            case EventKind.WORKAROUND if self.policy.workaround_lowers:
                self.priority = self.policy.lower(self.priority)
        return event.kind in _TELLING

    def _enter(self, state: TicketState, event: Event) -> bool:
        if self.is_being_fixed:
            self.is_being_fixed = state.is_open
            return False
        self.state = state
        self.events.append(event)
        return not state.is_open


def _late_fix(policy: Policy, ticket: Ticket, as_of: int) -> Iterator[Lapse]:
    """The ticket stays open until the cause is removed, so its closing says when that was."""
    within, priority = policy.clock.permanent_fix_within, ticket.priority
    if within is None or policy.clock.workaround is not Workaround.LOWERS_PRIORITY_AND_SETS_FIX_DATE:
        return
    worked_around: int | None = None
    for event in ticket.events:
        is_closing = event.kind is EventKind.STATE and not TicketState(event.value).is_open
        if event.kind is EventKind.WORKAROUND and worked_around is None:
            worked_around = event.at
        elif event.kind is EventKind.PRIORITY and worked_around is None:
            priority = event.value
        elif is_closing:
            if worked_around is not None:
                yield from _fixed_late(policy, ticket, priority, worked_around, event.at, event.at)
            return
    if worked_around is not None:
        yield from _fixed_late(policy, ticket, priority, worked_around, None, as_of)


def _fixed_late(policy: Policy, ticket: Ticket, priority: str, since: int, fixed: int | None, until: int) -> Iterator[Lapse]:
    assert policy.clock.permanent_fix_within is not None
    end = end_of(since, policy.clock.permanent_fix_within, policy.calendar)
    if until >= end:
        yield Lapse(ticket.id, Duty.PERMANENT_FIX, priority, end, fixed)
