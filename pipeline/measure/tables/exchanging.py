"""Days taken for months on the way: how many times of an export would be in order with the two exchanged. Nothing is exchanged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

_MONTHS = 12
_FARTHEST = 250_000_000_000
"""Seconds from 1970 to the years with which a calendar can reckon."""


def strays(moments: pl.Series, zone: str, first: int, latest: int) -> tuple[int, int]:
    """How many moments lie outside a span, and how many of these within it once day and month are exchanged."""
    stray, here = moments.filter(~moments.is_between(first, latest)), ZoneInfo(zone)
    exchanged = (_exchanged(moment, here).replace(tzinfo=here).timestamp() for moment in stray if abs(moment) < _FARTHEST)
    return len(stray), sum(first <= moment <= latest for moment in exchanged)


def is_exchanged(openings: Iterable[int], moments: Iterable[int | None], zone: str) -> bool:
    """Whether the opening of a ticket comes first once day and month of its times are exchanged, where both could be either."""
    first, *_ = sorted(_exchanged(opening, ZoneInfo(zone)) for opening in openings)
    return all(first <= _exchanged(moment, ZoneInfo(zone)) for moment in moments if moment is not None)


def _exchanged(moment: int, zone: ZoneInfo) -> datetime:
    shown = datetime.fromtimestamp(moment, zone).replace(tzinfo=None)
    return shown.replace(month=shown.day, day=shown.month) if shown.day <= _MONTHS else shown
