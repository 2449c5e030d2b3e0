"""Limits of liability that cannot be meant, and insurance that does not cover them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.money import Money
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.risk import EnhancedCover, Insurance, InsuranceType

_PROFESSIONAL = (InsuranceType.PROFESSIONAL_INDEMNITY, InsuranceType.IT_LIABILITY)
_DATA = (EnhancedCover.DATA_PROTECTION, EnhancedCover.SECURITY)


def enhanced_cap_not_higher(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V46. An enhanced cap that is not above the general one.

    Wrong: `multiple_of_general: 1`. Right: `multiple_of_general: 3`, or no enhanced cap. One that is not higher enhances nothing.
    """
    enhanced = terms.liability.enhanced_cap
    if enhanced is not None and enhanced.multiple_of_general <= 1:
        message = f"the enhanced cap is {enhanced.multiple_of_general} times the general cap: expected more than 1"
        related = other_place(positions, "liability.general_cap", "the general cap")
        place = positions.of_value("liability.enhanced_cap.multiple_of_general")
        yield error("enhanced-cap-not-higher", place, message, None, related)


def floor_above_cap(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V46. A floor of the cap above what the percentage gives at the forecast charges. A warning.

    Wrong: `percentage: 100 %` of charges of GBP 6000 a year with `floor: GBP 50000.00`. Right: a floor below the percentage. As it
    stands the percentage never counts, and whoever negotiates it negotiates nothing.
    """
    cap = terms.liability.general_cap
    charged = terms.derived.forecast_annual_charges
    by_percentage = cap.percentage.of(Money(charged.amount * cap.period.size / 12, charged.currency)).rounded()
    if cap.floor.currency == charged.currency and cap.floor.amount > by_percentage.amount:
        message = f"the floor, {cap.floor}, is above {cap.percentage} of the forecast charges, {by_percentage}, which therefore never count"
        related = other_place(positions, "liability.general_cap.percentage", "the percentage")
        place = positions.of_value("liability.general_cap.floor")
        yield warning("floor-above-cap", place, message, f"expected at most {by_percentage}", related)


def _insurances(terms: Terms) -> tuple[Insurance, ...]:
    return terms.insurance


@for_each(_insurances)
def insurance_below_cap(terms: Terms, positions: Positions, insurance: Insurance) -> Iterator[Diagnostic]:
    """V46. An insurance with a lower sum than the liability it stands behind. A warning.

    Wrong: professional indemnity of GBP 50000 under a general cap of GBP 67500. Right: at least the cap; for cyber insurance the enhanced
    cap, where that covers data protection or security. Beyond the sum insured the cap is only as good as the Provider's balance sheet.
    """
    kind, cap, name = agreed(insurance.type), terms.derived.general_cap, "general"
    enhanced = terms.liability.enhanced_cap
    if kind is InsuranceType.CYBER and enhanced is not None and any(cover in _DATA for cover in enhanced.covers):
        cap, name = cap.times(enhanced.multiple_of_general).rounded(), "enhanced"
    elif kind not in _PROFESSIONAL:
        return
    if insurance.minimum.currency == cap.currency and insurance.minimum.amount < cap.amount:
        message = f"the {kind.words} insurance covers {insurance.minimum}, less than the {name} cap, {cap}"
        related = other_place(positions, f"liability.{name}_cap", f"the {name} cap")
        place = positions.of_value(f"insurance.{insurance.id}.minimum")
        yield warning("insurance-below-cap", place, message, f"expected at least {cap}", related)


RULES: tuple[Rule, ...] = (enhanced_cap_not_higher, floor_above_cap, insurance_below_cap)
