"""A DOCX that is no contract: pages of one kind, with a line above and a line below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pipeline.word.names import DECLARATION
from pipeline.word.shell.package import bound
from pipeline.word.shell.parts import document, footer, header, paragraph, section
from pipeline.word.text import visible

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


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
    return bound(
        {
            "word/document.xml": document(body + section(plain.page)),
            "word/styles.xml": plain.styles,
            "word/header1.xml": header(paragraph("header", plain.header)),
            "word/footer1.xml": footer(paragraph("footer", plain.footer)),
            "docProps/core.xml": _properties(plain),
            **plain.further,
        }
    )


def _properties(plain: Plain) -> str:
    title, subject = (escape(visible(words)) for words in (plain.title, plain.legend))
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject></cp:coreProperties>"
    )
