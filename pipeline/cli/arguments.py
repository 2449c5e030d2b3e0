"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipeline.cli import (
    apply,
    approve,
    commands,
    decide,
    diff,
    issues,
    letter,
    library,
    monitor,
    new,
    plan,
    proofread,
    receive,
    send,
    sign,
    status,
    table,
)
from pipeline.cli.shared_options import add_contract, add_format, add_now, add_pdf


def parsed(words: Sequence[str] | None) -> argparse.Namespace:
    """The options of one command; `run` is the function that does it. Ends the process with code 2 on wrong usage."""
    parser = argparse.ArgumentParser(prog="draftline", description="Contracts as code for IT support.")
    parser.add_argument("--root", type=Path, help="the folder that holds data/ and clauses/ (default: the nearest one upwards)")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", dest="command")
    new.add(subparsers)
    table.add(subparsers)
    _build(subparsers)
    _check(subparsers)
    _freeze(subparsers)
    diff.add(subparsers)
    approve.add(subparsers)
    send.add(subparsers)
    monitor.add(subparsers)
    receive.add(subparsers)
    decide.add(subparsers)
    issues.add(subparsers)
    apply.add(subparsers)
    letter.add(subparsers)
    sign.add(subparsers)
    plan.add(subparsers)
    status.add(subparsers)
    proofread.add(subparsers)
    library.add(subparsers)
    _schema(subparsers)
    _bench(subparsers)
    return parser.parse_args(words)


def _build(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("build", help="check, then write DOCX, PDF and manifest of each draft")
    _findings(parser)
    add_pdf(parser)
    parser.add_argument("--jobs", type=_count, metavar="N", help="how many contracts at once (default: one for each core)")
    parser.set_defaults(run=commands.build)


def _check(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("check", help="check data, clause library and templates, without writing anything")
    _findings(parser)
    parser.add_argument("--advice", action="store_true", help="also say what is often right as it is")
    parser.add_argument("--stats", action="store_true", help="print how the wording reads, in figures, topic by topic")
    parser.add_argument("--positions", action="store_true", help="print which position of the playbook each clause has reached")
    parser.add_argument(
        "--samples",
        type=_count,
        default=0,
        metavar="N",
        help="also try the clause library on N data sets made from the contracts by changing values at random",
    )
    parser.add_argument("--base", metavar="GITREF", help="also look that each ledger only adds to what it was at this commit")
    parser.add_argument("--laws", action="store_true", help="list the entries of each law, and check each contract under each law")
    parser.set_defaults(run=commands.check)


def _freeze(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("freeze", help="freeze the draft of a contract as its next version")
    add_contract(parser)
    add_format(parser)
    add_pdf(parser)
    add_now(parser, "when it is frozen")
    parser.set_defaults(run=commands.freeze)


def _schema(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("schema", help="write schema/, by which editors complete and explain the YAML files")
    parser.set_defaults(run=commands.schema)


def _bench(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("bench", help="measure the tool against the same work done otherwise, in one run")
    parser.add_argument("--runs", type=_count, default=7, metavar="N", help="how often each is timed; the median counts (default: 7)")
    parser.set_defaults(run=commands.bench)


def _findings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("contracts", nargs="*", metavar="CONTRACT", help="the contracts' folder names (default: all)")
    add_format(parser)
    parser.add_argument("--strict", action="store_true", help="let warnings fail as errors do")


def _count(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= 999:
        raise argparse.ArgumentTypeError(f"`{word}` is not a number from 1 to 999")
    return int(word)
