"""The command that judges the tickets of a service desk by the agreement."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline import store
from pipeline.cli.clock import moment, now
from pipeline.cli.conclusion import concluded
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.model.diagnostic import Diagnostic, has_errors
from pipeline.model.ticket_mapping import DateFormat
from pipeline.model.times import YearMonth
from pipeline.stages.monitoring import keeping, telling
from pipeline.stages.monitoring.explaining import story
from pipeline.stages.monitoring.month import Asked, Month, judged
from pipeline.store.root import Root


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("monitor", help="judge the tickets of a service desk by the agreement")
    parser.add_argument("contract", metavar="CONTRACT", help="the contract's folder name")
    parser.add_argument("tickets", type=Path, metavar="TICKETS", help="the export: a .csv, .tsv, .jsonl or .parquet file")
    parser.add_argument("--mapping", required=True, metavar="NAME", help="how the export is read: a name in data/mappings, or a file")
    parser.add_argument("--period", type=_month, metavar="MONTH", help="the month, as 2026-10 (default: the last that has ended)")
    parser.add_argument("--ticket", metavar="NUMBER", help="only tell how the times of one ticket were counted")
    parser.add_argument("--time-zone", type=_zone, metavar="ZONE", help="the time zone of the export's times, as Europe/London")
    parser.add_argument("--date-format", type=_date_format, metavar="FORMAT", help="how it writes dates, as '%%d/%%m/%%Y %%H:%%M', or iso")
    parser.add_argument("--outages", type=Path, metavar="FILE", help="a .csv of outages, by which Availability is measured")
    parser.add_argument("--measures", type=Path, metavar="FILE", help="a .csv of other measures, such as telephone calls")
    parser.add_argument("--version", metavar="VERSION", help="the version to judge by (default: the one in force)")
    parser.add_argument("--now", type=moment, metavar="MOMENT", help="when it is judged, as 2026-11-02T09:00:00Z (default: now)")
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text", help="how findings are printed")
    parser.set_defaults(run=monitor)


def monitor(options: argparse.Namespace) -> int:
    """Judge a month, print what it came to, and write its figures."""
    root = root_with_contract(options)
    _look_for_version(root, options)
    asked = _asked(options)
    found = judged(root, options.contract, asked)
    if found.month is None or has_errors(found.findings):
        return concluded(found.findings, options.format, store.SourceLines(root))
    if options.ticket is not None:
        return concluded(found.findings, options.format, store.SourceLines(root), _story(found.month, options.ticket))
    refused, files = _kept(root, found.month)
    told = (*telling.summary(found.month), "", *files)
    return concluded((*found.findings, *refused), options.format, store.SourceLines(root), told)


def _asked(options: argparse.Namespace) -> Asked:
    return Asked(
        options.tickets,
        options.mapping,
        options.now or now(),
        options.period,
        options.time_zone,
        options.date_format,
        options.outages,
        options.measures,
        options.version,
    )


def _kept(root: Root, month: Month) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    try:
        return (), keeping.written(root, month)
    except store.CannotWrite as refused:
        return (refused.diagnostic,), ()


def _story(month: Month, number: str) -> Iterator[str]:
    """The story of a ticket. Raises WrongUse where it is not among those judged."""
    if month.record.ticket(number) is None:
        refused = next((row for row in month.taken.intake.refusals() if row.ticket == number), None)
        if refused is not None:
            raise WrongUse(f"ticket `{number}` was not judged: line {refused.line}, {refused.reason}")
        raise WrongUse(f"there is no ticket `{number}` in {month.taken.file}")
    return story(month, number)


def _look_for_version(root: Root, options: argparse.Namespace) -> None:
    frozen = store.versions(root, options.contract)
    if options.version is not None and options.version not in frozen:
        known = ", ".join(f"`{version}`" for version in frozen) or "none"
        raise WrongUse(f"`{options.contract}` has no frozen version `{options.version}`: the versions are {known}")


def _month(word: str) -> YearMonth:
    try:
        return YearMonth.read(word)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"`{word}` is no month: expected year and month, as in 2026-10") from fault


def _zone(word: str) -> str:
    if not store.is_time_zone(word):
        raise argparse.ArgumentTypeError(f"there is no time zone `{word}`: write its IANA name, as in Europe/London")
    return word


def _date_format(word: str) -> str:
    try:
        return str(TypeAdapter(DateFormat).validate_python(word))
    except ValidationError as fault:
        raise argparse.ArgumentTypeError(fault.errors()[0]["msg"]) from fault
