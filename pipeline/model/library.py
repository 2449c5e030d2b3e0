"""The clause library as written: cards, wordings and what the governing law switches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.model.document import PartKind
from pipeline.model.positions import Positions


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file; `file` is relative to the root, with forward slashes."""

    file: str
    text: str


class Described(BaseModel):
    """A mapping in a library file; every key is known and every scalar arrives as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Card(Described):
    """`clause.yaml`: what legal says about a clause, and when it is in."""

    title: str = Field(description="The heading that is printed, without its number.")
    purpose: str = Field(description="What the clause protects, in one sentence, for the people who review it. Never printed.")
    owner: Literal["legal", "business", "finance", "it", "security"] = Field(description="Who answers for the wording.")
    part: PartKind = Field(default=PartKind.TERMS, description="Where the clause stands: cover, terms, signatures or schedule.")
    order: int = Field(description="The place within the topic; a smaller number stands first.")
    mandatory: bool = Field(default=False, description="Whether a contract that satisfies `when` may not leave the clause out.")
    optional: bool = Field(default=False, description="Whether the clause is in only where a contract includes it by name.")
    when: str | None = Field(
        default=None, description="The condition on the data under which the clause is in, in the clause language; always, if absent."
    )
    definitions: bool = Field(
        default=False, description="Whether the paragraphs are definitions: sorted, and printed only where the term is used."
    )


class Law(Described):
    """`law.yaml`: the words and legends of one governing law."""

    name: str = Field(description="The law as `legal.governing_law` names it.")
    clause_word: str = Field(description='What a reference calls a clause: "clause" or "Section".')
    paragraph_word: str = Field(description="What a reference calls a paragraph of a schedule.")
    schedule_word: str = Field(description='What a schedule is called: "Schedule", "Exhibit" or "Annex".')
    draft_legend: str = Field(description="What is printed on every draft.")
    language: str = Field(description="The language of the wording as a BCP 47 tag, for Word's proofing and the PDF.")
    proper_names: tuple[str, ...] = Field(default=(), description="Capitalised names that need no definition: statutes, courts, places.")
    checked_on: Annotated[date, BeforeValidator(lambda text: date.fromisoformat(text) if isinstance(text, str) else text)] = Field(
        description="When somebody last checked these entries against their sources."
    )
    checked_by: str = Field(description="The role of that person.")
    sources: tuple[str, ...] = Field(default=(), description="Where the entries come from.")


@dataclass(frozen=True, slots=True)
class ClauseSource:
    """One clause folder: its card and its wordings by name (`preferred`, `fallback-1`, ...)."""

    id: str
    topic: str
    card: Card
    wordings: Mapping[str, SourceText]
    positions: Positions = field(compare=False, repr=False, default=Positions())


@dataclass(frozen=True, slots=True)
class Library:
    """All clauses in the order in which they are printed, and the laws by folder name."""

    clauses: tuple[ClauseSource, ...]
    laws: Mapping[str, Law]

    def clause(self, id: str) -> ClauseSource | None:
        """The clause with this id, if there is one."""
        return next((clause for clause in self.clauses if clause.id == id), None)
