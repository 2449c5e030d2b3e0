"""The command that proof-reads any text."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from pipeline.cli.conclusion import concluded
from pipeline.cli.shared_options import add_format
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.manuscript import Manuscript
from pipeline.stages.strangers import proofreading


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("proofread", help="proof-read any Word, Markdown or text file, ours or not")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a .docx, .md or .txt file; in a .docx a line is a paragraph")
    add_format(parser)
    parser.add_argument("--strict", action="store_true", help="let warnings fail as errors do")
    parser.add_argument("--advice", action="store_true", help="also say what is often right as it is")
    parser.set_defaults(run=proofread)


def proofread(options: argparse.Namespace) -> int:
    """Say what a careful proof-reader finds in each file."""
    manuscripts: dict[str, Manuscript] = {}
    findings: list[Diagnostic] = []
    for done in proofreading.proofread(dict.fromkeys(options.files), advice=options.advice):
        findings += done.findings
        if done.manuscript is not None:
            manuscripts[done.manuscript.file] = done.manuscript
    return concluded(findings, options.format, lambda file, line: _shown(manuscripts, file, line), strict=options.strict)


def _shown(manuscripts: Mapping[str, Manuscript], file: str, line: int) -> str | None:
    return manuscripts[file].shown(line) if file in manuscripts else None
