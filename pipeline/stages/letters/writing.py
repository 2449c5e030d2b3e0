"""A letter under a contract: its wording filled with the terms of a version and the facts of the day, and put on our letterhead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline import pdf, store, word
from pipeline.lifecycle import Timing
from pipeline.model.days import written_day
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order, warning
from pipeline.model.ledger import FactKind
from pipeline.model.letter import Letter
from pipeline.model.numbering import NO_BREAK
from pipeline.model.snapshot import Snapshot
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.printing import producer, rendered, unlike
from pipeline.stages.letters.words import Addressing, Asked, Composed, composed
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """A letter on paper; `name` is that of its files without an ending, and `timing` says by when it has to be sent."""

    name: str
    docx: bytes
    pdf: bytes
    letter: Letter
    findings: tuple[Diagnostic, ...] = ()
    timing: Timing | None = None


def letter(root: Root, contract: str, asked: Asked) -> Iterator[Progress | Fault | Draft]:
    """Write a letter under `build/<contract>/letters/`, in a child process as all work is."""
    yield from in_a_child(contract, _Writing(root, asked))


@dataclass(frozen=True, slots=True)
class _Writing:
    root: Root
    asked: Asked

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        spoken_of = version_spoken_of(self.root, contract)
        if isinstance(spoken_of, Diagnostic):
            return Draft(contract, "", (spoken_of,))
        snapshot, doubts = spoken_of
        made = printed_letter(Shelf(self.root), snapshot, self.asked, step)
        if not isinstance(made, PrintedLetter):
            return Draft(contract, snapshot.version, in_order([*doubts, *made]))
        step("keep")
        files = {store.letter_file(contract, f"{made.name}{ending}"): content for ending, content in files_of(made).items()}
        try:
            store.write_all(self.root, files)
        except store.CannotWrite as refused:
            return Draft(contract, snapshot.version, (refused.diagnostic,))
        findings = in_order([*doubts, *made.findings])
        return Draft(contract, snapshot.version, findings, tuple(files), remarks=tuple(_remarks(made)))


def files_of(made: PrintedLetter) -> Mapping[str, bytes]:
    """The files of a letter by their ending."""
    return {".docx": made.docx, ".pdf": made.pdf}


def version_spoken_of(root: Root, contract: str) -> tuple[Snapshot, tuple[Diagnostic, ...]] | Diagnostic:
    """The version whose words and numbers a letter speaks of: the executed one, else the last that the other party was sent."""
    ledger = store.read_ledger(root, contract)
    place = Span(store.ledger_file(contract))
    executed, sent = ledger.last_version(FactKind.EXECUTED), store.last_sent(root, contract)
    if executed is None and sent is None:
        message = "no version of this contract is executed or was sent, so there is none that a letter could speak of"
        return error("no-version-to-speak-of", place, message, f"freeze and send one first: draftline send {contract}")
    version = executed or (sent.version if sent else "")
    read = store.read_snapshot(root, contract, version)
    if isinstance(read, Diagnostic):
        return read
    message = f"this contract is not executed: the letter speaks of {version}, the last version that was sent"
    return read[0], () if executed else (warning("not-executed", place, message, "look whether the letter is right before it is signed"),)


def printed_letter(
    shelf: Shelf, snapshot: Snapshot, asked: Asked, step: Callable[[str], None], addressing: Addressing | None = None
) -> PrintedLetter | tuple[Diagnostic, ...]:
    """A letter that speaks of this version, or why there can be none."""
    found = composed(shelf, snapshot, asked, addressing)
    template = store.load_template(shelf.root, store.LETTER)
    faults = template.diagnostics if template.content is None else tuple(word.letter_template_faults(template.content, template.file))
    if not isinstance(found, Composed) or template.content is None or has_errors(faults):
        return (*faults, *(() if isinstance(found, Composed) else found))
    step("write")
    docx = word.write_letter(found.letter, template.content)
    step("print")
    try:
        drawn, findings = _on_paper(docx, found.letter, Span(template.file))
    except pdf.RenderingFailed as failure:
        return (error("not-printed", Span(template.file), str(failure)),)
    if has_errors(findings):
        return findings
    name = f"{file_name(found.letter.reference)}-{asked.kind}-{asked.day.isoformat()}"
    return PrintedLetter(name, docx, drawn, found.letter, (*faults, *findings), found.timing)


def _on_paper(docx: bytes, letter: Letter, place: Span) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The PDF, and where it does not say what the DOCX says. Raises RenderingFailed."""
    backend = pdf.RdocxBackend()
    drawn, pages = rendered(docx, backend)
    properties = pdf.Properties(letter.title, letter.language, letter.day, producer(backend), subject=letter.agreement)
    findings = (*word.validity_faults(docx, place.file), *unlike(pages, docx, place))
    return pdf.finished(drawn, properties, pages), findings


def file_name(reference: str) -> str:
    """The number of a contract as part of the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", reference.lower()).strip("-") or "contract"


def _remarks(made: PrintedLetter) -> Iterator[str]:
    """What is left to do: the way that it goes, and by when."""
    yield f"{made.letter.delivery[:1].lower()}{made.letter.delivery[1:]}"
    times = made.timing
    if times is None:
        return
    receive_by, *days = (
        written_day(day, made.letter.language).replace(NO_BREAK, " ")
        for day in (times.receive_by, times.by_email, times.by_post, times.by_hand)
    )
    ways = f"{days[0]} by e-mail, {days[1]} by tracked post alone, {days[2]} by hand"
    yield f"to be received by {receive_by}: the last day to send it is {ways}"
