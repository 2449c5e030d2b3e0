"""The redline that goes with a version: against what the other party had, as DOCX with tracked changes and as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline import store, word
from pipeline.compare import Settings
from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.model.document import Revision
from pipeline.model.sending import Sending, draft_number
from pipeline.model.snapshot import Snapshot
from pipeline.stages.printing_redlines import Paper
from pipeline.stages.redline_files import files_to_send
from pipeline.stages.redlines import compared, with_author
from pipeline.stages.sent_copy import sent_before, stamp_for_them
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class SentRedline:
    """The files of a redline by name, and what is to be said of them."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()


def redline_to_send(root: Root, sending: Sending, new: Snapshot, step: Callable[[str], None]) -> SentRedline | tuple[Diagnostic, ...]:
    """The redline that is to be sent, none where none is asked for, or why it cannot be; one that went before goes again."""
    if not sending.redline_from:
        return SentRedline()
    earlier = earlier_draft(root, sending, new.contract)
    start = f"{sending.package}-redline-from-draft-{earlier}"
    known = {name for sent in store.sendings(root, new.contract) if sent.version == new.version for name in sent.files}
    before = sent_before(root, new, tuple(sorted(name for name in known if name.startswith(f"{start}."))))
    if before:
        return SentRedline(before)
    old, template = store.read_snapshot(root, new.contract, sending.redline_from), store.load_template(root)
    if isinstance(old, Diagnostic):
        return (old,)
    if template.content is None:
        return template.diagnostics
    step("compare")
    paper = Paper(stamp_for_them(new, sending.draft), template.content)
    return _made(root, old[0], new, _Naming(str(earlier), sending.draft, start), paper, step)


def earlier_draft(root: Root, sending: Sending, contract: str) -> int:
    """Which draft the version is to that party from which the redline starts."""
    return draft_number(sending.redline_from, store.sendings(root, contract, sending.party))


@dataclass(frozen=True, slots=True)
class _Naming:
    """What that party calls both drafts, and how the files begin."""

    old: str
    new: str
    start: str


def _made(root: Root, old: Snapshot, new: Snapshot, naming: _Naming, paper: Paper, step: Callable[[str], None]) -> SentRedline:
    """Dated as the version is, so that it has the same bytes each time."""
    issued = new.stamp.issued
    settings = with_author(root, new.contract, Settings(Revision("", issued.isoformat() if issued else "")))
    comparison = compared(new.contract, naming.old, old.document, naming.new, new.document, settings)
    made = files_to_send(comparison, paper, step, Span(store.snapshot_file(new.contract, new.version)))
    contents = {ending.rpartition(".")[2]: content for ending, content in made.contents.items()}
    files = {
        f"{naming.start}.{ending}": word.ready_to_leave(content) if ending == "docx" else content for ending, content in contents.items()
    }
    return SentRedline(files, made.findings)
