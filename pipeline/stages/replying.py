"""What goes back to the other side after a round: our answer on their file, and redlines against what they have had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline import store, word
from pipeline.compare import Settings
from pipeline.model.diagnostic import Diagnostic, Span, warning
from pipeline.model.document import Document, Revision
from pipeline.model.proposal import Round
from pipeline.model.redline import accepted
from pipeline.stages.agreement import Agreement, Shelf
from pipeline.stages.drafting import stamp_of
from pipeline.stages.redlines import compared, with_author
from pipeline.stages.same_words import typed_lines
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Replies:
    """The files by name, relative to the root, and what is to be said of them."""

    files: dict[str, bytes] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()


def replies(shelf: Shelf, round: Round, agreed: Document, found: Agreement, day: str) -> Replies:
    """The files for the other side. `agreed` is the agreed text, `found` the contract that now says it; `day` dates our changes."""
    version = store.next_draft(shelf.root, round.contract)
    settings = with_author(shelf.root, round.contract, Settings(Revision("", day)))
    answer = _answer(shelf.root, round, agreed, settings.revision)
    if found.terms is None or found.law is None or found.template is None or found.document is None:
        return answer
    stamp = stamp_of(found.terms, found.law, round.contract, version, found.inputs)
    files = dict(answer.files)
    for name, before in _bases(shelf.root, round):
        comparison = compared(round.contract, name, before, version, found.document, settings)
        both = replace(stamp, version=f"{name} to {version}")
        docx = word.write_redline(comparison.redline, both, found.template, changes=comparison.changes)
        files[store.output_file(round.contract, version, f"-redline-from-{name}.docx")] = docx
    return Replies(files, answer.findings)


def _bases(root: Root, round: Round) -> Iterator[tuple[str, Document]]:
    """What that party had: the first version that was sent to it, and the text that it returned last."""
    first = next(iter(store.sendings(root, round.contract, round.party)), None)
    read = store.read_snapshot(root, round.contract, first.version if first else round.answers)
    if not isinstance(read, Diagnostic):
        yield read[0].version, read[0].document
    yield f"round-{round.number:02}", accepted(round.redline)


def _answer(root: Root, round: Round, agreed: Document, revision: Revision) -> Replies:
    content = store.read_received(root, round.file)
    if isinstance(content, Diagnostic):
        return Replies(findings=(content,))
    file = store.answer_file(round.contract, store.next_draft(root, round.contract), round.number)
    notes = [
        word.Note(proposal.decision.reply, proposal.place.block, proposal.thread)
        for proposal in round.proposals
        if proposal.decision and proposal.decision.reply
    ]
    try:
        docx = word.answered(content, accepted(round.redline), agreed, revision, notes)
    except word.CannotAnswer as fault:
        message = f"our answer cannot be laid on their file: “{fault}” has no place in it"
        hint = "send the redline instead, which says the same"
        return Replies(findings=(warning("no-answer-on-file", Span(round.file), message, hint),))
    return Replies({file: docx}, tuple(_doubts(docx, file, agreed)))


def _doubts(docx: bytes, file: str, agreed: Document) -> Iterator[Diagnostic]:
    """The answer read back: with all changes accepted it has to say what was agreed."""
    reading = word.read(docx, file)
    if isinstance(reading, Diagnostic):
        yield reading
        return
    made, wanted = (sorted(words for _, words in typed_lines(each)) for each in (accepted(reading.document), agreed))
    other = next((words for words in wanted if words not in made), None)
    if other is not None:
        message = f"with all changes accepted, the answer does not say “{other[:160]}”"
        yield warning("answer-differs", Span(file), message, "look at that place before it is sent")
