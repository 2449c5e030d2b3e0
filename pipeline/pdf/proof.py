"""Is the PDF the DOCX? The same words in the same order, each drawn, none broken, none over an edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from pipeline.model.drawn_words import as_drawn
from pipeline.pdf.content import Piece
from pipeline.pdf.face import UNDRAWN
from pipeline.pdf.page import LEADER, Page, pages

# A line may end behind these without a hyphen being added, and between two signs, as in `C:\new`.
_BREAK_BEHIND = "-‐–—/"
_WINDOW = 400
_SAME_AGAIN = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the page says something else than the document; one side may be empty. Pages count from 1."""

    page: int
    printed: tuple[str, ...]
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What is wrong with a printed document: nothing, if all four are empty.

    `missing` are the characters that print as an empty box, `broken` the words that a line break cuts, `overrun` the words
    that run over the edge of the page or over their neighbour.
    """

    differences: tuple[Difference, ...]
    missing: tuple[str, ...]
    broken: tuple[str, ...]
    overrun: tuple[str, ...]


class _Printed(NamedTuple):
    text: str
    width: float
    room: float
    page: int


class _Step(NamedTuple):
    """How many words of each side say the same, and what was noticed on the way."""

    printed: int
    expected: int
    missing: tuple[str, ...]
    broken: tuple[str, ...]


def proof(pdf: bytes | Sequence[Page], expected: Sequence[str]) -> Proof:
    """What the PDF (or its pages, where they have been read) prints beside the document's words in their order.

    `expected` has automatic numbers and contents in it, but not header and footer.
    """
    printed = pages(pdf) if isinstance(pdf, bytes) else pdf
    differences: list[Difference] = []
    missing: dict[str, None] = {}
    broken: list[str] = []
    for found in _compared(_printed(printed), as_drawn(" ".join(expected)).split()):
        if isinstance(found, Difference):
            differences.append(found)
        else:
            missing.update(dict.fromkeys(found.missing))
            broken.extend(found.broken)
    overrun = tuple(word for page in printed for word in _overrun(page))
    return Proof(tuple(differences), tuple(missing), tuple(broken), overrun)


def missing_glyphs(pdf: bytes, expected: Sequence[str]) -> tuple[str, ...]:
    """The characters of these words that print as an empty box, in the order of their first appearance."""
    return proof(pdf, expected).missing


def broken_words(pdf: bytes, expected: Sequence[str]) -> tuple[str, ...]:
    """The words that a line break cuts although they would fit on a line."""
    return proof(pdf, expected).broken


def _printed(printed: Sequence[Page]) -> list[_Printed]:
    return [word for number, page in enumerate(printed, 1) for word in _with_room(page, number)]


def _with_room(page: Page, number: int) -> Iterator[_Printed]:
    """The page's words; `room` is how wide the column is at least, if a word goes on in the next line."""
    lefts = [word.left for word in page.placed[1:]] + [0.0]
    for word, following in zip(page.placed, lefts, strict=False):
        if text := as_drawn(word.text):
            yield _Printed(text, word.right - word.left, word.right - following, number)


def _compared(printed: list[_Printed], expected: list[str]) -> Iterator[_Step | Difference]:
    """Walks through both sides at once and gives what is not plainly equal."""
    here = there = 0
    while here < len(printed) or there < len(expected):
        if here < len(printed) and there < len(expected) and printed[here].text == expected[there]:
            here, there = here + 1, there + 1
            continue
        # A data value may be a row of dots, so leaders are dropped only where the document has none.
        if here < len(printed) and LEADER.fullmatch(printed[here].text):
            here += 1
            continue
        found = _step(printed[here : here + _WINDOW], expected[there : there + _WINDOW]) or _skipped(printed, here, expected, there)
        yield found
        if isinstance(found, Difference):
            here, there = here + len(found.printed), there + len(found.expected)
        else:
            here, there = here + found.printed, there + found.expected


def _step(printed: Sequence[_Printed], expected: Sequence[str]) -> _Step | None:
    """Reads both letter by letter until words end together; None where letters differ.

    An empty box stands for any letter, a blank too, because a run without glyphs prints its blanks as boxes.
    """
    if not printed or not expected:
        return None
    shown, meant = " ".join(word.text for word in printed) + " ", " ".join(expected) + " "
    missing: list[str] = []
    broken: dict[str, None] = {}
    here = there = part = 0
    while here < len(shown) and there < len(meant):
        if shown[here] == UNDRAWN:
            missing.extend(meant[there].strip())
        elif shown[here] == " " != meant[there]:
            broken.update(dict.fromkeys(_cut(meant, there, printed)))
            here, part = here + 1, part + 1
            continue
        elif shown[here] != meant[there]:
            return None
        elif shown[here] == " ":
            return _Step(part + 1, meant.count(" ", 0, there + 1), tuple(missing), tuple(broken))
        here, there = here + 1, there + 1
    return None


def _cut(meant: str, at: int, parts: Sequence[_Printed]) -> Iterator[str]:
    """The word that is cut here, unless a line may end here or the word does not fit on any."""
    word = meant[meant.rfind(" ", 0, at) + 1 : meant.index(" ", at)]
    letters = accumulate(len(part.text) for part in parts)
    width = sum(part.width for part, before in zip(parts, chain((0,), letters), strict=False) if before < len(word))
    between_signs = not meant[at - 1].isalnum() and not meant[at].isalnum()
    if meant[at - 1] not in _BREAK_BEHIND and not between_signs and width <= parts[0].room:
        yield word


def _skipped(printed: list[_Printed], here: int, expected: list[str], there: int) -> Difference:
    """The fewest words of both sides behind which several agree again; all that is left where none do."""
    page = printed[min(here, len(printed) - 1)].page if printed else 1
    shown = [word.text for word in printed[here : here + _WINDOW]]
    meant = expected[there : there + _WINDOW]
    for total in range(1, min(60, len(shown) + len(meant)) + 1):
        for skipped in range(total + 1):
            again = shown[skipped : skipped + _SAME_AGAIN]
            if again and again == meant[total - skipped : total - skipped + _SAME_AGAIN]:
                return Difference(page, tuple(shown[:skipped]), tuple(meant[: total - skipped]))
    return Difference(page, tuple(word.text for word in printed[here:]), tuple(expected[there:]))


def _overrun(page: Page) -> Iterator[str]:
    """Words that leave the page on the right, or reach into what follows on their line."""
    body = [piece for piece in page.pieces if not piece.margin and piece.text is piece.drawn and piece.text.strip()]
    for piece in body:
        if piece.right > page.width:
            yield piece.text.strip()
    for piece, following in pairwise(body):
        if _overlap(piece, following):
            yield piece.text.strip()


def _overlap(piece: Piece, following: Piece) -> bool:
    shown = piece.right - piece.size * 0.25 * (len(piece.text) - len(piece.text.rstrip()))
    same_line = abs(piece.baseline - following.baseline) < 1
    return same_line and piece.left < following.left < shown - 0.1 * piece.size
