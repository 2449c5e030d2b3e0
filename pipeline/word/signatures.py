"""A signature block: labels and lines to sign on, which no page break parts."""

from __future__ import annotations

from collections.abc import Sequence

_LABEL = 2041
"""Width of the labels: 36 mm."""
_LINE = 5103
"""Width of a line to sign on: 90 mm."""
_HAND = 794
"""Height of a line that is filled in by hand: 14 mm."""
_PRINT = 340


def signature_xml(style: str, lines: Sequence[tuple[str, str, bool]], page: int) -> str:
    """The block from (label paragraph, content paragraph, whether it is filled in by hand).

    The line is the cell's border: an underlined space is drawn by some word processors and not by others.
    """
    line = min(_LINE, page - _LABEL)
    rows = "".join(_row(label, content, line, by_hand=by_hand) for label, content, by_hand in lines)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{_LABEL + line}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{_LABEL}"/><w:gridCol w:w="{line}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _row(label: str, content: str, line: int, *, by_hand: bool) -> str:
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="404040"/></w:tcBorders>' if by_hand else ""
    height = _HAND if by_hand else _PRINT
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{_LABEL}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>{label}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{line}" w:type="dxa"/>{rule}<w:vAlign w:val="bottom"/></w:tcPr>{content}</w:tc></w:tr>'
    )
