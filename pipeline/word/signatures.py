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
_BESIDE, _BESIDE_GAP = 4200, 600
"""Width of a line that stands beside another, 74 mm, and of the gap between them."""
_POINT = 20

LINE_OFFSET, LINE_LENGTH, LINE_HEIGHT = _LABEL / _POINT, _LINE / _POINT, _HAND / _POINT
"""How far right of its label a line to sign on begins, how long it is, and how much room is above it, in points."""


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


def signing_xml(style: str, signatories: Sequence[str]) -> str:
    """Lines to sign on side by side, with what stands below each: the paragraphs of its name and title."""
    width, gap = _BESIDE, _BESIDE_GAP
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="404040"/></w:tcBorders>'
    empty = "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>"
    columns = [size for _ in signatories for size in (width, gap)][:-1]
    lines = [rule if size == width else "" for size in columns]
    below = [content for each in signatories for content in (each, empty)][:-1]
    by_hand = _cells(columns, lines, [empty] * len(columns))
    cells = (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_HAND}" w:hRule="atLeast"/></w:trPr>{by_hand}</w:tr>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(columns, [''] * len(columns), below)}</w:tr>"
    )
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>'
    )


def _cells(columns: Sequence[int], rules: Sequence[str], contents: Sequence[str]) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{rule}</w:tcPr>{content}</w:tc>'
        for size, rule, content in zip(columns, rules, contents, strict=True)
    )


def _row(line: SignatureLine, width: int) -> str:
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="404040"/></w:tcBorders>' if line.by_hand else ""
    height = _HAND if line.by_hand else _PRINT
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{line.revision}</w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{_LABEL}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>{line.label}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}<w:vAlign w:val="bottom"/></w:tcPr>{line.content}</w:tc></w:tr>'
    )
