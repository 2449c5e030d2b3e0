"""A mapping proposed for an export nobody has described yet, as YAML that a person completes and confirms.

Column names and words are taken for what they are usually called. What no name can tell is asked: the time zone always, and the date
format wherever more than one fits.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import polars as pl

from pipeline.measure.tables.exports import JSON_LINES, PARQUET, TIMES, Unreadable, look_at
from pipeline.model.ticket_mapping import ColumnRole, Encoding, Meaning, Separator

MOST_ROWS = 5_000
_MOST_WORDS = 60
_NAMES: Mapping[ColumnRole, tuple[str, ...]] = {
    ColumnRole.TICKET: ("issue key", "ticket id", "ticket", "number", "case id", "caseid", "incident", "key", "id"),
    ColumnRole.TYPE: ("issue type", "ticket type", "type", "kind"),
    ColumnRole.PRIORITY: ("priority", "prio", "severity"),
    ColumnRole.SERVICE: ("business service", "service", "component"),
    ColumnRole.REQUEST: ("request", "catalogue item", "item"),
    ColumnRole.EVENT: ("activity", "event", "status", "state"),
    ColumnRole.OPENED: ("created time", "created at", "created", "opened at", "opened", "opening date"),
    ColumnRole.RESPONDED: ("initial response time", "first response", "first reply at", "responded", "response time"),
    ColumnRole.RESOLVED: ("resolved time", "resolved at", "resolved", "solved at", "resolution date"),
    ColumnRole.AT: ("timestamp", "date", "time", "at", "when", "complete timestamp"),
}
_WORDS: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.OPENED: ("created", "opened", "logged", "assign seriousness"),
    Meaning.RESPONDED: ("responded", "acknowledged", "take in charge", "first reply"),
    Meaning.WORKING: ("new", "open", "in progress", "work in progress", "reopened", "processing", "assigned", "escalated"),
    Meaning.AWAITING_CUSTOMER: ("pending", "on hold", "wait", "waiting", "waiting for customer", "awaiting customer"),
    Meaning.PROVIDER_SUPPLIER: ("awaiting vendor", "waiting for vendor", "hold"),
    Meaning.RESOLVED: ("resolved", "solved", "done", "completed", "resolve ticket"),
    Meaning.CLOSED: ("closed",),
    Meaning.WITHDRAWN: ("cancelled", "canceled", "duplicate", "deleted"),
}
_TYPES = {
    "incident": "incident",
    "service request": "service_request",
    "request": "service_request",
    "problem": "problem",
    "change": "change",
}
_DAYS = ("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%Y-%d-%m", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%d/%b/%y", "%d %b %Y")
_CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


@dataclass(frozen=True, slots=True)
class _Sample:
    names: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    separator: Separator | None = None

    def values(self, name: str) -> list[str]:
        """What stands in a column, without empty cells."""
        return [row[name] for row in self.rows if row.get(name)]


def suggestion(path: Path, priorities: Sequence[str] = ()) -> str:
    """The proposed mapping, with a remark at each place that a person has to decide on. Raises Unreadable."""
    sample = _sample(path)
    columns = {role: name for role in _NAMES if (name := _named(role, sample.names)) is not None}
    ticket = sample.values(columns[ColumnRole.TICKET]) if ColumnRole.TICKET in columns else []
    is_events = len(set(ticket)) < len(ticket) and ColumnRole.AT in columns
    if not is_events:
        columns.pop(ColumnRole.AT, None)
    return "\n".join(_lines(path, sample, columns, is_events, priorities)) + "\n"


def _lines(path: Path, sample: _Sample, columns: Mapping[ColumnRole, str], is_events: bool, priorities: Sequence[str]) -> Iterator[str]:
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    yield "# yaml-language-server: $schema=../../schema/mapping.json"
    yield f"# Proposed from {len(sample.rows)} rows. Look at every line; where a question stands, answer it and take the # away."
    yield f"id: {name if name[:1].isalpha() else f'export-{name}'.rstrip('-')}"
    yield f"name: {_quoted(path.stem)}"
    yield f"rows: {'events' if is_events else 'tickets'}"
    yield from _dates([value for role in TIMES if role in columns for value in sample.values(columns[role])])
    yield "# time_zone: Europe/London    # in which zone are the times? Nothing in the file tells"
    if sample.separator not in (None, Separator.COMMA):
        yield f"separator: {sample.separator}"
    yield "columns:"
    yield from (f"  {role}: {_quoted(columns[role])}" for role in ColumnRole if role in columns)
    taken = set(columns.values())
    yield f"  # not used: {', '.join(each for each in sample.names if each not in taken) or 'none'}"
    yield from _words("types", sample, columns.get(ColumnRole.TYPE), lambda word: _TYPES.get(word.lower(), ""))
    yield from _words("priorities", sample, columns.get(ColumnRole.PRIORITY), lambda word: _priority(word, priorities))
    yield from _words("states", sample, columns.get(ColumnRole.EVENT), _meaning)
    if ColumnRole.TYPE not in columns:
        yield "defaults: {type: incident}    # is every ticket an incident?"
    yield "without_response: no_response    # or at_resolution: what does it mean that a resolved ticket records no Response?"


def _dates(written: Sequence[str]) -> Iterator[str]:
    """The date format where one alone fits every time; otherwise the question which of them it is."""
    if written and all(_ISO.match(each) for each in written):
        yield "date_format: iso"
        return
    formats = [f"{day} {clock}" for day in _DAYS for clock in _CLOCKS]
    fitting = [each for each in formats if written and all(_fits(value, each) for value in written)]
    if len(fitting) == 1:
        yield f"date_format: '{fitting[0]}'    # the only one of the usual formats that fits all {len(written)} times"
    elif fitting:
        yield f"# Which date format is it? Each of these fits all {len(written)} times:"
        yield from (f"# date_format: '{each}'" for each in fitting)
    else:
        example = f", such as `{written[0]}`" if written else ""
        yield f"# date_format: '%d/%m/%Y %H:%M'    # how are times written? None of the usual formats fits all{example}"


def _fits(written: str, pattern: str) -> bool:
    try:
        datetime.strptime(written, pattern)
    except ValueError:
        return False
    return True


def _words(key: str, sample: _Sample, column: str | None, meaning: Callable[[str], str]) -> Iterator[str]:
    """The words of a column with what they probably mean; a question where nobody can tell."""
    if column is None:
        return
    counted = Counter(sample.values(column))
    if len(counted) > _MOST_WORDS:
        yield f"# {key}: `{column}` has {len(counted)} different words, which look like no {key}"
        return
    yield f"{key}:"
    for word, count in sorted(counted.items()):
        meant = meaning(word)
        yield f"  {_quoted(word)}: {meant}" if meant else f"  # {_quoted(word)}: what does it mean? It stands {count} times"


def _meaning(word: str) -> str:
    return next((str(meaning) for meaning, words in _WORDS.items() if word.lower() in words), "")


def _priority(word: str, priorities: Sequence[str]) -> str:
    """The Priority of the same name, or with the number that stands in the word."""
    number = re.search(r"\d", word)
    close = [each for each in priorities if each == word.lower() or (number is not None and each == f"p{number.group()}")]
    return close[0] if close else ""


def _named(role: ColumnRole, names: Sequence[str]) -> str | None:
    plain = {re.sub(r"[^a-z0-9]+", " ", name.lower().rpartition(".")[2]).strip(): name for name in reversed(names)}
    return next((plain[usual] for usual in _NAMES[role] if usual in plain), None)


def _quoted(word: str) -> str:
    plain = re.fullmatch(r"[A-Za-z][\w .()/-]*", word) and word.lower() not in ("true", "false", "null", "yes", "no")
    return word if plain and not word.endswith(" ") else "'" + word.replace("'", "''") + "'"


def _sample(path: Path) -> _Sample:
    """The first rows of an export. Raises Unreadable."""
    look_at(path)
    try:
        if path.suffix.lower() in PARQUET:
            frame = pl.read_parquet(path, n_rows=MOST_ROWS).cast(pl.String)
            rows = tuple({name: value or "" for name, value in row.items()} for row in frame.iter_rows(named=True))
            return _Sample(tuple(frame.columns), rows)
        with path.open(encoding=_encoding(path), newline="") as stream:
            if path.suffix.lower() in JSON_LINES:
                return _of_objects([*islice(stream, MOST_ROWS)])
            head = stream.readline()
            stream.seek(0)
            separator = max(Separator, key=lambda each: head.count(each.sign))
            reader = csv.reader(stream, delimiter=separator.sign)
            names = [name.strip() for name in next(reader, [])]
            rows = tuple({name: cell.strip() for name, cell in zip(names, cells, strict=False)} for cells in islice(reader, MOST_ROWS))
    except UnicodeError as fault:
        raise Unreadable("wrong-encoding", "it is no text in UTF-8 or UTF-16", "save it as UTF-8") from fault
    except (OSError, csv.Error, ValueError, pl.exceptions.PolarsError) as fault:
        raise Unreadable("unreadable-file", "it is no table and no lines of JSON") from fault
    return _Sample(tuple(names), rows, separator)


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        return Encoding.UTF_16.value if stream.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _of_objects(lines: Sequence[str]) -> _Sample:
    rows = tuple(dict(_leaves(json.loads(line), "")) for line in lines if line.strip())
    return _Sample(tuple(dict.fromkeys(name for row in rows for name in row)), rows)


def _leaves(told: object, within: str) -> Iterator[tuple[str, str]]:
    """The values of an object, those of objects in it under names with full stops."""
    for name, value in told.items() if isinstance(told, dict) else ():
        if isinstance(value, dict):
            yield from _leaves(value, f"{within}{name}.")
        elif not isinstance(value, list):
            yield f"{within}{name}", "" if value is None else str(value)
