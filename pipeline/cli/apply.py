"""The command that carries out a round."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import gathered_alone
from pipeline.cli.shared_options import add_contract, add_format, add_now
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds import applying


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("apply", help="carry the decisions of a round into the contract's files")
    add_contract(parser)
    parser.add_argument("--round", type=int, metavar="N", help="the round (default: the last one)")
    add_now(parser, "when it is done")
    add_format(parser)
    parser.set_defaults(run=apply)


def apply(options: argparse.Namespace) -> int:
    """Carry the round out, and say what was written."""
    root = root_with_contract(options)
    known = store.rounds(root, options.contract)
    number = options.round if options.round is not None else max(known, default=0)
    if number not in known:
        raise WrongUse(_no_round(options.contract, number, known))
    work = gathered_alone(options, applying.apply(root, options.contract, number, options.now or now()))
    told = (line for draft in work.drafts for line in _told(draft))
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _no_round(contract: str, number: int, known: tuple[int, ...]) -> str:
    if not known:
        return f"`{contract}` has no round: draftline receive {contract} FILE.docx --from PARTY"
    return f"`{contract}` has no round {number}: there {'is' if len(known) == 1 else 'are'} {', '.join(map(str, known))}"


def _told(draft: Draft) -> Iterator[str]:
    if draft.round is not None:
        yield f"{draft.contract}: round {draft.round.number} is carried out"
    yield from (f"{draft.contract}: {remark}" for remark in draft.remarks)
    yield from (f"wrote {file}" for file in draft.outputs)
