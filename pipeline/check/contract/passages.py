"""The words of one paragraph as a proof-reader reads them, and the place of each in the file where they were written."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.model.diagnostic import Diagnostic, Severity, Span
from pipeline.model.document import Inline, Node, Paragraph, Strong, Table, Term, Text, Value, children

OPAQUE = "\ufffc"
"""Stands for a value or a reference, whose words are not the wording's own."""
LONGEST = 40
"""Words of a sentence: what a listener keeps in mind until it ends."""
MARKUP = re.compile(r"<!--.*?-->|\{\{.*?\}\}|\{#[^}]*\}|\[\]\([^)]*\)")
_NEXT_BLOCK = re.compile(r"\s*(?:$|\d+\. |- |\{%|:::|## )")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=[\w,;:])[^.!?]*)*[.!?]?")
_PIECE = re.compile(r"\ufffc+|[^\s\ufffc]+")
_WORD = re.compile(r"[\w\ufffc](?:[\w\u2019'/-]*[\w\ufffc])?")


@dataclass(frozen=True, slots=True)
class Setting:
    """What wordings are judged by beside themselves: the language of the law, the Defined Terms, and known abbreviations."""

    language: str = "en-GB"
    terms: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage from one offset to another."""

    text: str
    start: int

    @property
    def words(self) -> tuple[str, ...]:
        """Its words; a value or reference counts as one."""
        return words_of(self.text)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text; a value or reference counts as one."""
    return tuple(_WORD.findall(text))


@dataclass(frozen=True)
class Passage:
    """A paragraph, or a cell of a table, with OPAQUE for each value and reference; `span` is where it, or its table, begins."""

    paragraph: Paragraph
    text: str
    span: Span
    source: str
    setting: Setting
    in_table: bool = False

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, without the white space before them."""
        return tuple(_sentences(self.text))

    @property
    def defines(self) -> bool:
        """Whether it is a definition, which its first words tell."""
        first = self.paragraph.content[0] if self.paragraph.content else None
        return isinstance(first, Term)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where a pattern stands."""
        return pattern.finditer(self.text)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence around an offset."""
        return next((sentence for sentence in reversed(self.sentences) if sentence.start <= offset), Sentence(self.text, 0))

    def warning(self, code: str, match: re.Match[str], message: str, hint: str) -> Diagnostic:
        """A finding on our own words that has to be mended, or allowed with a reason."""
        return Diagnostic(code, Severity.WARNING, self.place(match.start(), match.end()), message, hint)

    def error(self, code: str, match: re.Match[str], message: str, hint: str) -> Diagnostic:
        """A finding that must not leave the house."""
        return Diagnostic(code, Severity.ERROR, self.place(match.start(), match.end()), message, hint)

    def advice(self, code: str, match: re.Match[str], message: str, hint: str) -> Diagnostic:
        """A finding that is often right as it is."""
        return Diagnostic(code, Severity.ADVICE, self.place(match.start(), match.end()), message, hint)

    def place(self, start: int, end: int) -> Span:
        """Where these words stand in the file, else where the paragraph begins."""
        words = self.text[start:end].strip(OPAQUE + " ")
        sought = _sought(words)
        before = sum(1 for _ in sought.finditer(self.text, 0, start + len(self.text[start:end]) - len(self.text[start:end].lstrip())))
        return place_of(words, self.span, self.source, before)


def _sentences(text: str) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(text):
        words = match.group().strip()
        if words:
            yield Sentence(words, match.start() + match.group().index(words[0]))


@lru_cache(maxsize=256)
def _sought(phrase: str) -> re.Pattern[str]:
    words = (f"{OPAQUE}+" if word[0] == OPAQUE else re.escape(word).replace("'", "['\u2019]") for word in _PIECE.findall(phrase))
    return re.compile(r"(?<!\w)" + r"(?:\s|\*\*)*".join(words))


def place_of(phrase: str, paragraph: Span, source: str, before: int = 0) -> Span:
    """Where a phrase stands for the time after `before` in the source of a paragraph, else where the paragraph begins."""
    if not phrase:
        return paragraph
    sought = _sought(phrase)
    for number, line, start in _lines(paragraph, source):
        for match in sought.finditer(line, start):
            if not before:
                return Span(paragraph.file, number, match.start() + 1, match.end() + 1)
            before -= 1
    return paragraph


def _lines(paragraph: Span, source: str) -> Iterator[tuple[int, str, int]]:
    """The lines of a paragraph's source, with blanks for whatever is no word, and the column from which on they count."""
    lines = source.split("\n")[paragraph.line - 1 :]
    table = bool(lines) and lines[0].lstrip().startswith(":::")
    for number, line in enumerate(lines, start=paragraph.line):
        if number > paragraph.line and (line.strip() == ":::" if table else _NEXT_BLOCK.match(line)):
            return
        plain = MARKUP.sub(lambda match: OPAQUE * len(match.group()), line.replace("\u00a0", " "))
        yield number, plain, paragraph.column - 1 if number == paragraph.line else 0


def passages(
    node: Node,
    sources: Mapping[str, str],
    setting: Setting,
    around: Span | None = None,
    *,
    in_table: bool = False,
    values: bool = False,
) -> Iterator[Passage]:
    """All paragraphs below a node; the headings of tables are titles, and no sentences. With `values`, their words are read too."""
    if isinstance(node, Paragraph):
        span = node.span or around or Span("")
        yield Passage(node, words(node.content, values=values), span, sources.get(span.file, ""), setting, in_table)
    below: Span | None = getattr(node, "span", None) or around
    for child in node.rows if isinstance(node, Table) else children(node):
        yield from passages(child, sources, setting, below, in_table=in_table or isinstance(node, Table), values=values)


def words(content: tuple[Inline, ...], *, values: bool = False) -> str:
    """The words of a paragraph, with straight apostrophes, plain spaces, and OPAQUE for what is not its own."""
    return plain("".join(_words(content, values=values)))


def plain(text: str) -> str:
    """The text with straight apostrophes and plain spaces, of the same length."""
    return text.replace("\u2019", "'").replace("\u00a0", " ")


def _words(content: tuple[Inline, ...], *, values: bool) -> Iterator[str]:
    for node in content:
        match node:
            case Text(text=text) | Term(text=text):
                yield text
            case Strong():
                yield from _words(node.content, values=values)
            case Value(text=text) if values:
                yield text
            case Value(text=text) if text.endswith((".", "?", "!")):
                # A value may be a whole sentence, and the next one begins with a capital letter.
                yield OPAQUE + text[-1]
            case _:
                yield OPAQUE


Rule = Callable[[Passage], Iterator[Diagnostic]]
"""All that is wrong with a passage in one respect."""


def any_of(words: Collection[str]) -> re.Pattern[str]:
    """Matches any of the words or phrases as a whole, in small letters or beginning a sentence."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"(?<![\w-])(?:" + "|".join(ordered) + r")(?![\w-])", re.IGNORECASE)
