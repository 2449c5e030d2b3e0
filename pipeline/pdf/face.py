"""The fonts of a PDF: what each code prints, how wide it is, and whether it has a glyph at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

UNDRAWN = "\ufffd"
"""Stands for a character that the page shows as an empty box."""

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)


class Shown(NamedTuple):
    """What a string of codes prints; `width` in thousandths of the font's size, `glyphs` their number."""

    text: str
    width: float
    glyphs: int


@dataclass(frozen=True, slots=True)
class Face:
    """One font as a page uses it; `undrawn` holds the codes that print an empty box."""

    code_length: int
    texts: dict[int, str]
    widths: dict[int, float]
    default_width: float
    undrawn: frozenset[int]

    def shown(self, string: bytes) -> Shown:
        """What these codes print."""
        starts = range(0, len(string), self.code_length)
        codes = [int.from_bytes(string[start : start + self.code_length]) for start in starts]
        texts = [UNDRAWN if code in self.undrawn else self.texts.get(code, "") for code in codes]
        return Shown("".join(texts), sum(self.widths.get(code, self.default_width) for code in codes), len(codes))


def face(font: DictionaryObject) -> Face:
    """The font of a page's resources."""
    mapping = font.get("/ToUnicode")
    stream = mapping.get_object() if mapping is not None else None
    texts = _texts(stream.get_data()) if isinstance(stream, StreamObject) else {}
    if font.get("/Subtype") == "/Type0":
        descendants = font["/DescendantFonts"]
        assert isinstance(descendants, ArrayObject)
        descendant = descendants[0].get_object()
        assert isinstance(descendant, DictionaryObject)
        # Glyph 0 is the box for what a font lacks (ISO 32000-1, 9.7.4.2), and these fonts number codes as glyphs.
        return Face(2, texts, _ranged_widths(descendant), float(descendant.get("/DW", 1000)), frozenset({0}))
    # A simple font's codes say nothing of glyphs, so what it lacks cannot be told.
    plain = {code: bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)}
    return Face(1, texts or plain, _listed_widths(font), 0, frozenset())


def _texts(mapping: bytes) -> dict[int, str]:
    """What each code prints, from a ToUnicode map (ISO 32000-1, 9.10.3)."""
    texts: dict[int, str] = {}
    for kind, body in _SECTION.findall(mapping):
        if kind == b"bfchar":
            texts.update((int(code, 16), _utf16(text)) for code, text in _PAIR.findall(body))
            continue
        for first, last, text, several in _RANGE.findall(body):
            codes = range(int(first, 16), int(last, 16) + 1)
            if several:
                texts.update(zip(codes, map(_utf16, re.findall(rb"<([0-9A-Fa-f]+)>", several)), strict=False))
            else:
                start = _utf16(text)
                texts.update((code, start[:-1] + chr(ord(start[-1]) + step)) for step, code in enumerate(codes))
    return texts


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _ranged_widths(descendant: DictionaryObject) -> dict[int, float]:
    """Widths by code, from `/W` of a composite font: `first [w w ...]` or `first last w`."""
    entries = [entry.get_object() for entry in descendant.get("/W", ArrayObject())]
    widths: dict[int, float] = {}
    at = 0
    while at + 1 < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, ArrayObject):
            widths.update((first + step, float(width)) for step, width in enumerate(second))
            at += 2
        else:
            widths.update((code, float(entries[at + 2])) for code in range(first, int(second) + 1))
            at += 3
    return widths


def _listed_widths(font: DictionaryObject) -> dict[int, float]:
    """Widths by code, from `/Widths` of a simple font."""
    first = int(font.get("/FirstChar", 0))
    return {first + step: float(width) for step, width in enumerate(font.get("/Widths", ArrayObject()))}
