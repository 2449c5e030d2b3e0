"""Terms held against the playbook without saying the contract: for what would be, if a value were another."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.assemble.choosing import Choice
from pipeline.assemble.pattern import ParsedClause
from pipeline.assemble.playbook import judgements
from pipeline.model.library import ClauseSource, Library
from pipeline.model.playbook import Judgement
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import Finder


def judged(library: Library, parsed: Callable[[ClauseSource], ParsedClause], terms: Terms) -> tuple[Judgement, ...]:
    """Where these terms leave each clause that is in and has a playbook."""
    finder = Finder(terms)
    return judgements(Choice(library, parsed, finder, Positions()).clauses(), finder)
