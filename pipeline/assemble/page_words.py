"""What a paragraph of the library's pages says, written in the clause language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from pipeline.assemble.markup import Token, markup
from pipeline.model import review
from pipeline.model.document import Term, Text
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE
from pipeline.model.returned_library import ReturnedLine, RunKind

_FIELD = re.compile(r"\{\{\s*(?P<field>.*?)\s*\}\}")
_REFERENCE = re.compile(r"\[(?:[^\[\]]*: )?(?P<id>[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*)\]")


def written_words(words: review.Words) -> str:
    """A paragraph as the library has it, on one line."""
    return markup(_pieces(words.content))


def written_line(line: ReturnedLine, before: review.Words | None, known: Collection[str]) -> str:
    """A paragraph that came back, on one line; `before` is what it said.

    A field is known by its braces, a reference by an id of the library in brackets.
    """
    return markup(_runs(line, before, known))


def _pieces(pieces: Iterable[review.Piece], bold: bool = False) -> Iterator[Token]:
    for piece in pieces:
        match piece:
            case Text(text=text):
                yield Token("words", text, bold)
            case Term(text=text):
                yield Token("term", text, bold)
            case review.NamedField(name=name):
                yield Token("value", name, bold)
            case review.Target(id=id):
                yield Token("reference", id, bold)
            case review.Bold(content=content):
                yield from _pieces(content, True)


def _runs(line: ReturnedLine, before: review.Words | None, known: Collection[str]) -> Iterator[Token]:
    terms = {piece.text for piece in before.content if isinstance(piece, Term)} if before else set()
    for run in line.runs:
        text = run.text.strip()
        if run.kind is RunKind.TERM or ((text[:1], text[-1:]) == (OPEN_QUOTE, CLOSE_QUOTE) and text[1:-1] in terms):
            yield from _term(run.text)
        else:
            yield from _of_words(run.text, run.bold, known)


def _term(text: str) -> Iterator[Token]:
    """A Defined Term and the spaces around it."""
    term = text.strip().strip(f'{OPEN_QUOTE}{CLOSE_QUOTE}"')
    before, _, behind = text.partition(text.strip())
    yield from (Token("words", before), Token("term", term), Token("words", behind)) if term else (Token("words", text),)


def _of_words(text: str, bold: bool, known: Collection[str]) -> Iterator[Token]:
    end = 0
    for match in re.finditer(rf"{_FIELD.pattern}|{_REFERENCE.pattern}", text):
        if match["id"] is not None and match["id"] not in known:
            continue
        yield Token("words", text[end : match.start()], bold)
        yield Token("reference", match["id"], bold) if match["id"] is not None else Token("value", " ".join(match["field"].split()), bold)
        end = match.end()
    yield Token("words", text[end:], bold)
