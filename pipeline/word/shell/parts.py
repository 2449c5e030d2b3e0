"""What each DOCX that is made from nothing has on its pages: the document, its sections, what stands at the margins, and lines."""

from __future__ import annotations

from pipeline.word.names import DECLARATION, RELATIONS, WORD
from pipeline.word.shell.styles import style_id
from pipeline.word.text import run

_SPACES = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1588" w:right="1417" w:bottom="1474" w:left="1417" w:header="737" w:footer="680" w:gutter="0"/>'
)
"""Size and margins of the pages of a template."""
PLACES = ("header", "footer")
PAGES = ("default", "first")
"""The kinds of page, in the order in which their headers and footers are counted: `header1.xml`, `header2.xml`."""


def document(body: str) -> str:
    """`word/document.xml`."""
    return f"{DECLARATION}<w:document {_SPACES}><w:body>{body}</w:body></w:document>"


def section(layout: str, *, has_first: bool = False) -> str:
    """The end of a section with this layout. `has_first` says that there is a header and a footer of their own for the first page."""
    references = "".join(
        f'<w:{place}Reference w:type="{page}" r:id="{margin_link(place, page, has_first=has_first)}"/>'
        for page in (PAGES if has_first else PAGES[:1])
        for place in PLACES
    )
    return f"<w:sectPr>{references}{layout}</w:sectPr>"


def margin_link(place: str, page: str, *, has_first: bool) -> str:
    """The id of the relation to a header or a footer."""
    return f"{place}-{page}" if has_first else place


def header(content: str) -> str:
    """A header."""
    return f"{DECLARATION}<w:hdr {_SPACES}>{content}</w:hdr>"


def footer(content: str) -> str:
    """A footer."""
    return f"{DECLARATION}<w:ftr {_SPACES}>{content}</w:ftr>"


def line(style: str, text: str, layout: str = "") -> str:
    """A paragraph of this style, by its name, that says one thing, such as a slot."""
    return paragraph(style, run(text), layout)


def paragraph(style: str, content: str, layout: str = "") -> str:
    """A paragraph of this style, by its name."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{layout}</w:pPr>{content}</w:p>'


def page_of_pages() -> str:
    """The runs "Page X of Y"."""
    return f"{run('Page ')}{page_field('PAGE')}{run(' of ')}{page_field('NUMPAGES')}"


def page_field(instruction: str) -> str:
    """A field that counts pages: PAGE or NUMPAGES."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
