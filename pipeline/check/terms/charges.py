"""Charges: what is priced, in which currency, in which quantity, and until when."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, error
from pipeline.model.money import Money
from pipeline.model.positions import Positions
from pipeline.model.terms.charges import (
    Charges,
    ChargeUnit,
    ExpensesPolicy,
    FixedCharge,
    Milestone,
    fixed_charges,
    hourly_work,
    project_work,
)
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.section import joined
from pipeline.model.terms.services import Service, ServicePrice

Priced = tuple[str, str]
"""The data path at which a charge names a service, and the service."""


def _sums(terms: Terms) -> Iterator[tuple[str, Money]]:
    """The sums outside the charges, whose currency reading does not hold against that of the charges."""
    yield "liability.general_cap.floor", terms.liability.general_cap.floor
    for insurance in terms.insurance:
        yield f"insurance.{insurance.id}.minimum", insurance.minimum
    if terms.need is not None:
        yield "need.budget_per_year", terms.need.budget_per_year


@for_each(_sums)
def currency_not_declared(terms: Terms, positions: Positions, sum_: tuple[str, Money]) -> Iterator[Diagnostic]:
    """V40. A sum in a currency that the contract does not declare.

    Wrong: `floor: EUR 50000.00` in a contract with `currency: GBP`. Right: one currency, or `other_currencies: [EUR]`.
    A sum in another currency is mostly left over from another contract.
    """
    path, money = sum_
    charges = terms.charges
    if money.currency != charges.currency and money.currency not in charges.other_currencies:
        message = f"`{money}` is not in the currency of the charges, `{charges.currency}`"
        related = other_place(positions, "charges.currency", "the currency of the charges")
        hint = f"declare it in `other_currencies`, or write the sum in {charges.currency}"
        yield error("currency-not-declared", positions.of_value(path), message, hint, related)


def _priced(charges: Charges) -> Iterator[Priced]:
    for charge in fixed_charges(charges):
        yield from ((f"charges.fixed.{charge.id}.services.{ordinal}", service) for ordinal, service in enumerate(charge.services))
    for field, work in (("hourly", hourly_work(charges)), ("per_project", project_work(charges))):
        for ordinal, service in enumerate(work.services if work else ()):
            yield f"charges.{field}.services.{ordinal}", service


def _services(terms: Terms) -> tuple[Service, ...]:
    return terms.services


@for_each(_services)
def service_without_price(terms: Terms, positions: Positions, service: Service) -> Iterator[Diagnostic]:
    """V42. A service in scope that no charge names, or one that is included and charged as well.

    Wrong: `price: charged` for a service that stands in no `services` of the charges. Right: name it in a charge, or write
    `price: included`. Otherwise the Provider will ask for its price later.
    """
    place = positions.of_value(f"services.{service.id}.price")
    charge = next((path for path, name in _priced(agreed(terms.charges)) if name == service.id), None)
    if service.in_scope and agreed(service.price) is ServicePrice.CHARGED and charge is None:
        message = f"`{service.id}` is charged, but no charge names it"
        hint = "add it to the `services` of a charge, or write `price: included`"
        yield error("service-without-price", place, message, hint)
    if agreed(service.price) is ServicePrice.INCLUDED and charge is not None:
        message = f"`{service.id}` is included in the other charges, and a charge names it"
        related = other_place(positions, charge, "the charge")
        yield error("service-without-price", place, message, "write `price: charged`, or take it out of the charge", related)


def _named(terms: Terms) -> Iterator[Priced]:
    return _priced(agreed(terms.charges))


@for_each(_named)
def charge_for_foreseen_service(terms: Terms, positions: Positions, priced: Priced) -> Iterator[Diagnostic]:
    """V42. A charge for a service that is not provided from the start.

    Wrong: a monthly charge that names a service with `in_scope: false`. Right: `in_scope: true`, or no such name. The Customer
    would pay for what is only foreseen.
    """
    path, name = priced
    service = next((service for service in terms.services if service.id == name), None)
    if service is not None and not service.in_scope:
        message = f"a charge names `{name}`, which is not in scope"
        related = other_place(positions, f"services.{name}.in_scope", "the scope")
        yield error("charge-for-foreseen-service", positions.of_value(path), message, None, related)


def cap_below_floor(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V44. An increase whose cap is below its floor.

    Wrong: `floor: 3 %` and `cap: 2 %`. Right: `floor: 0 %` and `cap: 5 %`. No increase keeps to both.
    """
    indexation = terms.charges.indexation
    if indexation is not None and indexation.cap < indexation.floor:
        message = f"prices rise by at most {indexation.cap}, but by at least {indexation.floor}"
        related = other_place(positions, "charges.indexation.floor", "the least increase")
        yield error("cap-below-floor", positions.of_value("charges.indexation.cap"), message, None, related)


def index_after_start(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V44. A base month of the index after the start of the services.

    Wrong: `base_month: 2026-09` for services from 2026-05-01. Right: the month of the start or an earlier one, in which the
    prices were agreed.
    """
    indexation, start = terms.charges.indexation, terms.term.service_start_date
    if indexation is not None and (indexation.base_month.year, indexation.base_month.month) > (start.year, start.month):
        message = f"the index is measured from {indexation.base_month}, but the services start on {start}"
        related = other_place(positions, "term.service_start_date", "the start of the services")
        place = positions.of_value("charges.indexation.base_month")
        yield error("index-after-start", place, message, "expected the month of the start or an earlier one", related)


def review_before_start(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V44. A first review of prices before the services start.

    Wrong: `first_review: 2026-04-15` for services from 2026-05-01. Right: `first_review: 2027-05-01`. Nothing has been paid
    that could rise.
    """
    indexation, start = terms.charges.indexation, terms.term.service_start_date
    if indexation is not None and indexation.first_review <= start:
        message = f"prices are first reviewed on {indexation.first_review}, but the services start on {start}"
        related = other_place(positions, "term.service_start_date", "the start of the services")
        yield error("review-before-start", positions.of_value("charges.indexation.first_review"), message, "expected a later day", related)


def threshold_without_policy(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V42. A threshold of expenses that the policy does not use, or a policy that lacks it.

    Wrong: `policy: pre_approved_over` without `threshold`. Right: `threshold: GBP 100.00` beside it, and beside no other policy.
    Without the sum nobody knows which expenses need an approval.
    """
    expenses = terms.charges.expenses
    needs = agreed(expenses.policy) is ExpensesPolicy.PRE_APPROVED_OVER
    if needs and expenses.threshold is None:
        message = "expenses need approval above a threshold, but none is agreed"
        yield error("threshold-without-policy", positions.of_value("charges.expenses.policy"), message, "add `threshold`")
    if not needs and agreed(expenses.threshold) is not None:
        message = f"a threshold is agreed, but the policy `{expenses.policy}` does not use it"
        place = positions.of_value("charges.expenses.threshold")
        yield error("threshold-without-policy", place, message, "drop it, or write `policy: pre_approved_over`")


def _fixed(terms: Terms) -> tuple[FixedCharge, ...]:
    return fixed_charges(agreed(terms.charges))


@for_each(_fixed)
def quantity_differs(terms: Terms, positions: Positions, charge: FixedCharge) -> Iterator[Diagnostic]:
    """V53. A charge by device whose quantity is not that of its assets, or a lump sum that is charged several times.

    Wrong: `quantity: 30` for assets of which the register has 26. Right: `quantity: 26`. The invoice would
    count devices that are not there.
    """
    place = positions.of_value(f"charges.fixed.{charge.id}.quantity")
    if agreed(charge.unit) is ChargeUnit.LUMP_SUM and charge.quantity != 1:
        yield error("quantity-differs", place, f"a lump sum has the quantity {charge.quantity}: expected 1")
    if charge.unit is ChargeUnit.DEVICE and charge.assets:
        counted = [asset for asset in terms.assets.hardware if asset.id in charge.assets]
        total = sum(asset.quantity for asset in counted)
        if counted and total != charge.quantity:
            message = f"{charge.quantity} devices are charged, but {joined(asset.id for asset in counted)} are {total}"
            related = [other_place(positions, f"assets.hardware.{asset.id}.quantity", "in the asset register") for asset in counted]
            yield error("quantity-differs", place, message, f"expected {total}", *related)


def _milestones(terms: Terms) -> tuple[Milestone, ...]:
    work = project_work(agreed(terms.charges))
    return work.milestones if work else ()


@for_each(_milestones)
def milestone_outside_term(terms: Terms, positions: Positions, milestone: Milestone) -> Iterator[Diagnostic]:
    """V30. A milestone that is due before the Effective Date or after the Initial Term.

    Wrong: `due: 2030-01-31` in a term that ends on 2029-04-30. Right: a day within the term. Outside it nobody owes
    the delivery or the payment.
    """
    begins, ends = terms.term.effective_date, terms.derived.expiry_date
    if not begins <= milestone.due <= ends:
        message = f"`{milestone.id}` is due on {milestone.due}, but the agreement lasts from {begins} to {ends}"
        related = other_place(positions, "term.initial_term", "the Initial Term")
        place = positions.of_value(f"charges.per_project.milestones.{milestone.id}.due")
        yield error("milestone-outside-term", place, message, None, related)


RULES: tuple[Rule, ...] = (
    currency_not_declared,
    service_without_price,
    charge_for_foreseen_service,
    cap_below_floor,
    index_after_start,
    review_before_start,
    threshold_without_policy,
    quantity_differs,
    milestone_outside_term,
)
