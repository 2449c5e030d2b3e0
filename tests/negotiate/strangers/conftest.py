"""A small inventory of clauses of our own, and sections made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model.diagnostic import Span
from pipeline.model.sections import Section
from pipeline.model.their_paper import OurClause


@pytest.fixture(scope="session")
def clauses() -> tuple[OurClause, ...]:
    """Eight clauses that differ in their words."""
    said = {
        "definitions": ("Definitions", ["In the Agreement the following words have these meanings."], ("defined terms",)),
        "term": (
            "Term and renewal",
            ["The Agreement runs for the Initial Term and continues for a Renewal Term."],
            ("term", "term and termination"),
        ),
        "termination": (
            "Termination",
            ["A party may terminate the Agreement for a material breach that is not cured."],
            ("term and termination",),
        ),
        "confidentiality": (
            "Confidentiality",
            ["Each party keeps secret the confidential information of the other, and discloses it to nobody."],
            ("confidential information",),
        ),
        "liability": (
            "Liability",
            ["The total liability of each party is limited to the general cap; loss of profit is excluded."],
            ("limitation of liability",),
        ),
        "invoicing": (
            "Invoicing and payment",
            ["The Customer pays each invoice within the time for payment; late sums bear interest."],
            ("payment", "payment terms"),
        ),
        "assignment": (
            "Assignment and change of control",
            ["Neither party assigns its rights or transfers the Agreement to a successor."],
            ("assignment", "change of control"),
        ),
        "change-control": (
            "Change control",
            ["A change of the Services needs a signed Change Request with its price."],
            ("changes", "change orders"),
        ),
        "insurance": ("Insurance", ["The Provider holds insurance with the sums insured for each claim."], ()),
    }
    return tuple(
        OurClause(id, (title, *names), f"Purpose of {id}.", tuple(words), mandatory=True) for id, (title, words, names) in said.items()
    )


@pytest.fixture(scope="session")
def section() -> Callable[..., Section]:
    """A section; its place in the text follows from its number."""

    def make(number: str, title: str, words: str, depth: int = 1) -> Section:
        line = 1 + sum(int(part) * 100 ** (3 - at) for at, part in enumerate(number.split(".")) if part.isdigit())
        return Section(number, title, words, depth, line * 1000, Span("theirs.docx", line))

    return make
