"""Ends of paragraphs that a revision brings or takes, given back to the paragraphs that come or go.

Who types a paragraph behind another one, or deletes it, leaves the mark on the end of the one before: Word lets the last paragraph keep
its end. So does our own writer before a table and at the end of a cell (`word.ending`). The tree says what is meant: that one came or went.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.document import Fate, Mark
from pipeline.word import names
from pipeline.word.reading.bookmarks import Identity
from pipeline.word.reading.lines import Grid, Line
from pipeline.word.reading.pieces import Piece
from pipeline.word.reading.revised import is_same
from pipeline.word.reading.roles import role_in
from pipeline.word.versions import gone


def with_own_ends(lines: list[Line | Grid], schedule: str) -> list[Line | Grid]:
    """These neighbours, those in tables too, each with the revisions of its own end."""
    for line in lines:
        if isinstance(line, Grid):
            for row in line.rows:
                for cell in row.cells:
                    cell.blocks = with_own_ends(cell.blocks, schedule)
    for number, line in enumerate(lines):
        # The space below a table says nothing, and may lend its end to what follows.
        if isinstance(line, Line) and line.ends and not (line.pieces and _is_whole(line, line.ends[0])):
            _give_back(line, lines[number + 1 :])
    return [each for line in lines for each in _apart(line, schedule)]


def _is_whole(line: Line, mark: Mark) -> bool:
    """Whether all that a line says is of one revision."""
    return all(piece.marks and is_same(piece.marks[0], mark) for piece in line.pieces)


def _give_back(line: Line, behind: list[Line | Grid]) -> None:
    """Let the last of the paragraphs that came or went with this end have the revision."""
    mark = line.ends[0]
    for other in behind:
        if isinstance(other, Grid) or not _is_whole(other, mark):
            return
        if not other.ends:
            line.ends, other.ends = line.ends[1:], (mark,)
            _exchange_looks(line, other, went=gone((mark,)))
            return
        if not is_same(other.ends[0], mark):
            return


def _exchange_looks(line: Line, other: Line, *, went: bool) -> None:
    """The last paragraph looked like the one that takes its place in the other version: each has its own look again."""
    if other.former is None:
        return
    own, others = (other.former, other.standing) if went else (other.standing, other.former)
    other.standing, other.former = own, None
    if line.former is None and not line.ends and _halves(line.pieces) is not None:
        line.standing, line.former = (others, line.standing) if went else (line.standing, others)


def _only_mark(line: Line) -> Mark | None:
    """The revision of all that a line says; None where it says nothing, or anything else."""
    mark = line.pieces[0].marks[0] if line.pieces and line.pieces[0].marks else None
    return mark if mark is not None and _is_whole(line, mark) else None


def _apart(line: Line | Grid, schedule: str) -> list[Line | Grid]:
    """A paragraph that is one thing in the old version and another in the new one is two."""
    if isinstance(line, Grid) or line.former is None or line.ends:
        return [line]
    if names.TABLE_SPACE in (line.former.style, line.standing.style) and (mark := _only_mark(line)) is not None:
        # It came in the place of the space below a table, or left it behind.
        return [replace(line, standing=line.former if gone((mark,)) else line.standing, former=None, ends=(mark,))]
    before, now = (role_in(each, line.label, schedule) for each in (line.former, line.standing))
    halves = _halves(line.pieces) if before != now else None
    if halves is None:
        return [line]
    went, came = halves
    old = replace(line, identity=_old(line.identity), standing=line.former, former=None, pieces=went, ends=went[0].marks[:1])
    new = Identity(line.id if not line.identity.old else f"{line.id}/new")
    both: list[Line | Grid] = [old, replace(line, identity=new, former=None, pieces=came, ends=came[0].marks[:1])]
    return both if line.pieces[0] in went else both[::-1]


def _old(identity: Identity) -> Identity:
    """That of the half that went."""
    return Identity(identity.former or (identity.id if identity.old else f"{identity.id}/former"), old=True)


def _halves(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """The words that all went, and those that all came; None where any stays or there are none."""
    went = tuple(piece for piece in pieces if piece.marks and piece.marks[0].fate is Fate.DELETED)
    came = tuple(piece for piece in pieces if piece.marks and piece.marks[0].fate is Fate.INSERTED)
    return (went, came) if went and came and len(went) + len(came) == len(pieces) else None
