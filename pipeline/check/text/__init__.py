"""The rules for any text: what a careful proof-reader finds with the page alone before him."""

from __future__ import annotations

from pipeline.check.text import advice as on_request
from pipeline.check.text import bands, dates, definitions, language, names, numbering, placeholders, references, traces, values
from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic, in_order
from pipeline.model.manuscript import Manuscript

_MODULES = (numbering, references, definitions, values, dates, bands, placeholders, language, names, traces)
RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.RULES)
ADVICE: tuple[Rule, ...] = on_request.RULES
"""Rules whose findings are often right as they are, and which are asked for."""


def text_faults(manuscript: Manuscript, *, advice: bool = False) -> tuple[Diagnostic, ...]:
    """All that the rules find, in the order in which a reader meets it."""
    proof = Proof(manuscript)
    return in_order([finding for rule in (*RULES, *(ADVICE if advice else ())) for finding in rule(proof)])
