"""The command that answers proposals: one by one, or all that a filter means."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.given import text, words
from pipeline.cli.shared_options import add_contract, add_format, add_now
from pipeline.cli.strangers_words import harmless
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.model.diagnostic import has_errors
from pipeline.model.proposal import Answer, Decision, Proposal, ProposalKind
from pipeline.model.terms.faults import close_to
from pipeline.negotiate import STANDINGS, Selection, gives_way, needs_a_look, settled_at, unknown_ids
from pipeline.stages.rounds.deciding import Decided, decide, standing_round
from pipeline.stages.rounds.filled_in import filled_in
from pipeline.store.root import Root


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("decide", help="answer what the other party asks for, or show what is still open")
    add_contract(parser)
    parser.add_argument("ids", nargs="*", metavar="ID", help="proposals, as 1.4; without one, all open ones that the filters mean")
    parser.add_argument("--round", type=int, metavar="N", help="the round (default: the last)")
    answers = parser.add_mutually_exclusive_group()
    answers.add_argument("--accept", dest="answer", action="store_const", const=Answer.ACCEPT, help="take their words")
    answers.add_argument("--counter", type=text, metavar="WORDS", help="offer these words instead, or this value as the data write it")
    answers.add_argument("--refuse", dest="answer", action="store_const", const=Answer.REFUSE, help="keep ours")
    answers.add_argument("--discuss", dest="answer", action="store_const", const=Answer.DISCUSS, help="leave it open, to be talked about")
    parser.add_argument("--by", type=words, metavar="PERSON", help="who decides")
    parser.add_argument("--reason", type=text, metavar="WORDS", help="why; for us alone")
    parser.add_argument("--reply", type=text, metavar="WORDS", help="what is said to the other side")
    kinds = tuple(kind.value for kind in ProposalKind)
    parser.add_argument("--kind", action="append", default=[], choices=kinds, metavar="KIND", help=f"only of this kind: {', '.join(kinds)}")
    parser.add_argument("--clause", action="append", default=[], metavar="ID", help="only in this clause")
    standings = ", ".join(STANDINGS)
    parser.add_argument("--within", action="append", default=[], metavar="STANDING", help=f"only {standings} or a position as fallback-1")
    parser.add_argument("--from", dest="file", type=Path, metavar="FILE", help="take the decisions from an issues list that was filled in")
    add_now(parser, "when it is decided")
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the decisions and say what they come to."""
    root = root_with_contract(options)
    number = _round(root, options)
    if options.file is not None:
        return _from_list(root, options, number)
    standing = standing_round(root, options.contract, number)
    answer = Answer.COUNTER if options.counter else options.answer
    if answer is None or not standing.proposals:
        return _shown(root, options, standing, _open(standing, answer))
    selection = Selection(tuple(options.ids), tuple(map(ProposalKind, options.kind)), tuple(options.clause), tuple(options.within))
    wrong = _wrong(options, selection, standing.proposals)
    if wrong:
        raise WrongUse(wrong)
    meant = selection.of(standing.proposals)
    decision = Decision(answer, options.by, options.reason or "", options.reply or "", options.counter or "")
    done = decide(root, options.contract, number, {proposal.id: decision for proposal in meant}, options.now or now())
    return _shown(root, options, done, _told(done, selection))


def _from_list(root: Root, options: argparse.Namespace, number: int) -> int:
    """Write all decisions of a list that was filled in, or none of them."""
    given = (options.ids, options.answer, options.counter, options.by, options.reason, options.reply, options.kind, options.clause)
    if any(given) or options.within:
        raise WrongUse("the list says which proposals are decided, how and by whom; leave everything else out beside --from FILE")
    found = filled_in(root, options.contract, number, options.file)
    if has_errors(found.findings):
        return _shown(root, options, Decided(number, (), findings=found.findings), iter(()))
    done = decide(root, options.contract, number, dict(found.decisions), options.now or now())
    told = _told(done, Selection(tuple(id for id, _ in found.decisions)))
    nothing = () if found.decisions or has_errors(done.findings) else ("nothing is decided in this list that was not decided before",)
    return _shown(root, options, replace(done, findings=(*found.findings, *done.findings)), (*told, *nothing))


def _round(root: Root, options: argparse.Namespace) -> int:
    """The number of the round that is meant. Raises WrongUse."""
    known = store.rounds(root, options.contract)
    if not known:
        raise WrongUse(
            f"nothing is to be decided in `{options.contract}`: no round is open; draftline receive {options.contract} FILE opens one"
        )
    if options.round is None:
        first = options.ids[0].partition(".")[0] if options.ids else ""
        return int(first) if first.isdigit() and int(first) in known else known[-1]
    if options.round not in known:
        raise WrongUse(f"there is no round {options.round}; there are {', '.join(map(str, known))}")
    return int(options.round)


def _wrong(options: argparse.Namespace, selection: Selection, proposals: Sequence[Proposal]) -> str:
    """What is wrong with the use of the command."""
    if not options.by:
        return "nobody is named who decides: --by PERSON"
    if selection.is_empty:
        return "nothing is named to decide on: name proposals as 1.4, or filter by --kind, --clause or --within"
    known = [proposal.id for proposal in proposals]
    unknown = unknown_ids(selection, proposals)
    if unknown:
        return "\n".join(f"there is no proposal `{id}`: {close_to(id, known) or f'they are {known[0]} to {known[-1]}'}" for id in unknown)
    clauses = {proposal.place.clause for proposal in proposals}
    missing = [clause for clause in selection.clauses if clause not in clauses]
    if missing:
        return "\n".join(f"no proposal stands in `{id}`: {close_to(id, sorted(clauses)) or ', '.join(sorted(clauses))}" for id in missing)
    positions = {proposal.placement.position for proposal in proposals if proposal.placement}
    strange = [word for word in selection.within if word not in STANDINGS and word not in positions]
    if strange:
        return f"`{strange[0]}` is no standing of any proposal: expected {', '.join(STANDINGS)}, or a position as `fallback-1`"
    return "" if selection.of(proposals) else "no proposal is meant by these filters, or all of them are decided"


def _shown(root: Root, options: argparse.Namespace, decided: Decided, lines: Iterable[str]) -> int:
    return concluded(decided.findings, options.format, store.SourceLines(root), lines)


def _open(decided: Decided, answer: Answer | None) -> Iterator[str]:
    """What is still to be decided, where nobody decides now."""
    if answer is not None or not decided.proposals:
        return
    waiting = [proposal for proposal in decided.proposals if proposal.is_open]
    yield f"round {decided.number}: {len(waiting)} of {len(decided.proposals)} proposals open"
    yield from (_line(proposal) for proposal in waiting)


def _told(done: Decided, selection: Selection) -> Iterator[str]:
    yield from (f"{_line(proposal)}: {proposal.decision.answer}" for proposal in done.decided if proposal.decision)
    for proposal in done.decided:
        placement = settled_at(proposal)
        if gives_way(proposal) and placement is not None:
            floors = f": {'; '.join(placement.floors)}" if placement.floors else ""
            roles = " and ".join(placement.approvers) or "somebody who may"
            yield f"{proposal.id} is {placement.standing}{floors}; it needs the approval of {roles}"
    if done.decided and not selection.ids:
        left = [proposal.id for proposal in done.proposals if proposal.is_open and needs_a_look(proposal)]
        if left:
            yield f"not tracked or at a doubtful place, so to be decided by number: {' '.join(left)}"
    if done.decided:
        waiting = sum(proposal.is_open for proposal in done.proposals)
        yield f"round {done.number}: {waiting or 'none'} of {len(done.proposals)} proposals open"


def _line(proposal: Proposal) -> str:
    standing = f" [{proposal.placement.standing}]" if proposal.placement else ""
    what = f"{proposal.path}: {proposal.old} -> {proposal.new}" if proposal.new else harmless(proposal.place.heading)
    place = f"{proposal.place.number} {what}".strip()
    silent = " (not tracked)" if proposal.silent else ""
    return f"  {proposal.id} {proposal.kind.value}, {place}{silent}{standing}"
