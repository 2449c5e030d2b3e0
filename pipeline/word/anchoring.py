"""The bookmarks of our file put back into one that came back without them, by the words of the paragraphs alone.

A converter or an online editor drops bookmarks and our own part. What follows is the alignment that people would make: the same words in
the same order, then what is alike between them, then what stands elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count

from lxml import etree

from pipeline.word.anchors import map_parts, put_bookmark
from pipeline.word.hostile import scanned_parts
from pipeline.word.markup import COME
from pipeline.word.names import W
from pipeline.word.package import MAIN, package_of
from pipeline.word.template import parsed_xml

_LIKE, _ELSEWHERE = 0.5, 0.75
"""How alike two paragraphs are that are one: between neighbours that are certain, and where one has changed places."""
_MOST_PAIRS = 4_000


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
    root = parsed_xml(parts[MAIN])
    known = _names(parsed_xml(own[part]))
    marked = {name: paragraph for paragraph in parsed_xml(own[MAIN]).iter(f"{W}p") for name in _bookmarks(paragraph) if name in known}
    kept = {name for paragraph in root.iter(f"{W}p") for name in _bookmarks(paragraph)}
    missing = {name: _words(paragraph) for name, paragraph in marked.items() if name not in kept}
    free = [each for each in root.iter(f"{W}p") if not known.intersection(_bookmarks(each))]
    pairs = paired(list(missing.values()), [_words(each) for each in free])
    _mark(root, [(name, free[pairs[at]]) for at, name in enumerate(missing) if at in pairs])
    made = {**parts, part: own[part], MAIN: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}
    return Anchored(package_of(made), len(pairs) + len(kept & marked.keys()), len(marked))


def _names(map: etree._Element) -> frozenset[str]:
    return frozenset(entry.get("bookmark", "") for entry in map) - {""}


def _bookmarks(paragraph: etree._Element) -> Iterator[str]:
    return (mark.get(f"{W}name", "") for mark in paragraph.iter(f"{W}bookmarkStart"))


def _words(paragraph: etree._Element) -> str:
    """What the paragraph said before their tracked changes; in a table with its column and row, since cells repeat each other."""
    own = _own_words(paragraph)
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None or not own:
        return own
    row = cell.getparent()
    return f"{row.index(cell)} {own} | {_own_words(row)}"


def _own_words(element: etree._Element) -> str:
    """The words before their tracked changes; those that are new, if all are."""
    return _plain("".join(_letters(element, new=False))) or _plain("".join(_letters(element, new=True)))


def _letters(paragraph: etree._Element, *, new: bool) -> Iterator[str]:
    for text in paragraph.iter(f"{W}t", f"{W}delText"):
        comes = any(above.tag in COME for above in text.iterancestors())
        if comes is new or (not new and text.tag == f"{W}delText"):
            yield text.text or ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u00a0", " ").split())


def paired(ours: Sequence[str], theirs: Sequence[str]) -> Mapping[int, int]:
    """Which of their texts is which of ours, by ordinals."""
    result: dict[int, int] = {}
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            result.update(zip(range(i, j), range(k, m), strict=True))
        elif tag == "replace":
            result.update({i + a: k + b for a, b in _in_gap(ours[i:j], theirs[k:m])})
    left = [at for at in range(len(ours)) if at not in result and ours[at]]
    free = [at for at in set(range(len(theirs))) - set(result.values()) if theirs[at]]
    result.update((left[a], free[b]) for a, b in _elsewhere([ours[at] for at in left], [theirs[at] for at in free]))
    return result


def _in_gap(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs in the order of both, so that as much as possible is alike (a longest common sequence with weights)."""
    if len(ours) * len(theirs) > _MOST_PAIRS:
        return []
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    alike = [[_likeness(our, their, _LIKE) for their in theirs] for our in ours]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0)
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _elsewhere(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """What has changed places: words that each side has once, then the one that is most alike."""
    once = {text for side in (ours, theirs) for text, number in Counter(side).items() if number == 1}
    at = {text: place for place, text in enumerate(theirs) if text in once}
    taken: set[int] = set()
    for place, text in enumerate(ours):
        found = at.get(text) if text in once else None
        if found is None and len(text) > 20:
            worth = {b: _likeness(text, their, _ELSEWHERE) for b, their in enumerate(theirs) if b not in taken}
            found = max(worth, key=lambda b: worth[b], default=None)
            found = found if found is not None and worth[found] else None
        if found is not None and found not in taken:
            taken.add(found)
            yield place, found


def _likeness(ours: str, theirs: str, least: float) -> float:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    share = matcher.ratio()
    return share if share >= least else 0.0


def _mark(root: etree._Element, pairs: Sequence[tuple[str, etree._Element]]) -> None:
    """Put the bookmarks into the paragraphs."""
    taken = (start.get(f"{W}id", "") for start in root.iter(f"{W}bookmarkStart"))
    numbers = count(max((int(number) for number in taken if number.isdecimal()), default=0) + 1)
    for name, paragraph in pairs:
        put_bookmark(paragraph, name, str(next(numbers)))
