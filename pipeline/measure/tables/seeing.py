"""What the columns of an export are probably for, by their names and by what stands in them; and all of its rows by these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.measure.tables import usual
from pipeline.measure.tables.exports import FAULT, LINE, TIMES, rows_in
from pipeline.measure.tables.looking import Look, looked_at
from pipeline.model.ticket_mapping import ColumnRole, Columns, Rows, TicketMapping, WithoutResponse

_LIKE_A_TIME = re.compile(r"(?:\D*\d){6}")
_LENGTH = re.compile(r"\d+(:\d\d){1,2}(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Seen:
    """An export with what its columns are taken for, and all of its rows by these."""

    look: Look
    columns: Mapping[ColumnRole, str]
    rows: pl.DataFrame

    @property
    def is_events(self) -> bool:
        """Whether each row seems to be something that happened to a ticket."""
        return ColumnRole.AT in self.columns

    @property
    def is_changes(self) -> bool:
        """Whether it lists changes of fields."""
        return ColumnRole.FIELD in self.columns

    @property
    def times(self) -> tuple[ColumnRole, ...]:
        """The columns that hold moments."""
        return tuple(role for role in TIMES if role in self.columns)

    def values(self, role: ColumnRole) -> list[str]:
        """What stands in a column, without empty cells."""
        return self.rows[role.value].cast(pl.String).drop_nulls().to_list()


def seen_in(path: Path) -> Seen:
    """An export with its columns taken for what they are usually called. Raises Unreadable."""
    look = looked_at(path)
    columns = _columns(look)
    wanted = {role.value: name for role, name in columns.items()}
    # Without a ticket nothing is read, and any column will do to see the others.
    read = Columns.model_validate({"ticket": look.names[0] if look.names else "?", **wanted})
    mapping = TicketMapping(
        id="export",
        name="Export",
        rows=Rows.TICKETS,
        columns=read,
        encoding=look.encoding,
        separator=look.separator,
        heading=look.heading,
        without_response=WithoutResponse.NO_RESPONSE,
    )
    rows = rows_in(path, mapping) if look.names else pl.DataFrame(schema={FAULT: pl.String, LINE: pl.Int64})
    return Seen(look, _without_others(columns, rows), rows)


def _columns(look: Look) -> dict[ColumnRole, str]:
    """What each role is probably called here: the first usual name of a column in which such a thing stands."""
    called: dict[str, list[str]] = {}
    for name in look.names:
        for each in usual.calls(name):
            called.setdefault(each, []).append(name)
    found: dict[ColumnRole, str] = {}
    for role, names in usual.COLUMNS.items():
        fitting = (name for each in names for name in called.get(each, ()) if _holds(role, name, look))
        if (first := next(fitting, None)) is not None:
            found[role] = first
    return found


def _holds(role: ColumnRole, name: str, look: Look) -> bool:
    """Whether such a thing as the role means may stand in a column."""
    values = [each for each in look.values(name) if each.lower() not in usual.NOTHING]
    if usual.plain(name) in usual.ONLY_IF_FULL and len(values) < len(look.rows):
        return False
    if role in TIMES:
        like = sum(bool(_LIKE_A_TIME.match(each)) and not _LENGTH.fullmatch(each) for each in values)
        return like * 2 > len(values) or not values
    if role is ColumnRole.TYPE:
        return not look.rows or any(usual.kind(each) for each in values)
    return role not in (ColumnRole.SERVICE, ColumnRole.REQUEST)


def _without_others(columns: Mapping[ColumnRole, str], rows: pl.DataFrame) -> dict[ColumnRole, str]:
    """The columns that are read of tickets, or of events where tickets stand several times with a moment each time."""
    changes = (ColumnRole.FIELD, ColumnRole.VALUE, ColumnRole.FORMER)
    is_changes = {ColumnRole.FIELD, ColumnRole.VALUE, ColumnRole.AT} <= {*columns}
    is_several = ColumnRole.TICKET in columns and rows["ticket"].drop_nulls().is_duplicated().any()
    if ColumnRole.AT in columns and (is_changes or is_several):
        others = {ColumnRole.RESPONDED, ColumnRole.RESOLVED, ColumnRole.CLOSED, ColumnRole.EVENT if is_changes else ColumnRole.FIELD}
        others |= set() if is_changes else {*changes}
        others |= set() if _is_opening(columns, rows) else {ColumnRole.OPENED}
    else:
        others = {ColumnRole.AT, *changes}
    return {role: name for role, name in columns.items() if role not in others}


def _is_opening(columns: Mapping[ColumnRole, str], rows: pl.DataFrame) -> bool:
    """Whether a column says the same of all rows of a ticket, as its opening would, and is not that of their moments."""
    if ColumnRole.OPENED not in columns or columns[ColumnRole.OPENED] == columns[ColumnRole.AT]:
        return False
    return bool(rows.group_by("ticket").agg(pl.col("opened").n_unique())["opened"].max() == 1)
