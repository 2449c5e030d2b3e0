"""What a page prints, piece by piece, in the order in which it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.pdf.face import Face, Shown

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)

_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*\))*\))*\)|<[0-9A-Fa-f\s]*>"
_NUMBER = rb"[-+]?[\d.]+"
# A library's general parser takes ten times as long as printing the page; only what places or shows text matters here.
# The look ahead makes the search a third faster.
_OPERATION = re.compile(
    rb"(?=[\[(<\-+.\d/EBTqQ])(?:(?P<show>\[(?:" + _STRING + rb"|[^\]()<>])*\]\s*TJ|(?:" + _STRING + rb")\s*(?:Tj|'))"
    rb"|(?P<matrix>(?:" + _NUMBER + rb"\s+){6}(?:cm|Tm))(?!\w)"
    rb"|(?P<move>(?:" + _NUMBER + rb"\s+){2}(?:Td|TD))(?!\w)"
    rb"|(?P<set>(?:/[^\s/<>()\[\]]+\s+" + _NUMBER + rb"\s+Tf)|" + _NUMBER + rb"\s+(?:TL|Tc|Tz))(?!\w)"
    rb"|(?P<colour>(?:" + _NUMBER + rb"\s+){3}rg)(?!\w)"
    rb"|(?P<mark>/[^\s/<>()\[\]]+\s*(?P<properties><<(?:" + _STRING + rb"|[^()>]|>(?!>))*>>|/[^\s/<>()\[\]]+)?\s*(?:BDC|BMC))(?!\w)"
    rb"|(?<![^\s>\])])(?P<plain>EMC|BT|T\*|q|Q)(?!\w))",
    re.DOTALL,
)
_SHOWN = re.compile(rb"(" + _STRING + rb")|(" + _NUMBER + rb")", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ACTUAL_TEXT = re.compile(rb"/ActualText\s*(" + _STRING + rb")", re.DOTALL)
_NUMBERED = re.compile(rb"/MCID\s+(\d+)")
# Thousandths of the font's size, to the right; justified and spaced-out text stays below.
_JUMP = -300
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b"", b"\r": b""}


class Piece(NamedTuple):
    """Text shown in one go. Points; `baseline` counts from the foot of the page; `margin` means header, footer, repeated table head.

    `mark` is the number of the marked content, -1 outside any. `drawn` is what its glyphs show;
    `text` is the same, unless the PDF says that something else is meant. `colour` is red, green and blue, from 0 to 1.
    """

    text: str
    drawn: str
    left: float
    right: float
    baseline: float
    size: float
    margin: bool
    mark: int
    colour: Colour = BLACK


class _Mark(NamedTuple):
    """Marked content that is open: is it an artifact, does it say what is meant, its number (-1: none)."""

    artifact: bool
    replaces: bool
    number: int


@dataclass(slots=True)
class _State:
    """Where the next glyph goes."""

    face: Face | None = None
    face_name: bytes = b""
    known: dict[tuple[bytes, bytes], Shown] = field(default_factory=dict)
    size: float = 0
    leading: float = 0
    spacing: float = 0
    stretch: float = 1
    transformation: Matrix = (1, 0, 0, 1, 0, 0)
    colour: Colour = BLACK
    saved: list[tuple[Matrix, Colour]] = field(default_factory=list)
    line: Matrix = (1, 0, 0, 1, 0, 0)
    advance: float = 0
    marks: list[_Mark] = field(default_factory=list)
    meant: str = ""


def pieces(content: bytes, faces: Mapping[str, Face]) -> Iterator[Piece]:
    """What the content stream of a page shows; `faces` by their names in the page's resources."""
    state = _State()
    for operation in _OPERATION.finditer(content):
        kind, text = operation.lastgroup, operation.group()
        match kind:
            case "show":
                if text.endswith(b"'"):
                    _move(state, 0, -state.leading)
                yield from _shown(state, text)
            case "matrix":
                _transform(state, text)
            case "move":
                x, y, _ = text.split()
                _move(state, float(x), float(y))
                if text.endswith(b"TD"):
                    state.leading = -float(y)
            case "set":
                _set(state, text.split(), faces)
            case "colour":
                red, green, blue, _ = text.split()
                state.colour = float(red), float(green), float(blue)
            case "mark":
                _mark(state, text, operation["properties"] or b"")
            case _:
                _plain(state, text)


def _shown(state: _State, operation: bytes) -> Iterator[Piece]:
    """The pieces of one operation: a wide jump ends a piece, because LibreOffice later fills the hole from another font."""
    texts: list[str] = []
    start, size = state.advance, state.size
    assert state.face is not None
    for string, adjustment in _SHOWN.findall(operation):
        if adjustment:
            if texts and float(adjustment) < _JUMP:
                yield _piece(state, start, "".join(texts))
                texts.clear()
            state.advance -= float(adjustment) / 1000 * size * state.stretch
            continue
        if not texts:
            start = state.advance
        key = (state.face_name, string)
        shown = state.known.get(key) or state.known.setdefault(key, state.face.shown(unescaped(string)))
        texts.append(shown.text)
        state.advance += (shown.width / 1000 * size + shown.glyphs * state.spacing) * state.stretch
    yield _piece(state, start, "".join(texts))


def _piece(state: _State, start: float, drawn: str) -> Piece:
    text = drawn
    if any(mark.replaces for mark in state.marks):
        text, state.meant = state.meant, ""
    left, baseline = _point(state, start)
    right, _ = _point(state, state.advance)
    size = state.size * abs(state.line[3] * state.transformation[3])
    margin = any(mark.artifact for mark in state.marks)
    number = next((mark.number for mark in reversed(state.marks) if mark.number >= 0), -1)
    return Piece(text, drawn, left, right, baseline, size, margin, number, state.colour)


def _point(state: _State, advance: float) -> tuple[float, float]:
    """Where the pen stands on the page after this advance along the line."""
    a, b, _, _, e, f = state.line
    x, y = a * advance + e, b * advance + f
    ta, tb, tc, td, te, tf = state.transformation
    return ta * x + tc * y + te, tb * x + td * y + tf


def _transform(state: _State, operation: bytes) -> None:
    a, b, c, d, e, f = map(float, operation[:-2].split())
    if operation.endswith(b"Tm"):
        state.line, state.advance = (a, b, c, d, e, f), 0
        return
    ta, tb, tc, td, te, tf = state.transformation
    state.transformation = (
        a * ta + b * tc,
        a * tb + b * td,
        c * ta + d * tc,
        c * tb + d * td,
        e * ta + f * tc + te,
        e * tb + f * td + tf,
    )


def _move(state: _State, x: float, y: float) -> None:
    a, b, c, d, e, f = state.line
    state.line, state.advance = (a, b, c, d, a * x + c * y + e, b * x + d * y + f), 0


def _set(state: _State, words: list[bytes], faces: Mapping[str, Face]) -> None:
    match words:
        case [name, size, b"Tf"]:
            state.face_name, state.face, state.size = name, faces[name.decode()], float(size)
        case [*_, leading, b"TL"]:
            state.leading = float(leading)
        case [*_, spacing, b"Tc"]:
            state.spacing = float(spacing)
        case [*_, stretch, b"Tz"]:
            state.stretch = float(stretch) / 100


def _mark(state: _State, operation: bytes, properties: bytes) -> None:
    actual = _ACTUAL_TEXT.search(properties)
    if actual:
        meant = unescaped(actual[1])
        state.meant = meant[2:].decode("utf-16-be", "replace") if meant.startswith(b"\xfe\xff") else meant.decode("latin-1")
    numbered = _NUMBERED.search(properties)
    state.marks.append(_Mark(operation.startswith(b"/Artifact"), actual is not None, int(numbered[1]) if numbered else -1))


def _plain(state: _State, operator: bytes) -> None:
    match operator:
        case b"EMC":
            state.marks.pop()
        case b"BT":
            state.line, state.advance = (1, 0, 0, 1, 0, 0), 0
        case b"T*":
            _move(state, 0, -state.leading)
        case b"q":
            state.saved.append((state.transformation, state.colour))
        case b"Q":
            state.transformation, state.colour = state.saved.pop()


def unescaped(string: bytes) -> bytes:
    """The bytes of a PDF string, written in parentheses or as hexadecimal digits (ISO 32000-1, 7.3.4)."""
    if string.startswith(b"<"):
        digits = b"".join(string[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_unescape, string[1:-1]) if b"\\" in string else string[1:-1]


def _unescape(escape: re.Match[bytes]) -> bytes:
    escaped = escape[1]
    if escaped.isdigit():
        return bytes([int(escaped, 8) & 0xFF])
    return _ESCAPED.get(escaped, escaped)
