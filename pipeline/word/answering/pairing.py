"""Which paragraph of the file is which line of their text, and which line of theirs is which of the agreed text."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.word.answering.body import Live
from pipeline.word.answering.said import Said

_LIKE = 0.5


class CannotAnswer(ValueError):
    """The answer cannot be laid on the file; says at which words."""


def found_in(lives: Sequence[Live], theirs: Sequence[Said]) -> list[Live]:
    """The paragraph of the file for each line of their text; what stands beside the contract is passed over. Raises CannotAnswer."""
    there, wanted = [_letters(live.text) for live in lives], [_letters(line.text) for line in theirs]
    result: dict[int, Live] = {}
    for tag, i, j, k, m in SequenceMatcher(None, there, wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            result.update(zip(range(k, m), lives[i:j], strict=True))
        elif tag == "replace":
            result.update(_likely(lives[i:j], theirs[k:m], k))
    missing = next((line for number, line in enumerate(theirs) if number not in result), None)
    if missing is not None:
        raise CannotAnswer(missing.text)
    return [result[number] for number in range(len(theirs))]


def _likely(lives: Sequence[Live], lines: Sequence[Said], first: int) -> dict[int, Live]:
    """Lines whose words differ from those of the paragraph, as where a reference shows a number that is no longer right; in order."""
    result: dict[int, Live] = {}
    at = 0
    for number, line in enumerate(lines):
        for place in range(at, len(lives)):
            if SequenceMatcher(None, _letters(lives[place].text), _letters(line.text), autojunk=False).ratio() > _LIKE:
                result[first + number] = lives[place]
                at = place + 1
                break
    return result


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum()) or text.strip()


def steps(theirs: Sequence[Said], agreed: Sequence[Said]) -> list[tuple[int | None, int | None]]:
    """Both texts in one order: the lines that are one by their ordinals, and those that only one text has."""
    result: list[tuple[int | None, int | None]] = []
    matcher = SequenceMatcher(None, [line.id for line in theirs], [line.id for line in agreed], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            result += zip(range(i, j), range(k, m), strict=True)
        else:
            # What comes stands right behind what stays, whatever goes there.
            result += [(None, number) for number in range(k, m)]
            result += [(number, None) for number in range(i, j)]
    return result


def edits(their: Said, ours: Said, raw: str) -> list[tuple[int, int, str]]:
    """What makes their line ours: which letters of the paragraph go, and what comes behind them; from the end to the beginning."""
    place = _places(their.text, raw)
    starts = [0]
    for token in their.tokens:
        starts.append(starts[-1] + len(token.text))
    found = []
    matcher = SequenceMatcher(None, [token.key for token in their.tokens], [token.key for token in ours.tokens], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            found.append((place[starts[i]], place[starts[j]], "".join(token.text for token in ours.tokens[k:m])))
    return found[::-1]


def _places(text: str, raw: str) -> list[int]:
    """Where each letter of the words, and their end, stands in the paragraph as the file writes it."""
    if text == raw:
        return list(range(len(raw) + 1))
    places = [0] * (len(text) + 1)
    for _, i, j, k, m in SequenceMatcher(None, text, raw, autojunk=False).get_opcodes():
        for number in range(i, j + 1):
            places[number] = min(k + (number - i), m) if number < j else m
    return places
