"""A redline whose numbers and references are plain words, for whoever prints it: a renderer counts what was deleted too.

What stands in the new version bears its new number; what only the old one has bears its old number and is deleted with it. So a
paragraph never shows a number that it has in neither version. Word numbers a paragraph whose end goes as part of the one behind it
(ECMA-376, 17.13.5.15), so such paragraphs are counted together, and the number stands where the words begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.word.labels import Counter, Spot, counter
from pipeline.word.markup import COME, GONE
from pipeline.word.names import SPACE, W
from pipeline.word.package import MAIN, package_of, parts_of
from pipeline.word.printable import unfold_references
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

_PROPERTIES, _FORMER = f"{W}pPr", f"{W}pPrChange"
_BEFORE_NUMBER = frozenset(f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"))
_BEFORE_TABS = _BEFORE_NUMBER | frozenset(f"{W}{name}" for name in ("numPr", "suppressLineNumbers", "pBdr", "shd"))
_BEHIND_INDENT = frozenset(
    f"{W}{name}"
    for name in ("contextualSpacing", "mirrorIndents", "jc", "textDirection", "textAlignment", "outlineLvl", "rPr", "sectPr", "pPrChange")
)
_TEXT_LEVEL = "9"


@dataclass(frozen=True, slots=True)
class _Label:
    """A paragraph's number in one version, and the level of the list that gives it its look."""

    text: str
    level: etree._Element


def spelled_out(docx: bytes) -> bytes:
    """The redline with the number of each paragraph in its words, marked as they are, and with references that no field computes."""
    parts = parts_of(docx)
    root, numbering, styles = (parsed_xml(parts[name]) for name in (MAIN, NUMBERING, STYLES))
    paragraphs = list(root.iter(f"{W}p"))
    olds, news = (dict(_labels(paragraphs, numbering, styles, old=old)) for old in (True, False))
    counted = counter(numbering, styles)
    for paragraph in paragraphs:
        if _says_something(paragraph, COME) and not _says_something(paragraph, GONE):
            _look_as_before(paragraph)
            _leave_outline(paragraph)
        if spot := counted.spot(paragraph):
            _stand_still(paragraph, _level(numbering, spot), styles)
        _say(paragraph, olds.get(paragraph), news.get(paragraph))
    unfold_references(root)
    parts[MAIN] = etree.tostring(root, encoding="UTF-8", standalone=True)
    return package_of(parts)


def _labels(
    paragraphs: list[etree._Element], numbering: etree._Element, styles: etree._Element, *, old: bool
) -> Iterator[tuple[etree._Element, _Label]]:
    """The numbers of one version, each with the paragraph in which its words begin."""
    counted = counter(numbering, styles)
    missing = COME if old else GONE
    joined: list[etree._Element] = []
    for paragraph in paragraphs:
        if _row_is(paragraph, missing):
            continue
        joined.append(paragraph)
        if _end_is(paragraph, missing):
            continue
        seen = _as_before(paragraph) if old else paragraph
        first = next((each for each in joined if _says_something(each, missing)), paragraph)
        joined = []
        if label := _label(seen, counted, numbering):
            yield first, label


def _label(paragraph: etree._Element, counted: Counter, numbering: etree._Element) -> _Label | None:
    text, spot = counted.label(paragraph), counted.spot(paragraph)
    return _Label(text, _level(numbering, spot)) if text and spot else None


def _as_before(paragraph: etree._Element) -> etree._Element:
    """A paragraph with the look that this one had."""
    former = _former_look(paragraph)
    if former is None:
        return paragraph
    result = etree.Element(f"{W}p")
    result.append(deepcopy(former))
    return result


def _former_look(paragraph: etree._Element) -> etree._Element | None:
    return paragraph.find(f"{_PROPERTIES}/{_FORMER}/{_PROPERTIES}")


def _look_as_before(paragraph: etree._Element) -> None:
    """The last paragraph before a table stays there although its words go, with the look of the one that takes its place."""
    former = _former_look(paragraph)
    if former is not None:
        properties = paragraph.find(_PROPERTIES)
        properties[:] = [*former, *properties.findall(f"{W}rPr")]


def _row_is(paragraph: etree._Element, fates: tuple[str, ...]) -> bool:
    """Whether the paragraph stands in a row or a cell that comes, or goes."""
    cells = tuple(f"{W}cell{fate.removeprefix(W).capitalize()}" for fate in fates)
    return any(
        any(child.tag in fates for child in element.findall(f"{W}trPr/*"))
        if element.tag == f"{W}tr"
        else any(child.tag in cells for child in element.findall(f"{W}tcPr/*"))
        for element in paragraph.iterancestors(f"{W}tr", f"{W}tc")
    )


def _end_is(paragraph: etree._Element, fates: tuple[str, ...]) -> bool:
    return any(mark.tag in fates for mark in paragraph.findall(f"{_PROPERTIES}/{W}rPr/*"))


def _says_something(paragraph: etree._Element, missing: tuple[str, ...]) -> bool:
    """Whether any words are left in the version that lacks what has these marks."""
    texts = paragraph.iter(f"{W}t", f"{W}delText")
    return any(text.text and not any(ancestor.tag in missing for ancestor in text.iterancestors(*missing)) for text in texts)


def _say(paragraph: etree._Element, old: _Label | None, new: _Label | None) -> None:
    """Put the number before the words: plain if both versions number the paragraph, else marked as its words are."""
    label = new or old
    if label is None:
        return
    words = etree.Element(f"{W}r")
    look = label.level.find(f"{W}rPr")
    if look is not None:
        words.append(deepcopy(look))
    fates = () if old and new else COME if new else GONE
    text = etree.SubElement(words, f"{W}delText" if f"{W}del" in fates else f"{W}t", {SPACE: "preserve"})
    suffix = label.level.find(f"{W}suff")
    followed_by_tab = suffix is None or suffix.get(f"{W}val") == "tab"
    text.text = label.text.removesuffix(" ") if followed_by_tab else label.text
    start = 0 if paragraph.find(_PROPERTIES) is None else 1
    said = [_marked(paragraph, words, fates) if fates else words]
    if followed_by_tab:
        tab = etree.Element(f"{W}r")
        etree.SubElement(tab, f"{W}tab")
        said.append(tab)
    paragraph[start:start] = said


def _marked(paragraph: etree._Element, run: etree._Element, fates: tuple[str, ...]) -> etree._Element:
    """The run in the revision of the paragraph's words, or of its end, or of its look."""
    marks = [child for child in paragraph if child.tag in fates]
    marks += [mark for mark in paragraph.findall(f"{_PROPERTIES}/{W}rPr/*") if mark.tag in fates]
    # The second half of a divided paragraph has no mark of its own. Whoever made it is not shown, but a renderer wants to be told.
    told = marks[0] if marks else next(paragraph.getroottree().iter(*COME, *GONE, _FORMER))
    result = etree.Element(marks[0].tag if marks else fates[0], dict(told.attrib))
    if result.tag != f"{W}del":
        for text in run.iter(f"{W}delText"):
            text.tag = f"{W}t"
    result.append(run)
    return result


def _stand_still(paragraph: etree._Element, level: etree._Element, styles: etree._Element) -> None:
    """Take the paragraph out of its list, and keep it where the list has put it."""
    properties = paragraph.find(_PROPERTIES)
    for own in properties.findall(f"{W}numPr"):
        properties.remove(own)
    number = etree.Element(f"{W}numPr")
    etree.SubElement(number, f"{W}numId", {f"{W}val": "0"})
    _insert(properties, number, _BEFORE_NUMBER)
    if properties.find(f"{W}tabs") is None and (tabs := level.find(f"{_PROPERTIES}/{W}tabs")) is not None:
        _insert(properties, _plain_tabs(tabs), _BEFORE_TABS)
    indent = level.find(f"{_PROPERTIES}/{W}ind")
    if indent is not None and properties.find(f"{W}ind") is None and not _style_indents(properties, styles):
        behind = next((child for child in properties if child.tag in _BEHIND_INDENT), None)
        properties.insert(len(properties) if behind is None else properties.index(behind), deepcopy(indent))


def _style_indents(properties: etree._Element, styles: etree._Element) -> bool:
    """A style's own indent wins over that of the list which it brings (ECMA-376, 17.9.23)."""
    style = properties.find(f"{W}pStyle")
    return style is not None and styles.find(f"{W}style[@{W}styleId='{style.get(f'{W}val')}']/{_PROPERTIES}/{W}ind") is not None


def _plain_tabs(tabs: etree._Element) -> etree._Element:
    result = deepcopy(tabs)
    for tab in result:
        tab.set(f"{W}val", "left")
    return result


def _insert(properties: etree._Element, child: etree._Element, before: frozenset[str]) -> None:
    """The schema wants the properties in their order."""
    properties.insert(sum(other.tag in before for other in properties), child)


def _leave_outline(paragraph: etree._Element) -> None:
    """What only the old version has is no heading of the PDF's outline, which is that of the new one."""
    level = etree.Element(f"{W}outlineLvl", {f"{W}val": _TEXT_LEVEL})
    properties = paragraph.find(_PROPERTIES)
    behind = next((child for child in properties if child.tag in (f"{W}rPr", f"{W}sectPr", _FORMER)), None)
    properties.insert(len(properties) if behind is None else properties.index(behind), level)


def _level(numbering: etree._Element, spot: Spot) -> etree._Element:
    """The level of a list as its definition, or the list itself, says."""
    number = numbering.find(f"{W}num[@{W}numId='{spot.number}']")
    place = f"{W}lvl[@{W}ilvl='{spot.level}']"
    own = number.find(f"{W}lvlOverride/{place}")
    definition = number.find(f"{W}abstractNumId").get(f"{W}val")
    found = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{definition}']/{place}") if own is None else own
    assert found is not None, spot
    return found
