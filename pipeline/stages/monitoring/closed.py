"""Whether the figures of closed periods lie there as they were closed."""

from __future__ import annotations

from pipeline import store
from pipeline.model.closing import closing_of
from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.ledger import FactKind
from pipeline.store.root import Root

_RESTORE = "take the file as it was committed: git restore"


def closed_findings(root: Root, contract: str) -> tuple[Diagnostic, ...]:
    """Each file of figures that the ledger speaks of and that is gone or changed."""
    found: list[Diagnostic] = []
    for entry in store.read_ledger(root, contract).of_kind(FactKind.CLOSED):
        closing = closing_of(entry.facts)
        place = Span(store.performance_file(contract, closing.period, closing.file))
        related = Related(Span(store.ledger_file(contract), entry.number), "the entry that closed it")
        content = store.read_performance(root, contract, closing.period, closing.file)
        if isinstance(content, Diagnostic):
            message = f"the ledger says that {closing.period} was closed with these figures: {content.message}"
            found.append(error("missing-figures", place, message, _RESTORE, related))
        elif store.sha256(content) != closing.figures:
            message = f"these are not the figures with which {closing.period} was closed: the file was changed afterwards"
            found.append(error("changed-figures", place, message, _RESTORE, related))
    return tuple(found)
