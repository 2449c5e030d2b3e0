"""A month in a few lines for the terminal: the sentence that matters, the rows accounted for, the Service Levels, what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from pipeline import measure
from pipeline.model.days import MONTHS
from pipeline.model.terms.performance import Attainment, CreditStatement, money, shown_time
from pipeline.model.times import YearMonth
from pipeline.stages.monitoring.month import Month

_HEADING = ("Service Level", "met of", "counted", "Attainment", "target", "verdict")
DUTY_CLAUSES = {measure.Duty.UPDATE: "service-levels.targets", measure.Duty.PERMANENT_FIX: "service-levels.permanent-fix"}
"""The paragraphs that state these duties."""
_PLURALS = {measure.Duty.UPDATE: "updates", measure.Duty.PERMANENT_FIX: "permanent fixes"}
MOST_OPEN = 10
"""So many open tickets are printed, those that fail next first."""


def summary(month: Month) -> Iterator[str]:
    """The month, for whoever asked for it."""
    yield f"{month.agreed.contract} {month.agreed.version}, {named(month.period)}: {sentence(month)}"
    yield rows_accounted(month)
    yield ""
    yield from table([_HEADING, *(_attained(each) for each in month.attainments)])
    yield from _adjusted(month)
    if month.statement is not None and month.statement.lines:
        yield ""
        yield from credited(month.statement, month)
    yield from (f"repeated failure: {repeated(each)}" for each in month.repeated)
    yield from (f"late: {each}" for each in late_duties(month))
    yield from _fulfilled(month)
    yield from next_to_fail(month)


def sentence(month: Month) -> str:
    """The most important thing in a sentence, without its end."""
    judged = [each for each in month.attainments if each.counted]
    failed = len(month.failures)
    if not judged:
        return "no ticket counted"
    levels = f"{failed} of {len(judged)} measured Service Levels failed" if failed else "no Service Level failed"
    often = tuple(dict.fromkeys(each.level.words for each in month.repeated))
    if often:
        levels += f", {' and '.join(often)} repeatedly"
    due = month.statement.total if month.statement is not None else None
    credit = f", and a Service Credit of {due} is due" if due is not None and due.amount else ""
    return levels + credit


def rows_accounted(month: Month) -> str:
    """All rows of the export: judged, set aside, or refused."""
    intake = month.taken.intake
    refused = intake.refused.height - intake.aside
    twice = f"; {intake.twice} times are shown twice by the clocks and read as the first" if intake.twice else ""
    return f"{intake.rows} rows: {intake.judged} judged, {intake.aside} set aside, {refused} refused{twice}"


def named(period: YearMonth) -> str:
    """A month in words."""
    return f"{MONTHS[period.month - 1]} {period.year}"


def _attained(each: Attainment) -> tuple[str, ...]:
    rule = f" ({each.rule})" if each.rule else ""
    return each.level.words, *each.amounts, each.shown, str(each.target), f"{each.verdict}{rule}"


def table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows under each other, the first column to the left and figures to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    last = len(widths) - 1
    for row in rows:
        sized = enumerate(zip(row, widths, strict=True))
        yield "  ".join(cell.ljust(width) if at in (0, last) else cell.rjust(width) for at, (cell, width) in sized).rstrip()


def _adjusted(month: Month) -> Iterator[str]:
    """The figures that the adjustments changed, before and after."""
    for before, now in month.adjusted:
        yield f"adjusted: {now.level.words} was {' of '.join(before.amounts)}, and is {' of '.join(now.amounts)}"


def credited(statement: CreditStatement, month: Month) -> Iterator[str]:
    """The Service Credits with their arithmetic."""
    for line in statement.lines:
        weight = f" x {line.weight}" if line.weight is not None else ""
        counts = "" if line.counts else ", which another one takes in"
        amount, basis = (money(each, statement.currency) for each in (line.amount, line.basis))
        yield f"Service Credit for {line.attainment.level.words}: {line.share}{weight} of {basis} is {amount}{counts}"
    cap = money(statement.cap, statement.currency)
    limit = f", reduced to the limit of {cap}" if statement.is_capped else ""
    claim = f"; claim it by {month.claim_by.isoformat()}" if month.claim_by is not None else ""
    yield f"Service Credits together: {statement.total}{limit} ({month.agreed.clause('service-credits.cap')}){claim}"


def late_duties(month: Month) -> Iterator[str]:
    """How many updates and permanent fixes came late or are outstanding, each with its clause; of updates also that none did."""
    counts = Counter(each.duty for each in month.lapses)
    for duty in measure.Duty:
        if counts[duty] or (duty is measure.Duty.UPDATE and month.taken.updates_told):
            plural = duty.value if counts[duty] == 1 else _PLURALS[duty]
            yield f"{counts[duty] or 'no'} {plural} ({month.agreed.clause(DUTY_CLAUSES[duty])})"


def repeated(failure: measure.RepeatedFailure) -> str:
    """A repeated failure in words."""
    months = ", ".join(map(named, failure.months))
    return f"{failure.level.words} failed in {months}: at least {failure.rule.failed_months} of {failure.rule.of_months} months"


def _fulfilled(month: Month) -> Iterator[str]:
    found = month.record.fulfilled(month.period)
    if found:
        yield ""
        yield from table([("Service Request", "met of", "counted"), *((name, str(met), str(counted)) for name, counted, met in found)])


def next_to_fail(month: Month) -> Iterator[str]:
    """The open tickets that miss a time next, and when."""
    waiting = month.record.undecided()
    if not waiting:
        return
    yield ""
    yield f"open and within their time: {len(waiting)}; next to fail:"
    zone = month.record.policy.zone
    for each in waiting[:MOST_OPEN]:
        due = datetime.fromtimestamp(each.due, zone).strftime("%Y-%m-%d %H:%M:%S %Z") if each.due is not None else "the clock stands"
        yield f"  {due}  {each.ticket}  {each.level.upper()} {each.measure}, {shown_time(each.remaining)} left"
