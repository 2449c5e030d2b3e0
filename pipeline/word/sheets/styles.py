"""The styles of a sheet."""

from __future__ import annotations

from pipeline.word.shell.styles import ACCENT, GREY, HEADING_FONT, RULE
from pipeline.word.shell.stylesheet import cell_margins, defaults, font, paragraph_style, rules, spacing, stylesheet, table_style

TITLE, SUBJECT, REMARK, HEADING = "Title", "Subtitle", "SheetRemark", "Heading1"
CELL, CELL_HEAD, ENTRY, ENTRY_HEAD, TABLE = "SheetCell", "SheetHead", "SheetEntry", "SheetEntryHead", "SheetTable"
TEXT_WIDTH = 15138
"""A4 on its side less 15 mm at each end, in twentieths of a point."""
HEAD_TINT, ENTRY_TINT, STRESS_TINT = "DCE5EF", "F4F6F9", "FFE9C7"


def styles_part(language: str) -> str:
    """`word/styles.xml`."""
    look = rules(RULE, "top", "left", "bottom", "right", "insideH", "insideV") + cell_margins(40, 70)
    return stylesheet((defaults(language, font(HEADING_FONT, 8), spacing()), *_paragraphs(), table_style(TABLE, TABLE, look)))


def _paragraphs() -> tuple[str, ...]:
    keep = "<w:keepNext/><w:keepLines/>"
    ends = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    return (
        _paragraph(TITLE, keep, font(HEADING_FONT, 20, bold=True, colour=ACCENT), "Title"),
        _paragraph(SUBJECT, f"{keep}{spacing(0, 6)}", font(HEADING_FONT, 11, colour=GREY), "Subtitle"),
        _paragraph(REMARK, spacing(0, 3), font(HEADING_FONT, 10)),
        _paragraph(
            HEADING, f'{keep}{spacing(10, 4)}<w:outlineLvl w:val="0"/>', font(HEADING_FONT, 13, bold=True, colour=ACCENT), "heading 1"
        ),
        _paragraph(CELL, ""),
        _paragraph(CELL_HEAD, "<w:keepNext/>", font(HEADING_FONT, 8, bold=True, colour=ACCENT)),
        _paragraph(ENTRY, ""),
        _paragraph(ENTRY_HEAD, "<w:keepNext/>", font(HEADING_FONT, 8, colour=GREY)),
        _paragraph("Header", ends, font(HEADING_FONT, 9, bold=True, colour=ACCENT), "header"),
        _paragraph("Footer", ends, font(HEADING_FONT, 8.5, colour=GREY), "footer"),
    )


def _paragraph(id: str, layout: str, run: str = "", name: str = "") -> str:
    """A paragraph style; with `name` one of Word's own."""
    return paragraph_style(id, name or id, layout, run, built_in=bool(name))
