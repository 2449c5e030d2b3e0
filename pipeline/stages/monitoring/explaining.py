"""The story of one ticket: each part of its time, whether it counts and by which clause, so that anybody can follow it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipeline import measure
from pipeline.model.terms.performance import shown_time
from pipeline.model.terms.service_clock import Boundary
from pipeline.model.ticket import Event, EventKind, Ticket, TicketState
from pipeline.stages.monitoring.agreed import Agreed
from pipeline.stages.monitoring.month import Month
from pipeline.stages.monitoring.telling import DUTY_CLAUSES

_PAUSES = (TicketState.AWAITING_CUSTOMER, TicketState.AGREED_HOLD, TicketState.CUSTOMER_THIRD_PARTY, TicketState.PROVIDER_SUPPLIER)


def story(month: Month, number: str) -> Iterator[str]:
    """What happened to a ticket, and how each of its times was counted; nothing where there is no such ticket."""
    ticket = month.record.ticket(number)
    if ticket is None:
        return
    telling = _Telling(month)
    yield f"{number}, judged by {month.agreed.contract} {month.agreed.version} as it stands on {telling.moment(month.as_of)}"
    yield from (f"  {telling.moment(event.at)}  {_happened(event, ticket)}" for event in ticket.events)
    judged = month.record.explained(ticket)
    for judgement in judged.judgements:
        yield ""
        yield from telling.judgement(judgement)
    if judged.reopened_late is not None:
        clause = month.agreed.clause("service-clock.reopening")
        yield ""
        yield f"reopened on {telling.moment(judged.reopened_late)}, after the time for it ({clause}): the Resolution stands"
    yield from _late_duties(month, ticket, telling)
    yield from _escalated(month, ticket, telling)


def _happened(event: Event, ticket: Ticket) -> str:
    match event.kind:
        case EventKind.OPENED:
            about = f"with Priority {ticket.priority.upper()}" if ticket.priority else f"for {ticket.request}"
            return f"opened {about}"
        case EventKind.PRIORITY:
            return f"Priority {event.value.upper()}"
        case EventKind.STATE:
            return TicketState(event.value).words
        case EventKind.MAJOR:
            return "declared a Major Incident"
    words = {EventKind.RESPONDED: "Response", EventKind.UPDATED: "update to the Customer", EventKind.WORKAROUND: "Workaround in place"}
    return words[event.kind]


class _Telling:
    """Puts moments and judgements into words."""

    def __init__(self, month: Month) -> None:
        self.agreed: Agreed = month.agreed
        self.policy = month.record.policy

    def moment(self, moment: int) -> str:
        return datetime.fromtimestamp(moment, self.policy.zone).strftime("%a %Y-%m-%d %H:%M:%S %Z")

    def judgement(self, judgement: measure.Judgement) -> Iterator[str]:
        cycle = f", Resolution {judgement.cycle}" if judgement.cycle > 1 else ""
        level = judgement.level.upper() if judgement.level in self.policy.levels else judgement.level
        yield f"{judgement.measure.words} of {level}{cycle}: {shown_time(judgement.target)}"
        if judgement.start is None:
            yield f"  it has not started yet ({self.agreed.clause('service-clock.start')})"
            return
        for segment in judgement.segments:
            span = f"{self.moment(segment.start)}  to  {self.moment(segment.end)}"
            yield f"  {span}  {shown_time(segment.counted):>10}  {self._why(judgement, segment)}"
        yield f"  together {shown_time(judgement.elapsed)}, {self._verdict(judgement)}"

    def _why(self, judgement: measure.Judgement, segment: measure.Segment) -> str:
        """What the seconds of a segment are, and the clause by which they count or not."""
        if segment.counts:
            return f"{segment.state.words}, within {segment.hours} ({self.agreed.clause('service-clock.window')})"
        if segment.state in _PAUSES:
            is_response = judgement.measure is measure.Measure.RESPONSE
            clause = self.agreed.clause("service-clock.response" if is_response else "service-clock.pauses")
            return f"{segment.state.words}: a pause, {shown_time(segment.within_hours)} of {segment.hours} deducted ({clause})"
        return f"{segment.state.words}: does not count ({self.agreed.clause('service-clock.reopened')})"

    def _verdict(self, judgement: measure.Judgement) -> str:
        due = f"due {self.moment(judgement.due)}" if judgement.due is not None else "the clock stands"
        clause = self.agreed.clause("service-clock.boundary")
        if judgement.met is None:
            return f"still open: {shown_time(judgement.remaining)} left, {due}"
        if judgement.met:
            return f"met with {shown_time(judgement.remaining)} left, {due} ({clause})"
        changed = self.agreed.clause("service-clock.priority-change")
        kept = f"; the miss stays although the Priority was lowered ({changed})" if judgement.kept else ""
        if judgement.remaining == 0 and self.policy.clock.boundary is Boundary.LESS_THAN:
            return f"missed by being equal to it, {due} ({clause})"
        return f"missed by {shown_time(-judgement.remaining)}, {due} ({clause}){kept}"


def _late_duties(month: Month, ticket: Ticket, telling: _Telling) -> Iterator[str]:
    """The updates and the permanent fix that came late or are outstanding, whatever the month."""
    told = month.taken.updates_told
    found = measure.lapses(month.agreed.terms, month.record.policy, ticket, month.as_of, updates_told=told)
    if found:
        yield ""
    for each in found:
        done = f"done {telling.moment(each.done)}" if each.done is not None else "not done yet"
        yield f"late {each.duty}: due {telling.moment(each.due)}, {done} ({month.agreed.clause(DUTY_CLAUSES[each.duty])})"


def _escalated(month: Month, ticket: Ticket, telling: _Telling) -> Iterator[str]:
    found = measure.escalations(month.agreed.terms, month.record.policy, ticket, month.as_of)
    if found:
        yield ""
        yield f"Escalation Levels ({month.agreed.clause('escalation.automatic')})"
        yield from (f"  {telling.moment(each.at)}  level {each.level.level}, {each.level.name}" for each in found)
