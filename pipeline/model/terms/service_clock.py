"""The switches by which response and resolution are measured; there is no silent default."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Duration
from pipeline.model.plain import Flag
from pipeline.model.terms.section import Choice, Section


class ClockStart(Choice):
    """The event at which the clock starts."""

    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"


class PauseState(Choice):
    """A state of a ticket in which the clock pauses; each needs a question to a named person and ends with the answer."""

    AWAITING_CUSTOMER = "awaiting_customer"
    AGREED_HOLD = "agreed_hold"


class OutsideWindow(Choice):
    """What the clock does outside the service window."""

    STOPS = "stops"
    RUNS = "runs"


class HolidayScope(Choice):
    """Which day decides whether a shift that runs over midnight falls on a holiday."""

    SHIFT_START = "shift_start"
    CIVIL_DAY = "civil_day"


class PriorityChange(Choice):
    """What happens to the clock when the priority of a ticket changes."""

    FROM_OPENED = "from_opened"
    SEGMENT = "segment"
    RESTART = "restart"


class DowngradeAfterFailure(Choice):
    """Whether a missed target stays missed when the priority is lowered later."""

    STICKY = "sticky"
    REJUDGE = "rejudge"


class Reopening(Choice):
    """What happens to the clock when a resolved ticket is reopened."""

    RESUME = "resume"
    COUNT_THROUGH = "count_through"
    NEW_CYCLE = "new_cycle"
    FIRST = "first"


class Boundary(Choice):
    """Whether a time that equals the target meets it."""

    AT_MOST = "at_most"
    LESS_THAN = "less_than"


class TicketMonth(Choice):
    """Which event decides the month in which a ticket is measured."""

    OPENED = "opened"
    RESOLVED = "resolved"
    DUE = "due"


class OpenAtPeriodEnd(Choice):
    """How a ticket is counted that is still open when its month ends."""

    FAILED_IF_PAST_TARGET = "failed_if_past_target"
    CARRIED_FORWARD = "carried_forward"


class EmptyPeriod(Choice):
    """What a month without tickets counts as."""

    NOT_APPLICABLE = "not_applicable"
    MET = "met"


class Workaround(Choice):
    """What a workaround does to the clock."""

    LOWERS_PRIORITY_AND_SETS_FIX_DATE = "lowers_priority_and_sets_fix_date"
    RESOLVES = "resolves"
    NO_EFFECT = "no_effect"


class ServiceClock(Section):
    """How the time of a ticket is counted."""

    starts: ClockStart = Field(description="The event at which the clock starts.")
    pauses: tuple[PauseState, ...] = Field(description="The states in which the clock pauses, unless a target names its own.")
    pauses_stop_response: Flag = Field(description="Whether pauses stop the response clock as well as the resolution clock.")
    customer_third_parties_pause: Flag = Field(description="Whether waiting on the Customer's other suppliers pauses the clock.")
    provider_suppliers_pause: Flag = Field(description="Whether waiting on the Provider's own suppliers pauses the clock.")
    outside_window: OutsideWindow = Field(description="What the clock does outside the service window.")
    holiday_scope: HolidayScope = Field(description="Which day decides whether a shift over midnight falls on a holiday.")
    workaround: Workaround = Field(description="What a workaround does to the clock.")
    permanent_fix_within: Duration | None = Field(default=None, description="The time for the permanent fix after a workaround.")
    priority_change: PriorityChange = Field(description="What happens to the clock when the priority changes.")
    downgrade_after_failure: DowngradeAfterFailure = Field(description="Whether a missed target stays missed when the priority is lowered.")
    reopening: Reopening = Field(description="What happens to the clock when a resolved ticket is reopened.")
    reopen_within: Duration | None = Field(default=None, description="The time after resolution within which a ticket may be reopened.")
    boundary: Boundary = Field(description="Whether a time that equals the target meets it.")
    ticket_month: TicketMonth = Field(description="Which event decides the month in which a ticket is measured.")
    open_at_period_end: OpenAtPeriodEnd = Field(description="How a ticket still open at the end of its month is counted.")
    empty_period: EmptyPeriod = Field(description="What a month without tickets counts as.")
