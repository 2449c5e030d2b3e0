"""The first template of reports, made by code in the look of the contract's; from then on design edits `templates/report.docx` in Word."""

from __future__ import annotations

from pipeline.word.reports import names
from pipeline.word.shell.package import bound
from pipeline.word.shell.parts import A4, document, footer, header, line, page_of_pages, paragraph, section
from pipeline.word.shell.styles import ACCENT, BODY_FONT, GREY, HEADING_FONT, NO_KERNING, RULE, TEXT_WIDTH, TINT, named_style, style_id
from pipeline.word.shell.stylesheet import (
    cell_margins,
    defaults,
    first_row,
    font,
    rules,
    shade,
    spacing,
    stylesheet,
    table_style,
)
from pipeline.word.text import run


def first_report_template() -> bytes:
    """The template as it was before design first opened it in Word."""
    return bound(
        {
            "word/document.xml": _document(),
            "word/styles.xml": _styles(),
            "word/header1.xml": _header(),
            "word/footer1.xml": _footer(),
        }
    )


def _document() -> str:
    lines = line(names.TITLE, "{{ title }}") + line(names.SUBJECT, "{{ subject }}") + line(names.TEXT, "{{p body }}")
    return document(lines + section(A4))


def _header() -> str:
    edge = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
    return header(paragraph("header", f"{run('{{ title }}')}<w:r><w:tab/></w:r>{run('{{ legend }}')}", edge))


def _footer() -> str:
    return footer(paragraph("footer", f"{run('{{ subject }}')}<w:r><w:tab/></w:r>{page_of_pages()}"))


def _styles() -> str:
    layout = f"<w:widowControl/>{spacing(after=6, line=1.15)}"
    plain = defaults("en-GB", font(BODY_FONT, 11), layout, normal=NO_KERNING, cells=cell_margins(0, 108))
    return stylesheet((plain, *_words(), *_tables(), *_margins()))


def _words() -> list[str]:
    keep = "<w:keepNext/><w:keepLines/>"
    bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{ACCENT}"/></w:pBdr>'
    lead = f'<w:keepLines/>{bar}{shade(TINT)}{spacing(6, 12, 1.2)}<w:ind w:left="227" w:right="113"/>'
    return [
        named_style(names.TITLE, f"{keep}{spacing(0, 2, 1.0)}", font(HEADING_FONT, 22, bold=True, colour=ACCENT), after=names.SUBJECT),
        named_style(names.SUBJECT, f"{keep}{spacing(0, 10)}", font(HEADING_FONT, 11, colour=GREY), after=names.TEXT),
        named_style(names.LEAD, lead, font(HEADING_FONT, 12), after=names.TEXT),
        named_style(
            names.HEADING,
            f'{keep}{spacing(16, 6)}<w:outlineLvl w:val="0"/>',
            font(HEADING_FONT, 14, bold=True, colour=ACCENT),
            after=names.TEXT,
        ),
        named_style(names.TEXT),
        named_style(names.CAPTION, f"{keep}{spacing(8, 4, 1.0)}", font(HEADING_FONT, 10, bold=True, colour=ACCENT), after=names.TEXT),
        named_style(names.CHART, spacing(0, 8, 1.0)),
    ]


def _tables() -> list[str]:
    text, bold = font(HEADING_FONT, 9), font(HEADING_FONT, 9, bold=True)
    look = rules(RULE, "top", "bottom", "insideH") + cell_margins(45, 90)
    return [
        named_style(names.CELL, spacing(after=0, line=1.05), text),
        named_style(names.HEAD, "<w:keepNext/>", bold, based=names.CELL),
        named_style(names.LABEL, "", bold, based=names.CELL),
        named_style(names.SPACE, '<w:spacing w:before="0" w:after="160" w:line="20" w:lineRule="exact"/>', font(HEADING_FONT, 1)),
        table_style(style_id(names.TABLE), names.TABLE, look, first_row(TINT)),
        table_style(style_id(names.FACTS), names.FACTS, look),
    ]


def _margins() -> list[str]:
    layout = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(after=0, line=1.0)}'
    return [named_style(place, layout, font(HEADING_FONT, 8.5, colour=GREY)) for place in ("header", "footer")]
