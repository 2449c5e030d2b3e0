"""The command that carries out a round."""

from __future__ import annotations

import argparse

from rich.console import Console

from pipeline import store
from pipeline.cli.clock import moment, now
from pipeline.cli.commands import OWN_FAULT, no_contract, no_root, root_of, say, usage, verdict
from pipeline.cli.gathering import gathered
from pipeline.cli.progress import Display
from pipeline.cli.report import Format, report
from pipeline.model.diagnostic import in_order
from pipeline.stages import applying
from pipeline.stages.drafting import Draft
from pipeline.store.root import Root


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("apply", help="carry the decisions of a round into the contract's files")
    parser.add_argument("contract", metavar="CONTRACT", help="the contract's folder name")
    parser.add_argument("--round", type=int, metavar="N", help="the round (default: the last one)")
    parser.add_argument("--now", type=moment, metavar="MOMENT", help="when it is done, as 2026-05-01T12:00:00Z (default: now)")
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text", help="how findings are printed")
    parser.set_defaults(run=apply)


def apply(options: argparse.Namespace) -> int:
    """Carry the round out, and say what was written."""
    root = root_of(options)
    if root is None:
        return no_root(options)
    if options.contract not in store.contracts(root):
        return usage(no_contract(options.contract, store.contracts(root)))
    known = store.rounds(root, options.contract)
    number = options.round if options.round is not None else max(known, default=0)
    if number not in known:
        return usage(_no_round(root, options.contract, number, known))
    form = Format(options.format)
    events = applying.apply(root, options.contract, number, options.now or now())
    work = gathered(events, Display((options.contract,), quiet=form is not Format.TEXT))
    ordered = in_order(work.findings)
    say(report(ordered, form, store.SourceLines(root)), form)
    if form is Format.TEXT:
        for draft in work.drafts:
            _tell(draft)
    return OWN_FAULT if work.faults else verdict(ordered, strict=False)


def _no_round(root: Root, contract: str, number: int, known: tuple[int, ...]) -> str:
    if not known:
        return f"`{contract}` has no round: draftline receive {contract} FILE.docx --from PARTY"
    return f"`{contract}` has no round {number}: there {'is' if len(known) == 1 else 'are'} {', '.join(map(str, known))}"


def _tell(draft: Draft) -> None:
    if draft.round is None:
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{draft.contract}: round {draft.round.number} is carried out; next: draftline freeze {draft.contract}")
    console.print("".join(f"wrote {file}\n" for file in draft.outputs), end="", markup=False)
