"""The rules on what was agreed: each finds what contradicts itself, cannot be performed, or is unwise."""

from __future__ import annotations

from pipeline.check.terms import (
    assets,
    availability,
    charges,
    chronic_failure,
    contacts,
    continuity,
    credit_bands,
    escalation,
    legal,
    liability,
    numbering,
    priorities,
    references,
    safeguards,
    service_credits,
    service_levels,
    term,
    termination,
)
from pipeline.check.terms.rule import Rule, silent_where_open
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms

_MODULES = (
    references,
    service_levels,
    priorities,
    availability,
    credit_bands,
    service_credits,
    chronic_failure,
    escalation,
    contacts,
    term,
    termination,
    charges,
    liability,
    assets,
    legal,
    numbering,
    continuity,
    safeguards,
)
RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.RULES)


def terms_faults(terms: Terms, positions: Positions) -> list[Diagnostic]:
    """All that the rules find in the terms; what rests on an open point is left alone."""
    return [finding for rule in RULES for finding in silent_where_open(rule)(terms, positions)]
