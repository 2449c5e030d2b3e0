"""The Rate Card, and the Additional Services with their prices."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.duration import Duration, Period
from pipeline.model.money import Money, UnitPrice
from pipeline.model.percent import Percent
from pipeline.model.plain import Count, Factor, Identifier, Text
from pipeline.model.terms.named import ChargePeriod, RateId
from pipeline.model.terms.section import Choice, Section, chosen_by, kind


class RateUnit(Choice):
    """The time for which a rate is charged."""

    HOUR = "hour"
    DAY = "day"


class Rate(Section):
    """A rate of the Rate Card."""

    id: Identifier = Field(description="The name by which other sections name this rate.")
    role: Text = Field(description="Who works at this rate.")
    unit: RateUnit = Field(description="The time for which it is charged.")
    rate: Money = Field(description="The rate for one unit.")
    out_of_hours_multiplier: Factor = Field(description="By what the rate is multiplied outside Business Hours.")
    min_billing: Duration | None = Field(default=None, description="The least time charged.")


class AdditionalServiceKind(Choice):
    """The kind of an Additional Service."""

    DATA_BACKUP = "data_backup"
    CYBERSECURITY = "cybersecurity"
    CLOUD_COMPUTING = "cloud_computing"
    IT_CONSULTING = "it_consulting"
    TRAINING = "training"
    OTHER = "other"


class AdditionalServiceStatus(Choice):
    """Whether an Additional Service is already ordered."""

    ORDERED = "ordered"
    OPTIONAL = "optional"
    ON_DEMAND = "on_demand"


class OrderRoute(Choice):
    """How an Additional Service is ordered."""

    CHANGE_REQUEST = "change_request"
    ORDER_FORM = "order_form"
    SERVICE_REQUEST = "service_request"

    @property
    def words(self) -> str:
        """The route by the Defined Term that the agreement has for it."""
        return {OrderRoute.CHANGE_REQUEST: "Change Request", OrderRoute.SERVICE_REQUEST: "Service Request"}.get(self, super().words)


class PricedUnit(Choice):
    """What is counted."""

    GIGABYTE = "gigabyte"
    DEVICE = "device"
    USER = "user"
    ITEM = "item"


class UnitPricing(Section):
    """A price for each unit and period."""

    model: Literal["per_unit"] = Field(description="How it is priced.")
    unit: PricedUnit = Field(description="What is counted.")
    amount: UnitPrice = Field(description="The price of one unit for one period.")
    period: ChargePeriod = Field(description="The period charged.")
    estimated_quantity: Count = Field(description="How many units are expected.")


class CostPlusPricing(Section):
    """The supplier's cost and an uplift."""

    model: Literal["at_cost_plus"] = Field(description="How it is priced.")
    uplift: Percent = Field(description="The uplift on the supplier's cost.")
    estimate: Money = Field(description="The expected cost for one period, before the uplift.")
    period: ChargePeriod = Field(description="The period of the estimate.")


class RatePricing(Section):
    """Time at a rate of the Rate Card."""

    model: Literal["rate_card"] = Field(description="How it is priced.")
    rate: RateId = Field(description="The rate.")
    estimated_quantity: Count = Field(description="How many of the rate's units are expected for one period.")
    period: ChargePeriod = Field(description="The period of the estimate.")


class FixedPricing(Section):
    """A fixed price for each period."""

    model: Literal["fixed"] = Field(description="How it is priced.")
    amount: Money = Field(description="The price for one period.")
    period: ChargePeriod = Field(description="The period charged.")


Pricing = Annotated[
    Annotated[UnitPricing, kind("per_unit")]
    | Annotated[CostPlusPricing, kind("at_cost_plus")]
    | Annotated[RatePricing, kind("rate_card")]
    | Annotated[FixedPricing, kind("fixed")],
    chosen_by("model"),
]


class AdditionalService(Section):
    """A service beyond the scope that may be ordered at an agreed price."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed.")
    description: Text = Field(description="What it comprises, in whole sentences.")
    kind: AdditionalServiceKind = Field(description="The kind.")
    status: AdditionalServiceStatus = Field(description="Whether it is already ordered.")
    pricing: Pricing = Field(description="What it costs.")
    order_by: OrderRoute = Field(description="How it is ordered.")
    cancellation_notice: Period | None = Field(default=None, description="The notice by which the Customer ends it again.")
