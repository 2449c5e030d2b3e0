"""The DOCX and PDF of a frozen version with the bytes that they had on the day: found again, or printed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline import store, word
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.snapshot import Snapshot
from pipeline.pdf import PdfBackend
from pipeline.stages.drafts.printing import backend_named, printed_again
from pipeline.stages.drafts.tools import tools
from pipeline.store.root import Root

_BACKENDS = ("rdocx", "libreoffice")


def frozen_files(root: Root, snapshot: Snapshot, step: Callable[[str], None]) -> Mapping[str, bytes] | Diagnostic:
    """The files of a version by their ending, each with the hash that was recorded when it was frozen; or why they cannot be had."""
    lying = {ending: _lying(root, snapshot, ending) for ending in snapshot.outputs}
    files = {ending: content for ending, content in lying.items() if content is not None}
    if len(files) < len(snapshot.outputs):
        files = dict(_printed_again(root, snapshot, step))
    other = [ending for ending, hash in snapshot.outputs.items() if store.sha256(files.get(ending, b"")) != hash]
    return prints_otherwise(root, snapshot, other) if other else files


def docx_as_frozen(root: Root, snapshot: Snapshot) -> bytes | None:
    """The DOCX of a version with the bytes of the day, found again or written again; None where neither can be."""
    found = _lying(root, snapshot, ".docx")
    template = store.load_template(root).content if found is None else None
    made = word.write(snapshot.document, snapshot.stamp, template, snapshot.pages) if template else found
    return made if made is not None and store.sha256(made) == snapshot.outputs.get(".docx") else None


def docx_as_sent(root: Root, snapshot: Snapshot, old: str = "") -> bytes | None:
    """The DOCX of a version as the other party got it, or its redline from an `old` draft; as it was frozen where it was never sent."""
    for sending in store.sendings(root, snapshot.contract):
        if sending.version == snapshot.version and sending.package:
            name = f"{sending.package}-redline-from-draft-{old}.docx" if old else sending.docx
            found = store.read_sent(root, snapshot.contract, snapshot.version, name)
            if isinstance(found, bytes):
                return found
    return docx_as_frozen(root, snapshot)


def _lying(root: Root, snapshot: Snapshot, ending: str) -> bytes | None:
    """The file where it still lies under `build/`, or for ever under `executed/`, unless somebody has changed it."""
    contract, version = snapshot.contract, snapshot.version
    signed = store.read_executed(root, store.executed_file(contract, version, ending))
    for found in (store.read_output(root, contract, version, ending), signed):
        if isinstance(found, bytes) and store.sha256(found) == snapshot.outputs[ending]:
            return found
    return None


def _printed_again(root: Root, snapshot: Snapshot, step: Callable[[str], None]) -> Mapping[str, bytes]:
    """What today's tool makes of the version with today's template; nothing where it cannot print."""
    template = store.load_template(root).content
    backend = backend_of(snapshot)
    if template is None or backend is None:
        return {}
    made = printed_again(snapshot, snapshot.stamp, template, backend, step)
    return {".docx": made.docx, ".pdf": made.pdf}


def backend_of(snapshot: Snapshot) -> PdfBackend | None:
    """The renderer that printed the version; None where it is not installed here."""
    return next((backend_named(name) for name in _BACKENDS if name in snapshot.tools), None)


def prints_otherwise(root: Root, snapshot: Snapshot, endings: list[str]) -> Diagnostic:
    """Why the files of a version cannot be made as they were frozen."""
    names = " and ".join(ending.removeprefix(".").upper() for ending in endings)
    message = f"the {names} of {snapshot.version} cannot be made as frozen: {_why(root, snapshot)}"
    files = " and ".join(store.output_file(snapshot.contract, snapshot.version, ending) for ending in endings)
    hint = f"put {files} back as frozen, or freeze the draft again and send that version"
    return error("prints-otherwise", Span(store.snapshot_file(snapshot.contract, snapshot.version)), message, hint)


def _why(root: Root, snapshot: Snapshot) -> str:
    """What is not as it was on the day."""
    template = store.load_template(root)
    if any(snapshot.inputs.get(file) != hash for file, hash in template.inputs.items()) or template.content is None:
        return "the template has changed since"
    other = [name for name, release in tools().items() if snapshot.tools.get(name) != release]
    return f"other tools than on that day are at hand ({', '.join(other)})" if other else "what printed it is not installed here"
