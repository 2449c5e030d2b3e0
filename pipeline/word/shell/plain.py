"""A DOCX that is no contract: pages of one kind, with a line above and a line below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import relpath
from xml.sax.saxutils import escape

from pipeline.word.names import DECLARATION, RELATIONS, WORD
from pipeline.word.shell.package import bound
from pipeline.word.text import visible

_SPACES = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_LINKS = {
    "styles": ("styles", "word/styles.xml"),
    "numbering": ("numbering", "word/numbering.xml"),
    "settings": ("settings", "word/settings.xml"),
    "fonts": ("fontTable", "word/fontTable.xml"),
    "theme": ("theme", "word/theme/theme1.xml"),
    "header": ("header", "word/header1.xml"),
    "footer": ("footer", "word/footer1.xml"),
    "map": ("customXml", "customXml/item1.xml"),
}
_OPTIONAL = ("numbering", "map")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """What such files differ in, as OOXML but for the title and the legend."""

    title: str
    legend: str
    page: str
    """Size and margins of the pages."""
    header: str
    footer: str
    styles: str
    further: Mapping[str, str] = field(default_factory=dict)
    """Parts that others do not have: the lists, and what is bound in for a later tool."""


def plain_package(plain: Plain, body: str) -> bytes:
    """The DOCX with this body; the same bytes for the same words."""
    references = "".join(f'<w:{place}Reference w:type="default" r:id="{place}"/>' for place in ("header", "footer"))
    section = f"<w:sectPr>{references}{plain.page}</w:sectPr>"
    own = {
        "word/document.xml": f"{DECLARATION}<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": plain.styles,
        "word/header1.xml": f"{DECLARATION}<w:hdr {_SPACES}>{_line('Header', plain.header)}</w:hdr>",
        "word/footer1.xml": f"{DECLARATION}<w:ftr {_SPACES}>{_line('Footer', plain.footer)}</w:ftr>",
        "docProps/core.xml": _properties(plain),
        **plain.further,
    }
    there = ((link, kind, part) for link, (kind, part) in _LINKS.items() if link not in _OPTIONAL or part in own)
    return bound(own, tuple((link, kind, relpath(part, "word")) for link, kind, part in there))


def _line(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _properties(plain: Plain) -> str:
    title, subject = (escape(visible(words)) for words in (plain.title, plain.legend))
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject></cp:coreProperties>"
    )
