"""Times of an export as seconds in UTC; a time that is not there, not readable or not on any clock says so."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl

from pipeline.model.ticket_mapping import ISO, UNIX

_PER_SECOND = {"unix_seconds": 1, "unix_milliseconds": 1000}


def seconds_in(column: str, kind: pl.DataType, date_format: str, zone: str) -> pl.Expr:
    """The moments of a column in whole seconds since 1970 in UTC, null where there is no such time. Parts of a second are cut off.

    A time that the clocks show twice is the first of the two; one that they skip is no time.
    """
    if isinstance(kind, pl.Datetime):
        aware = pl.col(column) if kind.time_zone else _local(pl.col(column), zone)
        return _seconds(aware)
    if date_format in UNIX:
        return pl.col(column).cast(pl.Int64, strict=False).floordiv(_PER_SECOND[date_format])
    text = pl.col(column).cast(pl.String)
    if date_format == ISO:
        return text.map_batches(lambda texts: _iso(texts, zone), return_dtype=pl.Int64, is_elementwise=True)
    if "%z" in date_format:
        return _seconds(text.str.to_datetime(date_format.replace("%z", "%#z"), strict=False, time_unit="us"))
    return _seconds(_local(text.str.to_datetime(date_format, strict=False, time_unit="us"), zone))


def _local(naive: pl.Expr, zone: str) -> pl.Expr:
    return naive.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")


def _seconds(aware: pl.Expr) -> pl.Expr:
    return aware.dt.timestamp("us").floordiv(1_000_000)


def _iso(texts: pl.Series, zone: str) -> pl.Series:
    here = ZoneInfo(zone)
    return pl.Series(texts.name, [_iso_second(text, here) for text in texts], pl.Int64)


def _iso_second(text: str | None, zone: ZoneInfo) -> int | None:
    try:
        moment = datetime.fromisoformat(text) if text and len(text) > len("2026-10-01") else None
    except ValueError:
        return None
    if moment is None:
        return None
    if moment.tzinfo is not None:
        return int(moment.timestamp() // 1)
    local = moment.replace(tzinfo=zone)
    # A time that the clocks skip comes back as another one.
    is_skipped = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment
    return None if is_skipped else int(local.timestamp() // 1)


def twice(column: str, kind: pl.DataType, date_format: str, zone: str) -> pl.Expr:
    """Whether a time is one that the clocks show twice, so that the export leaves open which it was."""
    if isinstance(kind, pl.Datetime):
        naive = pl.col(column) if not kind.time_zone else None
    elif date_format in (ISO, *UNIX) or "%z" in date_format:
        naive = None
    else:
        naive = pl.col(column).cast(pl.String).str.to_datetime(date_format, strict=False, time_unit="us")
    if naive is None:
        return pl.lit(False)
    last = naive.dt.replace_time_zone(zone, ambiguous="latest", non_existent="null")
    return (_local(naive, zone) != last).fill_null(False)
