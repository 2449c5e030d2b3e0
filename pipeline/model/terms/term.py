"""How long the agreement lasts, and how it renews."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.model.duration import Period, WholeMonths
from pipeline.model.plain import Count, IsoDate
from pipeline.model.scalar import bad
from pipeline.model.terms.section import Choice, Section, chosen_by, kind


def _at_most_twenty(count: int) -> int:
    if count > 20:
        raise bad("bad-count", f"`{count}` renewals are too many: expected at most 20")
    return count


Renewals = Annotated[Count, AfterValidator(_at_most_twenty)]


class RunsFrom(Choice):
    """The day on which the Initial Term begins."""

    EFFECTIVE_DATE = "effective_date"
    SERVICE_START_DATE = "service_start_date"


class NonRenewalNotice(Section):
    """How long before the end each party must say that it does not renew."""

    customer: Period = Field(description="The Customer's notice against renewal.")
    provider: Period = Field(description="The Provider's notice against renewal.")


class NoRenewal(Section):
    """The agreement ends with the Initial Term."""

    mode: Literal["none"] = Field(description="Whether and how the agreement renews.")


class AutomaticRenewal(Section):
    """The agreement renews unless a party gives notice."""

    mode: Literal["auto"] = Field(description="Whether and how the agreement renews.")
    period: WholeMonths = Field(description="The length of one Renewal Term.")
    max_renewals: Renewals = Field(description="How many Renewal Terms there may be; at most 20.")
    non_renewal_notice: NonRenewalNotice = Field(description="The notice against renewal, by party.")


class AgreedRenewal(Section):
    """The agreement renews only if both parties say so in writing."""

    mode: Literal["by_agreement"] = Field(description="Whether and how the agreement renews.")
    period: WholeMonths = Field(description="The length of one Renewal Term.")
    max_renewals: Renewals = Field(description="How many Renewal Terms there may be; at most 20.")
    agree_before_expiry: Period = Field(description="How long before the end the agreement must be reached.")


Renewal = Annotated[
    Annotated[NoRenewal, kind("none")] | Annotated[AutomaticRenewal, kind("auto")] | Annotated[AgreedRenewal, kind("by_agreement")],
    chosen_by("mode"),
]


class Term(Section):
    """Start, Initial Term and renewal. The Expiry Date is computed."""

    effective_date: IsoDate = Field(description="The day from which the agreement binds.")
    service_start_date: IsoDate = Field(description="The day from which the services are provided; not before the Effective Date.")
    transition_period: Period | None = Field(default=None, description="The time for taking over the services, from the Effective Date.")
    runs_from: RunsFrom = Field(description="The day on which the Initial Term begins.")
    initial_term: WholeMonths = Field(description="The length of the Initial Term, in months or years.")
    renewal: Renewal = Field(description="Whether and how the agreement renews.")
