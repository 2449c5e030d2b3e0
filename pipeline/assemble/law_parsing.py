"""A governing law without data: its changes and conditions as parsed, and what is wrong with them by themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.assemble.parsing import condition_in, parsed_wording
from pipeline.assemble.pattern import Condition, ParsedWording
from pipeline.assemble.suggestions import nearest
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import PartKind
from pipeline.model.law import KeptParagraph, LawChange, LawEntry, LawWarning
from pipeline.model.library import LawSource
from pipeline.model.terms.alone import fault_alone
from pipeline.model.terms.paths import PathError, field_at

Raw = tuple[str | int, ...]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class When:
    """A condition as parsed, None for always; `faults` say why one cannot be read, and then nothing is done."""

    condition: Condition | None = None
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedChange:
    """One change; `span` is the place of its target."""

    change: LawChange
    when: When
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedKeeping:
    """A paragraph that the law wants, and the entry that says why; `span` is the place of its id."""

    kept: KeptParagraph
    entry: LawEntry
    when: When
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedWarning:
    """A doubt of the law, and the entry that says why; `span` is the place of its data path."""

    warning: LawWarning
    entry: LawEntry
    when: When
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedLaw:
    """A law's entries and wordings, before any data."""

    name: str = ""
    changes: tuple[ParsedChange, ...] = ()
    keeps: tuple[ParsedKeeping, ...] = ()
    warns: tuple[ParsedWarning, ...] = ()
    wordings: Mapping[str, ParsedWording] = field(default_factory=dict)
    bad_suggestions: tuple[Diagnostic, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """All that the wordings name, so that a later change may have it for its target."""
        return frozenset().union(*(wording.ids for wording in self.wordings.values()))

    @property
    def anchors(self) -> Mapping[str, str]:
        """Where a reference to something without a number leads, by its id."""
        return {name: around for wording in self.wordings.values() for name, around in wording.anchors}

    @property
    def _conditions(self) -> Iterator[When]:
        yield from (change.when for change in self.changes)
        yield from (keeping.when for keeping in self.keeps)
        yield from (each.when for each in self.warns)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong, whatever the data and the clauses of the library."""
        in_conditions = (fault for when in self._conditions for fault in when.faults)
        in_wordings = (fault for wording in self.wordings.values() for fault in wording.diagnostics)
        return (*in_conditions, *in_wordings, *(fault for each in self.warns for fault in _bad_path(each)), *self.bad_suggestions)


NO_LAW = ParsedLaw()


def parsed_law(source: LawSource) -> ParsedLaw:
    """The law without data. A pure function of the law's files: the result may be kept by their content, and pickles."""
    entries = tuple(enumerate(source.law.entries))
    place = source.positions.of_value
    return ParsedLaw(
        source.name,
        tuple(
            ParsedChange(change, _when(source, change.when, raw), place((*raw, "target")))
            for at, entry in entries
            for raw, change in _placed(at, "changes", entry.changes)
        ),
        tuple(
            ParsedKeeping(kept, entry, _when(source, kept.when, raw), place((*raw, "id")))
            for at, entry in entries
            for raw, kept in _placed(at, "keeps", entry.keeps)
        ),
        tuple(
            ParsedWarning(each, entry, _when(source, each.when, raw), place((*raw, "at")))
            for at, entry in entries
            for raw, each in _placed(at, "warns", entry.warns)
        ),
        {name: parsed_wording(text, name, PartKind.TERMS, headings=True) for name, text in source.texts.items()},
        tuple(_bad_suggestions(source)),
    )


def _placed(at: int, key: str, items: tuple[Item, ...]) -> Iterator[tuple[Raw, Item]]:
    return ((("entries", at, key, count), item) for count, item in enumerate(items))


def _when(source: LawSource, written: str | None, raw: Raw) -> When:
    return When(*condition_in(written, source.positions.of_value((*raw, "when")))) if written else When()


def _bad_path(each: ParsedWarning) -> Iterator[Diagnostic]:
    return _unknown(each.warning.at, each.span)


def _unknown(path: str, span: Span) -> Iterator[Diagnostic]:
    try:
        field_at(path)
    except PathError as fault:
        yield error("unknown-variable", span, f"{fault}", nearest(fault.segment, fault.names))


def _bad_suggestions(source: LawSource) -> Iterator[Diagnostic]:
    """Suggestions for what no contract has, or that its field would not take."""
    for path, value in source.law.suggests.items():
        unknown = tuple(_unknown(path, source.positions.of_key(("suggests", path))))
        yield from unknown
        # The calendar is a file of the data, which the library does not know.
        fault = None if unknown or path == "calendar" else fault_alone(path, value)
        if fault is not None:
            yield error(fault.code, source.positions.of_value(("suggests", path)), fault.message, fault.hint)


def unknown_targets(law: ParsedLaw, known: Collection[str]) -> Iterator[Diagnostic]:
    """Changes and needs of what nothing in the library bears; `known` are the ids that its clauses give."""
    names = tuple(sorted({*known, *law.ids}))
    named = [(change.change.target, change.span, "changes") for change in law.changes]
    named += [(keeping.kept.id, keeping.span, "wants") for keeping in law.keeps]
    for target, span, does in named:
        if target not in names:
            message = f"the law `{law.name}` {does} `{target}`, which no clause of the library gives"
            yield error("unknown-target", span, message, nearest(target, names))
