"""The history of a ticket cut into runs of a clock: each from a start to what stops it, in stretches in which nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.measure.periods import end_of
from pipeline.measure.policy import Policy
from pipeline.model.terms.service_clock import Reopening
from pipeline.model.ticket import Event, EventKind, Ticket, TicketState


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which neither the state nor the Priority of a ticket changed."""

    start: int
    end: int
    state: TicketState
    priority: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the Priority."""

    at: int
    former: str
    new: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a clock.

    `end` is the Response or Resolution, None where it is outstanding; the stretches then reach to the moment of the judgement.
    `priority` is the one at the end. `state` is what the ticket waits for where the end is outstanding.
    """

    start: int
    end: int | None
    stretches: tuple[Stretch, ...]
    changes: tuple[Change, ...]
    priority: str
    state: TicketState

    @property
    def last(self) -> int:
        """The moment up to which anything is known of it."""
        return self.stretches[-1].end if self.stretches else self.start


@dataclass(slots=True)
class _Tape:
    """Stretches and changes as they are taken down, from one event to the next."""

    start: int
    priority: str
    state: TicketState = TicketState.WORKING
    cursor: int = 0
    stretches: list[Stretch] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cursor = self.start

    def advance(self, at: int) -> None:
        if at > self.cursor:
            self.stretches.append(Stretch(self.cursor, at, self.state, self.priority))
            self.cursor = at

    def change(self, priority: str) -> None:
        if priority != self.priority:
            self.changes.append(Change(self.cursor, self.priority, priority))
            self.priority = priority

    def run(self, end: int | None) -> Run:
        return Run(self.start, end, tuple(self.stretches), tuple(self.changes), self.priority, self.state)


def response_run(ticket: Ticket, policy: Policy, as_of: int) -> Run:
    """From the opening to the first Response."""
    tape = _Tape(ticket.opened, ticket.priority)
    for event in ticket.events[1:]:
        tape.advance(event.at)
        match event.kind:
            case EventKind.RESPONDED:
                return tape.run(event.at)
            case EventKind.STATE:
                tape.state = TicketState(event.value)
            case EventKind.PRIORITY:
                tape.change(event.value)
            case EventKind.WORKAROUND if policy.workaround_lowers:
                tape.change(policy.lower(tape.priority))
    tape.advance(as_of)
    return tape.run(None)


@dataclass(frozen=True, slots=True)
class Resolutions:
    """The runs that are judged, and what else the history tells: how often the ticket was reopened, and whether that came too late."""

    runs: tuple[Run, ...]
    reopened: int = 0
    reopened_late: int | None = None


def resolution_runs(ticket: Ticket, policy: Policy, as_of: int) -> Resolutions:
    """From the opening to the Resolution, or one run for each Resolution where the agreement judges each by itself."""
    return _Resolver(policy, _Tape(ticket.opened, ticket.priority)).resolutions(ticket.events[1:], as_of)


@dataclass(slots=True)
class _Resolver:
    policy: Policy
    tape: _Tape
    finished: list[Run] = field(default_factory=list)
    current: Run | None = None
    """The Resolution that stands unless the ticket is reopened."""
    is_being_fixed: bool = False
    """Whether a workaround resolved it and the cause is not removed yet: nothing that happens until then reopens it."""
    reopened: int = 0

    def resolutions(self, events: tuple[Event, ...], as_of: int) -> Resolutions:
        for event in events:
            self.tape.advance(event.at)
            match event.kind:
                case EventKind.STATE:
                    if self._is_over(event):
                        late = event.at if self.policy.clock.reopening is not Reopening.FIRST else None
                        return self._closed(late)
                case EventKind.PRIORITY:
                    self.tape.change(event.value)
                case EventKind.WORKAROUND:
                    self._work_around(event.at)
        if self.current is None:
            self.tape.advance(as_of)
        return self._closed(None)

    def _is_over(self, event: Event) -> bool:
        """Take down a new state; whether what comes behind it no longer counts."""
        state = TicketState(event.value)
        if self.is_being_fixed:
            self.is_being_fixed = state.is_open
        elif self.current is None:
            self._enter(state, event.at)
        elif state.is_open:
            return self._reopens(state, event.at)
        return False

    def _enter(self, state: TicketState, at: int) -> None:
        if state.is_open:
            self.tape.state = state
        else:
            self._resolve(at)

    def _resolve(self, at: int) -> None:
        self.current = self.tape.run(at)
        self.tape.state = TicketState.RESOLVED

    def _work_around(self, at: int) -> None:
        if self.current is not None:
            return
        if self.policy.workaround_resolves:
            self._resolve(at)
            self.is_being_fixed = True
        elif self.policy.workaround_lowers:
            self.tape.change(self.policy.lower(self.tape.priority))

    def _reopens(self, state: TicketState, at: int) -> bool:
        assert self.current is not None
        assert self.current.end is not None
        clock, self.reopened = self.policy.clock, self.reopened + 1
        within = clock.reopen_within
        is_late = within is not None and at >= end_of(self.current.end, within, self.policy.calendar)
        if is_late or clock.reopening is Reopening.FIRST:
            return True
        if clock.reopening is Reopening.NEW_CYCLE:
            self.finished.append(self.current)
            self.tape = _Tape(at, self.tape.priority)
        self.current, self.tape.state = None, state
        return False

    def _closed(self, late: int | None) -> Resolutions:
        return Resolutions((*self.finished, self.current or self.tape.run(None)), self.reopened, late)


def between(stretches: tuple[Stretch, ...], start: int, end: int) -> Iterator[Stretch]:
    """The stretches within a span of time."""
    for stretch in stretches:
        opened, closed = max(start, stretch.start), min(end, stretch.end)
        if opened < closed:
            yield Stretch(opened, closed, stretch.state, stretch.priority)
