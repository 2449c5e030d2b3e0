"""A chart as DrawingML (ISO/IEC 29500-1, 21.2): Word's own, so that it can be edited there, and drawn alike by every renderer we know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from pipeline.model.report import Chart, Series, figure
from pipeline.word.names import DECLARATION, RELATIONS
from pipeline.word.shell.styles import GREY, HEADING_FONT, RULE
from pipeline.word.text import visible

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
EMU_OF_TWIP = 635
"""The units in which DrawingML measures, in a twentieth of a point."""
HEIGHT = 3400
"""Height of a chart in twentieths of a point: 60 mm."""
COLOURS = ("1F3A5F", "B26A00", "2E7D6B", "7A3E8E", "8A8A8A")
"""Colours of the lines that are told apart in print by their lightness too."""
TARGET_COLOUR = "B3261E"
_MARKS = ("circle", "square", "triangle", "diamond", "x")


def drawing(number: int, chart: Chart, link: str, width: int) -> str:
    """The run that shows a chart; `width` in twentieths of a point, `link` the relation that leads to its part."""
    extent = f'<wp:extent cx="{width * EMU_OF_TWIP}" cy="{HEIGHT * EMU_OF_TWIP}"/>'
    about = f'<wp:docPr id="{number}" name="Chart {number}" descr={quoteattr(visible(chart.alternative or chart.title))}/>'
    graphic = (
        f'<a:graphic xmlns:a="{_DRAWING}"><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" xmlns:r="{RELATIONS}" r:id="{link}"/>'
        "</a:graphicData></a:graphic>"
    )
    frame = "<wp:cNvGraphicFramePr/>"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{PLACED}" distT="0" distB="0" distL="0" distR="0">'
        f"{extent}{about}{frame}{graphic}</wp:inline></w:drawing></w:r>"
    )


def chart_part(chart: Chart) -> bytes:
    """`word/charts/chart1.xml`: lines over the labels, and the target as a broken line across."""
    lines = "".join(_line(number, series, chart.labels, COLOURS[number % len(COLOURS)]) for number, series in enumerate(chart.series))
    target = _target(chart) if chart.target is not None else ""
    plot = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}{target}<c:marker val="1"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:lineChart>'
    )
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    text = (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="800"><a:solidFill><a:srgbClr val="{GREY}"/></a:solidFill>'
        f'<a:latin typeface="{HEADING_FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )
    whole = (
        f'{DECLARATION}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{_DRAWING}" xmlns:r="{RELATIONS}"><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}{_axes(chart)}</c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}</c:chartSpace>'
    )
    return whole.encode()


def chart_words(chart: Chart) -> Iterator[str]:
    """The words that a renderer may print in a chart."""
    yield from (word for label in (*chart.labels, *(series.name for series in chart.series)) for word in label.split())
    yield from _target_name(chart).split()
    yield from (figure(mark) for mark in chart.scale.marks)


def _line(number: int, series: Series, labels: Sequence[str], colour: str) -> str:
    line = f'<c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    mark = (
        f'<c:marker><c:symbol val="{_MARKS[number % len(_MARKS)]}"/><c:size val="5"/><c:spPr>{fill}<a:ln>{fill}</a:ln></c:spPr></c:marker>'
    )
    return _series(number, series, labels, line + mark)


def _target(chart: Chart) -> str:
    assert chart.target is not None
    series = Series(_target_name(chart), (chart.target,) * len(chart.labels))
    fill = f'<a:solidFill><a:srgbClr val="{TARGET_COLOUR}"/></a:solidFill>'
    line = f'<c:spPr><a:ln w="15875">{fill}<a:prstDash val="dash"/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    return _series(len(chart.series), series, chart.labels, line)


def _target_name(chart: Chart) -> str:
    return "" if chart.target is None else f"Target {figure(chart.target)}{chart.unit and ' '}{chart.unit}"


def _series(number: int, series: Series, labels: Sequence[str], look: str) -> str:
    last = len(labels) + 1
    column = chr(ord("B") + number)
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{figure(value)}</c:v></c:pt>' for index, value in enumerate(series.values) if value is not None
    )
    name = f"<c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>{_cache((series.name,))}</c:strRef></c:tx>"
    over = f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f>{_cache(labels)}</c:strRef></c:cat>"
    values = (
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(labels)}"/>{points}</c:numCache></c:numRef></c:val>'
    )
    return f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{name}{look}{over}{values}<c:smooth val="0"/></c:ser>'


def _cache(words: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(visible(word))}</c:v></c:pt>' for index, word in enumerate(words))
    return f'<c:strCache><c:ptCount val="{len(words)}"/>{points}</c:strCache>'


def _axes(chart: Chart) -> str:
    scale = chart.scale
    rule = f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill></a:ln>'
    below = (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{rule}</c:spPr><c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
    )
    beside = (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{figure(scale.high)}"/>'
        f'<c:min val="{figure(scale.low)}"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f"<c:majorGridlines><c:spPr>{rule}</c:spPr></c:majorGridlines>"
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="1"/><c:crosses val="autoZero"/>'
        f'<c:majorUnit val="{figure(scale.step)}"/></c:valAx>'
    )
    return below + beside
