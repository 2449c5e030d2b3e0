"""Times of an export as seconds in UTC; a time that is not there, not readable or not on any clock says so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from pipeline.model.ticket_mapping import EXCEL_DAYS, ISO, UNIX

_PER_SECOND = dict(zip(UNIX, (1, 1_000, 1_000_000, 1_000_000_000), strict=True))
_FIRST_EXCEL_DAY, _LAST_EXCEL_DAY = datetime(1899, 12, 30), 2_958_465
_SPACES = r"[\u00a0\u2007\u2009\u202f]+"
_HALF_OF_DAY = r"(?i)\b([ap])\.? ?m\b\.?"
"""AM and PM as some languages write them: `a. m.`, `p.m.`."""
_WITHOUT_OFFSET = r"(?:UTC|GMT)($|[^\w+-])"
_USUAL_ISO = (
    r"^(?P<day>(?:19|20)\d\d-\d\d-\d\d)[T ](?P<clock>(?:[01]\d|2[0-3]):[0-5]\d)"
    r"(?::(?P<second>[0-5]\d(?:\.\d{1,6})?))?(?P<offset>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$"
)
_END_OF_DAY = r"(^|[T ])24:00((?::00(?:[.,]0+)?)?)($|[^\d:])"


def seconds_in(column: str, kind: pl.DataType, date_format: str, zone: str) -> pl.Expr:
    """The moments of a column in whole seconds since 1970 in UTC, null where there is no such time. Parts of a second are cut off.

    A time that the clocks show twice is the first of the two; one that they skip is no time. 24:00 is the end of its day.
    """
    if isinstance(kind, pl.Datetime):
        aware = pl.col(column) if kind.time_zone else _local(pl.col(column), zone)
        return _seconds(aware)
    if date_format in UNIX:
        whole = pl.col(column).cast(pl.String).str.extract(r"^(-?\d+)(?:\.\d+)?$").cast(pl.Int64, strict=False)
        return whole.floordiv(_PER_SECOND[date_format])
    if date_format == ISO:
        return _iso(_text(column, "%z"), zone)
    if "%z" in date_format:
        return _seconds(_read(column, date_format))
    return _seconds(_local(_naive(column, date_format), zone))


def _naive(column: str, date_format: str) -> pl.Expr:
    return _of_excel(column) if date_format == EXCEL_DAYS else _read(column, date_format)


def _of_excel(column: str) -> pl.Expr:
    """Times as a spreadsheet counts them, to the nearest second, since its fraction of a day is seldom exact."""
    days = pl.col(column).cast(pl.String).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    seconds = (days * 86_400).round().cast(pl.Int64, strict=False)
    return pl.when(days.is_between(1, _LAST_EXCEL_DAY)).then(pl.lit(_FIRST_EXCEL_DAY) + pl.duration(seconds=seconds)).alias(column)


def _read(column: str, date_format: str) -> pl.Expr:
    # Polars knows a fraction with its sign only as one, and an offset with or without colon only by another name.
    pattern = date_format.replace("%z", "%#z").replace(".%f", "%.f").replace(",%f", "%.f")
    text = _text(column, date_format)
    text = text.str.replace(r"(\d),(\d+)", "$1.$2") if ",%f" in date_format else text
    ends = text.str.contains(_END_OF_DAY)
    read = text.str.replace(_END_OF_DAY, "${1}00:00$2$3").str.to_datetime(pattern, strict=False, time_unit="us")
    return pl.when(ends).then(read.dt.offset_by("1d")).otherwise(read)


def _text(column: str, date_format: str) -> pl.Expr:
    """What is written in a column, with the signs of other languages and programs as Polars knows them."""
    text = pl.col(column).cast(pl.String).str.replace_all(_SPACES, " ")
    text = text.str.replace(_HALF_OF_DAY, "${1}m") if "%p" in date_format else text
    return text.str.replace(_WITHOUT_OFFSET, "+00:00$1") if "%z" in date_format else text


def _local(naive: pl.Expr, zone: str) -> pl.Expr:
    return naive.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")


def _seconds(aware: pl.Expr) -> pl.Expr:
    return aware.dt.timestamp("us").floordiv(1_000_000)


def _iso(text: pl.Expr, zone: str) -> pl.Expr:
    """Times as most programs write them are read all at once, and whatever else ISO 8601 allows one by one."""
    usual, here = text.str.extract_groups(_USUAL_ISO).struct, ZoneInfo(zone)
    shown = pl.concat_str(usual.field("day"), pl.lit("T"), usual.field("clock"), pl.lit(":"), usual.field("second").fill_null("00"))
    local = shown.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False, time_unit="us")
    aware = pl.concat_str(shown, usual.field("offset")).str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%#z", strict=False, time_unit="us")
    at_once = pl.when(usual.field("offset").is_null()).then(_seconds(_local(local, zone))).otherwise(_seconds(aware))
    others = pl.when(usual.field("day").is_null()).then(text)
    return pl.coalesce(at_once, others.map_elements(lambda each: _iso_second(each, here), return_dtype=pl.Int64))


def _iso_second(text: str, zone: ZoneInfo) -> int | None:
    moment = _iso_moment(text) if len(text) > len("2026-10-01") else None
    if moment is None:
        return None
    if moment.tzinfo is not None:
        return int(moment.timestamp() // 1)
    local = moment.replace(tzinfo=zone)
    # A time that the clocks skip comes back as another one.
    is_skipped = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment
    return None if is_skipped else int(local.timestamp() // 1)


def _iso_moment(text: str) -> datetime | None:
    try:
        if "24:00" in text and re.search(_END_OF_DAY, text):
            return datetime.fromisoformat(text.replace("24:00", "00:00", 1)) + timedelta(days=1)
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None


def twice(column: str, kind: pl.DataType, date_format: str, zone: str) -> pl.Expr:
    """Whether a time is one that the clocks show twice, so that the export leaves open which it was."""
    if isinstance(kind, pl.Datetime):
        naive = pl.col(column) if not kind.time_zone else None
    elif date_format in (ISO, *UNIX) or "%z" in date_format:
        naive = None
    else:
        naive = _naive(column, date_format)
    if naive is None:
        return pl.lit(False)
    last = naive.dt.replace_time_zone(zone, ambiguous="latest", non_existent="null")
    return (_local(naive, zone) != last).fill_null(False)
