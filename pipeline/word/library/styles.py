"""The styles of the reviewed library: Word's own headings for the navigation pane, and one style for each thing that is shown."""

from __future__ import annotations

from pipeline.word.names import DECLARATION, WORD
from pipeline.word.shell.styles import ACCENT, BODY_FONT, GREY, HEADING_FONT, RULE, TEXT_WIDTH, TINT, font

TITLE, LEAD, CONTENTS = "Title", "Lead", ("TOC1", "TOC2")
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
CARD_LABEL, CARD_TEXT, CARD_NOTE, CARD_POINT = "CardLabel", "CardText", "CardNote", "CardPoint"
SOURCE, CONDITION, CONDITION_END, NOTE = "Source", "Condition", "ConditionEnd", "Note"
WORDING, WORDING_HEADING, WORDING_CELL, WORDING_HEADER = "Wording", "WordingHeading", "WordingCell", "WordingHeader"
WORDING_LEVELS = ("WordingLevel1", "WordingLevel2", "WordingLevel3")
WORDING_TEXTS = ("WordingText1", "WordingText2", "WordingText3")
"""Paragraphs without a number, below the item that they belong to."""
FIELD, REFERENCE, DEFINED_TERM, CODE = "NamedField", "Reference", "DefinedTerm", "Code"
TABLE, CARD, SPACE = "WordingTable", "Card", "TableSpace"

STEP = 567
"""Twentieths of a point between two levels of a list: 10 mm."""
_FIELD, _FIELD_TINT = "0B4F4A", "E4F3F1"
_CONDITION, _CONDITION_TINT = "6B3A00", "FDF5E8"
_CODE_FONT = "Consolas"
_CELL = (("top", 45), ("left", 100), ("bottom", 45), ("right", 100))


def styles_part(language: str) -> str:
    """`word/styles.xml`."""
    everything = "".join((_defaults(language), *_headings(), *_cards(), *_wordings(), *_characters(), *_tables()))
    return f'{DECLARATION}<w:styles xmlns:w="{WORD}">{everything}</w:styles>'


def _defaults(language: str) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{font(HEADING_FONT, 10.5)}"
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr><w:widowControl/>{_spacing(line=1.1)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
    )


def _spacing(before: float = 0, after: float = 5, line: float | None = None) -> str:
    """Space in points; `line` as a multiple of the font's own line."""
    leading = f' w:line="{round(line * 240)}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{leading}/>'


def _left(steps: int, *, hanging: bool = False) -> str:
    return f'<w:ind w:left="{STEP * steps}"' + (f' w:hanging="{STEP}"/>' if hanging else "/>")


def _shade(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def _paragraph(id: str, layout: str = "", run: str = "", *, name: str = "", after: str = "") -> str:
    """A paragraph style; with `name` one of Word's own."""
    following = f'<w:next w:val="{after}"/>' if after else ""
    custom = "" if name else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name or _spoken(id)}"/><w:basedOn w:val="Normal"/>'
        f"{following}<w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _spoken(id: str) -> str:
    """`WordingLevel1` as Word lists it: "Wording Level 1"."""
    return "".join(f" {sign}" if at and (sign.isupper() or sign.isdigit()) else sign for at, sign in enumerate(id))


def _headings() -> list[str]:
    sizes = ((18, 0, 8), (14, 18, 4), (11.5, 12, 4), (10.5, 10, 3))
    headings = []
    for level, (id, (size, before, after)) in enumerate(zip(HEADINGS, sizes, strict=True)):
        page = "<w:pageBreakBefore/>" if level == 0 else ""
        layout = f'<w:keepNext/><w:keepLines/>{page}{_spacing(before, after)}<w:outlineLvl w:val="{level}"/>'
        look = font(HEADING_FONT, size, bold=True, colour=ACCENT)
        headings.append(_paragraph(id, layout, look, name=f"heading {level + 1}", after=CARD_TEXT))
    margin = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{_spacing(after=0)}'
    return [
        _paragraph(TITLE, _spacing(0, 8), font(HEADING_FONT, 28, bold=True, colour=ACCENT), name="Title"),
        _paragraph(LEAD, _spacing(0, 6), font(HEADING_FONT, 11, colour="404040")),
        *headings,
        _paragraph(CONTENTS[0], f"<w:keepNext/>{_spacing(7, 1)}", font(HEADING_FONT, 10.5, bold=True), name="toc 1"),
        _paragraph(CONTENTS[1], f"{_spacing(0, 0)}{_left(1)}", font(HEADING_FONT, 10), name="toc 2"),
        _paragraph("Header", margin, font(HEADING_FONT, 8.5, bold=True, colour=ACCENT), name="header"),
        _paragraph("Footer", margin, font(HEADING_FONT, 8.5, colour=GREY), name="footer"),
    ]


def _cards() -> list[str]:
    point = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    asked = f"<w:keepNext/><w:keepLines/>{_shade(_CONDITION_TINT)}{_spacing(4, 4)}"
    return [
        _paragraph(CARD_LABEL, _spacing(after=2), font(HEADING_FONT, 9.5, bold=True, colour=ACCENT)),
        _paragraph(CARD_TEXT, _spacing(after=2)),
        _paragraph(CARD_NOTE, _spacing(after=2), font(HEADING_FONT, 9, colour=GREY)),
        _paragraph(CARD_POINT, f'{point}{_spacing(after=2)}<w:ind w:left="284" w:hanging="284"/>'),
        _paragraph(SOURCE, f"<w:keepNext/>{_spacing(after=6)}", font(_CODE_FONT, 8.5, colour=GREY)),
        _paragraph(NOTE, f"<w:keepNext/>{_spacing(after=3)}", font(HEADING_FONT, 9, colour=GREY)),
        _paragraph(CONDITION, asked, font(HEADING_FONT, 9.5, bold=True, colour=_CONDITION)),
        _paragraph(CONDITION_END, _spacing(after=6), font(HEADING_FONT, 8.5, colour=_CONDITION)),
    ]


def _wordings() -> list[str]:
    words = font(BODY_FONT, 11)
    return [
        _paragraph(WORDING, "", words),
        *(_paragraph(id, _left(level, hanging=True), words) for level, id in enumerate(WORDING_LEVELS, start=1)),
        *(_paragraph(id, _left(level), words) for level, id in enumerate(WORDING_TEXTS, start=1)),
        _paragraph(WORDING_HEADING, f"<w:keepNext/>{_spacing(8, 4)}", font(BODY_FONT, 11, bold=True)),
        _paragraph(WORDING_CELL, _spacing(after=0), font(HEADING_FONT, 9.5)),
        _paragraph(WORDING_HEADER, f"<w:keepNext/>{_spacing(after=0)}", font(HEADING_FONT, 9.5, bold=True)),
        _paragraph(SPACE, '<w:spacing w:before="0" w:after="120" w:line="20" w:lineRule="exact"/>', font(HEADING_FONT, 1)),
    ]


def _characters() -> list[str]:
    code = (
        f'<w:rFonts w:ascii="{_CODE_FONT}" w:hAnsi="{_CODE_FONT}" w:cs="{_CODE_FONT}"/><w:b w:val="0"/><w:bCs w:val="0"/>'
        f'<w:color w:val="{GREY}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
    )
    looks = (
        (FIELD, f'<w:color w:val="{_FIELD}"/>{_shade(_FIELD_TINT)}'),
        (REFERENCE, f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'),
        (DEFINED_TERM, "<w:b/><w:bCs/>"),
        (CODE, code),
    )
    return [
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{_spoken(id)}"/>'
        f"<w:qFormat/><w:rPr>{look}</w:rPr></w:style>"
        for id, look in looks
    ]


def _tables() -> list[str]:
    rules = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for edge in ("top", "bottom", "insideH"))
    head = f'<w:tblStylePr w:type="firstRow"><w:tcPr>{_shade(TINT)}</w:tcPr></w:tblStylePr>'
    margins = "".join(f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in _CELL)
    properties = f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return [
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{_spoken(id)}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:qFormat/>{properties}{conditions}</w:style>"
        for id, conditions in ((TABLE, head), (CARD, ""))
    ]
