"""YAML as plain text, lists and mappings, with the place of each key and value.

Every scalar stays text, so `NO`, `1.10` and `12:30` are what they look like. What would make a file mean something
else than what stands there (anchors, aliases, tags, merge keys, doubled keys) is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from pipeline.model.diagnostic import Diagnostic, Related, Span, error, warning
from pipeline.model.library import SourceText
from pipeline.model.positions import Positions
from pipeline.store.yaml_faults import syntax_fault

RawPath: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
Event: TypeAlias = Any
"""An event of the parser; PyYAML's stubs know neither its marks nor its anchor."""

DEEPEST = 40
ABSENT = ("", "~", "null")
_SCANNER_TOO_DEEP = "exceeded maximum nesting depth"
_REMARK = re.compile(r"[ \t]+(#[^# \t].*?)[ \t]*$")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What one file says. `tree` is None where the file could not be read as YAML at all."""

    tree: Tree
    positions: Positions
    diagnostics: tuple[Diagnostic, ...]


def yaml_file(source: SourceText) -> YamlFile:
    """The tree of one file; all faults that leave the rest of the file readable are found at once."""
    composer = _Composer(source)
    found = composer.file()
    if composer.too_deep_at is None:
        return found
    # The scanner reads ahead and gives up before the composer meets its own limit, so the composer reads up to there.
    return _Composer(SourceText(source.file, source.text[: composer.too_deep_at])).file()


def yaml_tree(file: str, text: str) -> Tree:
    """What one file says, as far as it can be read; what is wrong with it is said where it is loaded."""
    return yaml_file(SourceText(file, text)).tree


class _Stop(Exception):
    """The rest of the file cannot be read; the fault is already noted."""


@dataclass(slots=True)
class _Composer:
    source: SourceText
    keys: dict[RawPath, Span] = field(default_factory=dict)
    values: dict[RawPath, Span] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    too_deep_at: int | None = None
    """The character at which the scanner met more levels than it can count; some releases of libyaml have such a limit."""
    loader: yaml.CSafeLoader = field(init=False)
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.loader = yaml.CSafeLoader(self.source.text)
        self.lines = self.source.text.splitlines()

    def file(self) -> YamlFile:
        tree: Tree = None
        try:
            tree = self._document()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as fault:
            if fault.problem == _SCANNER_TOO_DEEP and fault.problem_mark is not None:
                self.too_deep_at = fault.problem_mark.index
            self.faults.append(syntax_fault(self.source.file, self.lines, fault))
        finally:
            self.loader.dispose()
        return YamlFile(tree, Positions(self.keys, self.values, file=self.source.file), tuple(self.faults))

    def _document(self) -> Tree:
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            return None
        tree = self._node(self._next(), ())
        self._next()
        second = self._next()
        if isinstance(second, DocumentStartEvent):
            self._fault(
                "two-documents", self._span(second), "a second document begins here", "keep one document, without a line `---`, in a file"
            )
        return tree

    def _next(self) -> Event:
        return self.loader.get_event()

    def _node(self, event: Event, path: RawPath) -> Tree:
        self.values[path] = span = self._span(event)
        if isinstance(event, AliasEvent):
            self._fault("alias", span, "this repeats another place by a `*` alias", "write the value out")
            return None
        self._refuse_anchor_and_tag(event, span)
        if isinstance(event, ScalarEvent):
            self._warn_of_comment(event, span)
            return None if event.implicit[0] and event.value in ABSENT else event.value
        if len(path) >= DEEPEST:
            message = f"more than {DEEPEST} levels of lists and groups of fields stand inside each other here"
            self._fault("too-deep", span, message, "take out what is not meant: a contract needs fewer than ten")
            raise _Stop
        return self._mapping(path) if isinstance(event, MappingStartEvent) else self._sequence(path)

    def _mapping(self, path: RawPath) -> Tree:
        tree: dict[str, Tree] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event, path, tree)
            if key is None:
                self._skip(self._next())
            else:
                tree[key] = self._node(self._next(), (*path, key))
                if len(tree) == 1:
                    self._show_by_first_key(path, (*path, key))
        return tree

    def _show_by_first_key(self, path: RawPath, first: RawPath) -> None:
        """A mapping in block style begins where its first key does and has no width of its own."""
        if self.values[path].end_column is None:
            self.values[path] = self.keys[first]

    def _sequence(self, path: RawPath) -> Tree:
        tree: list[Tree] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            tree.append(self._node(event, (*path, len(tree))))
        return tree

    def _key(self, event: Event, path: RawPath, taken: dict[str, Tree]) -> str | None:
        """The words of a key; None where it is refused, and its value with it."""
        span = self._span(event)
        if isinstance(event, AliasEvent):
            self._fault("alias", span, "this repeats another place by a `*` alias", "write the key out")
            return None
        if not isinstance(event, ScalarEvent):
            self._fault("complex-key", span, "a list or a group of fields stands where a name was expected", "write `name: value`")
            self._skip(event)
            return None
        self._refuse_anchor_and_tag(event, span)
        key: str = event.value
        if key == "<<" and event.implicit[0]:
            self._fault("merge-key", span, "`<<` copies fields from another place", "write the fields out")
            return None
        if key in taken:
            first = Related(self.keys[(*path, key)], f"`{key}` stands here first")
            self.faults.append(error("duplicate-key", span, f"`{key}` stands twice in the same place", "keep one of the two", first))
            return None
        self.keys[(*path, key)] = span
        return key

    def _skip(self, event: Event) -> None:
        """Pass over a node that is refused, with all that it holds."""
        depth = 0
        while True:
            depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
            depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
            if depth == 0:
                return
            event = self._next()

    def _refuse_anchor_and_tag(self, event: Event, span: Span) -> None:
        if event.anchor is not None:
            self._fault(
                "anchor", span, f"`&{event.anchor}` marks this place for repetition", "take the mark out and write values where they apply"
            )
        if event.tag is not None:
            self._fault(
                "tag", span, "a value that begins with `!` has a special meaning in YAML", "put it in quotation marks, or take the mark out"
            )

    def _warn_of_comment(self, event: Event, span: Span) -> None:
        """`Unit #5` loses its number without a word: the one place where YAML drops what an author may have meant."""
        found = event.implicit[0] and event.value and _REMARK.match(self.lines[event.end_mark.line], event.end_mark.column)
        if found:
            place = Span(span.file, event.end_mark.line + 1, found.start(1) + 1, found.end(1) + 1)
            hint = "put the whole value in quotation marks; if it is a remark, put a space behind `#`"
            self.faults.append(warning("comment-in-value", place, f"`{found[1]}` is a remark and not part of the value", hint))

    def _fault(self, code: str, span: Span, message: str, hint: str | None = None) -> None:
        self.faults.append(error(code, span, message, hint))

    def _span(self, event: Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if end.line != start.line:
            return Span(self.source.file, start.line + 1, start.column + 1, len(self.lines[start.line].rstrip()) + 1)
        return Span(self.source.file, start.line + 1, start.column + 1, end.column + 1 if end.column > start.column else None)
