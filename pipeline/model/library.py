"""The clause library as written: cards, wordings and what the governing law switches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from pipeline.model.document import PartKind
from pipeline.model.law import Law
from pipeline.model.plain import Count, Flag, Text
from pipeline.model.playbook import ClauseFloor, PlaybookPositions, Rationale, Risk
from pipeline.model.positions import Positions
from pipeline.model.terms.section import Listed, Section, Several


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file; `file` is relative to the root, with forward slashes."""

    file: str
    text: str


class Card(Section):
    """`clause.yaml`: what legal says about a clause, and when it is in."""

    title: Text = Field(description="The heading that is printed, without its number.")
    purpose: Text = Field(description="What the clause protects, in one sentence, for the people who review it. Never printed.")
    owner: Literal["legal", "business", "finance", "it", "security"] = Field(description="Who answers for the wording.")
    part: PartKind = Field(default=PartKind.TERMS, description="Where the clause stands: cover, terms, signatures or schedule.")
    order: Count = Field(description="The place within the topic; a smaller number stands first.")
    mandatory: Flag = Field(default=False, description="Whether a contract that satisfies `when` may not leave the clause out.")
    optional: Flag = Field(default=False, description="Whether the clause is in only where a contract includes it by name.")
    when: Text | None = Field(
        default=None, description="The condition on the data under which the clause is in, in the clause language; always, if absent."
    )
    definitions: Flag = Field(
        default=False, description="Whether the paragraphs are definitions: sorted, and printed only where the term is used."
    )
    risk: Risk | None = Field(default=None, description="How much the clause matters to us: critical, high, medium or low.")
    positions: PlaybookPositions = Field(default=(), description="The positions that we take, the best first.")
    never_accept: Listed[ClauseFloor] = Field(default=(), description="What we never accept, whatever else the clause says.")
    rationale: Rationale | None = Field(default=None, description="Why we take these positions.")
    talking_points: Several[Text] | None = Field(default=None, description="What our negotiators say to the other side.")
    trade_for: Several[Text] | None = Field(default=None, description="What we may ask for where we give way.")
    also_called: Several[Text] | None = Field(default=None, description="The headings under which others say the same.")


@dataclass(frozen=True, slots=True)
class ClauseSource:
    """One clause folder: its card and its wordings by name (`preferred`, `fallback-1`, ...)."""

    id: str
    topic: str
    card: Card
    wordings: Mapping[str, SourceText]
    positions: Positions = field(compare=False, repr=False, default=Positions())


@dataclass(frozen=True, slots=True)
class LawSource:
    """One law's folder: its law.yaml, and its wordings by name."""

    id: str
    law: Law
    texts: Mapping[str, SourceText]
    positions: Positions = field(compare=False, repr=False, default=Positions())

    @property
    def name(self) -> str:
        """The law as `legal.governing_law` names it."""
        return self.id.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Library:
    """All clauses in the order in which they are printed, and the laws as `legal.governing_law` names them."""

    clauses: tuple[ClauseSource, ...]
    laws: Mapping[str, LawSource]

    def clause(self, id: str) -> ClauseSource | None:
        """The clause with this id, if there is one."""
        return next((clause for clause in self.clauses if clause.id == id), None)
