"""What changed within a paragraph: as few words as possible, and such that a person can read it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from pipeline.compare.settings import Settings
from pipeline.compare.tokens import Token, content_of, key_of, tokens_of
from pipeline.model.document import Deleted, Inline, Inserted, merged

_SENTENCE_ENDS = (".", ";", ":", "?", "!")


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch of the old tokens and of the new ones in its place: `old[start:end]` becomes `new[new_start:new_end]`."""

    start: int
    end: int
    new_start: int
    new_end: int


def redlined_words(old: tuple[Inline, ...], new: tuple[Inline, ...], settings: Settings) -> tuple[Inline, ...]:
    """The new words with the old ones that they replace, marked."""
    if old == new:
        return new
    before, after = tokens_of(old, settings.characters), tokens_of(new, settings.characters)
    return marked(before, after, settings)


def marked(before: Sequence[Token], after: Sequence[Token], settings: Settings) -> tuple[Inline, ...]:
    """The tokens of both sides as inline nodes: what stays as the new side has it, what goes before what comes."""
    return merged(tuple(_marked(before, after, hunks(before, after, key_of(settings)), settings)))


def _marked(before: Sequence[Token], after: Sequence[Token], found: Sequence[Hunk], settings: Settings) -> Iterator[Inline]:
    at = 0
    for hunk in found:
        yield from content_of(after[at : hunk.new_start])
        yield Deleted(content_of(before[hunk.start : hunk.end]), settings.revision)
        yield Inserted(content_of(after[hunk.new_start : hunk.new_end]), settings.revision)
        at = hunk.new_end
    yield from content_of(after[at:])


def hunks(before: Sequence[Token], after: Sequence[Token], key: Callable[[Token], Hashable]) -> tuple[Hunk, ...]:
    """Where the two differ, from front to back: the longest common part stays, put together as a reader would."""
    olds, news = [key(token) for token in before], [key(token) for token in after]
    found = [
        Hunk(piece.src_start, piece.src_end, piece.dest_start, piece.dest_end)
        for piece in LCSseq.opcodes(olds, news)
        if piece.tag != "equal"
    ]
    joined = _joined(_touching(found), before)
    return tuple(_slid(hunk, index, joined, olds, news, before, after) for index, hunk in enumerate(joined))


def _touching(found: Sequence[Hunk]) -> list[Hunk]:
    """An insertion right behind a deletion is one change."""
    result: list[Hunk] = []
    for hunk in found:
        last = result[-1] if result else None
        if last is not None and (last.end, last.new_end) == (hunk.start, hunk.new_start):
            result[-1] = Hunk(last.start, hunk.end, last.new_start, hunk.new_end)
        else:
            result.append(hunk)
    return result


def _joined(found: Sequence[Hunk], before: Sequence[Token]) -> list[Hunk]:
    """Two replacements with nothing but a space between them are one."""
    result: list[Hunk] = []
    for hunk in found:
        last = result[-1] if result else None
        if last is not None and _replaces(last) and _replaces(hunk) and all(token.is_space for token in before[last.end : hunk.start]):
            result[-1] = Hunk(last.start, hunk.end, last.new_start, hunk.new_end)
        else:
            result.append(hunk)
    return result


def _replaces(hunk: Hunk) -> bool:
    return hunk.start < hunk.end and hunk.new_start < hunk.new_end


def _slid(
    hunk: Hunk,
    index: int,
    found: Sequence[Hunk],
    olds: list[Hashable],
    news: list[Hashable],
    before: Sequence[Token],
    after: Sequence[Token],
) -> Hunk:
    """A pure insertion or deletion moved, among the places where it says the same, to the one where a sentence or word begins."""
    if _replaces(hunk):
        return hunk
    inserts = hunk.start == hunk.end
    keys, tokens = (news, after) if inserts else (olds, before)
    start, end = (hunk.new_start, hunk.new_end) if inserts else (hunk.start, hunk.end)
    first = (found[index - 1].new_end if inserts else found[index - 1].end) if index else 0
    beyond = (found[index + 1].new_start if inserts else found[index + 1].start) if index + 1 < len(found) else len(keys)
    left = 0
    while start - left > first and keys[start - left - 1] == keys[end - left - 1]:
        left += 1
    right = 0
    while end + right < beyond and keys[start + right] == keys[end + right]:
        right += 1
    best = max(range(-left, right + 1), key=lambda shift: (_beginning(tokens, start + shift), -abs(shift)))
    return Hunk(hunk.start + best, hunk.end + best, hunk.new_start + best, hunk.new_end + best)


def _beginning(tokens: Sequence[Token], start: int) -> int:
    """How natural it is to begin a change here: at a sentence, at a space before a word, at a word, anywhere."""
    if start == 0 or (start >= 2 and tokens[start - 1].is_space and tokens[start - 2].text.endswith(_SENTENCE_ENDS)):
        return 3
    if start < len(tokens) and tokens[start].is_space:
        return 2 if not tokens[start - 1].text.endswith(_SENTENCE_ENDS) else 1
    return 1 if tokens[start - 1].is_space else 0


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """From 0 to 1, how much of two rows of words and signs is the same, counted in letters: 1 where they are equal."""
    return 1.0 if old == new else 2 * shared_letters(old, new) / max(1, letters_of(old) + letters_of(new))


def shared_letters(old: Sequence[str], new: Sequence[str]) -> int:
    """The letters of what stays if the one becomes the other."""
    return sum(letters_of(old[piece.src_start : piece.src_end]) for piece in LCSseq.opcodes(old, new) if piece.tag == "equal")


def letters_of(texts: Sequence[str]) -> int:
    """The letters of words and signs, without the spaces between them."""
    return len("".join("".join(texts).split()))
