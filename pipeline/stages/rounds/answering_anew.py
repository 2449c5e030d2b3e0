"""Our answer to a round that was carried out already, made anew from a draft that has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from pipeline import negotiate, store
from pipeline.model.diagnostic import Diagnostic, Related, Severity, Span, error, has_errors, in_order
from pipeline.model.document import Document
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.proposal import Answer, Round
from pipeline.model.reading import text_hash
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds.our_answers import APPLIED
from pipeline.stages.rounds.outdated_answers import is_up_to_date, last_round, sent_with
from pipeline.stages.rounds.replying import replies
from pipeline.stages.rounds.round import read_round
from pipeline.store.root import Root


def answered_anew(shelf: Shelf, contract: str, entry: Entry, at: str, step: Callable[[str], None]) -> Draft:
    """Write what goes to the other side once more, so that it leads to the draft as it is now.

    `entry` tells when the round was carried out. The contract's own files stay as they are. Raises CannotWrite.
    """
    found = agreement(shelf, contract, step)
    if found.document is None or has_errors(found.findings):
        return Draft(contract, "", in_order([each for each in found.findings if each.severity is Severity.ERROR]))
    refused = tuple(_refusals(shelf.root, contract, entry, found.document))
    if refused:
        return Draft(contract, "", refused)
    round = read_round(shelf, contract, int(entry.facts["round"]))
    if not isinstance(round, Round):
        return Draft(contract, "", round)
    if negotiate.decisions_hash(round) != entry.facts["decisions"]:
        return Draft(contract, "", (_decided_since(contract, entry),))
    step("answer")
    back = replies(shelf, round, found.document, found, at[:10], step)
    step("keep")
    store.write_all(shelf.root, back.files)
    keep_answer(shelf.root, round, back.answer)
    with store.ledger_open(shelf.root, contract) as writer:
        writer.add(FactKind.DECIDED, at, applied_facts(round, found.document, back.answer))
    remark = f"our answer to round {round.number} is made anew"
    return Draft(contract, round.answers, in_order(list(back.findings)), tuple(sorted(back.files)), remarks=(remark,))


def keep_answer(root: Root, round: Round, answer: bytes | None) -> None:
    """Keep our answer as it was written, where there is one. Raises CannotWrite."""
    if answer is not None:
        store.write(root, store.answer_record(round.contract, round.number), answer)


def applied_facts(round: Round, document: Document, answer: bytes | None) -> dict[str, str]:
    """What the ledger tells of a round that was carried out. `document` is the text to which it led."""
    answers = Counter(proposal.decision.answer for proposal in round.proposals if proposal.decision)
    return {
        "round": str(round.number),
        APPLIED: round.answers,
        **{answer.value: str(answers[answer]) for answer in (Answer.ACCEPT, Answer.COUNTER, Answer.REFUSE)},
        "decisions": negotiate.decisions_hash(round),
        "text": text_hash(document),
        **({"answer": store.sha256(answer)} if answer is not None else {}),
    }


def _refusals(root: Root, contract: str, entry: Entry, document: Document) -> Iterator[Diagnostic]:
    """Why a round is not answered anew: nothing has changed since, the other side has the answer, or has gone on."""
    number = int(entry.facts["round"])
    place = Span(store.round_file(contract, number))
    related = Related(Span(store.ledger_file(contract), entry.number), "the entry that says so")
    done, sent = f"round {number} was carried out already", sent_with(root, contract, number)
    if is_up_to_date(entry, document):
        yield error("applied-already", place, done, f"draftline freeze {contract} makes the next version of it", related)
    elif sent is not None:
        message = f"{done}, and our answer to it went to the {sent.party} with {sent.version}"
        yield error("applied-already", place, message, "what has changed since is in the redline of the next version", related)
    elif (last := last_round(root, contract)) != number:
        message = f"{done}, and round {last} came after it"
        yield error("applied-already", place, message, "what has changed since goes with the answer to that one", related)


def _decided_since(contract: str, entry: Entry) -> Diagnostic:
    number = int(entry.facts["round"])
    place = Span(store.round_file(contract, number))
    related = Related(Span(store.ledger_file(contract), entry.number), "the entry that says when they were carried out")
    message = f"the decisions of round {number} were changed after they were carried out, so its answer cannot be made anew"
    return error("decided-since", place, message, "git restore brings back those of that day", related)
