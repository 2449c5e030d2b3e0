"""The options that several commands share, in the same words everywhere."""

from __future__ import annotations

import argparse

from pipeline.cli.clock import moment
from pipeline.cli.report import Format


def add_contract(parser: argparse.ArgumentParser) -> None:
    """The one contract on which the command works."""
    parser.add_argument("contract", metavar="CONTRACT", help="the contract's folder name")


def add_now(parser: argparse.ArgumentParser, what: str) -> None:
    """The moment that stands for the clock's; `what` says of which moment the command speaks, as "when it is sent"."""
    parser.add_argument("--now", type=moment, metavar="MOMENT", help=f"{what}, as 2026-05-01T12:00:00Z (default: now)")


def add_format(parser: argparse.ArgumentParser) -> None:
    """The form in which findings are printed."""
    parser.add_argument("--format", choices=tuple(map(str, Format)), default="text", help="how findings are printed")


def add_pdf(parser: argparse.ArgumentParser) -> None:
    """The renderer that makes the PDF."""
    parser.add_argument("--pdf", choices=("rdocx", "libreoffice"), default="rdocx", help="what makes the PDF (default: rdocx)")
