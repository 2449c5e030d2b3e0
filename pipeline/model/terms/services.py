"""The services, the catalogue of requests, major incidents and problems."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.model.duration import Duration, Period, ServiceTime
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.plain import Count, Flag, Identifier, Text
from pipeline.model.scalar import bad
from pipeline.model.terms.named import Channel, Frequency, PriorityId, RateId, RoleId, SupportScope, Whose, WindowId
from pipeline.model.terms.section import Choice, Internal, Listed, Section, Several, chosen_by, kind


class TicketType(Choice):
    """What a ticket is about."""

    INCIDENT = "incident"
    SERVICE_REQUEST = "service_request"
    PROBLEM = "problem"
    CHANGE = "change"


class ServiceCategory(Choice):
    """The kind of a service."""

    SUPPORT = "support"
    INFRASTRUCTURE = "infrastructure"
    CONTINUITY = "continuity"
    HARDWARE = "hardware"
    SOFTWARE = "software"
    SECURITY = "security"
    CLOUD = "cloud"
    PROJECT = "project"


class ServicePrice(Choice):
    """Whether a service is named in a charge or is included in the others."""

    CHARGED = "charged"
    INCLUDED = "included"


class SupportChannel(Section):
    """A way to reach the Provider's support."""

    id: Identifier = Field(description="The name of this item in data paths.")
    type: Channel = Field(description="The kind of channel.")
    address: Text = Field(description="The number or address.")
    window: WindowId = Field(description="The service window in which the channel is staffed.")
    priorities: Several[PriorityId] = Field(description="The priorities that may be reported through it.")


class Volumes(Section):
    """The volumes on which the price of a service rests."""

    users: Count | None = Field(default=None, description="Number of users.")
    devices: Count | None = Field(default=None, description="Number of devices.")
    tickets_per_month: Count | None = Field(default=None, description="Expected tickets a month.")
    tolerance: Percent = Field(description="How far the volumes may move either way before the price is reviewed.")


class Backup(Section):
    """What backup and recovery must achieve."""

    recovery_point: Duration = Field(description="The Recovery Point Objective: how much recent data may be lost at most.")
    recovery_time: Duration = Field(description="The Recovery Time Objective: how long a restore may take at most.")
    frequency: Frequency = Field(description="How often a backup is made.")
    retention: Period = Field(description="How long a backup is kept.")
    offsite: Flag = Field(description="Whether a copy is kept at another site.")
    restore_test: Frequency = Field(description="How often a restore is tested.")


class Service(Section):
    """One service that the Provider provides."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed, such as Help desk support.")
    description: Text = Field(description="What the service comprises, in whole sentences.")
    category: ServiceCategory = Field(description="The kind of service.")
    scope: SupportScope = Field(description="Whether it concerns hardware, software or both.")
    in_scope: Flag = Field(description="Whether it is provided from the start; if not, it is only foreseen.")
    critical: Flag = Field(description="Whether its persistent failure endangers the business.")
    price: ServicePrice = Field(description="Whether a charge names it or it is included in the others.")
    window: WindowId = Field(description="The service window in which it is provided.")
    priorities: Several[PriorityId] = Field(description="The priorities that its incidents may have.")
    owner: Internal[RoleId] = Field(description="The role on the Customer's side that owns the service.")
    volumes: Volumes | None = Field(default=None, description="The volumes on which its price rests.")
    channels: Listed[SupportChannel] = Field(default=(), description="How it is reached.")
    backup: Backup | None = Field(default=None, description="What a backup service must achieve.")


class IncludedPrice(Section):
    """The request is fulfilled within the Charges."""

    kind: Literal["included"] = Field(description="How it is priced.")


class RatePrice(Section):
    """The request is charged by the Rate Card."""

    kind: Literal["rate"] = Field(description="How it is priced.")
    rate: RateId = Field(description="The rate.")
    effort: Duration = Field(description="The time charged, in hours or minutes.")


class FixedPrice(Section):
    """The request has a price of its own."""

    kind: Literal["fixed"] = Field(description="How it is priced.")
    amount: Money = Field(description="The price for each request.")


RequestPrice = Annotated[
    Annotated[IncludedPrice, kind("included")] | Annotated[RatePrice, kind("rate")] | Annotated[FixedPrice, kind("fixed")],
    chosen_by("kind"),
]


class CatalogueRequest(Section):
    """A standard service request."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="What is requested, such as Set up a new user.")
    window: WindowId = Field(description="The service window in which the time is counted.")
    fulfil_within: ServiceTime = Field(description="The time within which it is fulfilled.")
    price: RequestPrice = Field(description="What it costs.")


class MajorIncident(Section):
    """How a major incident is handled."""

    declared_by: Whose = Field(description="Who may declare one.")
    bridge_within: ServiceTime = Field(description="The time within which a conference bridge is open.")
    update_every: ServiceTime = Field(description="The longest time between two updates.")
    report_within: ServiceTime = Field(description="The time within which the report is delivered, from resolution.")


def _recurs(incidents: int) -> int:
    if incidents < 2:
        raise bad("bad-count", f"`{incidents}` incident does not recur: expected at least 2")
    return incidents


class ProblemManagement(Section):
    """How the causes of incidents are removed."""

    root_cause_report_within: ServiceTime = Field(description="The time within which the root cause is reported.")
    recurring_incidents: Annotated[Count, AfterValidator(_recurs)] = Field(description="How many incidents of one kind make a Problem.")
    recurring_within: Period = Field(description="The time within which they must have happened.")
