"""What the governing law changes in the library's wording, before the special terms of the deal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.assemble.alterations import changed, deleted, followed_by, replaced_by, targets
from pipeline.assemble.evaluation import Undecided
from pipeline.assemble.filling import Filler
from pipeline.assemble.parsing import condition_in, parsed_wording
from pipeline.assemble.pattern import Condition, ParsedWording
from pipeline.assemble.suggestions import nearest
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Part, PartKind
from pipeline.model.law import DeleteByLaw, LawChange, ReplaceByLaw
from pipeline.model.library import LawSource


@dataclass(frozen=True, slots=True)
class ParsedChange:
    """One change with its condition as parsed; `span` is the place of its target, `faults` why its condition cannot be read."""

    change: LawChange
    condition: Condition | None
    span: Span
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class ParsedLaw:
    """A law's changes and wordings, before any data, and every fault that can be seen in them by themselves."""

    changes: tuple[ParsedChange, ...] = ()
    wordings: Mapping[str, ParsedWording] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """All that the wordings name, so that a later change may have it for its target."""
        return frozenset().union(*(wording.ids for wording in self.wordings.values()))

    @property
    def anchors(self) -> Mapping[str, str]:
        """Where a reference to something without a number leads, by its id."""
        return {name: around for wording in self.wordings.values() for name, around in wording.anchors}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong, whatever the data."""
        in_wordings = (fault for wording in self.wordings.values() for fault in wording.diagnostics)
        return (*(fault for change in self.changes for fault in change.faults), *in_wordings)


NO_LAW = ParsedLaw()


def parsed_law(source: LawSource) -> ParsedLaw:
    """The law without data. A pure function of the law's files: the result may be kept by their content, and pickles."""
    changes = tuple(_parsed_change(source, place, change) for place, change in source.law.changes())
    wordings = {name: parsed_wording(text, name, PartKind.TERMS, headings=True) for name, text in source.texts.items()}
    return ParsedLaw(changes, wordings)


def _parsed_change(source: LawSource, place: tuple[str | int, ...], change: LawChange) -> ParsedChange:
    at = source.positions.of_value((*place, "when"))
    condition, faults = condition_in(change.when, at) if change.when else (None, ())
    return ParsedChange(change, condition, source.positions.of_value((*place, "target")), faults)


def unknown_targets(law: LawSource, parsed: ParsedLaw, known: Collection[str]) -> Iterator[Diagnostic]:
    """Changes of what nothing in the library bears; `known` are the ids that its clauses give."""
    names = tuple(sorted({*known, *parsed.ids}))
    for change in parsed.changes:
        target = change.change.target
        if target not in names:
            message = f"the law `{law.name}` changes `{target}`, which no clause of the library gives"
            yield error("unknown-target", change.span, message, nearest(target, names))


class LawChanges:
    """Works the changes of one law into the parts of a contract; one whose target the contract leaves out is passed over."""

    def __init__(self, law: ParsedLaw, filler: Filler) -> None:
        self.law = law
        self.filler = filler
        self.diagnostics: list[Diagnostic] = []

    def worked_into(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts as this law words them."""
        for change in self.law.changes:
            if self._applies(change, parts):
                parts = self._applied(change.change, parts)
        return parts

    def _applies(self, change: ParsedChange, parts: tuple[Part, ...]) -> bool:
        if change.faults or change.change.target not in targets(parts):
            return False
        try:
            return change.condition is None or self.filler.scope.holds(change.condition)
        except Undecided as undecided:
            self.diagnostics.append(undecided.diagnostic)
            return False

    def _applied(self, change: LawChange, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        if isinstance(change, DeleteByLaw):
            return changed(parts, change.target, deleted)
        wording = self.law.wordings.get(change.text)
        blocks = self.filler.blocks(wording.blocks) if wording else ()
        if not blocks:
            # A wording that is missing or cannot be read was reported where it was read.
            return parts
        return changed(parts, change.target, replaced_by(blocks) if isinstance(change, ReplaceByLaw) else followed_by(blocks))
