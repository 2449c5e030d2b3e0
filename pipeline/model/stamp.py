"""What is printed on a draft but is not part of what is agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.model.terms.section import Choice


class Paper(Choice):
    """The paper on which a draft is printed."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Version, legend and dates of one issue of a contract.

    `input_hash` is the sha256 (64 hex digits) of all inputs; the footer shows its first 8 digits.
    `legend` is what the governing law's practice prints on drafts ("Draft - subject to contract"), empty on the executed one.
    `issued` is the date of the document's properties and cover, never the clock's; None while none is agreed.
    `called` is the word before the version: what goes to the other party is called a draft, and counted as that party counts.
    """

    contract: str
    title: str
    short_title: str
    version: str
    input_hash: str
    legend: str
    issued: date | None
    paper: Paper = Paper.A4
    called: str = "Version"

    @property
    def issue(self) -> str:
        """The version as people read it: `Version 0.2`, `Draft 1`."""
        return f"{self.called} {self.version}"

    @property
    def short_hash(self) -> str:
        """The digits that tell two drafts apart on paper."""
        return self.input_hash[:8]
