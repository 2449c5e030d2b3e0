"""The words of the command that judges the tickets of a service desk by the agreement."""

from __future__ import annotations

import argparse
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline import store
from pipeline.cli.clock import moment
from pipeline.cli.shared_options import add_format
from pipeline.model.ticket_mapping import DateFormat
from pipeline.model.times import YearMonth


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("monitor", help="judge the tickets of a service desk by the agreement")
    parser.add_argument("contract", nargs="?", metavar="CONTRACT", help="the contract's folder name")
    parser.add_argument("tickets", nargs="?", type=Path, metavar="TICKETS", help="the export: a .csv, .tsv, .jsonl or .parquet file")
    parser.add_argument("--suggest-mapping", type=Path, metavar="FILE", help="only print a mapping for this export, to be confirmed")
    parser.add_argument("--mapping", metavar="NAME", help="how the export is read: a name in data/mappings, or a file")
    parser.add_argument("--period", type=_month, metavar="MONTH", help="the month, as 2026-10 (default: the last that has ended)")
    parser.add_argument("--ticket", metavar="NUMBER", help="only tell how the times of one ticket were counted")
    parser.add_argument("--time-zone", type=_zone, metavar="ZONE", help="the time zone of the export's times, as Europe/London")
    parser.add_argument("--date-format", type=_date_format, metavar="FORMAT", help="how it writes dates, as '%%d/%%m/%%Y %%H:%%M', or iso")
    parser.add_argument("--outages", type=Path, metavar="FILE", help="a .csv of outages, by which Availability is measured")
    parser.add_argument("--measures", type=Path, metavar="FILE", help="a .csv of other measures, such as telephone calls")
    parser.add_argument("--version", metavar="VERSION", help="the version to judge by (default: the one in force)")
    parser.add_argument("--report", action="store_true", help="also write the report for the service review, as DOCX, PDF and page")
    parser.add_argument("--close", action="store_true", help="freeze the figures of the month, and tell the ledger")
    parser.add_argument("--reason", metavar="WORDS", help="why figures that were closed are restated")
    parser.add_argument("--now", type=moment, metavar="MOMENT", help="when it is judged, as 2026-11-02T09:00:00Z (default: now)")
    add_format(parser)
    parser.set_defaults(run=monitor)


def monitor(options: argparse.Namespace) -> int:
    """Judge a month, print what it came to, and write its figures."""
    # Tables are computed by a large library, for which no other command should wait, nor a child of it have less memory.
    from pipeline.cli.monitoring import monitored

    return monitored(options)


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
