"""What the first characters of a line say: a list item, a heading, a directive, or something that is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line

MARKER = re.compile(r"(?:(?P<number>\d+)(?P<dot>[.)])|(?P<bullet>[-+*]))(?:(?P<space>\s+)|$)")
_REFUSED = (
    (
        re.compile(r"([-*_])(?:\s*\1){2,}$|-{2,}$|=+$"),
        "rule",
        "a rule across the page or under a heading is not part of the clause language",
    ),
    (re.compile(r">"), "quotation", "a quotation (`>`) is not part of the clause language"),
    (re.compile(r"```|~~~"), "code", "a block of code is not part of the clause language"),
    (re.compile(r"\|"), "bare-table", "a table stands here without its directive"),
)
_HINTS = {"bare-table": "put `::: table` on the line before it and `:::` on the line after it"}
_ESCAPE = r"write `1.` for an item; for a sentence that begins with a number write `2026\.`"
_MOST_ITEMS = 99


@dataclass(frozen=True, slots=True)
class Marker:
    """What marks a list item: its number as typed, None for a bullet, and the width up to the item's words."""

    number: int | None
    typed: str
    width: int


def begins_block(line: Line) -> bool:
    """Whether the line ends the paragraph before it, even without an empty line between."""
    first = line.text[0]
    if first in "{:#|>`~-+*_=0123456789":
        starts = line.text.startswith(("{%", ":::", "#", "|"))
        return starts or MARKER.match(line.text) is not None or refusal(line) is not None
    return False


def is_item(line: Line) -> bool:
    """Whether the line begins like a list item."""
    return MARKER.match(line.text) is not None


def refusal(line: Line) -> tuple[str, str, str | None] | None:
    """Why the line begins nothing of the clause language: code, message and hint; None where it may."""
    for pattern, code, message in _REFUSED:
        if pattern.match(line.text):
            return code, message, _HINTS.get(code)
    return None


def marker_of(line: Line, last: int, faults: Faults) -> Marker | None:
    """The marker of an item that follows the one typed `last`; None where it is no right marker, which is then reported."""
    match = MARKER.match(line.text)
    assert match is not None
    typed = match["bullet"] or match["number"] + match["dot"]
    fault = _number_fault(match, last) or _mark_fault(match, typed)
    if fault:
        code, message, hint = fault
        faults.add(code, faults.span(line.number, line.column, len(typed)), message, hint)
        return None
    return Marker(None if match["bullet"] else int(match["number"]), typed, match.end())


def _number_fault(match: re.Match[str], last: int) -> tuple[str, str, str | None] | None:
    if match["bullet"]:
        return None
    expected = f"`1.` or `{last + 1}.`" if last else "`1.`"
    if len(match["number"]) <= len(str(_MOST_ITEMS)) and int(match["number"]) in (1, last + 1):
        return None
    return "like-a-list-item", f"`{match['number']}{match['dot']}` begins like a list item, and {expected} is expected", _ESCAPE


def _mark_fault(match: re.Match[str], typed: str) -> tuple[str, str, str | None] | None:
    if typed[-1] not in ".-":
        return "list-mark", f"`{typed}` does not mark a list item", "write `1.` for a numbered item and `-` for a bullet"
    if match["space"] is None:
        return "no-words", "a list item without words", None
    if match["space"] != " ":
        hint = "one space, so that what belongs to the item stands right below its words"
        return "list-mark", f"more than one space follows `{typed}`", hint
    return None
