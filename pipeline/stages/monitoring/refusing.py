"""The rows of an export that are refused, as findings: each word that the mapping does not declare once, and the others by ticket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.measure.tables import Intake, Refusal
from pipeline.model.diagnostic import Diagnostic, Span, warning
from pipeline.model.standing import listed

MOST_SHOWN = 20
"""So many words and rows are printed; the file lists all rows."""
_MOST_LINES = 3


def refused(intake: Intake, file: str) -> Iterator[Diagnostic]:
    """What is refused for one reason is told once: for one word in all tickets, for other reasons in each ticket."""
    faults: dict[tuple[str, ...], list[Refusal]] = {}
    for row in intake.refusals():
        if not row.aside:
            own = (row.ticket or f"line {row.line}", row.reason)
            faults.setdefault((row.undeclared,) if row.undeclared else own, []).append(row)
    # One word of a mapping may mend more than all that is wrong with single tickets.
    ordered = sorted(faults.values(), key=lambda rows: not rows[0].undeclared)
    yield from (_word(rows, file) if rows[0].undeclared else _of_ticket(rows, file) for rows in ordered[:MOST_SHOWN])
    left = sum(map(len, ordered[MOST_SHOWN:]))
    if left:
        more = "1 more row is refused" if left == 1 else f"{left} more rows are refused"
        yield warning("refused-rows", Span(file), more, "refused.csv lists each of them with line and reason")


def _word(rows: Sequence[Refusal], file: str) -> Diagnostic:
    """A word with all rows that it takes with it."""
    lines, tickets = sorted({row.stands for row in rows}), len({row.ticket for row in rows})
    shown = listed([*map(str, lines[:_MOST_LINES]), *([f"{len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else [])])
    of_tickets = "" if tickets == len(rows) else f" of {tickets} ticket{'s' if tickets > 1 else ''}"
    taken = "1 row is refused" if len(rows) == 1 else f"{len(rows)} rows{of_tickets} are refused"
    stands = f"it stands on line{'s' if len(lines) > 1 else ''} {shown}"
    message = f"{rows[0].undeclared} is not declared in the mapping, so {taken}: {stands}"
    return warning("undeclared-word", Span(file, lines[0]), message, "say in the mapping what it means; refused.csv lists each row")


def _of_ticket(rows: Sequence[Refusal], file: str) -> Diagnostic:
    first, *others = rows
    ticket = f"ticket {first.ticket}: " if first.ticket else ""
    counted = f"its {len(rows)} rows are" if others else "the row is"
    return warning("refused-row", Span(file, first.line), f"{ticket}{first.reason}", f"{counted} counted as refused, and judged as neither")
