"""Which clauses of the library are in, in which wording, and what this deal words itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.plain import ClauseId, Count, Identifier, Text
from pipeline.model.terms.section import Choice, Internal, Keyed, Listed, Section, chosen_by, kind


class ReplaceTerm(Section):
    """Replaces a clause or paragraph of the library."""

    id: Identifier = Field(description="The name of this item in data paths.")
    op: Literal["replace"] = Field(description="What is done to the target.")
    target: ClauseId = Field(description="The clause or paragraph replaced.")
    text: ClauseId = Field(description="The file of the wording in the contract's folder clauses/, without .md.")
    reason: Internal[Text] = Field(description="Why the library's wording does not do.")
    round: Internal[Count | None] = Field(
        default=None, description="The round of the negotiation in which both sides agreed on it; it then ranks as what it stands beside."
    )


class InsertTerm(Section):
    """Follows a clause or paragraph of the library."""

    id: Identifier = Field(description="The name of this item in data paths.")
    op: Literal["insert_after"] = Field(description="What is done to the target.")
    target: ClauseId = Field(description="The clause or paragraph that it follows.")
    text: ClauseId = Field(description="The file of the wording in the contract's folder clauses/, without .md.")
    reason: Internal[Text] = Field(description="Why it is needed.")
    round: Internal[Count | None] = Field(
        default=None, description="The round of the negotiation in which both sides agreed on it; it then ranks as what it stands beside."
    )


class DeleteTerm(Section):
    """Deletes a clause or paragraph of the library."""

    id: Identifier = Field(description="The name of this item in data paths.")
    op: Literal["delete"] = Field(description="What is done to the target.")
    target: ClauseId = Field(description="The clause or paragraph deleted.")
    reason: Internal[Text] = Field(description="Why it is not needed.")
    round: Internal[Count | None] = Field(
        default=None, description="The round of the negotiation in which both sides agreed on it; it then ranks as what it stands beside."
    )


SpecialTerm = Annotated[
    Annotated[ReplaceTerm, kind("replace")] | Annotated[InsertTerm, kind("insert_after")] | Annotated[DeleteTerm, kind("delete")],
    chosen_by("op"),
]


class Numbering(Choice):
    """How clauses are numbered once a draft has been sent."""

    KEPT = "kept"
    RENUMBERED = "renumbered"


class ClauseChoice(Section):
    """How this contract uses the library."""

    wording: Internal[Keyed[ClauseId, ClauseId]] = Field(
        default_factory=dict, description="The wording, by clause, where it is not the preferred one: fallback-1 and so on."
    )
    include: Internal[tuple[ClauseId, ...]] = Field(default=(), description="Optional clauses that are in.")
    leave_out: Internal[tuple[ClauseId, ...]] = Field(default=(), description="Clauses that are not mandatory and are left out.")
    special_terms: Listed[SpecialTerm] = Field(
        default=(), description="Wording of this deal that replaces, follows or deletes the library's."
    )
    numbering: Internal[Numbering] = Field(
        default=Numbering.KEPT,
        description="Whether a clause that is dropped after a draft was sent leaves its number behind, or the final draft counts anew.",
    )
    proper_names: Internal[tuple[Text, ...]] = Field(
        default=(), description="Capitalised names in this deal's own wording that need no definition, such as places and companies."
    )


class OpenItem(Section):
    """A point that a preliminary draft leaves open."""

    path: Internal[Text] = Field(description="The data path of the field that has no value yet.")
    label: Text = Field(description="How the point is printed: To be agreed, and these words.")
