"""The events of one ticket put together: where it begins, what each row of the export adds, and what is left out with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.measure.tables.exports import LINE
from pipeline.model.ticket import Event, EventKind, Ticket, TicketState
from pipeline.model.ticket_mapping import Meaning, TicketMapping, Tracked, WithoutResponse

Row = Mapping[str, Any]
Refused = tuple[int, str, bool, str]
"""A row that is left out: its line, its ticket, whether it is set aside without a fault, and the reason."""
WITHDRAWN = "the ticket was withdrawn"
UNLISTED = "its request is none of the catalogue, and no export tells the estimate by which it is judged"
_BEFORE = "lies before the opening"
_MONTHS = 12
NO_FAULT = (WITHDRAWN, UNLISTED)
_STATES = frozenset(map(str, TicketState))
_ATTRIBUTES = ("type", "priority", "service", "request")
_PLAIN = (EventKind.RESPONDED, EventKind.STATE)


@dataclass(frozen=True, slots=True)
class Told:
    """A ticket whose history is whole, as a row of the tickets."""

    row: dict[str, Any]


@dataclass(slots=True)
class _History:
    mapping: TicketMapping
    priority: str | None = None
    events: list[Event] = field(default_factory=list)

    def add(self, row: Row, meaning: str) -> None:
        """What a row adds: a state, a milestone, and another Priority where the row names one."""
        at = row["_at"]
        if meaning == Meaning.OPENED:
            # A ticket that is opened again is being worked on.
            self.events.append(Event(at, EventKind.STATE, TicketState.WORKING) if self.events else Event(at, EventKind.OPENED))
        changed = _changed_priority(row, "value", self.mapping)
        self.change(at, changed or row["_priority"])
        if meaning in _STATES:
            self.events.append(Event(at, EventKind.STATE, meaning))
        elif meaning in (Meaning.RESPONDED, Meaning.UPDATED, Meaning.WORKAROUND, Meaning.MAJOR):
            self.events.append(Event(at, EventKind(meaning)))

    def change(self, at: int, priority: str | None) -> None:
        if priority is not None and priority != self.priority:
            self.events.append(Event(at, EventKind.PRIORITY, priority))
            self.priority = priority


def ticket_of(rows: Sequence[Row], mapping: TicketMapping) -> Told | list[Refused]:
    """The ticket that these rows tell of, in the order in which they happened, or why they are left out."""
    number = rows[0]["ticket"]
    attributes = {name: next((row[f"_{name}"] for row in rows if row[f"_{name}"]), None) for name in _ATTRIBUTES}
    attributes["priority"] = _first_priority(rows, mapping)
    meanings = [_meaning(row, mapping) for row in rows]
    refusal = _refusal(rows, meanings, attributes, mapping)
    if refusal is not None:
        return [(row[LINE], number, refusal[0], refusal[1]) for row in rows]
    history = _History(mapping, attributes["priority"])
    if not _declares_opening(mapping):
        opened = rows[0].get("_opened")
        history.events.append(Event(rows[0]["_at"] if opened is None else opened, EventKind.OPENED))
    for row, meaning in zip(rows, meanings, strict=True):
        history.add(row, meaning)
    ours = {name: id or "" for name, id in attributes.items()}
    return Told(row_of(Ticket(number, tuple(_with_response(history.events, mapping)), **ours), len(rows)))


def _declares_opening(mapping: TicketMapping) -> bool:
    return mapping.columns.opened is None and Meaning.OPENED in mapping.states.values()


def _meaning(row: Row, mapping: TicketMapping) -> str:
    """What a row says in our words; nothing where the mapping does not declare its words."""
    if row.get("field") is not None:
        tracked = mapping.fields.get(row["field"], "")
        if tracked == Tracked.PRIORITY:
            return Meaning.IGNORED if _changed_priority(row, "value", mapping) else ""
        if tracked != Tracked.STATE:
            return Meaning.IGNORED if tracked else ""
        return str(mapping.states.get(row["value"] or "", ""))
    return str(mapping.states.get(row["event"] or "", "")) if "event" in row else Meaning.IGNORED


def _changed_priority(row: Row, side: str, mapping: TicketMapping) -> str | None:
    """The Priority on one side of a change of that field; None where the row tells of another field."""
    is_change = mapping.fields.get(row.get("field") or "", "") == Tracked.PRIORITY
    word = row.get(side) if is_change else None
    return None if word is None else mapping.priorities.get(word)


def _first_priority(rows: Sequence[Row], mapping: TicketMapping) -> str | None:
    """The Priority before the first change that is listed; otherwise the first that any row names."""
    former = (_changed_priority(row, "former", mapping) for row in rows)
    return next((each for each in former if each), next((row["_priority"] for row in rows if row["_priority"]), None))


def _refusal(
    rows: Sequence[Row], meanings: Sequence[str], attributes: Mapping[str, str | None], mapping: TicketMapping
) -> tuple[bool, str] | None:
    """Whether the ticket is set aside without a fault, and why it is left out."""
    kind = attributes["type"]
    if kind is not None and kind not in ("incident", "service_request"):
        return True, f"the agreement sets no time for a ticket of the kind `{kind}`"
    if Meaning.WITHDRAWN in meanings:
        return True, WITHDRAWN
    if "" in meanings:
        row = rows[list(meanings).index("")]
        return False, f"the state `{row.get('value') or row.get('event')}` on line {row[LINE]} is not declared in the mapping"
    if _declares_opening(mapping) and meanings[0] != Meaning.OPENED:
        return False, _before_opening(rows, meanings)
    if kind is None:
        return False, "it does not say of which kind the ticket is"
    if kind == "incident" and attributes["priority"] is None:
        return False, "it does not say which Priority the ticket has"
    if kind == "service_request" and attributes["request"] is None:
        return True, UNLISTED
    opened = rows[0].get("_opened")
    return (False, f"the event on line {rows[0][LINE]} {_BEFORE}") if opened is not None and rows[0]["_at"] < opened else None


def _before_opening(rows: Sequence[Row], meanings: Sequence[str]) -> str:
    if Meaning.OPENED not in meanings:
        return "no event tells when the ticket was opened"
    return f"the event on line {rows[0][LINE]} {_BEFORE} on line {rows[list(meanings).index(Meaning.OPENED)][LINE]}"


def is_out_of_order(refused: Sequence[Refused]) -> bool:
    """Whether a ticket is left out because something lies before its opening."""
    return bool(refused) and _BEFORE in refused[0][3]


def is_exchanged(rows: Sequence[Row], mapping: TicketMapping, zone: ZoneInfo) -> bool:
    """Whether the opening of a ticket comes first once day and month of its times are exchanged, where both could be either."""
    moments = [_exchanged(row["_at"], zone) for row in rows]
    openings = [moment for row, moment in zip(rows, moments, strict=True) if _meaning(row, mapping) == Meaning.OPENED]
    return bool(openings) and min(openings) == min(moments)


def _exchanged(moment: int, zone: ZoneInfo) -> datetime:
    shown = datetime.fromtimestamp(moment, zone).replace(tzinfo=None)
    return shown.replace(month=shown.day, day=shown.month) if shown.day <= _MONTHS else shown


def _with_response(events: list[Event], mapping: TicketMapping) -> list[Event]:
    """The events, with a Response at the first Resolution where none is recorded and the mapping says that this is what it means."""
    resolved = next((at for at, event in enumerate(events) if event.value in (TicketState.RESOLVED, TicketState.CLOSED)), None)
    answered = next((at for at, event in enumerate(events) if event.kind is EventKind.RESPONDED), None)
    if mapping.without_response is not WithoutResponse.AT_RESOLUTION or resolved is None or (answered is not None and answered < resolved):
        return events
    return [*events[:resolved], Event(events[resolved].at, EventKind.RESPONDED), *events[resolved:]]


def row_of(ticket: Ticket, rows: int) -> dict[str, Any]:
    """A ticket as a row of the tickets; its history only where the three moments do not tell all."""
    moments = {"opened": ticket.opened, "responded": _first(ticket, EventKind.RESPONDED), "resolved": _first(ticket, EventKind.STATE)}
    attributes = {"ticket": ticket.id, "rows": rows, "type": ticket.type, "priority": ticket.priority or None}
    attributes |= {"service": ticket.service or None, "request": ticket.request or None}
    return {**attributes, **moments, "history": None if is_plain(ticket) else told(ticket)}


def _first(ticket: Ticket, kind: EventKind) -> int | None:
    done = ("", TicketState.RESOLVED, TicketState.CLOSED)
    return next((event.at for event in ticket.events if event.kind is kind and event.value in done), None)


def is_plain(ticket: Ticket) -> bool:
    """Whether the opening, the Response and the Resolution tell the whole story."""
    is_resolved = False
    for event in ticket.events[1:]:
        if event.kind not in _PLAIN:
            return False
        if event.kind is EventKind.STATE:
            is_open = TicketState(event.value).is_open
            if (is_open and is_resolved) or (is_open and event.value != TicketState.WORKING):
                return False
            is_resolved = is_resolved or not is_open
    moments = (ticket.opened, _first(ticket, EventKind.RESPONDED), _first(ticket, EventKind.STATE))
    # What is outstanding is counted up to the last event at least.
    return None not in moments or ticket.events[-1].at in moments


def told(ticket: Ticket) -> list[dict[str, Any]]:
    """The events as the table has them."""
    return [{"at": event.at, "kind": str(event.kind), "value": event.value} for event in ticket.events]


def untold(row: Row) -> Ticket:
    """The ticket of a row of the tickets."""
    if row["history"] is not None:
        events = [Event(each["at"], EventKind(each["kind"]), each["value"]) for each in row["history"]]
    else:
        events = [Event(row["opened"], EventKind.OPENED)]
        events += [Event(row["responded"], EventKind.RESPONDED)] if row["responded"] is not None else []
        events += [Event(row["resolved"], EventKind.STATE, TicketState.RESOLVED)] if row["resolved"] is not None else []
        events.sort(key=lambda event: event.at)
    empty = {name: row[name] or "" for name in ("priority", "service", "request")}
    return Ticket(row["ticket"], tuple(events), row["type"], **empty)
