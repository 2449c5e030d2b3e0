"""A chart as SVG within a page: lines over the labels, the target as a broken line across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.model.report import Chart, Series, figure

_WIDTH, _HEIGHT = 760, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 12, 62
_LEGEND = _HEIGHT - 10
_SHOWN_LABELS = 16
"""Labels that find room below the axis; of more only every second, third, ... is shown."""
_SHAPES = ("circle", "square", "triangle", "diamond", "bar")


def chart_svg(chart: Chart, number: int) -> Markup:
    """The drawing; `number` tells its parts from those of other charts on the page."""
    plot = _Plot(chart)
    inner = [*_across(plot), *_labels(plot), *_target(plot), *_lines(plot), *_legend(chart)]
    about = Markup('<title id="chart{0}-title">{1}</title><desc id="chart{0}-says">{2}</desc>').format(
        number, chart.title, chart.alternative
    )
    whole = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="chart{}-title chart{}-says">')
    return whole.format(_WIDTH, _HEIGHT, number, number) + about + Markup("").join(inner) + Markup("</svg>")


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where values and labels stand on the drawing."""

    chart: Chart

    def x(self, index: int) -> float:
        room = (_WIDTH - _LEFT - _RIGHT) / max(1, len(self.chart.labels))
        return round(_LEFT + room * (index + 0.5), 1)

    def y(self, value: float) -> float:
        scale = self.chart.scale
        share = (value - scale.low) / (scale.high - scale.low)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


def _across(plot: _Plot) -> Iterator[Markup]:
    for mark in plot.chart.scale.marks:
        y = plot.y(mark)
        yield Markup('<line class="rule" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(_LEFT, y, _WIDTH - _RIGHT, y)
        said = f"{figure(mark)} {plot.chart.unit}".strip()
        yield Markup('<text class="mark" x="{}" y="{}">{}</text>').format(_LEFT - 6, y + 4, said)


def _labels(plot: _Plot) -> Iterator[Markup]:
    step = -(-len(plot.chart.labels) // _SHOWN_LABELS) or 1
    for index, label in enumerate(plot.chart.labels):
        if index % step == 0:
            yield Markup('<text class="label" x="{}" y="{}">{}</text>').format(plot.x(index), _HEIGHT - _BOTTOM + 18, label)


def _target(plot: _Plot) -> Iterator[Markup]:
    if plot.chart.target is not None:
        y = plot.y(plot.chart.target)
        yield Markup('<line class="target" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(_LEFT, y, _WIDTH - _RIGHT, y)


def _lines(plot: _Plot) -> Iterator[Markup]:
    for number, series in enumerate(plot.chart.series):
        kind = number % len(_SHAPES)
        for stretch in _stretches(series):
            points = " ".join(f"{plot.x(index)},{plot.y(value)}" for index, value in stretch)
            yield Markup('<polyline class="line s{}" points="{}"/>').format(kind, points)
        for index, value in _points(series):
            told = f"{series.name}, {plot.chart.labels[index]}: {figure(value)} {plot.chart.unit}".strip()
            yield _shape(kind, plot.x(index), plot.y(value), told)


def _points(series: Series) -> Iterator[tuple[int, float]]:
    yield from ((index, value) for index, value in enumerate(series.values) if value is not None)


def _stretches(series: Series) -> Iterator[Sequence[tuple[int, float]]]:
    """The points between two gaps, so that no line leads over a month without a value."""
    stretch: list[tuple[int, float]] = []
    for index, value in _points(series):
        if stretch and stretch[-1][0] != index - 1:
            yield stretch
            stretch = []
        stretch.append((index, value))
    if stretch:
        yield stretch


def _shape(kind: int, x: float, y: float, told: str = "") -> Markup:
    title = Markup("<title>{}</title>").format(told) if told else Markup("")
    outline = {
        "circle": "M{0},{1}m-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0",
        "square": "M{0},{1}m-4,-4h8v8h-8z",
        "triangle": "M{0},{1}m0,-5l5,9h-10z",
        "diamond": "M{0},{1}m0,-5l5,5l-5,5l-5,-5z",
        "bar": "M{0},{1}m-5,-2h10v4h-10z",
    }[_SHAPES[kind]].format(x, y)
    return Markup('<path class="point s{}" d="{}">{}</path>').format(kind, outline, title)


def _legend(chart: Chart) -> Iterator[Markup]:
    """The names of the lines one behind the other; a letter is reckoned at 7 units."""
    x = float(_LEFT)
    for number, series in enumerate(chart.series):
        yield _shape(number % len(_SHAPES), x + 6, _LEGEND - 4)
        yield Markup('<text class="name" x="{}" y="{}">{}</text>').format(x + 16, _LEGEND, series.name)
        x += 40 + 7 * len(series.name)
    if chart.target is not None:
        yield Markup('<line class="target" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(x, _LEGEND - 4, x + 20, _LEGEND - 4)
        words = f"Target {figure(chart.target)} {chart.unit}".strip()
        yield Markup('<text class="name" x="{}" y="{}">{}</text>').format(x + 26, _LEGEND, words)
