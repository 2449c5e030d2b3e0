"""How clauses are numbered once a draft has been sent."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule
from pipeline.model.diagnostic import Diagnostic, Related, error
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.wording import Numbering


def renumbered_too_early(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V76. Clauses counted anew while points are still open.

    Wrong: `numbering: renumbered` in a draft with `open:`. Right: `numbering: renumbered` in the final draft, which leaves nothing
    open. As long as the parties negotiate, each number that one of them mentions has to mean what it meant when it was sent.
    """
    if terms.clauses.numbering == Numbering.RENUMBERED and terms.open:
        message = "only the final draft counts its clauses anew, and this one leaves points open"
        related = Related(positions.of_value(("open", 0)), "the first of them")
        yield error("renumbered-too-early", positions.of_value("clauses.numbering"), message, "agree on them first", related)


RULES: tuple[Rule, ...] = (renumbered_too_early,)
