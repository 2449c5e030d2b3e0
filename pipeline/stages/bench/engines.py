"""What our redline costs beside engines that compare DOCX with DOCX: long versions of one contract, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Any

from pipeline.compare import Settings, changes_in, forget, redline
from pipeline.model.document import Clause, Document, Paragraph, Part, PartKind, Ref, Text, inlines, walk
from pipeline.model.document import Revision as ByWhom
from pipeline.model.stamp import Stamp
from pipeline.word import write, write_redline
from pipeline.word.package import parts_of
from pipeline.word.strangers import Order, RedlineEngine, redlined

WORDS_OF_A_PAGE = 300
PAGES = (60, 100)
KNOWN = ("rdocx", "docxodus")
"""The engines beside which our redline is measured, where they are installed."""
_US = Settings(ByWhom("Benchmark", "2026-01-01"))
_ORDER = Order("Benchmark", "2026-01-01T00:00:00Z")
_EVERY = 25
"""Two paragraphs of so many are edited, as in a round of negotiation."""


@dataclass(frozen=True)
class LongPair:
    """Two versions of a contract of about so many pages, as trees and as DOCX."""

    pages: int
    old: Document
    new: Document
    stamp: Stamp
    template: bytes

    @cached_property
    def files(self) -> tuple[bytes, bytes]:
        """Both as DOCX."""
        return write(self.old, self.stamp, self.template), write(self.new, self.stamp, self.template)

    def by_us(self) -> bytes:
        """Compare the trees, with nothing remembered, list the changes, and write the DOCX with tracked changes."""
        forget()
        marked = redline(self.old, self.new, _US)
        return write_redline(marked, self.stamp, self.template, changes=changes_in(marked))

    def by(self, engine: RedlineEngine) -> Callable[[], bytes]:
        """Have an engine compare the files."""
        return lambda: engine.redline(*self.files, _ORDER)

    def fault_of(self, engine: RedlineEngine) -> str:
        """Why the engine's redline is not right; empty where it holds both files."""
        old, new = map(parts_of, self.files)
        made = redlined(old, new, _ORDER, (engine,))
        return "; ".join(made.refusals) if made.docx is None else ""


def long_pairs(document: Document, stamp: Stamp, template: bytes) -> Iterator[LongPair]:
    """A pair of each length that the measures speak of."""
    for pages in PAGES:
        old = grown(document, pages * WORDS_OF_A_PAGE)
        yield LongPair(pages, old, _edited(old), stamp, template)


def grown(document: Document, words: int) -> Document:
    """The contract with further Schedules until it has so many words; each says in words of its own what the clauses say."""
    clauses = [block for part in document.parts for block in part.blocks if isinstance(block, Clause)]
    missing, added = words - _words(document), []
    for number in count(1):
        if missing <= 0:
            break
        inside: list[Clause] = []
        for clause in clauses:
            inside.append(_reworded(clause, number))
            missing -= _words(clause)
            if missing <= 0:
                break
        added.append(Part(PartKind.SCHEDULE, f"lot-{number}", (Text(f"Lot {number}"),), tuple(inside)))
    return replace(document, parts=(*document.parts, *added))


def _words(node: Any) -> int:
    return sum(len(inline.text.split()) for each in walk(node) for inline in inlines(each) if isinstance(inline, Text))


def _reworded(node: Any, number: int) -> Any:
    """A copy under other ids, in which every third word is another one; references lead to the copy of their clause or nowhere else."""
    fields: dict[str, Any] = {}
    for name in ("id", "heading", "content", "words"):
        if hasattr(node, name):
            fields[name] = _of_lot(getattr(node, name), number)
    for name in ("blocks", "items", "rows", "header", "cells"):
        if hasattr(node, name):
            fields[name] = tuple(_reworded(child, number) for child in getattr(node, name))
    return replace(node, **fields) if fields else node


def _of_lot(value: Any, number: int) -> Any:
    match value:
        case str():
            return f"{value}-lot-{number}"
        case Text(text=text):
            words = text.split(" ")
            return Text(" ".join(f"{word}{number}" if at % 3 == 1 and word.isalpha() else word for at, word in enumerate(words)))
        case tuple():
            return tuple(_of_lot(each, number) for each in value if not isinstance(each, Ref))
        case _:
            return value


def _edited(document: Document) -> Document:
    """The next version: words changed and sentences added outside tables, each far from the next."""
    ordinals = count(1)
    return replace(document, parts=tuple(_with_edits(part, ordinals) for part in document.parts))


def _with_edits(node: Any, ordinals: Iterator[int]) -> Any:
    if isinstance(node, Paragraph):
        return _reworked(node, next(ordinals))
    fields = {
        name: tuple(_with_edits(child, ordinals) for child in getattr(node, name)) for name in ("blocks", "items") if hasattr(node, name)
    }
    return replace(node, **fields) if fields else node


def _reworked(paragraph: Paragraph, ordinal: int) -> Paragraph:
    match ordinal % _EVERY, paragraph.content:
        case 0, content:
            return replace(paragraph, content=(*content, Text(f" This holds from day {ordinal} on.")))
        case 12, (Text(text=text), *rest) if " " in text:
            first, _, others = text.partition(" ")
            return replace(paragraph, content=(Text(f"{first}, in case {ordinal}, {others}"), *rest))
        case _:
            return paragraph
