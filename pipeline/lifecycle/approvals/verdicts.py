"""The decision that an answer states in its own words, or why it states none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lifecycle.approvals.subject import DIGITS
from pipeline.model.approval import Verdict

WORDS = {"approve": Verdict.APPROVE, "approved": Verdict.APPROVE, "return": Verdict.RETURN, "returned": Verdict.RETURN}
WORDS |= {"reject": Verdict.REJECT, "rejected": Verdict.REJECT}
_STATED = re.compile(rf"({'|'.join(WORDS)})\b[ .:,!]*([0-9a-f]{{{DIGITS}}}\b)?[ .:,;–—-]*(.*)", re.IGNORECASE)
_HASH = re.compile(rf"\b[0-9a-f]{{{DIGITS}}}\b")


@dataclass(frozen=True, slots=True)
class Stated:
    """A decision as somebody put it; `hash` is that of the subject where the words repeat it."""

    verdict: Verdict
    comment: str
    hash: str = ""


def stated(lines: Sequence[str]) -> Stated | str:
    """The decision in the lines of an answer, of which the first must begin with it; else why there is none, in words."""
    expected = "expected APPROVE, RETURN or REJECT as the first line"
    lines = [line for line in lines if line]
    first = lines[0] if lines else ""
    found = _STATED.fullmatch(first)
    if not first or found is None:
        return f"this answer does not begin with a decision: {expected}"
    verdict = WORDS[found[1].lower()]
    others = {WORDS[match[1].lower()] for line in lines[1:] if (match := _STATED.fullmatch(line)) and not match[3]}
    if others - {verdict}:
        return f"this answer says {' and '.join(sorted({verdict, *others}))}: {expected}, and one decision only"
    if verdict is Verdict.APPROVE and found[3]:
        return f"“{first}” may be an approval under a condition, which is none: {expected}, alone; RETURN says what is to be changed"
    comment = "\n".join((*([found[3]] if found[3] else ()), *lines[1:]))
    return Stated(verdict, comment, (found[2] or "").lower())


def hashes_in(words: str) -> tuple[str, ...]:
    """Whatever in these words could be the hash of a subject."""
    return tuple(_HASH.findall(words.lower()))
