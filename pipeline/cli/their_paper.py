"""What `receive --their-paper` says: what a contract of theirs says of our clauses, what it lacks, and the values that it gives."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.usage import WrongUse, look_for
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.their_paper import Confidence, TheirPaper
from pipeline.stages.strangers import their_paper
from pipeline.stages.strangers.their_paper import PaperRead, Sent
from pipeline.store.root import Root


def read(root: Root, options: argparse.Namespace) -> int:
    """Read the file, keep it where a contract is named, and say what was found."""
    wrong = _wrong(root, options)
    if wrong:
        raise WrongUse(wrong)
    done = their_paper.read_paper(root, options.their_paper, options.contract or "")
    kept: list[str] = []
    if options.contract:
        try:
            found = their_paper.keep_paper(root, options.contract, options.their_paper, Sent(options.party, options.now or now()), done)
        except store.CannotWrite as refused:
            found = refused.diagnostic
        if isinstance(found, Diagnostic):
            return concluded([found], options.format, lambda file, line: None)
        kept.append(f"kept {found}")
    told = (*_told(done), *kept, *(f"wrote {file}" for file in done.outputs))
    return concluded(done.findings, options.format, lambda file, line: done.manuscript.shown(line) if done.manuscript else None, told)


def _wrong(root: Root, options: argparse.Namespace) -> str:
    """What is wrong with the use of the command."""
    if options.file is not None or options.answers is not None:
        return "their own paper answers no version of ours, so only --their-paper FILE and perhaps a contract are named"
    if options.contract is None:
        return "--from says who sent a file that a contract keeps, so name the contract too" if options.party else ""
    look_for(root, options.contract)
    if options.party is None:
        return "the contract keeps the file, so say who sent it: --from customer or --from provider"
    terms = store.load_contract(root, options.contract).terms
    if terms is not None and str(terms.meta.side) == options.party:
        return f"we are the {options.party} of this contract, so nothing comes from there: name the other party"
    return ""


def _told(done: PaperRead) -> Iterator[str]:
    if done.paper is None:
        return
    yield from _matches(done.paper)
    yield from _values(done.paper)
    yield from done.positions


def _matches(paper: TheirPaper) -> Iterator[str]:
    counts = Counter(match.confidence for match in paper.matches)
    told = ", ".join(f"{counts[confidence]} {confidence.value}" for confidence in Confidence if counts[confidence])
    yield f"{paper.file}: {len(paper.sections)} sections, {len(paper.matches)} matches with our clauses{f' ({told})' if told else ''}"
    missing = [clause.title for clause in paper.missing if clause.mandatory and not clause.when]
    if missing:
        yield f"  missing: {', '.join(missing)}"


def _values(paper: TheirPaper) -> Iterator[str]:
    width = max((len(read.path) for read in paper.values), default=0)
    beside = {deviation.read: deviation for deviation in paper.deviations}
    for read in paper.values:
        deviation = beside.get(read)
        ours = f", ours {deviation.ours}" if deviation else ""
        yield f"  {read.path:{width}}  {read.value} ({read.confidence.value}, {read.section.name}){ours}"
        if deviation and deviation.remark:
            yield f"  {'':{width}}  {deviation.remark}"
