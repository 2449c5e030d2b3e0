"""The pages of the first template of letters: the letterhead, the following pages, and the slots."""

from __future__ import annotations

from pipeline.word import names
from pipeline.word.shell.parts import A4, document, footer, header, line, page_of_pages, paragraph, section
from pipeline.word.shell.styles import ACCENT, RULE, TEXT_WIDTH
from pipeline.word.text import run


def _gap(points: int) -> str:
    """An empty line of this height."""
    return paragraph(names.TABLE_SPACE, "", f'<w:spacing w:before="0" w:after="0" w:line="{points * 20}" w:lineRule="exact"/>')


def document_part() -> str:
    """`word/document.xml`: the address, what stands below it, the subject, and the letter."""
    body = (
        line(names.LETTER_LINE, "{{ delivery }}")
        + _gap(8)
        + line(names.LETTER_ADDRESS, "{{p to }}")
        + _gap(14)
        + line(names.LETTER_LINE, "{{ day }}")
        + line(names.LETTER_LINE, "Our reference: {{ reference }}")
        + _gap(14)
        + line(names.LETTER_LINE, "{{ agreement }}")
        + line(names.LETTER_SUBJECT, "{{ subject }}{% if legend %} \u00b7 {{ legend }}{% endif %}")
        + line(names.BODY_TEXT, "{{ salutation }}")
        + line(names.BODY_TEXT, "{{p body }}")
        + line(names.LETTER_CLOSING, "{{ closing }}")
        + line(names.BODY_TEXT, "{{p signatures }}")
        + line(names.BODY_TEXT, "{{p enclosures }}")
    )
    return document(body + section(f"{A4}<w:titlePg/>", has_first=True))


def letterhead_part() -> str:
    """`word/header2.xml`: name and address above the first page."""
    edge = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{ACCENT}"/></w:pBdr>'
    return header(line(names.LETTER_NAME, "{{ name }}") + line("header", "{{ address }}", edge) + _gap(24))


def header_part() -> str:
    """`word/header1.xml`: whose letter it is and of which day, above each following page."""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    words = f"{run('{{ name }}')}<w:r><w:tab/></w:r>{run('{{ reference }}, {{ day }}')}"
    return header(paragraph("header", words, tabs) + _gap(14))


def register_part() -> str:
    """`word/footer2.xml`: what the law wants on a business letter, below the first page."""
    edge = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
    return footer(line("footer", "{{ register }}", edge) + line("footer", "{{ register_more }}"))


def footer_part() -> str:
    """`word/footer1.xml`: "Page X of Y", below each following page."""
    return footer(paragraph("footer", page_of_pages()))
