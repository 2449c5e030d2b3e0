"""A mapping proposed for an export nobody has described yet, as YAML that a person completes and confirms.

Column names and words are taken for what they are usually called. What no name can tell is asked: the time zone always, and the date
format wherever more than one fits.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from zoneinfo import available_timezones

import polars as pl

from pipeline.measure.tables import usual
from pipeline.measure.tables.exports import FAULT, LINE
from pipeline.measure.tables.formats import are_days, fits, says_zone
from pipeline.measure.tables.headings import in_one_line
from pipeline.measure.tables.seeing import Seen, seen_in
from pipeline.model.ticket_mapping import ColumnRole, Encoding, Meaning, Tracked

_MOST_WORDS = 60
_ASKED = {
    ColumnRole.TICKET: "which column has the number of the ticket?",
    ColumnRole.PRIORITY: "which column has the priority? Where none has, say below `defaults` which one all tickets have",
    ColumnRole.OPENED: "which column says when the ticket was opened? Of events, the first one is the opening where nothing says it",
    ColumnRole.RESOLVED: "which column says when it was resolved?",
    ColumnRole.EVENT: "which column has the state of the ticket, or what happened to it?",
}


def suggestion(path: Path, priorities: Mapping[str, str]) -> str:
    """The proposed mapping, with a remark at each place that a person has to decide on. Raises Unreadable.

    `priorities` are the Priorities of an agreement, each id with its name.
    """
    return "\n".join(_lines(path, seen_in(path), priorities)) + "\n"


def _lines(path: Path, seen: Seen, priorities: Mapping[str, str]) -> Iterator[str]:
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    yield "# yaml-language-server: $schema=../../schema/mapping.json"
    yield f"# Proposed from {seen.rows.height} rows. Look at every line; where a question stands, answer it and take the # away."
    yield f"id: {name if name[:1].isalpha() else f'export-{name}'.rstrip('-')}"
    yield f"name: {_quoted(path.stem)}"
    yield f"rows: {'events' if seen.is_events else 'tickets'}"
    yield from _file(seen)
    empty = Counter(word for role in seen.times for word in seen.values(role) if word.lower() in usual.NOTHING)
    written = [word for role in seen.times for word in seen.values(role) if word not in empty]
    yield from _dates(seen, written)
    yield from _zone(seen, written)
    if empty:
        said = ", ".join(map(_quoted, sorted(empty)))
        yield f"empty: [{said}]    # stands {_often(empty.total())} where a time is expected, and is read as nothing wherever it stands"
    yield from _named(seen)
    yield from _meanings(seen, priorities)


def _file(seen: Seen) -> Iterator[str]:
    """How the file is written, where it is not as usual."""
    look = seen.look
    if look.encoding is Encoding.WINDOWS:
        yield f"encoding: {look.encoding}    # it is no UTF-8; look whether letters such as é are right"
    elif look.encoding is not Encoding.UTF_8:
        yield f"encoding: {look.encoding}"
    if look.separator is not None:
        yield f"separator: {look.separator}"
    if look.heading > 1:
        yield f"heading: {look.heading}    # the line in which the names of the columns seem to stand"
    faulty = seen.rows.filter(pl.col(FAULT).is_not_null())
    if faulty.height:
        yield f"# {faulty.height} rows cannot be read and will be refused: of that on line {faulty[LINE][0]}, {faulty[FAULT][0]}"


def _dates(seen: Seen, written: list[str]) -> Iterator[str]:
    """The date format where one alone fits every time; otherwise the question which of them it is."""
    if seen.times and all(isinstance(seen.rows.schema[role.value], pl.Datetime) for role in seen.times):
        yield "date_format: iso    # not used: the file keeps its times as moments"
        return
    found = fits(written)
    if found and found[0].other:
        best = found[0]
        yield f"# date_format: {_quoted(best.date_format)}    # fits {best.count} of {len(written)} times, not `{in_one_line(best.other)}`"
        yield from (f"# {remark}" for remark in _by_column(seen))
    elif len(found) == 1:
        yield f"date_format: {_quoted(found[0].date_format)}    # the only one of the usual formats that fits all {len(written)} times"
    elif found:
        yield f"# Which date format is it? Each of these fits all {len(written)} times:"
        yield from (f"# date_format: {_quoted(each.date_format)}" for each in found)
    else:
        example = f", such as `{in_one_line(written[0])}`" if written else ""
        yield f"# date_format: '%d/%m/%Y %H:%M'    # how are times written? None of the usual formats fits{example}"
        if written and are_days(written):
            yield "# These are days without an hour. A time is judged to the second: let the export tell the hour in the same column."


def _by_column(seen: Seen) -> Iterator[str]:
    """Where columns are written differently, how each of them is."""
    own = {role: fits([word for word in seen.values(role) if word.lower() not in usual.NOTHING]) for role in seen.times}
    if len({found[0].date_format for found in own.values() if found}) > 1:
        yield from (
            f"`{seen.columns[role]}` has {_quoted(found[0].date_format)}; a mapping knows one format"
            for role, found in own.items()
            if found
        )


def _zone(seen: Seen, written: list[str]) -> Iterator[str]:
    heads = (name for role in seen.times for name in re.findall(r"\(([^()]+)\)", seen.columns[role]))
    told = next((name for name in heads if name in available_timezones()), None)
    moments = [seen.rows.schema[role.value] for role in seen.times]
    found = fits(written)
    if told is not None:
        yield f"# time_zone: {told}    # the heading names this zone; is it that of the times?"
    elif (found and not found[0].other and says_zone(found[0].date_format, written)) or (
        moments and all(isinstance(kind, pl.Datetime) and kind.time_zone for kind in moments)
    ):
        yield "# time_zone: UTC    # every time says its own zone, so any zone will do; which is that of the export?"
    else:
        yield "# time_zone: Europe/London    # in which zone are the times? Nothing in the file tells"


def _named(seen: Seen) -> Iterator[str]:
    yield "columns:"
    for role in ColumnRole:
        if role in seen.columns:
            yield f"  {role}: {_quoted(seen.columns[role])}{_doubled(seen, role)}"
    yield from (f"  # {role}: ?    # {_ASKED[role]}" for role in _lacking(seen))
    yield from _services(seen)
    taken = set(seen.columns.values())
    yield f"  # not used: {', '.join(in_one_line(each) for each in seen.look.names if each not in taken) or 'none'}"


def _services(seen: Seen) -> Iterator[str]:
    """The columns that only a person can use, since the words in them are a matter of the agreement."""
    for role in (ColumnRole.SERVICE, ColumnRole.REQUEST):
        named = (name for name in seen.look.names if not {*usual.calls(name)}.isdisjoint(usual.COLUMNS[role]))
        if (name := next(named, None)) is not None:
            yield f"  # {role}: {_quoted(name)}    # is it the {role} of the agreement? Then say below `{role}s` what each word means"


def _lacking(seen: Seen) -> Iterator[ColumnRole]:
    """The columns that were not found and without which something cannot be told."""
    needed = [ColumnRole.TICKET, ColumnRole.PRIORITY]
    needed += [ColumnRole.OPENED, ColumnRole.RESOLVED] if not seen.is_events else []
    needed += [ColumnRole.EVENT] if seen.is_events and not seen.is_changes else []
    for role in needed:
        is_told = role is ColumnRole.PRIORITY and seen.is_changes and Tracked.PRIORITY in map(usual.tracked, seen.values(ColumnRole.FIELD))
        if role not in seen.columns and not is_told:
            yield role
    if seen.is_events and ColumnRole.OPENED not in seen.columns and Meaning.OPENED not in map(usual.state, set(_of_states(seen))):
        yield ColumnRole.OPENED


def _doubled(seen: Seen, role: ColumnRole) -> str:
    """A remark on a column whose name stands several times."""
    name = seen.columns[role]
    base, first, _ = name.partition(" (1)")
    others = [each for each in seen.look.names if first and each != name and re.fullmatch(re.escape(base) + r" \(\d+\)", each)]
    if not others:
        return ""
    differ = sum(any(row.get(name) != row.get(other) for other in others) for row in seen.look.rows)
    how = f"differ in {differ} of the first {len(seen.look.rows)} rows" if differ else "say the same, as far as was looked"
    return f"    # `{base}` stands {len(others) + 1} times, and they {how}: is it this one, or `{others[0]}`?"


def _meanings(seen: Seen, priorities: Mapping[str, str]) -> Iterator[str]:
    """What the words of the export probably mean."""
    if ColumnRole.TYPE in seen.columns:
        yield from _words("types", Counter(seen.values(ColumnRole.TYPE)), usual.kind)
    states, levels = Counter(_of_states(seen)), Counter(_of_priorities(seen))
    if seen.is_changes:
        yield from _words("fields", Counter(seen.values(ColumnRole.FIELD)), lambda word: str(usual.tracked(word)))
    if levels:
        yield from _words("priorities", levels, lambda word: usual.priority(word, priorities))
    if states:
        yield from _words("states", states, usual.state)
    yield from _defaults(seen, has_levels=bool(levels) or ColumnRole.PRIORITY in seen.columns)
    yield from _response(seen, states)


def _response(seen: Seen, states: Mapping[str, int]) -> Iterator[str]:
    if ColumnRole.RESPONDED not in seen.columns and Meaning.RESPONDED not in map(usual.state, states):
        yield "# Nothing here seems to tell of a Response: with no_response each is missed, with at_resolution the Resolution is it"
    yield "without_response: no_response    # or at_resolution: what does it mean that a resolved ticket records no Response?"


def _of_states(seen: Seen) -> Iterator[str]:
    if seen.is_changes:
        yield from _of_changes(seen, Tracked.STATE, ("value",))
    elif ColumnRole.EVENT in seen.columns:
        yield from seen.values(ColumnRole.EVENT)


def _of_priorities(seen: Seen) -> Iterator[str]:
    if seen.is_changes:
        yield from _of_changes(seen, Tracked.PRIORITY, ("value", "former"))
    if ColumnRole.PRIORITY in seen.columns:
        yield from seen.values(ColumnRole.PRIORITY)


def _of_changes(seen: Seen, what: Tracked, sides: Iterable[str]) -> Iterator[str]:
    """The words on some sides of the changes of a field."""
    meant = [word for word in set(seen.values(ColumnRole.FIELD)) if usual.tracked(word) is what]
    changes = seen.rows.filter(pl.col("field").is_in(meant))
    for side in sides:
        yield from changes[side].drop_nulls().to_list() if side in changes.columns else ()


def _words(key: str, counted: Mapping[str, int], meaning: Callable[[str], str]) -> Iterator[str]:
    """The words of a column with what they probably mean; a question where nobody can tell."""
    if not counted:
        return
    if len(counted) > _MOST_WORDS:
        yield f"# {key}: there are {len(counted)} different words in its column, such as {_quoted(min(counted))}: is it the right one?"
        return
    yield f"{key}:"
    for word, count in sorted(counted.items()):
        meant = meaning(word)
        yield f"  {_quoted(word)}: {meant}" if meant else f"  # {_quoted(word)}: what does it mean? It stands {_often(count)}"


def _often(count: int) -> str:
    return f"{count} times" if count > 1 else "once"


def _defaults(seen: Seen, *, has_levels: bool) -> Iterator[str]:
    has_type = ColumnRole.TYPE in seen.columns
    if has_type and has_levels:
        return
    yield "defaults:"
    if not has_type:
        yield "  type: incident    # is every ticket an incident?"
    if not has_levels:
        yield "  # priority: p3    # which Priority has every ticket of which no column tells it?"


def _quoted(word: str) -> str:
    """A word as YAML writes it."""
    if not word.isprintable():
        return json.dumps(word)
    is_plain = re.fullmatch(r"[A-Za-z][\w .()/-]*", word) and word.lower() not in ("true", "false", "null", "yes", "no", "none")
    return word if is_plain and not word.endswith(" ") else "'" + word.replace("'", "''") + "'"
