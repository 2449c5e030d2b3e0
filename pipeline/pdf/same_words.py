"""Whether a file that somebody else's program wrote says what the execution copy says, page by page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pypdf import PdfReader

from pipeline.model.drawn_words import as_drawn
from pipeline.pdf.damage import DAMAGE

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A place where a page, counted from 1, says something else: our words and theirs, one side may be empty."""

    page: int
    ours: Words
    theirs: Words


@dataclass(frozen=True, slots=True)
class Reread:
    """A file read beside ours. `pages` is how many it has and how many ours has; `blank` says that it holds no words at all, as a scan."""

    pages: tuple[int, int]
    blank: bool
    changed: tuple[Otherwise, ...]
    """Where words of ours are missing or others."""
    added: tuple[Otherwise, ...]
    """Where words stand that we have not, but for those that stand on each page."""


def reread(prepared: bytes, content: bytes, dropped: Sequence[str] = ()) -> Reread | None:
    """The words of a file held against those of ours; None where it cannot be read. `dropped` are strings that may be missing."""
    try:
        theirs, ours = (_pages(pdf, dropped) for pdf in (content, prepared))
    except DAMAGE:
        return None
    found = [list(_differences(number, *pair)) for number, pair in enumerate(zip(ours, theirs, strict=False), 1)]
    everywhere = _on_each([[each.theirs for each in page if not each.ours] for page in found])
    told = [each for page in found for each in page]
    return Reread(
        pages=(len(theirs), len(ours)),
        blank=not any(theirs),
        changed=tuple(each for each in told if each.ours),
        added=tuple(left for each in told if not each.ours and (left := _without(each, everywhere)).theirs),
    )


def _on_each(added: Sequence[Sequence[Words]]) -> frozenset[Words]:
    """What was added to each of several pages, as a service writes its own number there; to some of them together with other words."""
    if len(added) < 2:
        return frozenset()
    tried = {words for page in added for words in page}
    return frozenset(words for words in tried if all(any(_within(words, each) for each in page) for page in added))


def _without(each: Otherwise, everywhere: frozenset[Words]) -> Otherwise:
    """What was added at a place, without what was added everywhere."""
    for words in everywhere:
        starts = range(len(each.theirs) - len(words) + 1)
        at = next((start for start in starts if each.theirs[start : start + len(words)] == words), None)
        if at is not None:
            each = replace(each, theirs=each.theirs[:at] + each.theirs[at + len(words) :])
    return each


def _within(words: Words, others: Words) -> bool:
    return any(others[start : start + len(words)] == words for start in range(len(others) - len(words) + 1))


def pages_with(strings: Sequence[str], pdf: bytes) -> tuple[int, ...]:
    """The pages, counted from 1, on which any of these strings stands."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return tuple(number for number, text in enumerate(texts, 1) if any(string in text for string in strings))


def _pages(pdf: bytes, dropped: Sequence[str]) -> list[Words]:
    reader = PdfReader(io.BytesIO(pdf))
    return [_words(page.extract_text(), dropped) for page in reader.pages]


def _words(text: str, dropped: Sequence[str]) -> Words:
    for each in dropped:
        text = text.replace(each, " ")
    return tuple(as_drawn(text).split())


def _differences(page: int, ours: Words, theirs: Words) -> list[Otherwise]:
    if ours == theirs:
        return []
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    return [Otherwise(page, ours[a:b], theirs[c:d]) for kind, a, b, c, d in steps if kind != "equal" and ours[a:b] != theirs[c:d]]
