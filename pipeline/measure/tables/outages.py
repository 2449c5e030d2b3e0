"""A list of outages and a list of other measures, as comma-separated values of our own form: times say their zone, or are local."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pipeline.measure.availability import Outage
from pipeline.measure.tables.exports import Unreadable, look_at
from pipeline.model.terms.service_levels import Downtime
from pipeline.model.times import YearMonth

Row = TypeVar("Row")
OUTAGES = ("service", "from", "to", "reason", "announced", "ticket")
MEASURES = ("period", "name", "value", "target", "unit")


class BadRow(ValueError):
    """A row says what cannot be read."""


@dataclass(frozen=True, slots=True)
class OtherMeasure:
    """A figure that comes from elsewhere, such as the share of calls answered in time, and what was to be reached."""

    period: YearMonth
    name: str
    value: Decimal
    target: Decimal | None
    unit: str


def outages_in(path: Path, zone: ZoneInfo, services: Sequence[str]) -> tuple[tuple[Outage, ...], tuple[tuple[int, str], ...]]:
    """The outages of a list, and the rows that are refused. Raises Unreadable."""
    return _listed(path, OUTAGES[:3], lambda row: _outage(row, zone, services))


def measures_in(path: Path) -> tuple[tuple[OtherMeasure, ...], tuple[tuple[int, str], ...]]:
    """The other measures of a list, and the rows that are refused. Raises Unreadable."""
    seen: set[tuple[YearMonth, str]] = set()

    def once(row: dict[str, str]) -> OtherMeasure:
        found = _measure(row)
        if (found.period, found.name) in seen:
            raise BadRow(f"`{found.name}` stands in an earlier line for {found.period} already")
        seen.add((found.period, found.name))
        return found

    return _listed(path, MEASURES[:3], once)


def _listed(
    path: Path, needed: Sequence[str], read: Callable[[dict[str, str]], Row]
) -> tuple[tuple[Row, ...], tuple[tuple[int, str], ...]]:
    rows: list[Row] = []
    refused: list[tuple[int, str]] = []
    for line, cells in _rows(path, needed):
        try:
            rows.append(read(cells))
        except BadRow as fault:
            refused.append((line, str(fault)))
    return tuple(rows), tuple(refused)


def _rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    look_at(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                named = ", ".join(f"`{name}`" for name in missing)
                raise Unreadable(
                    "missing-column", f"its first line does not name {named}", "the first line names the columns, parted by commas"
                )
            for row in reader:
                yield reader.line_num, {name: (cell or "").strip() for name, cell in row.items() if isinstance(cell, str | None) and name}
    except UnicodeError as fault:
        raise Unreadable("wrong-encoding", "it is no text in UTF-8", "save it as UTF-8") from fault
    except (OSError, csv.Error) as fault:
        raise Unreadable("unreadable-file", "it is no table of comma-separated values") from fault


def _outage(row: dict[str, str], zone: ZoneInfo, services: Sequence[str]) -> Outage:
    if row["service"] not in services:
        raise BadRow(f"`{row['service']}` is not a service of the agreement")
    start, end = _moment(row["from"], zone), _moment(row["to"], zone)
    if end <= start:
        raise BadRow(f"it ends at `{row['to']}`, which is not after `{row['from']}`")
    reasons = [reason.value for reason in Downtime]
    if row.get("reason") and row["reason"] not in reasons:
        raise BadRow(f"`{row['reason']}` is not a reason that excludes time: expected nothing, or one of {', '.join(reasons)}")
    reason = Downtime(row["reason"]) if row.get("reason") else None
    announced = _moment(row["announced"], zone) if row.get("announced") else None
    return Outage(row["service"], start, end, reason, announced, row.get("ticket", ""))


def _moment(written: str, zone: ZoneInfo) -> int:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as fault:
        said = f"`{written}` is no time" if written else "a time is missing"
        raise BadRow(f"{said}: expected one such as 2026-10-05T14:30") from fault
    return int((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp())


def _measure(row: dict[str, str]) -> OtherMeasure:
    try:
        period = YearMonth.read(row["period"])
    except ValueError as fault:
        raise BadRow(f"`{row['period']}` is no month: expected one such as 2026-10") from fault
    if not row["name"]:
        raise BadRow("it names no measure")
    target = _number(row["target"]) if row.get("target") else None
    return OtherMeasure(period, row["name"], _number(row["value"]), target, row.get("unit", ""))


def _no_number(written: str) -> str:
    return f"`{written}` is no number: expected digits such as 97.5, and the unit in a column of its own"


def _number(written: str) -> Decimal:
    try:
        found = Decimal(written)
    except InvalidOperation as fault:
        raise BadRow(_no_number(written)) from fault
    if not found.is_finite():
        raise BadRow(_no_number(written))
    return found
