"""The facts of one letter: those that whoever asks for it gives, and those that follow from the contract and the day."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Period
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.plain import Count, Flag, Identifier, IsoDate, Text
from pipeline.model.terms.section import Listed, Section
from pipeline.model.times import YearMonth


class MissedServiceLevel(Section):
    """A Service Level that was not reached in a Measurement Period."""

    id: Identifier = Field(description="The name of this item in data paths.")
    service_level: Text = Field(description="The Service Level as the Agreement calls it, such as P1 Response Time.")
    target: Percent = Field(description="What the Agreement requires.")
    attained: Percent = Field(description="The Attainment.")
    counted: Count = Field(description="How many Tickets or minutes were counted.")


class ClaimedCredit(Section):
    """The Service Credit for one Service Level."""

    id: Identifier = Field(description="The name of this item in data paths.")
    service_level: Text = Field(description="The Service Level as the Agreement calls it.")
    attained: Percent = Field(description="The Attainment.")
    share: Percent = Field(description="The share of the basis that the Agreement gives.")
    amount: Money = Field(description="The Service Credit in money.")


class GivenFacts(Section):
    """What a letter says beside the contract, as whoever asks for the letter gives it."""

    period: YearMonth | None = Field(default=None, description="The Measurement Period, as `2026-10`.")
    failures: Listed[MissedServiceLevel] = Field(default=(), description="The Service Levels that were not reached.")
    credits: Listed[ClaimedCredit] = Field(default=(), description="The Service Credits that are claimed.")
    total: Money | None = Field(default=None, description="The sum claimed where a cap makes it less than the Service Credits together.")
    clause: Text | None = Field(default=None, description="The clause that was broken, by its number or its id, as `18.2`.")
    events: tuple[Text, ...] = Field(default=(), description="What happened, one sentence each, with day and place.")
    remedy: Text | None = Field(default=None, description="What the other party has to do: words that follow `to`.")
    ground: Identifier | None = Field(
        default=None, description="The reason for termination: an id in `termination.reasons`, or `convenience`."
    )
    cure_demanded_on: IsoDate | None = Field(default=None, description="The day on which the notice that demanded a cure was received.")
    ends_on: IsoDate | None = Field(default=None, description="The day on which the termination is to take effect.")
    review_date: IsoDate | None = Field(default=None, description="The day from which the other party wants the new prices.")
    received_on: IsoDate | None = Field(default=None, description="The day on which its calculation was received.")
    increase: Percent | None = Field(default=None, description="The increase that it wants.")
    grounds: tuple[Text, ...] = Field(default=(), description="Why we object, one sentence each.")
    reply_by: IsoDate | None = Field(default=None, description="The day by which an answer is expected.")
    enclosures: tuple[Text, ...] = Field(default=(), description="What goes with the letter.")


class LetterFacts(GivenFacts):
    """All that a letter may say beside the contract; what is not given follows from the contract and the day of the letter."""

    day: IsoDate = Field(description="The day of the letter.")
    draft: Text | None = Field(default=None, description="Which draft goes with the letter, as that party counts, such as `Draft 2`.")
    earlier: Text | None = Field(default=None, description="The draft against which a redline goes with it.")
    open_points: tuple[Text, ...] = Field(default=(), description="What is still to be agreed in the draft.")
    cited: Text | None = Field(default=None, description="The clause that was broken, as a reference to it with its heading.")
    cure: Period | None = Field(default=None, description="The time to cure the reason for termination, where there is one.")
    cure_ends_on: IsoDate | None = Field(default=None, description="The day on which that time ends, if the letter is sent on its own day.")
    reason: Text | None = Field(default=None, description="The reason for termination in the words of the Agreement.")
    claimed: Money | None = Field(default=None, description="The sum claimed.")
    capped: Flag = Field(default=False, description="Whether the sum is less than the Service Credits together.")
    term_ends_on: IsoDate | None = Field(default=None, description="The last day of the Initial Term or Renewal Term that is running.")
    receive_by: IsoDate | None = Field(default=None, description="The last day on which the other party may receive the letter.")
