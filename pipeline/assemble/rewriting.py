"""What legal has written in the library's DOCX, put back into the clause files: the sentences that changed, and no other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.assemble.line_edits import Added, LineEdit, Reworded, with_edits
from pipeline.assemble.page_words import written_line, written_words
from pipeline.assemble.sites import Site, Sites
from pipeline.model import review
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.library import SourceText
from pipeline.model.reading import words_hash
from pipeline.model.returned_library import LineKind, Origin, ReturnedLine

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
    return ((depth, said) for words in review.all_words((block,)) if (said := written_words(words)))


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
        return with_edits(self.source.text, self._edits(returned, sites, finder))

    def _edits(self, returned: tuple[ReturnedLine, ...], sites: Mapping[str, Site], finder: Sites) -> Iterator[LineEdit]:
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
        yield from (self._dropped(site) for anchor, site in sites.items() if anchor not in met and written_words(site.words))
        if met != [anchor for anchor in sites if anchor in set(met)]:
            self._refuse(1, "a paragraph was moved to another place of the wording")

    def _paragraph(self, line: ReturnedLine, site: Site) -> Iterator[LineEdit]:
        today = written_words(site.words)
        said = written_line(line, site.words, self.known)
        if said:
            self.expected.append((line.depth, said))
        if said == today:
            return
        if not said and site.until is not None:
            self._refuse(site.first + 1, "a heading or cell was emptied")
        self.changed += 1
        yield Reworded(site, said)

    def _dropped(self, site: Site) -> LineEdit:
        self.changed += 1
        if site.until is not None:
            self._refuse(site.first + 1, "a heading, a row or a cell was deleted")
        return Reworded(site, "")

    def _new(self, line: ReturnedLine, placing: _Placing, order: int) -> Iterator[LineEdit]:
        said = written_line(line, None, self.known)
        self.expected.append((line.depth, said))
        self.changed += 1
        like = placing.like(line)
        if line.in_table or placing.last is None or like is None:
            self._refuse(placing.at + 1, f"a new paragraph stands where none can be put in: \u201c{line.text[:60]}\u201d")
            return
        yield Added(placing.at, order, said, like, line.listed)

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
