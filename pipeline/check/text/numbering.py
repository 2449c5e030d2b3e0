"""Numbers that count wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.check.text.outline import Entry
from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.numbering import letters, roman

_WIDEST_GAP = 3
"""A wider one is no slip of the pen, but another way of numbering."""

_MOST_OPEN_LISTS = 8
_MARKER = re.compile(r"(?<![\w)])\((?P<label>[a-z]{1,4}|[A-Z]{1,2})\)(?=[\s*_])")
_CITED = re.compile(
    r"(?:\b(?:sub-?)?(?:sections?|clauses?|articles?|paragraphs?|parts?|items?|points?|subparts?|annex|exhibit|schedule)\s?(?:\d[\d.]*)?"
    r"|\b(?:under|see|both|either|of|through)|\([A-Za-z]{1,4}\)\s?(?:,|and|or|to|through|and/or|,\s?and|,\s?or|[-–&])|\d)\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Counts:
    """How far the sections below each number have come; interrupted counts are taken up again."""

    last: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    resting: dict[tuple[str, ...], list[Entry]] = field(default_factory=dict)
    newest: Entry | None = None

    def follow(self, entry: Entry) -> Entry | None:
        """The entry that this one is to be compared with; None where it begins, continues or takes up a count."""
        above, count = entry.path[:-1], entry.path[-1]
        last = self.last.get(above)
        self.last[above] = entry
        parent = self.last.get(above[:-1]) if above else None
        self.newest, newest = entry, self.newest
        if last is None and parent is not None and parent is newest and parent.path == above and count == "2":
            return parent
        for deeper in [
            path for path in self.last if len(path) > len(above) and path[: len(above)] == above and path[: len(entry.path)] != entry.path
        ]:
            del self.last[deeper]
        if count == "1" and last is not None and last is newest and last.path == entry.path and "." in entry.label.rstrip("."):
            return last
        if last is None or not count.isdigit() or not last.path[-1].isdigit() or int(count) == int(last.path[-1]) + 1:
            return None
        resting = self.resting.setdefault(above, [])
        if int(count) == 1:
            resting.append(last)
            return None
        for place, other in enumerate(resting):
            if int(count) == int(other.path[-1]) + 1:
                del resting[place:]
                return None
        return last


def _counted(proof: Proof) -> Iterator[tuple[Entry, Entry]]:
    """Each section that does not follow the one before it, with that one; attachments count for themselves."""
    parted, scope = _are_called_otherwise(proof), -1
    counts: dict[bool, _Counts] = {}
    for entry in proof.outline.entries:
        if entry.scope != scope:
            counts, scope = {}, entry.scope
        if entry.strict and entry.says_something(proof.text) and not proof.is_furniture(entry.start):
            count = counts.setdefault(parted and bool(entry.noun), _Counts())
            if before := count.follow(entry):
                yield before, entry


def _are_called_otherwise(proof: Proof) -> bool:
    """Whether "Section II" and a bare "2." stand in one text: each counts for itself."""
    return len({bool(entry.noun) for entry in proof.outline.entries if len(entry.path) == 1 and entry.strict}) > 1


def number_missing(proof: Proof) -> Iterator[Diagnostic]:
    """L40. Sections whose numbers jump, so that one seems to be lost.

    Wrong: 5.2, then 5.4. Right: 5.2, then 5.3. A reader cannot tell a slip from a page that was held back.
    """
    for before, entry in _counted(proof):
        first, second = int(before.path[-1]) if len(before.path) == len(entry.path) else 0, int(entry.path[-1])
        missing = [(*entry.path[:-1], str(number)) for number in range(first + 1, second)]
        if not 0 < len(missing) <= _WIDEST_GAP or any(path in proof.outline.loose for path in missing):
            continue
        if len(entry.path) == 1 and not (entry.title and before.title):
            continue
        names = ", ".join(f"`{_written_like(entry.label, path)}`" for path in missing)
        message = (
            f"after {before.label.rstrip('.')} comes {entry.label.rstrip('.')}: {names} is missing"
            if len(missing) == 1
            else (f"after {before.label.rstrip('.')} comes {entry.label.rstrip('.')}: {names} are missing")
        )
        related = proof.related(before.start, before.end, "the one before stands here")
        yield proof.error(
            "number-missing", entry.start, entry.end, message, "number it anew, or mark the place as left out on purpose", related
        )


def _written_like(label: str, path: tuple[str, ...]) -> str:
    """A number as its neighbour writes it: 1.03 beside 1.04, I beside II."""
    last = re.split(r"\.\s?", label.rstrip("."))[-1]
    if last.isalpha() and len(path) == 1:
        return roman(int(path[0])).upper()
    return ".".join((*path[:-1], path[-1].zfill(len(last)) if last.startswith("0") else path[-1]))


def number_doubled(proof: Proof) -> Iterator[Diagnostic]:
    """L41. Two sections with one number, so that a reference could mean either.

    Wrong: two sections 8. Right: 8 and 9.
    """
    for before, entry in _counted(proof):
        first, second = int(before.path[-1]), int(entry.path[-1])
        if second == first and len(before.path) == len(entry.path) and not _same(before, entry):
            number = ".".join(entry.path)
            related = proof.related(before.start, before.end, "the first stands here")
            message = f"`{number}` numbers two sections"
            yield proof.error("number-doubled", entry.start, entry.end, message, "number the second anew", related)


def _same(first: Entry, second: Entry) -> bool:
    """Whether a section's heading is only printed once more, as after a page break or as a section and its text."""
    return bool(first.title) and first.title.casefold() == second.title.casefold()


@dataclass(slots=True)
class _List:
    form: str
    count: int
    start: int
    end: int


def list_out_of_order(proof: Proof) -> Iterator[Diagnostic]:
    """L42. Items of a list whose letters jump or come twice.

    Wrong: (a), (b), (d). Right: (a), (b), (c). A reference to (c) would lead nowhere.
    """
    for start, end in _sections(proof):
        lists: list[_List] = []
        for marker in _markers(proof, start, end):
            yield from _next_item(proof, lists, marker)


def _sections(proof: Proof) -> Iterator[tuple[int, int]]:
    """From where to where the words of one section stand."""
    starts = sorted({entry.start for entry in proof.outline.entries} | {attached.start for attached in proof.outline.attachments} | {0})
    yield from zip(starts, [*starts[1:], len(proof.text)], strict=True)


def _markers(proof: Proof, start: int, end: int) -> Iterator[re.Match[str]]:
    for marker in _MARKER.finditer(proof.text, start, end):
        before = proof.text[max(start, marker.start() - 40) : marker.start()]
        if not before.strip(" \t*-") or before.rstrip(" \t*-").endswith("\n") or not _CITED.search(before):
            yield marker


def _next_item(proof: Proof, lists: list[_List], marker: re.Match[str]) -> Iterator[Diagnostic]:
    label = marker["label"]
    readings = _readings(label)
    for place in range(len(lists) - 1, -1, -1):
        if readings.get(lists[place].form) == lists[place].count + 1:
            lists[place] = _List(lists[place].form, lists[place].count + 1, marker.start(), marker.end())
            del lists[place + 1 :]
            return
    begun = next((form for form, count in readings.items() if count == 1), None)
    if begun:
        del lists[:-_MOST_OPEN_LISTS]
        lists.append(_List(begun, 1, marker.start(), marker.end()))
        return
    for open_list in reversed(lists):
        count = readings.get(open_list.form, 0)
        between = proof.text[open_list.end : marker.start()]
        alike = _begins_line(proof, marker.start()) <= _begins_line(proof, open_list.start)
        if (
            alike
            and count == open_list.count + 2
            and open_list.count >= 2
            and f"({_label(open_list.form, open_list.count + 1)})" not in between
        ):
            missing = f"({_label(open_list.form, open_list.count + 1)})"
            message = f"after ({_label(open_list.form, open_list.count)}) comes ({label}): {missing} is missing"
            related = proof.related(open_list.start, open_list.end, "the item before stands here")
            yield proof.error("list-item-missing", marker.start(), marker.end(), message, "letter the items anew", related)
            open_list.count, open_list.start, open_list.end = count, marker.start(), marker.end()
            return
        if count == open_list.count and open_list is lists[-1] and _both_begin_lines(proof, open_list.start, marker.start()):
            related = proof.related(open_list.start, open_list.end, "the first stands here")
            yield proof.error(
                "list-item-doubled", marker.start(), marker.end(), f"two items of one list are ({label})", "letter the second anew", related
            )
            return


def _both_begin_lines(proof: Proof, first: int, second: int) -> bool:
    return _begins_line(proof, first) and _begins_line(proof, second)


def _begins_line(proof: Proof, place: int) -> bool:
    return not proof.text[proof.line_at(place)[0] : place].strip(" \t-*")


def _readings(label: str) -> dict[str, int]:
    """What a label may count as: (i) is the ninth letter and the first Roman number."""
    upper = label.isupper()
    lower = label.lower()
    found = {}
    as_roman = next((value for value in range(1, 50) if roman(value) == lower), 0)
    as_letter = next((value for value in range(1, 79) if letters(value) == lower), 0)
    if as_letter:
        found["A" if upper else "a"] = as_letter
    if as_roman:
        found["I" if upper else "i"] = as_roman
    return found


def _label(form: str, count: int) -> str:
    label = letters(count) if form in "aA" else roman(count)
    return label.upper() if form in "AI" else label


RULES: tuple[Rule, ...] = (number_missing, number_doubled, list_out_of_order)
