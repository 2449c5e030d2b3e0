"""Whether the words of an answer give a reason, or greet and sign only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SALUTATION = re.compile(
    r"(dear|hello|hi|hey|greetings|good (morning|afternoon|evening|day)|hallo|liebe[rs]?|sehr geehrte[rs]?"
    r"|guten (morgen|tag|abend)|moin|servus|gr(ü|ue)(ß|ss) gott|grüezi|bonjour|bonsoir|madame|monsieur)"
    r"(\s+[^\W\d]+\.?(\s+(and|und|et|[^\W\d]+)\.?){0,3})?"
)
"""A word of greeting, and at most four words that name somebody."""
_COURTESY = re.compile(
    r"((many|kind) )?(thanks|thank you|thx|danke|vielen dank|besten dank|merci)"
    r"( (very much|a lot|again|in advance|schön|im voraus|beaucoup))?"
    r"|(sent|gesendet|envoyé) (from|von|de(puis)?) .{1,40}|von meine[mr] .{1,30} gesendet|(get|hol(en sie)?) outlook .{1,30}"
    r"|(i )?hope (you are|this finds you) well|happy to (discuss|help)|please find (it )?(attached|enclosed)|see (attached|enclosed)"
)
_CLOSING = re.compile(
    r"(thanks (and|&) )?((with |mit )?(best|kind|kindest|warm|warmest|many|viele"
    r"|besten?|herzlichen?|lieben?|freundlichen?) )?"
    r"(regards|wishes|greetings|gr(ü|ue)(ß|ss)(en?)?|gru(ß|ss))|cheers|best|yours( (sincerely|faithfully|truly|ever))?|sincerely( yours)?"
    r"|(mfg|vg|lg|br|kr)|hochachtungsvoll|cordialement|salutations|bien à (vous|toi)"
)
_AFTERTHOUGHT = re.compile(r"p\.?\s?s\b\.?\s*[:,–—-]?\s*")
_PIECES = re.compile(r"[,;!]|[.?]\s")
_ENDS = " \t.,;:!?…-–—"


def says_why(words: str, names: Iterable[str]) -> bool:
    """Whether words remain once greetings, thanks, signatures and `names`, those of people, are left out."""
    known = frozenset(part for name in names for part in re.findall(r"\w+", name.lower()))
    lines = (_without(known, line) for line in words.lower().splitlines())
    return any(_tells(piece) for line in _before_the_signature(lines) for piece in _PIECES.split(line))


def _without(known: frozenset[str], line: str) -> str:
    return re.sub(r"\w+", lambda word: "" if word[0] in known else word[0], line)


def _before_the_signature(lines: Iterable[str]) -> Iterator[str]:
    """The lines before the first that closes the letter, and each afterthought behind it."""
    closed = False
    for line in lines:
        afterthought = _AFTERTHOUGHT.match(line)
        closed = closed or _CLOSING.fullmatch(_PIECES.split(line)[0].strip(_ENDS)) is not None
        if afterthought:
            yield line[afterthought.end() :]
        elif not closed:
            yield line


def _tells(piece: str) -> bool:
    """Whether a piece of a line says something beside what politeness asks for."""
    bare = piece.strip(_ENDS)
    if any(form.fullmatch(bare) for form in (_SALUTATION, _COURTESY, _CLOSING)):
        return False
    return any(len(word) > 1 or word.isdigit() for word in re.findall(r"\w+", bare))
