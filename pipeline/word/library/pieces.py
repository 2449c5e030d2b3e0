"""Words of a wording as runs; named fields and references as content controls that Word does not let anybody type into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from pipeline.model.document import Term, Text
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE
from pipeline.model.review import Bold, NamedField, Piece, Target, Words, shown
from pipeline.word.anchors import bookmark
from pipeline.word.library.anchors import anchored
from pipeline.word.library.styles import DEFINED_TERM, FIELD, REFERENCE
from pipeline.word.text import run, visible

_BOLD = "<w:b/><w:bCs/>"
_LONGEST = 64
"""Characters that Word allows in the title of a content control."""


class Paragraphs:
    """Writes paragraphs; counts bookmarks and content controls, whose ids are their own in the file."""

    def __init__(self) -> None:
        self._bookmarks = 0
        self._controls = 0

    def paragraph(self, style: str, content: str, layout: str = "") -> str:
        """One paragraph from its runs. `layout` holds further paragraph properties in the order of the schema."""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{content}</w:p>'

    def plain(self, style: str, *texts: str) -> str:
        """A paragraph of plain words."""
        return self.paragraph(style, "".join(run(text) for text in texts if text))

    def heading(self, style: str, id: str, text: str) -> str:
        """A heading that the contents lead to."""
        return self.paragraph(style, self._marked(bookmark(id), run(text)))

    def saying(self, style: str, words: Words, layout: str = "") -> str:
        """A paragraph of a wording, under its bookmark."""
        content = "".join(self._pieces(words.content))
        anchor = anchored(words)
        return self.paragraph(style, self._marked(bookmark(anchor.id), content) if anchor else content, layout)

    def field(self, named: NamedField) -> str:
        """A named field, by its path and filters in braces."""
        return self._control("field", named.description or named.path, FIELD, shown((named,)))

    def _marked(self, name: str, content: str) -> str:
        self._bookmarks += 1
        mark = self._bookmarks
        return f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{mark}"/>'

    def _pieces(self, pieces: Iterable[Piece], properties: str = "") -> Iterator[str]:
        for piece in pieces:
            match piece:
                case Text(text=text):
                    yield run(text, properties)
                case Term(text=text):
                    yield run(f"{OPEN_QUOTE}{text}{CLOSE_QUOTE}", f'<w:rStyle w:val="{DEFINED_TERM}"/>')
                case Bold(content=content):
                    yield from self._pieces(content, _BOLD)
                case NamedField():
                    yield self.field(piece)
                case Target(title=title):
                    yield self._control("reference", title or "Reference", REFERENCE, shown((piece,)))

    def _control(self, kind: str, title: str, style: str, text: str) -> str:
        """What stands in the data or elsewhere in the library: it can be moved or deleted as a whole, but not be typed into."""
        self._controls += 1
        about = f"<w:alias w:val={quoteattr(_short(visible(title)))}/><w:tag w:val={quoteattr(kind)}/>"
        lock = f'<w:id w:val="{self._controls}"/><w:lock w:val="contentLocked"/>'
        look = f'<w:rStyle w:val="{style}"/>'
        return f"<w:sdt><w:sdtPr>{about}{lock}</w:sdtPr><w:sdtContent>{run(text, look)}</w:sdtContent></w:sdt>"


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}\u2026"
