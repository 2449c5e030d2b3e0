"""Our answer on a file that came back: their tracked changes stand, and ours lie on top."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.model.document import Document, Revision
from pipeline.word.answering.body import live_paragraphs
from pipeline.word.answering.comments import Note, with_notes
from pipeline.word.answering.laying import Laying, dead_paragraphs
from pipeline.word.answering.marking import Marker, free_numbers
from pipeline.word.answering.pairing import CannotAnswer, found_in
from pipeline.word.answering.said import said
from pipeline.word.answering.stamping import stamped
from pipeline.word.hostile import scanned_parts
from pipeline.word.names import W
from pipeline.word.package import MAIN, package_of
from pipeline.word.template import parsed_xml

__all__ = ["CannotAnswer", "Note", "answered", "stamped"]


def answered(docx: bytes, theirs: Document, agreed: Document, revision: Revision, notes: Sequence[Note] = ()) -> bytes:
    """The file with our revisions on it, so that accepting all makes it say what was agreed, and rejecting ours makes it theirs.

    `theirs` is the text of the file with all of their changes accepted, with the ids that `agreed` gives its own paragraphs.
    `notes` are what we say to them. Raises CannotAnswer, and Hostile for a file that is not opened.
    """
    parts = scanned_parts(docx)
    root = parsed_xml(parts[MAIN])
    body = root.find(f"{W}body")
    assert body is not None
    lines, wanted = said(theirs), said(agreed)
    lives = found_in(live_paragraphs(body), lines)
    dead = dead_paragraphs(body)
    laying = Laying(Marker(revision, free_numbers(root)), lines, wanted, lives, body, dead)
    laying.lay()
    places = {line.id: live.last for line, live in zip(lines, lives, strict=True)}
    places |= {wanted[number].id: paragraph for number, paragraph in laying.place.items()}
    made = with_notes(parts, root, notes, places, revision)
    return package_of({**made, MAIN: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})
