"""What the governing law changes in the library's wording, before the special terms of the deal, and what it wants of the contract."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assemble.alterations import changed, deleted, followed_by, replaced_by, targets
from pipeline.assemble.evaluation import Scope, Undecided
from pipeline.assemble.filling import Filler
from pipeline.assemble.law_parsing import ParsedChange, ParsedLaw, When
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.document import Part
from pipeline.model.law import DeleteByLaw, LawChange, LawEntry, ReplaceByLaw
from pipeline.model.positions import Positions


class LawChanges:
    """Works the changes of one law into the parts of a contract; one whose target the contract leaves out is passed over."""

    def __init__(self, law: ParsedLaw, filler: Filler) -> None:
        self.law = law
        self.filler = filler
        self.diagnostics: list[Diagnostic] = []

    def worked_into(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts as this law words them."""
        present = targets(parts)
        for change in self.law.changes:
            if change.change.target in present and self._applies(change):
                parts = self._applied(change.change, parts)
                present = targets(parts)
        return parts

    def _applies(self, change: ParsedChange) -> bool:
        try:
            return _holds(change.when, self.filler.scope)
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


def doubts_of_the_law(law: ParsedLaw, parts: tuple[Part, ...], scope: Scope, positions: Positions) -> Iterator[Diagnostic]:
    """What the law wants of the contract, and answers that it looks upon with doubt."""
    yield from _missing_paragraphs(law, parts, scope, positions)
    yield from _warnings(law, scope, positions)


def _missing_paragraphs(law: ParsedLaw, parts: tuple[Part, ...], scope: Scope, positions: Positions) -> Iterator[Diagnostic]:
    """What the law wants in the contract and is not there: a special term or another wording has taken it out."""
    present = set(targets(parts))
    for each in law.keeps:
        if each.kept.id not in present and _is_so(each.when, scope):
            message = f"the contract lacks `{each.kept.id}`, which the law wants: {_lower(each.entry.says)}"
            yield error("law-wants-paragraph", positions.of_key("clauses"), message, _source(each.entry))


def _warnings(law: ParsedLaw, scope: Scope, positions: Positions) -> Iterator[Diagnostic]:
    """Answers of the contract that the law looks upon with doubt."""
    for each in law.warns:
        if _is_so(each.when, scope):
            yield warning("doubt-of-the-law", positions.of_value(each.warning.at), each.warning.says.rstrip("."), _source(each.entry))


def _is_so(when: When, scope: Scope) -> bool:
    """Whether a condition is met; one that has no answer here, since a point is open or a currency another one, is not."""
    try:
        return _holds(when, scope)
    except Undecided:
        return False


def _holds(when: When, scope: Scope) -> bool:
    return not when.faults and (when.condition is None or scope.holds(when.condition))


def _source(entry: LawEntry) -> str:
    return f"{'; '.join(entry.sources)}; last checked on {entry.checked_on.isoformat()}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
