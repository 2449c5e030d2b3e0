"""What the worked examples of a contract come to, with the arithmetic that its schedules print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.plain import Count, Identifier, IsoDate, Text
from pipeline.model.terms.crediting import Failed, Priced, basis_of, statement, weight_of
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.performance import Attainment, CreditLine, CreditStatement, ServiceLevel, Verdict, money
from pipeline.model.terms.section import Section
from pipeline.model.terms.service_credits import CreditExample, LevelExample, Measure
from pipeline.model.terms.service_levels import ServiceLevels
from pipeline.model.terms.services import Service
from pipeline.model.terms.verdicts import by_fraction, judged_share
from pipeline.model.times import YearMonth

_NOTHING = Percent(Decimal(0))


class CreditExampleLine(Section):
    """One Service Level in a worked example of Service Credits: percentage times weight is the share, and share times basis the amount."""

    id: Identifier = Field(description="The ids of the example and of the Service Level in it.")
    example: Text = Field(description="The name of the example.")
    subject: Text = Field(description="The priority, or the service that must be available.")
    measure: Measure = Field(description="What is measured.")
    counted: Count = Field(description="What counts.")
    met: Count = Field(description="How much of it met the Service Level.")
    verdict: Verdict = Field(description="Whether the Service Level is met.")
    percentage: Percent = Field(description="The percentage of the band, or for a failure; nothing where there is no Service Credit.")
    weight: Percent = Field(description="The weight of the Service Level; all of it where there are no weights.")
    share: Percent = Field(description="The share of the basis.")
    basis: Money = Field(description="The basis.")
    amount: Money = Field(description="The share in money.")


class CreditExampleResult(Section):
    """What a worked example of Service Credits comes to: the sum, or the limit if that is lower."""

    id: Identifier = Field(description="The id of the example.")
    name: Text = Field(description="The name of the example.")
    month: YearMonth = Field(description="The month.")
    sum: Money = Field(description="The sum of the Service Credits.")
    basis: Money = Field(description="The basis of the limit.")
    limit: Money = Field(description="The limit.")
    credit: Money = Field(description="The Service Credit that is due.")


class FeeExampleLine(Section):
    """A worked example of the early termination fee: percentage times basis is the fee."""

    id: Identifier = Field(description="The id of the example.")
    ends_on: IsoDate = Field(description="The day on which the termination takes effect.")
    year: Count | None = Field(description="The year of the Initial Term; absent after it.")
    percentage: Percent = Field(description="The share of that year.")
    basis: Money = Field(description="The sum of which the fee is a share.")
    fee: Money = Field(description="The fee.")


@dataclass(frozen=True)
class WorkedMonth:
    """A month of a worked example: the Attainments by the ids of the example, and the Service Credits that they give."""

    attained: Mapping[str, Attainment]
    failed: Mapping[ServiceLevel, Failed]
    statement: CreditStatement

    def line(self, level: str) -> CreditLine | None:
        """The Service Credit of a Service Level by its id in the example; None where there is none."""
        lines = {line.attainment.level: line for line in self.statement.lines}
        return lines.get(self.attained[level].level)


def worked_month(terms: Priced, example: CreditExample) -> WorkedMonth:
    """What a worked example comes to. Each Service Level fails through events of its own. Raises StillOpen."""
    attained = {each.id: _attained(terms.service_levels, example.month, each) for each in example.levels}
    failed = {attained[each.id].level: Failed(frozenset({each.id}), _services(terms, each)) for each in example.levels}
    found = statement(terms, example.month, list(attained.values()), failed)
    assert found is not None
    return WorkedMonth(attained, failed, found)


def targets_of(levels: ServiceLevels, measure: Measure) -> Mapping[str, Percent]:
    """What is agreed for a measure, by Priority or by the target of Availability."""
    if measure is Measure.AVAILABILITY:
        return {target.id: agreed(target.target) for target in levels.availability}
    return {target.id: agreed(target.compliance) for target in levels.targets}


def _attained(levels: ServiceLevels, month: YearMonth, each: LevelExample) -> Attainment:
    # The check refuses a target that is not agreed; nothing fails it.
    asked = targets_of(levels, each.measure).get(each.of, _NOTHING)
    share = Attainment(ServiceLevel(each.measure, each.of), month, each.counted, each.met, asked, Verdict.NEITHER)
    if each.measure is not Measure.AVAILABILITY:
        return judged_share(levels, share)
    return by_fraction(share) if each.counted else share


def _services(terms: Priced, each: LevelExample) -> frozenset[str]:
    if each.measure is not Measure.AVAILABILITY:
        return frozenset(each.services)
    return frozenset(target.service for target in terms.service_levels.availability if target.id == each.of)


def credit_example_lines(terms: Priced, services: tuple[Service, ...]) -> Iterator[CreditExampleLine]:
    """The Service Levels in the worked examples of Service Credits, one below the other. Raises StillOpen."""
    credits = agreed(terms.service_credits)
    for example in agreed(credits.examples) if credits else ():
        month = worked_month(terms, example)
        for each in example.levels:
            attained, line = month.attained[each.id], month.line(each.id)
            basis = basis_of(terms, example.month, month.failed[attained.level])
            yield CreditExampleLine(
                id=f"{example.id}_{each.id}",
                example=example.name,
                subject=_measured(terms.service_levels, services, each),
                measure=each.measure,
                counted=each.counted,
                met=each.met,
                verdict=attained.verdict,
                percentage=line.share if line else _NOTHING,
                weight=weight_of(terms, attained.level),
                share=each.share,
                basis=money(basis, month.statement.currency),
                amount=money(line.amount if line else Fraction(0), month.statement.currency),
            )


def credit_example_results(terms: Priced) -> Iterator[CreditExampleResult]:
    """What the worked examples of Service Credits come to. Raises StillOpen."""
    credits = agreed(terms.service_credits)
    for example in agreed(credits.examples) if credits else ():
        found = worked_month(terms, example).statement
        amounts = {"sum": found.sum, "basis": found.basis, "limit": found.cap}
        in_money = {name: money(amount, found.currency) for name, amount in amounts.items()}
        yield CreditExampleResult(id=example.id, name=example.name, month=example.month, credit=example.credit, **in_money)


def _measured(levels: ServiceLevels, services: tuple[Service, ...], example: LevelExample) -> str:
    if example.measure is Measure.AVAILABILITY:
        served = {target.id: target.service for target in agreed(levels.availability)}
        return next((service.name for service in services if service.id == served.get(example.of)), example.of)
    names = {target.id: target.name for target in agreed(levels.targets)}
    return f"{example.of.upper()} {names.get(example.of, '')}".strip()
