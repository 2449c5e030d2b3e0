"""Which clauses of the library a contract says, and in which wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.assemble.evaluation import Scope, Undecided
from pipeline.assemble.parsing import condition_of
from pipeline.assemble.pattern import ParsedClause, ParsedWording
from pipeline.assemble.suggestions import nearest
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.library import ClauseSource, Library
from pipeline.model.positions import Positions
from pipeline.model.terms.paths import Finder

PREFERRED = "preferred"
_CHOICE = "clauses"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clause that is in, and the wording in which it is said."""

    source: ClauseSource
    name: str
    wording: ParsedWording


class Choice:
    """Chooses the clauses of one contract; what is wrong with the choice is among `diagnostics`."""

    def __init__(self, library: Library, parsed: Callable[[ClauseSource], ParsedClause], finder: Finder, positions: Positions) -> None:
        self.library = library
        self.parsed = parsed
        self.choice = finder.terms.clauses
        self.scope = Scope(finder)
        self.positions = positions
        self.diagnostics: list[Diagnostic] = []

    def clauses(self) -> tuple[Chosen, ...]:
        """The clauses in the order in which they are printed."""
        self.diagnostics += self._unknown_clauses()
        return tuple(chosen for clause in self.library.clauses if self._is_in(clause) and (chosen := self._worded(clause)) is not None)

    def _is_in(self, clause: ClauseSource) -> bool:
        when, faults = condition_of(clause)
        if when is None and clause.card.when is not None:
            self.diagnostics += faults
            return False
        try:
            if when is not None and not self.scope.holds(when):
                self._refuse_included(clause)
                return False
        except Undecided as undecided:
            self.diagnostics.append(undecided.diagnostic)
            return False
        if clause.card.optional:
            return clause.id in self.choice.include
        return not self._is_left_out(clause)

    def _refuse_included(self, clause: ClauseSource) -> None:
        if clause.id in self.choice.include:
            place = self._place("include", self.choice.include.index(clause.id))
            message = f"the clause `{clause.id}` is included, but its condition `{clause.card.when}` is not met"
            self.diagnostics.append(error("clause-not-met", place, message))

    def _is_left_out(self, clause: ClauseSource) -> bool:
        if clause.id not in self.choice.leave_out:
            return False
        if clause.card.mandatory:
            place = self._place("leave_out", self.choice.leave_out.index(clause.id))
            message = f"the clause `{clause.id}` is mandatory and cannot be left out"
            self.diagnostics.append(error("mandatory-clause", place, message, "legal decides what is mandatory, in its clause.yaml"))
        return not clause.card.mandatory

    def _worded(self, clause: ClauseSource) -> Chosen | None:
        name = self.choice.wording.get(clause.id, PREFERRED)
        wording = self.parsed(clause).wording(name)
        if wording is not None:
            return Chosen(clause, name, wording)
        known = tuple(name for name, _ in self.parsed(clause).wordings)
        if clause.id in self.choice.wording:
            place = self.positions.of_value((_CHOICE, "wording", clause.id))
            self.diagnostics.append(
                error("unknown-wording", place, f"the clause `{clause.id}` has no wording `{name}`", nearest(name, known))
            )
        return None

    def _unknown_clauses(self) -> Iterator[Diagnostic]:
        known = tuple(clause.id for clause in self.library.clauses)
        for name, place in self._named():
            if name not in known:
                yield error("unknown-clause", place, f"the library has no clause `{name}`", nearest(name, known))

    def _named(self) -> Iterator[tuple[str, Span]]:
        for clause in self.choice.wording:
            yield clause, self.positions.of_key((_CHOICE, "wording", clause))
        for key, names in (("include", self.choice.include), ("leave_out", self.choice.leave_out)):
            yield from self._places(key, names)

    def _places(self, key: str, names: Iterable[str]) -> Iterator[tuple[str, Span]]:
        for ordinal, name in enumerate(names):
            yield name, self._place(key, ordinal)

    def _place(self, key: str, ordinal: int) -> Span:
        return self.positions.of_value((_CHOICE, key, ordinal))
