"""That the other party has what was sent: who said so, when, and in which file we have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.entry_forms import COUNT, FILE, PARTY, SHA256, VERSION, WORDS, EntryForm

FORM = EntryForm({"version": VERSION, "party": PARTY, "draft": COUNT, "by": WORDS}, {"file": FILE, "evidence": SHA256})
_FACTS = ("version", "party", "draft", "by", "file", "evidence")


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The receipt of one draft. `by` is who confirmed it; `evidence` is the sha256 of the file that shows it, `file` where that is kept."""

    version: str
    party: str
    draft: str
    by: str
    file: str = ""
    evidence: str = ""

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it."""
        told = {name: getattr(self, name) for name in _FACTS}
        return {name: fact for name, fact in told.items() if fact}


def acknowledgement_of(facts: Mapping[str, str]) -> Acknowledgement:
    """The acknowledgement of which an entry of the ledger tells."""
    return Acknowledgement(**{name: facts.get(name, "") for name in _FACTS})
