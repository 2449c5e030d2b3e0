"""Who oversees the agreement, meetings, reports, audit, and the communication plan."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Duration, ServiceTime
from pipeline.model.plain import Count, Flag, Identifier, IsoDate, Text
from pipeline.model.terms.named import Channel, Frequency, RoleId, Side
from pipeline.model.terms.section import Listed, Section, Several, Some
from pipeline.model.times import TimeOfDay


class Overseer(Section):
    """Somebody who oversees the agreement for a party."""

    id: Identifier = Field(description="The name of this item in data paths.")
    party: Side = Field(description="For which party.")
    role: Text = Field(description="The role, such as Contract Owner.")
    name: Text = Field(description="Who.")
    deputy: Text = Field(description="Who stands in.")
    duties: Several[Text] = Field(description="What the person does.")


class MeetingSlot(Section):
    """When the meetings of a series are held, on the clock of the calendar's time zone."""

    first: IsoDate = Field(description="The day of the first one; later ones fall on the same day of the week.")
    at: TimeOfDay = Field(description="The time of the day at which it begins.")
    lasts: ServiceTime = Field(description="How long it lasts.")


class Meeting(Section):
    """A regular meeting."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed.")
    frequency: Frequency = Field(description="How often.")
    chair: RoleId = Field(description="The role that chairs it.")
    attendees: Several[RoleId] = Field(description="The roles that attend.")
    slot: MeetingSlot | None = Field(default=None, description="On which day and at what time it is held, for the calendar; never printed.")


class Report(Section):
    """A regular report of the Provider."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed.")
    frequency: Frequency = Field(description="How often.")
    due_within: Duration = Field(description="The time after the end of the period reported.")
    to: Several[RoleId] = Field(description="The roles that receive it.")


class Audit(Section):
    """The Customer's right of audit."""

    right: Flag = Field(description="Whether there is one.")
    notice: Duration = Field(description="The notice.")
    per_year: Count = Field(description="How often in a year, without a special reason.")


class Communication(Section):
    """A line of the communication plan."""

    id: Identifier = Field(description="The name of this item in data paths.")
    topic: Text = Field(description="The kind of inquiry or news.")
    channel: Channel = Field(description="How it is communicated.")
    contact: RoleId = Field(description="The point of contact.")
    audience: Several[RoleId] = Field(description="The roles that are informed.")
    frequency: Frequency = Field(description="How often.")
    update_every: ServiceTime | None = Field(default=None, description="The longest time between two updates while it lasts.")


class Governance(Section):
    """How the parties manage the agreement."""

    oversight: Some[Overseer] = Field(description="Who oversees the agreement.")
    meetings: Some[Meeting] = Field(description="The regular meetings.")
    reports: Some[Report] = Field(description="The regular reports.")
    audit: Audit = Field(description="The Customer's right of audit.")
    communication_plan: Some[Communication] = Field(description="Who is told what, how and how often.")


class KeyPerson(Section):
    """Somebody whom the Provider may not replace at will."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="Who.")
    role: Text = Field(description="The role in the services.")


class Personnel(Section):
    """The Provider's people."""

    key: Listed[KeyPerson] = Field(default=(), description="The key people.")
    replacement_notice: Duration = Field(description="The notice before a key person is replaced.")
