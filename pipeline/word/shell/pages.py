"""The pages of the first template: its sections, its header and footer, and the slots."""

from __future__ import annotations

from pipeline.word import names
from pipeline.word.names import DECLARATION, RELATIONS, WORD
from pipeline.word.shell.styles import RULE, TEXT_WIDTH, style_id

_SPACES = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
_STAMP = "{{ issue }}{% if issued %}, {{ issued }}{% endif %}{% if legend %} \u00b7 {{ legend }}{% endif %}"
_LEFT_CELL = 4536


def _line(style: str, text: str, layout: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{layout}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _section(kind: str, *, first_page_differs: bool) -> str:
    references = "".join(
        f'<w:{place}Reference w:type="{page}" r:id="{place}-{page}"/>' for page in ("default", "first") for place in ("header", "footer")
    )
    title = "<w:titlePg/>" if first_page_differs else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1588" w:right="1417" w:bottom="1474" w:left="1417" w:header="737" w:footer="680" w:gutter="0"/>'
        f"{title}</w:sectPr>"
    )


def document_part() -> str:
    """`word/document.xml`: the cover and the contents, then the terms, the signatures and the schedules."""
    front = (
        _line(names.COVER_STAMP, "{{ issue }}{% if issued %}, {{ issued }}{% endif %}{% if legend %} \u00b7 {{ legend }}{% endif %}")
        + _line("Cover Text", "{{p cover }}")
        + _line(names.CONTENTS_HEADING, "Contents")
        + _line("toc 1", "{{p toc }}")
    )
    boundary = f'<w:p><w:pPr><w:pStyle w:val="TableSpace"/>{_section("nextPage", first_page_differs=True)}</w:pPr></w:p>'
    rest = "".join(_line("Body Text", f"{{{{p {slot} }}}}") for slot in ("body", "signatures", "schedules"))
    body = front + boundary + rest + _section("nextPage", first_page_differs=False)
    return f"{DECLARATION}<w:document {_SPACES}><w:body>{body}</w:body></w:document>"


def header_part() -> str:
    """`word/header1.xml`: the short title, and over against it version and legend."""
    edge = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    left = _line("header", "{{ short_title }}")
    right = _line("header", "{{ issue }}{% if legend %} \u00b7 {{ legend }}{% endif %}", '<w:jc w:val="right"/>')
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{line}</w:tc>'
        for width, line in ((_LEFT_CELL, left), (TEXT_WIDTH - _LEFT_CELL, right))
    )
    columns = f'<w:gridCol w:w="{_LEFT_CELL}"/><w:gridCol w:w="{TEXT_WIDTH - _LEFT_CELL}"/>'
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{edge}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:bottom w:w="57" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    )
    return f'{DECLARATION}<w:hdr {_SPACES}>{table}<w:p><w:pPr><w:pStyle w:val="TableSpace"/></w:pPr></w:p></w:hdr>'


def first_header_part() -> str:
    """`word/header2.xml`: nothing above the cover."""
    return f'{DECLARATION}<w:hdr {_SPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'


def page_field(instruction: str) -> str:
    """A field that counts pages: PAGE or NUMPAGES."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def footer_part() -> str:
    """`word/footer1.xml`: the digits that tell two drafts apart, and "Page X of Y"."""
    line = (
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>{{ short_hash }}</w:t></w:r><w:r><w:tab/></w:r>'
        f'<w:r><w:t xml:space="preserve">Page </w:t></w:r>{page_field("PAGE")}<w:r><w:t xml:space="preserve"> of </w:t></w:r>'
        f"{page_field('NUMPAGES')}</w:p>"
    )
    return f"{DECLARATION}<w:ftr {_SPACES}>{line}</w:ftr>"
