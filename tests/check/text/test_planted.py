"""Faults planted in texts that nobody here wrote: how many of each kind are found, and at the place where they were planted."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.check import text_faults
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.manuscript import Manuscript
from pipeline.stages.strangers.proofreading import manuscript_of
from pipeline.store import manuscript_in

CORPUS = os.environ.get("DRAFTLINE_CORPUS")
MOST = 3
"""So many faults of one kind are planted in one text, all at once."""

pytestmark = pytest.mark.skipif(CORPUS is None, reason="DRAFTLINE_CORPUS names no folder with the texts of others")


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that take the place of others; the fault is to be found in the line in which `at` characters of `words` end."""

    start: int
    end: int
    words: str
    at: int = 0


Kind = Callable[[str], Iterator[Edit]]


def replaced(pattern: str, words: Callable[[re.Match[str]], str | None]) -> Kind:
    """Plants wherever a pattern stands."""

    def edits(text: str) -> Iterator[Edit]:
        for match in re.finditer(pattern, text):
            if (planted := words(match)) is not None:
                yield Edit(match.start(), match.end(), planted)

    return edits


def behind(pattern: str, words: str) -> Kind:
    """Plants the same words behind each place of a pattern."""
    return replaced(pattern, lambda match: match.group() + words)


SECTION = r"(?<=[a-z] )(?P<noun>[Ss]ection|[Cc]lause) (?P<head>(?:\d+\.)*)(?P<last>\d+)(?![\w.(]*[\d(])(?!,? (?:of|to|in|and|or) )"
NUMBERED = re.compile(r"^(?P<blank>[ \t]*)(?P<head>(?:\d+\.)+)(?P<last>\d+)(?P<stop>\.?[ \t]+\S.*)$", re.MULTILINE)
TITLED = r"(?m)^[ \t#*]*(\d+(?:\.\d+)*)\.?[ \t*]+([A-Z][a-z]+(?: (?:and|of|[A-Z][a-z]+)){0,5})\**\."
SENTENCE = r"(?<=[a-z] )(?=(?:shall|will|may|must) [a-z])"


def siblings(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Two numbers of one count that follow each other."""
    last: dict[str, re.Match[str]] = {}
    for match in NUMBERED.finditer(text):
        before = last.get(match["head"])
        last[match["head"]] = match
        if before is not None and int(match["last"]) == int(before["last"]) + 1:
            yield before, match


def dropped(text: str) -> Iterator[Edit]:
    for _, match in siblings(text):
        yield Edit(match.start("last"), match.end("last"), str(int(match["last"]) + 1))


def doubled(text: str) -> Iterator[Edit]:
    for before, match in siblings(text):
        yield Edit(match.start("last"), match.end("last"), before["last"])


def defined_again(text: str) -> Iterator[Edit]:
    for match in re.finditer(r"[“\"](?P<term>[A-Z][\w ]{2,40})[”\"] means [^\n]{20,}\n", text):
        yield Edit(match.end(), match.end(), f'\n"{match["term"]}" means something else.\n\n', 2)


def lettered(text: str) -> Iterator[Edit]:
    """Two neighbouring items of a run of letters become (b), (d)."""
    for match in re.finditer(r"\(a\) [^()\n]{10,}\(b\) [^()\n]{10,}(?P<third>\(c\)) ", text):
        yield Edit(match.start("third"), match.end("third"), "(d)")


def misnamed(text: str) -> Iterator[Edit]:
    """A reference with the title of another section behind it."""
    titles = {match[1]: match[2] for match in re.finditer(TITLED, text)}
    for match in re.finditer(SECTION, text):
        number = match["head"] + match["last"]
        others = [title for other, title in titles.items() if other != number and title != titles.get(number)]
        if number in titles and others:
            yield Edit(match.start(), match.end(), f"{match.group()} ({others[len(others) // 2]})")


def banded(second: int, third: int) -> Kind:
    """Two bands in lines of their own, of which the second is at fault; no two pairs are alike, or they would be running heads."""

    def edits(text: str) -> Iterator[Edit]:
        for count, match in enumerate(re.finditer(r"\.\n(?=\n)", text)):
            low, high = (f"{start + count} to {end + count} users" for start, end in ((1, 50), (second, third)))
            yield Edit(match.end(), match.end(), f"\n{low}\n\n{high}\n", len(low) + 3)

    return edits


def unattached(text: str) -> Iterator[Edit]:
    """References to attachments beyond those that any text has, each to another."""
    for count, match in enumerate(re.finditer(r"(?<=[a-z] )(Exhibit|Schedule|Annex|Appendix) ([A-H1-9])\b(?![-.])(?! (?:of|to) )", text)):
        number = str(count % 60 + 31) if match[2].isdigit() else "QRSTUVWYZ"[count % 9]
        yield Edit(match.start(), match.end(), f"{match[1]} {number}")


KINDS: dict[str, tuple[str, Kind, int]] = {
    "section not there": ("broken-reference", replaced(SECTION, lambda m: f"{m['noun']} {m['head']}{int(m['last']) + 41}"), 75),
    "number dropped": ("number-missing", dropped, 90),
    "number doubled": ("number-doubled", doubled, 90),
    "attachment not there": ("missing-attachment", unattached, 75),
    "term defined twice": ("term-defined-twice", defined_again, 80),
    "number and title": ("number-title-mismatch", misnamed, 90),
    "words and figures": ("words-against-figures", behind(SENTENCE, "within thirty (60) days "), 100),
    "impossible date": ("impossible-date", behind(SENTENCE, "from 31 April 2026 "), 100),
    "wrong weekday": ("weekday-against-date", behind(SENTENCE, "from Monday, 3 May 2026 "), 100),
    "bracket open": ("bracket-without-partner", behind(SENTENCE, "(as agreed "), 90),
    "quote open": ("quote-without-partner", behind(SENTENCE, "“so called "), 90),
    "word doubled": ("doubled-word", behind(r"(?<=[a-z] )the (?=[A-Za-z])", "the "), 100),
    "field lost": ("lost-field", replaced(SECTION, lambda m: f"{m['noun']} Error! Reference source not found."), 100),
    "place open": ("place-not-filled", behind(SENTENCE, "from [●] "), 100),
    "bands with a gap": ("gap-between-bands", banded(55, 90), 90),
    "bands overlap": ("overlapping-bands", banded(50, 90), 90),
    "letter dropped": ("list-item-missing", lettered, 90),
}
"""What is planted, the code of what is to be found, how it is planted, and the least percentage that is found."""


def words_of(path: Path) -> str:
    """The text of the file; of a DOCX, its paragraphs."""
    if path.suffix != ".docx":
        return path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    manuscript = manuscript_of(path)
    assert isinstance(manuscript, Manuscript)
    return "\n\n".join(manuscript.source)


TEXTS = [
    (path.with_suffix(".txt").name if path.suffix == ".docx" else path.name, words_of(path))
    for folder in ("standards", "contracts", "docx")
    for path in sorted((Path(CORPUS) / folder).iterdir())
] if CORPUS else []  # fmt: skip


def faults(name: str, text: str) -> tuple[Diagnostic, ...]:
    manuscript = manuscript_in(text.encode(), name)
    assert isinstance(manuscript, Manuscript)
    return text_faults(manuscript)


def planted(text: str, edits: Sequence[Edit]) -> tuple[str, list[int]]:
    """The text with the faults in it, and the lines in which they stand."""
    pieces: list[str] = []
    lines: list[int] = []
    end = 0
    for edit in edits:
        pieces += text[end : edit.start], edit.words
        end = edit.end
        lines.append("".join(pieces).count("\n") - edit.words.count("\n", edit.at) + 1)
    return "".join([*pieces, text[end:]]), lines


def chosen(edits: Sequence[Edit], name: str, kind: str) -> list[Edit]:
    """Some of the places, the same in each run, and none in another."""
    some = sorted(random.Random(f"{name} {kind}").sample(edits, min(MOST, len(edits))), key=lambda edit: edit.start)
    return [edit for before, edit in zip([None, *some], some, strict=False) if before is None or before.end + 400 < edit.start]


def misses(kind: str) -> tuple[int, list[str]]:
    """How many faults of a kind were planted, and those that were not found where they are."""
    code, plant, _ = KINDS[kind]
    count, missed = 0, []
    for name, text in TEXTS:
        edits = chosen(list(plant(text)), name, kind)
        if not edits:
            continue
        changed, lines = planted(text, edits)
        found = {finding.span.line for finding in faults(name, changed) if finding.code == code}
        count += len(lines)
        missed += [f"{name}:{line}: {changed.splitlines()[line - 1][:200]}" for line in lines if line not in found]
    return count, missed


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planted_is_mostly_found_at_its_place(kind: str) -> None:
    count, missed = misses(kind)
    found = count - len(missed)
    print(f"| {kind} | {found} of {count} |", *missed, sep="\n  ")

    assert count >= 5
    assert 100 * found >= KINDS[kind][2] * count, "\n".join(missed)
