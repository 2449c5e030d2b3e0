"""A million invented tickets by which the speed of judging is measured, beside the least that could be done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time as _time
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import polars as pl

from pipeline.measure.policy import Policy, policy_of
from pipeline.measure.tables.evaluating import evaluate
from pipeline.measure.tables.frames import levels_of
from pipeline.measure.tables.slots import Seconds
from pipeline.model.terms.calendar import Weekday
from pipeline.model.terms.contract import Terms

MILLION = 1_000_000
_DAY = 86_400
_SEED = 7
_LONGEST = 8 * _DAY
OTHER = "workclock"
"""The library beside which judging is measured, where it is installed."""


@dataclass(frozen=True)
class Trial:
    """Tickets of all Priorities over the years of the calendar, each with a Response and a Resolution."""

    terms: Terms
    policy: Policy
    tickets: pl.DataFrame
    opened: Seconds
    responded: Seconds
    resolved: Seconds

    def judge(self) -> int:
        """Judge both times of every ticket: elapsed, due, met, and when they were exceeded."""
        return evaluate(self.tickets.lazy(), self.policy, int(self.resolved.max())).collect().height

    def subtract(self) -> tuple[Seconds, Seconds]:
        """What nobody can do without: the two differences of moments, with no calendar at all."""
        return self.responded - self.opened, self.resolved - self.opened

    def by_another(self) -> Callable[[], object] | None:
        """Both times and both due moments in the hours of the first window, by another library; None where it is not installed.

        One call each for all tickets, and one target each for all Priorities.
        """
        if find_spec(OTHER) is None:
            return None
        schedule = _schedule(self.terms, import_module(OTHER))
        starts, *ends = (moments.astype("datetime64[s]") for moments in (self.opened, self.responded, self.resolved))
        targets = [timedelta(seconds=seconds) for seconds in next(iter(self.policy.levels.values())).times.values()]
        return lambda: [
            *(schedule.between_many(starts, each) for each in ends),
            *(schedule.add_many(starts, target) for target in targets),
        ]


def trial(terms: Terms, count: int = MILLION) -> Trial:
    """Invented tickets under an agreement: the same ones each time."""
    policy, draw = policy_of(terms), np.random.default_rng(_SEED)
    hours = next(iter(policy.levels.values())).hours
    opened = draw.integers(hours.first, hours.last - 2 * _LONGEST, count)
    responded, resolved = opened + draw.integers(60, _DAY // 4, count), opened + draw.integers(600, _LONGEST, count)
    priorities = pl.Series([*policy.levels]).gather(draw.integers(0, len(policy.levels), count)).cast(pl.Enum(levels_of(policy)))
    tickets = pl.DataFrame(
        {
            "ticket": pl.Series(np.arange(count)).cast(pl.String),
            "type": pl.repeat("incident", count, eager=True),
            "priority": priorities,
            "opened": opened,
            "responded": responded,
            "resolved": resolved,
        }
    )
    return Trial(terms, policy, tickets, opened, responded, resolved)


def _schedule(terms: Terms, library: Any) -> Any:
    """The first window of the calendar as the other library is told of it."""
    window = terms.calendar.service_windows[0]
    start, end = (_time(at.hour % 24, at.minute) for at in (window.hours.start, window.hours.end))
    shift = library.WorkDay(start, end, [list(Weekday).index(day) for day in window.days])
    days = library.Holidays([holiday.date for holiday in terms.calendar.holidays])
    return library.Schedule([shift, days], time_zone=terms.calendar.timezone)
