"""The sections of any text: where a number or a heading begins one, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.check.text.outline import Entry
from pipeline.check.text.proof import Proof
from pipeline.model.manuscript import Line, Manuscript
from pipeline.model.sections import Section

_LONGEST_HEADING = 90
_CAPITALS = re.compile(r"[^a-z]*[A-Z]{4}[^a-z]*")
_RUN_IN = re.compile(r"\s*[“\"(]?(?P<title>[A-Z][\w’'/&,;()-]*(?: [\w’'/&,;()-]+){0,7}?)[”\")]?(?:[.:]|\s[–—-])(?=\s)")
"""A heading that begins a paragraph, as "Force Majeure. Neither party"."""
_VERB = re.compile(r"\b(?:shall|will|means?|must|agrees?|is|are|has|have|may|been|was|were)\b")
_ENDS_SENTENCE = re.compile(r"[.;:,]\s*$")
_PAGES = re.compile(r"\d{1,3}(?:\n(?:[^\n]*[ \t])?(?:\d{1,3}|[ivx]+)(?=\n|\Z))*+(?:\n[^\n]*)?")
"""What stands below the entries of the contents: numbers of pages at the ends of lines."""
_NEXT_TO_NOTHING = 60
"""An entry of the contents has so few characters before the next one."""


@dataclass(frozen=True, slots=True)
class _Start:
    number: str
    title: str
    depth: int
    start: int
    end: int
    noun: str = ""


def sections_of(manuscript: Manuscript) -> tuple[Section, ...]:
    """The sections in their order, those of the contents and of running heads left out."""
    proof = Proof(manuscript)
    starts = sorted((*_numbered(proof), *_headed(proof)), key=lambda start: start.start)
    starts = _without_contents(_with_titles_below(starts, proof), proof)
    return tuple(_sections(starts, proof))


def _numbered(proof: Proof) -> Iterator[_Start]:
    for entry in proof.outline.entries:
        if entry.strict or entry.noun:
            path = entry.path[:-1] if entry.path[-1] == "0" and len(entry.path) > 1 else entry.path
            yield _Start(".".join(path), _title(entry, proof), len(path), entry.start, entry.end, entry.noun)
    for attached in proof.outline.attachments:
        yield _Start(f"{attached.noun.capitalize()} {attached.number}", attached.title, 1, attached.start, attached.end, attached.noun)


def _title(entry: Entry, proof: Proof) -> str:
    if entry.title:
        return entry.title
    run_in = _RUN_IN.match(proof.text, entry.end)
    return run_in["title"] if run_in and not _VERB.search(run_in["title"]) else ""


def _headed(proof: Proof) -> Iterator[_Start]:
    """Lines that are a heading by their look, and paragraphs that begin with one; numbered ones are known already."""
    known = {entry.start for entry in proof.outline.entries} | {attached.start for attached in proof.outline.attachments}
    for line in proof.manuscript.lines:
        words = proof.words(line)
        if not words.strip() or (line.start, line.end) in proof.furniture or any(line.start <= start < line.end for start in known):
            continue
        if _is_heading(line, words, proof.manuscript):
            yield _Start("", words.strip(), 1, line.start, line.end)
        elif (run_in := _RUN_IN.match(words)) and not _VERB.search(run_in["title"]) and len(words) > len(run_in[0]) + _NEXT_TO_NOTHING:
            yield _Start("", run_in["title"], 2, line.start, line.start + run_in.end())


def _is_heading(line: Line, words: str, manuscript: Manuscript) -> bool:
    if len(words) > _LONGEST_HEADING or _ENDS_SENTENCE.search(words) or not re.search("[A-Za-z]{3}", words):
        return False
    strong = any(start <= line.start + len(words) - len(words.lstrip()) and line.end - 1 <= end for start, end in manuscript.strong)
    return line.heading or strong or _CAPITALS.fullmatch(words.strip()) is not None


def _with_titles_below(starts: Sequence[_Start], proof: Proof) -> list[_Start]:
    """A number alone takes the heading that stands in the next line, as "ARTICLE I" and below it "DEFINITIONS"."""
    found: list[_Start] = []
    for start in starts:
        before = found[-1] if found else None
        alone = before is not None and before.number and not before.title and not proof.text[before.end : start.start].strip(" .:\n\t")
        if before is not None and alone and not start.number:
            found[-1] = replace(before, title=start.title, end=start.end)
        else:
            found.append(start)
    return found


def _without_contents(starts: Sequence[_Start], proof: Proof) -> list[_Start]:
    """What is next to nothing and stands again further down is an entry of the contents."""
    last = {_key(start): ordinal for ordinal, start in enumerate(starts)}
    found = []
    for ordinal, start in enumerate(starts):
        end = starts[ordinal + 1].start if ordinal + 1 < len(starts) else len(proof.text)
        is_last, words = last[_key(start)] == ordinal, _own_words(proof.text, start, end)[0]
        if not _PAGES.fullmatch(words) and (is_last or len(words) >= _NEXT_TO_NOTHING):
            found.append(start)
    return found


def _key(start: _Start) -> tuple[str, str, str]:
    """Number and first word: the contents may end a title where the text goes on."""
    first = re.search(r"\w+", start.title)
    return start.number, start.noun, first[0].casefold() if first else ""


def _sections(starts: Sequence[_Start], proof: Proof) -> Iterator[Section]:
    first = starts[0].start if starts else len(proof.text)
    before = proof.text[:first].strip()
    if before:
        yield Section("", "", before, 1, proof.text.index(before), proof.manuscript.span(0, 1))
    for ordinal, start in enumerate(starts):
        end = starts[ordinal + 1].start if ordinal + 1 < len(starts) else len(proof.text)
        span = proof.manuscript.span(start.start, max(start.start + 1, start.end))
        words, begins = _own_words(proof.text, start, end)
        yield Section(start.number, start.title, words, start.depth, begins, span)


def _own_words(text: str, start: _Start, end: int) -> tuple[str, int]:
    """What stands below a number without the title that begins it, and where it stands."""
    whole = text[start.end : end]
    bare = whole.lstrip()
    if start.title and start.title not in text[start.start : start.end] and bare.startswith(start.title):
        bare = bare[len(start.title) :].lstrip(" .:;–—-\t\n")
    return bare.rstrip(), start.end + len(whole) - len(bare)
