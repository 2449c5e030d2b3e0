"""How the words of a clause are set: curly quotes, dashes, and spaces at which a line may not break."""

from __future__ import annotations

import re

from pipeline.model.numbering import NO_BREAK
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE

EN_DASH = "\u2013"
OPEN_SINGLE, APOSTROPHE = "\u2018", "\u2019"

_OPENS_AFTER = frozenset(" \n\t([{/\u2013\u2014\u201c\u2018" + NO_BREAK)
_TYPED = re.compile(r"[\"']|(?<!-)--(?!-)|(?<= )-(?= )")
_PLAIN = str.maketrans({OPEN_QUOTE: '"', CLOSE_QUOTE: '"', OPEN_SINGLE: "'", APOSTROPHE: "'", EN_DASH: "-"})
_UNITS = r"(?:minutes?|hours?|(?:calendar |working )?days?|Business Days?|weeks?|months?|years?|%)"
_HELD_TOGETHER = re.compile(rf"(?<=\d) (?={_UNITS}\b)|(?<=\b[Cc]lause) (?=\d)|(?<=\b[Ss]chedule) (?=\d)|(?<=\b[Pp]aragraph) (?=\d)")


def typeset(text: str, previous: str = "") -> str:
    """The words as printed; `previous` is the character before them, empty at the beginning of a paragraph."""

    def mark(match: re.Match[str]) -> str:
        typed = match.group()
        if typed in ("--", "-"):
            return EN_DASH
        before = text[match.start() - 1] if match.start() else previous
        opens = not before or before in _OPENS_AFTER
        if typed == '"':
            return OPEN_QUOTE if opens else CLOSE_QUOTE
        return OPEN_SINGLE if opens else APOSTROPHE

    return _HELD_TOGETHER.sub(NO_BREAK, _TYPED.sub(mark, text))


def as_typed(text: str) -> str:
    """The words as they are typed, for comparing: straight quotation marks, plain hyphens, one plain space between two words."""
    return " ".join(text.translate(_PLAIN).replace("--", "-").split())
