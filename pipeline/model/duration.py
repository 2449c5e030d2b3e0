"""Durations: in hours of a clock, in business days of a calendar, or in days and months of the civil calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from pipeline.model.scalar import Scalar, bad, written_as


class Unit(StrEnum):
    """The unit of a duration."""

    MINUTE = "minute"
    HOUR = "hour"
    BUSINESS_DAY = "business_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Kind(StrEnum):
    """Durations of one kind have an order among themselves; those of different kinds have none."""

    TIME = "time"
    BUSINESS_DAYS = "business_days"
    DAYS = "days"
    MONTHS = "months"


_SIZES = {
    Unit.MINUTE: (Kind.TIME, 1),
    Unit.HOUR: (Kind.TIME, 60),
    Unit.BUSINESS_DAY: (Kind.BUSINESS_DAYS, 1),
    Unit.DAY: (Kind.DAYS, 1),
    Unit.WEEK: (Kind.DAYS, 7),
    Unit.MONTH: (Kind.MONTHS, 1),
    Unit.YEAR: (Kind.MONTHS, 12),
}
_LONGEST = {Kind.DAYS: 36525, Kind.MONTHS: 1200}
_WORDS = {
    "min": Unit.MINUTE,
    "h": Unit.HOUR,
    "business_day": Unit.BUSINESS_DAY,
    "business_days": Unit.BUSINESS_DAY,
    "day": Unit.DAY,
    "days": Unit.DAY,
    "week": Unit.WEEK,
    "weeks": Unit.WEEK,
    "month": Unit.MONTH,
    "months": Unit.MONTH,
    "year": Unit.YEAR,
    "years": Unit.YEAR,
}
_ISO_UNITS = {"TM": Unit.MINUTE, "TH": Unit.HOUR, "D": Unit.DAY, "W": Unit.WEEK, "M": Unit.MONTH, "Y": Unit.YEAR}
_WRITTEN = re.compile(r"(?P<count>[0-9]{1,5}) (?P<unit>[a-z_]+)", re.ASCII)
_ISO = re.compile(r"P(?P<time>T?)(?P<count>[0-9]{1,5})(?P<unit>[DWMYH])", re.ASCII)


class NoOrder(ValueError):
    """Durations of different kinds have no order without a date to start from."""


@written_as(
    "a duration",
    pattern=r"^([0-9]{1,5} (min|h|business_days?|days?|weeks?|months?|years?)|P[0-9]{1,5}[DWMY]|PT[0-9]{1,5}[MH])$",
    examples=["15 min", "4 h", "2 business_days", "30 days", "36 months", "P36M"],
)
@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of one unit, as `15 min`, `2 business_days` or `36 months`."""

    count: int
    unit: Unit

    @classmethod
    def read(cls, written: str) -> Duration:
        """The duration written as number, space and unit, or as ISO 8601 with one component (`P36M`, `PT15M`)."""
        if (match := _WRITTEN.fullmatch(written)) and match["unit"] in _WORDS:
            return cls(int(match["count"]), _WORDS[match["unit"]])._in_reason(written)
        if (match := _ISO.fullmatch(written)) and match["time"] + match["unit"] in _ISO_UNITS:
            return cls(int(match["count"]), _ISO_UNITS[match["time"] + match["unit"]])._in_reason(written)
        raise bad(
            "bad-duration",
            f"`{written}` is not a duration: expected a whole number and a unit, as in `30 min` or `3 months`",
            _hint(written),
        )

    @property
    def kind(self) -> Kind:
        """Which durations this one has an order with."""
        return _SIZES[self.unit][0]

    @property
    def size(self) -> int:
        """The number of the kind's smallest units: minutes, business days, days or months."""
        return self.count * _SIZES[self.unit][1]

    @property
    def is_calendar(self) -> bool:
        """Whether it counts days or months of the civil calendar, so that dates can be computed from it alone."""
        return self.kind in (Kind.DAYS, Kind.MONTHS)

    def is_comparable(self, other: Duration, *, starting: date | None = None) -> bool:
        """Whether one of the two can be said to exceed the other, given the date from which both run."""
        return self.kind is other.kind or (starting is not None and self.is_calendar and other.is_calendar)

    def exceeds(self, other: Duration, *, starting: date | None = None) -> bool:
        """Whether it is the longer one; days and months are compared as dates counted from `starting`. Raises NoOrder."""
        if self.kind is other.kind:
            return self.size > other.size
        if starting is None or not self.is_comparable(other, starting=starting):
            raise NoOrder(f"{self} and {other}")
        return self.after(starting) > other.after(starting)

    def after(self, start: date) -> date:
        """The same day so much later; a day that its month lacks becomes the month's last."""
        return self._moved(start, 1)

    def before(self, end: date) -> date:
        """The same day so much earlier: 31 August less 6 months is 28 February (29 in a leap year)."""
        return self._moved(end, -1)

    def last_day(self, start: date) -> date:
        """The last day of a period that begins on `start`: 36 months from 1 May 2026 end on 30 April 2029.

        A period whose last month lacks the day of `start` ends with that month, as `interpretation.months` says in the clauses.
        """
        following = self.after(start)
        is_cut_short = self.kind is Kind.MONTHS and following.day != start.day
        return following if is_cut_short else following - timedelta(days=1)

    def _in_reason(self, written: str) -> Duration:
        # So that dates computed from agreed durations stay within the calendar that Python knows.
        if self.is_calendar and self.size > _LONGEST[self.kind]:
            raise bad("bad-duration", f"`{written}` is longer than a hundred years")
        return self

    def _moved(self, day: date, sign: int) -> date:
        if self.kind is Kind.DAYS:
            return day + timedelta(days=sign * self.size)
        if self.kind is Kind.MONTHS:
            return _months_later(day, sign * self.size)
        raise NoOrder(f"{self} is service time and has no date without a calendar")

    def __str__(self) -> str:
        return f"{self.count} {_word(self.unit, self.count)}"


def _word(unit: Unit, count: int) -> str:
    short = {Unit.MINUTE: "min", Unit.HOUR: "h"}
    return short.get(unit) or (unit.value if count == 1 else f"{unit.value}s")


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _hint(written: str) -> str:
    meant = {"m": "min", "mins": "min", "minute": "min", "minutes": "min", "hour": "h", "hours": "h", "hrs": "h", "hr": "h"}
    meant |= {"d": "days", "w": "weeks", "y": "years", "bd": "business_days", "working_days": "business_days"}
    loose = re.fullmatch(r"([0-9]{1,5}) *([A-Za-z][A-Za-z_ ]*)", written, re.ASCII)
    if loose:
        unit = loose[2].strip().lower().replace(" ", "_")
        unit = meant.get(unit, unit)
        return f"did you mean `{loose[1]} {unit}`?" if unit in _WORDS else "the units are min, h, business_days, days, weeks, months, years"
    if re.fullmatch(r"[0-9]{1,5}", written, re.ASCII):
        return f"say the unit: `{written} min`, `{written} days`, ..."
    return ""


def _calendar(duration: Duration) -> Duration:
    if not duration.is_calendar:
        raise bad("bad-duration", f"`{duration}` is not a period of the civil calendar: expected days, weeks, months or years")
    return duration


def _service_time(duration: Duration) -> Duration:
    if duration.is_calendar:
        raise bad("bad-duration", f"`{duration}` is not service time: expected min, h or business_days")
    return duration


def _whole_months(duration: Duration) -> Duration:
    if duration.kind is not Kind.MONTHS or duration.count == 0:
        raise bad("bad-duration", f"`{duration}` has no whole months: expected a period in months or years, as in `12 months`")
    return duration


def _named(name: str, pattern: str, *examples: str) -> Scalar:
    return Scalar(name, Duration, Duration.read, {"type": "string", "pattern": pattern, "examples": list(examples)})


_PERIOD = _named("a period", r"^([0-9]{1,5} (days?|weeks?|months?|years?)|P[0-9]{1,5}[DWMY])$", "30 days", "3 months")
_SERVICE_TIME = _named("a service time", r"^([0-9]{1,5} (min|h|business_days?)|PT[0-9]{1,5}[MH])$", "15 min", "4 h", "2 business_days")
_WHOLE_MONTHS = _named(
    "a period in months or years, as in `12 months`", r"^([0-9]{1,5} (months?|years?)|P[0-9]{1,5}[MY])$", "36 months", "3 years"
)

Period = Annotated[Duration, _PERIOD, AfterValidator(_calendar)]
"""Days, weeks, months or years of the civil calendar."""
ServiceTime = Annotated[Duration, _SERVICE_TIME, AfterValidator(_service_time)]
"""Minutes, hours or business days, counted in a service window of the agreed calendar."""
WholeMonths = Annotated[Duration, _WHOLE_MONTHS, AfterValidator(_whole_months)]
"""A term of whole months or years, so that recurring charges divide without remainder."""
