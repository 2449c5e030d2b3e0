"""Money in time: reviews of the rates, comparison with the market, claims for Service Credits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.lifecycle.counting import NoDay, opening, periods, said, slowest
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.duration import Duration, Unit
from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.model.terms.named import Frequency, Side
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.service_credits import ClaimOnDemand

_CALCULATION = Duration(1, Unit.MONTH)
"""How long before a review the Provider sends its calculation (`indexation.calculation`)."""
_LAPSE = Duration(3, Unit.MONTH)
"""How long after its date a review without a calculation lapses (`indexation.lapse`)."""


def _reviews(life: Life) -> Iterator[tuple[int, date]]:
    """The days on which the rates may change, to the end of the last term that may follow, each with its number."""
    indexation = agreed(life.terms.charges.indexation)
    if indexation is None:
        return
    *_, last = life.stretches
    first, every = agreed(indexation.first_review), agreed(indexation.frequency)
    if not every.is_calendar or not every.count:
        raise NoDay(f"a review every {said(every)} has no days")
    number, day = 1, first
    while day <= last.last:
        yield number, day
        day = Duration(every.count * number, every.unit).after(first)
        number += 1


def _rate_review(life: Life, review: tuple[int, date]) -> Iterator[KeyDate]:
    number, day = review
    every = said(life.terms.charges.indexation.frequency)  # type: ignore[union-attr]
    since = "The first review date" if number == 1 else f"Review {number}, at intervals of {every} from the first"
    calculation = life.counting.clear_before(day, _CALCULATION)
    lapse = life.counting.end_after(day, _LAPSE)
    ends = " It takes place only if the Agreement has renewed." if day > life.initial.last else ""
    kind, provider = KeyDateKind.RATE_REVIEW, str(Side.PROVIDER)
    yield KeyDate(f"rate-review.{number}", kind, "The Charges and rates may change", day, f"{since}.{ends}", "indexation.right")
    yield KeyDate(
        f"rate-review.{number}.calculation",
        kind,
        "Last day for the Provider to send its calculation of new prices",
        calculation,
        f"{_said(_CALCULATION)} before the review date, {life.says(day)}, and neither day counts. A later one takes effect later.{ends}",
        "indexation.calculation",
        provider,
        life.overseer(provider),
    )
    yield KeyDate(
        f"rate-review.{number}.lapse",
        kind,
        "A review without a calculation lapses at the end of this day",
        lapse,
        f"{_said(_LAPSE)} after the review date, {life.says(day)}.{ends}",
        "indexation.lapse",
        str(Side.CUSTOMER),
        life.overseer(Side.CUSTOMER),
    )


def _said(period: Duration) -> str:
    return {1: "One month", 3: "Three months"}[period.count]


def _benchmark(life: Life, _: object) -> Iterator[KeyDate]:
    benchmarking = agreed(life.terms.benchmarking)
    if benchmarking is None:
        return
    after, first = agreed(benchmarking.first_after), life.initial.first
    yield KeyDate(
        "benchmark.first",
        KeyDateKind.BENCHMARK,
        "First day on which a comparison with the market may begin",
        life.counting.end_after(first, after),
        f"{opening(said(after))} after the first day of the Initial Term, {life.says(first)}.",
        "benchmarking.right",
        str(Side.CUSTOMER),
        life.overseer(Side.CUSTOMER),
    )


def _credit_claim(life: Life, _: object) -> Iterator[KeyDate]:
    credits = agreed(life.terms.service_credits)
    claim = agreed(credits.claim) if credits else None
    if not isinstance(claim, ClaimOnDemand):
        return
    months = periods(Frequency.MONTHLY, life.service_start, life.initial.last, life.initial.first)
    first, *further = (life.counting.end_after(end, claim.within) for _, end in months)
    send_by, *send_further_by = (_send_by(life, day) for day in (first, *further))
    yield KeyDate(
        "credit-claim",
        KeyDateKind.CREDIT_CLAIM,
        "Last day to claim the Service Credits of the month",
        first,
        f"{opening(said(claim.within))} after the end of each calendar month; longer by the delay of a report that was late."
        " Sent by the day named, the claim is received in time, whichever way it is sent.",
        "service-credits.claim",
        str(Side.CUSTOMER),
        life.overseer(Side.CUSTOMER),
        send_by,
        tuple(further),
        tuple(send_further_by),
    )


def _send_by(life: Life, day: date) -> date:
    """The last day on which a claim that has to be received by a day may be sent."""
    return slowest(life.counting, life.counting.business_day_by(day), agreed(life.terms.legal.deemed_receipt))


RULES = (
    Rule("A review of the rates", _reviews, _rate_review),
    Rule("The comparison with the market", whole, _benchmark),
    Rule("The claim for Service Credits", whole, _credit_claim),
)
