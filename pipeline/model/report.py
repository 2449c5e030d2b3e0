"""A report on paper in the style of the house: its words are final, and a writer adds none."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from pipeline.model.sheet import Grid

_MOST_STEPS = 6
"""Lines across a chart, above which they would stand too close to be read."""
_PER_CENT, _POINTS = "%", 5
"""Shares are shown over five points of a hundred at least, so that a tenth of one does not look like a fall."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: a value for each label, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of a chart: from `low` to `high`, with a line across at each `step`."""

    low: float
    high: float
    step: float

    @property
    def marks(self) -> tuple[float, ...]:
        """Where the lines across stand, the lowest first."""
        return tuple(self.low + number * self.step for number in range(round((self.high - self.low) / self.step) + 1))


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over labels, such as months. `unit` stands at the axis; `target` is drawn as a line across, where there is one."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    target: float | None = None
    alternative: str = ""
    """What the chart shows, in words, for whoever does not see it."""

    @property
    def scale(self) -> Scale:
        """An axis of round figures that holds every value and the target; one of shares ends at 100 % where no value is higher."""
        values = [value for series in self.series for value in series.values if value is not None]
        values += [] if self.target is None else [self.target]
        low, high = min(values, default=0.0), max(values, default=1.0)
        is_share = self.unit == _PER_CENT
        spread = max(high - low, _POINTS) if is_share else high - low or max(abs(high), 1)
        step = _round_step(spread / (_MOST_STEPS - 1))
        first, last = floor(low / step), ceil(high / step)
        if is_share and (last - first) * step < _POINTS:
            first = max(0, last - round(_POINTS / step))
            last = max(last, first + round(_POINTS / step))
        return Scale(first * step, (last if last > first else first + 1) * step, step)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50, ... (or a tenth of them, and so on) that is not below `least`."""
    power: float = 10.0 ** floor(log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its heading, what it says, and the tables and charts below that, in this order."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole. `lead` says the most important thing in a sentence; `facts` are printed below the title, each a label and what it says.

    `legend` stands at the head of each page, and is empty where anybody may read it.
    """

    title: str
    subject: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    legend: str = ""
    language: str = "en-GB"

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All its charts, in the order in which they stand."""
        return tuple(chart for section in self.sections for chart in section.charts)


def figure(value: float) -> str:
    """A figure of a chart as it is printed: at most four decimals, and none that say nothing."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
