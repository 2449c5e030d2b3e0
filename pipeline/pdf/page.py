"""The words of a PDF in reading order, page by page, apart from what repeats in header and footer."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from pipeline.pdf.content import Piece, pieces
from pipeline.pdf.face import UNDRAWN, Face, face
from pipeline.pdf.structure import repeated_marks

# Dots that lead to a page number are drawn, not said.
LEADER = re.compile(r"([._])\1{5,}")
_TOKEN = re.compile(r"\S+")


class Word(NamedTuple):
    """A word, or the part of one that stands on one line, between its two edges in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page, `width` points wide: its own words, and those of header, footer and repeated table heads."""

    width: float
    placed: tuple[Word, ...]
    margin: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the text."""
        return tuple(word.text for word in self.placed)


def pages(pdf: bytes) -> tuple[Page, ...]:
    """Every page as it reads; U+FFFD stands for a character that prints as an empty box."""
    reader = PdfReader(io.BytesIO(pdf))
    repeated = repeated_marks(reader)
    shown = [
        (float(page.mediabox.width), [_repeats(piece, repeated.get(number, 0)) for piece in found])
        for number, (page, found) in enumerate(shown_on(reader))
    ]
    drawn = {character for _, found in shown for piece in found for character in piece.drawn}
    boxes = any(UNDRAWN in piece.drawn for _, found in shown for piece in found if piece.text is not piece.drawn)
    return tuple(_page(width, found, drawn if boxes else None) for width, found in shown)


def words(pdf: bytes) -> list[str]:
    """All words, page by page, those of header and footer behind the page's text."""
    return [word for page in pages(pdf) for word in (*page.words, *page.margin)]


def body_words(pdf: bytes) -> list[str]:
    """The words of the text, without header, footer and repeated table heads."""
    return [word for page in pages(pdf) for word in page.words]


def page_count(pdf: bytes) -> int:
    """How many sheets it prints on."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


def shown_on(reader: PdfReader) -> Iterator[tuple[PageObject, list[Piece]]]:
    """Each page with what it shows, read when asked for; each font is read once."""
    faces: dict[int, Face] = {}
    for page in reader.pages:
        content = page.get_contents()
        yield page, list(pieces(content.get_data(), _faces(page, faces))) if content is not None else []


def _faces(page: PageObject, known: dict[int, Face]) -> dict[str, Face]:
    resources = page.get("/Resources", DictionaryObject()).get_object()
    assert isinstance(resources, DictionaryObject)
    fonts = resources.get("/Font", DictionaryObject()).get_object()
    assert isinstance(fonts, DictionaryObject)
    result: dict[str, Face] = {}
    for name in fonts:
        reference = fonts.raw_get(name)
        number = reference.idnum if isinstance(reference, IndirectObject) else -1
        if number not in known or number < 0:
            font = reference.get_object()
            assert isinstance(font, DictionaryObject)
            known[number] = face(font)
        result[name] = known[number]
    return result


def _page(width: float, found: list[Piece], drawn: set[str] | None) -> Page:
    """`drawn` are the characters that have a glyph, None where no replaced text hides an empty box."""
    if drawn is not None:
        found = [_unveiled(piece, drawn) for piece in found]
    body = [piece for piece in found if not piece.margin]
    margin = [piece for piece in found if piece.margin]
    return Page(width, tuple(_words(body)), tuple(word.text for word in _words(margin)), tuple(found))


def _repeats(piece: Piece, count: int) -> Piece:
    """The first `count` marked contents of a page belong to its margin."""
    return piece._replace(margin=True) if 0 <= piece.mark < count else piece


def _unveiled(piece: Piece, drawn: set[str]) -> Piece:
    """The text that the PDF says is meant, with U+FFFD for what no glyph of the document shows."""
    if piece.text is piece.drawn:
        return piece
    return piece._replace(text="".join(character if character in drawn or _invisible(character) else UNDRAWN for character in piece.text))


def _invisible(character: str) -> bool:
    return character.isspace() or category(character) == "Cf"


def _words(shown: Iterable[Piece]) -> list[Word]:
    result: list[Word] = []
    last: Piece | None = None
    for piece in _along_lines(shown):
        found = [Word(token.group(), *_edges(piece, token)) for token in _TOKEN.finditer(piece.text)]
        if last and found and result and not last.text[-1:].isspace() and not piece.text[0].isspace() and not apart(last, piece):
            begun = result.pop()
            found[0] = Word(begun.text + found[0].text, begun.left, found[0].right)
        result.extend(found)
        last = piece
    return result


def _edges(piece: Piece, token: re.Match[str]) -> tuple[float, float]:
    """Where the token stands, as if all letters of its piece were equally wide."""
    step = (piece.right - piece.left) / len(piece.text)
    return piece.left + token.start() * step, piece.left + token.end() * step


def _along_lines(shown: Iterable[Piece]) -> Iterator[Piece]:
    """From left to right, because LibreOffice draws what needs another font at the end of a line; leaders apart from the words."""
    for _, line in groupby(shown, key=lambda piece: round(piece.baseline, 1)):
        for piece in sorted(line, key=lambda piece: piece.left):
            yield piece._replace(text=LEADER.sub(r" \g<0> ", piece.text)) if LEADER.search(piece.text) else piece


def apart(last: Piece, piece: Piece) -> bool:
    """Whether white space lies between two neighbours: another line, a tab, another cell."""
    size = max(last.size, piece.size)
    # Superscripts leave the baseline by a third of their size.
    return abs(piece.baseline - last.baseline) > 0.5 * size or not -size < piece.left - last.right < 0.12 * size
