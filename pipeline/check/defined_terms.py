"""Defined Terms: each defined once, and nothing written like one that is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.document import Document, Inline, Node, Paragraph, Strong, Table, Term, Text, Value, children, inlines, walk
from pipeline.model.terminology import Vocabulary, capitalised, stems, vocabulary

_OPAQUE = "\ufffc"
"""Stands for a value, reference or definition, whose words are not the clause's own."""
_ENDS_SENTENCE = re.compile(r"(?:^|[.?!:\u2022]['\")\u201d\u2019]?|[\u201c\u2018(])\s*$")
_CALENDAR = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_PIECES = ("Clause", "Schedule", "Part", "Annex", "Exhibit", "Section", "Appendix")


def doubly_defined_terms(document: Document) -> Iterator[Diagnostic]:
    """L03. A Defined Term with two definitions.

    Wrong: `""Business Hours"" means 09:00 to 17:00` in one clause and `""Business Hours"" means 08:00 to 18:00` in another.
    Right: one definition. With two, each party reads the one that suits it.
    """
    first: dict[tuple[str, ...], Term] = {}
    for term in _defined(document):
        former = first.setdefault(stems(term.text), term)
        if former is not term:
            related = Related(former.span or Span(""), "the first definition stands here")
            message = f"`{term.text}` is defined twice"
            yield error("doubly-defined-term", term.span or Span(""), message, "keep one definition, or define another term", related)


def _defined(document: Document) -> Iterator[Term]:
    for node in walk(document):
        yield from (inline for inline in inlines(node) if isinstance(inline, Term))


def undefined_terms(document: Document, proper_names: Collection[str], sources: Mapping[str, str]) -> Iterator[Diagnostic]:
    """L01. A word written like a Defined Term in the middle of a sentence, which nothing defines.

    Wrong: "an Error that recurs", where no clause says what an Error is. Right: define it, or write it small. Values from
    the data, headings and the proper names of the governing law are not judged. Each is reported where it first stands.
    """
    known = vocabulary(frozenset(stems(term.text) for term in _defined(document)))
    names = _alternatives(frozenset(proper_names))
    reported: set[str] = set()
    for node in _sentences(document):
        for phrase in _undefined(node.content, known, names):
            if phrase not in reported:
                reported.add(phrase)
                hint = "define it, write it small, or list it in `proper_names` of the law, or under `clauses` in the contract"
                message = f"`{phrase}` is written like a Defined Term, and nothing defines it"
                yield error("undefined-term", _place(phrase, node.span or Span(""), sources), message, hint)


def _sentences(node: Node) -> Iterator[Paragraph]:
    """All paragraphs but the headings of tables."""
    if isinstance(node, Paragraph):
        yield node
    for child in node.rows if isinstance(node, Table) else children(node):
        yield from _sentences(child)


@lru_cache(maxsize=16)
def _alternatives(names: frozenset[str]) -> re.Pattern[str]:
    """Matches any of the names; of two that begin alike, the longer one."""
    ordered = sorted((*names, *_CALENDAR, *_PIECES), key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(_plain(name)) for name in ordered) + r")(?:'s)?(?!\w)")


def _plain(text: str) -> str:
    return text.replace("\u2019", "'").replace("\u00a0", " ")


def _undefined(content: tuple[Inline, ...], known: Vocabulary, names: re.Pattern[str]) -> Iterator[str]:
    text = _plain("".join(_judged(content)))
    text = names.sub(lambda match: _OPAQUE * len(match.group()), text)
    used = [(use.start, use.end) for use in known.uses(text)]
    start = end = 0
    for _, word_start, word_end in capitalised(text):
        if not _is_like_a_term(text[word_start:word_end]) or any(left <= word_start < right for left, right in used):
            continue
        if end and text[end:word_start].isspace():
            end = word_end
        elif end:
            yield text[start:end]
            start, end = 0, 0
        if not end and not _ENDS_SENTENCE.search(text[:word_start]):
            start, end = word_start, word_end
    if end:
        yield text[start:end]


def _judged(content: tuple[Inline, ...]) -> Iterator[str]:
    for node in content:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, Strong):
            yield from _judged(node.content)
        elif isinstance(node, Value) and node.text.endswith((".", "?", "!")):
            # A value may be a whole sentence, and the next one begins with a capital letter.
            yield _OPAQUE + node.text[-1]
        else:
            yield _OPAQUE


def _is_like_a_term(word: str) -> bool:
    """Whether it is written like a Defined Term: not an abbreviation such as SLA, and not the word I."""
    return word[0].isupper() and len(word) > 1 and not word[1].isupper() and not any(letter.isdigit() for letter in word)


def _place(phrase: str, paragraph: Span, sources: Mapping[str, str]) -> Span:
    """Where the phrase stands in the paragraph's source, else where the paragraph begins."""
    lines = sources.get(paragraph.file, "").split("\n")[paragraph.line - 1 :]
    sought = re.compile(
        r"(?<!\w)" + r"\s+".join(re.escape(word) for word in phrase.replace("'", "\x00").split()).replace("\x00", "['\u2019]")
    )
    for number, line in enumerate(lines, start=paragraph.line):
        if not line.strip():
            break
        start = paragraph.column - 1 if number == paragraph.line else 0
        if match := sought.search(line, start):
            return Span(paragraph.file, number, match.start() + 1, match.end() + 1)
    return paragraph
