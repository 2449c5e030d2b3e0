"""The copy of a version that the other party gets: the frozen words under the number that this party counts, and nothing of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipeline import store, word
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors
from pipeline.model.sending import Sending
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Stamp
from pipeline.stages.drafts.printing import printed_again
from pipeline.stages.letters.writing import file_name
from pipeline.stages.versions.frozen_files import backend_of, frozen_files, prints_otherwise
from pipeline.store.root import Root

DRAFT = "Draft"
"""What a version is called once it is on its way."""


def number_of(snapshot: Snapshot) -> str:
    """The number of the contract, which both parties know; its folder's name is ours alone."""
    return str(snapshot.data.get("meta", {}).get("contract_number", ""))


def package_of(snapshot: Snapshot, draft: int) -> str:
    """The name of the files that go out, without an ending."""
    return f"{file_name(number_of(snapshot))}-draft-{draft}"


def stamp_for_them(snapshot: Snapshot, draft: str) -> Stamp:
    """What is printed on the copy about itself.

    A copy says which draft it is, and as its hash that of its own words: whoever has it knows nothing else by that.
    """
    return replace(snapshot.stamp, contract=number_of(snapshot), version=draft, input_hash=snapshot.text_hash, called=DRAFT)


def copy_for_them(
    root: Root, snapshot: Snapshot, sending: Sending, step: Callable[[str], None]
) -> Mapping[str, bytes] | tuple[Diagnostic, ...]:
    """The DOCX, ready for tracked edits, and the PDF by name, or why there are none; those that went before go again as they were."""
    before = sent_before(root, snapshot, (sending.docx, sending.pdf))
    if before:
        return before
    frozen = frozen_files(root, snapshot, step)
    if isinstance(frozen, Diagnostic):
        return (frozen,)
    template, backend = store.load_template(root), backend_of(snapshot)
    if template.content is None:
        return template.diagnostics
    # Only the tool and the template of the day put the frozen words on the same pages under another number.
    made_again = word.write(snapshot.document, snapshot.stamp, template.content, snapshot.pages)
    if backend is None or store.sha256(made_again) != snapshot.outputs[".docx"]:
        return (prints_otherwise(root, snapshot, [".docx", ".pdf"]),)
    stamp = stamp_for_them(snapshot, sending.draft)
    made = printed_again(snapshot, stamp, template.content, backend, step)
    if has_errors(made.findings):
        return made.findings
    return {sending.docx: word.ready_to_leave(made.docx), sending.pdf: made.pdf}


def sent_before(root: Root, snapshot: Snapshot, names: tuple[str, ...]) -> Mapping[str, bytes]:
    """Files of these names as they went with this version before; nothing where not all of them did."""
    recorded = {name for sent in store.sendings(root, snapshot.contract) if sent.version == snapshot.version for name in sent.files}
    if not names or not recorded.issuperset(names):
        return {}
    read = {name: store.read_sent(root, snapshot.contract, snapshot.version, name) for name in names}
    return {name: content for name, content in read.items() if isinstance(content, bytes)}


def nothing_to_send_to(snapshot: Snapshot, side: str) -> Diagnostic:
    """We do not send to ourselves."""
    place = Span(store.snapshot_file(snapshot.contract, snapshot.version))
    return error("sent-to-ourselves", place, f"we are the {side} of this contract, so it is sent to the other party")
