"""Service Credits: what the Customer receives when Service Levels are missed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.duration import Period
from pipeline.model.money import Money
from pipeline.model.percent import Share
from pipeline.model.plain import Count, Flag, Identifier, Text
from pipeline.model.terms.named import ServiceId
from pipeline.model.terms.section import Choice, Listed, RefersTo, Section, Some, chosen_by, kind
from pipeline.model.times import YearMonth


class CreditBasis(Choice):
    """The sum of which a credit is a percentage."""

    TOTAL_MONTHLY_CHARGE = "total_monthly_charge"
    MONTHLY_CHARGE_OF_SERVICE = "monthly_charge_of_service"


class Combine(Choice):
    """What is credited when one event misses several targets."""

    SUM = "sum"
    HIGHEST = "highest"


class Settlement(Choice):
    """How a credit is paid."""

    NEXT_INVOICE = "next_invoice"
    PAID_OUT = "paid_out"


class Measure(Choice):
    """What a Service Level measures."""

    RESPONSE = "response"
    RESOLUTION = "resolution"
    AVAILABILITY = "availability"


class ChronicRight(Choice):
    """What the Customer may terminate on persistent failure."""

    TERMINATE_SERVICE = "terminate_service"
    TERMINATE_AGREEMENT = "terminate_agreement"


class CreditBand(Section):
    """A band of Attainment, from `at_least` to below the next band; the first includes 100 %."""

    id: Identifier = Field(description="The name of this item in data paths.")
    at_least: Share = Field(description="The lowest Attainment of the band.")
    credit: Share = Field(description="The credit, as a share of the basis.")


class CreditBands(Section):
    """The bands, by kind of Service Level, the highest Attainment first."""

    response_and_resolution: Some[CreditBand] = Field(description="For the compliance with response and resolution targets.")
    availability: Listed[CreditBand] = Field(default=(), description="For availability.")


MeasuredId = Annotated[Identifier, RefersTo("service_levels.targets", "service_levels.availability")]


class CreditWeight(Section):
    """How much of the sum at risk one Service Level carries."""

    id: Identifier = Field(description="The name of this item in data paths.")
    measure: Measure = Field(description="What is measured.")
    of: MeasuredId = Field(description="The priority, or the availability target, that is measured.")
    share: Share = Field(description="The share at risk; all shares sum to 100 %.")


class AutomaticClaim(Section):
    """Credits are due without a claim."""

    mode: Literal["automatic"] = Field(description="Whether credits must be claimed.")


class ClaimOnDemand(Section):
    """Credits must be claimed."""

    mode: Literal["on_claim"] = Field(description="Whether credits must be claimed.")
    within: Period = Field(description="The time for the claim, from the end of the month.")


Claim = Annotated[Annotated[AutomaticClaim, kind("automatic")] | Annotated[ClaimOnDemand, kind("on_claim")], chosen_by("mode")]


class ChronicRule(Section):
    """So many failed months among so many consecutive ones."""

    id: Identifier = Field(description="The name of this item in data paths.")
    failed_months: Count = Field(description="The number of months in which the same Service Level was missed.")
    of_months: Count = Field(description="Among how many consecutive months.")


class ChronicFailure(Section):
    """When missing Service Levels becomes persistent, and what follows."""

    rules: Some[ChronicRule] = Field(description="Any of these makes the failure persistent.")
    right: ChronicRight = Field(description="What the Customer may then terminate.")
    survives_sole_remedy: Flag = Field(description="Whether the right stands although credits are the sole remedy.")


class LevelExample(Section):
    """What one Service Level comes to in a worked example; tickets, or minutes of agreed time for availability."""

    id: Identifier = Field(description="The name of this item in data paths.")
    measure: Measure = Field(description="What is measured.")
    of: MeasuredId = Field(description="The priority, or the availability target, that is measured.")
    counted: Count = Field(description="The tickets that count; for availability the minutes of agreed time.")
    met: Count = Field(description="How many of them met the time; for availability the minutes in which the service was available.")
    services: tuple[ServiceId, ...] = Field(
        default=(), description="The services that the missed tickets belong to; only where the basis is the charge of a service."
    )
    share: Share = Field(description="What the Customer should receive for it, as a share of the basis, with the weight already applied.")


class CreditExample(Section):
    """A worked example: a month, and the Service Credit that it should give. The check computes it anew."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="What the example is about, such as Slow month.")
    month: YearMonth = Field(description="The month, which decides what is charged.")
    levels: Some[LevelExample] = Field(description="What the Service Levels come to; those that are not named are met.")
    credit: Money = Field(description="The Service Credit that should be due for the month.")


class _CommonCredits(Section):
    basis: CreditBasis = Field(description="The sum of which a credit is a percentage.")
    combine: Combine = Field(description="What is credited when one event misses several targets.")
    monthly_cap: Share = Field(description="The most that is credited for one month, as a share of the basis.")
    claim: Claim = Field(description="Whether credits must be claimed.")
    settlement: Settlement = Field(description="How a credit is paid.")
    paid_on_termination: Flag = Field(description="Whether credits not yet settled are paid out when the agreement ends.")
    sole_remedy: Flag = Field(description="Whether credits are the only remedy for a missed Service Level.")
    chronic_failure: ChronicFailure | None = Field(default=None, description="The right to terminate on persistent failure.")
    examples: Listed[CreditExample] = Field(default=(), description="Worked examples: the schedule prints them, the check computes them.")


class BandCredits(_CommonCredits):
    """Credits by bands of Attainment."""

    model: Literal["attainment_bands"] = Field(description="How credits are computed.")
    bands: CreditBands = Field(description="The bands, by kind of Service Level.")
    weights: Listed[CreditWeight] = Field(default=(), description="How the sum at risk is shared; none means that each counts in full.")


class FailureCredits(_CommonCredits):
    """A fixed credit for each Service Level missed in a month."""

    model: Literal["per_failure"] = Field(description="How credits are computed.")
    credit: Share = Field(description="The credit for each Service Level missed in a month.")


ServiceCredits = Annotated[
    Annotated[BandCredits, kind("attainment_bands")] | Annotated[FailureCredits, kind("per_failure")], chosen_by("model")
]
