"""The command that writes a list of a contract into a spreadsheet, and takes it back from there."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pipeline import store
from pipeline.cli.conclusion import concluded
from pipeline.cli.shared_options import add_contract, add_format
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.model.diagnostic import Diagnostic
from pipeline.stages.intake.keeping_tables import TABLES, KeptTable, Taken, table_bytes, take_table
from pipeline.stages.intake.tabular import ENDINGS
from pipeline.store.root import Root


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("table", help="write a list of a contract as CSV or XLSX, or take it back from there")
    add_contract(parser)
    parser.add_argument("table", choices=tuple(TABLES), metavar="LIST", help=", ".join(TABLES))
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", type=Path, metavar="FILE", help="write the list into this file, which must not be there yet")
    way.add_argument("--from", dest="source", type=Path, metavar="FILE", help="write the rows of this file into the contract")
    parser.add_argument("--remove", action="store_true", help="also take out of the contract what the file lacks")
    add_format(parser)
    parser.set_defaults(run=table)


def table(options: argparse.Namespace) -> int:
    """Write the list, or take it back."""
    root = root_with_contract(options)
    kept, file = TABLES[options.table], options.to or options.source
    if file.suffix.lower() not in ENDINGS:
        raise WrongUse(f"`{file}` is neither .csv nor .xlsx, and those two are written and read")
    if options.to is not None:
        return _write(root, options, kept)
    try:
        taken = take_table(root, options.contract, kept, options.source, remove=options.remove)
    except store.CannotWrite as refused:
        taken = Taken(findings=(refused.diagnostic,))
    return concluded(taken.findings, options.format, store.SourceLines(root), _told(options, taken))


def _write(root: Root, options: argparse.Namespace, kept: KeptTable) -> int:
    if options.remove:
        raise WrongUse("--remove belongs to --from: it takes out of the contract what the file lacks")
    content = table_bytes(root, options.contract, kept, options.to.suffix.lower())
    if isinstance(content, Diagnostic):
        return concluded([content], options.format, store.SourceLines(root))
    try:
        with options.to.open("xb") as stream:
            stream.write(content)
    except FileExistsError as fault:
        raise WrongUse(f"`{options.to}` is there already, and somebody may have worked in it; name another file") from fault
    except OSError as fault:
        raise WrongUse(f"`{options.to}` cannot be written: {(fault.strerror or 'the system refuses it').lower()}") from fault
    return concluded([], options.format, store.SourceLines(root), [f"wrote {options.to}"])


def _told(options: argparse.Namespace, taken: Taken) -> Iterator[str]:
    if taken.findings:
        return
    if not taken.texts:
        yield f"{options.contract}: {options.table} says the same already"
        return
    yield f"{options.contract}: {taken.added} added, {taken.changed} changed, {taken.removed} removed"
    yield from (f"wrote {file}" for file in taken.texts)
