"""Escalation Levels, and the contacts behind the roles."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.duration import ServiceTime
from pipeline.model.plain import Count, Email, Flag, Identifier, Phone, Text
from pipeline.model.terms.named import Channel, PriorityId, RoleId, Side
from pipeline.model.terms.section import Choice, Keyed, Section, Some, chosen_by, kind


class EscalationEvent(Choice):
    """An event at which a ticket reaches an Escalation Level."""

    TICKET_LOGGED = "ticket_logged"
    RESPONSE_MISSED = "response_missed"
    UPDATE_MISSED = "update_missed"
    RESOLUTION_MISSED = "resolution_missed"
    MAJOR_INCIDENT_DECLARED = "major_incident_declared"


class EventTrigger(Section):
    """The level is reached at an event."""

    type: Literal["event"] = Field(description="Whether an event or a time triggers the level.")
    event: EscalationEvent = Field(description="The event.")


class TimeTrigger(Section):
    """The level is reached when a ticket has been open for some time."""

    type: Literal["time"] = Field(description="Whether an event or a time triggers the level.")
    after: Keyed[PriorityId, ServiceTime] = Field(description="The time since the ticket was logged, by priority.")


Trigger = Annotated[Annotated[EventTrigger, kind("event")] | Annotated[TimeTrigger, kind("time")], chosen_by("type")]


class EscalationLevel(Section):
    """One Escalation Level."""

    id: Identifier = Field(description="The name of this item in data paths.")
    level: Count = Field(description="The number of the level, from 1 without a gap.")
    name: Text = Field(description="The name printed, such as First-line support.")
    role_customer: RoleId = Field(description="The Customer's role.")
    role_provider: RoleId = Field(description="The Provider's role.")
    trigger: Trigger = Field(description="When a ticket reaches the level.")
    channel: Channel = Field(description="How the level is reached.")
    respond_within: ServiceTime = Field(description="The time within which the level answers.")


class Escalation(Section):
    """How a ticket or a concern is escalated."""

    procedure: Text = Field(description="How a person escalates, in whole sentences.")
    either_party_may_escalate_at_once: Flag = Field(description="Whether a party may skip levels where waiting would do harm.")
    levels: Some[EscalationLevel] = Field(description="The levels, from 1.")


class Seniority(Choice):
    """How far a contact's authority reaches."""

    STAFF = "staff"
    MANAGER = "manager"
    DIRECTOR = "director"
    EXECUTIVE = "executive"


class Contact(Section):
    """The person or desk behind a role."""

    id: Identifier = Field(description="The role by which other sections name this contact.")
    role: Text = Field(description="The role in words, such as IT Coordinator.")
    party: Side = Field(description="Whose contact it is.")
    name: Text = Field(description="The person or desk.")
    seniority: Seniority = Field(description="How far the authority reaches.")
    email: Email = Field(description="The e-mail address.")
    phone: Phone | None = Field(default=None, description="The telephone number, with country code.")
    deputy: Text | None = Field(default=None, description="Who stands in.")
