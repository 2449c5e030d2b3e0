"""The contract as a tree: the clauses chosen, filled with the terms, defined, and bound in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.assemble.choosing import Choice, Chosen
from pipeline.assemble.definitions import with_definitions_in_order
from pipeline.assemble.deviations import deviations
from pipeline.assemble.evaluation import Scope
from pipeline.assemble.filling import Filler
from pipeline.assemble.governing import governing_law, law_faults, names_of_laws
from pipeline.assemble.law_changes import LawChanges, doubts_of_the_law
from pipeline.assemble.law_parsing import NO_LAW, ParsedLaw, parsed_law
from pipeline.assemble.pattern import ParsedClause
from pipeline.assemble.playbook import floor_faults, reached_positions
from pipeline.assemble.signatures import signature_blocks
from pipeline.assemble.special_terms import SpecialTerms
from pipeline.assemble.spelling import respelled
from pipeline.assemble.style import style_of
from pipeline.assemble.typography import typeset
from pipeline.model.diagnostic import Diagnostic, Span, in_order
from pipeline.model.document import Clause, Document, Part, PartKind, SignatureBlock, Text, Words
from pipeline.model.law import Law
from pipeline.model.library import ClauseSource, LawSource, Library, SourceText
from pipeline.model.playbook import Deviation, ReachedPosition
from pipeline.model.positions import Positions
from pipeline.model.reading import to_be_agreed
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import Finder, find

TERMS_PART = "terms"
_NO_TEXTS: Mapping[str, SourceText] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Assembly:
    """The Document, the law that governs it, what is wrong with it, which wording of which clause is in it, and how far it gives way."""

    document: Document
    law: Law | None
    diagnostics: tuple[Diagnostic, ...]
    wordings: tuple[tuple[str, str], ...]
    reached: tuple[ReachedPosition, ...] = ()
    deviations: tuple[Deviation, ...] = ()


def assembled(
    library: Library,
    parsed: Callable[[ClauseSource], ParsedClause],
    terms: Terms,
    positions: Positions,
    texts: Mapping[str, SourceText] = _NO_TEXTS,
    law_parsed: Callable[[LawSource], ParsedLaw] = parsed_law,
) -> Assembly:
    """The contract that these terms and this library make.

    `parsed` gives a clause of the library as parsed, `law_parsed` a law; `texts` are the contract's own wordings by file name
    without `.md`.
    The Document is whole only where there are no errors: what could not be filled is left out of it.
    """
    finder = Finder(terms)
    choice = Choice(library, parsed, finder, positions)
    chosen = choice.clauses()
    governing = governing_law(library, terms)
    law, entries = (governing.law, law_parsed(governing)) if governing else (None, NO_LAW)
    scope = Scope(finder, style=style_of(law, names_of_laws(library, terms)))
    filler = Filler(scope, _signatures(terms, law, chosen), _anchors(chosen, entries))
    changes = LawChanges(entries, filler)
    special = SpecialTerms(terms, positions, texts, filler)
    words = respelled(changes.worked_into(tuple(_parts(chosen, filler))), scope.style.spelled)
    definitions = {clause.source.id for clause in chosen if clause.source.card.definitions}
    parts = with_definitions_in_order(special.worked_into(words), definitions)
    document = Document(_title(terms), parts, _words(law), str(terms.meta.language))
    known = [*(fault for clause in chosen for fault in clause.wording.diagnostics), *entries.diagnostics, *special.faults]
    said = {fault.span for fault in known}
    # What no data could mend is said once, without the contract's part in it.
    met = [fault for fault in [*choice.diagnostics, *filler.diagnostics, *changes.diagnostics] if fault.span not in said]
    under_law = (*law_faults(library, terms, positions), *doubts_of_the_law(entries, parts, scope, positions))
    reached = reached_positions(chosen, finder)
    diagnostics = in_order([*known, *met, *special.diagnostics, *under_law, *floor_faults(chosen, reached, finder, positions)])
    wordings = tuple((clause.source.id, clause.name) for clause in chosen)
    return Assembly(document, law, diagnostics, wordings, reached, deviations(chosen, terms))


def _anchors(chosen: Iterable[Chosen], law: ParsedLaw) -> Mapping[str, str]:
    """Where a reference to something without a number leads, by its id."""
    return {**{name: around for clause in chosen for name, around in clause.wording.anchors}, **law.anchors}


def _signatures(terms: Terms, law: Law | None, chosen: Iterable[Chosen]) -> tuple[SignatureBlock, ...]:
    page = next((clause for clause in chosen if clause.source.card.part is PartKind.SIGNATURES), None)
    return signature_blocks(terms, law, page.source.id, Span(page.wording.file)) if page else ()


def _parts(chosen: tuple[Chosen, ...], filler: Filler) -> Iterator[Part]:
    """The parts in the order in which they are bound; all clauses of the terms make one."""
    for kind in PartKind:
        of_kind = [clause for clause in chosen if clause.source.card.part is kind]
        if kind is not PartKind.TERMS:
            yield from (_part(clause, kind, filler) for clause in of_kind)
        elif of_kind:
            yield Part(kind, TERMS_PART, (), tuple(_clause(clause, filler) for clause in of_kind))


def _part(chosen: Chosen, kind: PartKind, filler: Filler) -> Part:
    return Part(kind, chosen.source.id, _heading(chosen), filler.blocks(chosen.wording.blocks), _title_span(chosen))


def _clause(chosen: Chosen, filler: Filler) -> Clause:
    return Clause(chosen.source.id, _heading(chosen), filler.blocks(chosen.wording.blocks), _title_span(chosen))


def _heading(chosen: Chosen) -> tuple[Text, ...]:
    return (Text(typeset(chosen.source.card.title)),)


def _title_span(chosen: Chosen) -> Span:
    return chosen.source.positions.of_value(("title",))


def _title(terms: Terms) -> str:
    title = find(terms, "meta.title")
    return to_be_agreed(title.label) if isinstance(title, OpenPoint) else str(title)


def _words(law: Law | None) -> Words:
    return Words(law.clause_word, law.paragraph_word, law.schedule_word) if law else Words()
