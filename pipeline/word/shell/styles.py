"""The styles of the first template, each named for what it is."""

from __future__ import annotations

from pipeline.word import names
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

BODY_FONT, HEADING_FONT = "Times New Roman", "Calibri"
ACCENT, GREY, RULE, TINT = "1F3A5F", "595959", "B9C2CD", "EAEFF5"
STEP = 709
"""Twentieths of a point between two text edges: 12.5 mm."""
TEXT_WIDTH = 9072
"""A4 less 25 mm at each side, in twentieths of a point."""


def style_id(name: str) -> str:
    """The id under which a style is referred to: its name without spaces."""
    return {"toc 1": "TOC1", "header": "Header", "footer": "Footer"}.get(name, name.replace(" ", ""))


def _left(level: int) -> str:
    return f'<w:ind w:left="{STEP * level}"/>'


def _number(numbering: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'


def named_style(name: str, layout: str = "", run: str = "", *, after: str = "", based: str = "Normal") -> str:
    """A style of paragraphs under the name that legal sees in Word; `after` and `based` are names too."""
    next_one = style_id(after) if after else ""
    built_in = name in ("header", "footer", "toc 1")
    return paragraph_style(style_id(name), name, layout, run, after=next_one, based=style_id(based), built_in=built_in)


NO_KERNING = '<w:rPr><w:kern w:val="0"/></w:rPr>'
"""Word does not kern unless told to, LibreOffice does unless told not to."""


def _front() -> list[str]:
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="10" w:color="{ACCENT}"/></w:pBdr>'
    entry = (
        f'<w:tabs><w:tab w:val="left" w:pos="{STEP}"/><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
        f'{spacing(after=3)}<w:ind w:left="{STEP}" w:hanging="{STEP}"/>'
    )
    return [
        named_style(names.COVER_STAMP, f"{spacing(after=2)}", font(HEADING_FONT, 10, colour=GREY)),
        named_style(
            names.COVER_TITLE,
            f"<w:keepNext/><w:keepLines/>{line}{spacing(12, 12, 1.0)}",
            font(HEADING_FONT, 26, bold=True, colour=ACCENT),
            after=names.COVER_TEXT,
        ),
        named_style(names.COVER_TEXT, spacing(after=8)),
        named_style(
            names.CONTENTS_HEADING,
            f"<w:keepNext/><w:pageBreakBefore/>{spacing(after=14)}",
            font(HEADING_FONT, 16, bold=True, colour=ACCENT),
        ),
        named_style(names.CONTENTS_ENTRY, entry, font(HEADING_FONT, 10.5)),
    ]


def _body() -> list[str]:
    keep = "<w:keepNext/><w:keepLines/>"
    clause = font(HEADING_FONT, 12, bold=True, colour=ACCENT)
    part = font(HEADING_FONT, 16, bold=True, colour=ACCENT)
    heading = f'{spacing(16, 6)}<w:outlineLvl w:val="0"/>'
    below = f'{spacing(12, 6)}<w:outlineLvl w:val="1"/>'
    styles = [
        named_style(names.PART_HEADING, f"{keep}{spacing(after=8)}", part, after=names.BODY_TEXT),
        named_style(names.BODY_TEXT),
        named_style(names.CLAUSE_HEADING, f"{keep}{_number(1)}{heading}", clause, after=names.CLAUSE_LEVELS[0]),
        named_style(
            names.SCHEDULE_HEADING,
            f'{keep}<w:pageBreakBefore/>{_number(2)}{spacing(after=14)}<w:outlineLvl w:val="0"/>',
            part,
            after=names.SCHEDULE_CLAUSE_HEADING,
        ),
        named_style(names.SCHEDULE_CLAUSE_HEADING, f"{keep}{_number(3)}{below}", clause, after=names.SCHEDULE_LEVELS[0]),
        named_style(names.DEFINITION, _left(1)),
        named_style(names.BULLET, f"{_number(4)}{spacing(after=4)}"),
    ]
    for level, name in enumerate(names.CLAUSE_LEVELS, start=1):
        styles.append(named_style(name, _number(1, level)))
    for level, name in enumerate(names.SCHEDULE_LEVELS, start=1):
        styles.append(named_style(name, _number(3, level)))
    styles += [named_style(name, _left(level)) for level, name in enumerate(names.CLAUSE_TEXTS, start=1)]
    return styles


def _tables() -> list[str]:
    text = font(HEADING_FONT, 9.5)
    bold = font(HEADING_FONT, 9.5, bold=True)
    line = font(HEADING_FONT, 10)
    return [
        named_style(names.TABLE_TEXT, spacing(after=0, line=1.08), text),
        named_style(names.TABLE_HEADER, "<w:keepNext/>", bold, based=names.TABLE_TEXT),
        named_style(names.TABLE_LABEL, "", bold, based=names.TABLE_TEXT),
        named_style(names.TABLE_SPACE, '<w:spacing w:before="0" w:after="160" w:line="20" w:lineRule="exact"/>', font(HEADING_FONT, 1)),
        named_style(
            names.SIGNATURE_HEADING,
            f'<w:keepNext/><w:keepLines/><w:pageBreakBefore/>{spacing(after=14)}<w:outlineLvl w:val="0"/>',
            font(HEADING_FONT, 16, bold=True, colour=ACCENT),
            after=names.SIGNATURE_WORDS,
        ),
        named_style(names.SIGNATURE_WORDS, f"<w:keepNext/><w:keepLines/>{spacing(20, 4)}"),
        named_style(
            names.SIGNATURE_LABEL, f"<w:keepNext/><w:keepLines/>{spacing(after=0, line=1.0)}", font(HEADING_FONT, 9.5, colour=GREY)
        ),
        named_style(names.SIGNATURE_LINE, f"<w:keepNext/><w:keepLines/>{spacing(after=0, line=1.0)}", line),
    ]


def _margins() -> list[str]:
    small = font(HEADING_FONT, 8.5, colour=GREY)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    return [
        named_style("header", spacing(after=0, line=1.0), small),
        named_style("footer", f"{tabs}{spacing(after=0, line=1.0)}", small),
    ]


def _table_styles() -> list[str]:
    contract, signature = names.CONTRACT_TABLE, names.SIGNATURE_TABLE
    look = rules(RULE, "top", "bottom", "insideH") + cell_margins(48, 113)
    return [
        table_style(style_id(contract), contract, look, first_row(TINT)),
        table_style(style_id(signature), signature, cell_margins(40, 0)),
    ]


def _characters() -> list[str]:
    looks = ((names.DEFINED_TERM, "<w:b/><w:bCs/>"), (names.OPEN_POINT, shade("FFFF00")))
    return [character_style(style_id(name), name, look) for name, look in looks]


def _letter() -> list[str]:
    line = font(HEADING_FONT, 10)
    return [
        named_style(names.LETTER_NAME, spacing(after=2, line=1.0), font(HEADING_FONT, 16, bold=True, colour=ACCENT)),
        named_style(names.LETTER_ADDRESS, spacing(after=0, line=1.08), font(BODY_FONT, 11)),
        named_style(names.LETTER_LINE, spacing(after=0, line=1.08), line),
        named_style(
            names.LETTER_SUBJECT,
            f"<w:keepNext/><w:keepLines/>{spacing(after=10, line=1.0)}",
            font(HEADING_FONT, 12, bold=True, colour=ACCENT),
            after=names.BODY_TEXT,
        ),
        named_style(names.LETTER_CLOSING, f"<w:keepNext/><w:keepLines/>{spacing(8, 6)}"),
    ]


def styles_part(*, letter: bool = False) -> str:
    """`word/styles.xml`; that of letters has styles of its own beside those of contracts."""
    layout = f"<w:widowControl/>{spacing(after=6, line=1.15)}"
    own = _letter() if letter else []
    plain = defaults("en-GB", font(BODY_FONT, 11), layout, normal=NO_KERNING, cells=cell_margins(0, 108))
    return stylesheet((plain, *_front(), *_body(), *_tables(), *_margins(), *own, *_characters(), *_table_styles()))
