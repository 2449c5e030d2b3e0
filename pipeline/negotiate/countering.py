"""Our words in the place of theirs: a counter takes the place of the sentences, or of the blocks, that a proposal concerns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model.document import (
    Clause,
    Deleted,
    Document,
    Fate,
    Inline,
    Inserted,
    Paragraph,
    Part,
    Revision,
    SignatureBlock,
    Strong,
    Term,
    Text,
    children,
    merged,
    strong,
    walk,
    with_children,
)
from pipeline.model.numbering import NO_BREAK
from pipeline.negotiate.changes import Change, Form, changes_of
from pipeline.negotiate.moving import has_moved_away, where_it_stands, with_changes_at_both_ends
from pipeline.negotiate.pieces import Piece, Placed, pieces_of
from pipeline.negotiate.sentences import extent_of


class CannotCounter(ValueError):
    """A counter finds no place in the tree; carries the proposal's id and what is in the way."""

    def __init__(self, id: str, why: str) -> None:
        super().__init__(why)
        self.id, self.why = id, why


def countered(redline: Document, counters: Mapping[str, str], taken: Collection[str]) -> Document:
    """The redline with our words, unmarked, in the place of what each of these proposals (by id) concerns. Raises CannotCounter.

    `taken` are the proposals that we accept, so that what of theirs stands within a sentence of ours is known.
    """
    changes = changes_of(redline)
    for id, words in counters.items():
        concerned = [change for change in changes if id in change.names]
        redline = _Counter(id, words, taken, concerned).placed_in(redline)
    return redline


@dataclass(frozen=True, slots=True)
class _Counter:
    id: str
    words: str
    taken: Collection[str]
    changes: Sequence[Change]

    def placed_in(self, redline: Document) -> Document:
        words = [change for change in self.changes if change.form is Form.WORDS]
        if any(change.form in (Form.MOVE, Form.COLUMN, Form.TITLE) for change in self.changes):
            raise CannotCounter(self.id, "what moves or is a column of a table has no words of its own that others could take the place of")
        if any(change.form is Form.WHOLE for change in self.changes):
            return self._in_blocks(redline)
        if len({change.place.block for change in words}) > 1:
            return self._wherever_theirs_stand(redline)
        if not words:
            raise CannotCounter(self.id, "it changes no words, so that none can take their place")
        return self._in_sentences(redline, words)

    def _in_sentences(self, redline: Document, changes: Sequence[Change]) -> Document:
        around = changes[0].around
        assert around is not None
        extents = [extent_of(change) for change in changes]
        start, end = min(each.start for each in extents), max(each.end for each in extents)
        before, inside, behind = _parted(around.row, around.said, start, end, self.id)
        said = "".join(words for piece, words in inside if piece.author != self.id and self._stays(piece))
        edges = said or "".join(words for piece, words in inside if piece.fate is Fate.INSERTED)
        stays = [(piece, words) for piece, words in inside if piece.author != self.id and self._stays(piece)]
        ours = _woven(_between(edges, self.words), stays)
        content = merged((*_revised(before), *ours, *_revised(behind)))
        former = merged(tuple(_revised([each.piece for each in around.row])))
        result: Document = with_words(redline, lambda given: content if _anonymous(given) == former else given)
        return result

    def _stays(self, piece: Piece) -> bool:
        return piece.fate is None or (piece.fate is Fate.INSERTED) is (piece.author in self.taken)

    def _wherever_theirs_stand(self, redline: Document) -> Document:
        """A name that they changed in several places becomes ours in each: their word for it, within what they inserted, gives way."""
        news = [change.new.strip() for change in self.changes if change.form is Form.WORDS]
        name = min(news, key=len)
        if not name or any(name not in new for new in news):
            raise CannotCounter(self.id, "it changes several paragraphs in different words")

        def named(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
            return merged(tuple(each for node in content for each in self._renamed(node, name)))

        result: Document = with_words(redline, named)
        return result

    def _renamed(self, node: Inline, name: str) -> tuple[Inline, ...]:
        match node:
            case Inserted(revision=Revision(author=self.id)):
                return tuple(_with_text(each, name, self.words) for each in node.content)
            case Deleted(revision=Revision(author=self.id)):
                return ()
            case Strong():
                return (Strong(tuple(each for inner in node.content for each in self._renamed(inner, name))),)
            case _:
                return (node,)

    def _in_blocks(self, redline: Document) -> Document:
        """Line by line in the place of the paragraphs that they put in, or else of ours that they take out."""
        fates = {change.fate for change in self.changes if change.form is Form.WHOLE}
        kept = Fate.INSERTED if Fate.INSERTED in fates else Fate.DELETED
        lines = [line.strip() for line in self.words.split("\n") if line.strip()]
        texts = sum(1 for node in where_it_stands(redline) if self._is(node, kept) for below in walk(node) if _says_something(below))
        if texts != len(lines):
            paragraphs = f"{texts} paragraph{'s' if texts != 1 else ''}"
            raise CannotCounter(self.id, f"it concerns {paragraphs}, and the counter has {len(lines)} lines: write one for each paragraph")
        result: Document = self._with_lines(redline, kept, iter(lines))
        # What moved has its words at both ends.
        return with_changes_at_both_ends(result)

    def _is(self, node: Any, fate: Fate) -> bool:
        return any(mark.fate is fate and mark.revision.author == self.id for mark in getattr(node, "change", ()))

    def _with_lines(self, node: Any, kept: Fate, lines: Iterator[str]) -> Any:
        if has_moved_away(node):
            return node
        if self._is(node, kept):
            settled = replace(node, change=tuple(mark for mark in node.change if mark.revision.author != self.id))
            return _said_anew(settled, lines)
        below = [
            self._with_lines(child, kept, lines) for child in children(node) if kept is Fate.DELETED or not self._is(child, Fate.DELETED)
        ]
        return with_children(node, below)


def _parted(
    row: Sequence[Placed], said: Sequence[str], start: int, end: int, id: str
) -> tuple[list[Piece], list[tuple[Piece, str]], list[Piece]]:
    """The pieces before a stretch of our words, those in it with what they say, and those behind it."""
    before: list[Piece] = []
    inside: list[tuple[Piece, str]] = []
    behind: list[Piece] = []
    for each, words in zip(row, said, strict=True):
        piece = each.piece
        if piece.fate is Fate.INSERTED:
            if piece.author == id or start < each.start < end:
                inside.append((piece, words))
            else:
                (before if each.start <= start else behind).append(piece)
        elif not isinstance(piece.leaf, Text):
            if start <= each.start and each.end <= end:
                inside.append((piece, words))
            else:
                (before if each.end <= start else behind).append(piece)
        else:
            first, second = max(0, start - each.start), max(0, end - each.start)
            text = piece.leaf.text
            before.append(replace(piece, leaf=Text(text[:first])))
            inside.append((replace(piece, leaf=Text(text[first:second])), text[first:second]))
            behind.append(replace(piece, leaf=Text(text[max(first, second) :])))
    return before, [each for each in inside if each[1]], behind


def _between(edges: str, words: str) -> str:
    """The words with the white space that stood around those in whose place they come."""
    body = edges.strip()
    return words if not body else edges.replace(body, words, 1) if edges.strip() != edges else words


def _woven(words: str, stays: Sequence[tuple[Piece, str]]) -> tuple[Inline, ...]:
    """The words as inline nodes: a value, a reference or a Defined Term that they still say stays what it is."""
    plain = words.replace(NO_BREAK, " ")
    found: list[Inline] = []
    at = 0
    for piece, said in stays:
        where = -1 if isinstance(piece.leaf, Text) else plain.find(said.replace(NO_BREAK, " "), at)
        if where >= 0 and said:
            found += [Text(words[at:where]), strong(piece.leaf, piece.strong)]
            at = where + len(said)
    return (*found, Text(words[at:]))


def _revised(pieces: Sequence[Piece]) -> Iterator[Inline]:
    """The pieces as inline nodes with their revisions, of which only the author counts here."""
    for piece in pieces:
        node = strong(piece.leaf, piece.strong)
        match piece.fate:
            case Fate.INSERTED:
                yield Inserted((node,), Revision(piece.author))
            case Fate.DELETED:
                yield Deleted((node,), Revision(piece.author))
            case _:
                yield node


def _anonymous(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return merged(tuple(_revised(pieces_of(content))))


def with_words(node: Any, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Any:
    """The node with other words, wherever in it there are some."""
    match node:
        case Paragraph():
            return replace(node, content=change(node.content))
        case SignatureBlock():
            return replace(node, words=change(node.words), lines=tuple((label, change(content)) for label, content in node.lines))
        case Part() | Clause():
            node = replace(node, heading=change(node.heading))
    return with_children(node, [with_words(child, change) for child in children(node)])


def _with_text(node: Inline, name: str, words: str) -> Inline:
    match node:
        case Strong():
            return Strong(tuple(_with_text(each, name, words) for each in node.content))
        case Text() | Term():
            return replace(node, text=node.text.replace(name, words))
        case _:
            return node


def _says_something(node: Any) -> bool:
    return bool(node.content if isinstance(node, Paragraph) else node.heading if isinstance(node, Part | Clause) else ())


def _said_anew(node: Any, lines: Iterator[str]) -> Any:
    match node:
        case Paragraph() if node.content:
            return replace(node, content=(Text(next(lines)),))
        case Part() | Clause() if node.heading:
            node = replace(node, heading=(Text(next(lines)),))
    return with_children(node, [_said_anew(child, lines) for child in children(node)])
