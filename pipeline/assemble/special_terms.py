"""Special terms: wording of one deal that replaces, follows or deletes what the library says."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.assemble.alterations import changed, deleted, followed_by, replaced_by, targets
from pipeline.assemble.filling import Filler
from pipeline.assemble.parsing import parsed_wording
from pipeline.assemble.suggestions import nearest
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Block, Part, PartKind
from pipeline.model.library import SourceText
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.wording import DeleteTerm, InsertTerm, ReplaceTerm


class SpecialTerms:
    """Works the special terms of one contract into its parts, in the order in which they are listed."""

    def __init__(self, terms: Terms, positions: Positions, texts: Mapping[str, SourceText], filler: Filler) -> None:
        self.special_terms = terms.clauses.special_terms
        self.positions = positions
        self.texts = texts
        self.filler = filler
        self.diagnostics: list[Diagnostic] = []
        self.faults: list[Diagnostic] = []

    def worked_into(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts as this deal words them."""
        for ordinal, term in enumerate(self.special_terms):
            parts = self._applied(term, ordinal, parts)
        return parts

    def _applied(self, term: ReplaceTerm | InsertTerm | DeleteTerm, ordinal: int, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        known = targets(parts)
        if term.target not in known:
            message = f"the special term `{term.id}` changes `{term.target}`, which is not in this contract"
            self.diagnostics.append(error("unknown-target", self._place(ordinal, "target"), message, nearest(term.target, known)))
            return parts
        if isinstance(term, DeleteTerm):
            return changed(parts, term.target, deleted)
        source = self.texts.get(term.text)
        blocks = self._blocks(term.text, source) if source else ()
        if not blocks:
            # A wording that is missing or cannot be read was reported where it was read.
            return parts
        change = replaced_by(blocks) if isinstance(term, ReplaceTerm) else followed_by(blocks)
        return changed(parts, term.target, change)

    def _place(self, ordinal: int, key: str) -> Span:
        return self.positions.of_value(("clauses", "special_terms", ordinal, key))

    def _blocks(self, name: str, source: SourceText) -> tuple[Block, ...]:
        wording = parsed_wording(source, name, PartKind.TERMS, headings=True)
        self.faults += wording.diagnostics
        return self.filler.blocks(wording.blocks)
