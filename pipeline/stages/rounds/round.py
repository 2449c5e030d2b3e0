"""A round of the negotiation made again from what was received and from what was sent, with the decisions that its file holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pipeline import compare, negotiate, store, word
from pipeline.compare import Settings
from pipeline.model.diagnostic import Diagnostic, Related, Span, error, has_errors, warning
from pipeline.model.document import Document, Revision
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.proposal import Proposal, Round
from pipeline.model.received import Reading
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.contract import Terms
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.rounds.answering import REDLINE
from pipeline.stages.rounds.our_answers import answer_behind, answer_findings, opened_by, our_name
from pipeline.stages.rounds.placing import TermsOf, placed, playbook_for
from pipeline.stages.rounds.recognising import recognised
from pipeline.stages.versions.frozen_files import docx_as_frozen, docx_as_sent
from pipeline.store.root import Root

_RESTORE = "git restore brings it back"


def opened(shelf: Shelf, snapshot: Snapshot, reading: Reading, back: negotiate.Return, ours: Reading | None) -> Round:
    """The round that a file opens: each thing in it that differs from what we sent, held against our playbook.

    `ours` is the file that we sent as `ours_as_read` finds it.
    """
    return placed(shelf, snapshot, negotiate.round_of(snapshot.document, reading, back, _redline, ours))


def ours_as_read(root: Root, snapshot: Snapshot, theirs: Reading) -> Reading | None:
    """The DOCX that we sent as we read a returned one; None where it is nowhere to be had as it was sent.

    It is our answer where they went on in it, and the redline where theirs says that it is one. A file that says nothing is taken for a
    copy of what was sent.
    """
    answer = answer_behind(root, snapshot.contract, theirs)
    old, redlined, _ = theirs.identity.version.rpartition(REDLINE)
    if answer is not None and answer.version == snapshot.version:
        ours: bytes | None = answer.docx
    elif theirs.identity.contract == snapshot.contract:
        ours = docx_as_frozen(root, snapshot)
    else:
        ours = docx_as_sent(root, snapshot, old if redlined else "")
    read = word.read(ours, snapshot.version) if ours is not None else None
    return read if isinstance(read, Reading) else None


def _redline(old: Document, new: Document) -> Document:
    return compare.redline(old, new, Settings(Revision("")))


def read_round(shelf: Shelf, contract: str, number: int) -> Round | tuple[Diagnostic, ...]:
    """A round with its decisions, or why it cannot be had. What is found in the file must be what its round says."""
    written = store.read_round_file(shelf.root, contract, number)
    if not isinstance(written, store.RoundFile):
        return written
    entry = opened_by(shelf.root, contract, number)
    findings = [*round_file_findings(shelf.root, contract, written)]
    if entry is None or has_errors(findings):
        return tuple(findings)
    made = _made_again(shelf, contract, number, entry)
    if not isinstance(made, Round):
        return (made,)
    if negotiate.findings_hash(negotiate.record_of(made)) != negotiate.findings_hash(written.tree):
        message = "today's tool finds other proposals in the file than this round lists"
        return (error("round-differs", Span(written.file), message, "use the release that received it, or receive the file anew"),)
    return with_decisions(made, written.tree)


def _made_again(shelf: Shelf, contract: str, number: int, entry: Entry) -> Round | Diagnostic:
    facts = entry.facts
    content = store.read_received(shelf.root, facts["file"])
    if isinstance(content, Diagnostic):
        return content
    reading = word.read(content, facts["file"], our_name(shelf.root, contract))
    if isinstance(reading, Diagnostic):
        return reading
    found = store.read_snapshot(shelf.root, contract, facts["answers"])
    if isinstance(found, Diagnostic):
        return found
    snapshot, _ = found
    back = return_of(shelf.root, number, contract, facts, snapshot, entry.at)
    known = recognised(shelf.root, snapshot, content, facts["file"], reading, back.us)
    return opened(shelf, snapshot, known.reading, back, ours_as_read(shelf.root, snapshot, known.reading))


def return_of(root: Root, number: int, contract: str, facts: Any, snapshot: Snapshot, at: str) -> negotiate.Return:
    """What an entry of the ledger tells of a file that was received."""
    terms = TermsOf(root, snapshot).sent()
    return negotiate.Return(
        number=number,
        contract=contract,
        party=facts["party"],
        answers=facts["answers"],
        file=facts["file"],
        sha256=facts["sha256"],
        data=snapshot.data,
        date=at[:10],
        us=our_name(root, contract),
        terms=terms if isinstance(terms, Terms) else None,
    )


def with_decisions(round: Round, tree: Any) -> Round:
    """The round with what its file decides; what is wrong with a decision is found by the check of the file."""
    decisions = negotiate.decisions_of(tree)
    return replace(round, proposals=tuple(replace(each, decision=decisions.get(each.id)) for each in round.proposals))


def round_findings(root: Root, contract: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the rounds of a contract and the files that they came from, judged by the ledger."""
    findings: list[Diagnostic] = []
    for number in store.rounds(root, contract):
        written = store.read_round_file(root, contract, number)
        findings += round_file_findings(root, contract, written) if isinstance(written, store.RoundFile) else written
    for entry in store.read_ledger(root, contract).of_kind(FactKind.RECEIVED):
        findings += _file_findings(root, contract, entry)
    return (*findings, *answer_findings(root, contract))


def _file_findings(root: Root, contract: str, entry: Entry) -> Iterator[Diagnostic]:
    file, round = entry.facts.get("file", ""), entry.facts.get("round", "")
    related = Related(Span(store.ledger_file(contract), entry.number), "the entry that says what was received")
    content = store.read_received(root, file)
    if isinstance(content, Diagnostic):
        yield error("missing-received-file", Span(file), f"what was received is not here: {content.message}", _RESTORE, related)
    elif store.sha256(content) != entry.facts.get("sha256"):
        yield error("changed-received-file", Span(file), "this is not the file that was received", _RESTORE, related)
    if round and int(round) not in store.rounds(root, contract):
        place = Span(store.round_file(contract, int(round)))
        yield error("missing-round", place, f"the ledger speaks of round {round}, and its file is missing", _RESTORE, related)


def round_file_findings(root: Root, contract: str, written: store.RoundFile) -> Iterator[Diagnostic]:
    """Whether a round is as the tool wrote it, but for its decisions, and what is wrong with these."""
    entry = opened_by(root, contract, written.number)
    if entry is None:
        message = "no entry of the ledger says that this round was opened"
        hint = "a command was stopped before it was done; receive the file again, or delete this one"
        yield warning("unrecorded-round", Span(written.file), message, hint)
        return
    if negotiate.fingerprint(written.tree) != entry.facts.get("record"):
        related = Related(Span(store.ledger_file(contract), entry.number), "the entry that opened it")
        message = "something in this round was changed beside the decisions"
        yield error("changed-round", Span(written.file), message, f"only `decision` is filled in; {_RESTORE}", related)
        return
    yield from negotiate.decision_faults(written.tree, written.positions, holds_in(root, contract, written.number))
    yield from _unapproved(root, contract, written)


def _unapproved(root: Root, contract: str, written: store.RoundFile) -> Iterator[Diagnostic]:
    """Warnings: such a fallback stops the final gate, and no draft before it."""
    approvals = (entry.facts for entry in store.read_ledger(root, contract).of_kind(FactKind.APPROVED))
    proposals = decided_proposals(root, contract, written)
    ordinals = {proposal.id: ordinal for ordinal, proposal in enumerate(proposals)}
    for lacking in negotiate.lacking_approvals(proposals, approvals):
        place = written.positions.of_value(("proposals", ordinals[lacking.proposal.id], "decision", "answer"))
        message = f"what we settle for in `{lacking.proposal.id}` is {lacking.standing}, and not approved yet"
        yield warning("unapproved-fallback", place, message, f"before the final draft it needs approval by {' and '.join(lacking.roles)}")


def decided_proposals(root: Root, contract: str, written: store.RoundFile) -> tuple[Proposal, ...]:
    """The proposals as the file of a round tells them, with where each value that we offer leaves us."""

    @lru_cache(maxsize=1)
    def playbook() -> negotiate.Playbook | None:
        entry = opened_by(root, contract, written.number)
        read = store.read_snapshot(root, contract, entry.facts["answers"]) if entry else None
        # A version that cannot be read is told where versions are checked.
        return playbook_for(Shelf(root), read[0]) if isinstance(read, tuple) else None

    return negotiate.with_counters_placed(negotiate.proposals_of(written.tree), playbook)


def holds_in(root: Root, contract: str, number: int) -> negotiate.Holds:
    """Says why a value cannot stand at a path in the terms that a round answers, which are read only where somebody asks."""

    @lru_cache(maxsize=1)
    def terms_of() -> TermsOf | None:
        entry = opened_by(root, contract, number)
        if entry is None:
            return None
        read = store.read_snapshot(root, contract, entry.facts["answers"])
        return None if isinstance(read, Diagnostic) else TermsOf(root, read[0])

    def fault(path: str, value: str) -> str:
        terms = terms_of()
        return terms.fault(path, value) if terms else ""

    return fault
