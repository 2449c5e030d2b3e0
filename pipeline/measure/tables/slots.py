"""Service Hours as a table of equal slots, so that the time of a million tickets is looked up instead of searched.

The bounds of all spans are multiples of some length: half an hour for most calendars. Cut into slots of the greatest such length, each
slot counts as a whole or not at all, and the count up to a moment is one look-up, one multiplication and one sum. The table is exact;
nothing is rounded to a slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import gcd

import numpy as np
from numpy.typing import NDArray

from pipeline.measure.hours import OpenHours

Seconds = NDArray[np.int64]
"""Moments or lengths of time in whole seconds."""
BEYOND = np.iinfo(np.int64).max
"""Stands for a moment after the end of the calendar."""


@dataclass(frozen=True)
class Slots:
    """The hours of several levels in one table.

    `cells` holds for each level and slot the seconds to add to a moment (times two), and in its lowest bit whether the slot counts;
    `opens` the beginning of each slot that counts, level by level, of which `offsets` says where each level begins, and `totals` how
    many seconds count in all.
    """

    first: int
    last: int
    length: int
    cells: Seconds
    opens: Seconds
    offsets: Seconds
    totals: Seconds

    @property
    def count(self) -> int:
        """The number of slots of one level."""
        return (self.last - self.first) // self.length + 1

    def counted(self, level: Seconds, moments: Seconds) -> Seconds:
        """The seconds that count, by the hours of each one's level, from the first moment up to each. Within the calendar only."""
        since = moments - self.first
        cells = self.cells[level * self.count + since // self.length]
        counted: Seconds = (cells >> 1) + since * (cells & 1)
        return counted

    def due(self, level: Seconds, starts: Seconds, counted: Seconds, seconds: Seconds) -> Seconds:
        """The earliest moments by which so many seconds have counted since the starts, up to which `counted` did; BEYOND as `reached`."""
        found = self.reached(level, counted + seconds)
        return found if seconds.all() else np.where(seconds == 0, starts, found)

    def reached(self, level: Seconds, wanted: Seconds) -> Seconds:
        """The earliest moments at which the count is as wanted; BEYOND where the calendar ends before."""
        slot = (wanted - 1) // self.length
        within = wanted <= self.totals[level]
        if within.all():
            found: Seconds = self.opens[self.offsets[level] + slot] + (wanted - slot * self.length)
            return found
        opens = self.opens[np.where(within, self.offsets[level] + slot, 0)]
        return np.where(within, opens + (wanted - slot * self.length), BEYOND)


def slots_of(levels: Sequence[OpenHours]) -> Slots:
    """One table for the hours of several levels, all of one calendar."""
    first, last = levels[0].first, levels[0].last
    bounds = (bound - first for hours in levels for bound in (*hours.starts, *hours.ends, last))
    length = reduce(gcd, bounds)
    tables = [_cells(hours, length) for hours in levels]
    opens = [np.flatnonzero(cells & 1) * length + first for cells in tables]
    offsets = np.cumsum([0, *map(len, opens)])[:-1]
    totals = np.array([len(each) * length for each in opens])
    # A level without any hours still needs a cell to look at.
    return Slots(first, last, length, np.concatenate(tables), np.concatenate([*opens, [last]]), offsets, totals)


def _cells(hours: OpenHours, length: int) -> Seconds:
    count = (hours.last - hours.first) // length + 1
    turns = np.zeros(count + 1, np.int64)
    starts, ends = ((np.array(bounds, np.int64) - hours.first) // length for bounds in (hours.starts, hours.ends))
    turns[starts] += 1
    turns[ends] -= 1
    is_open = np.cumsum(turns)[:count]
    before = np.concatenate([[0], np.cumsum(is_open)[:-1]]) * length
    cells: Seconds = (before - is_open * np.arange(count) * length) * 2 + is_open
    return cells
