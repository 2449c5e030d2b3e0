"""Service Credits, in the steps in which the schedule calculates them. Nothing is rounded before the end.

They follow from the terms alone once somebody has counted, so that a contract prints in its examples what a month is later credited.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from pipeline.model.percent import Percent
from pipeline.model.terms.charges import Charges, FixedCharge, fixed_charges
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.performance import Attainment, CreditLine, CreditStatement, ServiceLevel, reaches
from pipeline.model.terms.service_credits import (
    BandCredits,
    Combine,
    CreditBand,
    CreditBasis,
    Measure,
    ServiceCredits,
)
from pipeline.model.terms.service_levels import ServiceLevels
from pipeline.model.terms.term import Term
from pipeline.model.times import YearMonth

MONTHS_OF_A_YEAR = 12


class Priced(Protocol):
    """The sections of the terms from which a Service Credit follows."""

    @property
    def term(self) -> Term:
        """When the service starts."""

    @property
    def charges(self) -> Charges:
        """Of what a credit is a share."""

    @property
    def service_levels(self) -> ServiceLevels:
        """Which levels carry a credit."""

    @property
    def service_credits(self) -> ServiceCredits | None:
        """How much it is."""


@dataclass(frozen=True, slots=True)
class Failed:
    """What led to a Service Level Failure: the tickets (or outages) that missed, and the services that they belong to."""

    events: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Charge:
    """A Charge for the period: its name, its exact amount in the currency of the Charges, and the services that it pays for."""

    name: str
    amount: Fraction
    services: frozenset[str] = frozenset()


def statement(
    terms: Priced,
    period: YearMonth,
    attainments: Sequence[Attainment],
    failed: Mapping[ServiceLevel, Failed],
    further: Iterable[Charge] = (),
) -> CreditStatement | None:
    """The Service Credits of a period for its Attainments; None where the agreement knows none."""
    credits = agreed(terms.service_credits)
    if credits is None:
        return None
    charges = [*_charged(terms, period), *further]
    listed = [each for each in attainments if each.is_failure and is_listed(terms, credits, each.level)]
    found = (_line(credits, each, _basis(credits, charges, failed.get(each.level, Failed()))) for each in listed)
    lines = [line for line in found if line is not None]
    counted = _combined(credits, lines, failed)
    charged = charges if agreed(credits.basis) is CreditBasis.TOTAL_MONTHLY_CHARGE else _of_services(charges, listed, failed)
    basis = _sum(charged)
    return CreditStatement(
        period,
        terms.charges.currency,
        basis,
        {charge.name: charge.amount for charge in charged},
        tuple(counted),
        sum((line.amount for line in counted if line.counts), start=Fraction(0)),
        credits.monthly_cap.fraction * basis,
    )


def basis_of(terms: Priced, period: YearMonth, failed: Failed) -> Fraction:
    """The sum of which the Service Credit of one Service Level Failure is a share."""
    credits = agreed(terms.service_credits)
    return _basis(credits, _charged(terms, period), failed) if credits else Fraction(0)


def weight_of(terms: Priced, level: ServiceLevel) -> Percent:
    """The weight of a Service Level: all of it where there are no weights, and none where others have one."""
    credits = agreed(terms.service_credits)
    has_weights = isinstance(credits, BandCredits) and bool(credits.weights)
    return _weight(credits, level) or Percent(Decimal(0 if has_weights else 100))


def _weight(credits: ServiceCredits | None, level: ServiceLevel) -> Percent | None:
    """The weight that the terms give a Service Level; None where they give it none."""
    weights = credits.weights if isinstance(credits, BandCredits) else ()
    return next((weight.share for weight in weights if (weight.measure, weight.of) == (level.measure, level.of)), None)


def is_listed(terms: Priced, credits: ServiceCredits, level: ServiceLevel) -> bool:
    """Whether the schedule lists a Service Level as one that carries a Service Credit."""
    if isinstance(credits, BandCredits) and credits.weights:
        return _weight(credits, level) is not None
    if level.measure is Measure.AVAILABILITY:
        return not isinstance(credits, BandCredits) or bool(credits.bands.availability)
    return any(target.id == level.of and target.credit for target in terms.service_levels.targets)


def _line(credits: ServiceCredits, failure: Attainment, basis: Fraction) -> CreditLine | None:
    if not isinstance(credits, BandCredits):
        return CreditLine(failure, "", credits.credit, None, basis, credits.credit.fraction * basis)
    of_availability = failure.level.measure is Measure.AVAILABILITY
    band = _band(credits.bands.availability if of_availability else credits.bands.response_and_resolution, failure)
    if band is None:
        return None
    weight = _weight(credits, failure.level)
    amount = band.credit.fraction * (weight.fraction if weight is not None else 1) * basis
    return CreditLine(failure, band.id, band.credit, weight, basis, amount)


def _band(bands: Sequence[CreditBand], failure: Attainment) -> CreditBand | None:
    """The highest band whose lower end the Attainment reaches; None where the lowest does not begin at nothing, which is an error."""
    assert failure.fraction is not None
    ordered = sorted(bands, key=lambda band: band.at_least.value, reverse=True)
    return next((band for band in ordered if reaches(failure.fraction, band.at_least)), None)


def _combined(credits: ServiceCredits, lines: list[CreditLine], failed: Mapping[ServiceLevel, Failed]) -> list[CreditLine]:
    """All lines, or of those to which one event led only the highest."""
    if agreed(credits.combine) is Combine.SUM:
        return lines
    counted: list[CreditLine] = []
    for group in _groups(lines, failed):
        highest = max(group, key=lambda line: line.amount)
        counted += [replace(line, counts=line is highest) for line in group]
    return sorted(counted, key=lambda line: [each.attainment.level for each in lines].index(line.attainment.level))


def _groups(lines: list[CreditLine], failed: Mapping[ServiceLevel, Failed]) -> list[list[CreditLine]]:
    """The lines that share an event, directly or over others."""
    groups: list[tuple[list[CreditLine], set[str]]] = []
    for line in lines:
        events = set(failed.get(line.attainment.level, Failed()).events)
        touched = [group for group in groups if group[1] & events]
        groups = [group for group in groups if group not in touched]
        joined = [each for group in touched for each in group[0]]
        groups.append(([*joined, line], events.union(*(group[1] for group in touched))))
    return [group for group, _ in groups]


def _charged(terms: Priced, period: YearMonth) -> list[Charge]:
    """The recurring Charges for a period; for a part of it the share of its days."""
    part = _part_of(terms, period)
    lines = [line for line in fixed_charges(terms.charges) if line.period.times_a_year]
    return [Charge(line.name, _for_a_month(line, part), frozenset(line.services)) for line in lines]


def _for_a_month(line: FixedCharge, part: Fraction) -> Fraction:
    return Fraction(line.amount.amount) * line.quantity * line.period.times_a_year / MONTHS_OF_A_YEAR * part


def _part_of(terms: Priced, period: YearMonth) -> Fraction:
    days = monthrange(period.year, period.month)[1]
    first, last = date(period.year, period.month, 1), date(period.year, period.month, days)
    begin, end = max(first, terms.term.service_start_date), last
    return Fraction(max(0, (end - begin).days + 1), days)


def _basis(credits: ServiceCredits, charges: list[Charge], failed: Failed) -> Fraction:
    if agreed(credits.basis) is CreditBasis.TOTAL_MONTHLY_CHARGE:
        return _sum(charges)
    return _sum(charge for charge in charges if charge.services & failed.services)


def _of_services(charges: list[Charge], listed: list[Attainment], failed: Mapping[ServiceLevel, Failed]) -> list[Charge]:
    affected = frozenset[str]().union(*(failed.get(each.level, Failed()).services for each in listed))
    return [charge for charge in charges if charge.services & affected]


def _sum(charges: Iterable[Charge]) -> Fraction:
    return sum((charge.amount for charge in charges), start=Fraction(0))
