"""Whether a Service Level was met, month by month, and failure that repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.measure.periods import next_month
from pipeline.model.percent import Percent
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.performance import Attainment, ServiceLevel, Verdict
from pipeline.model.terms.service_credits import ChronicRule, Measure
from pipeline.model.terms.service_levels import ServiceLevels
from pipeline.model.terms.verdicts import judged_share
from pipeline.model.times import YearMonth

Tallies = Mapping[tuple[ServiceLevel, YearMonth], tuple[int, int]]
"""How many tickets counted, and how many met their time."""


def attainments(levels: ServiceLevels, tallies: Tallies, periods: Iterable[YearMonth]) -> tuple[Attainment, ...]:
    """The Attainments of all Priorities in these periods, which follow each other: by period, then in the order of the schedule."""
    months = sorted(periods)
    found = [*(each for level, target in _of_priorities(levels) for each in _over(levels, level, target, tallies, months))]
    order = {level: at for at, (level, _) in enumerate(_of_priorities(levels))}
    return tuple(sorted(found, key=lambda each: (each.period, order[each.level])))


def _of_priorities(levels: ServiceLevels) -> list[tuple[ServiceLevel, Percent]]:
    measures = (Measure.RESPONSE, Measure.RESOLUTION)
    return [(ServiceLevel(measure, target.id), target.compliance) for target in levels.targets for measure in measures]


def _over(levels: ServiceLevels, level: ServiceLevel, target: Percent, tallies: Tallies, months: list[YearMonth]) -> Iterator[Attainment]:
    """One Service Level from month to month; what is carried forward waits for enough tickets."""
    waiting = (0, 0)
    for month in months:
        counted, met = tallies.get((level, month), (0, 0))
        counted, met = counted + waiting[0], met + waiting[1]
        found = judged_share(levels, Attainment(level, month, counted, met, target, Verdict.NEITHER))
        if waiting[0] and found.verdict is not Verdict.CARRIED:
            found = replace(found, rule=f"together with the {waiting[0]} tickets carried forward")
        waiting = (counted, met) if found.verdict is Verdict.CARRIED else (0, 0)
        yield found


@dataclass(frozen=True, slots=True)
class RepeatedFailure:
    """A rule of the agreement on repeated failure that is fulfilled: by which Service Level, and in which months it failed."""

    level: ServiceLevel
    rule: ChronicRule
    months: tuple[YearMonth, ...]


def repeated_failures(terms: Terms, known: Iterable[Attainment], period: YearMonth) -> tuple[RepeatedFailure, ...]:
    """The rules that are fulfilled at the end of a period by the Attainments of it and of those before it."""
    chronic = terms.service_credits.chronic_failure if terms.service_credits is not None else None
    if chronic is None:
        return ()
    failed: dict[ServiceLevel, set[YearMonth]] = {}
    for each in known:
        if each.is_failure:
            failed.setdefault(each.level, set()).add(each.period)
    return tuple(
        RepeatedFailure(level, rule, months)
        for level in sorted(failed)
        for rule in chronic.rules
        # The period itself completes the failure, so that each is told once.
        if period in failed[level] and len(months := _within(failed[level], period, rule.of_months)) >= rule.failed_months
    )


def _within(failed: set[YearMonth], period: YearMonth, of_months: int) -> tuple[YearMonth, ...]:
    return tuple(month for back in range(of_months - 1, -1, -1) if (month := next_month(period, -back)) in failed)
