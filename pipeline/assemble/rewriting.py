"""What legal has written in the library's DOCX, put back into the clause files: the sentences that changed, and no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.assemble.markup import Token, markup, sentences
from pipeline.assemble.sites import Site, Sites
from pipeline.assemble.words import HOLE
from pipeline.model import review
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Term, Text
from pipeline.model.library import SourceText
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE
from pipeline.model.returned_library import LineKind, Origin, ReturnedLine, RunKind, words_hash

_FIELD = re.compile(r"\{\{\s*(?P<field>.*?)\s*\}\}")
_REFERENCE = re.compile(r"\[(?:[^\[\]]*: )?(?P<id>[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*)\]")
_ID = re.compile(r"\s*(\{#[^{}]*\})\s*$")
_NOTE = re.compile(r"<!--.*?-->")
_CONDITION = (0, "{%}")
_BY_HAND = "change this file by hand, and leave the paragraph in Word as it was"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of the library with what was written in Word; the text is the former one where findings say why nothing was done."""

    source: SourceText
    findings: tuple[Diagnostic, ...]
    changed: int


def rewritten(
    source: SourceText,
    wording: review.Wording,
    returned: Iterable[ReturnedLine],
    origins: Mapping[str, Origin],
    known: Collection[str],
    read: Callable[[SourceText], review.Wording],
) -> Rewritten:
    """The file of one wording as the lines that came back say it; `wording` is what it says today, `known` are all ids of the library.

    What comes out was read again by `read` and says in each paragraph just what came back; where it would not, nothing is changed.
    """
    rewriting = _Rewriting(source, wording, origins, known)
    text = rewriting.rewritten(tuple(returned))
    if rewriting.expected == [*_said(wording.blocks)]:
        return Rewritten(source, (), 0)
    if not rewriting.is_of_today:
        message = "this wording has changed since the file was made, and it was edited in the file as well"
        return Rewritten(source, (error("library-moved-on", Span(source.file), message, "edit today's build/library.docx instead"),), 0)
    if rewriting.findings:
        return Rewritten(source, tuple(rewriting.findings), 0)
    after = SourceText(source.file, text)
    if [*_said(read(after).blocks)] != rewriting.expected:
        message = "what was written in Word cannot be put into the clause language here"
        return Rewritten(source, (error("cannot-rewrite", Span(source.file), message, _BY_HAND),), 0)
    return Rewritten(after, (), rewriting.changed)


def _said(blocks: Iterable[review.Block]) -> Iterator[tuple[int, str]]:
    """What each paragraph says, in the one way in which words are written, with its level; and where conditions begin, turn and end."""
    for block in blocks:
        match block:
            case review.Choice(cases=cases):
                for case in cases:
                    yield _CONDITION
                    yield from _said(case.blocks)
                yield _CONDITION
            case review.Paragraph(depth=depth) | review.Points(depth=depth):
                yield from _words_in(block, depth)
            case _:
                yield from _words_in(block, 0)


def _words_in(block: review.Block, depth: int) -> Iterator[tuple[int, str]]:
    return ((depth, said) for words in review.all_words((block,)) if (said := markup(_of_pieces(words.content))))


@dataclass(slots=True)
class _Rewriting:
    """Puts the lines of one wording back; counts the paragraphs that are other than before."""

    source: SourceText
    wording: review.Wording
    origins: Mapping[str, Origin]
    known: Collection[str]
    findings: list[Diagnostic] = field(default_factory=list)
    expected: list[tuple[int, str]] = field(default_factory=list)
    changed: int = 0

    @property
    def is_of_today(self) -> bool:
        """Whether the wording said, when the file was made, what it says today."""
        then = [(origin.anchor, origin.words_hash) for origin in self.origins.values() if origin.file == self.source.file]
        return then == [
            (words.anchor, words_hash(said)) for words in review.all_words(self.wording.blocks) if (said := review.shown(words.content))
        ]

    def rewritten(self, returned: tuple[ReturnedLine, ...]) -> str:
        finder = Sites(self.source)
        sites = {site.words.anchor: site for site in finder.of(self.wording.blocks)}
        edits = [*self._edits(returned, sites, finder)]
        raw = self.source.text.split("\n")
        for edit in sorted(edits, key=lambda edit: (edit.first, edit.column, edit.order), reverse=True):
            raw[edit.first : edit.end] = edit.lines(raw)
        return "\n".join(raw)

    def _edits(self, returned: tuple[ReturnedLine, ...], sites: Mapping[str, Site], finder: Sites) -> Iterator[_Edit]:
        met: list[str] = []
        placing = _Placing(finder, tuple(sites.values()))
        for order, line in enumerate(returned):
            anchors = [self.origins[name].anchor for name in line.anchors if self.origins[name].anchor in sites]
            if line.kind is LineKind.CONDITION:
                self.expected.append(_CONDITION)
                placing.condition()
            elif anchors:
                met += anchors
                placing.site(sites[anchors[0]])
                yield from self._paragraph(line, sites[anchors[0]])
                yield from (self._dropped(sites[anchor]) for anchor in anchors[1:])
            elif line.kind is LineKind.SAID and line.text.strip():
                yield from self._new(line, placing, order)
        yield from (self._dropped(site) for anchor, site in sites.items() if anchor not in met and markup(_of_pieces(site.words.content)))
        if met != [anchor for anchor in sites if anchor in set(met)]:
            self._refuse(1, "a paragraph was moved to another place of the wording")

    def _paragraph(self, line: ReturnedLine, site: Site) -> Iterator[_Edit]:
        today = markup(_of_pieces(site.words.content))
        said = markup(_of_runs(line, site.words, self.known))
        if said:
            self.expected.append((line.depth, said))
        if said == today:
            return
        if not said and site.until is not None:
            self._refuse(site.first + 1, "a heading or cell was emptied")
        self.changed += 1
        yield _Said(site.first, site.end, site.column, said=said, site=site)

    def _dropped(self, site: Site) -> _Edit:
        self.changed += 1
        if site.until is not None:
            self._refuse(site.first + 1, "a heading, a row or a cell was deleted")
        return _Said(site.first, site.end, site.column, said="", site=site)

    def _new(self, line: ReturnedLine, placing: _Placing, order: int) -> Iterator[_Edit]:
        said = markup(_of_runs(line, None, self.known))
        self.expected.append((line.depth, said))
        self.changed += 1
        like = placing.like(line)
        if line.in_table or placing.last is None or like is None:
            self._refuse(placing.at + 1, f"a new paragraph stands where none can be put in: \u201c{line.text[:60]}\u201d")
            return
        yield _New(placing.at, placing.at, 0, order, said=said, like=like, listed=line.listed)

    def _refuse(self, line: int, message: str) -> None:
        self.findings.append(error("cannot-rewrite", Span(self.source.file, line), message, _BY_HAND))


@dataclass(slots=True)
class _Placing:
    """Follows the lines of the file while those of the DOCX are read, so that a new paragraph finds its place."""

    finder: Sites
    sites: tuple[Site, ...]
    last: Site | None = None
    at: int = 0
    """The line before which a new paragraph would stand."""

    def site(self, site: Site) -> None:
        """A paragraph that both have."""
        self.last, self.at = site, site.end

    def condition(self) -> None:
        """The beginning, the middle or the end of a condition, each of which is one line."""
        self.at = next((tag + 1 for tag in self.finder.tags(self.at, len(self.finder.lines))), self.at)

    def like(self, line: ReturnedLine) -> Site | None:
        """The paragraph beside which the new one stands in the same list, or under whose words it stands."""
        before = [site for site in self.sites if site.first < self.at and site.until is None]
        for site in reversed(before):
            if line.listed and site.marker and site.depth == line.depth:
                return site
            if not line.listed and site.depth == line.depth:
                return replace(site, marker="", margin=site.indent)
            if line.listed and site.marker and site.depth == line.depth - 1:
                return replace(site, marker="1. ", margin=site.indent, indent=site.indent + 3)
        return None


@dataclass(frozen=True, slots=True)
class _Edit:
    first: int
    end: int
    column: int
    order: int = 0

    def lines(self, raw: list[str]) -> list[str]:
        """What stands in the place of these lines."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said(_Edit):
    """A paragraph that says something else; lines that say a part of it stay as they were typed."""

    said: str
    site: Site

    def lines(self, raw: list[str]) -> list[str]:
        site = self.site
        old = raw[site.first : site.end]
        if not self.said:
            return []
        opening, first = old[0][: site.column], old[0][site.column : site.until]
        behind = "" if site.until is None else old[0][site.until :]
        typed = [first, *(line.strip() for line in old[1:])]
        id = _ID.search(_NOTE.sub("", typed[0]))
        kept = [*_kept(typed, self.said)] if site.until is None else [_in_a_cell(self.said) if site.is_cell else self.said]
        if id and id[1] not in kept[0]:
            kept[0] = _with_id(kept[0], id[1])
        return [opening + kept[0] + behind, *(" " * site.indent + line for line in kept[1:])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _New(_Edit):
    """A paragraph that was not there."""

    said: str
    like: Site
    listed: bool

    def lines(self, raw: list[str]) -> list[str]:
        margin, marker = " " * self.like.margin, self.like.marker
        further = margin + " " * len(marker)
        said = [(further if at else margin + marker) + sentence for at, sentence in enumerate(sentences(self.said))]
        if self.listed:
            return said
        # Without a marker, only an empty line parts it from its neighbours.
        before = [""] if self.first and raw[self.first - 1].strip() else []
        after = [""] if self.first < len(raw) and raw[self.first].strip() else []
        return [*before, *said, *after]


def _kept(typed: list[str], said: str) -> Iterator[str]:
    """The lines of the paragraph: those that are still said as they were typed, and between them new ones, one a sentence."""
    for at, line in enumerate(typed):
        words = _canonical(line)
        place = _place(words, said)
        if words and place is not None:
            yield from _replaced(typed[:at], said[:place].strip())
            yield line
            yield from _kept(typed[at + 1 :], said[place + len(words) :].strip())
            return
    yield from _replaced(typed, said)


def _replaced(typed: list[str], said: str) -> list[str]:
    """New lines in the place of others, whose drafting notes stay where they were as well as it goes."""
    new = [*sentences(said)] if said else []
    for at, line in enumerate(typed):
        for note in _NOTE.findall(line):
            if new:
                place = min(at, len(new) - 1)
                new[place] = f"{new[place]} {note}"
    return new


def _with_id(line: str, id: str) -> str:
    """The line with the id behind its words, before its notes."""
    note = line.find("<!--")
    return f"{line} {id}" if note < 0 else f"{line[:note].rstrip()} {id} {line[note:]}"


def _in_a_cell(said: str) -> str:
    """The words with each bar as a sign; one in an expression is a filter."""
    return re.sub(rf"{HOLE}|\|", lambda match: match.group() if match.group() != "|" else r"\|", said)


def _place(words: str, said: str) -> int | None:
    """Where whole words begin among others."""
    found = re.search(rf"(?:^|(?<= )){re.escape(words)}(?= |$)", said) if words else None
    return found.start() if found else None


def _canonical(typed: str) -> str:
    """A typed line without id and notes, in the one way in which words are written."""
    return " ".join(_ID.sub("", _NOTE.sub("", typed)).split())


def _of_pieces(pieces: Iterable[review.Piece], bold: bool = False) -> Iterator[Token]:
    for piece in pieces:
        match piece:
            case Text(text=text):
                yield Token("words", text, bold)
            case Term(text=text):
                yield Token("term", text, bold)
            case review.NamedField(name=name):
                yield Token("value", name, bold)
            case review.Target(id=id):
                yield Token("reference", id, bold)
            case review.Bold(content=content):
                yield from _of_pieces(content, True)


def _of_runs(line: ReturnedLine, before: review.Words | None, known: Collection[str]) -> Iterator[Token]:
    """The tokens of a paragraph that came back. A field is known by its braces, a reference by an id of the library in brackets."""
    terms = {piece.text for piece in before.content if isinstance(piece, Term)} if before else set()
    for run in line.runs:
        text = run.text.strip()
        if run.kind is RunKind.TERM or ((text[:1], text[-1:]) == (OPEN_QUOTE, CLOSE_QUOTE) and text[1:-1] in terms):
            yield from _term(run.text)
        else:
            yield from _of_words(run.text, run.bold, known)


def _term(text: str) -> Iterator[Token]:
    """A Defined Term and the spaces around it."""
    term = text.strip().strip(f'{OPEN_QUOTE}{CLOSE_QUOTE}"')
    before, _, behind = text.partition(text.strip())
    yield from (Token("words", before), Token("term", term), Token("words", behind)) if term else (Token("words", text),)


def _of_words(text: str, bold: bool, known: Collection[str]) -> Iterator[Token]:
    end = 0
    for match in re.finditer(rf"{_FIELD.pattern}|{_REFERENCE.pattern}", text):
        if match["id"] is not None and match["id"] not in known:
            continue
        yield Token("words", text[end : match.start()], bold)
        yield Token("reference", match["id"], bold) if match["id"] is not None else Token("value", " ".join(match["field"].split()), bold)
        end = match.end()
    yield Token("words", text[end:], bold)
