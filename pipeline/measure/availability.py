"""Availability from a list of outages: agreed time, excluded time and downtime, all in seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.measure.hours import OpenHours, Span, merged, midnight, open_hours
from pipeline.measure.periods import day_of, next_month, span_of
from pipeline.measure.policy import SECONDS_OF_A_MINUTE, Policy
from pipeline.model.duration import Duration, Kind
from pipeline.model.terms.calendar import OnHolidays, ServiceWindow
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.performance import Attainment, ServiceLevel, Verdict
from pipeline.model.terms.service_clock import HolidayScope
from pipeline.model.terms.service_credits import Measure
from pipeline.model.terms.service_levels import AvailabilityTarget, Downtime, Maintenance, MeasurementPeriod
from pipeline.model.terms.verdicts import by_fraction
from pipeline.model.times import YearMonth

_MONTHS = {MeasurementPeriod.MONTH: 1, MeasurementPeriod.QUARTER: 3, MeasurementPeriod.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which a service could not be used: from when to when, for which reason (None for none that excludes it).

    `announced` is when maintenance was announced; `ticket` the ticket of it, empty where there is none.
    """

    service: str
    start: int
    end: int
    reason: Downtime | None = None
    announced: int | None = None
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Available:
    """The Availability of a service in a period, with the seconds that make it up."""

    attainment: Attainment
    agreed: int
    excluded: int
    downtime: int
    outages: tuple[Outage, ...]


def availabilities(terms: Terms, policy: Policy, outages: Sequence[Outage], period: YearMonth) -> tuple[Available, ...]:
    """The Availabilities whose periods end with this Measurement Period."""
    ending = (target for target in terms.service_levels.availability if period.month % _MONTHS[target.period] == 0)
    return tuple(_available(terms, policy, target, outages, period) for target in ending)


def _available(terms: Terms, policy: Policy, target: AvailabilityTarget, outages: Sequence[Outage], period: YearMonth) -> Available:
    window = next(each for each in terms.calendar.service_windows if each.id == target.window)
    hours = open_hours(terms.calendar, window, policy.clock.holiday_scope)
    start = span_of(next_month(period, 1 - _MONTHS[target.period]), policy.zone)[0]
    # Of the first period only the part counts in which the service was provided.
    whole = (max(start, midnight(policy.zone, terms.term.service_start_date)), span_of(period, policy.zone)[1])
    own = tuple(each for each in outages if each.service == target.service and each.start < whole[1] and each.end > whole[0])
    excluded = merged(sorted(_excluded(terms, policy, target, own, whole)))
    out = [span for each in own for span in _within((each.start, each.end), whole)]
    excluded_seconds = _open(hours, excluded)
    agreed = hours.elapsed(*whole) - excluded_seconds
    downtime = _open(hours, merged(sorted([*out, *excluded]))) - excluded_seconds
    share = Attainment(ServiceLevel(Measure.AVAILABILITY, target.id), period, agreed, agreed - downtime, target.target, Verdict.NEITHER)
    return Available(by_fraction(share) if agreed else share, agreed, excluded_seconds, downtime, own)


def _excluded(terms: Terms, policy: Policy, target: AvailabilityTarget, own: Iterable[Outage], whole: Span) -> Iterator[Span]:
    """The outages, or parts of them, whose reason the schedule states for the service."""
    left = target.maintenance.max_per_period.size * SECONDS_OF_A_MINUTE if target.maintenance else 0
    for outage in sorted(own, key=lambda each: each.start):
        if outage.reason is None or outage.reason not in target.excludes:
            continue
        if outage.reason is not Downtime.SCHEDULED_MAINTENANCE:
            yield from _within((outage.start, outage.end), whole)
        elif target.maintenance and _is_announced(outage, target.maintenance.notice, policy):
            for start, end in _in_window(terms, target.maintenance, outage, whole):
                allowed = min(end, start + left)
                left -= allowed - start
                yield start, allowed


def _in_window(terms: Terms, maintenance: Maintenance, outage: Outage, whole: Span) -> Iterator[Span]:
    """The parts of an outage that lie on the days and in the hours for maintenance, on holidays as well."""
    window = ServiceWindow(
        id="maintenance", name="maintenance", days=maintenance.days, hours=maintenance.hours, on_holidays=OnHolidays.OPEN, staffed=False
    )
    hours = open_hours(terms.calendar, window, HolidayScope.SHIFT_START)
    for start, end in _within((outage.start, outage.end), whole):
        yield from hours.open_spans(start, end)


def _is_announced(outage: Outage, notice: Duration, policy: Policy) -> bool:
    """Whether the whole notice lies between the announcement and the maintenance; of days neither of these two counts."""
    if outage.announced is None:
        return False
    if notice.kind is Kind.TIME:
        return outage.announced + notice.size * SECONDS_OF_A_MINUTE <= outage.start
    told, begins = day_of(outage.announced, policy.zone), day_of(outage.start, policy.zone)
    if notice.kind is Kind.BUSINESS_DAYS:
        return sum(policy.calendar.is_business_day(day) for day in _between(told, begins)) >= notice.count
    return notice.before(begins) > told


def _between(first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=1)
    while day < last:
        yield day
        day += timedelta(days=1)


def _within(span: Span, whole: Span) -> Iterator[Span]:
    start, end = max(span[0], whole[0]), min(span[1], whole[1])
    if start < end:
        yield start, end


def _open(hours: OpenHours, spans: Iterable[Span]) -> int:
    return sum(hours.elapsed(start, end) for start, end in spans)
