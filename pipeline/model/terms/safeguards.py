"""What keeps a customer free in a long contract: step-in, comparison with the market, and switching between cloud providers."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Duration, Period, WholeMonths
from pipeline.model.percent import Percent
from pipeline.model.plain import Count, Text
from pipeline.model.terms.named import ServiceId
from pipeline.model.terms.section import Choice, Section, Several


class StepInTrigger(Choice):
    """An event after which the Customer may take a service over for a time."""

    CHRONIC_FAILURE = "chronic_failure"
    MATERIAL_BREACH = "material_breach"
    INSOLVENCY = "insolvency"

    @property
    def words(self) -> str:
        """The event as a clause that follows the word `if`."""
        return {
            StepInTrigger.CHRONIC_FAILURE: "a repeated failure affects that service",
            StepInTrigger.MATERIAL_BREACH: "the Provider is in material breach of a duty that concerns that service",
            StepInTrigger.INSOLVENCY: "the Provider becomes insolvent or enters an insolvency procedure",
        }[self]


class StepIn(Section):
    """The Customer's right to operate a critical service itself for a time."""

    services: Several[ServiceId] = Field(description="The services that the Customer may take over.")
    triggers: Several[StepInTrigger] = Field(description="The events after which it may.")
    notice: Duration = Field(description="The time between the Customer's notice and the beginning.")
    longest: Period = Field(description="How long it lasts at most.")


class BenchmarkCost(Choice):
    """Who pays the expert."""

    CUSTOMER_UNLESS_REDUCED = "customer_unless_reduced"
    SHARED = "shared"


class Benchmarking(Section):
    """The comparison of Charges and Service Levels with the market."""

    first_after: Period = Field(description="The time from the start of the Initial Term before which there is none.")
    interval: WholeMonths = Field(description="The shortest time between two comparisons.")
    peers: Count = Field(description="How many comparable customers the expert looks at, at least.")
    tolerance: Percent = Field(description="How far the Charges may lie above the average before they are lowered.")
    answer_within: Duration = Field(description="The time in which a party objects, gives information or comments.")
    report_within: Period = Field(description="The time in which the expert reports, from the appointment.")
    cost: BenchmarkCost = Field(description="Who pays the expert.")


class SwitchingCharge(Choice):
    """What the provider of a cloud service asks for a switch."""

    NONE = "none"
    AT_COST = "at_cost"


class CloudSwitching(Section):
    """Leaving a cloud service, under Articles 23 to 31 of Regulation (EU) 2023/2854 (Data Act)."""

    notice: Period = Field(description="The notice of a switch; Article 25(2)(d) allows 2 months at most.")
    transition: Period = Field(description="The time for the switch, from the end of the notice; Article 25(2)(a) allows 30 days at most.")
    retrieval: Period = Field(description="How long data can be fetched after the switch; Article 25(2)(g) asks for 30 days at least.")
    exportable: Several[Text] = Field(description="All categories of data and digital assets that can be taken along.")
    not_exportable: tuple[Text, ...] = Field(
        default=(), description="The categories of data on the internal working of the service that stay, because they are trade secrets."
    )
    format: Text = Field(description="The format of the data, such as CSV and JSON files with a description of their fields.")
    charge: SwitchingCharge = Field(description="What the switch costs; nothing from 12 January 2027 on.")
