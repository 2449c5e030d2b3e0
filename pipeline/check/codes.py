"""The codes of warnings and advice, which may be allowed in place; a test holds them to what the rules give."""

from __future__ import annotations

ON_WHOLE_CONTRACTS: frozenset[str] = frozenset(
    {
        "chronic-failure-not-listed",
        "circular-definition",
        "circular-reference",
        "conjunction-out-of-place",
        "contact-without-deputy",
        "courts-of-another-law",
        "doubled-heading",
        "empty-schedule",
        "exit-too-short",
        "floor-above-cap",
        "hours-beyond-a-business-day",
        "insurance-below-cap",
        "law-of-elsewhere",
        "list-without-conjunction",
        "lone-point",
        "long-when-filled",
        "maintenance-beyond-downtime",
        "mixed-punctuation",
        "near-duplicate-term",
        "past-vendor-support",
        "reference-to-itself",
        "sample-too-small",
        "top-level-without-authority",
        "typed-name",
        "typed-value",
        "unreferenced-schedule",
        "unused-priority",
        "unused-term",
        "used-before-defined",
    }
)
"""Those of the rules on the terms and on the assembled contract, which are made for one contract at a time."""
ALLOWABLE: frozenset[str] = ON_WHOLE_CONTRACTS | frozenset(
    {
        "agreement-to-agree",
        "and-or",
        "archaic-word",
        "attached-document",
        "bracket-without-partner",
        "doubled-word",
        "doublet",
        "duty-at-no-time",
        "duty-in-definition",
        "duty-without-actor",
        "duty-without-time",
        "duty-word",
        "figure-twice",
        "figure-without-unit",
        "gendered-pronoun",
        "including-style",
        "long-sentence",
        "negative-stack",
        "open-between",
        "piece-by-another-name",
        "role-by-another-name",
        "spelling-of-elsewhere",
        "stray-space",
        "term-in-lower-case",
        "typed-clock",
        "typed-date",
        "typed-figure",
        "typed-reference",
        "unexpanded-acronym",
        "vague-effort",
        "vague-measure",
    }
)
"""All codes that may be allowed: those of the rules on each wording too."""
