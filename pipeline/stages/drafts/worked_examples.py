"""The worked examples of a contract, computed anew by what judges its tickets, so that both parties sign the arithmetic that is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from pipeline import lifecycle, measure
from pipeline.model.diagnostic import Diagnostic, error
from pipeline.model.percent import Percent
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.examples import WorkedMonth, targets_of, worked_month
from pipeline.model.terms.named import Side
from pipeline.model.terms.open_points import StillOpen
from pipeline.model.terms.performance import Attainment, CreditLine, CreditStatement, money, shown_time
from pipeline.model.terms.service_credits import CreditExample, LevelExample
from pipeline.model.terms.service_levels import TimeExample, TimeOutcome
from pipeline.model.terms.termination import FeeExample
from pipeline.model.ticket import Event, EventKind, Ticket, TicketState

CREDITS, TIMES, FEES = "service_credits.examples", "service_levels.examples", "termination.early_fee.examples"
WRONG, IMPOSSIBLE = "wrong-example", "impossible-example"
_HINT = "correct the figure, or the terms from which it follows"


def example_faults(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """The examples that cannot be, or come to something else than they say; one that rests on an open point is left alone."""
    for time in terms.service_levels.examples:
        with suppress(StillOpen):
            yield from _time_faults(terms, positions, time)
    for end in terms.termination.early_fee.examples if terms.termination.early_fee else ():
        with suppress(StillOpen):
            yield from _fee_faults(terms, positions, end)
    for month in terms.service_credits.examples if terms.service_credits else ():
        with suppress(StillOpen):
            yield from _credit_faults(terms, positions, month)


def _time_faults(terms: Terms, positions: Positions, example: TimeExample) -> Iterator[Diagnostic]:
    path, policy = f"{TIMES}.{example.id}", measure.policy_of(terms)
    opened = measure.instant(policy.zone, example.opened_on, example.opened_at)
    resolved = measure.instant(policy.zone, example.resolved_on, example.resolved_at)
    if resolved < opened:
        message = f"the Incident of the example `{example.id}` is resolved before it is opened"
        yield error(IMPOSSIBLE, positions.of_value(f"{path}.resolved_on"), message, "correct the days or the times")
        return
    try:
        judgement = _judged(example.priority, opened, resolved, policy)
        days = _by_day(example, opened, resolved, policy)
    except measure.OutsideCalendar:
        message = f"the example `{example.id}` lies outside the days for which the calendar lists holidays"
        yield error(IMPOSSIBLE, positions.of_value(f"{path}.opened_on"), message, "name days within the calendar")
        return
    if judgement.elapsed != measure.seconds_of(example.counted, terms.calendar):
        message = f"the example `{example.id}` counts {shown_time(judgement.elapsed)}, not {example.counted}: {days}"
        yield error(WRONG, positions.of_value(f"{path}.counted"), message, _HINT)
    outcome = TimeOutcome.MET if judgement.met else TimeOutcome.MISSED
    if example.outcome not in (None, outcome):
        counted = f"{shown_time(judgement.elapsed)} count, of {shown_time(judgement.target)}"
        message = f"the Resolution Time in the example `{example.id}` is {outcome}, not {example.outcome}: {counted}"
        yield error(WRONG, positions.of_value(f"{path}.outcome"), message, _HINT)


def _judged(priority: str, opened: int, resolved: int, policy: measure.Policy) -> measure.Judgement:
    """How the Resolution of an Incident is judged that is answered when it is opened."""
    events = (
        Event(opened, EventKind.OPENED),
        Event(opened, EventKind.RESPONDED),
        Event(resolved, EventKind.STATE, TicketState.RESOLVED.value),
    )
    found = measure.judged(Ticket("example", events, priority=priority), policy, resolved)
    return next(each for each in found.judgements if each.measure is measure.Measure.RESOLUTION)


def _by_day(example: TimeExample, opened: int, resolved: int, policy: measure.Policy) -> str:
    """The seconds of the Service Hours on each day, as a sum."""
    hours, day, parts = policy.levels[example.priority].hours, example.opened_on, []
    while day <= example.resolved_on:
        start, end = (measure.midnight(policy.zone, day, later) for later in (0, 1))
        within = hours.elapsed(max(start, opened), min(end, resolved))
        parts += [f"{shown_time(within)} on {day}"] if within else []
        day += timedelta(days=1)
    return " + ".join(parts) or "no Service Hours lie between"


def _fee_faults(terms: Terms, positions: Positions, example: FeeExample) -> Iterator[Diagnostic]:
    id = f"termination-for-convenience.{Side.CUSTOMER}"
    first = next((each.day for each in lifecycle.key_dates(terms) if each.id == id), None)
    if first is not None and example.ends_on < first:
        message = f"a termination by the Customer for convenience takes effect on {first} at the earliest, not on {example.ends_on}"
        yield error(IMPOSSIBLE, positions.of_value(f"{FEES}.{example.id}.ends_on"), message, "name a later day")
        return
    due = terms.derived.early_fee_on(example.ends_on)
    if due is not None and due != example.fee:
        message = f"the fee is {due} if the agreement ends on {example.ends_on}, not {example.fee}: {_fee_of(terms, example)}"
        yield error(WRONG, positions.of_value(f"{FEES}.{example.id}.fee"), message, _HINT)


def _fee_of(terms: Terms, example: FeeExample) -> str:
    step = terms.derived.early_fee_step(example.ends_on)
    if step is None:
        return f"the Initial Term ends on {terms.derived.expiry_date}"
    return f"{step.percentage} of {terms.derived.early_fee_basis} in year {step.year}"


def _credit_faults(terms: Terms, positions: Positions, example: CreditExample) -> Iterator[Diagnostic]:
    impossible = list(_impossible(terms, positions, example))
    yield from impossible
    if impossible:
        return
    month = worked_month(terms, example)
    for each in example.levels:
        yield from _share_fault(positions, example, each, month)
    statement = month.statement
    if statement.total != example.credit:
        message = f"the Service Credit of the example `{example.id}` is {statement.total}, not {example.credit}: {_sum(statement)}"
        yield error(WRONG, positions.of_value(f"{CREDITS}.{example.id}.credit"), message, _HINT)


def _impossible(terms: Terms, positions: Positions, example: CreditExample) -> Iterator[Diagnostic]:
    path, seen = f"{CREDITS}.{example.id}", set()
    starts = terms.term.service_start_date
    if (example.month.year, example.month.month) < (starts.year, starts.month):
        message = f"the month of the example `{example.id}` ends before the service starts, on {starts}"
        yield error(IMPOSSIBLE, positions.of_value(f"{path}.month"), message, "name a later month")
    for each in example.levels:
        place = f"{path}.levels.{each.id}"
        if each.of not in targets_of(terms.service_levels, each.measure):
            message = f"no {each.measure.words} of `{each.of}` is agreed"
            yield error(IMPOSSIBLE, positions.of_value(f"{place}.of"), message, "name what is measured, and of what")
        if each.met > each.counted:
            message = f"{each.met} cannot have met a Service Level for which {each.counted} count"
            yield error(IMPOSSIBLE, positions.of_value(f"{place}.met"), message, "expected at most as many as count")
        if (each.measure, each.of) in seen:
            message = f"the example `{example.id}` names the {each.measure.words} of `{each.of}` twice"
            yield error(IMPOSSIBLE, positions.of_value(f"{place}.of"), message, "keep one of them")
        seen.add((each.measure, each.of))


def _share_fault(positions: Positions, example: CreditExample, each: LevelExample, month: WorkedMonth) -> Iterator[Diagnostic]:
    attained, line = month.attained[each.id], month.line(each.id)
    share = line.weighted if line is not None else Fraction(0)
    if share == each.share.fraction:
        return
    message = f"{each.met} of {each.counted} for {attained.level.words} give {_percent(share)}, not {each.share}: {_reason(attained, line)}"
    yield error(WRONG, positions.of_value(f"{CREDITS}.{example.id}.levels.{each.id}.share"), message, _HINT)


def _reason(attained: Attainment, line: CreditLine | None) -> str:
    if line is not None:
        of_band = f"{line.share} of the band `{line.band}`" if line.band else f"{line.share} for each Service Level Failure"
        return f"{of_band} x the weight of {line.weight}" if line.weight is not None else of_band
    if attained.is_failure:
        return "this Service Level carries no Service Credit"
    return attained.rule or f"{attained.shown} is no failure of the target of {attained.target}"


def _sum(statement: CreditStatement) -> str:
    """The shares of the basis, their sum, and the limit where it is lower."""
    basis = [f"{_percent(line.weighted)} of {money(line.basis, statement.currency)}" for line in statement.lines if line.counts]
    summed = f"{' + '.join(basis) or 'no share of the basis'} = {money(statement.sum, statement.currency)}"
    return f"{summed}, and the limit is {money(statement.cap, statement.currency)}" if statement.is_capped else summed


def _percent(share: Fraction) -> Percent:
    value = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    return Percent(Decimal(f"{value.normalize():f}"))
