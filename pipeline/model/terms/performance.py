"""What a Measurement Period came to: Attainments as exact fractions, verdicts, and Service Credits with their arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.terms.section import Choice
from pipeline.model.terms.service_credits import Measure
from pipeline.model.times import YearMonth


class Verdict(Choice):
    """Whether a Service Level was met in a period."""

    MET = "met"
    FAILED = "failed"
    NEITHER = "neither"
    """Neither met nor missed: nothing counted, or too little."""
    CARRIED = "carried forward"
    """Too few tickets; they are judged together with those of later periods."""


@dataclass(frozen=True, slots=True, order=True)
class ServiceLevel:
    """What is measured: the response or resolution of a Priority, or the Availability of a service, by the id of its target."""

    measure: Measure
    of: str

    @property
    def words(self) -> str:
        """As a person says it: `P1 response`."""
        return f"{self.of.upper() if self.measure is not Measure.AVAILABILITY else self.of} {self.measure.words}"


@dataclass(frozen=True, slots=True)
class Attainment:
    """One Service Level in one Measurement Period.

    `counted` and `met` are tickets, or seconds of agreed time and of availability. `rule` says why the verdict is what it is where the
    fraction alone does not say so.
    """

    level: ServiceLevel
    period: YearMonth
    counted: int
    met: int
    target: Percent
    verdict: Verdict
    rule: str = ""

    @property
    def fraction(self) -> Fraction | None:
        """The exact share; None where nothing counted."""
        return Fraction(self.met, self.counted) if self.counted else None

    @property
    def missed(self) -> int:
        """What counted and did not meet it."""
        return self.counted - self.met

    @property
    def is_failure(self) -> bool:
        """Whether it is a Service Level Failure."""
        return self.verdict is Verdict.FAILED

    @property
    def amounts(self) -> tuple[str, str]:
        """What met it and what counted, as they are printed: tickets, or times."""
        met, counted = (shown_time(each) if self.level.measure is Measure.AVAILABILITY else str(each) for each in (self.met, self.counted))
        return met, counted

    @property
    def shown(self) -> str:
        """The share in per cent, cut and not rounded, so that 189 of 199 never look like a target that they miss."""
        return "n/a" if self.fraction is None else f"{shortened(self.fraction)} %"


def shortened(share: Fraction) -> str:
    """A share in per cent with two decimals, the rest cut off."""
    hundredths = share * 10_000 // 1
    return f"{hundredths // 100}.{hundredths % 100:02}"


def reaches(share: Fraction, bound: Percent) -> bool:
    """Whether an exact share is a percentage or more."""
    return share >= bound.fraction


def shown_time(seconds: int) -> str:
    """A length of time as hours, minutes and seconds: `4:00:30`; less than nothing with a minus."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else ''}{hours}:{minutes:02}:{rest:02}"


@dataclass(frozen=True, slots=True)
class CreditLine:
    """The Service Credit of one Service Level Failure: the share of its band, its weight, and what both make of the basis, not rounded."""

    attainment: Attainment
    band: str
    share: Percent
    weight: Percent | None
    basis: Fraction
    amount: Fraction
    counts: bool = True
    """Whether it is due; where one event leads to several failures, only the highest may be."""

    @property
    def weighted(self) -> Fraction:
        """The share of the basis that it comes to."""
        return self.share.fraction * (self.weight.fraction if self.weight is not None else 1)


@dataclass(frozen=True, slots=True)
class CreditStatement:
    """The Service Credits of one Measurement Period, in the steps of the schedule."""

    period: YearMonth
    currency: str
    basis: Fraction
    parts: Mapping[str, Fraction]
    """What makes up the basis, by the name of each charge."""
    lines: tuple[CreditLine, ...]
    sum: Fraction
    cap: Fraction

    @property
    def is_capped(self) -> bool:
        """Whether the limit is lower than the sum."""
        return self.sum > self.cap

    @property
    def total(self) -> Money:
        """What is due, rounded once."""
        return money(min(self.sum, self.cap), self.currency)


def money(amount: Fraction, currency: str) -> Money:
    """An exact amount as it is invoiced: rounded to the hundredth, halves up."""
    hundredths = (amount * 200 + 1) // 2
    return Money(Decimal(hundredths).scaleb(-2), currency)
