"""The command that takes a new contract down: from questions at the terminal, or from a file of answers."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import FINE, concluded, say
from pipeline.cli.intake import ask, told, told_of_draft
from pipeline.cli.report import Format, SourceLine
from pipeline.cli.shared_options import add_format, add_now
from pipeline.cli.usage import WrongUse, root_of
from pipeline.stages.intake.adopting import adopt
from pipeline.stages.intake.creating import create_from_file
from pipeline.stages.intake.draft import slug
from pipeline.stages.intake.making import given_for
from pipeline.stages.intake.printing import empty_answers
from pipeline.stages.intake.taking_over import take_over
from pipeline.store.root import Root

_EXAMPLE = "new-contract"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("new", help="take a new contract down: ask what must be known, and write its files")
    parser.add_argument("contract", nargs="?", metavar="CONTRACT", help="the name of the contract's folder, as acme-support")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="take the answers from this file instead of asking")
    parser.add_argument("--questions", action="store_true", help="print an answers file that holds every question as a remark")
    parser.add_argument(
        "--adopt", type=Path, metavar="FILE.docx", help="take in a draft that was written elsewhere: what it says is suggested"
    )
    parser.add_argument(
        "--executed", type=Path, metavar="FILE.pdf", help="take over a contract that is signed; --answers holds its key data"
    )
    add_now(parser, "when it is taken in")
    add_format(parser)
    parser.set_defaults(run=new)


def new(options: argparse.Namespace) -> int:
    """Make a contract, or print what would be asked."""
    root = root_of(options)
    if options.questions:
        return _print_questions(root, options)
    name = _new_name(root, options.contract)
    if options.answers is not None and not options.answers.is_file():
        hint = f"`draftline new --questions > {options.answers}` makes one to fill in"
        raise WrongUse(f"there is no file `{options.answers}` with answers; {hint}")
    if options.executed is not None:
        return _take_over(root, name, options)
    adopted = adopt(root, options.adopt, options.now or now()) if options.adopt else None
    if isinstance(adopted, tuple):
        return concluded(adopted, options.format, store.SourceLines(root))
    if options.answers is None:
        return ask(root, name, options, adopted)
    created = create_from_file(root, name, options.answers, adopted)
    lines = (*told(name, created), *(told_of_draft(adopted) if adopted else ()))
    return concluded(created.findings, options.format, _lines_of(root, options.answers), lines)


def _take_over(root: Root, name: str, options: argparse.Namespace) -> int:
    if options.answers is None or options.adopt is not None:
        how = f"draftline new {name} --executed FILE.pdf --answers KEYDATA.yaml"
        raise WrongUse(f"a signed contract is taken over with its key data alone: {how}")
    created = take_over(root, name, options.executed, options.answers, options.now or now())
    lines = (f"{name}: taken over as version 1.0", *(f"wrote {file}" for file in created.files))
    return concluded(created.findings, options.format, _lines_of(root, options.answers), lines if created.files else ())


def _new_name(root: Root, name: str | None) -> str:
    """The name of a contract that there is not yet. Raises WrongUse."""
    if name is None:
        raise WrongUse("name the new contract, as in: draftline new acme-support")
    if not store.is_contract_name(name):
        meant = slug(name).replace("_", "-")
        hint = f"; did you mean `{meant}`?" if store.is_contract_name(meant) else ""
        raise WrongUse(f"`{name}` cannot be the name of a contract: use small letters, digits and hyphens, as in acme-support{hint}")
    if store.is_taken(root, name):
        raise WrongUse(f"there is a contract `{name}` already, and nothing of it was changed; choose another name")
    return name


def _print_questions(root: Root, options: argparse.Namespace) -> int:
    if options.answers is not None:
        raise WrongUse("--questions prints an empty file, and --answers reads a full one: leave one of them out")
    given = given_for(root, options.contract or _EXAMPLE)
    if isinstance(given, tuple):
        return concluded(given, options.format, store.SourceLines(root))
    say(empty_answers(given), Format.JSON)
    return FINE


def _lines_of(root: Root, path: Path) -> SourceLine:
    """The lines of the answers, which may lie outside the repository, and of its own files."""
    lines = store.SourceLines(root)
    return lambda file, line: lines(path.resolve().as_posix() if file == path.as_posix() else file, line)
