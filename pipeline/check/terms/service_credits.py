"""Service Credits: how much, how shared out, how claimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, Related, error
from pipeline.model.duration import Duration, Kind
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.named import Frequency
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.service_credits import BandCredits, ClaimOnDemand, CreditWeight, FailureCredits, Measure
from pipeline.model.terms.service_levels import ServiceLevelTarget

CREDITS = "service_credits"


def credit_without_terms(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V10. A target that gives a Service Credit, where nothing says how much.

    Wrong: `credit: true` in a contract without `service_credits`. Right: add that section, or write `credit: false`. Otherwise
    nobody can say what a failure costs.
    """
    if terms.service_credits is not None:
        return
    for target in terms.service_levels.targets:
        if agreed(target.credit):
            place = positions.of_value(f"service_levels.targets.{target.id}.credit")
            message = f"`{target.id}` gives a Service Credit, but no `service_credits` are agreed"
            yield error("credit-without-terms", place, message, "add `service_credits`, or write `credit: false`")


def credit_above_cap(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V12. A credit for one failure that is above the monthly cap.

    Wrong: `credit: 20 %` under `monthly_cap: 15 %`. Right: at most 15 %, or a higher cap. What is above the cap could never be paid.
    """
    credits = agreed(terms.service_credits)
    if isinstance(credits, FailureCredits) and credits.credit > credits.monthly_cap:
        message = f"one failure gives a credit of {credits.credit}, more than the monthly cap of {credits.monthly_cap}"
        related = other_place(positions, f"{CREDITS}.monthly_cap", "the monthly cap")
        place = positions.of_value(f"{CREDITS}.credit")
        yield error("credit-above-cap", place, message, "lower the credit, or raise the cap", related)


def credits_above_liability(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V13. Credits of a year that could use up more than the limit of liability towards which they count.

    Wrong: `monthly_cap: 100 %` and `credits_count_towards_cap: true` under a general cap of half a year's charges. Right: a lower cap of
    credits, a higher cap of liability, or credits that do not count. Otherwise a bad year leaves no damages at all.
    """
    credits = terms.service_credits
    if credits is None or not terms.liability.credits_count_towards_cap:
        return
    most, cap = credits.monthly_cap.of(terms.derived.annual_charge).rounded(), terms.derived.general_cap
    if most.amount > cap.amount and most.currency == cap.currency:
        message = f"the credits of a year, up to {most}, exceed the general cap, {cap}, towards which they count"
        related = other_place(positions, "liability.general_cap", "the general cap")
        yield error("credits-above-liability", positions.of_value(f"{CREDITS}.monthly_cap"), message, None, related)


def claim_before_report(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V14. A time for claiming credits that ends before the month has been reported.

    Wrong: `within: 5 days` beside a report that is due within 10 business days. Right: `within: 30 days`. The Customer would have to
    claim what it cannot know. Both run from the end of the month; the quickest monthly report counts.
    """
    credits = terms.service_credits
    if credits is None or not isinstance(claim := agreed(credits.claim), ClaimOnDemand):
        return
    month_end = terms.term.service_start_date.replace(day=1) - timedelta(days=1)
    monthly = [report for report in terms.governance.reports if agreed(report.frequency) is Frequency.MONTHLY]
    due = {report.id: _due(terms, report.due_within, month_end) for report in monthly}
    if due and claim.within.after(month_end) <= min(due.values()):
        quickest = min(monthly, key=lambda report: due[report.id])
        message = f"credits must be claimed within {claim.within}, but the report on the month is due only within {quickest.due_within}"
        related = other_place(positions, f"governance.reports.{quickest.id}.due_within", "when the report is due")
        yield error("claim-before-report", positions.of_value(f"{CREDITS}.claim.within"), message, "expected a longer time", related)


def _due(terms: Terms, within: Duration, month_end: date) -> date:
    if within.kind is Kind.BUSINESS_DAYS:
        return terms.calendar.business_days_after(month_end, within.count)
    return month_end + timedelta(minutes=within.size) if within.kind is Kind.TIME else within.after(month_end)


def _weights(terms: Terms) -> tuple[CreditWeight, ...]:
    credits = agreed(terms.service_credits)
    return agreed(credits.weights) if isinstance(credits, BandCredits) else ()


def weights_do_not_sum(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V14. Weights that do not sum to 100 %.

    Wrong: shares of 50 %, 30 % and 10 %. Right: 50 %, 30 % and 20 %. The rest of the sum at risk would belong to nothing.
    """
    weights = _weights(terms)
    total = sum((weight.share.value for weight in weights), start=Decimal(0))
    if weights and total != 100:
        message = f"the weights sum to {total} %: expected 100 %"
        yield error("weights-do-not-sum", positions.of_key(f"{CREDITS}.weights"), message, "change a share, or add what is missing")


@for_each(_weights)
def weight_of_another_kind(terms: Terms, positions: Positions, weight: CreditWeight) -> Iterator[Diagnostic]:
    """V14. A weight that measures something which is not agreed for what it names.

    Wrong: `measure: availability, of: p1`. Right: `measure: response, of: p1`, or `of` an item of `service_levels.availability`.
    What is not agreed is not measured, and gives no credit.
    """
    levels = terms.service_levels
    priorities, availabilities = ({item.id for item in items} for items in (levels.targets, levels.availability))
    is_availability = agreed(weight.measure) is Measure.AVAILABILITY
    fitting, other = (availabilities, priorities) if is_availability else (priorities, availabilities)
    if weight.of in other and weight.of not in fitting:
        expected = "an availability target" if is_availability else "a priority"
        message = f"`{weight.of}` has no {weight.measure.words}: expected {expected}"
        yield error("weight-of-another-kind", positions.of_value(f"{CREDITS}.weights.{weight.id}.of"), message)


def _credited(terms: Terms) -> Iterable[ServiceLevelTarget]:
    return (target for target in terms.service_levels.targets if _weights(terms))


@for_each(_credited)
def credit_without_weight(terms: Terms, positions: Positions, target: ServiceLevelTarget) -> Iterator[Diagnostic]:
    """V14. A target with a credit but without a weight, or with a weight but without a credit.

    Wrong: `credit: true` for `p2`, while the weights share out the sum at risk among `p1` and availability. Right: a weight for
    `p2`, or `credit: false`. Nobody could compute the credit.
    """
    weight = next((weight for weight in _weights(terms) if weight.of == target.id), None)
    place = positions.of_value(f"service_levels.targets.{target.id}.credit")
    if target.credit and weight is None:
        related = Related(positions.of_key(f"{CREDITS}.weights"), "the weights")
        yield error("credit-without-weight", place, f"`{target.id}` gives a credit, but has no weight", "add a weight of it", related)
    if weight is not None and not target.credit:
        related = other_place(positions, f"{CREDITS}.weights.{weight.id}", "the weight")
        yield error("credit-without-weight", place, f"`{target.id}` has a weight, but gives no credit", "write `credit: true`", related)


RULES: tuple[Rule, ...] = (
    credit_without_terms,
    credit_above_cap,
    credits_above_liability,
    claim_before_report,
    weights_do_not_sum,
    weight_of_another_kind,
    credit_without_weight,
)
