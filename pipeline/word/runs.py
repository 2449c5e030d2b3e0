"""Words as runs: text, Defined Terms, open points, Cross-References as live fields, and what revisions make of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from pipeline.model.document import Deleted, Fate, Inline, Inserted, Mark, Part, Ref, Strong, Term, Text, ToBeAgreed, Value
from pipeline.model.numbering import reference
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE, to_be_agreed
from pipeline.word.marking import Marking
from pipeline.word.text import field, run
from pipeline.word.versions import Version, Versions, former_id

_BOLD = "<w:b/><w:bCs/>"
_Piece: TypeAlias = tuple[str, str]
"""Plain words and nothing, or a number and the field that computes it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Where words stand: in which Part, in which versions, under which revisions, with which look."""

    versions: Versions
    marking: Marking
    part: Part
    marks: tuple[Mark, ...] = ()
    """Revisions that run elements stand around the words for."""
    properties: str = ""

    @property
    def deleted(self) -> bool:
        """Whether the words have the elements of deleted ones; those that moved away have not."""
        return bool(self.marks) and any(mark.fate is Fate.DELETED for mark in self.marks)


def runs(content: tuple[Inline, ...], voice: Voice) -> str:
    """The runs of inline nodes, those around which the paragraph's own revisions stand included."""
    if not voice.marks:
        return "".join([_runs(node, voice) for node in content])
    if not any(mark.move for mark in voice.marks):
        return voice.marking.around("".join(_runs(node, voice) for node in content), voice.marks)
    # Words that came or went at either end of a move are no part of what moved.
    free = replace(voice, marks=())
    groups = groupby(_apart(content), key=lambda node: isinstance(_inner(node), Inserted | Deleted))
    return "".join(
        "".join(_runs(node, free) for node in group)
        if own
        else voice.marking.around("".join(_runs(node, voice) for node in group), voice.marks)
        for own, group in groups
    )


def literal(text: str, voice: Voice) -> str:
    """A run of words that no node holds."""
    return voice.marking.around(_run(text, voice), voice.marks)


def _apart(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in content:
        yield from (Strong((inner,)) for inner in node.content) if isinstance(node, Strong) else (node,)


def _inner(node: Inline) -> Inline:
    return node.content[0] if isinstance(node, Strong) else node


def _runs(node: Inline, voice: Voice) -> str:
    match node:
        case Text(text=text) | Value(text=text):
            return _run(text, voice)
        case Term(text=text):
            # The quotation marks are within the bold run: a renderer may break the line where a run ends.
            return _run(f"{OPEN_QUOTE}{text}{CLOSE_QUOTE}", voice, f'<w:rStyle w:val="DefinedTerm"/>{_BOLD}')
        case ToBeAgreed(label=label):
            weight = _BOLD if _BOLD in voice.properties else ""
            return _run(to_be_agreed(label), voice, f'<w:rStyle w:val="OpenPoint"/>{weight}<w:highlight w:val="yellow"/>')
        case Strong(content=content):
            bold = replace(voice, properties=_BOLD)
            return "".join(_runs(inner, bold) for inner in content)
        case Inserted(content=content, revision=revision):
            return _revised(content, Mark(Fate.INSERTED, revision), voice)
        case Deleted(content=content, revision=revision):
            return _revised(content, Mark(Fate.DELETED, revision), voice)
        case Ref(target=target):
            return _reference(target, voice)


def _run(text: str, voice: Voice, properties: str | None = None) -> str:
    return run(text, voice.properties if properties is None else properties, "delText" if voice.deleted else "t")


def _revised(content: tuple[Inline, ...], mark: Mark, voice: Voice) -> str:
    inside = replace(voice, marks=(*voice.marks, mark))
    return voice.marking.around("".join(_runs(inner, inside) for inner in content), (mark,))


def _reference(target: str, voice: Voice) -> str:
    """A reference that leads to the same place in both versions is one field, whatever its number; else it is a change."""
    versions = voice.versions
    if voice.marks or not versions.differ:
        return _written(_pieces(target, versions.of(voice.marks), voice), voice)
    olds, news = _pieces(target, versions.old, voice), _pieces(target, versions.new, voice)
    if [_meaning(piece) for piece in olds] == [_meaning(piece) for piece in news]:
        return _written(news, voice)
    went, came = (Mark(fate, versions.revision) for fate in (Fate.DELETED, Fate.INSERTED))
    gone = voice.marking.around(_written(olds, replace(voice, marks=(went,))), (went,))
    return gone + voice.marking.around(_written(news, voice), (came,))


def _pieces(target: str, version: Version, voice: Voice) -> list[_Piece]:
    numbers = version.numbers
    if target not in numbers:
        return [(f"[{target}]", "")]
    within = former_id(voice.part) if version is voice.versions.old else voice.part.id
    result = []
    for piece in reference(target, within, numbers, version.document.words):
        # A Schedule's label is the whole number; a paragraph's is told from the top: 4.2(a).
        switch = r"\r" if piece.target and numbers[piece.target].part == piece.target else r"\w"
        result.append((piece.text, rf"REF {voice.versions.bookmark(piece.target, version)} {switch} \h" if piece.target else ""))
    return result


def _meaning(piece: _Piece) -> str:
    text, instruction = piece
    return instruction or text


def _written(pieces: list[_Piece], voice: Voice) -> str:
    return "".join(
        field(instruction, text, voice.properties, deleted=voice.deleted) if instruction else _run(text, voice)
        for text, instruction in pieces
    )
