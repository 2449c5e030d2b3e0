"""One Measurement Period judged: the tickets, the Service Levels, what follows from them, and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TypeAlias, TypeVar

from pipeline import lifecycle, measure, store
from pipeline.measure import tables
from pipeline.model.adjustment import Adjustments, Reclassification
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order, warning
from pipeline.model.performance import Attainment, CreditStatement
from pipeline.model.positions import Positions
from pipeline.model.terms.open_points import StillOpen
from pipeline.model.terms.service_credits import Measure
from pipeline.model.times import YearMonth
from pipeline.stages.monitoring.agreed import Agreed, agreed_in
from pipeline.stages.monitoring.earlier import closed_attainments
from pipeline.stages.monitoring.taking import Taken, taken_in
from pipeline.store.root import Root

Row = TypeVar("Row")
Refused: TypeAlias = tuple[tuple[int, str], ...]


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
    """What a Measurement Period came to. `before` are the Attainments without the adjustments, where there are any."""

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
    adjustments: Adjustments | None
    before: tuple[Attainment, ...]
    others: tuple[tables.OtherMeasure, ...]
    claim_by: date | None

    @property
    def failures(self) -> tuple[Attainment, ...]:
        """The Service Level Failures of the period."""
        return tuple(each for each in self.attainments if each.is_failure)

    @cached_property
    def escalated(self) -> tuple[measure.Escalated, ...]:
        """The Escalation Levels that the tickets of the period, and the open ones, should have reached: ticket by ticket."""
        numbers = {each.ticket for each in (*self.record.counted(self.period), *self.record.undecided())}
        tickets, terms = self.record.tickets_of(numbers), self.agreed.terms
        return tuple(each for ticket in tickets for each in measure.escalations(terms, self.record.policy, ticket, self.as_of))


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
    adjusted, faults = _adjustments(root, agreed, when.period, taken)
    outages, others, listed = _lists(asked, agreed)
    findings += [*faults, *listed, *_provisional(taken, when)]
    if has_errors(findings):
        return Judged(None, in_order(findings))
    own = tuple(each for each in others if each.period == when.period)
    return Judged(_figures(root, agreed, taken, when, adjusted, outages if asked.outages else None, own), in_order(findings))


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


def _figures(
    root: Root,
    agreed: Agreed,
    taken: Taken,
    when: _When,
    adjusted: Adjustments | None,
    outages: Sequence[measure.Outage] | None,
    others: tuple[tables.OtherMeasure, ...],
) -> Month:
    terms, period = agreed.terms, when.period
    adjustments = adjusted.adjustments if adjusted else ()
    record = tables.record(terms, taken.intake.tickets, when.as_of, adjustments)
    before = tables.record(terms, taken.intake.tickets, when.as_of).attainments(period) if adjustments else ()
    available = measure.availabilities(terms, record.policy, outages, period) if outages is not None else ()
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
        statement=_statement(agreed, record, period, attained, available, adjusted),
        repeated=measure.repeated_failures(terms, everything, period),
        adjustments=adjusted,
        before=tuple(each for each in before if each.period == period),
        others=others,
        claim_by=lifecycle.credit_claim_by(terms, period),
    )


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
    adjusted: Adjustments | None,
) -> CreditStatement | None:
    failed = {each.level: record.failed(each.level, period) for each in attained if each.is_failure}
    for each in available:
        tickets = frozenset(outage.ticket or f"outage at {outage.start}" for outage in each.outages)
        service = next(target.service for target in agreed.terms.service_levels.availability if target.id == each.attainment.level.of)
        failed[each.attainment.level] = measure.Failed(tickets, frozenset({service}))
    further = [
        measure.Charge(charge.name, Fraction(charge.amount.amount), frozenset(charge.services))
        for charge in (adjusted.charges if adjusted else ())
    ]
    return measure.statement(agreed.terms, period, attained, failed, further)


def _lists(asked: Asked, agreed: Agreed) -> tuple[tuple[measure.Outage, ...], tuple[tables.OtherMeasure, ...], list[Diagnostic]]:
    """The outages and the other measures, and what is wrong with their lists."""
    findings: list[Diagnostic] = []
    zone, services = measure.policy_of(agreed.terms).zone, [service.id for service in agreed.terms.services]
    outages = _list(asked.outages, lambda file: tables.outages_in(file, zone, services), findings)
    return outages, _list(asked.measures, tables.measures_in, findings), findings


def _list(file: Path | None, read: Callable[[Path], tuple[tuple[Row, ...], Refused]], findings: list[Diagnostic]) -> tuple[Row, ...]:
    if file is None:
        return ()
    try:
        rows, refused = read(file)
    except tables.Unreadable as fault:
        findings.append(error(fault.code, Span(str(file)), f"this list cannot be read: {fault.message}", fault.hint or None))
        return ()
    findings += _refused_lines(file, refused)
    return rows


def _refused_lines(file: Path, refused: Sequence[tuple[int, str]]) -> Iterator[Diagnostic]:
    # An outage that nobody counted would make the Availability too high, so a bad line stops the month.
    return (error("bad-line", Span(str(file), line), reason, "mend the line, or take it out") for line, reason in refused)


def _adjustments(root: Root, agreed: Agreed, period: YearMonth, taken: Taken) -> tuple[Adjustments | None, list[Diagnostic]]:
    read, faults = store.load_adjustments(root, agreed.contract, period)
    if read is None:
        return None, list(faults)
    return read.noun, [*faults, *_adjustment_faults(read.noun, read.positions, agreed, taken)]


def _adjustment_faults(adjustments: Adjustments, positions: Positions, agreed: Agreed, taken: Taken) -> Iterator[Diagnostic]:
    tickets, levels = taken.intake.numbers, {target.id for target in agreed.terms.service_levels.targets}
    for number, each in enumerate(adjustments.adjustments):
        within = ("adjustments", number)
        if each.ticket not in tickets:
            message = f"`{each.ticket}` is not among the tickets that are judged"
            yield error("unknown-ticket", positions.of_value((*within, "ticket")), message)
        if not agreed.has(each.clause):
            message = f"version {agreed.version} has no clause or paragraph `{each.clause}`"
            yield error("unknown-clause", positions.of_value((*within, "clause")), message)
        if isinstance(each, Reclassification) and each.priority not in levels:
            message = f"`{each.priority}` is not a Priority of the agreement"
            yield error("unknown-priority", positions.of_value((*within, "priority")), message)
        if each.agreed_by is None:
            message = f"nobody has agreed to adjust {each.ticket}, so it counts as it stands"
            yield warning("not-agreed", positions.of_key((*within, "id")), message, "write `agreed_by` once the other party has agreed")
    for number, charge in enumerate(adjustments.charges):
        if charge.amount.currency != agreed.terms.charges.currency:
            message = f"`{charge.amount}` is not in the currency of the Charges, {agreed.terms.charges.currency}"
            yield error("mixed-currency", positions.of_value(("charges", number, "amount")), message)


def _provisional(taken: Taken, when: _When) -> Iterator[Diagnostic]:
    if not when.is_over:
        message = f"{when.period} has not ended, so its figures are provisional"
        yield warning("running-period", Span(taken.file), message, "close it once it has")
