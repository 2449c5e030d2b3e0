"""What goes back to the other side after a round: our answer on their file, and redlines against what they have had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from pipeline import store, word
from pipeline.compare import Settings
from pipeline.model.answer import answer_author, answer_name
from pipeline.model.diagnostic import Diagnostic, Span, warning
from pipeline.model.document import Document, Revision
from pipeline.model.proposal import Round
from pipeline.model.reading import text_hash
from pipeline.model.redline import accepted, rejected
from pipeline.stages.drafts.agreement import Agreement, Shelf
from pipeline.stages.drafts.drafting import stamp_of
from pipeline.stages.drafts.printing_redlines import Paper
from pipeline.stages.drafts.redline_files import files_to_send
from pipeline.stages.drafts.redlines import compared, with_author
from pipeline.stages.drafts.same_words import typed_lines
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Replies:
    """The files by name, relative to the root, and what is to be said of them."""

    files: dict[str, bytes] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    answer: bytes | None = None
    """Our answer on their file, which is one of the files."""


def replies(shelf: Shelf, round: Round, agreed: Document, found: Agreement, day: str, step: Callable[[str], None]) -> Replies:
    """The files for the other side. `agreed` is the agreed text, `found` the contract that now says it; `day` dates our changes."""
    version = store.next_draft(shelf.root, round.contract)
    settings = with_author(shelf.root, round.contract, Settings(Revision("", day)))
    answer = _answer(shelf.root, round, agreed, found, settings.revision)
    if found.terms is None or found.law is None or found.template is None or found.document is None:
        return answer
    paper = Paper(stamp_of(found.terms, found.law, round.contract, version, found.inputs), found.template)
    files, findings = dict(answer.files), list(answer.findings)
    for name, before in _bases(shelf.root, round):
        comparison = compared(round.contract, name, before, version, found.document, settings)
        made = files_to_send(comparison, paper, step, Span(store.round_file(round.contract, round.number)))
        files |= {store.output_file(round.contract, version, ending): content for ending, content in made.contents.items()}
        findings += made.findings
    return Replies(files, tuple(findings), answer.answer)


def _bases(root: Root, round: Round) -> Iterator[tuple[str, Document]]:
    """What that party had: the first version that was sent to it, and the text that it returned last."""
    first = next(iter(store.sendings(root, round.contract, round.party)), None)
    read = store.read_snapshot(root, round.contract, first.version if first else round.answers)
    if not isinstance(read, Diagnostic):
        yield read[0].version, read[0].document
    yield f"round-{round.number:02}", accepted(round.redline)


def _answer(root: Root, round: Round, agreed: Document, found: Agreement, revision: Revision) -> Replies:
    content = store.read_received(root, round.file)
    if isinstance(content, Diagnostic):
        return Replies(findings=(content,))
    theirs = word.read(content, round.file)
    if isinstance(theirs, Diagnostic):
        return Replies(findings=(theirs,))
    file = store.answer_file(round.contract, store.next_draft(root, round.contract), round.number)
    # Rejecting ours must not take what they had from us under our name, as a redline, and a file that comes back must tell what is ours.
    ours = replace(revision, author=answer_author(revision.author, round.number))
    notes = [
        word.Note(proposal.decision.reply, proposal.place.block, proposal.thread)
        for proposal in round.proposals
        if proposal.decision and proposal.decision.reply
    ]
    try:
        docx = _known_again(word.answered(content, accepted(round.redline), agreed, ours, notes), round, agreed, found)
    except word.CannotAnswer as fault:
        message = f"our answer cannot be laid on their file: “{fault}” has no place in it"
        hint = "send the redline instead, which says the same"
        return Replies(findings=(warning("no-answer-on-file", Span(round.file), message, hint),))
    # What does not say what it should never reaches the other side.
    doubts = tuple(_doubts(docx, theirs.document, round, agreed, ours))
    return Replies({}, doubts) if doubts else Replies({file: docx}, (), docx)


def _known_again(docx: bytes, round: Round, agreed: Document, found: Agreement) -> bytes:
    """The answer with the anchors of the text that it leads to. Of itself it says which answer it is, and the hash of that text's words."""
    if found.terms is None or found.law is None or found.template is None or found.document is None:
        return docx
    stamp = stamp_of(found.terms, found.law, found.terms.meta.contract_number, answer_name(round.number), found.inputs)
    own = replace(stamp, input_hash=text_hash(found.document))
    return word.stamped(docx, agreed, word.write(found.document, own, found.template), found.document)


def _doubts(docx: bytes, theirs: Document, round: Round, agreed: Document, ours: Revision) -> Iterator[Diagnostic]:
    """The answer read back: all accepted it has to say what was agreed, and with our changes alone rejected what they sent."""
    answer = word.read(docx, round.file)
    if isinstance(answer, Diagnostic):
        yield answer
        return
    back = accepted(rejected(answer.document, lambda revision: revision.author == ours.author))
    for what, made, wanted in (
        ("with all changes accepted, the answer", accepted(answer.document), agreed),
        ("with our changes rejected, the answer", back, accepted(theirs)),
    ):
        pairs = zip_longest(_words(made), _words(wanted), fillvalue="")
        said, due = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
        if said != due:
            message = f"{what} says \u201c{said[:80]}\u201d where it should say \u201c{due[:80]}\u201d, so it is not written"
            yield warning("answer-differs", Span(round.file), message, "send the redline instead, which says the same")


def _words(document: Document) -> list[str]:
    return [words for _, words in typed_lines(document) if words.strip()]
