"""Changes of a clause file, line by line: the sentences that are still said stay as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.assemble.markup import sentences
from pipeline.assemble.sites import Site
from pipeline.assemble.words import HOLE

_ID = re.compile(r"\s*(\{#[^{}]*\})\s*$")
_NOTE = re.compile(r"<!--.*?-->")

Place: TypeAlias = tuple[int, int, int]
"""Line, column, and the order among those that come at one line."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A paragraph that says something else, or nothing any more; lines that say a part of it stay as they were typed."""

    site: Site
    said: str

    @property
    def place(self) -> Place:
        """Where the lines stand that it takes."""
        return self.site.first, self.site.column, 0

    @property
    def end(self) -> int:
        """The line behind those that it takes."""
        return self.site.end

    def lines(self, raw: list[str]) -> list[str]:
        """What stands in the place of the lines that it takes."""
        site = self.site
        old = raw[site.first : site.end]
        if not self.said:
            return []
        opening, first = old[0][: site.column], old[0][site.column : site.until]
        behind = "" if site.until is None else old[0][site.until :]
        typed = [first, *(line.strip() for line in old[1:])]
        id = _ID.search(_NOTE.sub("", typed[0]))
        kept = [*_kept(typed, self.said)] if site.until is None else [_in_a_cell(self.said) if site.is_cell else self.said]
        if id and id[1] not in kept[0]:
            kept[0] = _with_id(kept[0], id[1])
        return [opening + kept[0] + behind, *(" " * site.indent + line for line in kept[1:])]


@dataclass(frozen=True, slots=True)
class Added:
    """A paragraph that was not there: before the line `at`, the `order`-th of those that came, beside one that is `like` it."""

    at: int
    order: int
    said: str
    like: Site
    listed: bool

    @property
    def place(self) -> Place:
        """Where it is put in."""
        return self.at, 0, self.order

    @property
    def end(self) -> int:
        """The line behind it; it takes none."""
        return self.at

    def lines(self, raw: list[str]) -> list[str]:
        """What is put in."""
        margin, marker = " " * self.like.margin, self.like.marker
        further = margin + " " * len(marker)
        said = [(further if at else margin + marker) + sentence for at, sentence in enumerate(sentences(self.said))]
        if self.listed:
            return said
        # Without a marker, only an empty line parts it from its neighbours.
        before = [""] if self.at and raw[self.at - 1].strip() else []
        after = [""] if self.at < len(raw) and raw[self.at].strip() else []
        return [*before, *said, *after]


LineEdit: TypeAlias = Reworded | Added


def with_edits(text: str, edits: Iterator[LineEdit]) -> str:
    """The text with all edits; none of them moves the place of another."""
    raw = text.split("\n")
    for edit in sorted(edits, key=lambda edit: edit.place, reverse=True):
        raw[edit.place[0] : edit.end] = edit.lines(raw)
    return "\n".join(raw)


def _kept(typed: list[str], said: str) -> Iterator[str]:
    """The lines of the paragraph: those that are still said as they were typed, and between them new ones, one a sentence."""
    for at, line in enumerate(typed):
        words = _canonical(line)
        place = _place(words, said)
        if words and place is not None:
            yield from _replaced(typed[:at], said[:place].strip())
            yield line
            yield from _kept(typed[at + 1 :], said[place + len(words) :].strip())
            return
    yield from _replaced(typed, said)


def _replaced(typed: list[str], said: str) -> list[str]:
    """New lines in the place of others, whose drafting notes stay where they were as well as it goes."""
    new = [*sentences(said)]
    for at, line in enumerate(typed):
        for note in _NOTE.findall(line):
            if new:
                place = min(at, len(new) - 1)
                new[place] = f"{new[place]} {note}"
    return new


def _with_id(line: str, id: str) -> str:
    """The line with the id behind its words, before its notes."""
    note = line.find("<!--")
    return f"{line} {id}" if note < 0 else f"{line[:note].rstrip()} {id} {line[note:]}"


def _in_a_cell(said: str) -> str:
    """The words with each bar as a sign; one in an expression is a filter."""
    return re.sub(rf"{HOLE}|\|", lambda match: match.group() if match.group() != "|" else r"\|", said)


def _place(words: str, said: str) -> int | None:
    """Where whole words begin among others."""
    found = re.search(rf"(?:^|(?<= )){re.escape(words)}(?= |$)", said) if words else None
    return found.start() if found else None


def _canonical(typed: str) -> str:
    """A typed line without id and notes, in the one way in which words are written."""
    return " ".join(_ID.sub("", _NOTE.sub("", typed)).split())
