"""How long the contract lasts: its beginning, its end, and what must be said before it renews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.lifecycle.counting import is_clamped, opening, said, slowest
from pipeline.lifecycle.life import Life, Stretch
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.duration import Duration
from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.model.terms.named import Side
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.term import AgreedRenewal, AutomaticRenewal, RunsFrom


def _beginning(life: Life, _: object) -> Iterator[KeyDate]:
    rule = "The Agreement takes effect on the day that the Key Terms name."
    yield KeyDate("effective-date", KeyDateKind.EFFECTIVE, "The Agreement takes effect", life.effective, rule, "term.start")


def _service_start(life: Life, _: object) -> Iterator[KeyDate]:
    yield KeyDate(
        "service-start",
        KeyDateKind.SERVICE_START,
        "The services start",
        life.service_start,
        "The Provider provides each service from the day that the Key Terms name.",
        "services.duty",
        str(Side.PROVIDER),
        life.overseer(Side.PROVIDER),
    )


def _end(life: Life, stretch: Stretch) -> Iterator[KeyDate]:
    if stretch.number:
        yield KeyDate(
            f"expiry.{stretch.number}",
            KeyDateKind.EXPIRY,
            f"{stretch.name} would end",
            stretch.last,
            f"{_length(life, stretch)} from {life.says(stretch.first)}, if the Agreement has continued until then.",
            "term.renewal",
        )
        return
    from_day = "Service Start Date" if agreed(life.terms.term.runs_from) is RunsFrom.SERVICE_START_DATE else "Effective Date"
    rule = f"{_length(life, stretch)} from the {from_day}, {life.says(stretch.first)}; they end on the day before the anniversary."
    yield KeyDate("expiry", KeyDateKind.EXPIRY, "The Initial Term ends", stretch.last, rule, "term.initial")


def _length(life: Life, stretch: Stretch) -> str:
    renewal = agreed(life.terms.term.renewal)
    if stretch.number and isinstance(renewal, AutomaticRenewal | AgreedRenewal):
        return opening(said(renewal.period))
    return opening(said(life.terms.term.initial_term))


def _renewing(life: Life) -> Iterator[Stretch]:
    """The terms after which another one may follow."""
    stretches = tuple(life.stretches)
    yield from stretches[:-1]


def _against_renewal(life: Life, stretch: Stretch) -> Iterator[KeyDate]:
    renewal = agreed(life.terms.term.renewal)
    if isinstance(renewal, AutomaticRenewal):
        notices = agreed(renewal.non_renewal_notice)
        yield _notice(life, stretch, Side.CUSTOMER, notices.customer)
        yield _notice(life, stretch, Side.PROVIDER, notices.provider)
    if isinstance(renewal, AgreedRenewal):
        yield _extension(life, stretch, renewal.agree_before_expiry)


def _notice(life: Life, stretch: Stretch, party: Side, notice: Duration) -> KeyDate:
    other = next(side for side in Side if side is not party)
    by = life.counting.clear_before(stretch.last, notice)
    in_effect = life.counting.business_day_by(by)
    send_by = slowest(life.counting, in_effect, agreed(life.terms.legal.deemed_receipt))
    rule = f"The {other.capitalize()} has to receive the notice at least {_before(life, stretch.last, notice)}."
    return KeyDate(
        f"renewal-notice.{party}.{stretch.number + 1}",
        KeyDateKind.RENEWAL_NOTICE,
        f"Last day for the {party.capitalize()}\u2019s notice against renewal at the end of {stretch.name}",
        by,
        rule + _if_no_business_day(life, by, in_effect) + _ways(life, send_by) + life.unlisted(by, send_by),
        "term.non-renewal",
        str(party),
        life.overseer(party),
        send_by,
    )


def _before(life: Life, last: date, period: Duration) -> str:
    """How a day before the end of a term was counted."""
    words = f"{said(period)} before {life.says(last)}, and neither day counts"
    if is_clamped(last, period):
        words += f"; the month {said(period)} earlier lacks that day, and its last day, {life.says(period.before(last))}, stands in"
    return words


def _if_no_business_day(life: Life, by: date, in_effect: date) -> str:
    if by == in_effect:
        return ""
    return f" {life.says(by)} is no Business Day, and a notice is received only on one: in effect by {life.says(in_effect)}."


def _ways(life: Life, send_by: date) -> str:
    deemed = agreed(life.terms.legal.deemed_receipt)
    times = f"by e-mail {said(deemed.email)}, by tracked post {said(deemed.post)}, by hand or courier {said(deemed.hand)}"
    return f" It counts as received so long after it was sent: {times}. Sent by {life.says(send_by)}, it is in time in each of these ways."


def _extension(life: Life, stretch: Stretch, before: Duration) -> KeyDate:
    by = life.counting.clear_before(stretch.last, before)
    return KeyDate(
        f"renewal-agreement.{stretch.number + 1}",
        KeyDateKind.RENEWAL_NOTICE,
        f"Last day for both parties to sign an extension beyond {stretch.name}",
        by,
        f"Both parties sign at least {_before(life, stretch.last, before)}." + life.unlisted(by),
        "term.renewal",
        "",
        ", ".join(map(life.overseer, Side)),
    )


RULES = (
    Rule("The Effective Date", whole, _beginning),
    Rule("The Service Start Date", whole, _service_start),
    Rule("The end of the term", lambda life: life.stretches, _end),
    Rule("Notice against renewal", _renewing, _against_renewal),
)
