"""The bookmarks of our file put back into one that came back without them, by the words of the paragraphs alone.

A converter or an online editor drops bookmarks and our own part. What follows is the alignment that people would make: tables row by row,
and beside them the same words in the same order, then what is alike between them, then what stands elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from lxml import etree

from pipeline.word.anchors import map_parts, put_bookmark
from pipeline.word.cells import paired_cells
from pipeline.word.hostile import scanned_parts
from pipeline.word.likeness import likeness, matched, own_words
from pipeline.word.names import W
from pipeline.word.package import MAIN, package_of
from pipeline.word.template import parsed_xml

_LIKE, _ELSEWHERE = 0.5, 0.75
"""How alike two paragraphs are that are one: between neighbours that are certain, and where one has changed places."""
_MOST_PAIRS = 4_000
_Paragraph: TypeAlias = etree._Element
_Pairs: TypeAlias = dict[_Paragraph, _Paragraph]
"""Our paragraphs, and which of theirs each is."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Their file with our anchors: `found` of `all` our paragraphs were found by their words."""

    docx: bytes
    found: int
    all: int


def anchored(theirs: bytes, ours: bytes) -> Anchored | None:
    """Their file with our anchors put back; None where ours has none. Raises Hostile for a file that is not opened."""
    parts, own = scanned_parts(theirs), scanned_parts(ours)
    part = next(map_parts(own), None)
    if part is None:
        return None
    root, own_root = parsed_xml(parts[MAIN]), parsed_xml(own[MAIN])
    known = _names(parsed_xml(own[part]))
    marked = {name: paragraph for paragraph in own_root.iter(f"{W}p") for name in _bookmarks(paragraph) if name in known}
    kept = {name for paragraph in root.iter(f"{W}p") for name in _bookmarks(paragraph)}
    missing = [paragraph for name, paragraph in marked.items() if name not in kept]
    free = [each for each in root.iter(f"{W}p") if not known.intersection(_bookmarks(each))]
    pairs = _found(missing, free, dict(paired_cells(own_root, root)))
    _mark(root, [(name, pairs[paragraph]) for name, paragraph in marked.items() if paragraph in pairs])
    made = {**parts, part: own[part], MAIN: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}
    return Anchored(package_of(made), len(pairs) + len(kept & marked.keys()), len(marked))


def _found(missing: Sequence[_Paragraph], free: Sequence[_Paragraph], in_cells: Mapping[_Paragraph, _Paragraph]) -> _Pairs:
    """Which of their paragraphs is which of ours: in tables by the place too, around them by the words, and then whatever is left."""
    wanted, open_ones = set(missing), set(free)
    found: _Pairs = {ours: theirs for ours, theirs in in_cells.items() if ours in wanted and theirs in open_ones}
    for rest in (_is_beside_tables, lambda _: True):
        taken = set(found.values())
        ours = [each for each in missing if each not in found and rest(each)]
        theirs = [each for each in free if each not in taken and rest(each)]
        pairs = paired([_words(each) for each in ours], [_words(each) for each in theirs])
        found |= {ours[a]: theirs[b] for a, b in pairs.items()}
    return found


def _is_beside_tables(paragraph: _Paragraph) -> bool:
    return next(paragraph.iterancestors(f"{W}tc"), None) is None


def _words(paragraph: _Paragraph) -> str:
    """What the paragraph said before their tracked changes; in a table with its column and row, since cells repeat each other."""
    own = own_words(paragraph)
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None or not own:
        return own
    row = cell.getparent()
    return f"{row.index(cell)} {own} | {own_words(row)}"


def _names(map: etree._Element) -> frozenset[str]:
    return frozenset(entry.get("bookmark", "") for entry in map) - {""}


def _bookmarks(paragraph: etree._Element) -> Iterator[str]:
    return (mark.get(f"{W}name", "") for mark in paragraph.iter(f"{W}bookmarkStart"))


def paired(ours: Sequence[str], theirs: Sequence[str]) -> Mapping[int, int]:
    """Which of their texts is which of ours, by ordinals."""
    result = matched(ours, theirs, lambda our, their: likeness(our, their, _LIKE), _MOST_PAIRS)
    left = [at for at in range(len(ours)) if at not in result and ours[at]]
    free = [at for at in set(range(len(theirs))) - set(result.values()) if theirs[at]]
    result.update((left[a], free[b]) for a, b in _elsewhere([ours[at] for at in left], [theirs[at] for at in free]))
    return result


def _elsewhere(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """What has changed places: words that each side has once, then the one that is most alike."""
    once = {text for side in (ours, theirs) for text, number in Counter(side).items() if number == 1}
    at = {text: place for place, text in enumerate(theirs) if text in once}
    taken: set[int] = set()
    for place, text in enumerate(ours):
        found = at.get(text) if text in once else None
        if found is None and len(text) > 20:
            worth = {b: likeness(text, their, _ELSEWHERE) for b, their in enumerate(theirs) if b not in taken}
            found = max(worth, key=lambda b: worth[b], default=None)
            found = found if found is not None and worth[found] else None
        if found is not None and found not in taken:
            taken.add(found)
            yield place, found


def _mark(root: etree._Element, pairs: Sequence[tuple[str, etree._Element]]) -> None:
    """Put the bookmarks into the paragraphs."""
    taken = (start.get(f"{W}id", "") for start in root.iter(f"{W}bookmarkStart"))
    numbers = count(max((int(number) for number in taken if number.isdecimal()), default=0) + 1)
    for name, paragraph in pairs:
        put_bookmark(paragraph, name, str(next(numbers)))
