"""What service desks usually call their columns and what their words usually mean, by which a mapping is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.model.ticket_mapping import ColumnRole, MappedType, Meaning, Tracked

COLUMNS: Mapping[ColumnRole, tuple[str, ...]] = {
    ColumnRole.TICKET: (
        *("issue key", "ticket id", "ticket number", "ticket", "incident id", "incident number", "incident", "number", "case id"),
        *("caseid", "case", "case concept name", "sr number", "request id", "key", "issue id", "ticketnummer", "id"),
    ),
    ColumnRole.TYPE: ("issue type", "ticket type", "type", "kind", "record type", "sys class name", "typ", "art", "category"),
    ColumnRole.PRIORITY: ("priority", "prio", "priority level", "severity", "priorität"),
    ColumnRole.SERVICE: ("business service", "service", "component"),
    ColumnRole.REQUEST: ("catalogue item", "catalog item", "requested item", "item"),
    ColumnRole.EVENT: (
        *("activity", "concept name", "event", "incidentactivity type", "activity type", "event name", "incident state"),
        *("sub status", "substatus", "new status", "status", "state", "new state"),
    ),
    ColumnRole.FIELD: ("field", "field name", "fieldname", "changed field", "attribute"),
    ColumnRole.VALUE: ("to string", "tostring", "new value", "new", "to", "value after", "value"),
    ColumnRole.FORMER: ("from string", "fromstring", "old value", "former value", "old", "from", "value before"),
    ColumnRole.OPENED: (
        *("opened at", "opened", "open time", "opening date", "issue created", "ticket created", "created time", "created at"),
        *(
            "created date",
            "created on",
            "date created",
            "created",
            "submitted",
            "reported date",
            "eröffnet am",
            "eröffnet",
            "erstellt am",
            "erstellt",
        ),
    ),
    ColumnRole.RESPONDED: (
        *("initial response time", "first response time", "first response at", "first response", "first reply at", "responded at"),
        *("responded", "acknowledged at", "response time"),
    ),
    ColumnRole.RESOLVED: (
        *("resolved time", "resolved at", "resolved date", "resolved on", "resolved", "solved at", "solved", "resolution date"),
        *("resolution time", "date resolved", "gelöst am", "gelöst"),
    ),
    ColumnRole.CLOSED: (
        "close time",
        "closed time",
        "closed at",
        "closed date",
        "closed on",
        "date closed",
        "closed",
        "geschlossen am",
        "geschlossen",
    ),
    ColumnRole.AT: (
        *("complete timestamp", "time timestamp", "timestamp", "datestamp", "change date time", "changed at", "changed on", "event time"),
        *(
            "sys updated at",
            "sys updated on",
            "updated at",
            "updated",
            "date time",
            "datetime",
            "date",
            "time",
            "at",
            "when",
            "created at",
            "created",
        ),
    ),
}
"""Names in small letters, signs left out, the more telling ones first."""
ONLY_IF_FULL = ("sub status", "substatus", "category")
"""Columns that tell something only where each row fills them."""
_STATES: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.OPENED: ("opened", "created", "logged", "registered", "reported", "assign seriousness"),
    Meaning.RESPONDED: ("responded", "acknowledged", "take in charge ticket", "take in charge", "first reply", "first response"),
    Meaning.WORKING: (
        *(
            "new",
            "open",
            "active",
            "in progress",
            "work in progress",
            "in bearbeitung",
            "offen",
            "neu",
            "reopened",
            "re opened",
            "processing",
        ),
        *("processing assigned", "processing planned", "assigned", "escalated", "accepted", "accepted in progress", "queued", "in call"),
        *("queued awaiting assignment", "awaiting assignment", "waiting for support"),
    ),
    Meaning.AWAITING_CUSTOMER: (
        *("pending", "on hold", "wait", "waiting", "waiting for customer", "awaiting customer", "waiting on customer", "pending customer"),
        *("awaiting user info", "wait user", "wait customer", "accepted wait user", "waiting for user", "pending user info"),
    ),
    Meaning.PROVIDER_SUPPLIER: (
        *(
            "awaiting vendor",
            "waiting for vendor",
            "pending vendor",
            "wait vendor",
            "accepted wait vendor",
            "waiting on third party",
            "hold",
        ),
    ),
    Meaning.RESOLVED: ("resolved", "solved", "done", "completed", "completed resolved", "resolve ticket", "fixed", "gelöst"),
    Meaning.CLOSED: ("closed", "completed closed", "closed successful", "closed unsuccessful", "geschlossen"),
    Meaning.WITHDRAWN: ("cancelled", "canceled", "completed cancelled", "duplicate", "deleted", "withdrawn", "merged", "removed"),
}
_TYPES: Mapping[MappedType, tuple[str, ...]] = {
    MappedType.INCIDENT: ("incident", "störung"),
    MappedType.SERVICE_REQUEST: ("service request", "request", "service request with approvals", "request for information", "question"),
    MappedType.PROBLEM: ("problem",),
    MappedType.CHANGE: ("change", "request for change", "change request"),
}
_RANKS = (
    ("critical", "urgent", "highest", "blocker", "very high", "kritisch"),
    ("high", "hoch"),
    ("medium", "moderate", "normal", "average", "mittel"),
    ("low", "lowest", "minor", "very low", "planning", "niedrig"),
)
_FIELDS = {"status": Tracked.STATE, "state": Tracked.STATE, "incident state": Tracked.STATE, "priority": Tracked.PRIORITY}
NOTHING = frozenset(
    {
        "?",
        "-",
        "--",
        "n/a",
        "na",
        "null",
        "none",
        "nil",
        "nan",
        "nat",
        "\\n",
        "(empty)",
        "(null)",
        "[null]",
        "unknown",
        "0000-00-00 00:00:00",
    }
)
"""Words that stand in a column of times where there is no time, in small letters."""


def plain(name: str) -> str:
    """A name in small letters, its words parted by single spaces, without what stands in brackets at its end."""
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"\s*\([^()]*\)$", "", name)).lower().split())


def calls(name: str) -> tuple[str, ...]:
    """What a column may be called: its name, also with words that capitals begin, its last part, and of `priority.name` the part before."""
    parts = re.split(r"[.:]", name)
    inner = parts[-2:-1] if parts[-1].lower() in ("name", "value", "display_value") else []
    words = (re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name), name, parts[-1], *inner)
    return tuple(dict.fromkeys(map(plain, words)))


def state(word: str) -> str:
    """What a state probably is in our words; nothing where nobody can tell."""
    return _found(plain(word), _STATES.items())


def kind(word: str) -> str:
    """What a kind of ticket probably is; a product's mark in brackets, such as `[System]`, says nothing."""
    return _found(plain(re.sub(r"^\[[^\]]*\]", "", word)), _TYPES.items())


def tracked(word: str) -> Tracked:
    """What a field is whose changes are listed."""
    return _FIELDS.get(plain(word), Tracked.IGNORED)


def priority(word: str, priorities: Mapping[str, str]) -> str:
    """The Priority of that id or name, or with the number in the word, or the one whose name means the same; nothing otherwise."""
    number = re.search(r"\d", word)
    said = plain(re.sub(r"\d+", "", word))
    alike = next((words for words in _RANKS if said in words), (said,))
    by_name = next((id for id, name in priorities.items() if plain(name) == said), "")
    by_rank = next((id for id, name in priorities.items() if plain(name) in alike), "")
    by_number = f"p{number.group()}" if number is not None else word.strip().lower()
    return by_number if by_number in priorities else by_name or by_rank


def _found(word: str, meanings: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    return next((str(meaning) for meaning, words in meanings if word in words), "")
