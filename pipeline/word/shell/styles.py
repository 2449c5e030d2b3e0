"""The styles of the first template, each named for what it is."""

from __future__ import annotations

from pipeline.word import names
from pipeline.word.names import DECLARATION, WORD

BODY_FONT, HEADING_FONT = "Times New Roman", "Calibri"
ACCENT, GREY, RULE, TINT = "1F3A5F", "595959", "B9C2CD", "EAEFF5"
STEP = 709
"""Twentieths of a point between two text edges: 12.5 mm."""
TEXT_WIDTH = 9072
"""A4 less 25 mm at each side, in twentieths of a point."""


def style_id(name: str) -> str:
    """The id under which a style is referred to: its name without spaces."""
    return {"toc 1": "TOC1", "header": "Header", "footer": "Footer"}.get(name, name.replace(" ", ""))


def font(name: str, size: float, *, bold: bool = False, colour: str | None = None) -> str:
    """Run properties; `size` in points."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    half_points = round(size * 2)
    family = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    return f'{family}{weight}{tint}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: float = 0, after: float = 6, line: float | None = None) -> str:
    """Space in points; `line` as a multiple of the font's own line."""
    leading = f' w:line="{round(line * 240)}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{leading}/>'


def _left(level: int) -> str:
    return f'<w:ind w:left="{STEP * level}"/>'


def _number(numbering: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'


def _paragraph(name: str, layout: str = "", run: str = "", *, after: str = "", based: str = "Normal") -> str:
    following = f'<w:next w:val="{style_id(after)}"/>' if after else ""
    custom = "" if name in ("header", "footer", "toc 1") else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{style_id(based)}"/>{following}<w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_NO_KERNING = '<w:kern w:val="0"/>'
"""Word does not kern unless told to, LibreOffice does unless told not to."""

_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{font(BODY_FONT, 11)}"
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault><w:pPr><w:widowControl/>{_spacing(line=1.15)}</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f"<w:rPr>{_NO_KERNING}</w:rPr></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
)


def _front() -> list[str]:
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="10" w:color="{ACCENT}"/></w:pBdr>'
    entry = (
        f'<w:tabs><w:tab w:val="left" w:pos="{STEP}"/><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
        f'{_spacing(after=3)}<w:ind w:left="{STEP}" w:hanging="{STEP}"/>'
    )
    return [
        _paragraph(names.COVER_STAMP, f"{_spacing(after=2)}", font(HEADING_FONT, 10, colour=GREY)),
        _paragraph(
            names.COVER_TITLE,
            f"<w:keepNext/><w:keepLines/>{line}{_spacing(12, 12, 1.0)}",
            font(HEADING_FONT, 26, bold=True, colour=ACCENT),
            after=names.COVER_TEXT,
        ),
        _paragraph(names.COVER_TEXT, _spacing(after=8)),
        _paragraph(
            names.CONTENTS_HEADING,
            f"<w:keepNext/><w:pageBreakBefore/>{_spacing(after=14)}",
            font(HEADING_FONT, 16, bold=True, colour=ACCENT),
        ),
        _paragraph(names.CONTENTS_ENTRY, entry, font(HEADING_FONT, 10.5)),
    ]


def _body() -> list[str]:
    keep = "<w:keepNext/><w:keepLines/>"
    clause = font(HEADING_FONT, 12, bold=True, colour=ACCENT)
    part = font(HEADING_FONT, 16, bold=True, colour=ACCENT)
    heading = f'{_spacing(16, 6)}<w:outlineLvl w:val="0"/>'
    below = f'{_spacing(12, 6)}<w:outlineLvl w:val="1"/>'
    styles = [
        _paragraph(names.PART_HEADING, f"{keep}{_spacing(after=8)}", part, after=names.BODY_TEXT),
        _paragraph(names.BODY_TEXT),
        _paragraph(names.CLAUSE_HEADING, f"{keep}{_number(1)}{heading}", clause, after=names.CLAUSE_LEVELS[0]),
        _paragraph(
            names.SCHEDULE_HEADING,
            f'{keep}<w:pageBreakBefore/>{_number(2)}{_spacing(after=14)}<w:outlineLvl w:val="0"/>',
            part,
            after=names.SCHEDULE_CLAUSE_HEADING,
        ),
        _paragraph(names.SCHEDULE_CLAUSE_HEADING, f"{keep}{_number(3)}{below}", clause, after=names.SCHEDULE_LEVELS[0]),
        _paragraph(names.DEFINITION, _left(1)),
        _paragraph(names.BULLET, f"{_number(4)}{_spacing(after=4)}"),
    ]
    for level, name in enumerate(names.CLAUSE_LEVELS, start=1):
        styles.append(_paragraph(name, _number(1, level)))
    for level, name in enumerate(names.SCHEDULE_LEVELS, start=1):
        styles.append(_paragraph(name, _number(3, level)))
    styles += [_paragraph(name, _left(level)) for level, name in enumerate(names.CLAUSE_TEXTS, start=1)]
    return styles


def _tables() -> list[str]:
    text = font(HEADING_FONT, 9.5)
    bold = font(HEADING_FONT, 9.5, bold=True)
    line = font(HEADING_FONT, 10)
    return [
        _paragraph(names.TABLE_TEXT, _spacing(after=0, line=1.08), text),
        _paragraph(names.TABLE_HEADER, "<w:keepNext/>", bold + "", based=names.TABLE_TEXT),
        _paragraph(names.TABLE_LABEL, "", bold, based=names.TABLE_TEXT),
        _paragraph(names.TABLE_SPACE, '<w:spacing w:before="0" w:after="160" w:line="20" w:lineRule="exact"/>', font(HEADING_FONT, 1)),
        _paragraph(
            names.SIGNATURE_HEADING,
            f'<w:keepNext/><w:keepLines/><w:pageBreakBefore/>{_spacing(after=14)}<w:outlineLvl w:val="0"/>',
            font(HEADING_FONT, 16, bold=True, colour=ACCENT),
            after=names.SIGNATURE_WORDS,
        ),
        _paragraph(names.SIGNATURE_WORDS, f"<w:keepNext/><w:keepLines/>{_spacing(20, 4)}"),
        _paragraph(
            names.SIGNATURE_LABEL, f"<w:keepNext/><w:keepLines/>{_spacing(after=0, line=1.0)}", font(HEADING_FONT, 9.5, colour=GREY)
        ),
        _paragraph(names.SIGNATURE_LINE, f"<w:keepNext/><w:keepLines/>{_spacing(after=0, line=1.0)}", line),
    ]


def _margins() -> list[str]:
    small = font(HEADING_FONT, 8.5, colour=GREY)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    return [
        _paragraph("header", _spacing(after=0, line=1.0), small),
        _paragraph("footer", f"{tabs}{_spacing(after=0, line=1.0)}", small),
    ]


def _character(name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{run}</w:rPr></w:style>"
    )


def _cells(top: int, side: int) -> str:
    return "".join(
        f'<w:{edge} w:w="{size}" w:type="dxa"/>' for edge, size in (("top", top), ("left", side), ("bottom", top), ("right", side))
    ).join(("<w:tblCellMar>", "</w:tblCellMar>"))


def _table(name: str, properties: str, conditions: str = "") -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{properties}</w:tblPr>{conditions}</w:style>'
    )


def _table_styles() -> list[str]:
    edges = ("top", "bottom", "insideH")
    rules = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for edge in edges)
    head = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:tblStylePr>'
    return [
        _table(names.CONTRACT_TABLE, f"<w:tblBorders>{rules}</w:tblBorders>{_cells(48, 113)}", head),
        _table(names.SIGNATURE_TABLE, _cells(40, 0)),
    ]


def styles_part() -> str:
    """`word/styles.xml`."""
    characters = [
        _character(names.DEFINED_TERM, "<w:b/><w:bCs/>"),
        _character(names.OPEN_POINT, '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'),
    ]
    everything = [_DEFAULTS, *_front(), *_body(), *_tables(), *_margins(), *characters, *_table_styles()]
    return f'{DECLARATION}<w:styles xmlns:w="{WORD}">{"".join(everything)}</w:styles>'
