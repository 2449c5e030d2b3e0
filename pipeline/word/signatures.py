"""A signature block: labels and lines to sign on, which no page break parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LABEL = 2041
"""Width of the labels: 36 mm."""
_LINE = 5103
"""Width of a line to sign on: 90 mm."""
_HAND = 794
"""Height of a line that is filled in by hand: 14 mm."""
_PRINT = 340


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """The paragraphs of a label and of its content, whether that is filled in by hand, and the revision of the row."""

    label: str
    content: str
    by_hand: bool
    revision: str = ""


def signature_xml(style: str, lines: Sequence[SignatureLine], page: int) -> str:
    """The block of these lines.

    The line is the cell's border: an underlined space is drawn by some word processors and not by others.
    """
    line = min(_LINE, page - _LABEL)
    rows = "".join(_row(each, line) for each in lines)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{_LABEL + line}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{_LABEL}"/><w:gridCol w:w="{line}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _row(line: SignatureLine, width: int) -> str:
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="404040"/></w:tcBorders>' if line.by_hand else ""
    height = _HAND if line.by_hand else _PRINT
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{line.revision}</w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{_LABEL}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>{line.label}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}<w:vAlign w:val="bottom"/></w:tcPr>{line.content}</w:tc></w:tr>'
    )
