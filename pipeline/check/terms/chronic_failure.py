"""Persistent failure: what it is, and what the Customer may then do."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, Related, error, warning
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.named import Whose
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.service_credits import ChronicRight, ChronicRule

CREDITS = "service_credits"


def _chronic_rules(terms: Terms) -> tuple[ChronicRule, ...]:
    chronic = terms.service_credits.chronic_failure if terms.service_credits else None
    return chronic.rules if chronic else ()


def chronic_failure_not_listed(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V15. A right to terminate on persistent failure that is missing from the reasons for termination. A warning.

    Wrong: `chronic_failure` with `right: terminate_agreement`, and no reason `chronic_failure` of the Customer in `termination.reasons`.
    Right: such a reason with `right_of: customer`. Whoever looks for the right in the table of reasons would not find it.
    """
    chronic = terms.service_credits.chronic_failure if terms.service_credits else None
    if chronic is None or agreed(chronic.right) is not ChronicRight.TERMINATE_AGREEMENT:
        return
    if all(reason.id != "chronic_failure" or agreed(reason.right_of) is Whose.PROVIDER for reason in terms.termination.reasons):
        message = "persistent failure gives the Customer a right to terminate, but is not among its reasons for termination"
        related = Related(positions.of_key("termination.reasons"), "the reasons")
        hint = "add a reason `chronic_failure` with `right_of: customer`"
        yield warning("chronic-failure-not-listed", positions.of_value(f"{CREDITS}.chronic_failure.right"), message, hint, related)


def chronic_failure_not_defined(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V15. A reason for termination, persistent failure, that nothing defines.

    Wrong: a reason `chronic_failure` in a contract without `service_credits.chronic_failure`. Right: rules that say
    how many failed months among how many. Otherwise the parties will dispute what is persistent.
    """
    if terms.service_credits is not None and terms.service_credits.chronic_failure is not None:
        return
    for reason in terms.termination.reasons:
        if reason.id == "chronic_failure":
            message = "`chronic_failure` is a reason for termination, but nothing says how many failures are meant"
            hint = "add `chronic_failure` to `service_credits`, or drop the reason"
            yield error("chronic-failure-not-defined", positions.of_value("termination.reasons.chronic_failure.id"), message, hint)


@for_each(_chronic_rules)
def chronic_failure_impossible(terms: Terms, positions: Positions, rule: ChronicRule) -> Iterator[Diagnostic]:
    """V15. Persistent failure that takes more failed months than there are months, or none at all.

    Wrong: `failed_months: 4, of_months: 3`. Right: `failed_months: 2, of_months: 3`. The right could never be used, or always.
    """
    if not 0 < rule.failed_months <= rule.of_months:
        message = f"{rule.failed_months} failed months of {rule.of_months} can never be, or always are"
        place = positions.of_value(f"{CREDITS}.chronic_failure.rules.{rule.id}.failed_months")
        yield error("chronic-failure-impossible", place, message, "expected at least 1, and at most `of_months`")


def sole_remedy_with_termination(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V16. Credits as the only remedy beside a right to terminate on persistent failure.

    Wrong: `sole_remedy: true` and `survives_sole_remedy: false`. Right: `survives_sole_remedy: true`, or `sole_remedy: false`.
    The one takes away what the other gives.
    """
    credits = terms.service_credits
    if credits is None or credits.chronic_failure is None or not credits.sole_remedy or credits.chronic_failure.survives_sole_remedy:
        return
    message = "credits are the only remedy, and yet persistent failure gives a right to terminate"
    related = other_place(positions, f"{CREDITS}.chronic_failure", "the right to terminate")
    hint = "write `survives_sole_remedy: true`, or `sole_remedy: false`"
    yield error("sole-remedy-with-termination", positions.of_value(f"{CREDITS}.sole_remedy"), message, hint, related)


RULES: tuple[Rule, ...] = (
    chronic_failure_not_listed,
    chronic_failure_not_defined,
    chronic_failure_impossible,
    sole_remedy_with_termination,
)
