"""The automatic numbers of a DOCX, counted from its numbering part as Word counts them (ECMA-376, 17.9).

Knows nothing of the Document's own numbering, so that each can prove the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from pipeline.word.names import W

_PLACE = re.compile(r"%([1-9])")
_VALUE = f"{W}val"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    suffix: str


@dataclass(frozen=True, slots=True)
class _List:
    definition: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]


class Spot(NamedTuple):
    """The list in which a paragraph stands, and its level there."""

    number: str
    level: int


@dataclass(slots=True)
class Counter:
    """Counts a document's paragraphs in their order."""

    lists: Mapping[str, _List]
    styles: Mapping[str, tuple[str, int]]
    """List and level of the styles that number their paragraphs, by style id."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: etree._Element) -> str:
        """The paragraph's number or bullet with the blank behind it; empty where it has none."""
        spot = self.spot(paragraph)
        if spot is None:
            return ""
        number, level = spot
        found = self.lists[number]
        counts = self._counted(number, level)
        text = _PLACE.sub(lambda match: self._shown(found, counts, int(match.group(1)) - 1), found.levels[level].text)
        return text + ("" if found.levels[level].suffix == "nothing" else " ")

    def spot(self, paragraph: etree._Element) -> Spot | None:
        """Where the paragraph is counted; None where it has no number, or one of a list that is not there."""
        number, level = self.place(paragraph) or ("", 0)
        return Spot(number, level) if number in self.lists and level in self.lists[number].levels else None

    def place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list that numbers the paragraph and the level in it; None where it has no number."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = None if style is None else self.styles.get(style.get(_VALUE))
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is None:
            return inherited
        number, level = own.find(f"{W}numId"), own.find(f"{W}ilvl")
        list_id = number.get(_VALUE) if number is not None else inherited[0] if inherited else "0"
        return list_id, _whole(level.get(_VALUE)) if level is not None else 0

    def _counted(self, number: str, level: int) -> dict[int, int]:
        """Lists that share a definition share its counts, unless a list sets its own start the first time it is met."""
        found = self.lists[number]
        counts = self.counts.setdefault(found.definition, {})
        if level in found.restarts and (number, level) not in self.begun:
            self.begun.add((number, level))
            counts[level] = found.restarts[level] - 1
        counts[level] = counts.get(level, found.levels[level].start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return counts

    @staticmethod
    def _shown(found: _List, counts: Mapping[int, int], level: int) -> str:
        definition = found.levels.get(level)
        if definition is None:
            return ""
        return _FORMS.get(definition.form, str)(counts.get(level, definition.start))


def counter(numbering: etree._Element | None, styles: etree._Element) -> Counter:
    """A counter at the beginning of the document."""
    if numbering is None:
        return Counter({}, {})
    definitions = {entry.get(f"{W}abstractNumId"): entry for entry in numbering.findall(f"{W}abstractNum")}
    # A list without a definition numbers nothing, in Word too.
    entries = [entry for entry in numbering.findall(f"{W}num") if _definition(entry) in definitions]
    lists = {entry.get(f"{W}numId"): _list(entry, definitions) for entry in entries}
    return Counter(lists, _styles(styles, definitions, lists))


def _list(entry: etree._Element, definitions: Mapping[str, etree._Element]) -> _List:
    definition = _definition(entry)
    levels = _levels(definitions[definition].findall(f"{W}lvl"))
    restarts = {}
    for override in entry.findall(f"{W}lvlOverride"):
        start = override.find(f"{W}startOverride")
        if start is not None:
            restarts[_whole(override.get(f"{W}ilvl"))] = _whole(start.get(_VALUE))
        levels |= _levels(override.findall(f"{W}lvl"))
    return _List(definition, levels, restarts)


def _levels(levels: Iterable[etree._Element]) -> dict[int, _Level]:
    return {
        _whole(level.get(f"{W}ilvl")): _Level(
            _whole(_setting(level, "start", "0")),
            _setting(level, "numFmt", "decimal"),
            _setting(level, "lvlText", ""),
            _setting(level, "suff", "tab"),
        )
        for level in levels
    }


def _setting(level: etree._Element, name: str, default: str) -> str:
    found = level.find(f"{W}{name}")
    return default if found is None else str(found.get(_VALUE))


def _definition(entry: etree._Element) -> str:
    definition = entry.find(f"{W}abstractNumId")
    return "" if definition is None else str(definition.get(_VALUE))


def _whole(written: str | None) -> int:
    """A number as strangers' programs write it; 0 where it is none, or larger than any page could show."""
    return int(written) if written is not None and re.fullmatch(r"-?\d{1,5}", written, re.ASCII) else 0


def _styles(styles: etree._Element, definitions: Mapping[str, etree._Element], lists: Mapping[str, _List]) -> dict[str, tuple[str, int]]:
    by_id = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    result = {}
    for identity, style in by_id.items():
        number = _inherited_list(style, by_id)
        if number is not None and number in lists:
            linked = definitions[lists[number].definition].find(f"{W}lvl/{W}pStyle[@{_VALUE}='{identity}']")
            own = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            level = linked.getparent().get(f"{W}ilvl") if linked is not None else own.get(_VALUE) if own is not None else 0
            result[identity] = (number, _whole(str(level)))
    return result


def _inherited_list(style: etree._Element | None, by_id: Mapping[str, etree._Element]) -> str | None:
    seen: set[str] = set()
    while style is not None and (name := style.get(f"{W}styleId", "")) not in seen:
        # A stranger's styles may stand on each other in a circle.
        seen.add(name)
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            return str(number.get(_VALUE))
        parent = style.find(f"{W}basedOn")
        style = None if parent is None else by_id.get(parent.get(_VALUE))
    return None


def _letter(count: int) -> str:
    repeats, index = divmod(count - 1, 26)
    return "abcdefghijklmnopqrstuvwxyz"[index] * (repeats + 1)


def _roman(count: int) -> str:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "c" * (count // 100) + tens[count // 10 % 10] + ones[count % 10]


_FORMS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "none": lambda count: "",
}
