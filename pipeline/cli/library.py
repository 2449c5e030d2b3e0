"""The command that takes legal's edits of `library.docx` back into the clause files."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import store
from pipeline.cli.conclusion import concluded
from pipeline.cli.shared_options import add_format
from pipeline.cli.usage import root_of
from pipeline.model.diagnostic import has_errors
from pipeline.stages.library import legal_edits
from pipeline.stages.library.legal_edits import LegalEdits


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("library", help="write what legal has edited in library.docx into clauses/")
    parser.add_argument("file", type=Path, metavar="FILE", help="the library.docx that came back, saved by Word or another program")
    add_format(parser)
    parser.add_argument("--strict", action="store_true", help="let warnings fail as errors do")
    parser.set_defaults(run=take_in)


def take_in(options: argparse.Namespace) -> int:
    """Write the wordings that were edited, and tell what else stands in the file."""
    root = root_of(options)
    done = legal_edits.take_in(root, options.file)
    return concluded(done.findings, options.format, store.SourceLines(root), _told(done), strict=options.strict)


def _told(done: LegalEdits) -> list[str]:
    authors = [f"tracked: {_counted(number, 'change')} by {author or 'somebody'}" for author, number in done.revisions.items()]
    remarks = [f"comment by {each.author or 'somebody'} on \u201c{each.beside}\u201d: {each.words}" for each in done.remarks]
    written = [f"wrote {file}: {_counted(number, 'paragraph')}" for file, number in done.written]
    if not written and has_errors(done.findings):
        written = ["nothing was written"]
    elif not written:
        written = ["no wording differs from the library, so nothing was written"]
    return [*authors, *remarks, *written]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
