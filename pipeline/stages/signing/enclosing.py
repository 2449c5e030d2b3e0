"""The documents that a contract attaches: bound in behind a slip sheet where they have pages, and else laid into the PDF as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline import pdf, store
from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Paper
from pipeline.pdf import Attached, PdfBackend
from pipeline.store.root import Root
from pipeline.word import Line, leaf

_SIZES: Mapping[Paper, tuple[float, float]] = {Paper.A4: (595.3, 841.9), Paper.LETTER: (612, 792)}
_MARGIN = 71
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
_PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One document: its title, the name of its file, its sha256 and its bytes."""

    title: str
    name: str
    sha256: str
    content: bytes

    @property
    def is_bound(self) -> bool:
        """Whether its pages follow the text."""
        return self.name.lower().endswith(_PDF)

    @property
    def told(self) -> dict[str, str]:
        """What the attached data say of it."""
        return {"title": self.title, "file": self.name, "sha256": self.sha256}


def enclosures(root: Root, snapshot: Snapshot) -> tuple[Enclosure, ...] | tuple[Diagnostic, ...]:
    """The documents in their stated order, each as the contract knows it; or all that is wrong with them."""
    found = [_enclosure(root, snapshot, item) for item in snapshot.data.get("attachments", [])]
    wrong = tuple(each for each in found if isinstance(each, Diagnostic))
    return wrong or tuple(each for each in found if isinstance(each, Enclosure))


def _enclosure(root: Root, snapshot: Snapshot, item: Mapping[str, Any]) -> Enclosure | Diagnostic:
    content = store.read_attachment(root, snapshot.contract, item["file"])
    if isinstance(content, Diagnostic):
        return content
    place = Span(store.attachment_file(snapshot.contract, item["file"]))
    related = Related(Span(store.snapshot_file(snapshot.contract, snapshot.version)), "the version that names it")
    if store.sha256(content) != item["sha256"].lower():
        message = f"this is not the document that {snapshot.version} attaches as `{item['title']}`: its SHA-256 is another"
        return error("changed-attachment", place, message, "put the right file back, or change `attachments` and freeze again", related)
    found = Enclosure(item["title"], item["file"].rpartition("/")[2], item["sha256"].lower(), content)
    if found.is_bound and (why := pdf.why_unreadable(content)):
        hint = "save it as a plain PDF without a password, and put its new SHA-256 into `attachments`"
        return error("unfit-attachment", place, f"the pages of this document cannot be bound in: {why}", hint)
    return found


def bound(found: tuple[Enclosure, ...], snapshot: Snapshot, backend: PdfBackend) -> Iterator[bytes]:
    """What follows the text: before each document its slip, then its pages, if it has any. Raises RenderingFailed."""
    for ordinal, each in enumerate(found, start=1):
        yield _slip(each, ordinal, snapshot, backend)
        if each.is_bound:
            yield each.content


def laid_in(found: tuple[Enclosure, ...]) -> Iterator[Attached]:
    """The documents that have no pages of their own, under their names behind their ordinal, so that no two are called the same."""
    for ordinal, each in enumerate(found, start=1):
        if not each.is_bound:
            ending = each.name.lower()[each.name.rfind(".") :]
            kind = _TYPES.get(ending, "application/octet-stream")
            yield Attached(f"{ordinal:02}-{each.name}", each.content, each.title, "Supplement", kind)


def _slip(each: Enclosure, ordinal: int, snapshot: Snapshot, backend: PdfBackend) -> bytes:
    width, height = _SIZES[snapshot.stamp.paper]
    where = "Its pages follow." if each.is_bound else "It lies in this PDF as an attached file."
    lines = (
        Line(snapshot.stamp.short_title, 9),
        Line(f"Attachment {ordinal}", 16, above=180, strong=True),
        Line(each.title, 13, above=8),
        Line(f"File: {each.name}", 10, above=24),
        Line(f"SHA-256: {each.sha256}", 10, above=4),
        Line(where, 10, above=4),
    )
    return backend.render(leaf(lines, width=width, height=height, margin=_MARGIN, language=snapshot.document.language))
