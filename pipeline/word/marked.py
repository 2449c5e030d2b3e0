"""What of a redline is marked in its DOCX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model.marked import Marked, Marking, marked
from pipeline.word.names import W
from pipeline.word.package import MAIN, parts_of
from pipeline.word.template import parsed_xml

_MARKINGS: Mapping[str, Marking] = {
    f"{W}ins": Marking.INSERTED,
    f"{W}del": Marking.DELETED,
    f"{W}moveFrom": Marking.MOVED,
    f"{W}moveTo": Marking.MOVED,
}


def marked_in(docx: bytes) -> tuple[Marked, ...]:
    """The marked words in their order; of several marks on the same words the last counts, which stands innermost."""
    return marked(_pieces(docx))


def _pieces(docx: bytes) -> Iterator[tuple[Marking | None, str]]:
    for text in parsed_xml(parts_of(docx)[MAIN]).iter(f"{W}t", f"{W}delText"):
        mark = next(text.iterancestors(*_MARKINGS), None)
        if text.text and text.text.strip():
            yield None if mark is None else _MARKINGS[mark.tag], text.text
