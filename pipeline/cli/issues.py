"""The command that lists the issues of a round, for ourselves or for the other side."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from pipeline import store
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import gathered_alone
from pipeline.cli.shared_options import add_contract, add_format
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.model.effects import Effect, Effects
from pipeline.model.proposal import Round
from pipeline.model.terms.named import Side
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds import issues


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("issues", help="write the issues list of a round of the negotiation, as DOCX, HTML, Markdown and CSV")
    add_contract(parser)
    parser.add_argument("round", nargs="?", type=_number, metavar="ROUND", help="the number of the round (default: the last)")
    audiences = (issues.INTERNAL, *map(str, Side))
    parser.add_argument("--for", dest="audience", required=True, choices=audiences, metavar="WHOM", help=f"{', '.join(audiences)}")
    add_format(parser)
    parser.set_defaults(run=list_issues)


def list_issues(options: argparse.Namespace) -> int:
    """Write the list, and say how far the round has come."""
    root = root_with_contract(options)
    rounds = store.rounds(root, options.contract)
    if not rounds:
        raise WrongUse(f"`{options.contract}` has no round yet: draftline receive {options.contract} FILE.docx --from PARTY")
    number = options.round or rounds[-1]
    if number not in rounds:
        known = f"there {'is' if len(rounds) == 1 else 'are'} {', '.join(map(str, rounds))}"
        raise WrongUse(f"`{options.contract}` has no round {number}: {known}")
    work = gathered_alone(options, issues.issues(root, options.contract, number, options.audience))
    told = (line for draft in work.drafts for line in _told(draft, options.audience))
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _told(draft: Draft, audience: str) -> Iterator[str]:
    """How far the round has come, for ourselves what it does to money and dates, and the files."""
    if draft.round is None:
        return
    yield _counted(draft.round)
    if draft.effects is not None and audience == issues.INTERNAL:
        yield from _effects(draft.effects)
    yield from (f"wrote {file}" for file in draft.outputs)


def _counted(round: Round) -> str:
    answers = Counter(proposal.decision.answer.value if proposal.decision else "open" for proposal in round.proposals)
    number = len(round.proposals)
    told = ", ".join(f"{count} {answer}" for answer, count in sorted(answers.items()))
    return f"{round.contract}, round {round.number}: {number} issue{'' if number == 1 else 's'} ({told})"


def _effects(effects: Effects) -> Iterator[str]:
    moved = [figure for figure in effects.figures if figure.changes or figure.remark]
    width = max((len(figure.what) for figure in moved), default=0)
    for figure in moved:
        yield f"  {figure.what:{width}}  {_states(figure)}"
        yield from (f"  {'':{width}}  {line}" for line in figure.remark.splitlines())
    if effects.beside:
        yield f"  no figure shows what changes only words: {', '.join(effects.beside)}"
    yield from (f"  the data does not take the value of {id}: {why}" for id, why in effects.refused)


def _states(figure: Effect) -> str:
    if not figure.changes:
        return figure.sent
    return f"{figure.sent} -> decided so far {figure.decided} -> if all is accepted {figure.accepted}"


def _number(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= 9999:
        raise argparse.ArgumentTypeError(f"`{word}` is no number of a round, as 1 or 02")
    return int(word)
