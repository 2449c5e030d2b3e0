"""The figures of a month as files under `build/`: for spreadsheets, for programs, and for the letter that claims a credit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from pipeline import post, store
from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.model.sheet import Column, Grid, Record
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.performance import Attainment, money, shortened
from pipeline.model.ticket import natural
from pipeline.stages.drafts.reporting import report_files
from pipeline.stages.monitoring.month import Month
from pipeline.stages.monitoring.reporting import report_of
from pipeline.store.root import Root


def written(root: Root, month: Month) -> tuple[str, ...]:
    """Write the files of the month; gives their names. Raises CannotWrite."""
    files = {store.figures_file(month.agreed.contract, month.period, name): content for name, content in _contents(month)}
    store.write_all(root, files)
    return tuple(files)


def printed(root: Root, month: Month, at: str) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """Write the report for the service review, as of this moment; gives what is wrong with it, and the files. Raises CannotWrite."""
    place = Span(store.figures_file(month.agreed.contract, month.period, "report.docx"))
    made = report_files(root, report_of(month), place, date.fromisoformat(at[:10]), lambda step: None)
    files = {
        store.figures_file(month.agreed.contract, month.period, f"report{ending}"): content for ending, content in made.contents.items()
    }
    store.write_all(root, files)
    return made.findings, tuple(files)


def _contents(month: Month) -> Iterator[tuple[str, bytes]]:
    yield "tickets.csv", month.record.csv(month.period)
    yield "tickets.parquet", month.record.parquet(month.period)
    yield "attainment.csv", post.csv_of(attainment_grid(month), figures=True)
    yield "refused.csv", post.csv_of(refused_grid(month), figures=True)
    yield "open.csv", post.csv_of(open_grid(month), figures=True)
    if not isinstance(month.agreed.terms.escalation, OpenPoint):
        yield "escalations.csv", post.csv_of(escalation_grid(month), figures=True)
    if month.taken.updates_told or month.lapses:
        yield "duties.csv", post.csv_of(duty_grid(month), figures=True)
    if month.statement is not None:
        yield "credits.csv", post.csv_of(credit_grid(month), figures=True)
        if month.statement.total.amount:
            yield "credit-claim.yaml", _claim(month).encode()


def attainment_grid(month: Month) -> Grid:
    """All Service Levels of the month with what they came to."""
    names = ("Service Level", "Target", "Counted", "Met", "Fraction", "Attainment", "Verdict", "Rule")
    return _grid("Attainment", names, ([*_attained(each)] for each in month.attainments))


def _attained(each: Attainment) -> Iterator[str]:
    fraction = f"{each.met}/{each.counted}" if each.counted else ""
    yield from (each.level.words, str(each.target), str(each.counted), str(each.met), fraction, each.shown, str(each.verdict), each.rule)


def refused_grid(month: Month) -> Grid:
    """The rows of the export that are in no ticket."""
    rows = ([str(row.line), row.ticket, "set aside" if row.aside else "refused", row.reason] for row in month.taken.intake.refusals())
    return _grid("Rows that were not judged", ("Line", "Ticket", "Kind", "Reason"), rows)


def open_grid(month: Month) -> Grid:
    """The open tickets that are not decided, the next to fail first."""
    names = ("Due", "Ticket", "Service", "Priority", "Time", "Remaining seconds")
    rows = (
        [_moment(month, each.due), each.ticket, each.service, each.level, each.measure.value, str(each.remaining)]
        for each in month.record.undecided()
    )
    return _grid("Open tickets", names, rows)


def escalation_grid(month: Month) -> Grid:
    """The Escalation Levels above the first that the tickets of the month should have reached."""
    above = sorted((each for each in month.escalated if each.level.level > 1), key=lambda each: (natural(each.ticket), each.level.level))
    rows = ([each.ticket, str(each.level.level), each.level.name, _moment(month, each.at)] for each in above)
    return _grid("Escalation Levels", ("Ticket", "Level", "Name", "Reached"), rows)


def duty_grid(month: Month) -> Grid:
    """The updates and permanent fixes that were late, in the order in which they were due."""
    rows = ([each.ticket, each.level, str(each.duty), _moment(month, each.due), _moment(month, each.done)] for each in month.lapses)
    return _grid("Duties that were late", ("Ticket", "Priority", "Duty", "Due", "Done"), rows)


def credit_grid(month: Month) -> Grid:
    """The Service Credits with their arithmetic."""
    assert month.statement is not None
    names = ("Service Level", "Attainment", "Share", "Weight", "Basis", "Service Credit", "Counts")
    currency = month.statement.currency
    rows = [
        [
            line.attainment.level.words,
            line.attainment.shown,
            str(line.share),
            str(line.weight or ""),
            str(money(line.basis, currency)),
            str(money(line.amount, currency)),
            "yes" if line.counts else "no",
        ]
        for line in month.statement.lines
    ]
    return _grid("Service Credits", names, rows)


def _claim(month: Month) -> str:
    """The facts of the letter that claims the Service Credits, as `letter CONTRACT credit-claim --facts FILE` reads them."""
    assert month.statement is not None
    statement = month.statement
    lines = [f"period: {month.period}", "credits:"]
    counted = [line for line in statement.lines if line.counts]
    for line in counted:
        attained = shortened(line.attainment.fraction or Fraction(0))
        level = line.attainment.level
        lines += [
            f"  - id: {level.of}_{level.measure}",
            f"    service_level: {level.words}",
            f"    attained: {attained} %",
            f"    share: {_percent(line.weighted * 100)} %",
            f"    amount: {money(line.amount, statement.currency)}",
        ]
    together = sum((money(line.amount, statement.currency).amount for line in counted), start=Decimal(0))
    if statement.total.amount != together:
        lines.append(f"total: {statement.total}")
    return "\n".join(lines) + "\n"


def _percent(share: Fraction) -> str:
    exact = f"{float(share):.6f}".rstrip("0").rstrip(".")
    return exact or "0"


def _moment(month: Month, moment: int | None) -> str:
    return "" if moment is None else datetime.fromtimestamp(moment, month.record.policy.zone).isoformat(timespec="seconds")


def _grid(title: str, names: tuple[str, ...], rows: Iterable[list[str]]) -> Grid:
    return Grid(title, tuple(Column(name, 1) for name in names), tuple(Record(tuple(cells)) for cells in rows))
