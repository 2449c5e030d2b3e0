"""A letter on our letterhead: its wording in the library, and the letter itself, ready to be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import Field

from pipeline.model.document import Block
from pipeline.model.library import SourceText
from pipeline.model.plain import Identifier, Text
from pipeline.model.positions import Positions
from pipeline.model.stamp import Paper
from pipeline.model.terms.section import Choice, Section


class Deadline(Choice):
    """What makes a letter late."""

    NON_RENEWAL = "non_renewal"
    CREDIT_CLAIM = "credit_claim"


class LetterCard(Section):
    """`letter.yaml`: what legal says about a kind of letter, and when it can be written."""

    title: Text = Field(description="The subject line, beside the name of the agreement.")
    purpose: Text = Field(description="What the letter is for, in one sentence. Never printed.")
    owner: Literal["legal", "business", "finance", "it", "security"] = Field(description="Who answers for the wording.")
    to: Literal["notice_address", "recipient"] = Field(
        description="`notice_address`: a notice under the agreement. `recipient`: one of those to whom drafts are sent."
    )
    when: Text | None = Field(default=None, description="The condition on the data without which there is no such letter; none, if absent.")
    otherwise: Text | None = Field(default=None, description="Why there is no such letter where `when` does not hold, as a sentence.")
    facts: tuple[Identifier, ...] = Field(default=(), description="What has to be given beside the contract.")
    deadline: Deadline | None = Field(default=None, description="What makes the letter late; nothing, if absent.")


@dataclass(frozen=True, slots=True)
class LetterSource:
    """One kind of letter as the library has it."""

    kind: str
    card: LetterCard
    text: SourceText
    positions: Positions = field(compare=False, repr=False, default=Positions())


Letters = Mapping[str, LetterSource]
"""The kinds of letter by name."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the name, the address in lines, and what the law wants on a business letter of such a company."""

    name: str
    address: tuple[str, ...]
    register: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `blocks` holds no references: they are words, as the version that the letter speaks of counts.

    `delivery` says which way it goes, `to` are the lines of the address, `signed_by` the name and title of each who signs, and
    `by_hand` whether a line is left for each signature.
    """

    title: str
    head: Letterhead
    delivery: str
    to: tuple[str, ...]
    day: date
    reference: str
    agreement: str
    subject: str
    salutation: str
    blocks: tuple[Block, ...]
    closing: str
    signed_by: tuple[tuple[str, str], ...]
    by_hand: bool
    enclosures: tuple[str, ...]
    copies: tuple[str, ...]
    language: str
    legend: str = ""
    paper: Paper = Paper.A4
