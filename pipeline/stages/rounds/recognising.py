"""A file that came back without our bookmarks, read once more after its paragraphs were found again by their words alone."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import word
from pipeline.model.document import Document, walk
from pipeline.model.received import Reading
from pipeline.model.snapshot import Snapshot
from pipeline.stages.rounds.our_answers import answer_behind
from pipeline.stages.versions.frozen_files import docx_as_sent
from pipeline.store.root import Root

_FEW = 0.5
"""What of our paragraphs a file must have under their ids to be read by these."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The reading to go on with. `lost` says that the bookmarks were gone; of `all` our paragraphs `found` were found by their words."""

    reading: Reading
    lost: bool = False
    found: int = 0
    all: int = 0


def recognised(root: Root, snapshot: Snapshot, content: bytes, file: str, reading: Reading, ours: str) -> Recognised:
    """The reading as it is where it knows our paragraphs; else that of the file with our bookmarks put back. `ours` is our author.

    Where they went on in an answer of ours, what stood in it is told from what they changed since.
    """
    answer = answer_behind(root, snapshot.contract, reading)
    answer = answer if answer is not None and answer.version == snapshot.version else None
    standing = word.standing_in(answer.docx) if answer else frozenset()
    sent = _ids(snapshot.document)
    if len(sent & _ids(reading.document)) >= _FEW * len(sent):
        known = word.read(content, file, ours, standing) if answer else reading
        return Recognised(known if isinstance(known, Reading) else reading)
    docx = answer.docx if answer else docx_as_sent(root, snapshot)
    marked = word.anchored(content, docx) if docx is not None else None
    again = word.read(marked.docx, file, ours, standing) if marked is not None else None
    if marked is None or not isinstance(again, Reading):
        return Recognised(reading, lost=True)
    return Recognised(again, lost=True, found=marked.found, all=marked.all)


def _ids(document: Document) -> frozenset[str]:
    return frozenset(str(node.id) for node in walk(document) if hasattr(node, "id"))
