"""Termination and exit: rights that can never be used, and fees that do not fit the term."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, Related, error, warning
from pipeline.model.duration import Duration, Unit
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.termination import ConvenienceRight, EarlyFee, ExitTask, ExitTaskStart, FeeBasis

STEPS = "termination.early_fee.steps"
_MONTH = Duration(1, Unit.MONTH)


def _years(terms: Terms) -> range:
    """The years of the Initial Term, from 1, in which the Customer can terminate for convenience."""
    right = agreed(terms.termination.convenience.customer)
    last = -(-terms.term.initial_term.size // 12)
    if not isinstance(right, ConvenienceRight):
        return range(0)
    begins = terms.derived.term_start_date
    earliest = right.not_before.after(begins) if right.not_before else begins
    first = next((year for year in range(1, last + 1) if earliest < Duration(year, Unit.YEAR).after(begins)), last + 1)
    return range(first, last + 1)


def _fee(terms: Terms) -> EarlyFee | None:
    return agreed(terms.termination.early_fee)


def fee_without_right(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V33. An early termination fee where the Customer cannot terminate early.

    Wrong: `early_fee` beside `customer: {allowed: false}`. Right: drop the fee, or give the right. The fee could never be due.
    """
    if _fee(terms) is not None and not isinstance(agreed(terms.termination.convenience.customer), ConvenienceRight):
        message = "a fee is agreed for termination for convenience, to which the Customer has no right"
        related = other_place(positions, "termination.convenience.customer.allowed", "the right")
        yield error("fee-without-right", positions.of_key("termination.early_fee"), message, "drop the fee, or give the right", related)


def year_without_fee(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V33. A year of the Initial Term for which the fee has no step.

    Wrong: steps for the years 1 and 2 under `initial_term: 36 months`. Right: a step for each year in which the Customer may
    terminate; `percentage: 0 %` where nothing is due. Otherwise nobody can say what the third year costs.
    """
    fee = _fee(terms)
    if fee is None:
        return
    named = {step.year for step in fee.steps}
    missing = [str(year) for year in _years(terms) if year not in named]
    if missing:
        message = f"the early termination fee has no step for year {', '.join(missing)} of the Initial Term"
        related = other_place(positions, "term.initial_term", "the Initial Term")
        hint = "add a step for each year; `percentage: 0 %` where nothing is due"
        yield error("year-without-fee", positions.of_key(STEPS), message, hint, related)


def fee_never_due(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V33. A step of the fee for a year in which the Customer cannot terminate, or a second step for one year.

    Wrong: a step for year 4 under `initial_term: 36 months`, or for year 1 under `not_before: 12 months`. Right: drop the step.
    It promises the Provider a sum that can never be due.
    """
    fee, years = _fee(terms), _years(terms)
    if fee is None or not years:
        return
    earlier: set[int] = set()
    for step in fee.steps:
        place = positions.of_value(f"{STEPS}.{step.id}.year")
        if step.year in earlier:
            yield error("fee-never-due", place, f"year {step.year} has two steps", "keep one of them")
        elif step.year not in years:
            possible = f"the years {years[0]} to {years[-1]}" if len(years) > 1 else f"year {years[0]} only"
            message = f"the fee of year {step.year} can never be due: the Customer can terminate in {possible}"
            yield error("fee-never-due", place, message, "drop the step", *_limits(terms, positions))
        earlier.add(step.year)


def _limits(terms: Terms, positions: Positions) -> Iterator[Related]:
    yield other_place(positions, "term.initial_term", "the Initial Term")
    right = terms.termination.convenience.customer
    if isinstance(right, ConvenienceRight) and right.not_before:
        yield other_place(positions, "termination.convenience.customer.not_before", "the first time for termination")


def fee_of_nothing(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V33. A fee that is a percentage of a sum which is not agreed.

    Wrong: `basis: unpaid_milestones` without milestones, or `basis: annual_charge` without recurring charges. Right: the other basis.
    A percentage of nothing is nothing.
    """
    fee = _fee(terms)
    if fee is None:
        return
    is_annual = agreed(fee.basis) is FeeBasis.ANNUAL_CHARGE
    basis, name = (terms.derived.annual_charge, "recurring charges") if is_annual else (terms.derived.milestones_total, "milestones")
    if basis.amount == 0:
        message = f"the fee is a percentage of `{fee.basis}`, but no {name} are agreed"
        yield error("fee-of-nothing", positions.of_value("termination.early_fee.basis"), message, "name the other basis, or drop the fee")


def _conveniences(terms: Terms) -> Iterator[tuple[str, ConvenienceRight]]:
    convenience = terms.termination.convenience
    for party, right in (("customer", convenience.customer), ("provider", convenience.provider)):
        if isinstance(right, ConvenienceRight):
            yield party, right


@for_each(_conveniences)
def right_after_expiry(terms: Terms, positions: Positions, convenience: tuple[str, ConvenienceRight]) -> Iterator[Diagnostic]:
    """V34. A right to terminate for convenience that begins when the Initial Term ends.

    Wrong: `not_before: 36 months` under `initial_term: 36 months`. Right: `not_before: 12 months`, or `allowed: false`.
    By then the agreement ends by itself.
    """
    party, right = convenience
    begins, term = terms.derived.term_start_date, terms.term.initial_term
    if right.not_before is not None and not term.exceeds(right.not_before, starting=begins):
        message = f"no termination takes effect before {right.not_before}, but the Initial Term lasts {term}"
        related = other_place(positions, "term.initial_term", "the Initial Term")
        place = positions.of_value(f"termination.convenience.{party}.not_before")
        yield error("right-after-expiry", place, message, "expected less, or no such right", related)


def exit_too_short(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V35. Exit assistance of less than a month. A warning.

    Wrong: `assistance_period: 14 days`. Right: at least 1 month. A successor cannot take over in less.
    """
    period = terms.exit.assistance_period
    if _MONTH.exceeds(period, starting=terms.derived.expiry_date):
        message = f"the Provider assists for {period} after the end: expected at least 1 month"
        yield warning("exit-too-short", positions.of_value("exit.assistance_period"), message)


def data_after_exit(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V35. Data that is returned when the exit assistance is over.

    Wrong: `within: 60 days` and `assistance_period: 1 month`. Right: `within: 30 days`. Nobody would be there to help with the data.
    """
    within, period = terms.exit.data_return.within, terms.exit.assistance_period
    if within.exceeds(period, starting=terms.derived.expiry_date):
        message = f"data is returned within {within}, but the assistance ends after {period}"
        related = other_place(positions, "exit.assistance_period", "the assistance")
        yield error("data-after-exit", positions.of_value("exit.data_return.within"), message, f"expected at most {period}", related)


@for_each(lambda terms: terms.exit.tasks)
def task_after_exit(terms: Terms, positions: Positions, task: ExitTask) -> Iterator[Diagnostic]:
    """V35. A task of the handover that is due when the exit assistance is over.

    Wrong: a task due 60 days after the end of the term under `assistance_period: 1 month`. Right: `due: 30 days`. Nobody would be there
    to do it.
    """
    period, start = terms.exit.assistance_period, terms.derived.expiry_date
    is_judged = agreed(task.after) is ExitTaskStart.TERM_END and task.due.is_comparable(period, starting=start)
    if is_judged and task.due.exceeds(period, starting=start):
        message = f"the task is due {task.due} after the end, but the assistance ends after {period}"
        related = other_place(positions, "exit.assistance_period", "the assistance")
        yield error("task-after-exit", positions.of_value(f"exit.tasks.{task.id}.due"), message, f"expected at most {period}", related)


RULES: tuple[Rule, ...] = (
    fee_without_right,
    year_without_fee,
    fee_never_due,
    fee_of_nothing,
    right_after_expiry,
    exit_too_short,
    data_after_exit,
    task_after_exit,
)
