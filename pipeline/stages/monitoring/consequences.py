"""What follows from the figures of a month, for its report: Service Credits with their arithmetic, repeated failure, and key dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline import lifecycle, measure
from pipeline.model.days import written_day
from pipeline.model.key_dates import upcoming
from pipeline.model.report import Section
from pipeline.model.sheet import Column, Grid, Record
from pipeline.model.terms.performance import CreditLine, CreditStatement, money
from pipeline.model.terms.service_credits import Settlement
from pipeline.stages.monitoring.month import Month
from pipeline.stages.monitoring.telling import repeated

_AHEAD = timedelta(days=92)
"""How far ahead key dates are told."""


def credits(month: Month) -> Section | None:
    """The Service Credits, as a multiplication for each failure and their sum against the limit."""
    statement, clause = month.statement, month.agreed.clause
    if statement is None:
        return None
    if not statement.lines:
        return Section("Service Credits", (f"No Service Level Failure carries a Service Credit ({clause('service-credits.duty')}).",))
    basis = " + ".join(f"{name} {money(amount, statement.currency)}" for name, amount in statement.parts.items())
    columns = (Column("Service Level", 4), Column("Attainment", 3), Column("Calculation", 6), Column("Service Credit", 3))
    rows = tuple(Record(tuple(_credit(line, statement))) for line in statement.lines)
    says = (f"The basis: {basis} ({clause('service-credits.basis')}).", _together(month, statement), _due(month))
    return Section("Service Credits", says, (Grid("", columns, rows),))


def _credit(line: CreditLine, statement: CreditStatement) -> Iterator[str]:
    factors = (line.share, *(() if line.weight is None else (line.weight,)), money(line.basis, statement.currency))
    taken_in = "" if line.counts else ", taken in by another one"
    yield from (line.attainment.level.words, line.attainment.shown, " \N{MULTIPLICATION SIGN} ".join(map(str, factors)))
    yield f"{money(line.amount, statement.currency)}{taken_in}"


def _together(month: Month, statement: CreditStatement) -> str:
    """The sum, and the limit with its arithmetic."""
    agreed = month.agreed.terms.service_credits
    assert agreed is not None
    summed, basis, cap = (money(each, statement.currency) for each in (statement.sum, statement.basis, statement.cap))
    limit = f"{agreed.monthly_cap} \N{MULTIPLICATION SIGN} {basis} = {cap} ({month.agreed.clause('service-credits.cap')})"
    return f"Together they are {summed}. The limit is {limit}. So {statement.total} is due."


def _due(month: Month) -> str:
    """Whether it has to be claimed, and how it is paid."""
    agreed, clause = month.agreed.terms.service_credits, month.agreed.clause
    assert agreed is not None
    claim = clause("service-credits.claim")
    if month.claim_by is not None:
        due = f"The Customer claims it by {_day(month, month.claim_by)} ({claim})"
    else:
        due = f"It is due without a claim ({claim})"
    way = "deducts it from its next invoice" if agreed.settlement is Settlement.NEXT_INVOICE else "pays it out"
    return f"{due}, and the Provider {way} ({clause('service-credits.settlement')})."


def repeated_failures(month: Month) -> Section | None:
    """The Service Levels that failed so often that the Customer has a right."""
    if not month.repeated:
        return None
    clause = month.agreed.clause
    told = (f"{repeated(each)} ({clause('chronic-failure.meaning')})." for each in month.repeated)
    right, until = clause("chronic-failure.right"), clause("chronic-failure.time")
    return Section("Repeated failure", (*told, f"What the Customer may then do is said in {right}, and until when in {until}."))


def adjustments(month: Month) -> Section | None:
    """What both parties agreed on afterwards, and the figures that it changed."""
    if not month.adjustments:
        return None
    rows = [
        Record((each.ticket, each.reason, month.agreed.clause(each.clause), each.proposed_by, each.agreed_by or "nobody yet"))
        for each in month.adjustments
    ]
    columns = (Column("Ticket", 2), Column("Reason", 5), Column("Clause", 2), Column("Proposed by", 2), Column("Agreed by", 2))
    figures = [Record((now.level.words, " of ".join(before.amounts), " of ".join(now.amounts))) for before, now in month.adjusted]
    compared = Grid("Before and after", (Column("Service Level", 4), Column("Before", 2), Column("After", 2)), tuple(figures))
    says = () if figures else ("They change no figure.",)
    return Section("Adjustments", says, (Grid("", columns, tuple(rows)), *((compared,) if figures else ())))


def dates(month: Month) -> Section | None:
    """Of each key date of the next three months the next day on which something can be done about it."""
    today = measure.day_of(month.as_of, month.record.policy.zone)
    ahead = [each for each in upcoming(lifecycle.key_dates(month.agreed.terms), today) if each.act_by <= today + _AHEAD]
    if not ahead:
        return None
    rows = [
        Record((_day(month, each.act_by), each.title, each.owner, month.agreed.clause(each.clause) if each.clause else ""))
        for each in ahead
    ]
    columns = (Column("By", 3), Column("What", 6), Column("Who", 3), Column("Clause", 2))
    return Section("Key dates ahead", (), (Grid("", columns, tuple(rows)),))


def _day(month: Month, day: date) -> str:
    return written_day(day, month.agreed.terms.meta.language)
