"""Our answers on files of theirs: kept as they were written, and known again when the other party goes on in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline import negotiate, store
from pipeline.compare import Settings
from pipeline.model.answer import OurAnswer, round_named, round_of_author
from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.document import Revision
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.received import Reading
from pipeline.model.sending import Sending
from pipeline.model.snapshot import Snapshot
from pipeline.stages.drafts.redlines import with_author
from pipeline.store.root import Root

APPLIED = "applied"
_SENT = "-answer-to-round-"


def our_name(root: Root, contract: str) -> str:
    """The author of the tracked changes that we send."""
    return with_author(root, contract, Settings(Revision(""))).revision.author


def applied_by(root: Root, contract: str, number: int) -> Entry | None:
    """The last entry of the ledger that tells that a round was carried out: its answer may have been made anew."""
    found = [entry for entry in _applied(root, contract) if entry.facts.get("round") == str(number)]
    return found[-1] if found else None


def _applied(root: Root, contract: str) -> Iterator[Entry]:
    return (entry for entry in store.read_ledger(root, contract).of_kind(FactKind.DECIDED) if APPLIED in entry.facts)


def answer_with(root: Root, contract: str, text: str) -> OurAnswer | None:
    """The last answer that leads to the text with this hash, where a version was frozen that says it."""
    rounds = [int(entry.facts["round"]) for entry in _applied(root, contract) if entry.facts.get("text") == text]
    return _kept(root, contract, rounds[-1]) if rounds else None


def answer_to_send(root: Root, snapshot: Snapshot, sending: Sending) -> Mapping[str, bytes]:
    """Our answer on the file of that party by name, where it says what the version says; nothing where there is none."""
    answer = answer_with(root, snapshot.contract, snapshot.text_hash)
    opened = opened_by(root, snapshot.contract, answer.round) if answer else None
    if answer is None or opened is None or opened.facts["party"] != sending.party:
        return {}
    return {f"{sending.package}{_SENT}{answer.round:02}.docx": answer.docx}


def round_answered(name: str) -> int | None:
    """The round that a file which was sent answers by its name; None where it is no answer on a file of theirs."""
    number = name.partition(_SENT)[2].removesuffix(".docx")
    return int(number) if number.isdecimal() else None


def opened_by(root: Root, contract: str, number: int) -> Entry | None:
    """The entry of the ledger by which a round was opened."""
    entries = store.read_ledger(root, contract).of_kind(FactKind.RECEIVED)
    return next((entry for entry in entries if entry.facts.get("round") == str(number)), None)


def answer_behind(root: Root, contract: str, reading: Reading) -> OurAnswer | None:
    """The answer of ours in which they went on; None where the file is something else.

    It says so itself. Where an editor has dropped that, the author of our changes says it, who has changed nothing else.
    """
    number = round_named(reading.identity.version)
    entry = applied_by(root, contract, number) if number is not None else None
    if number is not None and entry is not None and entry.facts.get("text") == reading.identity.input_hash:
        return _kept(root, contract, number)
    us = our_name(root, contract)
    named = [round for author in negotiate.authors_in(reading.document) if (round := round_of_author(author, us)) is not None]
    return _kept(root, contract, max(named)) if named else None


def _kept(root: Root, contract: str, number: int) -> OurAnswer | None:
    """The answer with the bytes that it had, and the last version that says what it says."""
    entry, content = applied_by(root, contract, number), store.read_answer(root, contract, number)
    if entry is None or isinstance(content, Diagnostic) or store.sha256(content) != entry.facts.get("answer"):
        return None
    frozen = store.read_ledger(root, contract).of_kind(FactKind.VERSION)
    versions = [each.facts["version"] for each in frozen if each.facts.get("text") == entry.facts["text"]]
    return OurAnswer(number, versions[-1], content) if versions else None


def answer_findings(root: Root, contract: str) -> Iterator[Diagnostic]:
    """Each answer that is gone or is not as it was written."""
    last = {int(entry.facts["round"]): entry for entry in _applied(root, contract)}
    for number, entry in last.items():
        if "answer" not in entry.facts:
            continue
        file, content = store.answer_record(contract, number), store.read_answer(root, contract, number)
        related, hint = Related(Span(store.ledger_file(contract), entry.number), "the entry that says so"), "git restore brings it back"
        if isinstance(content, Diagnostic):
            yield error("missing-answer", Span(file), f"our answer to round {number} is not here: {content.message}", hint, related)
        elif store.sha256(content) != entry.facts["answer"]:
            yield error("changed-answer", Span(file), f"this is not our answer to round {number} as it was written", hint, related)
