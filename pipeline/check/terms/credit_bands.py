"""The bands of Service Credits: no Attainment without a band, or in two, and no credit that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, error
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.service_credits import BandCredits, CreditBand
from pipeline.model.terms.service_levels import AvailabilityTarget, ServiceLevelTarget

BANDS = "service_credits.bands"
Bands = tuple[str, tuple[CreditBand, ...]]
"""The kind of Service Level, as the field is named, and its bands."""


def _bands(terms: Terms) -> Iterator[Bands]:
    credits = agreed(terms.service_credits)
    if isinstance(credits, BandCredits):
        for kind in ("response_and_resolution", "availability"):
            yield kind, getattr(credits.bands, kind)


def _neighbours(terms: Terms) -> Iterator[tuple[str, CreditBand, CreditBand]]:
    for kind, bands in _bands(terms):
        for higher, lower in pairwise(bands):
            yield kind, higher, lower


def _band_path(kind: str, band: CreditBand, field: str) -> str:
    return f"{BANDS}.{kind}.{band.id}.{field}"


@for_each(_neighbours)
def overlapping_bands(terms: Terms, positions: Positions, pair: tuple[str, CreditBand, CreditBand]) -> Iterator[Diagnostic]:
    """V10. Two bands that overlap, or stand in the wrong order.

    Wrong: `at_least: 90 %` followed by `at_least: 95 %`, or by 90 % once more. Right: each band begins lower than the one before it,
    the highest first. A band ends where the one before it begins, so an Attainment in two bands would have two credits.
    """
    kind, higher, lower = pair
    if lower.at_least >= higher.at_least:
        message = f"the band `{lower.id}` begins at {lower.at_least}, and so overlaps with `{higher.id}`, which begins at {higher.at_least}"
        related = other_place(positions, _band_path(kind, higher, "at_least"), "the band before it")
        hint = f"expected less than {higher.at_least}: the highest band stands first"
        yield error("overlapping-bands", positions.of_value(_band_path(kind, lower, "at_least")), message, hint, related)


@for_each(_bands)
def gap_in_bands(terms: Terms, positions: Positions, bands: Bands) -> Iterator[Diagnostic]:
    """V10. Bands that leave out the worst Attainment.

    Wrong: the last band begins at 85 %. Right: the last band has `at_least: 0 %`. Below the last band no credit is
    agreed, so the worst month would cost the Provider nothing.
    """
    kind, listed = bands
    if listed and listed[-1].at_least.value > 0:
        last = listed[-1]
        message = f"an Attainment below {last.at_least} lies in no band"
        yield error(
            "gap-in-bands", positions.of_value(_band_path(kind, last, "at_least")), message, "expected a last band with `at_least: 0 %`"
        )


def availability_without_bands(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V10. An availability target where credits go by bands, and none is for availability.

    Wrong: `service_levels.availability` lists a service and `bands` has no `availability`. Right: bands of its own. Of tickets, 95 % in
    time is good; of a month, 95 % availability is a day and a half of standstill.
    """
    for kind, listed in _bands(terms):
        if kind == "availability" and not listed and terms.service_levels.availability:
            first = terms.service_levels.availability[0]
            message = "availability is agreed, but has no bands of its own"
            related = other_place(positions, f"service_levels.availability.{first.id}", "the availability")
            yield error("availability-without-bands", positions.of_key(BANDS), message, "add `availability` to the bands", related)


def _scored(terms: Terms) -> Iterator[tuple[str, ServiceLevelTarget | AvailabilityTarget]]:
    """The Service Levels that give credits, with the kind of their bands."""
    for target in terms.service_levels.targets:
        yield "response_and_resolution", target
    for availability in terms.service_levels.availability:
        yield "availability", availability


@for_each(_scored)
def credit_though_met(
    terms: Terms, positions: Positions, scored: tuple[str, ServiceLevelTarget | AvailabilityTarget]
) -> Iterator[Diagnostic]:
    """V10. A band that credits an Attainment with which the Service Level is met.

    Wrong: `compliance: 90 %` and a first band without credit that begins at 95 %. Right: both 95 %, or a first band from 90 %.
    With 92 % the target would be met and a credit due.
    """
    kind, target = scored
    if isinstance(target, ServiceLevelTarget):
        path, promised, gives_credit = f"service_levels.targets.{target.id}.compliance", target.compliance, target.credit
    else:
        path, promised, gives_credit = f"service_levels.availability.{target.id}.target", target.target, True
    listed = dict(_bands(terms)).get(kind, ())
    reached = next((band for band in listed if band.at_least <= promised), None)
    if gives_credit and reached is not None and reached.credit.value > 0:
        message = (
            f"the band `{reached.id}` gives a credit of {reached.credit} at an Attainment of {promised}, with which `{target.id}` is met"
        )
        related = other_place(positions, path, "the Service Level")
        hint = f"expected a band without credit from {promised} upwards"
        yield error("credit-though-met", positions.of_value(_band_path(kind, reached, "credit")), message, hint, related)


@for_each(_neighbours)
def credit_falls_with_attainment(terms: Terms, positions: Positions, pair: tuple[str, CreditBand, CreditBand]) -> Iterator[Diagnostic]:
    """V11. A worse band with a smaller credit.

    Wrong: 10 % from an Attainment of 90 %, and 5 % below it. Right: credits that never fall as the Attainment falls.
    Otherwise the Provider earns by missing more.
    """
    kind, higher, lower = pair
    if lower.credit < higher.credit:
        message = f"the band `{lower.id}` gives a credit of {lower.credit}, less than the {higher.credit} of the better band `{higher.id}`"
        related = other_place(positions, _band_path(kind, higher, "credit"), "the credit of the better band")
        place = positions.of_value(_band_path(kind, lower, "credit"))
        yield error("credit-falls-with-attainment", place, message, f"expected at least {higher.credit}", related)


@for_each(_bands)
def band_above_cap(terms: Terms, positions: Positions, bands: Bands) -> Iterator[Diagnostic]:
    """V12. A band whose credit is above the monthly cap.

    Wrong: `credit: 20 %` under `monthly_cap: 15 %`. Right: `credit: 15 %`, or a cap of 20 %. What stands in the band
    could never be paid.
    """
    kind, listed = bands
    cap = terms.service_credits.monthly_cap if terms.service_credits else None
    highest = max(listed, key=lambda band: band.credit.value, default=None)
    if highest is not None and cap is not None and highest.credit > cap:
        message = f"the band `{highest.id}` gives a credit of {highest.credit}, more than the monthly cap of {cap}"
        related = other_place(positions, "service_credits.monthly_cap", "the monthly cap")
        place = positions.of_value(_band_path(kind, highest, "credit"))
        yield error("credit-above-cap", place, message, "lower the credit, or raise the cap", related)


RULES: tuple[Rule, ...] = (
    overlapping_bands,
    gap_in_bands,
    availability_without_bands,
    credit_though_met,
    credit_falls_with_attainment,
    band_above_cap,
)
