"""When a letter must be with the other party, and by when it has to be sent for that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.lifecycle.counting import ONE_DAY, Counting
from pipeline.lifecycle.life import Life, Stretch
from pipeline.model.duration import Duration
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.legal import DeemedReceipt
from pipeline.model.terms.service_credits import ClaimOnDemand
from pipeline.model.terms.term import AutomaticRenewal
from pipeline.model.times import YearMonth


@dataclass(frozen=True, slots=True)
class Timing:
    """The last day of receipt, and by each way the last day to send; `received` is the day of receipt of an e-mail sent on `sent`."""

    sent: date
    received: date
    receive_by: date
    by_email: date
    by_post: date
    by_hand: date

    @property
    def is_late(self) -> bool:
        """Whether what is sent on that day by e-mail is received too late."""
        return self.received > self.receive_by


def timing(terms: Terms, receive_by: date, sent: date) -> Timing:
    """By when something has to be sent that has to be received by a day, under the clause on notices."""
    counting, deemed = Counting(terms.calendar), terms.legal.deemed_receipt
    in_effect = counting.business_day_by(receive_by)
    ways = (counting.send_by(in_effect, each) for each in (deemed.email, deemed.post, deemed.hand))
    return Timing(sent, counting.received(sent, deemed.email), receive_by, *ways)


def received_on(terms: Terms, sent: date) -> date:
    """The day on which an e-mail sent on a day counts as received."""
    deemed: DeemedReceipt = terms.legal.deemed_receipt
    return Counting(terms.calendar).received(sent, deemed.email)


def running_term(terms: Terms, day: date) -> Stretch | None:
    """The Initial Term or Renewal Term that runs on a day, the Initial Term before it begins; None after the last that there may be."""
    return next((stretch for stretch in Life(terms).stretches if day <= stretch.last), None)


def renews(terms: Terms, stretch: Stretch) -> bool:
    """Whether another Renewal Term follows this one unless a party prevents it."""
    return any(each.number > stretch.number for each in Life(terms).stretches)


def non_renewal_by(terms: Terms, stretch: Stretch) -> date | None:
    """The last day on which our notice against renewal may be received, in clear days; None where it does not renew by itself."""
    renewal = terms.term.renewal
    if not isinstance(renewal, AutomaticRenewal):
        return None
    notice: Duration = getattr(renewal.non_renewal_notice, terms.meta.side.value)
    return Counting(terms.calendar).clear_before(stretch.last, notice)


def credit_claim_by(terms: Terms, period: YearMonth) -> date | None:
    """The last day for a claim to the Service Credits of a month; None where they are due without one."""
    credits = terms.service_credits
    if credits is None or not isinstance(credits.claim, ClaimOnDemand):
        return None
    return Counting(terms.calendar).end_after(last_day(period), credits.claim.within)


def last_day(period: YearMonth) -> date:
    """The last day of a month."""
    return date(period.year + period.month // 12, period.month % 12 + 1, 1) - ONE_DAY


def period_passed(terms: Terms, since: date, period: Duration) -> date:
    """The last day of a period that runs from the receipt of a notice."""
    return Counting(terms.calendar).end_after(since, period)
