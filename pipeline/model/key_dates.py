"""Key dates: the days on which something ends, falls due or must have been said, each with the rule that gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import repeat

from pipeline.model.terms.named import Frequency
from pipeline.model.times import TimeOfDay


class KeyDateKind(StrEnum):
    """What a key date is about."""

    EFFECTIVE = "effective"
    SERVICE_START = "service start"
    TRANSITION = "transition"
    MILESTONE = "milestone"
    MEETING = "meeting"
    REPORT = "report"
    REVIEW = "review"
    RATE_REVIEW = "rate review"
    BENCHMARK = "benchmark"
    CREDIT_CLAIM = "credit claim"
    RENEWAL_NOTICE = "renewal notice"
    TERMINATION = "termination"
    EXIT = "exit"
    WARRANTY = "warranty"
    INSURANCE = "insurance"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True)
class Appointment:
    """When on its day something takes place: on the clock of a time zone (its IANA name), whatever summer time does there."""

    at: TimeOfDay
    minutes: int
    time_zone: str


@dataclass(frozen=True, slots=True)
class KeyDate:
    """One key date of a contract.

    `id` is the same for as long as the date is about the same thing (`renewal-notice.customer.1`). `day` is the day itself: of a notice the
    last day on which the other party may receive it. `send_by` is the last day to send it so that it is received in time, None where
    nothing is sent. `owner` is the role or person that answers for it, `party` whose duty it is; `rule` says in a sentence how the day was
    counted, and `clause` the id of the clause that says so. What recurs has its later days in `further`; `every` says how often, where
    the days follow from the first one by themselves. Where something is sent, `send_further_by` has the last day to send for each of them.
    """

    id: str
    kind: KeyDateKind
    title: str
    day: date
    rule: str
    clause: str = ""
    party: str = ""
    owner: str = ""
    send_by: date | None = None
    further: tuple[date, ...] = ()
    send_further_by: tuple[date, ...] = ()
    every: Frequency | None = None
    appointment: Appointment | None = None

    def __post_init__(self) -> None:
        """Without a last day to send for each later day, somebody would send too late, or long before."""
        if len(self.send_further_by) != (len(self.further) if self.send_by else 0):
            raise ValueError(f"`{self.id}` is sent, so each of its days has a last day to send")

    @property
    def act_by(self) -> date:
        """The last day on which somebody can still do something about it."""
        return self.send_by or self.day

    @property
    def occurrences(self) -> Iterator[KeyDate]:
        """It once for each day on which it falls, the earliest first."""
        days = zip((self.day, *self.further), (self.send_by, *(self.send_further_by or repeat(None, len(self.further)))), strict=True)
        for day, send_by in days:
            yield replace(self, day=day, send_by=send_by, further=(), send_further_by=(), every=None)


def upcoming(key_dates: tuple[KeyDate, ...], today: date) -> tuple[KeyDate, ...]:
    """Of each key date the next day on which something can be done about it, the soonest first; what has passed is left out."""
    following = (next((each for each in key_date.occurrences if each.act_by >= today), None) for key_date in key_dates)
    return tuple(sorted((each for each in following if each), key=lambda each: (each.act_by, each.id)))


@dataclass(frozen=True, slots=True)
class Undated:
    """A key date that no day can be given to, and why: because a value is still to be agreed, or because it has no day."""

    title: str
    why: str
