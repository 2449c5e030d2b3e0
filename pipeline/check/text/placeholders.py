"""Places that nobody filled in, told apart from what was blacked out on purpose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_INSTRUCTIONS = (
    *("insert", "enter", "fill in", "specify", "describe", "complete", "add", "list", "state", "name of", "date", "amount", "address"),
    *("company name", "party name", "to be (?:agreed|confirmed|completed|inserted|determined)", "tbd", "tbc", "xx+"),
)
_FIELDS = (
    *(r"\{\{[^{}\n]{0,80}\}\}", r"\{%[^%\n]{0,80}%\}", r"(?<![{$])\{[a-z][a-z0-9_]{2,60}\}(?!\})", r"«(?!\s)[^«»\n]{0,60}(?<!\s)»"),
    *(r"<<[^<>\n]{1,60}>>", r"<(?:INSERT|NAME|DATE|COMPANY|CLIENT)[A-Z _]*>"),
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an empty bracket", re.compile(r"\[[ \t_.\xa0]{1,30}\](?!\()|\[(?:●|•|○|⚫|_+)\]")),
    ("a field", re.compile("|".join(_FIELDS))),
    ("an instruction", re.compile(rf"\[\s*(?:{'|'.join(_INSTRUCTIONS)})\b[^\[\]\n]{{0,300}}\]", re.IGNORECASE)),
    ("a word for what is still unknown", re.compile(r"\b(?:TBD|TBC|TBA|XXX+)\b|\bT\.B\.[DC]\.")),
    ("a blank", re.compile(r"(?<![_\w])_{3,}(?!_)|\$_{2,}")),
)
_SIGNED = re.compile(
    r"(?:\b(?:by|name|title|dated?|signature|signed|its|witness(?:ed)?|print(?:ed)?(?: name)?|position|place|address|e-?mail|fax|phone"
    r"|telephone|initials?|attest|for|company"
    r"|authori[sz]ed (?:signature|signatory|officer)|accepted|agreed|notary public|seal)|/s/)\W{0,4}$",
    re.IGNORECASE,
)
_SIGNATURES = re.compile(
    r"in witness whereof|executed (?:this|as of)|have (?:caused|executed)|signatures?\s+page|signed\s+(?:by|for)|duly authori[sz]ed"
    r"|\n\s*(?:by|signed|signature)\s*:?\s*[/_]",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\[\s*(?:drafting note|note to (?:draft|drafter|draftsman|reader|self|counsel)|notes? to draft|ntd|drafter['’]?s note|comment"
    r"|editor['’]?s? note|guidance)\b[^\[\]\n]*\]?",
    re.IGNORECASE,
)
_OPTIONS = re.compile(
    r"\[(?P<first>(?!yyyy|mm|dd|name)[A-Za-z][A-Za-z'-]*(?: [A-Za-z'-]+){0,2})\](?:\s?(?:/|or|and/or)\s?)?"
    r"\[(?P<second>(?!yyyy|mm|dd|name)[A-Za-z][A-Za-z'-]*(?: [A-Za-z'-]+){0,2})\](?!\()"
)
_CHOICE = re.compile(r"\[(?P<first>[A-Za-z][A-Za-z' -]{1,30})\s?/\s?(?P<second>[A-Za-z][A-Za-z' -]{1,30})\](?!\()")
_RULE = 30
"""A row of so many underscores at the beginning of a line is a rule across the page."""
_LABEL, _SHORT, _SIGNATURE_PAGE = 40, 150, 1500
_MANY = 10
"""A text with more places of one form is a template, of which one finding tells enough."""


def place_not_filled(proof: Proof) -> Iterator[Diagnostic]:
    """L100. A place that is still to be filled in.

    Wrong: "[●]", "____", "TBD", "{{ date }}", "[insert name]". Right: what is meant to stand there. Nobody
    can perform a blank. Left alone are marks of what
    was blacked out ("[***]", "[REDACTED]"), boxes to tick, and the lines of a signature block.
    """
    taken: list[tuple[int, int]] = []
    for form, pattern in _FORMS:
        found = [match for match in proof.matches(pattern) if _is_open(proof, match, form) and not _overlaps(match, taken)]
        taken += [match.span() for match in found]
        yield from _said(proof, found, "place-not-filled", f"is {form} and still to be filled in", "fill it in, or say that it stays open")


def _said(proof: Proof, found: Sequence[re.Match[str]], code: str, what: str, hint: str) -> Iterator[Diagnostic]:
    if len(found) > _MANY:
        first, *others = found
        message = f"`{_shown(first.group())}` {what}, as are {len(others)} more of its kind"
        related = [proof.related(match.start(), match.end(), f"`{_shown(match.group())}`") for match in others]
        yield proof.warning(code, first.start(), first.end(), message, hint, *related)
        return
    for match in found:
        yield proof.warning(code, match.start(), match.end(), f"`{_shown(match.group())}` {what}", hint)


def _shown(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:57] + "..."


def _overlaps(match: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in taken)


def _is_open(proof: Proof, match: re.Match[str], form: str) -> bool:
    start, end = proof.line_at(match.start())
    before, behind = proof.text[start : match.start()], proof.text[match.end() : end]
    if form == "an empty bracket" and match.group()[1:-1].isspace():
        # A box to tick stands before the words of the choice, or alone before a cell that holds them.
        return bool(before.strip(" \t|-*•")) and not re.match(r"\s+[A-Z]", behind) and not re.search(r"\[\s*[xX✓]?\s*\]", before + behind)
    if form == "a blank":
        return not _is_rule_or_signature(proof, match, before, behind)
    return True


def _is_rule_or_signature(proof: Proof, match: re.Match[str], before: str, behind: str) -> bool:
    if not (before + behind).strip(" \t_|-.,:;") or (not before.strip() and len(match.group()) >= _RULE):
        return True
    if _SIGNED.search(before[-_LABEL:].rstrip(" \t$")) or _SIGNED.search(
        proof.text[max(0, match.start() - _LABEL) : match.start()].rstrip()
    ):
        return True
    return len(before) + len(behind) < _SHORT and _is_signed_below(proof, match.start())


def _is_signed_below(proof: Proof, offset: int) -> bool:
    """Whether the words that introduce signatures stand not far above."""
    starts = _signature_words(proof)
    place = bisect_left(starts, offset)
    return place > 0 and offset - starts[place - 1] < _SIGNATURE_PAGE


@lru_cache(maxsize=4)
def _signature_words(proof: Proof) -> list[int]:
    return [match.start() for match in _SIGNATURES.finditer(proof.text)]


def drafting_note(proof: Proof) -> Iterator[Diagnostic]:
    """L101. A note among those who drafted, which the other side was not meant to read.

    Wrong: "[Drafting note: check with finance]". Right: nothing, once the note is dealt with.
    """
    found = list(proof.matches(_NOTE))
    yield from _said(proof, found, "drafting-note", "is a note of the drafters", "deal with it, and take it out")


def options_left(proof: Proof) -> Iterator[Diagnostic]:
    """L103. A choice of words of which none was struck out.

    Wrong: "[Client][Customer]"; "[may/shall]". Right: the one that was chosen. Of two, each party reads the one that suits it.
    """
    for match in (*proof.matches(_OPTIONS), *proof.matches(_CHOICE)):
        message = f"`{_shown(match.group())}` still offers a choice"
        yield proof.warning("options-left", match.start(), match.end(), message, f"keep `{match['first']}` or `{match['second']}`")


RULES: tuple[Rule, ...] = (place_not_filled, drafting_note, options_left)
