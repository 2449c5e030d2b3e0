"""The pages of the first template: its sections, its header and footer, and the slots."""

from __future__ import annotations

from pipeline.word import names
from pipeline.word.shell.parts import A4, document, footer, header, line, page_of_pages, paragraph, section
from pipeline.word.shell.styles import RULE, TEXT_WIDTH

_NEXT_PAGE = f'<w:type w:val="nextPage"/>{A4}'
_LEFT_CELL = 4536


def document_part() -> str:
    """`word/document.xml`: the cover and the contents, then the terms, the signatures and the schedules."""
    front = (
        line(names.COVER_STAMP, "{{ issue }}{% if issued %}, {{ issued }}{% endif %}{% if legend %} \u00b7 {{ legend }}{% endif %}")
        + line(names.COVER_TEXT, "{{p cover }}")
        + line(names.CONTENTS_HEADING, "Contents")
        + line(names.CONTENTS_ENTRY, "{{p toc }}")
    )
    boundary = paragraph(names.TABLE_SPACE, "", section(f"{_NEXT_PAGE}<w:titlePg/>", has_first=True))
    rest = "".join(line(names.BODY_TEXT, f"{{{{p {slot} }}}}") for slot in ("body", "signatures", "schedules"))
    return document(front + boundary + rest + section(_NEXT_PAGE, has_first=True))


def header_part() -> str:
    """`word/header1.xml`: the short title, and over against it version and legend."""
    edge = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    left = line("header", "{{ short_title }}")
    right = line("header", "{{ issue }}{% if legend %} \u00b7 {{ legend }}{% endif %}", '<w:jc w:val="right"/>')
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{words}</w:tc>'
        for width, words in ((_LEFT_CELL, left), (TEXT_WIDTH - _LEFT_CELL, right))
    )
    columns = f'<w:gridCol w:w="{_LEFT_CELL}"/><w:gridCol w:w="{TEXT_WIDTH - _LEFT_CELL}"/>'
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{edge}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:bottom w:w="57" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    )
    return header(table + paragraph(names.TABLE_SPACE, ""))


def first_header_part() -> str:
    """`word/header2.xml`: nothing above the cover."""
    return header(paragraph("header", ""))


def footer_part() -> str:
    """`word/footer1.xml`: the digits that tell two drafts apart, and "Page X of Y"."""
    return footer(paragraph("footer", f"<w:r><w:t>{{{{ short_hash }}}}</w:t></w:r><w:r><w:tab/></w:r>{page_of_pages()}"))
