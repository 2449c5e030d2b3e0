"""The export taken in: its mapping made whole, its columns found, and each refused row as a finding with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import measure, store
from pipeline.measure import tables
from pipeline.model.diagnostic import Diagnostic, Span, error, warning
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import close_to
from pipeline.model.ticket_mapping import ColumnRole, MappedType, Meaning, Rows, TicketMapping, Tracked
from pipeline.stages.monitoring.refusing import refused
from pipeline.store.root import Root

_OF_TICKETS = (ColumnRole.RESPONDED, ColumnRole.RESOLVED, ColumnRole.CLOSED)
FEWEST_RETURNING = 3
"""So many times must point to an exchange before a word is said of it."""


@dataclass(frozen=True)
class Taken:
    """An export as tickets, with the sha256 of its file; `updates_told` says whether it tells when the Customer was updated."""

    file: str
    sha256: str
    intake: tables.Intake
    updates_told: bool
    findings: tuple[Diagnostic, ...]

    def why_not(self, number: str) -> str:
        """Why a ticket is not among those judged: its row was refused, or its number is written otherwise; nothing where nobody knows."""
        refused = next((row for row in self.intake.refusals() if row.ticket == number), None)
        if refused is not None:
            return f"line {refused.line}: {refused.reason}"
        return close_to(number, self.intake.numbers)


def taken_in(
    root: Root, file: Path, mapping: str, terms: Terms, now: str, *, time_zone: str | None, date_format: str | None
) -> Taken | tuple[Diagnostic, ...]:
    """The tickets of a file, or why there are none."""
    read = store.load_mapping(root, mapping)
    if isinstance(read, tuple):
        return read
    own = {"time_zone": time_zone or read.noun.time_zone, "date_format": date_format or read.noun.date_format}
    whole, notes = _of_events(read.noun.model_copy(update=own), read.positions)
    lacking = (*_lacking(whole, read.positions), *_unknown_ids(whole, read.positions, terms))
    if lacking:
        return lacking
    try:
        rows = tables.rows_in(file, whole)
    except tables.Unreadable as fault:
        return (error(fault.code, Span(str(file)), f"this file is no export that can be read: {fault.message}", fault.hint or None),)
    except tables.WrongColumns as fault:
        return tuple(_wrong_columns(fault, read.positions, str(file)))
    intake = tables.intake(rows, whole, _known(whole, terms, now))
    updates_told = Meaning.UPDATED in whole.states.values()
    return Taken(
        str(file),
        _sha256(file),
        intake,
        updates_told,
        (*notes, *_nothing(intake, str(file)), *_exchanged(intake, str(file)), *refused(intake, str(file))),
    )


def _of_events(mapping: TicketMapping, positions: Positions) -> tuple[TicketMapping, tuple[Diagnostic, ...]]:
    """The mapping without the columns that are not read where each row is an event, and a note on each of them."""
    idle = [role for role in _OF_TICKETS if getattr(mapping.columns, role.value)] if mapping.rows is Rows.EVENTS else []
    message = "this column is not read: of rows that are events, their states tell what happened and when"
    notes = tuple(warning("idle-column", positions.of_value(("columns", role.value)), message) for role in idle)
    columns = mapping.columns.model_copy(update={role.value: None for role in idle})
    return mapping.model_copy(update={"columns": columns}), notes


def _known(mapping: TicketMapping, terms: Terms, now: str) -> tables.Known:
    assert mapping.time_zone is not None
    first, last = measure.known(terms.calendar)
    return tables.Known(
        frozenset(target.id for target in terms.service_levels.targets),
        frozenset(service.id for service in terms.services),
        frozenset(request.id for request in terms.request_catalogue),
        mapping.time_zone,
        max(first, measure.midnight(measure.policy_of(terms).zone, terms.term.service_start_date)),
        last,
        int(datetime.fromisoformat(now).timestamp()),
    )


def _lacking(mapping: TicketMapping, positions: Positions) -> Iterator[Diagnostic]:
    """What a mapping must say before it can be used; some of it the ready ones leave to whoever knows the export."""
    place = Span(positions.file)
    if mapping.date_format is None:
        hint = "write `date_format: '%d/%m/%Y %H:%M'` or whatever the export has, or give --date-format"
        yield error("incomplete-mapping", place, "the mapping does not say how the export writes its dates, and nobody guesses that", hint)
    if mapping.time_zone is None:
        hint = "write `time_zone: Europe/London` or whatever zone the export's times are in, or give --time-zone"
        yield error("incomplete-mapping", place, "the mapping does not say in which time zone the export's times are", hint)
    columns, defaults = mapping.columns, mapping.defaults
    of_events = {"at": columns.at, "event or field": columns.event or columns.field}
    needed = {"opened": columns.opened} if mapping.rows is Rows.TICKETS else of_events
    needed["type"] = columns.type or defaults.type
    if Tracked.PRIORITY not in mapping.fields.values() and defaults.type is not MappedType.SERVICE_REQUEST:
        needed["priority"] = columns.priority or defaults.priority
    for name, said in needed.items():
        if said is None:
            hint = f"name it below `columns`{', or what holds for all tickets below `defaults`' if name in ('type', 'priority') else ''}"
            yield error("incomplete-mapping", positions.of_key(("columns",)), f"the mapping names no column for {name}", hint)


def _unknown_ids(mapping: TicketMapping, positions: Positions, terms: Terms) -> Iterator[Diagnostic]:
    """What the mapping takes the export's words for and the agreement does not have."""
    known = {
        "priorities": ("priority", "Priority", [target.id for target in terms.service_levels.targets]),
        "services": ("service", "service", [service.id for service in terms.services]),
        "requests": ("request", "request of the catalogue", [request.id for request in terms.request_catalogue]),
    }
    for table, (one, words, ids) in known.items():
        named = {(table, word): id for word, id in getattr(mapping, table).items()}
        named |= {("defaults", one): id} if (id := getattr(mapping.defaults, one)) is not None else {}
        for place, id in named.items():
            if id not in ids:
                hint = close_to(id, ids) or f"the agreement has {', '.join(f'`{each}`' for each in ids) or 'none'}"
                yield error(f"unknown-{one}", positions.of_value(place), f"`{id}` is no {words} of the agreement", hint)


def _wrong_columns(fault: tables.WrongColumns, positions: Positions, file: str) -> Iterator[Diagnostic]:
    for role, name in fault.missing.items():
        place = positions.of_value(("columns", role.value))
        hint = close_to(name, fault.names) or f"its columns are {', '.join(f'`{each}`' for each in fault.names) or 'none'}"
        yield error("missing-column", place, f"{file} has no column `{name}`", hint)
    for role, name in fault.doubled.items():
        place = positions.of_value(("columns", role.value))
        hint = f"write `{name} (1)` for the first of them, `{name} (2)` for the second"
        yield error("doubled-column", place, f"{file} has the column `{name}` more than once", hint)


def _nothing(intake: tables.Intake, file: str) -> Iterator[Diagnostic]:
    """A word on an export of which nothing counts, since that is seldom what was meant."""
    if not intake.rows:
        yield warning("no-rows", Span(file), "the export has no rows", "look whether it was made for the right days")
    elif not intake.judged:
        message = f"none of the {intake.rows} rows is judged: {intake.aside} are set aside, the others refused"
        hint = "look first whether the mapping has the words and the date format of this export, and the contract its days"
        yield warning("nothing-judged", Span(file), message, hint)


def _exchanged(intake: tables.Intake, file: str) -> Iterator[Diagnostic]:
    """A hint at what jumbles an export most: a program on the way took days for months where it could."""
    if intake.exchanged * 2 > intake.out_of_order:
        counted = f"{intake.exchanged} of {intake.out_of_order} tickets"
        message = f"in {counted} with events before the opening, exchanging day and month puts it first"
        yield warning("exchanged-dates", Span(file), message, "look how the export was made; nothing is exchanged here")
    # Of honest times two in five have a day that could be a month, so that more than half of them speak of an exchange.
    elif intake.returning * 2 > intake.stray and intake.returning >= FEWEST_RETURNING:
        message = (
            f"{intake.returning} of {intake.stray} times outside the service or in the future lie within it with day and month exchanged"
        )
        yield warning("exchanged-dates", Span(file), message, "look how the export was made; nothing is exchanged here")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
