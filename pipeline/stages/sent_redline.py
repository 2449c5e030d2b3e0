"""The redline that goes with a version: against what the other party had, as DOCX with tracked changes and as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline import store
from pipeline.compare import Settings
from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.model.document import Revision
from pipeline.model.sending import Sending
from pipeline.model.snapshot import Snapshot
from pipeline.stages.printing_redlines import Paper
from pipeline.stages.redline_files import RedlineFiles, files_to_send
from pipeline.stages.redlines import compared, with_author
from pipeline.store.root import Root


def redline_to_send(root: Root, sending: Sending, new: Snapshot, step: Callable[[str], None]) -> RedlineFiles | Diagnostic:
    """The files of the redline that is to be sent, none where none is asked for; those that went with this version before go again."""
    if not sending.redline_from:
        return RedlineFiles({}, ())
    before = _sent_before(root, new, sending.redline_from)
    if before:
        return RedlineFiles(dict(before), ())
    old, template = store.read_snapshot(root, new.contract, sending.redline_from), store.load_template(root)
    if isinstance(old, Diagnostic):
        return old
    if template.content is None:
        return template.diagnostics[0]
    return _made(root, old[0], new, template.content, step)


def _sent_before(root: Root, new: Snapshot, old: str) -> Mapping[str, bytes]:
    """The redline as it was sent with this version before, whatever today's tool would make."""
    start = f"{new.contract}-{new.version}"
    names = {name for sent in store.sendings(root, new.contract) if sent.version == new.version for name in sent.files}
    wanted = {name: name.removeprefix(start) for name in sorted(names) if name.startswith(f"{start}-redline-from-{old}.")}
    read = {ending: store.read_sent(root, new.contract, new.version, name) for name, ending in wanted.items()}
    return {ending: content for ending, content in read.items() if isinstance(content, bytes)}


def _made(root: Root, old: Snapshot, new: Snapshot, template: bytes, step: Callable[[str], None]) -> RedlineFiles:
    """Dated as the version is, so that it has the same bytes each time."""
    step("compare")
    issued = new.stamp.issued
    settings = with_author(root, new.contract, Settings(Revision("", issued.isoformat() if issued else "")))
    comparison = compared(new.contract, old.version, old.document, new.version, new.document, settings)
    place = Span(store.snapshot_file(new.contract, new.version))
    return files_to_send(comparison, Paper(new.stamp, template), step, place)
