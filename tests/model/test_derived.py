"""Figures follow from the data; the expected ones are computed by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import find

Tree = dict[str, Any]
Reads = Callable[[Tree], Terms]


def gbp(amount: str) -> Money:
    return Money.read(f"GBP {amount}")


@pytest.fixture
def retainer(tree: Tree) -> Tree:
    del tree["charges"]["hourly"]
    base = {"id": "base", "name": "Monthly Charge", "unit": "lump_sum", "quantity": "1", "amount": "GBP 4500.00", "period": "month"}
    devices = {"id": "devices", "name": "Devices", "unit": "device", "quantity": "40", "amount": "GBP 2.50", "period": "quarter"}
    setup = {"id": "setup", "name": "Set-up", "unit": "lump_sum", "quantity": "1", "amount": "GBP 1000.00", "period": "once"}
    tree["charges"] |= {"model": "monthly_retainer", "fixed": [{**line, "services": ["help_desk"]} for line in (base, devices, setup)]}
    tree["term"]["initial_term"] = "36 months"
    return tree


def test_thirty_six_months_from_the_first_of_may_end_on_the_thirtieth_of_april(retainer: Tree, terms_of: Reads) -> None:
    assert terms_of(retainer).derived.expiry_date == date(2029, 4, 30)


def test_a_term_may_run_from_the_effective_date(tree: Tree, terms_of: Reads) -> None:
    tree["term"]["runs_from"] = "effective_date"

    assert terms_of(tree).derived.expiry_date == date(2027, 3, 31)


def test_a_notice_date_counts_clear_days(tree: Tree, terms_of: Reads) -> None:
    derived = terms_of(tree).derived

    # 31 March to 29 April are thirty days between the notice and the last day.
    assert derived.customer_non_renewal_date == date(2027, 3, 30)
    # Three months before 30 April is 30 January; that day too must be clear.
    assert derived.provider_non_renewal_date == date(2027, 1, 29)


def test_without_automatic_renewal_there_is_no_notice_date(tree: Tree, terms_of: Reads) -> None:
    tree["term"]["renewal"] = {"mode": "none"}

    assert terms_of(tree).derived.customer_non_renewal_date is None


def test_recurring_charges_add_up_over_the_year_and_the_term(retainer: Tree, terms_of: Reads) -> None:
    derived = terms_of(retainer).derived

    assert derived.annual_charge == gbp("54400.00")
    assert derived.monthly_charge == gbp("4533.33")
    assert derived.initial_term_charges == gbp("164200.00")
    assert derived.charge_lines[1].total == gbp("100.00")


def test_work_by_the_hour_counts_up_to_its_ceiling(tree: Tree, terms_of: Reads) -> None:
    assert terms_of(tree).derived.initial_term_charges == gbp("12000.00")

    tree["term"]["initial_term"] = "14 months"
    assert terms_of(tree).derived.initial_term_charges == gbp("15000.00")


def test_milestones_add_up(tree: Tree, terms_of: Reads) -> None:
    del tree["charges"]["hourly"]
    milestone = {"name": "Design", "deliverables": ["a design"], "acceptance_criteria": "reviewed", "due": "2026-07-31"}
    milestones = [{**milestone, "id": "m1", "amount": "GBP 12000.00"}, {**milestone, "id": "m2", "amount": "GBP 8000.50"}]
    work = {"services": ["help_desk"], "milestones": milestones, "acceptance": "10 days", "rework": "10 days"}
    tree["charges"] |= {"model": "per_project", "per_project": work}
    tree["termination"]["early_fee"] = {"basis": "unpaid_milestones", "steps": [{"id": "year_1", "year": "1", "percentage": "10 %"}]}

    derived = terms_of(tree).derived

    assert derived.milestones_total == gbp("20000.50")
    assert derived.annual_charge == gbp("0.00")


def test_additional_services_are_estimated_for_a_year(tree: Tree, terms_of: Reads) -> None:
    derived = terms_of(tree).derived

    # 4,000 GB at 0.0825 a month; 9,000 and 8 %; 500 once; 4 hours at 75 a quarter.
    assert [line.estimate for line in derived.additional_services] == [gbp("3960.00"), gbp("9720.00"), gbp("500.00"), gbp("1200.00")]
    assert derived.additional_services_estimate == gbp("15380.00")


def test_the_contract_value_counts_what_recurs_for_the_whole_term(retainer: Tree, terms_of: Reads) -> None:
    # 164,200 of charges, three years of 3,960 + 9,720 + 1,200, and 500 once.
    assert terms_of(retainer).derived.contract_value == gbp("209340.00")


def test_the_general_cap_is_the_percentage_or_the_floor(retainer: Tree, terms_of: Reads) -> None:
    # 164,200 in three years are 54,733.33 a year; 125 % of that.
    assert terms_of(retainer).derived.general_cap == gbp("68416.66")

    retainer["liability"]["general_cap"]["floor"] = "GBP 70000.00"
    assert terms_of(retainer).derived.general_cap == gbp("70000.00")


def test_the_lowest_availability_is_that_of_the_least_available_service(tree: Tree, terms_of: Reads) -> None:
    target = {"service": "help_desk", "window": "standard", "period": "month", "excludes": ["customer_cause"]}
    tree["service_levels"]["availability"] = [{**target, "id": name, "target": share} for name, share in (("a", "99.9 %"), ("b", "99.5 %"))]

    assert terms_of(tree).derived.lowest_availability == Percent.read("99.5 %")

    del tree["service_levels"]["availability"]
    assert terms_of(tree).derived.lowest_availability is None


def test_early_fees_are_a_share_of_the_annual_charge(retainer: Tree, terms_of: Reads) -> None:
    steps = [{"id": "year_1", "year": "1", "percentage": "50 %"}, {"id": "year_2", "year": "2", "percentage": "12.5 %"}]
    retainer["termination"]["early_fee"] = {"basis": "annual_charge", "steps": steps}

    assert [fee.amount for fee in terms_of(retainer).derived.early_fees] == [gbp("27200.00"), gbp("6800.00")]


@pytest.mark.parametrize(
    ("open_path", "figure"),
    [
        ("term.initial_term", "derived.expiry_date"),
        ("term.runs_from", "derived.expiry_date"),
        ("term.renewal", "derived.customer_non_renewal_date"),
        ("charges", "derived.annual_charge"),
        ("charges.hourly.not_to_exceed.per", "derived.contract_value"),
        ("rate_card", "derived.additional_services_estimate"),
    ],
)
def test_a_figure_that_rests_on_an_open_point_is_open_itself(tree: Tree, terms_of: Reads, open_path: str, figure: str) -> None:
    *parents, last = open_path.split(".")
    around: Any = tree
    for name in parents:
        around = around[name]
    del around[last]
    tree["open"] = [{"path": open_path, "label": "This Point"}]

    assert find(terms_of(tree), figure) == OpenPoint(open_path, "This Point")


def test_the_largest_figures_do_not_break_the_sums(retainer: Tree, terms_of: Reads) -> None:
    retainer["charges"]["fixed"][0] |= {"quantity": "9999999", "amount": "GBP 999999999999.99"}
    retainer["term"]["initial_term"] = "100 years"
    retainer["term"]["renewal"] |= {"period": "100 years", "max_renewals": "20"}
    retainer["term"]["service_start_date"] = "2200-12-31"

    derived = terms_of(retainer).derived

    assert derived.contract_value.currency == derived.general_cap.currency == "GBP"
    assert derived.expiry_date == date(2300, 12, 30)
    assert derived.holidays
