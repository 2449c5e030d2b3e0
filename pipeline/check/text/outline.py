"""The numbers of a text as its reader sees them: sections, attachments, and what each is called."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from pipeline.model.manuscript import Line, Manuscript
from pipeline.model.numbering import roman

_WORDED = re.compile(
    r"[ \t]*(?P<noun>section|article|clause)\s+(?P<number>\d{1,3}(?:\. ?\d{1,3})*(?:-[A-Z])?|[IVXLC]{1,7}(?![a-z]))\b[.:)]?", re.IGNORECASE
)
_DECIMAL = re.compile(
    r"[ \t]*(?P<open>[\[(]?)(?P<number>\d{1,3}(?:\. ?\d{1,3}){0,5})(?P<stop>(?:\.(?!\d))?[\])]?)(?=\s|[A-Z“\"]|$)(?![ ]?(?:%|/))"
)
_LETTERED = re.compile(r"[ \t]*(?P<number>[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})[.)](?=\s)")
_ATTACHED = re.compile(
    r"[ \t\[(|]*(?P<noun>schedule|exhibit|annexure|annex|appendix|attachment|addendum)\s+(?:no\.?\s*)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})?(?![\d.]*\d)|[A-Z]{1,2}(?:-?\d{1,2})?(?![A-Za-z])|[IVX]{1,6}(?![A-Za-z]))(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\s*[“\"(]?(?:[A-Z][\w'’]*[,]?\s+){1,5}[a-z]+\s|\s*[A-Z]{3,}[A-Z ,&]{3,}(?![\w ]*\d)")
_HEADED = re.compile(r"\s*$|\s*[.:–—-]|\s+[A-Z\"“\[]")
"""What follows the number of a heading, and not that of a reference at the beginning of a line."""
_BULLET = re.compile(r"[ \t]*(?:[-•+]|\*{1,3})[ \t]+")
_TITLE = re.compile(r"[\s:.–—-]*(?P<title>[^\n.:;]{2,90}?)(?=\s*[.:;–—]|\s{3,}|\n|$)")
_CONTENTS = re.compile(r"(?:\.{3,}|…|\t|\s{2,})\s*(?:[A-Z]-)?\d{1,3}\s*$")
_PAGE_NUMBER = 60
"""The page number of an entry of the contents, with its leader, stands in so many last characters."""
_LONGEST_CONTENTS = 200
"""What is longer is no entry of the contents, even where a page number ends it."""
_LOOSE = re.compile(
    r"(?:(?:^|\n|\s\s|\t)\s*(?:(?i:section|article|clause)\s+)?|[.;:)\"”]\s)[\[(]?(\d{1,3}(?:\. ?\d{1,3})+|\d{1,3}(?=\.\s|[ \t]+[A-Z]{3}))"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered section: "4.2" is the path ("4", "2"). `end` is where its number ends; its words follow there."""

    path: tuple[str, ...]
    label: str
    title: str
    start: int
    end: int
    noun: str
    strict: bool
    """Whether the number surely numbers a section, so that a gap in the counting is a fault."""
    scope: int
    """How many attachments begin before it: each counts for itself."""
    broken: bool
    """It stands in the middle of a line of the file, where it may be a table's."""

    def says_something(self, text: str) -> bool:
        """Whether words follow, and not only the figures and names of a table."""
        return not self.broken or _SENTENCE.match(text, self.end) is not None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A Schedule, Exhibit, Annex or the like that is bound here."""

    noun: str
    number: str
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Outline:
    """All numbers of a text in their order."""

    text: str
    entries: tuple[Entry, ...]
    attachments: tuple[Attachment, ...]

    @cached_property
    def by_path(self) -> Mapping[tuple[str, ...], tuple[Entry, ...]]:
        """Every section of that number; several where attachments count for themselves, or contents stand before."""
        found: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.path, []).append(entry)
        return {path: tuple(entries) for path, entries in found.items()}

    @cached_property
    def loose(self) -> frozenset[tuple[str, ...]]:
        """Whatever looks like a section's number anywhere: what stands here is never called missing."""
        paths = {path_of(match[1]) for match in _LOOSE.finditer(self.text)}
        paths |= set(self.by_path)
        return frozenset(path[:length] for path in paths for length in range(1, len(path) + 1))

    def scope_at(self, offset: int) -> int:
        """How many attachments begin before an offset, and agreements that begin again with the same first section."""
        return bisect_right(self._begun, offset)

    @cached_property
    def _begun(self) -> list[int]:
        firsts = [entry for entry in self.by_path.get(("1",), ()) if entry.title and entry.strict]
        again = [entry.start for entry in firsts[1:] if entry.title.casefold() == firsts[0].title.casefold()]
        return sorted([attached.start for attached in self.attachments] + again)

    def body(self, entry: Entry) -> str:
        """What stands below a section's number, up to the next section that is not within it."""
        place = bisect_right(self._starts, entry.start)
        for other in self.entries[place:]:
            if other.path[: len(entry.path)] != entry.path:
                return self.text[entry.end : other.start]
        return self.text[entry.end :]

    def whole(self, entry: Entry) -> str:
        """What stands below a section's number up to the next number of its kind, whatever numbers lie between."""
        following = (*entry.path[:-1], str(int(entry.path[-1]) + 1)) if entry.path[-1].isdigit() else ()
        higher = [
            (*entry.path[:depth], str(int(entry.path[depth]) + 1)) for depth in range(len(entry.path) - 1) if entry.path[depth].isdigit()
        ]
        for other in self.behind(entry):
            if other.path == following or other.path in higher or other.scope != entry.scope:
                return self.text[entry.end : other.start]
        return self.text[entry.end :]

    def behind(self, entry: Entry) -> Iterator[Entry]:
        """The sections that follow one."""
        return islice(self.entries, bisect_right(self._starts, entry.start), None)

    @cached_property
    def _starts(self) -> list[int]:
        return [entry.start for entry in self.entries]


def path_of(number: str) -> tuple[str, ...]:
    """The parts of a written number: "4. 02" is ("4", "2"), "IV" is ("4",)."""
    return tuple(str(int(part)) if part.isdigit() else part for part in (arabic(part) for part in re.split(r"\.\s?", number.rstrip("."))))


def arabic(numeral: str) -> str:
    """A Roman numeral in figures; anything else as it is."""
    return _ROMAN.get(numeral.upper(), numeral) if numeral.isalpha() else numeral


_ROMAN = {roman(value).upper(): str(value) for value in range(1, 150)}


def outline_of(manuscript: Manuscript) -> Outline:
    """The numbers at the beginning of lines; nested lists of Markdown count through their parents."""
    entries: list[Entry] = []
    attachments: list[Attachment] = []
    above: list[tuple[int, tuple[str, ...]]] = []
    for line in manuscript.lines:
        words = manuscript.text[line.start : line.end]
        if attached := _attachment(words, line):
            attachments.append(attached)
            above = []
        elif entry := _entry(words, line, above, len(attachments)):
            entries.append(entry)
    return Outline(manuscript.text, tuple(entries), tuple(attachments))


def _attachment(words: str, line: Line) -> Attachment | None:
    """A heading of an attachment: its number alone, or with a title behind it, but no sentence."""
    found = _ATTACHED.match(words)
    listed = len(words) < _LONGEST_CONTENTS and _CONTENTS.search(words[-_PAGE_NUMBER:])
    if not found or listed or not found["noun"][0].isupper():
        return None
    # Where breaks were lost, what follows the title stands behind several blanks.
    rest = re.split(r"\s{3,}", found["rest"].strip(" \t])|"), maxsplit=1)[0]
    title = rest.lstrip(" \t:.–—-|")
    if len(rest) > 90 or (title and not (title[0].isupper() or title[0] in '“"([')) or re.search(r"[,;]$|\b(?:shall|will|hereto)\b", rest):
        return None
    return Attachment(
        found["noun"].lower(), found["number"].upper(), title, line.start + found.start("noun"), line.start + found.end("number")
    )


def _entry(words: str, line: Line, above: list[tuple[int, tuple[str, ...]]], scope: int) -> Entry | None:
    bullet = _BULLET.match(words)
    offset = bullet.end() if bullet else 0
    found = _WORDED.match(words, offset) or _DECIMAL.match(words, offset)
    if found is None or _CONTENTS.search(words[-_PAGE_NUMBER:]):
        _nest_letters(words[offset:], line, above)
        return None
    behind = words[found.end() :]
    noun = (found.groupdict().get("noun") or "").lower()
    path = path_of(found["number"])
    if not noun and not _numbers_a_section(found, path, behind):
        return None
    if noun and not _HEADED.match(behind):
        return None
    while above and above[-1][0] >= line.depth:
        above.pop()
    if len(path) == 1 and line.depth and above and above[-1][0] < line.depth and not noun:
        path = (*above[-1][1], *path)
    above.append((line.depth, path))
    title_at = _TITLE.match(behind)
    title = title_at["title"].strip(' "“”*_') if title_at else ""
    strict = bool(behind.strip()) and "(" not in (found.groupdict().get("open") or "") and ")" not in (found.groupdict().get("stop") or "")
    start = line.start + offset
    return Entry(
        path, found["number"], title if _is_title(title) else "", start, line.start + found.end(), noun, strict, scope, line.broken
    )


def _nest_letters(words: str, line: Line, above: list[tuple[int, tuple[str, ...]]]) -> None:
    """Items with letters stand between a section and the numbers below them."""
    found = _LETTERED.match(words) or re.match(r"\s*\((?P<number>[A-Za-z]{1,4})\)", words)
    if found and line.depth:
        while above and above[-1][0] >= line.depth:
            above.pop()
        above.append((line.depth, (*(above[-1][1] if above else ()), found["number"])))


def _numbers_a_section(found: re.Match[str], path: tuple[str, ...], behind: str) -> bool:
    """Whether a number at the beginning of a line is a section's, and not a quantity, date or year."""
    following = behind.lstrip()
    first = following[:1]
    if len(path) == 1 and (not found["stop"] or int(path[0]) > 199):
        return bool(found["open"] == "" and int(path[0]) < 100 and re.match(r"(?:\s{2,}|\t)[A-Z]", behind))
    if any(part.isdigit() and int(part) > 199 for part in path):
        return False
    if len(path) > 1 and not found["stop"].startswith("."):
        return not first or first.isupper() or first in "\"“[(*‘'" or "\t" in behind[:2]
    return True


def _is_title(words: str) -> bool:
    """Whether the words behind a number are a title: few, begun with a capital, with no verb of a sentence."""
    return (
        bool(words)
        and words[0].isupper()
        and len(words.split()) <= 12
        and not re.search(r"\b(?:shall|will|means|must|agrees?|is|are|has|may)\b", words)
    )
