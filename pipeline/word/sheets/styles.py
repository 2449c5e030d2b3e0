"""The styles of a sheet."""

from __future__ import annotations

from pipeline.word.names import DECLARATION, WORD
from pipeline.word.shell.styles import ACCENT, GREY, HEADING_FONT, RULE, font

TITLE, SUBJECT, REMARK, HEADING = "Title", "Subtitle", "SheetRemark", "Heading1"
CELL, CELL_HEAD, ENTRY, ENTRY_HEAD, TABLE = "SheetCell", "SheetHead", "SheetEntry", "SheetEntryHead", "SheetTable"
TEXT_WIDTH = 15138
"""A4 on its side less 15 mm at each end, in twentieths of a point."""
HEAD_TINT, ENTRY_TINT, STRESS_TINT = "DCE5EF", "F4F6F9", "FFE9C7"


def styles_part(language: str) -> str:
    """`word/styles.xml`."""
    return f'{DECLARATION}<w:styles xmlns:w="{WORD}">{_defaults(language)}{"".join(_paragraphs())}{_table()}</w:styles>'


def _defaults(language: str) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{font(HEADING_FONT, 8)}"
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing()}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
    )


def _spacing(before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"/>'


def _paragraphs() -> tuple[str, ...]:
    keep = "<w:keepNext/><w:keepLines/>"
    ends = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    return (
        _paragraph(TITLE, keep, font(HEADING_FONT, 20, bold=True, colour=ACCENT), "Title"),
        _paragraph(SUBJECT, f"{keep}{_spacing(0, 6)}", font(HEADING_FONT, 11, colour=GREY), "Subtitle"),
        _paragraph(REMARK, _spacing(0, 3), font(HEADING_FONT, 10)),
        _paragraph(
            HEADING, f'{keep}{_spacing(10, 4)}<w:outlineLvl w:val="0"/>', font(HEADING_FONT, 13, bold=True, colour=ACCENT), "heading 1"
        ),
        _paragraph(CELL, ""),
        _paragraph(CELL_HEAD, "<w:keepNext/>", font(HEADING_FONT, 8, bold=True, colour=ACCENT)),
        _paragraph(ENTRY, ""),
        _paragraph(ENTRY_HEAD, "<w:keepNext/>", font(HEADING_FONT, 8, colour=GREY)),
        _paragraph("Header", ends, font(HEADING_FONT, 9, bold=True, colour=ACCENT), "header"),
        _paragraph("Footer", ends, font(HEADING_FONT, 8.5, colour=GREY), "footer"),
    )


def _paragraph(id: str, layout: str, run: str = "", name: str = "") -> str:
    custom = "" if name else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name or id}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _table() -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for edge in edges)
    margins = "".join(
        f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="{TABLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{rules}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )
