"""Service Hours as a table of equal slots, so that the time of a million tickets is looked up instead of searched.

The bounds of all spans are multiples of some length: half an hour for most calendars. Cut into slots of the greatest such length, each
slot counts as a whole or not at all, and the count up to a moment is one look-up, one multiplication and one sum. The table is exact;
nothing is rounded to a slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.measure.hours import OpenHours

Seconds = NDArray[np.int64]
"""Moments or lengths of time in whole seconds."""
BEYOND = np.iinfo(np.int64).max
"""Stands for a moment after the end of the calendar."""


@dataclass(frozen=True)
class Slots:
    """The hours of several levels in one table, one behind the other as if the count went on from one to the next.

    `cells` holds for each slot the seconds to add to a moment (times two), and in its lowest bit whether the slot counts; `opens` the
    beginning of each slot that counts. Levels with the same hours share them: `begins` says for each level where its hours begin in
    `cells`, `ends` the count at which they end.
    """

    first: int
    last: int
    length: int
    cells: Seconds
    opens: Seconds
    begins: Seconds
    ends: Seconds

    def counted(self, level: Seconds, moments: Seconds) -> Seconds:
        """The count up to each moment by the hours of its level, of which only differences say something. Within the calendar only."""
        since = moments - self.first
        slot = since // self.length
        slot += self.begins.take(level)
        counted = self.cells.take(slot)
        since *= counted & 1
        counted >>= 1
        counted += since
        return counted

    def due(self, level: Seconds, starts: Seconds, counted: Seconds, seconds: Seconds) -> Seconds:
        """The earliest moments by which so many seconds have counted since the starts, up to which `counted` did; BEYOND as `reached`."""
        found = self.reached(level, counted + seconds)
        return found if seconds.all() else np.where(seconds == 0, starts, found)

    def reached(self, level: Seconds, wanted: Seconds) -> Seconds:
        """The earliest moments at which the count is as wanted; BEYOND where the calendar ends before."""
        slot = wanted - 1
        slot //= self.length
        beyond = wanted > self.ends.take(level)
        has_end = beyond.any()
        found = self.opens.take(np.where(beyond, 0, slot) if has_end else slot)
        found += wanted
        slot *= self.length
        found -= slot
        return np.where(beyond, BEYOND, found) if has_end else found


def slots_of(levels: Sequence[OpenHours]) -> Slots:
    """One table for the hours of several levels, all of one calendar."""
    first, last = levels[0].first, levels[0].last
    # Hours are the same where they are one object, as those of one window are; to compare years of spans would take longer than to judge.
    distinct = {id(hours): hours for hours in levels}
    place = [[*distinct].index(id(hours)) for hours in levels]
    length = int(np.gcd.reduce([np.gcd.reduce(_bounds(hours) - first) for hours in distinct.values()]))
    totals = [sum(hours.ends) - sum(hours.starts) for hours in distinct.values()]
    counts = np.cumsum([0, *totals])
    tables = [_cells(hours, length, count) for hours, count in zip(distinct.values(), counts.tolist(), strict=False)]
    opens = [np.flatnonzero(cells & 1) * length + first for cells in tables]
    begins = np.cumsum([0, *map(len, tables)])[:-1]
    # Hours that never open still need a slot to look at.
    return Slots(first, last, length, np.concatenate(tables), np.concatenate([*opens, [last]]), begins[place], counts[1:][place])


def _bounds(hours: OpenHours) -> Seconds:
    return np.array([*hours.starts, *hours.ends, hours.last], np.int64)


def _cells(hours: OpenHours, length: int, so_far: int) -> Seconds:
    count = (hours.last - hours.first) // length + 1
    turns = np.zeros(count + 1, np.int64)
    starts, ends = ((np.array(bounds, np.int64) - hours.first) // length for bounds in (hours.starts, hours.ends))
    turns[starts] += 1
    turns[ends] -= 1
    is_open = np.cumsum(turns)[:count]
    before = np.concatenate([[0], np.cumsum(is_open)[:-1]]) * length + so_far
    cells: Seconds = (before - is_open * np.arange(count) * length) * 2 + is_open
    return cells
