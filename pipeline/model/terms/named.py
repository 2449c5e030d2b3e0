"""Identifiers that name an item of another list, and answers that several sections share."""

from __future__ import annotations

from typing import Annotated

from pipeline.model.plain import Identifier
from pipeline.model.terms.section import Choice, RefersTo

RoleId = Annotated[Identifier, RefersTo("contacts")]
WindowId = Annotated[Identifier, RefersTo("calendar.service_windows")]
PriorityId = Annotated[Identifier, RefersTo("service_levels.targets")]
ServiceId = Annotated[Identifier, RefersTo("services")]
SiteId = Annotated[Identifier, RefersTo("scope.sites")]
RateId = Annotated[Identifier, RefersTo("rate_card")]
AssetId = Annotated[Identifier, RefersTo("assets.hardware", "assets.software")]
HardwareId = Annotated[Identifier, RefersTo("assets.hardware")]
ImpactId = Annotated[Identifier, RefersTo("priority_matrix.impacts")]
UrgencyId = Annotated[Identifier, RefersTo("priority_matrix.urgencies")]


class Side(Choice):
    """One of the two parties."""

    CUSTOMER = "customer"
    PROVIDER = "provider"


class Whose(Choice):
    """One of the two parties, or each of them."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    EITHER = "either"


class SupportScope(Choice):
    """What is supported."""

    HARDWARE = "hardware"
    SOFTWARE = "software"
    BOTH = "both"

    @property
    def words(self) -> str:
        """The scope as words of a sentence."""
        return "hardware and software" if self is SupportScope.BOTH else self.value


class Frequency(Choice):
    """How often something is done."""

    ON_EVENT = "on_event"
    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    ANNUAL = "annual"

    @property
    def words(self) -> str:
        """How often, as words of a sentence."""
        return "half-yearly" if self is Frequency.HALF_YEARLY else super().words

    @property
    def months(self) -> int | None:
        """After how many months it is due again; None where it is not counted in months."""
        return _MONTHS.get(self)


_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.ANNUAL: 12}


class Channel(Choice):
    """How people reach one another."""

    PHONE = "phone"
    PORTAL = "portal"
    EMAIL = "email"
    CHAT = "chat"
    CALL_AND_EMAIL = "call_and_email"
    MEETING = "meeting"
    REPORT = "report"
    POST = "post"

    @property
    def words(self) -> str:
        """The channel as words of a sentence."""
        spoken = {Channel.EMAIL: "e-mail", Channel.CALL_AND_EMAIL: "telephone and e-mail", Channel.PHONE: "telephone"}
        return spoken.get(self, self.value)


class ChargePeriod(Choice):
    """The period for which a price is charged."""

    ONCE = "once"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def times_a_year(self) -> int:
        """How many of these periods a year has; 0 for a price that is charged once."""
        return {ChargePeriod.ONCE: 0, ChargePeriod.MONTH: 12, ChargePeriod.QUARTER: 4, ChargePeriod.YEAR: 1}[self]
