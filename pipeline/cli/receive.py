"""The command that takes what came back: what was found in it, the silent changes first."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from rich.console import Console
from rich.text import Text

from pipeline import store
from pipeline.cli import their_paper
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import gathered_alone
from pipeline.cli.report import Format
from pipeline.cli.shared_options import add_format, add_now
from pipeline.cli.strangers_words import harmless
from pipeline.cli.usage import WrongUse, look_for, root_of
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.proposal import Proposal, ProposalKind, Round
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.named import Side
from pipeline.negotiate import left_as_it_was
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.redlines import frozen_versions
from pipeline.stages.rounds import receiving
from pipeline.stages.rounds.receiving import Received
from pipeline.store.root import Root

_LONGEST = 76
_BEFORE = 30
_ALARM = "bold red"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("receive", help="keep a file that the other party sent back, and find each change in it")
    parser.add_argument("contract", nargs="?", metavar="CONTRACT", help="the contract's folder name")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.docx", help="the file as it came")
    parser.add_argument("--their-paper", type=Path, metavar="FILE", help="hold a contract of theirs against our clauses instead")
    parser.add_argument("--from", dest="party", choices=tuple(map(str, Side)), metavar="PARTY", help="customer or provider")
    parser.add_argument("--answers", metavar="VERSION", help="the frozen version that it answers, where the file does not say so")
    add_now(parser, "when it came")
    add_format(parser)
    parser.set_defaults(run=receive)


def receive(options: argparse.Namespace) -> int:
    """Keep the file, open its round, and say what was found."""
    root = root_of(options)
    if options.their_paper is not None:
        return their_paper.read(root, options)
    if options.contract is None or options.file is None or options.party is None:
        raise WrongUse("name the contract, the file and who sent it: draftline receive CONTRACT FILE.docx --from PARTY")
    look_for(root, options.contract)
    if wrong := _wrong(root, options):
        raise WrongUse(wrong)
    content = store.their_file(options.file)
    if isinstance(content, Diagnostic):
        raise WrongUse(f"`{options.file}`: {content.message}")
    received = Received(harmless(options.file.name), content, options.party, options.answers or "")
    work = gathered_alone(options, receiving.receive(root, options.contract, received, options.now or now()))
    code = concluded(work.findings, options.format, store.SourceLines(root), faults=work.faults)
    if options.format == Format.TEXT:
        for draft in work.drafts:
            _tell(draft)
    return code


def _wrong(root: Root, options: argparse.Namespace) -> str:
    """What is wrong with the use of the command."""
    frozen = frozen_versions(root, options.contract)
    if not frozen:
        return f"no version of `{options.contract}` is frozen, so nothing can answer one: draftline freeze {options.contract}"
    if options.answers and options.answers not in frozen:
        hint = close_to(options.answers, frozen) or f"there are {', '.join(f'`{each}`' for each in frozen)}"
        return f"`{options.contract}` has no frozen version `{options.answers}`: {hint}"
    read = store.read_snapshot(root, options.contract, frozen[-1])
    if not isinstance(read, Diagnostic) and options.party == read[0].data.get("meta", {}).get("side"):
        return f"we are the {options.party} of this contract, so nothing comes from there: name the other party"
    return ""


def _tell(draft: Draft) -> None:
    if draft.round is None:
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in told(draft.round):
        console.print(line)
    console.print("".join(f"wrote {file}\n" for file in draft.outputs), end="", markup=False)


def told(round: Round) -> Iterator[Text]:
    """What was found, the silent changes first and in red."""
    silent = [proposal for proposal in round.proposals if proposal.silent]
    others = [proposal for proposal in round.proposals if not proposal.silent]
    if not round.proposals:
        yield Text(f"{round.contract}: the {round.party} changed nothing in version {round.answers}; no round is opened")
        return
    number = len(round.proposals)
    yield Text(f"{round.contract}, round {round.number}: {number} proposal{'s' * (number > 1)} on version {round.answers}")
    if silent:
        yield Text(f"  {len(silent)} of them not tracked in the file:", style=_ALARM)
        yield from (Text(line, style=_ALARM) for proposal in silent for line in _proposal(round, proposal))
    found = Counter(proposal.kind for proposal in others)
    yield from (Text(f"  {found[kind]:4} {kind.value}") for kind in ProposalKind if found[kind])
    yield from (Text(line) for proposal in others for line in _proposal(round, proposal))


def _proposal(round: Round, proposal: Proposal) -> Iterator[str]:
    place = harmless(f"{proposal.place.number} {proposal.place.heading}")
    standing = f" [{proposal.placement.standing.value}]" if proposal.placement else ""
    doubt = " (its place is doubtful)" if proposal.doubtful else ""
    yield f"    {proposal.id} {proposal.kind.value}, {place}{doubt}{standing}"
    if proposal.note:
        yield f"         {proposal.note}"
    if proposal.kind is ProposalKind.VALUE:
        yield f"         {proposal.path}: {proposal.old} -> {proposal.new}"
        yield from _left(round, proposal)
        return
    ours, theirs = harmless(proposal.ours), harmless(proposal.theirs)
    if proposal.ours != proposal.theirs and ours.split() == theirs.split():
        yield "         only spaces differ"
    at = _first_difference(ours, theirs) if ours and theirs else 0
    yield from (f"       {sign} {_short(words, at)}" for sign, words in (("-", ours), ("+", theirs)) if words)


def _left(round: Round, proposal: Proposal) -> Iterator[str]:
    """Where else the value stands as we sent it, and how it changes there too."""
    left = dict.fromkeys(harmless(f"{place.number} {place.heading}").strip() for place in left_as_it_was(round, proposal))
    if left:
        yield f'         they left it as it was in {", ".join(left)}; --counter "{proposal.new}" changes it at each place'


def _first_difference(ours: str, theirs: str) -> int:
    """Where two texts begin to differ; 0 where they do not."""
    return next((at for at, (old, new) in enumerate(zip_longest(ours, theirs)) if old != new), 0)


def _short(words: str, at: int) -> str:
    """The words on one line of a terminal, so that what stands at this place is on it."""
    start = words.rfind(" ", 0, at - _BEFORE) + 1 if at > _LONGEST - _BEFORE else 0
    line = f"…{words[start:]}" if start else words
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
