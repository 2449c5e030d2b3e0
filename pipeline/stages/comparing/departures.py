"""Where a contract departs from what the library prefers, for those who approve it: positions, words, and both as a redline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pipeline import assemble, store
from pipeline.compare import Settings
from pipeline.model.diagnostic import Diagnostic, Related, Severity, Span, error, has_errors, in_order
from pipeline.model.document import Document
from pipeline.model.terms.contract import Terms
from pipeline.stages.comparing.comparing import kept_redline, paper_of
from pipeline.stages.drafts.agreement import Agreement, Shelf, agreement
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.kept_numbers import under_numbers_sent
from pipeline.stages.drafts.printing_redlines import Printer
from pipeline.stages.drafts.redlines import compared, with_author
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root

LIBRARY = "library"
"""What stands in the place of the old version in the names of the files."""


def diff_from_library(root: Root, contract: str, settings: Settings, printer: Printer) -> Iterator[Progress | Fault | Draft]:
    """Compare the draft with the same contract in all preferred wordings and without special terms, and write the redline."""
    yield from in_a_child(contract, _Departing(root, settings, printer))


@dataclass(frozen=True, slots=True)
class _Departing:
    root: Root
    settings: Settings
    printer: Printer

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        shelf, version = Shelf(self.root), store.next_draft(self.root, contract)
        found = agreement(shelf, contract, step)
        if found.terms is None or found.document is None or has_errors(found.findings):
            return Draft(contract, version, found.findings)
        preferred = preferred_document(shelf, found, found.terms)
        if isinstance(preferred, Diagnostic):
            return Draft(contract, version, (preferred,))
        step("compare")
        settings = with_author(self.root, contract, self.settings)
        redlined = compared(contract, LIBRARY, preferred, version, found.document, settings)
        comparison = replace(redlined, reached=found.reached, deviations=found.deviations)
        return kept_redline(self.root, comparison, paper_of(found, version), self.printer, step)


def preferred_document(shelf: Shelf, found: Agreement, terms: Terms) -> Document | Diagnostic:
    """The contract with this data as the library would have it; an error where the preferred words want data that it lacks."""
    choice = terms.clauses.model_copy(update={"wording": {}, "special_terms": (), "leave_out": ()})
    preferring = terms.model_copy(update={"clauses": choice})
    made = assemble.assembled(shelf.library.library, shelf.parsed, preferring, found.positions, law_parsed=shelf.parsed_law)
    if made.law is not None and not has_errors(made.diagnostics):
        # Under the same numbers, since what is not used any more is no departure.
        return under_numbers_sent(shelf.root, found.contract, made.document, terms, made.law).document
    first = next(fault for fault in in_order(list(made.diagnostics)) if fault.severity is Severity.ERROR)
    message = f"the contract cannot be assembled in the library's preferred wordings, so it is not compared with them: {first.message}"
    return error("library-not-assembled", Span(store.folder_of(found.contract)), message, first.hint, Related(first.span, "this stops it"))
