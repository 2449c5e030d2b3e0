"""The lines of a clause file: drafting notes taken out, nothing moved, so that every column stays true."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.assemble.faults import Faults

_NOTE, _END = "<!--", "-->"
_LONGEST = 5000
"""Characters: a sentence has a tenth of it, and reading may take as long as the square of a line."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ue000-\uf8ff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, the width of its indentation, and its words without the white space around them."""

    number: int
    indent: int
    text: str

    @property
    def column(self) -> int:
        """The column of the first word."""
        return self.indent + 1


def lines(text: str, faults: Faults) -> tuple[Line, ...]:
    """All lines; a drafting note counts as white space, an unclosed one is a fault and ends the text."""
    plain = _without_notes(text.replace("\r\n", "\n"), faults)
    return tuple(_line(number, raw, faults) for number, raw in enumerate(plain.split("\n"), start=1))


def _without_notes(text: str, faults: Faults) -> str:
    plain: list[str] = []
    behind = 0
    while (start := text.find(_NOTE, behind)) >= 0:
        plain.append(text[behind:start])
        end = text.find(_END, start)
        if end < 0:
            _unclosed_note(text, start, faults)
            return "".join(plain)
        behind = end + len(_END)
        plain.append(re.sub(r"[^\n]", " ", text[start:behind]))
    return "".join((*plain, text[behind:]))


def _unclosed_note(text: str, start: int, faults: Faults) -> None:
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    faults.add("unclosed-note", faults.span(line, column, len(_NOTE)), "the drafting note is not closed", f"end it with `{_END}`")


def _line(number: int, raw: str, faults: Faults) -> Line:
    length = len(raw.strip())
    if length > _LONGEST:
        message = f"the line has {length} characters, expected at most {_LONGEST}"
        faults.add("line-too-long", faults.span(number, 1), message, "write one sentence a line")
        return Line(number, 0, "")
    for match in _UNPRINTABLE.finditer(raw):
        code = f"U+{ord(match.group()):04X}"
        faults.add("unprintable", faults.span(number, match.start() + 1), f"the character {code} cannot be printed")
    words = raw.lstrip(" ")
    indent = len(raw) - len(words)
    if words.startswith("\t"):
        faults.add("tab", faults.span(number, indent + 1), "a tab stands in the indentation", "indent with spaces: 3 for each level")
    return Line(number, indent, words.strip(" \t"))
