"""Which of the usual date formats fit the times of an export: by reading them, so that what is proposed is what will be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import polars as pl

from pipeline.measure.tables.times import seconds_in
from pipeline.model.ticket_mapping import EXCEL_DAYS, ISO, UNIX

_DAYS = (
    *("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y-%d-%m", "%d/%m/%y", "%m/%d/%y", "%d.%m.%y"),
    *("%d/%b/%y", "%d/%b/%Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%Y%m%d"),
)
_BETWEEN = ("", " ", ", ", "T")
_CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%H:%M:%S.%f", "%H:%M:%S,%f", "%I:%M:%S.%f %p", "%H%M%S", "%H.%M")
_ZONES = ("", "%z", " %z")
_HALF = re.compile(r"\b[ap]\.?\s?m\b|\d[ap]m\b", re.IGNORECASE)
_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}T")
_FEW = 20
_ANY_ZONE = "UTC"
_SECONDS = (600_000_000, 4_100_000_000)
"""Numbers of seconds that lie between 1989 and 2099."""
_EXCEL = (32_874, 73_051)


@dataclass(frozen=True, slots=True)
class Fit:
    """A date format with how many of the times it fits, and one that it does not."""

    date_format: str
    count: int
    other: str = ""


def fits(written: Sequence[str]) -> tuple[Fit, ...]:
    """The usual formats that fit all times; otherwise the one that fits most of them, if any does."""
    times = pl.DataFrame({"time": pl.Series(written, dtype=pl.String)})
    head = times.unique(maintain_order=True).head(_FEW)
    read = {
        each: moments
        for each in _candidates(head["time"].to_list())
        if _read(head, each).count() and (moments := _read(times, each)).count()
    }
    most = max((moments.count() for moments in read.values()), default=0)
    best = {each: moments for each, moments in read.items() if moments.count() == most}
    told_apart = [each for at, each in enumerate(best) if not any(best[each].equals(best[other]) for other in [*best][:at])]
    found = tuple(_fit(times, each, best[each]) for each in told_apart)
    return found if most == len(written) else found[:1]


def _candidates(written: Sequence[str]) -> Iterator[str]:
    """The formats that may fit some of these; `iso` alone where all have its sign between day and hour."""
    if not written:
        return
    if all(_NUMBER.fullmatch(each) for each in written):
        yield from _of_numbers(float(written[0].replace(",", ".")))
    if all(_ISO.match(each) for each in written):
        yield ISO
        return
    has_half, has_zone = (any(sign.search(each) for each in written) for sign in (_HALF, _ZONE))
    for day, between, clock, zone in product(_DAYS, _BETWEEN, _CLOCKS, _ZONES):
        # Without a sign between them only figures that are always two or four can be told apart.
        is_compact = day == "%Y%m%d" and clock == "%H%M%S"
        if ("%p" in clock) == has_half and bool(zone) == has_zone and (is_compact or (between and clock != "%H%M%S")):
            yield f"{day}{between}{clock}{zone}"


def _of_numbers(number: float) -> Iterator[str]:
    """The formats by which a number is a time of our days: there is one at most."""
    least, most = _SECONDS
    yield from (unit for unit, power in zip(UNIX, (1, 1e3, 1e6, 1e9), strict=True) if least <= number / power < most)
    if _EXCEL[0] <= number < _EXCEL[1]:
        yield EXCEL_DAYS


def _read(times: pl.DataFrame, date_format: str) -> pl.Series:
    """The moments, null also where a format makes a year of other times of it, such as 26 of 2026."""
    moment = seconds_in("time", pl.String(), date_format, _ANY_ZONE)
    return times.select(pl.when(moment.is_between(*_SECONDS)).then(moment).alias("time")).to_series()


def _fit(times: pl.DataFrame, date_format: str, moments: pl.Series) -> Fit:
    others = times["time"].filter(moments.is_null())
    return Fit(date_format, moments.count(), others[0] if others.len() else "")


def are_days(written: Sequence[str]) -> bool:
    """Whether times are days without an hour."""
    midnights = [f"{each} 00:00" for each in written]
    return any(not each.other and each.date_format.endswith(" %H:%M") for each in fits(midnights))


def says_zone(date_format: str, written: Sequence[str]) -> bool:
    """Whether every time says its own zone, or needs none."""
    return date_format in UNIX or "%z" in date_format or (date_format == ISO and all(_ZONE.search(each) for each in written))
