"""The parts of a version on which approvals rest: the words under each heading, and the values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.model.approval import CLAUSE, DATA, TITLE
from pipeline.model.document import (
    Clause,
    Document,
    Inline,
    Node,
    Part,
    Ref,
    SignatureBlock,
    Strong,
    Term,
    Text,
    ToBeAgreed,
    Value,
    children,
    inlines,
    own_words,
    plain,
    walk,
)
from pipeline.model.numbering import Numbers, numbered
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE, to_be_agreed, words_of
from pipeline.model.terms.writing import value_at

_WITHIN, _NEXT = "\x1e", "\x1f"
"""Between the pieces of a part. No word of a contract holds such a character, so no words can look like two pieces."""
ABSENT = hashlib.sha256(b"").hexdigest()
"""Stands for a part that a version does not have, where its absence is approved."""


@dataclass(frozen=True)
class Parts:
    """What one version says, part by part.

    `beside` are figures that no word of the text prints and that are approved with it, by data path, in words: the value that the
    contract commits us to, and the sha256 of what is attached. `data` are the terms as their files say them.
    """

    document: Document
    beside: Mapping[str, str]
    data: Mapping[str, Any]

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The sha256 of every part by its name. Together the parts hold each word that is printed, but for numbers."""
        words = {f"{CLAUSE}{id}": _said(node, values=True) for id, node in self.headed.items()}
        words |= {f"{DATA}{path}": said for path, said in self.values.items()}
        return {name: hashlib.sha256(said.encode()).hexdigest() for name, said in {TITLE: self._title, **words}.items()}

    def hash_of(self, path: str) -> str:
        """The sha256 of what the data say at a path, for what no word of the text prints."""
        return hashlib.sha256(json.dumps(value_at(self.data, path), sort_keys=True).encode()).hexdigest()

    @property
    def _title(self) -> str:
        return _NEXT.join((self.document.title, *self.document.words.forms))

    @cached_property
    def headed(self) -> Mapping[str, Part | Clause]:
        """All that has a heading of its own, by id: the cover, clauses, schedules and the signature page."""
        return {node.id: node for node in walk(self.document) if isinstance(node, Part | Clause)}

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The words that each value prints, by its data path, and the figures beside."""
        found: dict[str, dict[str, None]] = {path: {said: None} for path, said in self.beside.items()}
        for _, path, said in self._printed:
            found.setdefault(path, {})[said] = None
        return {path: " / ".join(said) for path, said in found.items()}

    @cached_property
    def printed_in(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of what has a heading and prints a value, by the value's path, in reading order."""
        found: dict[str, dict[str, None]] = {}
        for id, path, _ in self._printed:
            found.setdefault(path, {})[id] = None
        return {path: tuple(ids) for path, ids in found.items()}

    @cached_property
    def _printed(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((id, *value) for id, node in self.headed.items() for below in _own(node) for value in _values(below))

    @cached_property
    def skeletons(self) -> Mapping[str, str]:
        """The words under each heading with values by their paths: these change only where the wording does."""
        return {id: _said(node, values=False) for id, node in self.headed.items()}

    @cached_property
    def _numbers(self) -> Numbers:
        return numbered(self.document)

    def place(self, id: str) -> str:
        """How people speak of what has a heading: "clause 7 (Charges)", "Schedule 2, 3 (Rates)", "Key Terms"."""
        node = self.headed[id]
        heading = words_of(node.heading, id, self._numbers, self.document)
        number = self._numbers.get(id)
        if number is None:
            return heading or "the order of the clauses"
        schedule = self._numbers.get(number.part)
        if schedule and number.part != id:
            return f"{schedule.full}, {number.full} ({heading})"
        return f"{number.full} ({heading})" if isinstance(node, Part) else f"{self.document.words.clause} {number.full} ({heading})"

    def containing(self, id: str) -> str | None:
        """The id of what has the heading under which a block stands; of a heading itself its own; None where there is no such block."""
        if id in self.headed:
            return id
        return next((name for name, node in self.headed.items() if any(getattr(below, "id", None) == id for below in _own(node))), None)


def _own(node: Part | Clause) -> Iterator[Node]:
    """A headed node and all below it that stands under no further heading."""
    yield node
    waiting: list[Node] = [*node.blocks]
    while waiting:
        first = waiting.pop(0)
        if not isinstance(first, Clause):
            yield first
            waiting[:0] = children(first)


def _values(node: Node) -> Iterator[tuple[str, str]]:
    for inline in inlines(node):
        match inline:
            case Value(path=path, text=text):
                yield path, text
            case ToBeAgreed(path=path, label=label):
                yield path, to_be_agreed(label)


def _said(node: Part | Clause, *, values: bool) -> str:
    """The words of a node in their structure, without look and numbers: a reference is the id that it leads to.

    Of the clauses under it, only which they are and in which order is said here.
    """
    heading = _line(node.heading, values=values)
    return _WITHIN.join((heading, *(piece for block in node.blocks for piece in _block(block, values=values))))


def _block(block: Node, *, values: bool) -> Iterator[str]:
    if isinstance(block, Clause):
        yield f"{CLAUSE}{block.id}"
        return
    yield f"{type(block).__name__}{'' if getattr(block, 'ordered', True) else ' of points'}"
    if isinstance(block, SignatureBlock):
        yield from (label for label, _ in block.lines)
    yield from (_line(words, values=values) for words in own_words(block))
    for below in children(block):
        yield from _block(below, values=values)
    yield ""


def _line(content: Iterable[Inline], *, values: bool) -> str:
    shown = tuple(content) if values else tuple(_by_path(node) for node in content)
    return "".join(_inline(node) for node in plain(shown))


def _by_path(node: Inline) -> Inline:
    match node:
        case Value(path=path) | ToBeAgreed(path=path):
            return Text(f"{_NEXT}{path}{_NEXT}")
        case Strong(content=content):
            return Strong(tuple(_by_path(each) for each in content))
        case _:
            return node


def _inline(node: Inline) -> str:
    match node:
        case Ref(target=target):
            return f"{_NEXT}{target}{_NEXT}"
        case ToBeAgreed(label=label):
            return to_be_agreed(label)
        case Term(text=text):
            return f"{OPEN_QUOTE}{text}{CLOSE_QUOTE}"
        case Strong(content=content):
            return "".join(_inline(each) for each in content)
        case Text(text=text) | Value(text=text):
            return text
        case _:
            raise AssertionError(f"a version that is frozen has no revisions: {node}")
