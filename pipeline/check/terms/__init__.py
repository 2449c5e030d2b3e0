"""The rules on what was agreed: each finds what contradicts itself, cannot be performed, or is unwise."""

from __future__ import annotations

from pipeline.check.terms import chronic_failure, credit_bands, priorities, references, service_credits, service_levels
from pipeline.check.terms.rule import Rule, silent_where_open
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *service_levels.RULES,
    *priorities.RULES,
    *credit_bands.RULES,
    *service_credits.RULES,
    *chronic_failure.RULES,
)


def terms_faults(terms: Terms, positions: Positions) -> list[Diagnostic]:
    """All that the rules find in the terms, an unmet expectation at a time; open points are left alone."""
    return [finding for rule in RULES for finding in silent_where_open(rule)(terms, positions)]
