"""A DOCX that is no contract: pages of one kind, with a line above and a line below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.word.properties import plain_part
from pipeline.word.shell.package import bound
from pipeline.word.shell.parts import document, footer, header, paragraph, section


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
            "docProps/core.xml": plain_part(plain.title, plain.legend),
            **plain.further,
        }
    )
