"""The law that governs a contract: the pack that is there for it, and what contradicts that pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.library import LawSource, Library
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.house import House
from pipeline.model.terms.legal import ExecutionForm
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import find
from pipeline.model.terms.section import joined

LAW, COURTS = "legal.governing_law", "legal.courts.jurisdiction"
_NONE_IS_GUESSED = "a pack has to be written and checked by a lawyer, and none is guessed"


def governing_law(library: Library, terms: Terms) -> LawSource | None:
    """The pack of the law that governs, None where it is open or there is no such pack."""
    chosen = find(terms, LAW)
    return None if isinstance(chosen, OpenPoint) else library.laws.get(str(chosen))


def names_of_laws(library: Library, terms: Terms) -> Mapping[str, str]:
    """How the Agreement names the laws that the data name by identifiers, by data path."""
    found = ((path, library.laws.get(str(find(terms, path)))) for path in (LAW, COURTS))
    return {path: source.law.printed_name for path, source in found if source is not None}


def law_faults(library: Library, terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """Laws for which there is no pack, and answers of the contract that the governing law's pack has no words for."""
    for path in (LAW, COURTS):
        chosen = find(terms, path)
        if not isinstance(chosen, OpenPoint):
            yield from _without_pack(str(chosen), library, positions.of_value(path))
    source = governing_law(library, terms)
    if source is None:
        return
    language, form = find(terms, "meta.language"), find(terms, "legal.execution.form")
    if not isinstance(language, OpenPoint) and language is not source.law.language:
        message = f"the language is `{language}`, but the law of {source.law.name} is worded in `{source.law.language}`"
        related = Related(positions.of_value(LAW), "the governing law")
        hint = f"write `language: {source.law.language}`"
        yield error("language-of-another-law", positions.of_value("meta.language"), message, hint, related)
    if form is ExecutionForm.DEED and source.law.signature.deed is None:
        message = f"the form is a deed, and the pack for {source.law.name} has no words for one"
        place = positions.of_value("legal.execution.form")
        yield error("deed-unknown-to-the-law", place, message, f"write `{ExecutionForm.SIMPLE_CONTRACT}`")


def house_law_faults(library: Library, house: House, places: Positions) -> Iterator[Diagnostic]:
    """A law from which our house starts and for which there is no pack."""
    yield from _without_pack(house.defaults.governing_law, library, places.of_value("defaults.governing_law"))


def _without_pack(name: str, library: Library, place: Span) -> Iterator[Diagnostic]:
    if name not in library.laws:
        there = joined(sorted(library.laws)) or "none"
        message = f"the library has no pack for the law `{name}`, only for {there}: {_NONE_IS_GUESSED}"
        yield error("unknown-law", place, message, close_to(name, library.laws) or None)
