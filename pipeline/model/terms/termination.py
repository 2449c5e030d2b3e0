"""How the agreement ends, and what happens then."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.model.duration import Duration, Period
from pipeline.model.money import Money
from pipeline.model.percent import Share
from pipeline.model.plain import Count, Flag, Identifier, IsoDate, Text
from pipeline.model.terms.named import RoleId, Side, Whose
from pipeline.model.terms.section import Choice, Listed, Section, Some, chosen_by, kind


class NoConvenience(Section):
    """The party has no right to terminate without a reason."""

    allowed: Flag = Field(description="Whether the right exists.")


class ConvenienceRight(Section):
    """The party may terminate without a reason."""

    allowed: Flag = Field(description="Whether the right exists.")
    notice: Period = Field(description="The notice.")
    not_before: Period | None = Field(
        default=None, description="The time from the start of the Initial Term before which no notice takes effect."
    )


Convenience = Annotated[Annotated[NoConvenience, kind("false")] | Annotated[ConvenienceRight, kind("true")], chosen_by("allowed")]


class ConvenienceRights(Section):
    """Termination for convenience, by party."""

    customer: Convenience = Field(description="The Customer's right.")
    provider: Convenience = Field(description="The Provider's right.")


class TerminationReason(Section):
    """A reason for which a party may terminate."""

    id: Identifier = Field(description="The name of this item in data paths, such as material_breach or chronic_failure.")
    words: Text = Field(description="The reason: a clause without a full stop, which follows the word `if`.")
    right_of: Whose = Field(description="Whose right it is.")
    cure: Period | None = Field(default=None, description="The time to cure it; absent where it cannot be cured.")


class NoSuspension(Section):
    """The Provider may not suspend the services."""

    allowed: Flag = Field(description="Whether the right exists.")


class SuspensionRight(Section):
    """The Provider may suspend the services when undisputed sums stay unpaid."""

    allowed: Flag = Field(description="Whether the right exists.")
    notice: Period = Field(description="The notice, after the sum fell due.")


Suspension = Annotated[Annotated[NoSuspension, kind("false")] | Annotated[SuspensionRight, kind("true")], chosen_by("allowed")]


class FeeBasis(Choice):
    """The sum of which the early termination fee is a percentage."""

    ANNUAL_CHARGE = "annual_charge"
    UNPAID_MILESTONES = "unpaid_milestones"


class FeeStep(Section):
    """The fee in one year of the Initial Term."""

    id: Identifier = Field(description="The name of this item in data paths.")
    year: Count = Field(description="The year of the Initial Term, from 1.")
    percentage: Share = Field(description="The fee as a share of the basis.")


class FeeExample(Section):
    """A worked example: a day, and the fee that should be due if the agreement ends on it. The check computes it anew."""

    id: Identifier = Field(description="The name of this item in data paths.")
    ends_on: IsoDate = Field(description="The day on which the termination takes effect.")
    fee: Money = Field(description="The fee that should be due; for unpaid milestones, if none has received acceptance.")


class EarlyFee(Section):
    """What the Customer pays when it terminates for convenience."""

    basis: FeeBasis = Field(description="The sum of which it is a percentage.")
    steps: Some[FeeStep] = Field(description="The fee, by year of the Initial Term.")
    examples: Listed[FeeExample] = Field(default=(), description="Worked examples: the schedule prints them, the check computes them.")


class Termination(Section):
    """How the agreement ends before its term."""

    convenience: ConvenienceRights = Field(description="Termination for convenience, by party.")
    reasons: Some[TerminationReason] = Field(description="Termination for cause: the reasons.")
    suspension_by_provider: Suspension = Field(description="Whether the Provider may suspend the services.")
    early_fee: EarlyFee | None = Field(default=None, description="The early termination fee; absent where there is none.")


class ExitCharge(Choice):
    """How exit assistance is paid."""

    RATE_CARD = "rate_card"
    INCLUDED = "included"


class DataReturn(Section):
    """How the Customer's data is returned."""

    format: Text = Field(description="The format, such as an open, machine-readable format.")
    within: Period = Field(description="The time, from the end of the agreement.")


class ExitTaskStart(Choice):
    """The moment from which the time of an exit task runs."""

    EXIT_PERIOD_START = "exit_period_start"
    TERM_END = "term_end"


class ExitTask(Section):
    """A task of the handover."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="What is done.")
    party: Side = Field(description="Which party does it.")
    owner: RoleId = Field(description="The role that answers for it.")
    due: Duration = Field(description="The time within which it is done.")
    after: ExitTaskStart = Field(description="The moment from which the time runs.")


class HandoverItem(Section):
    """Something that is handed over at the end."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="What is handed over.")
    form: Text = Field(description="In what form, or in which state.")


class Exit(Section):
    """Help at the end of the agreement."""

    plan_due: Period = Field(description="The time for the exit plan, from the Effective Date.")
    assistance_period: Period = Field(description="How long the Provider assists, from the end of the agreement.")
    charge: ExitCharge = Field(description="How the assistance is paid.")
    data_return: DataReturn = Field(description="How data is returned.")
    deletion_certificate: Flag = Field(description="Whether deletion is certified in writing.")
    knowledge_transfer: Flag = Field(description="Whether knowledge is transferred to the successor.")
    tasks: Listed[ExitTask] = Field(default=(), description="The tasks of the handover, as far as they are agreed.")
    handover: Listed[HandoverItem] = Field(default=(), description="What is handed over, as far as it is agreed.")
