"""The playbook of a clause: the positions that we would take, the floor below which we take none, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from pipeline.model.plain import ClauseId, Identifier, Text
from pipeline.model.scalar import bad
from pipeline.model.terms.section import Listed, Section

PREFERRED = "preferred"
_FALLBACK = re.compile(r"fallback-[1-9]")

Risk = Literal["critical", "high", "medium", "low"]


def _is_position(name: str) -> str:
    if name != PREFERRED and not _FALLBACK.fullmatch(name):
        raise bad("bad-position", f"`{name}` is no name of a position: expected `preferred`, `fallback-1`, `fallback-2` and so on")
    return name


class PlaybookPosition(Section):
    """A position that we take in a negotiation; the first that a contract meets is the one it has reached."""

    id: Annotated[ClauseId, AfterValidator(_is_position)] = Field(description="`preferred`, then `fallback-1`, `fallback-2` and so on.")
    says: Text = Field(description="The position in one sentence, for those who approve it.")
    when: Text | None = Field(
        default=None, description="The condition on the data under which a contract has this position, in the clause language."
    )
    wording: ClauseId | None = Field(default=None, description="The wording of the clause that is this position, where it is one of words.")
    approvers: tuple[Identifier, ...] = Field(default=(), description="The roles of house.yaml that must approve a fallback, all of them.")


def _in_order(positions: tuple[PlaybookPosition, ...]) -> tuple[PlaybookPosition, ...]:
    for ordinal, position in enumerate(positions):
        expected = f"fallback-{ordinal}" if ordinal else PREFERRED
        if position.id != expected:
            raise bad("position-out-of-order", f"`{position.id}` stands here: expected `{expected}`", within=(ordinal, "id"))
        if ordinal and not position.approvers:
            message = f"nobody is named who approves `{position.id}`: expected `approvers`"
            raise bad("fallback-without-approver", message, "name roles of data/house.yaml", within=(ordinal,))
        if position.when is None and position.wording is None:
            message = f"nothing tells whether a contract has reached `{position.id}`: expected `when` or `wording`"
            raise bad("position-without-condition", message, within=(ordinal,))
    return positions


PlaybookPositions = Annotated[Listed[PlaybookPosition], AfterValidator(_in_order)]
"""The positions of one clause, the best first."""


class ClauseFloor(Section):
    """What we never accept, whatever else the clause says."""

    id: Identifier = Field(description="The name of this item in data paths.")
    says: Text = Field(description="What we never accept, in one sentence.")
    when: Text | None = Field(
        default=None, description="The condition on the data under which it has come so; without one, people look for it in the wording."
    )


class Rationale(Section):
    """Why we take these positions; at least one of the three."""

    legal: Text | None = Field(default=None, description="What the law or a court would make of less.")
    commercial: Text | None = Field(default=None, description="What less would cost.")
    operational: Text | None = Field(default=None, description="What less would mean for the work.")

    @model_validator(mode="after")
    def _not_empty(self) -> Rationale:
        if not (self.legal or self.commercial or self.operational):
            raise bad("empty-rationale", "no reason is given: expected `legal`, `commercial` or `operational`")
        return self


@dataclass(frozen=True, slots=True)
class ReachedPosition:
    """The position of a clause that one contract has reached.

    `position` is None where the contract meets none, or where it depends on a point that is still open (`open`).
    """

    clause: str
    title: str
    position: str | None
    says: str = ""
    approvers: tuple[str, ...] = ()
    open: bool = False

    @property
    def is_fallback(self) -> bool:
        """Whether we gave way, so that somebody must approve."""
        return self.position not in (None, PREFERRED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Where one set of terms leaves a clause: the position reached, and the floors below which it has come, in words.

    `paths` are the values that its positions and floors ask about; a value that none asks about is not covered by the playbook.
    """

    reached: ReachedPosition
    broken: tuple[str, ...]
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class HouseJudgement:
    """A floor of our house that a value passes: where, why we accept no less, and the role that alone may grant an exception."""

    path: str
    says: str
    approver: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where the words of a contract depart from what the library prefers: the clause or paragraph, how, and why as the data gives it."""

    target: str
    what: str
    reason: str = ""
