"""A report on paper in the style of the house: its words are final, and a writer adds none."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.sheet import Grid


@dataclass(frozen=True, slots=True)
class Series:
    """One line or row of columns of a chart: a value for each label, None where there is none."""

    name: str
    values: tuple[float | None, ...]


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
