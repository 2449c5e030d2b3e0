"""How a service desk's export is to be read: which column says what, and what its words mean in ours."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from pipeline.model.plain import Count, Identifier, Slug, Text
from pipeline.model.scalar import bad
from pipeline.model.terms.section import Choice, Keyed, Section

ISO = "iso"
UNIX = ("unix_seconds", "unix_milliseconds", "unix_microseconds", "unix_nanoseconds")
EXCEL_DAYS = "excel_days"
"""Days since 30 December 1899 with a fraction, as a spreadsheet keeps a time: 46174.5 is noon on 1 June 2026."""
_DIRECTIVE = re.compile(r"%[-_0]?[A-Za-z%+]")
_NEEDED = {"the year, %Y": "Yy", "the month, %m": "mbB", "the day, %d": "de", "the hour, %H": "HI"}
_KNOWN = set("YymbBdeHIpMSfz%")


class Rows(Choice):
    """What one row of an export is."""

    TICKETS = "tickets"
    EVENTS = "events"


class Meaning(Choice):
    """What a state or an event of the export is in the agreement's words."""

    OPENED = "opened"
    RESPONDED = "responded"
    WORKING = "working"
    AWAITING_CUSTOMER = "awaiting_customer"
    AGREED_HOLD = "agreed_hold"
    CUSTOMER_THIRD_PARTY = "customer_third_party"
    PROVIDER_SUPPLIER = "provider_supplier"
    UPDATED = "updated"
    """The Customer was told how its ticket stands."""
    WORKAROUND = "workaround"
    MAJOR = "major"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """The ticket was a mistake, or a copy of another one: it is set aside."""
    IGNORED = "ignored"
    """Says nothing about time."""


class MappedType(Choice):
    """What a kind of ticket of the export is in the agreement's words."""

    INCIDENT = "incident"
    SERVICE_REQUEST = "service_request"
    PROBLEM = "problem"
    CHANGE = "change"
    IGNORED = "ignored"


class Tracked(Choice):
    """What a field is whose changes the export lists."""

    STATE = "state"
    PRIORITY = "priority"
    IGNORED = "ignored"


class WithoutResponse(Choice):
    """What it means that a resolved ticket records no Response."""

    AT_RESOLUTION = "at_resolution"
    NO_RESPONSE = "no_response"


class Encoding(Choice):
    """How the letters of a text file are written down."""

    UTF_8 = "utf-8"
    WINDOWS = "cp1252"
    UTF_16 = "utf-16"


class Separator(Choice):
    """What stands between two cells of a text file."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"
    BAR = "bar"

    @property
    def sign(self) -> str:
        """The sign itself."""
        return {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}[self.value]


class Columns(Section):
    """The names of the export's columns, as they stand in its heading.

    Of a name that stands there several times, `Name (2)` is the second.
    """

    ticket: Text = Field(description="The number of the ticket.")
    type: Text | None = Field(default=None, description="The kind of ticket, such as incident or request.")
    priority: Text | None = Field(default=None, description="The priority; of events the one that the ticket then had.")
    service: Text | None = Field(default=None, description="The service concerned.")
    request: Text | None = Field(default=None, description="The request of the catalogue.")
    opened: Text | None = Field(default=None, description="When the ticket was opened.")
    responded: Text | None = Field(default=None, description="When the first Response was given.")
    resolved: Text | None = Field(default=None, description="When it was resolved; empty while it is open.")
    closed: Text | None = Field(default=None, description="When it was closed: its Resolution where it says no other.")
    at: Text | None = Field(default=None, description="Of events: when it happened.")
    event: Text | None = Field(default=None, description="Of events: what happened, or the state that the ticket entered.")
    field: Text | None = Field(default=None, description="Of events that list changes of fields: the name of the field.")
    value: Text | None = Field(default=None, description="Of events that list changes of fields: its new value.")
    former: Text | None = Field(default=None, description="Of events that list changes of fields: its former value.")


class ColumnRole(StrEnum):
    """What a column says; each is a field of `Columns`."""

    TICKET = "ticket"
    TYPE = "type"
    PRIORITY = "priority"
    SERVICE = "service"
    REQUEST = "request"
    OPENED = "opened"
    RESPONDED = "responded"
    RESOLVED = "resolved"
    CLOSED = "closed"
    AT = "at"
    EVENT = "event"
    FIELD = "field"
    VALUE = "value"
    FORMER = "former"


class Defaults(Section):
    """What holds for every ticket where the export has no column for it."""

    type: MappedType | None = Field(default=None, description="The kind of ticket.")
    priority: Identifier | None = Field(default=None, description="The priority.")
    service: Identifier | None = Field(default=None, description="The service.")
    request: Identifier | None = Field(default=None, description="The request of the catalogue.")


def _date_format(written: str) -> str:
    if written in (ISO, EXCEL_DAYS, *UNIX):
        return written
    directives = _DIRECTIVE.findall(written)
    unknown = next((found for found in directives if found[-1] not in _KNOWN), None)
    if unknown is not None:
        raise bad("bad-date-format", f"`{unknown}` stands for nothing in a date format", _instead_of(unknown))
    letters = {found[-1] for found in directives}
    missing = next((name for name, signs in _NEEDED.items() if not letters & set(signs)), None)
    if missing is not None:
        expected = "expected one such as `%d/%m/%Y %H:%M`, or `iso`"
        raise bad("bad-date-format", f"`{written}` does not say where {missing}, stands: {expected}")
    if "I" in letters and "p" not in letters:
        raise bad("bad-date-format", f"`{written}` has hours up to twelve, %I, but not where AM or PM, %p, stands")
    return written


def _instead_of(unknown: str) -> str:
    if unknown == "%Z":
        # BST is an hour before UTC in London and six behind it in Dhaka, so that letters alone name no zone.
        return "%z reads +01:00, Z, UTC and GMT; other letters, such as BST, are written as they stand"
    return "the signs are %Y %y %m %b %B %d %H %I %p %M %S %f %z"


def _line(number: int) -> int:
    if number == 0:
        raise bad("bad-line-number", "lines are counted from 1")
    return number


Line = Annotated[Count, AfterValidator(_line)]
"""The number of a line of a file, the first being 1."""
DateFormat = Annotated[Text, AfterValidator(_date_format)]
"""How times are written: `iso`, one of UNIX, `excel_days`, or a pattern such as `%d/%m/%Y %H:%M`."""


class TicketMapping(Section):
    """How one export is read. Date format and time zone are never guessed, so that a mapping without them is refused when it is used."""

    id: Slug = Field(description="The name of the mapping's file.")
    name: Text = Field(description="What it reads, such as Zendesk.")
    rows: Rows = Field(description="Whether a row is a ticket or an event of one.")
    date_format: DateFormat | None = Field(default=None, description="How times are written, as `%d/%m/%Y %H:%M` or `iso`.")
    time_zone: Text | None = Field(default=None, description="The time zone of times that do not say theirs, by its IANA name.")
    encoding: Encoding = Field(default=Encoding.UTF_8, description="How the letters of a text file are written down.")
    separator: Separator | None = Field(
        default=None, description="What stands between cells: a comma, or in a .tsv a tab, unless this says otherwise."
    )
    heading: Line = Field(default=1, description="The line in which the names of the columns stand.")
    empty: tuple[Text, ...] = Field(default=(), description="What the export writes where nothing stands, as `?` or `NULL`.")
    columns: Columns = Field(description="The names of the columns.")
    types: Keyed[str, MappedType] = Field(default_factory=dict, description="The kinds of tickets, by the export's words.")
    priorities: Keyed[str, Identifier] = Field(default_factory=dict, description="The priorities, by the export's words.")
    states: Keyed[str, Meaning] = Field(default_factory=dict, description="The states and events, by the export's words.")
    fields: Keyed[str, Tracked] = Field(default_factory=dict, description="The fields whose changes are listed, by the export's words.")
    services: Keyed[str, Identifier] = Field(
        default_factory=dict, description="The services, by the export's words; a service's own id needs none."
    )
    requests: Keyed[str, Identifier] = Field(
        default_factory=dict, description="The requests, by the export's words; a request's own id needs none."
    )
    defaults: Defaults = Field(default_factory=Defaults, description="What holds where the export has no column for it.")
    without_response: WithoutResponse = Field(description="What it means that a resolved ticket records no Response.")
