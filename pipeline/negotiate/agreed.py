"""The text that the decisions of a round lead to: what is accepted is in, what is refused is out, and our counters stand in their place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Document, Inline, Inserted, Revision, Strong, Value
from pipeline.model.proposal import Answer, Proposal, ProposalKind, Round
from pipeline.model.redline import accepted, rejected
from pipeline.negotiate.countering import CannotCounter, countered, with_words
from pipeline.negotiate.grouping import is_derived

Printed = Callable[[str, str], str]
"""How a value reads once the agreed data hold: by its path, and by the words in which we sent it."""


def agreed(round: Round, printed: Printed, where: Callable[[str], Span]) -> Document | tuple[Diagnostic, ...]:
    """The agreed text, or why there is none yet. `where` gives the place of a proposal's decision by its id.

    A value reads as its field prints, and a figure that follows from it reads as it then does.
    """
    undecided = tuple(_undecided(proposal, where(proposal.id)) for proposal in round.open())
    if undecided:
        return undecided
    values = {each.id: each for each in round.proposals if each.kind is ProposalKind.VALUE and agreed_value(each)}
    taken = {each.id for each in round.proposals if _answer(each) is Answer.ACCEPT} | set(values)
    counters = {each.id: _counter(each) for each in round.proposals if _answer(each) is Answer.COUNTER and each.id not in values}
    try:
        redline = countered(_printing(round.redline, values, printed), counters, taken)
    except CannotCounter as fault:
        message = f"the counter to {fault.id} has no place in the contract: {fault.why}"
        return (error("no-place-for-counter", where(fault.id), message, "offer other words, or refuse it and change the draft by hand"),)
    whole = rejected(accepted(redline, lambda revision: revision.author in taken))
    everywhere = frozenset(each.path for each in values.values() if _answer(each) is Answer.COUNTER)
    asked = frozenset(each.path for each in round.proposals if each.path and each.id in taken | set(counters))
    return _following(whole, everywhere, asked, printed)


def agreed_value(proposal: Proposal) -> str:
    """The value that a decision puts into the data, as its field is written; empty where ours stays or none is decided on."""
    if proposal.kind is not ProposalKind.VALUE:
        return ""
    return {Answer.ACCEPT: proposal.new, Answer.COUNTER: _counter(proposal)}.get(_answer(proposal) or Answer.REFUSE, "")


def _undecided(proposal: Proposal, place: Span) -> Diagnostic:
    talked = "is still talked about" if proposal.decision else "has no decision"
    clause = " ".join(words for words in (proposal.place.number, proposal.place.heading) if words)
    hint = "accept, counter or refuse it, in the round's file or by `draftline decide`"
    return error("open-proposal", place, f"proposal {proposal.id} on {clause or 'the contract'} {talked}", hint)


def _answer(proposal: Proposal) -> Answer | None:
    return proposal.decision.answer if proposal.decision else None


def _counter(proposal: Proposal) -> str:
    return proposal.decision.counter if proposal.decision else ""


def _printing(redline: Document, values: Mapping[str, Proposal], printed: Printed) -> Document:
    """The redline with each agreed value as its field prints it."""

    def theirs(node: Inline) -> Inline:
        match node:
            case Inserted(revision=Revision(author=author)) if author in values:
                return replace(node, content=_each(node.content, lambda inner: _as_agreed(inner, values[author], printed)))
            case _:
                return node

    result: Document = with_words(redline, lambda content: _each(content, theirs))
    return result


def _as_agreed(node: Inline, proposal: Proposal, printed: Printed) -> Inline:
    match node:
        case Value(path=proposal.path):
            return replace(node, text=printed(proposal.path, proposal.ours))
        case _:
            return node


def _following(document: Document, everywhere: Collection[str], asked: Collection[str], printed: Printed) -> Document:
    """The text with the figures that follow from what is agreed; a value that we offer instead of theirs stands wherever it is printed."""

    def now(node: Inline) -> Inline:
        match node:
            case Value(path=path) if path in everywhere or (is_derived(path) and path not in asked):
                return replace(node, text=printed(path, node.text))
            case _:
                return node

    result: Document = with_words(document, lambda content: _each(content, now))
    return result


def _each(content: tuple[Inline, ...], change: Callable[[Inline], Inline]) -> tuple[Inline, ...]:
    """The content with each node changed; of words that stand out, each node in them."""
    return tuple(Strong(_each(node.content, change)) if isinstance(node, Strong) else change(node) for node in content)
