"""The styles of the reviewed library: Word's own headings for the navigation pane, and one style for each thing that is shown."""

from __future__ import annotations

from pipeline.word.shell.styles import ACCENT, BODY_FONT, GREY, HEADING_FONT, RULE, TEXT_WIDTH, TINT
from pipeline.word.shell.stylesheet import (
    cell_margins,
    character_style,
    defaults,
    first_row,
    font,
    paragraph_style,
    rules,
    shade,
    spacing,
    stylesheet,
    table_style,
)

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


def styles_part(language: str) -> str:
    """`word/styles.xml`."""
    layout = f"<w:widowControl/>{spacing(after=5, line=1.1)}"
    plain = defaults(language, font(HEADING_FONT, 10.5), layout, cells=cell_margins(0, 108))
    return stylesheet((plain, *_headings(), *_cards(), *_wordings(), *_characters(), *_tables()))


def _left(steps: int, *, hanging: bool = False) -> str:
    return f'<w:ind w:left="{STEP * steps}"' + (f' w:hanging="{STEP}"/>' if hanging else "/>")


def _paragraph(id: str, layout: str = "", run: str = "", *, name: str = "", after: str = "") -> str:
    """A paragraph style; with `name` one of Word's own."""
    return paragraph_style(id, name or _spoken(id), layout, run, after=after, built_in=bool(name))


def _spoken(id: str) -> str:
    """`WordingLevel1` as Word lists it: "Wording Level 1"."""
    return "".join(f" {sign}" if at and (sign.isupper() or sign.isdigit()) else sign for at, sign in enumerate(id))


def _headings() -> list[str]:
    sizes = ((18, 0, 8), (14, 18, 4), (11.5, 12, 4), (10.5, 10, 3))
    headings = []
    for level, (id, (size, before, after)) in enumerate(zip(HEADINGS, sizes, strict=True)):
        page = "<w:pageBreakBefore/>" if level == 0 else ""
        layout = f'<w:keepNext/><w:keepLines/>{page}{spacing(before, after)}<w:outlineLvl w:val="{level}"/>'
        look = font(HEADING_FONT, size, bold=True, colour=ACCENT)
        headings.append(_paragraph(id, layout, look, name=f"heading {level + 1}", after=CARD_TEXT))
    margin = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(after=0)}'
    return [
        _paragraph(TITLE, spacing(0, 8), font(HEADING_FONT, 28, bold=True, colour=ACCENT), name="Title"),
        _paragraph(LEAD, spacing(0, 6), font(HEADING_FONT, 11, colour="404040")),
        *headings,
        _paragraph(CONTENTS[0], f"<w:keepNext/>{spacing(7, 1)}", font(HEADING_FONT, 10.5, bold=True), name="toc 1"),
        _paragraph(CONTENTS[1], f"{spacing(0, 0)}{_left(1)}", font(HEADING_FONT, 10), name="toc 2"),
        _paragraph("Header", margin, font(HEADING_FONT, 8.5, bold=True, colour=ACCENT), name="header"),
        _paragraph("Footer", margin, font(HEADING_FONT, 8.5, colour=GREY), name="footer"),
    ]


def _cards() -> list[str]:
    point = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    asked = f"<w:keepNext/><w:keepLines/>{shade(_CONDITION_TINT)}{spacing(4, 4)}"
    return [
        _paragraph(CARD_LABEL, spacing(after=2), font(HEADING_FONT, 9.5, bold=True, colour=ACCENT)),
        _paragraph(CARD_TEXT, spacing(after=2)),
        _paragraph(CARD_NOTE, spacing(after=2), font(HEADING_FONT, 9, colour=GREY)),
        _paragraph(CARD_POINT, f'{point}{spacing(after=2)}<w:ind w:left="284" w:hanging="284"/>'),
        _paragraph(SOURCE, f"<w:keepNext/>{spacing(after=6)}", font(_CODE_FONT, 8.5, colour=GREY)),
        _paragraph(NOTE, f"<w:keepNext/>{spacing(after=3)}", font(HEADING_FONT, 9, colour=GREY)),
        _paragraph(CONDITION, asked, font(HEADING_FONT, 9.5, bold=True, colour=_CONDITION)),
        _paragraph(CONDITION_END, spacing(after=6), font(HEADING_FONT, 8.5, colour=_CONDITION)),
    ]


def _wordings() -> list[str]:
    words = font(BODY_FONT, 11)
    return [
        _paragraph(WORDING, "", words),
        *(_paragraph(id, _left(level, hanging=True), words) for level, id in enumerate(WORDING_LEVELS, start=1)),
        *(_paragraph(id, _left(level), words) for level, id in enumerate(WORDING_TEXTS, start=1)),
        _paragraph(WORDING_HEADING, f"<w:keepNext/>{spacing(8, 4)}", font(BODY_FONT, 11, bold=True)),
        _paragraph(WORDING_CELL, spacing(after=0), font(HEADING_FONT, 9.5)),
        _paragraph(WORDING_HEADER, f"<w:keepNext/>{spacing(after=0)}", font(HEADING_FONT, 9.5, bold=True)),
        _paragraph(SPACE, '<w:spacing w:before="0" w:after="120" w:line="20" w:lineRule="exact"/>', font(HEADING_FONT, 1)),
    ]


def _characters() -> list[str]:
    code = (
        f'<w:rFonts w:ascii="{_CODE_FONT}" w:hAnsi="{_CODE_FONT}" w:cs="{_CODE_FONT}"/><w:b w:val="0"/><w:bCs w:val="0"/>'
        f'<w:color w:val="{GREY}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
    )
    looks = (
        (FIELD, f'<w:color w:val="{_FIELD}"/>{shade(_FIELD_TINT)}'),
        (REFERENCE, f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'),
        (DEFINED_TERM, "<w:b/><w:bCs/>"),
        (CODE, code),
    )
    return [character_style(id, _spoken(id), look) for id, look in looks]


def _tables() -> list[str]:
    properties = rules(RULE, "top", "bottom", "insideH") + cell_margins(45, 100)
    return [table_style(id, _spoken(id), properties, conditions) for id, conditions in ((TABLE, first_row(TINT)), (CARD, ""))]
