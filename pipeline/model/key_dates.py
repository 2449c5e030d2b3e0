"""Key dates: the days on which something ends, falls due or must have been said, each with the rule that gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class KeyDateKind(StrEnum):
    """What a key date is about."""

    EFFECTIVE = "effective"
    SERVICE_START = "service start"
    TRANSITION = "transition"
    MEETING = "meeting"
    REPORT = "report"
    REVIEW = "review"
    RATE_REVIEW = "rate review"
    BENCHMARK = "benchmark"
    CREDIT_CLAIM = "credit claim"
    RENEWAL_NOTICE = "renewal notice"
    TERMINATION = "termination"
    WARRANTY = "warranty"
    INSURANCE = "insurance"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True)
class KeyDate:
    """One key date of a contract.

    `id` is the same for as long as the date is about the same thing (`renewal-notice.customer.1`). `day` is the day itself: of a notice the
    last day on which the other party may receive it. `send_by` is the last day to send it so that it is received in time, None where
    nothing is sent. `owner` is the role or person that answers for it, `party` whose duty it is; `rule` says in a sentence how the day was
    counted, and `clause` the id of the clause that says so.
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

    @property
    def act_by(self) -> date:
        """The last day on which somebody can still do something about it."""
        return self.send_by or self.day
