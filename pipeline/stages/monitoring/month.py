"""One Measurement Period judged: the tickets, the Service Levels, what follows from them, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from pipeline import lifecycle, measure, store
from pipeline.measure import tables
from pipeline.model.adjustment import Adjustment, PeriodCharge
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order, warning
from pipeline.model.terms.crediting import Charge, Failed, statement
from pipeline.model.terms.open_points import StillOpen
from pipeline.model.terms.performance import Attainment, CreditStatement
from pipeline.model.terms.service_credits import Measure
from pipeline.model.times import YearMonth
from pipeline.stages.monitoring.agreed import Agreed, agreed_in
from pipeline.stages.monitoring.beside import Beside, told_beside
from pipeline.stages.monitoring.earlier import closed_attainments
from pipeline.stages.monitoring.taking import Taken, taken_in
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be judged. `now` is the moment of it, as the ledger writes it; `period` None for the last month that has ended."""

    tickets: Path
    mapping: str
    now: str
    period: YearMonth | None = None
    time_zone: str | None = None
    date_format: str | None = None
    outages: Path | None = None
    measures: Path | None = None
    version: str | None = None


@dataclass(frozen=True)
class Month:
    """What a Measurement Period came to. `unadjusted` is the record without the adjustments: the same one where there are none."""

    agreed: Agreed
    period: YearMonth
    as_of: int
    is_over: bool
    taken: Taken
    record: tables.Record
    attainments: tuple[Attainment, ...]
    all_attainments: tuple[Attainment, ...]
    available: tuple[measure.Available, ...]
    statement: CreditStatement | None
    repeated: tuple[measure.RepeatedFailure, ...]
    adjustments: tuple[Adjustment, ...]
    unadjusted: tables.Record
    others: tuple[tables.OtherMeasure, ...]
    claim_by: date | None

    @property
    def failures(self) -> tuple[Attainment, ...]:
        """The Service Level Failures of the period."""
        return tuple(each for each in self.attainments if each.is_failure)

    @cached_property
    def before(self) -> tuple[Attainment, ...]:
        """The Attainments as the export alone gives them, where there are adjustments."""
        found = self.unadjusted.attainments(self.period) if self.adjustments else ()
        return tuple(each for each in found if each.period == self.period)

    @property
    def adjusted(self) -> tuple[tuple[Attainment, Attainment], ...]:
        """The Attainments that the adjustments changed, each before and after."""
        after = {each.level: each for each in self.attainments}
        pairs = ((each, after[each.level]) for each in self.before)
        return tuple((before, now) for before, now in pairs if before.amounts != now.amounts)

    @cached_property
    def escalated(self) -> tuple[measure.Escalated, ...]:
        """The Escalation Levels that the tickets of the period, and the open ones, should have reached: ticket by ticket."""
        return self.record.escalated(self.period)

    @cached_property
    def lapses(self) -> tuple[measure.Lapse, ...]:
        """The updates and permanent fixes that were due in the period and did not come in time."""
        return tables.lapses_in(self.record, self.period, updates_told=self.taken.updates_told)


@dataclass(frozen=True)
class Judged:
    """A month, or None where findings say why there is none."""

    month: Month | None
    findings: tuple[Diagnostic, ...]


def judged(root: Root, contract: str, asked: Asked) -> Judged:
    """Judge the tickets of an export by the agreement."""
    found = agreed_in(root, contract, asked.version)
    if found.agreed is None:
        return Judged(None, found.findings)
    agreed, terms = found.agreed, found.agreed.terms
    taken = taken_in(root, asked.tickets, asked.mapping, terms, asked.now, time_zone=asked.time_zone, date_format=asked.date_format)
    if not isinstance(taken, Taken):
        return Judged(None, in_order([*found.findings, *taken]))
    try:
        return _month(root, agreed, taken, asked, [*found.findings, *taken.findings])
    except StillOpen as fault:
        message = f"the tickets cannot be judged while `{fault.point.path}` is open"
        return Judged(None, (error("still-open", Span(store.folder_of(contract)), message),))


@dataclass(frozen=True, slots=True)
class _When:
    """The period that is judged, the moment up to which open tickets are followed, and whether the period has ended."""

    period: YearMonth
    as_of: int
    is_over: bool


def _month(root: Root, agreed: Agreed, taken: Taken, asked: Asked, findings: list[Diagnostic]) -> Judged:
    when = _when(agreed, asked)
    if isinstance(when, Diagnostic):
        return Judged(None, (when,))
    beside, faults = told_beside(root, agreed, when.period, taken, outages=asked.outages, measures=asked.measures)
    findings += [*faults, *_provisional(taken, when)]
    if has_errors(findings):
        return Judged(None, in_order(findings))
    month = _figures(root, agreed, taken, when, beside)
    return Judged(month, in_order([*findings, *_idle(root, month)]))


def _when(agreed: Agreed, asked: Asked) -> _When | Diagnostic:
    """The month that is judged, or why it cannot be: it has not begun, the service had not, or nobody knows its holidays."""
    terms, place = agreed.terms, Span(store.folder_of(agreed.contract))
    zone, now = measure.policy_of(terms).zone, int(datetime.fromisoformat(asked.now).timestamp())
    period = asked.period or measure.next_month(measure.month_of(now, zone), -1)
    start, end = measure.span_of(period, zone)
    if start > now:
        return error("future-period", place, f"{period} has not begun at {asked.now}", "name a month that has begun by --period")
    if end <= measure.midnight(zone, terms.term.service_start_date):
        message = f"{period} ends before the service starts, on {terms.term.service_start_date}"
        return error("period-before-service", place, message, "name a later month by --period")
    if end > measure.known(terms.calendar)[1]:
        message = f"the calendar `{terms.calendar.id}` lists holidays up to {terms.calendar.covers_to} only, and {period} ends later"
        return error("calendar-ends", place, message, "add the holidays to the calendar in data/calendars")
    return _When(period, min(now, end), is_over=now >= end)


def _figures(root: Root, agreed: Agreed, taken: Taken, when: _When, beside: Beside) -> Month:
    terms, period, adjustments = agreed.terms, when.period, beside.adjusted.adjustments
    record = tables.record(terms, taken.intake.tickets, when.as_of, adjustments)
    available = measure.availabilities(terms, record.policy, beside.outages, period) if beside.outages is not None else ()
    everything = (*_known(root, agreed, record, period), *(each.attainment for each in available))
    attained = tuple(each for each in everything if each.period == period)
    return Month(
        agreed=agreed,
        period=period,
        as_of=when.as_of,
        is_over=when.is_over,
        taken=taken,
        record=record,
        attainments=attained,
        all_attainments=everything,
        available=available,
        statement=_statement(agreed, record, period, attained, available, beside.adjusted.charges),
        repeated=measure.repeated_failures(terms, everything, period),
        adjustments=adjustments,
        unadjusted=tables.record(terms, taken.intake.tickets, when.as_of) if adjustments else record,
        others=beside.others,
        claim_by=lifecycle.credit_claim_by(terms, period),
    )


def _idle(root: Root, month: Month) -> Iterator[Diagnostic]:
    """The adjustments of tickets that count in no time of the month, with them or without."""
    place = Span(store.performance_file(month.agreed.contract, month.period, "adjustments.yaml"))
    counted = {figure.ticket for record in (month.record, month.unadjusted) for figure in record.counted(month.period)}
    for each in month.adjustments:
        if each.agreed_by is not None and each.ticket not in counted:
            message = f"`{each.id}` changes nothing, since no time of {each.ticket} counts in {month.period}"
            yield warning("idle-adjustment", place, message, "move it to the month in which the ticket counts")


def _known(root: Root, agreed: Agreed, record: tables.Record, period: YearMonth) -> tuple[Attainment, ...]:
    """The Attainments of the months of which the export tells; of the months before it, and of Availability, what was closed."""
    told = record.attainments(period)
    first = min(each.period for each in told)
    closed = closed_attainments(root, agreed.contract, period)
    return (*(each for each in closed if each.period < first or each.level.measure is Measure.AVAILABILITY), *told)


def _statement(
    agreed: Agreed,
    record: tables.Record,
    period: YearMonth,
    attained: Sequence[Attainment],
    available: Sequence[measure.Available],
    charges: Sequence[PeriodCharge],
) -> CreditStatement | None:
    failed = {each.level: record.failed(each.level, period) for each in attained if each.is_failure}
    for each in available:
        tickets = frozenset(outage.ticket or f"outage at {outage.start}" for outage in each.outages)
        service = next(target.service for target in agreed.terms.service_levels.availability if target.id == each.attainment.level.of)
        failed[each.attainment.level] = Failed(tickets, frozenset({service}))
    further = [Charge(charge.name, Fraction(charge.amount.amount), frozenset(charge.services)) for charge in charges]
    return statement(agreed.terms, period, attained, failed, further)


def _provisional(taken: Taken, when: _When) -> Iterator[Diagnostic]:
    if not when.is_over:
        message = f"{when.period} has not ended, so its figures are provisional"
        yield warning("running-period", Span(taken.file), message, "close it once it has")
