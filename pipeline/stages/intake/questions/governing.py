"""What follows from the governing law: its currency, its calendar and its courts are suggested, and what its practice has otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model.intake import Known
from pipeline.model.law import Law


def law_of(known: Known) -> Law | None:
    """The governing law as it was answered; None where the library has no such law."""
    return known.given.laws.get(known.text("governing_law"))


def law_name(known: Known) -> str:
    """The name of the governing law, which its courts mostly share."""
    law = law_of(known)
    return law.name if law else ""


def law_suggests(path: str, known: Known) -> str | None:
    """What law.yaml suggests at a data path."""
    law = law_of(known)
    return law.suggests.get(path) if law else None


def another_laws_suggestions(known: Known) -> Mapping[str, str]:
    """All that law.yaml suggests, by data path; nothing under the law of our house, whose own defaults are made for it."""
    law = law_of(known)
    of_our_house = known.text("governing_law") == known.given.house.defaults.governing_law
    return law.suggests if law and not of_our_house else {}
