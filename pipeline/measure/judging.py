"""One ticket judged: its time counted segment by segment, and held against what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.measure.hours import OpenHours, OutsideCalendar
from pipeline.measure.policy import Level, Measure, Policy
from pipeline.measure.runs import Change, Resolutions, Run, between, resolution_runs, response_run
from pipeline.model.terms.service_clock import ClockStart, DowngradeAfterFailure, PriorityChange, Reopening
from pipeline.model.ticket import Ticket, TicketState


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a ticket's time: how many seconds of it lie in the Service Hours, and whether they count."""

    start: int
    end: int
    state: TicketState
    priority: str
    hours: str
    within_hours: int
    counts: bool

    @property
    def counted(self) -> int:
        """The seconds that count."""
        return self.within_hours if self.counts else 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """One time of one ticket, held against its target.

    `level` is the Priority (or request) by which it is judged. `start` is None where the clock has not started yet, `end` where the
    Response or Resolution is outstanding. `due` is None where the clock stands still, or where the calendar ends before. `exceeded` is
    the moment from which the time was missed. `met` is None where that is still open. `cycle` counts the Resolutions that are judged
    separately, from 1. `kept` says that the miss stays although the Priority was lowered later.
    """

    ticket: str
    measure: Measure
    level: str
    target: int
    start: int | None
    end: int | None
    elapsed: int
    due: int | None
    met: bool | None
    exceeded: int | None = None
    cycle: int = 1
    kept: bool = False
    segments: tuple[Segment, ...] = ()

    @property
    def remaining(self) -> int:
        """The seconds left to the target; less than nothing where it was missed."""
        return self.target - self.elapsed

    @property
    def paused(self) -> int:
        """The seconds within the Service Hours that were deducted."""
        return sum(segment.within_hours for segment in self.segments if not segment.counts)


@dataclass(frozen=True, slots=True)
class Judged:
    """All that is judged of one ticket."""

    judgements: tuple[Judgement, ...]
    reopened: int = 0
    reopened_late: int | None = None


def judged(ticket: Ticket, policy: Policy, as_of: int) -> Judged:
    """The times of a ticket as they stand at a moment. Its Priority or request must be one that the policy has. Raises OutsideCalendar."""
    if ticket.type == "service_request":
        return _judged_request(ticket, policy, as_of)
    response = _Counting(policy, Measure.RESPONSE, ticket.id).judgement(response_run(ticket, policy, as_of), start=ticket.opened)
    resolutions = resolution_runs(ticket, policy, as_of)
    counting = _Counting(policy, Measure.RESOLUTION, ticket.id)
    first, *later = resolutions.runs
    found = [counting.judgement(first, start=_start(first, response, policy)), *(counting.judgement(run, start=run.start) for run in later)]
    return _together((response,), found, resolutions)


def _judged_request(ticket: Ticket, policy: Policy, as_of: int) -> Judged:
    counting = _Counting(policy, Measure.FULFILMENT, ticket.id, policy.requests[ticket.request])
    resolutions = resolution_runs(ticket, policy, as_of)
    # A request has a time of its own, which no Priority changes.
    runs = [replace(run, changes=()) for run in resolutions.runs]
    return _together((), [counting.judgement(run, start=run.start) for run in runs], resolutions)


def _together(first: tuple[Judgement, ...], cycles: Sequence[Judgement], resolutions: Resolutions) -> Judged:
    numbered = (replace(each, cycle=number) for number, each in enumerate(cycles, start=1))
    return Judged((*first, *numbered), resolutions.reopened, resolutions.reopened_late)


def _start(run: Run, response: Judgement, policy: Policy) -> int | None:
    """When the Resolution Time starts; None where it has not started by the end of the run."""
    if policy.clock.starts is ClockStart.OPENED:
        return run.start
    start = min((moment for moment in (response.end, response.due) if moment is not None), default=None)
    if run.end is not None:
        return run.end if start is None else min(start, run.end)
    return start if start is not None and start <= run.last else None


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts one time; `level` is given where no Priority decides."""

    policy: Policy
    measure: Measure
    ticket: str
    level: Level | None = None

    def judgement(self, run: Run, *, start: int | None) -> Judgement:
        """The run held against the target. A miss before the Priority was lowered stays, where the agreement says so."""
        level = self._level(run.priority)
        if start is None:
            return Judgement(self.ticket, self.measure, level.id, level.times[self.measure], None, None, 0, None, None)
        is_kept = self.policy.clock.downgrade_after_failure is DowngradeAfterFailure.STICKY
        kept = next(self._kept(run, start), None) if is_kept else None
        if kept is not None:
            return kept
        began = max(start, run.changes[-1].at) if run.changes and self._restarts else start
        return self._held(run, level, began, run.end)

    def _kept(self, run: Run, start: int) -> Iterator[Judgement]:
        """The misses that stood when the Priority was lowered."""
        for number, change in enumerate(run.changes):
            if self._lowers(change) and change.at >= start:
                until = replace(run, end=None, changes=run.changes[:number], priority=change.former)
                found = self._held(until, self._level(change.former), start, None, upto=change.at)
                if found.met is False:
                    yield replace(found, end=run.end, kept=True)
            if self._restarts:
                start = max(start, change.at)

    def _held(self, run: Run, level: Level, start: int, end: int | None, upto: int | None = None) -> Judgement:
        last = next(moment for moment in (end, upto, run.last) if moment is not None)
        segments = tuple(self._segments(run, level, start, last))
        elapsed, target = sum(segment.counted for segment in segments), level.times[self.measure]
        missed = self.policy.missed(elapsed, target)
        met = None if end is None and not missed else not missed
        stands = end is None and upto is None and run.state in self.policy.pausing(level, self.measure)
        due = self._reached(segments, target, level, start, last, stands=stands)
        exceeded = self._reached(segments, self.policy.least_miss(target), level, start, last, stands=True) if missed else None
        return Judgement(self.ticket, self.measure, level.id, target, start, end, elapsed, due, met, exceeded, segments=segments)

    def _segments(self, run: Run, level: Level, start: int, end: int) -> Iterator[Segment]:
        for stretch in between(run.stretches, start, end):
            then = self._level(stretch.priority)
            hours = then.hours if self.policy.clock.priority_change is PriorityChange.SEGMENT else level.hours
            counts = stretch.state not in self.policy.pausing(then, self.measure) and not self._is_left_out(stretch.state)
            within = hours.elapsed(stretch.start, stretch.end)
            yield Segment(stretch.start, stretch.end, stretch.state, stretch.priority, hours.name, within, counts)

    def _is_left_out(self, state: TicketState) -> bool:
        """Whether it is the time between a Resolution and the reopening, which does not count where time is resumed."""
        is_resolved = state is TicketState.RESOLVED and self.measure is not Measure.RESPONSE
        return is_resolved and self.policy.clock.reopening is not Reopening.COUNT_THROUGH

    def _reached(self, segments: tuple[Segment, ...], seconds: int, level: Level, start: int, last: int, *, stands: bool) -> int | None:
        """The moment by which so many seconds have counted; behind the last segment as if the work went on, unless the clock stands."""
        if seconds == 0:
            return start
        left, at = seconds, start
        for segment in segments:
            if left <= segment.counted:
                return self._due(self._hours(segment, level), segment.start, left)
            left, at = left - segment.counted, segment.end
        return None if stands else self._due(level.hours, max(at, last), left)

    def _hours(self, segment: Segment, level: Level) -> OpenHours:
        is_divided = self.policy.clock.priority_change is PriorityChange.SEGMENT
        return self._level(segment.priority).hours if is_divided else level.hours

    def _due(self, hours: OpenHours, start: int, seconds: int) -> int | None:
        try:
            return hours.due(start, seconds)
        except OutsideCalendar:
            return None

    def _level(self, priority: str) -> Level:
        return self.level or self.policy.levels[priority]

    @property
    def _restarts(self) -> bool:
        return self.policy.clock.priority_change is PriorityChange.RESTART

    def _lowers(self, change: Change) -> bool:
        return self._level(change.new).rank > self._level(change.former).rank
