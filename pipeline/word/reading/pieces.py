"""What the runs of a paragraph say, as pieces of one look and one row of revisions each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from pipeline.model.document import Fate, Mark

PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")
"""Fields that count pages."""
_PRINT_THEIR_CODE = (
    "EQ", "SYMBOL", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "MACROBUTTON", "GOTOBUTTON", "ADVANCE", "FORMCHECKBOX",
    "FORMDROPDOWN",
)  # fmt: skip
_PRINT_NOTHING = ("TC", "XE", "TA", "SET", "ASK", "PRIVATE", "ADDIN", "NEXT", "NEXTIF", "SKIPIF")
UNMOVED = {Fate.MOVED_FROM: Fate.DELETED, Fate.MOVED_TO: Fate.INSERTED}
"""What either end of a move is that did not move with the rest, or that cannot be told to belong to one."""


class Role(Enum):
    """What the look of words makes of them."""

    PLAIN = auto()
    TERM = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words. `marks` are the revisions around them, the oldest first; `code` is that of the field whose result they are."""

    text: str
    marks: tuple[Mark, ...] = ()
    role: Role = Role.PLAIN
    strong: bool = False
    code: str = ""
    edited: bool = False
    """Whether somebody has edited this result of a field: what came in its place is the next piece."""


@dataclass(slots=True)
class OpenField:
    """A field of which the end has not been met yet."""

    marks: tuple[Mark, ...]
    code: str = ""
    shows: bool = False
    """Whether its result has begun."""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The first word of the code: REF, PAGEREF, TOC."""
        return (self.code.split() or [""])[0].upper()

    @property
    def prints_by_itself(self) -> bool:
        """Whether a word processor prints words or signs that are no result of the field, but stand in its code or are counted."""
        without_result = not self.shows and self.kind not in (*PAGES, "REF", "NOTEREF", "TOC", *_PRINT_NOTHING)
        return bool(self.kind) and (without_result or self.kind in _PRINT_THEIR_CODE)

    def shown(self) -> str:
        """The words of the result, without those that a revision of it alone takes out."""
        return "".join(piece.text for piece in self.pieces if not _has(piece, Fate.DELETED, len(self.marks)))

    def result(self) -> tuple[Piece, ...]:
        """What the field says: a reference is one piece; where somebody has edited its result, it went and other words came.

        Numbers of pages are those of the last printing, and stand for none.
        """
        if self.kind in PAGES:
            return (Piece("#", self.marks),)
        if self.kind != "REF":
            return tuple(self.pieces)
        strong = bool(self.pieces) and self.pieces[0].strong
        whole = Piece(self.shown(), self.marks, strong=strong, code=self.code.strip())
        depth = len(self.marks)
        edit = next((piece.marks[depth] for piece in self.pieces if len(piece.marks) > depth), None)
        if edit is None:
            return (whole,)
        went = "".join(piece.text for piece in self.pieces if not _has(piece, Fate.INSERTED, depth))
        gone, come = (replace(edit, fate=fate) for fate in (Fate.DELETED, Fate.INSERTED))
        return replace(whole, text=went, marks=(*self.marks, gone), edited=True), replace(whole, marks=(*self.marks, come), code="")


def _has(piece: Piece, fate: Fate, depth: int) -> bool:
    return any(mark.fate is fate for mark in piece.marks[depth:])


def joined(pieces: list[Piece]) -> list[Piece]:
    """The same words with neighbours of one look and one row of revisions together; each field by itself."""
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if last is not None and not last.code and not piece.code and _look(last) == _look(piece):
            result[-1] = replace(last, text=last.text + piece.text)
        elif piece.text or piece.code:
            result.append(piece)
    return result


def _look(piece: Piece) -> tuple[object, ...]:
    return piece.marks, piece.role, piece.strong
