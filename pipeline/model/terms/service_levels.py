"""Priorities, response and resolution targets, availability."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Duration, ServiceTime
from pipeline.model.percent import Share
from pipeline.model.plain import Count, Flag, Identifier, IsoDate, Text
from pipeline.model.terms.calendar import Weekday
from pipeline.model.terms.named import ImpactId, PriorityId, RoleId, ServiceId, UrgencyId, WindowId
from pipeline.model.terms.section import Choice, Keyed, Listed, Section, Several, Some
from pipeline.model.terms.service_clock import PauseState, ServiceClock
from pipeline.model.times import Hours, TimeOfDay


class ResponseDefinition(Choice):
    """What counts as a response."""

    HUMAN_ACKNOWLEDGEMENT = "human_acknowledgement"
    WORK_STARTED = "work_started"
    ANY_ACKNOWLEDGEMENT = "any_acknowledgement"


class BelowMinimum(Choice):
    """How a target is judged in a month with fewer tickets than the minimum sample."""

    ALLOW_ONE_MISS = "allow_one_miss"
    CARRY_FORWARD = "carry_forward"
    NOT_SCORED = "not_scored"


class MeasurementPeriod(Choice):
    """The period over which availability is measured."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Downtime(Choice):
    """Downtime that does not count."""

    SCHEDULED_MAINTENANCE = "scheduled_maintenance"
    FORCE_MAJEURE = "force_majeure"
    CUSTOMER_CAUSE = "customer_cause"


class ServiceLevelTarget(Section):
    """The targets of one priority; its id is the priority's."""

    id: Identifier = Field(description="The priority, such as p1; the list is in order, the highest first.")
    name: Text = Field(description="The name of the priority, such as Critical.")
    description: Text = Field(description="What the priority means: a phrase without a full stop.")
    window: WindowId = Field(description="The service window in which the clock runs.")
    response: ServiceTime = Field(description="The Response Time.")
    resolution: ServiceTime = Field(description="The Resolution Time.")
    update_every: ServiceTime = Field(description="The longest time between two updates to the Customer.")
    compliance: Share = Field(description="The share of tickets that must meet each target in a month.")
    credit: Flag = Field(description="Whether missing the compliance gives a Service Credit.")
    pauses: tuple[PauseState, ...] | None = Field(default=None, description="The pause states of this priority, where they differ.")


class Maintenance(Section):
    """Scheduled maintenance."""

    days: Several[Weekday] = Field(description="The days on which it may take place.")
    hours: Hours = Field(description="The hours in which it may take place.")
    max_per_period: Duration = Field(description="The most in one measurement period, in minutes or hours.")
    notice: Duration = Field(description="How long before it is announced.")


class AvailabilityTarget(Section):
    """The availability of one service."""

    id: Identifier = Field(description="The name of this item in data paths.")
    service: ServiceId = Field(description="The service that must be available.")
    target: Share = Field(description="The share of the window in which it must be available.")
    window: WindowId = Field(description="The service window over which it is measured.")
    period: MeasurementPeriod = Field(description="The period over which it is measured.")
    excludes: tuple[Downtime, ...] = Field(description="Downtime that does not count.")
    maintenance: Maintenance | None = Field(default=None, description="Scheduled maintenance, where there is any.")


class TimeOutcome(Choice):
    """How the Resolution Time of a worked example comes out."""

    MET = "met"
    MISSED = "missed"


class TimeExample(Section):
    """A worked example: an Incident that is answered at once, and the time that counts up to its resolution. The check counts it anew."""

    id: Identifier = Field(description="The name of this item in data paths.")
    priority: PriorityId = Field(description="The priority of the Incident.")
    opened_on: IsoDate = Field(description="The day on which it is opened.")
    opened_at: TimeOfDay = Field(description="The time of day, in the time zone of the calendar.")
    resolved_on: IsoDate = Field(description="The day on which it is resolved.")
    resolved_at: TimeOfDay = Field(description="The time of day, in the time zone of the calendar.")
    counted: ServiceTime = Field(description="The time that should count.")
    outcome: TimeOutcome | None = Field(default=None, description="Whether the Resolution Time should then be met.")


class ServiceLevels(Section):
    """What the Provider must achieve, and how it is measured."""

    response_definition: ResponseDefinition = Field(description="What counts as a response.")
    resolution_includes_workaround: Flag = Field(description="Whether a workaround that the Customer accepts meets the Resolution Time.")
    clock: ServiceClock = Field(description="How the time of a ticket is counted.")
    targets: Some[ServiceLevelTarget] = Field(description="The targets, by priority, the highest first.")
    availability: Listed[AvailabilityTarget] = Field(default=(), description="The availability, by service.")
    minimum_sample: Count = Field(description="The number of tickets in a month below which a percentage says little.")
    below_minimum: BelowMinimum = Field(description="How a target is judged below the minimum sample.")
    examples: Listed[TimeExample] = Field(default=(), description="Worked examples: the schedule prints them, the check computes them.")


class MatrixStep(Section):
    """A step of impact or urgency."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed, such as High.")
    text: Text = Field(description="What it means: a phrase without a full stop.")


class WhoDecides(Choice):
    """Who sets the priority of a ticket."""

    CUSTOMER_INITIALLY = "customer_initially"
    PROVIDER_INITIALLY = "provider_initially"
    JOINTLY = "jointly"


class Reclassification(Section):
    """Who sets the priority, and who decides a dispute about it."""

    decides: WhoDecides = Field(description="Who sets the priority when the ticket is opened.")
    dispute: RoleId = Field(description="The role that decides a dispute about the priority.")


class PriorityMatrix(Section):
    """Impact and urgency give the priority."""

    impacts: Some[MatrixStep] = Field(description="The steps of impact, the highest first.")
    urgencies: Some[MatrixStep] = Field(description="The steps of urgency, the highest first.")
    cells: Keyed[ImpactId, Keyed[UrgencyId, PriorityId]] = Field(description="The priority, by impact and then urgency.")
    reclassification: Reclassification = Field(description="Who sets the priority and decides disputes.")
