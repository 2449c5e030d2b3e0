"""The paper of the pages: that of the governing law's practice, whatever paper the template was made for."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.model.stamp import Paper
from pipeline.word.names import W

_SIZES: Mapping[Paper, tuple[int, int]] = {Paper.A4: (11906, 16838), Paper.LETTER: (12240, 15840)}
"""Width and height upright, in twentieths of a point."""
_NEARLY = 20
"""Programs round a size in millimetres in several ways."""


def put_on_paper(document: etree._Element, paper: Paper) -> None:
    """Give each section of the document this paper; the side margins take the difference, so that lines and tables keep their widths."""
    for section in document.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is not None and margins is not None:
            _resize(size, margins, paper)


def _resize(size: etree._Element, margins: etree._Element, paper: Paper) -> None:
    old = int(size.get(f"{W}w")), int(size.get(f"{W}h"))
    lies = old[0] > old[1]
    new = _SIZES[paper][::-1] if lies else _SIZES[paper]
    wider = new[0] - old[0]
    if abs(wider) <= _NEARLY and abs(new[1] - old[1]) <= _NEARLY:
        return
    size.set(f"{W}w", str(new[0]))
    size.set(f"{W}h", str(new[1]))
    # A size code that a printer knows the paper by would contradict the new size.
    size.attrib.pop(f"{W}code", None)
    for side, share in (("left", wider // 2), ("right", wider - wider // 2)):
        margins.set(f"{W}{side}", str(max(0, int(margins.get(f"{W}{side}")) + share)))
