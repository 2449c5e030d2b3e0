"""From the pieces of a paragraph to the words of the tree: Defined Terms, open points, Cross-References, and the revisions around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.model.document import Deleted, Fate, Inline, Inserted, Mark, PartKind, Ref, Strong, Term, Text, ToBeAgreed, Words, merged
from pipeline.model.numbering import NO_BREAK
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE, to_be_agreed
from pipeline.word.reading.pieces import Piece, Role
from pipeline.word.versions import come, gone

_TERM = re.compile(f"{OPEN_QUOTE}([^{OPEN_QUOTE}{CLOSE_QUOTE}]+){CLOSE_QUOTE}")
_OPEN_POINT = re.compile(re.escape(to_be_agreed("\0")).replace("\0", "(.+?)"))


@dataclass(frozen=True, slots=True)
class Target:
    """What a bookmark leads to: the id, and the Part in which it stands."""

    id: str
    part: str
    kind: PartKind

    @property
    def whole(self) -> bool:
        """Whether it is a Schedule itself, which is told by its number alone."""
        return self.kind is PartKind.SCHEDULE and self.id == self.part


@dataclass(frozen=True, slots=True)
class Wording:
    """Makes words of pieces. `targets` are what the bookmarks of the file lead to, `words` those that references are written with."""

    targets: Mapping[str, Target]
    words: Words

    def target(self, code: str) -> Target | None:
        """What a field leads to; None where it is no reference, or one to nothing."""
        match code.split():
            case [kind, name, *_] if kind.upper() in ("REF", "PAGEREF", "NOTEREF"):
                return self.targets.get(name)
        return None

    def inlines(self, pieces: Sequence[Piece], part: str) -> tuple[Inline, ...]:
        """What these pieces say in the Part with this id."""
        return _with_kept_references(_nested(self._nodes(list(pieces), part), 0))

    def _nodes(self, pieces: list[Piece], part: str) -> list[_Said]:
        """Each node with the piece that it comes from."""
        said: list[_Said] = []
        at = 0
        while at < len(pieces):
            piece, used = pieces[at], 1
            if piece.code:
                used = self._refer(said, pieces[at : at + 3], part)
            elif piece.role is Role.TERM:
                together = list(_together(pieces[at:]))
                said += _terms(together)
                used = len(together)
            else:
                said += _plain(piece)
            at += used
        return said

    def _refer(self, said: list[_Said], pieces: list[Piece], part: str) -> int:
        """Add what a field says: a reference where it is written as one, else its words. Tells how many pieces that took."""
        target = self.target(pieces[0].code)
        if target is not None and target.whole:
            said.append(_Said(Ref(target.id), pieces[0]))
            return 1
        used = 0 if target is None else self._length(target, pieces, part)
        word = "" if target is None else self._word(target)
        last = said[-1] if said else None
        around = pieces[0].marks[:-1] if pieces[0].edited else pieces[0].marks
        if target is None or not used or last is None or last.piece.marks != around or not _ends(last.node, word):
            said.append(_Said(Text(pieces[0].text), pieces[0]))
            return 1
        said[-1] = replace(last, node=Text(_text(last.node).removesuffix(word)))
        said.append(_Said(Ref(target.id), pieces[0]))
        if pieces[0].edited:
            # The word before the number stays, and stands before what came.
            said.append(_Said(Text(word + pieces[1].text), pieces[1]))
            return 2
        return used

    def _word(self, target: Target) -> str:
        """What stands before a number."""
        return (self.words.clause if target.kind is PartKind.TERMS else self.words.paragraph) + NO_BREAK

    def _length(self, target: Target, pieces: list[Piece], part: str) -> int:
        """How many pieces a reference by a number has: from elsewhere it tells the Schedule as well. None is 0."""
        if target.kind is PartKind.TERMS or target.part == part:
            return 1
        if len(pieces) < 3 or pieces[1].text != f" {self.words.of} " or any(piece.marks != pieces[0].marks for piece in pieces):
            return 0
        schedule = self.target(pieces[2].code)
        return 3 if schedule is not None and schedule.whole and schedule.part == target.part else 0


def _with_kept_references(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A reference that goes and comes at once leads where it led: only the bookmark is another, or the words around its number."""
    result: list[Inline] = []
    for node in content:
        match result[-1:], node:
            case [Deleted(content=(Ref(target=old),))], Inserted(content=(Ref(target=new),)) if old == new:
                result[-1] = Ref(new)
            case _:
                result.append(node)
    return merged(tuple(result))


def _text(node: Inline) -> str:
    return node.text if isinstance(node, Text) else ""


def _ends(node: Inline, word: str) -> bool:
    return _text(node).endswith(word)


@dataclass(frozen=True, slots=True)
class _Said:
    node: Inline
    piece: Piece

    @property
    def inside(self) -> Inline:
        """The node with the weight that it is printed in; a Defined Term is bold by itself."""
        return Strong((self.node,)) if self.piece.strong and not isinstance(self.node, Term) else self.node


def _plain(piece: Piece) -> Iterator[_Said]:
    """Words with the open points among them; in bold and in quotation marks they define a term even without its style."""
    bold_term = _TERM.fullmatch(piece.text) if piece.strong else None
    if bold_term:
        yield _Said(Term(bold_term[1]), piece)
        return
    at = 0
    for match in _OPEN_POINT.finditer(piece.text) if piece.role is Role.OPEN else ():
        yield _Said(Text(piece.text[at : match.start()]), piece)
        yield _Said(ToBeAgreed("", match[1]), piece)
        at = match.end()
    yield _Said(Text(piece.text[at:]), piece)


def _together(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces of one Defined Term, in which somebody may have changed a word."""
    for piece in pieces:
        if piece.role is not Role.TERM or piece.code:
            return
        yield piece


def _terms(pieces: list[Piece]) -> Iterator[_Said]:
    """Defined Terms; one in which words were changed went as a whole and came as a whole."""
    marks = {piece.marks for piece in pieces}
    if len(marks) == 1:
        yield from _defined(pieces[0], "".join(piece.text for piece in pieces))
        return
    old = "".join(piece.text for piece in pieces if not come(piece.marks))
    new = "".join(piece.text for piece in pieces if not gone(piece.marks))
    edits = [piece.marks for piece in pieces if piece.marks]
    if len(edits[0]) != 1 or len({mark.revision.author for each in edits for mark in each}) > 1 or not _TERM.fullmatch(old):
        for piece in pieces:
            yield from _defined(piece, piece.text)
        return
    yield from _defined(replace(pieces[0], marks=(Mark(Fate.DELETED, edits[0][0].revision),)), old)
    yield from _defined(replace(pieces[0], marks=(Mark(Fate.INSERTED, edits[0][0].revision),)), new)


def _defined(piece: Piece, text: str) -> Iterator[_Said]:
    at = 0
    for match in _TERM.finditer(text):
        yield _Said(Text(text[at : match.start()]), piece)
        yield _Said(Term(match[1]), piece)
        at = match.end()
    yield _Said(Text(text[at:]), piece)


def _nested(said: Sequence[_Said], depth: int) -> tuple[Inline, ...]:
    """The nodes within their revisions, from the outside in."""
    result: list[Inline] = []
    for mark, group in groupby(said, key=lambda each: each.piece.marks[depth] if len(each.piece.marks) > depth else None):
        inside = tuple(group)
        if mark is None:
            result += (each.inside for each in inside)
        elif gone((mark,)):
            result.append(Deleted(_nested(inside, depth + 1), mark.revision))
        else:
            result.append(Inserted(_nested(inside, depth + 1), mark.revision))
    return merged(tuple(result))
