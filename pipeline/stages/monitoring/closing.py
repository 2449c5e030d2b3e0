"""Figures that stand: a month closed with the hash of its export, restated only by another entry, and held against later exports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import store
from pipeline.measure import tables
from pipeline.model.closing import Closing, closing_of
from pipeline.model.diagnostic import Diagnostic, Related, Span, error, warning
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.terms.performance import shown_time
from pipeline.model.times import YearMonth
from pipeline.stages.monitoring.closed import closed_findings
from pipeline.stages.monitoring.month import Month
from pipeline.store.root import Root

MOST_SHOWN = 20
"""So many changed tickets are printed."""
Key = tuple[str, str, int]
"""A judged time: the ticket, what is timed, and which Resolution of several."""


def close(root: Root, month: Month, at: str, reason: str = "") -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Freeze the figures of a month and tell the ledger; gives the file, or why it cannot be closed.

    The figures come first and the entry last: what is stopped between leaves a file of which no entry speaks, and the
    next call writes it anew.
    """
    contract, place = month.agreed.contract, Span(store.ledger_file(month.agreed.contract))
    if not month.is_over:
        return (), (error("running-period", place, f"{month.period} has not ended, so its figures cannot be closed"),)
    if month.agreed.version not in store.versions(root, contract):
        message = f"the figures rest on {month.agreed.version}, and a draft still changes"
        return (), (error("closed-by-a-draft", place, message, f"freeze it first: draftline freeze {contract}"),)
    if month.taken.intake.rows and not month.taken.intake.judged:
        return (), (error("closed-by-nothing", place, f"no row of {month.taken.file} is judged, so it tells nothing of {month.period}"),)
    content = _figures(month)
    try:
        with store.ledger_open(root, contract) as writer:
            former = [closing_of(entry.facts) for entry in writer.ledger.of_kind(FactKind.CLOSED)]
            earlier = [closing for closing in former if closing.period == month.period]
            fault = _fault(earlier, content, month, reason, place)
            if fault is not None:
                return (), (fault,)
            closing = Closing(month.period, month.agreed.version, len(earlier) + 1, month.taken.sha256, store.sha256(content), reason)
            file = store.performance_file(contract, month.period, closing.file)
            store.write(root, file, content)
            writer.add(FactKind.CLOSED, at, closing.facts)
    except store.CannotWrite as refused:
        return (), (refused.diagnostic,)
    return (file,), ()


def _fault(earlier: list[Closing], content: bytes, month: Month, reason: str, place: Span) -> Diagnostic | None:
    if earlier and earlier[-1].figures == store.sha256(content):
        return error("closed-already", place, f"{month.period} is closed with these figures already")
    if earlier and not reason:
        message = f"{month.period} is closed with other figures, and whoever restates them says why"
        return error("restated-without-reason", place, message, "give --reason")
    if reason and not earlier:
        return error("nothing-to-restate", place, f"{month.period} is not closed yet, so there is nothing to restate", "leave out --reason")
    return None


def _figures(month: Month) -> bytes:
    """The figures as JSON, one ticket a line, so that a difference can be read."""
    statement = month.statement
    told: dict[str, Any] = {
        "contract": month.agreed.contract,
        "version": month.agreed.version,
        "period": str(month.period),
        "rows": {"all": month.taken.intake.rows, "judged": month.taken.intake.judged, "set aside": month.taken.intake.aside},
        "attainments": [
            {
                "measure": str(each.level.measure),
                "of": each.level.of,
                "target": str(each.target),
                "met": each.met,
                "counted": each.counted,
                "verdict": str(each.verdict),
            }
            for each in month.attainments
        ],
        "credits": str(statement.total) if statement is not None else "",
        "tickets": [_told(each) for each in month.record.counted(month.period)],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _told(figure: tables.Figure) -> str:
    """One judged time on one line."""
    verdict = "met" if figure.met else "missed"
    return " ".join(map(str, (figure.measure, figure.cycle, figure.level, figure.elapsed, verdict, figure.ticket)))


def closings(root: Root, contract: str, period: YearMonth) -> tuple[tuple[Entry, Closing], ...]:
    """The closings of a period, the first one first."""
    entries = store.read_ledger(root, contract).of_kind(FactKind.CLOSED)
    return tuple((entry, closing) for entry in entries if (closing := closing_of(entry.facts)).period == period)


def changes(root: Root, month: Month) -> tuple[Diagnostic, ...]:
    """What differs from the figures that were closed last, and which files of closed months are gone or changed themselves."""
    contract = month.agreed.contract
    gone, closed = closed_findings(root, contract), closings(root, contract, month.period)
    if not closed:
        return gone
    entry, closing = closed[-1]
    content = store.read_performance(root, contract, month.period, closing.file)
    if isinstance(content, Diagnostic) or store.sha256(content) != closing.figures:
        return gone
    place = Span(store.performance_file(contract, month.period, closing.file))
    related = Related(Span(store.ledger_file(contract), entry.number), "the entry that closed it")
    found = [*_changed(_reported(content), {_key(each): _told(each) for each in month.record.counted(month.period)}, month)]
    shown = [warning("changed-after-closing", place, words, None, related) for words in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        shown.append(warning("changed-after-closing", place, f"{len(found) - MOST_SHOWN} more times differ from those that were closed"))
    return (*gone, *shown)


def _key(figure: tables.Figure) -> Key:
    return figure.ticket, figure.measure.value, figure.cycle


def _reported(content: bytes) -> dict[Key, str]:
    found = {}
    for line in json.loads(content)["tickets"]:
        timed, cycle, _, _, _, ticket = line.split(" ", 5)
        found[(ticket, timed, int(cycle))] = line
    return found


def _changed(before: Mapping[Key, str], now: Mapping[Key, str], month: Month) -> Iterator[str]:
    for key in sorted({*before, *now}):
        ticket, timed, _ = key
        if key not in now:
            there = "counts no longer in the period" if month.record.ticket(ticket) else "is no longer judged"
            yield f"{ticket}, {timed}: was reported as {_words(before[key])}, and {there}"
        elif key not in before:
            yield f"{ticket}, {timed}: was not reported, and is {_words(now[key])}"
        elif before[key] != now[key]:
            yield f"{ticket}, {timed}: was reported as {_words(before[key])}, and is {_words(now[key])}"


def _words(line: str) -> str:
    _, _, level, elapsed, verdict, _ = line.split(" ", 5)
    return f"{verdict} under {level.upper()} after {shown_time(int(elapsed))}"
