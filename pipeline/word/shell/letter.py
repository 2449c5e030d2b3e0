"""The pages of the first template of letters: the letterhead, the following pages, and the slots."""

from __future__ import annotations

from pipeline.word import names
from pipeline.word.names import DECLARATION, RELATIONS, WORD
from pipeline.word.shell.pages import page_field
from pipeline.word.shell.styles import ACCENT, RULE, TEXT_WIDTH, style_id

_SPACES = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
_TO = 5400
"""Width of the address, in twentieths of a point; delivery, day and reference stand beside it."""


def _line(style: str, text: str, layout: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{layout}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _gap(points: int) -> str:
    """An empty line of this height."""
    space = f'<w:spacing w:before="0" w:after="0" w:line="{points * 20}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(names.TABLE_SPACE)}"/>{space}</w:pPr></w:p>'


def document_part() -> str:
    """`word/document.xml`: the address, what stands beside it, the subject, and the letter."""
    references = "".join(
        f'<w:{place}Reference w:type="{page}" r:id="{place}-{page}"/>' for page in ("default", "first") for place in ("header", "footer")
    )
    section = (
        f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1588" w:right="1417" w:bottom="1474" w:left="1417" w:header="737" w:footer="680" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )
    body = (
        _line(names.LETTER_LINE, "{{ delivery }}")
        + _gap(8)
        + _line(names.LETTER_ADDRESS, "{{p to }}")
        + _gap(14)
        + _line(names.LETTER_LINE, "{{ day }}")
        + _line(names.LETTER_LINE, "Our reference: {{ reference }}")
        + _gap(14)
        + _line(names.LETTER_LINE, "{{ agreement }}")
        + _line(names.LETTER_SUBJECT, "{{ subject }}{% if legend %} \u00b7 {{ legend }}{% endif %}")
        + _line(names.BODY_TEXT, "{{ salutation }}")
        + _line(names.BODY_TEXT, "{{p body }}")
        + _line(names.LETTER_CLOSING, "{{ closing }}")
        + _line(names.BODY_TEXT, "{{p signatures }}")
        + _line(names.BODY_TEXT, "{{p enclosures }}")
    )
    return f"{DECLARATION}<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>"


def letterhead_part() -> str:
    """`word/header2.xml`: name and address above the first page."""
    edge = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{ACCENT}"/></w:pBdr>'
    lines = _line(names.LETTER_NAME, "{{ name }}") + _line("header", "{{ address }}", edge)
    return f"{DECLARATION}<w:hdr {_SPACES}>{lines}{_gap(24)}</w:hdr>"


def header_part() -> str:
    """`word/header1.xml`: whose letter it is and of which day, above each following page."""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    line = (
        f'<w:p><w:pPr><w:pStyle w:val="Header"/>{tabs}</w:pPr><w:r><w:t xml:space="preserve">{{{{ name }}}}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:t xml:space="preserve">{{ reference }}, {{ day }}</w:t></w:r></w:p>'
    )
    return f"{DECLARATION}<w:hdr {_SPACES}>{line}{_gap(14)}</w:hdr>"


def register_part() -> str:
    """`word/footer2.xml`: what the law wants on a business letter, below the first page."""
    edge = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
    return f"{DECLARATION}<w:ftr {_SPACES}>{_line('footer', '{{ register }}', edge)}{_line('footer', '{{ register_more }}')}</w:ftr>"


def footer_part() -> str:
    """`word/footer1.xml`: "Page X of Y", below each following page."""
    line = (
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">Page </w:t></w:r>'
        f'{page_field("PAGE")}<w:r><w:t xml:space="preserve"> of </w:t></w:r>{page_field("NUMPAGES")}</w:p>'
    )
    return f"{DECLARATION}<w:ftr {_SPACES}>{line}</w:ftr>"
