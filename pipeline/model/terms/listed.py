"""Lists that a page prints and that follow from other lists of the data."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from pipeline.model.plain import Identifier, Text
from pipeline.model.terms.calendar import Calendar, Holiday
from pipeline.model.terms.named import Channel, PriorityId, WindowId
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.section import Section, Several
from pipeline.model.terms.services import Service
from pipeline.model.terms.term import NoRenewal, Term


class ChannelLine(Section):
    """A contact channel of one service."""

    id: Identifier = Field(description="The ids of the service and of its channel.")
    service: Text = Field(description="The name of the service.")
    type: Channel = Field(description="The kind of channel.")
    address: Text = Field(description="The number or address.")
    window: WindowId = Field(description="The service window in which the channel is staffed.")
    priorities: Several[PriorityId] = Field(description="The priorities that may be reported through it.")


def channel_lines(services: tuple[Service, ...]) -> tuple[ChannelLine, ...]:
    """The contact channels of all services, service by service."""
    return tuple(
        ChannelLine(
            id=f"{service.id}_{channel.id}",
            service=service.name,
            type=channel.type,
            address=channel.address,
            window=channel.window,
            priorities=channel.priorities,
        )
        for service in services
        for channel in service.channels
    )


def holidays_of(calendar: Calendar, term: Term, expiry: date) -> tuple[Holiday, ...]:
    """The holidays from the Effective Date to the end of the last possible Renewal Term, or to the calendar's end if that is earlier."""
    end = expiry
    renewal = agreed(term.renewal)
    if not isinstance(renewal, NoRenewal):
        for _ in range(agreed(renewal.max_renewals)):
            end = renewal.period.last_day(end + timedelta(days=1))
    return tuple(holiday for holiday in calendar.holidays if term.effective_date <= holiday.date <= end)
