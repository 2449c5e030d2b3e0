"""A contract of theirs read as a whole: what it says of ours, what it lacks, and the values that it gives."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.sections import Section
from pipeline.model.their_paper import Confidence, Match, OurClause, TheirPaper
from pipeline.negotiate.strangers.matching import matched
from pipeline.negotiate.strangers.values import values_in


def their_paper(file: str, sections: Sequence[Section], clauses: Sequence[OurClause]) -> TheirPaper:
    """What was found; a clause that was only possibly found is still called missing, so that somebody looks."""
    found = matched(sections, clauses)
    said = {match.clause.id for match in found.matches if match.confidence is not Confidence.POSSIBLE}
    missing = tuple(clause for clause in clauses if clause.id not in said)
    return TheirPaper(file, tuple(sections), found.matches, missing, found.rest, values_in(sections, found.matches))


def possibly_in(paper: TheirPaper, clause: OurClause) -> tuple[Match, ...]:
    """Where a missing clause may stand after all."""
    return tuple(match for match in paper.matches if match.clause.id == clause.id)
