"""The contents: a field that Word can rebuild, filled with what stands in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.document import Clause, Document, PartKind
from pipeline.model.numbering import Numbers
from pipeline.model.reading import words_of
from pipeline.word.anchors import bookmark
from pipeline.word.text import field, run

_INSTRUCTION = r'TOC \o "1-1" \h \z \u'
_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:instrText xml:space="preserve"> {_INSTRUCTION} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_UNKNOWN = "0"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document's outline: level 1 stands in the contents, level 2 is a heading within a Schedule."""

    id: str
    label: str
    words: str
    level: int
    of_schedule: bool = False

    @property
    def title(self) -> str:
        """The heading as the contents and the outline show it."""
        return f"{self.label} \u2013 {self.words}" if self.of_schedule else f"{self.label} {self.words}".strip()


def headings(document: Document, numbers: Numbers) -> tuple[Heading, ...]:
    """The outline in reading order."""
    result = []
    for part in document.parts:
        words = words_of(part.heading, part.id, numbers, document)
        if part.kind is PartKind.SCHEDULE:
            result.append(Heading(part.id, numbers[part.id].label, words, 1, of_schedule=True))
        elif part.kind is PartKind.SIGNATURES and words:
            result.append(Heading(part.id, "", words, 1))
        if part.kind in (PartKind.TERMS, PartKind.SCHEDULE):
            level = 1 if part.kind is PartKind.TERMS else 2
            for clause in part.blocks:
                if isinstance(clause, Clause):
                    title = words_of(clause.heading, part.id, numbers, document)
                    result.append(Heading(clause.id, numbers[clause.id].label, title, level))
    return tuple(result)


def contents_xml(outline: tuple[Heading, ...], style: str, edge: int, pages: Mapping[str, int] | None) -> str:
    """The field with an entry for each heading of the first level; without `pages` their numbers are yet unknown.

    `edge` is where the words of a clause's heading begin, in twentieths of a point.
    """
    entries = [heading for heading in outline if heading.level == 1]
    last = len(entries) - 1
    return "".join(
        _entry(heading, style, edge, pages, _BEGIN if index == 0 else "", _END if index == last else "")
        for index, heading in enumerate(entries)
    )


def _entry(heading: Heading, style: str, edge: int, pages: Mapping[str, int] | None, before: str, after: str) -> str:
    page = _UNKNOWN if pages is None else str(pages[heading.id])
    tab = "<w:r><w:tab/></w:r>"
    numbered = bool(heading.label) and not heading.of_schedule
    title = f"{run(heading.label)}{tab}{run(heading.words)}" if numbered else run(heading.title)
    number = field(rf"PAGEREF {bookmark(heading.id)} \h", page)
    link = f'<w:hyperlink w:anchor="{bookmark(heading.id)}" w:history="1">{title}{tab}{number}</w:hyperlink>'
    # Without a number the words begin at the margin, and the next tab is that of the page number.
    layout = "" if numbered else _plain(edge)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{before}{link}{after}</w:p>'


def _plain(edge: int) -> str:
    return f'<w:tabs><w:tab w:val="clear" w:pos="{edge}"/></w:tabs><w:ind w:left="0" w:hanging="0"/>'
