"""Words put back into the clause language: the one way to write what a paragraph says, so that equal words are written alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal as OneOf

from pipeline.assemble.lines import Line
from pipeline.assemble.markers import begins_block
from pipeline.assemble.typography import APOSTROPHE, EN_DASH, OPEN_SINGLE, typeset
from pipeline.assemble.words import MARKS
from pipeline.model.numbering import NO_BREAK
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE

_TYPED = str.maketrans({OPEN_SINGLE: "'", APOSTROPHE: "'", OPEN_QUOTE: '"', CLOSE_QUOTE: '"', NO_BREAK: " "})
_SIGN = re.compile(r"([!-/:-@\[-`{-~])")
_MARKS_AND_UNDERSCORES = re.compile(f"{MARKS.pattern}|_", re.VERBOSE)
_OPENING_SIGN = re.compile(r"(\d*)([!-/:-@\[-`{-~])")
_BETWEEN_SENTENCES = re.compile(r"""(?<=[.;:!?]) (?=(?:[A-Z]|\{\{|\[\]|"|\*\*))""")


@dataclass(frozen=True, slots=True)
class Token:
    """Words, a Defined Term, a value by its expression, or a reference by its id."""

    kind: OneOf["words", "term", "value", "reference"]
    text: str
    bold: bool = False


def markup(tokens: Iterable[Token]) -> str:
    """The tokens in the clause language, on one line."""
    written = ""
    bold = False
    for token in _joined(tokens):
        if token.bold is not bold:
            written, bold = _toggled(written, token), token.bold
            continue
        if token.kind == "reference" and written.endswith("!"):
            # What follows an exclamation mark in brackets would be a picture.
            written = f"{written[:-1]}\\!"
        written += _written(token)
    return " ".join((written + ("**" if bold else "")).split())


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Neighbouring words as one token, since a sign may begin in one and end in the next."""
    for (kind, bold), group in groupby(tokens, key=lambda token: (token.kind, token.bold)):
        if kind == "words":
            yield Token(kind, "".join(token.text for token in group), bold)
        else:
            yield from group


def _toggled(written: str, token: Token) -> str:
    """The sign for bold, with the spaces outside of what is bold."""
    said = _written(token)
    if token.bold:
        inside = said.lstrip(" ")
        return f"{written}{said[: len(said) - len(inside)]}**{inside}"
    outside = written.rstrip(" ")
    return f"{outside}**{written[len(outside) :]}{said}"


def _written(token: Token) -> str:
    match token.kind:
        case "term":
            return f'""{_typed(token.text)}""'
        case "value":
            return f"{{{{ {token.text} }}}}"
        case "reference":
            return f"[](#{token.text})"
        case "words":
            return _as_signs(_typed(token.text))


def _as_signs(text: str) -> str:
    """The words with a backslash before each sign that would mean something; one underscore may make its neighbour mean something."""
    marks = _MARKS_AND_UNDERSCORES if any(mark.lastgroup == "underscore" for mark in MARKS.finditer(text)) else MARKS
    signs = marks.sub(lambda mark: _SIGN.sub(r"\\\1", mark.group()), text)
    # Notes are taken out before anything else is read, closed or not.
    return signs.replace("<!--", r"\<\!\-\-")


def _typed(text: str) -> str:
    """The words as they are typed: straight quotation marks and plain hyphens, wherever typesetting makes the same of them."""
    plain = text.translate(_TYPED)
    dashed = plain.replace(f" {EN_DASH} ", " - ").replace(EN_DASH, "--")
    return dashed if typeset(dashed) == typeset(plain) else plain


def sentences(written: str) -> Iterator[str]:
    """One line a sentence, none where there are no words; what would begin another block there is written as a sign."""
    for sentence in filter(None, _BETWEEN_SENTENCES.split(written)):
        yield _OPENING_SIGN.sub(r"\1\\\2", sentence, count=1) if begins_block(Line(1, 0, sentence)) else sentence
