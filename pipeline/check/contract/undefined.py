"""Words written like Defined Terms, and what defines them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.check.contract.contract import Contract, Rule
from pipeline.check.contract.passages import OPAQUE, place_of, plain
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Inline, Node, Paragraph, Strong, Table, Text, Value, children
from pipeline.model.terminology import Vocabulary, capitalised

_ENDS_SENTENCE = re.compile(r"(?:^|[.?!:\u2022]['\")\u201d\u2019]?|[\u201c\u2018(])\s*$")
_CALENDAR = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_PIECES = ("Clause", "Schedule", "Part", "Annex", "Exhibit", "Section", "Appendix")


def undefined_terms(contract: Contract) -> Iterator[Diagnostic]:
    """L01, L08, L27. A word written like a Defined Term in the middle of a sentence, which nothing defines.

    Wrong: "an Error that recurs", where no clause says what an Error is. Right: define it, or write it small. Values from
    the data, headings and the proper names of the governing law are not judged. Each is reported where it first stands.
    """
    known = contract.vocabulary
    names = _alternatives(frozenset(contract.names))
    reported: set[str] = set()
    for node in _sentences(contract.document):
        for phrase in _undefined(node.content, known, names):
            if phrase not in reported:
                reported.add(phrase)
                hint = "define it, write it small, or list it in `proper_names` of the law, or under `clauses` in the contract"
                span = node.span or Span("")
                message = f"`{phrase}` is written like a Defined Term, and nothing defines it"
                yield error("undefined-term", place_of(phrase, span, contract.sources.get(span.file, "")), message, hint)


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
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(plain(name)) for name in ordered) + r")(?:'s)?(?!\w)")


def _undefined(content: tuple[Inline, ...], known: Vocabulary, names: re.Pattern[str]) -> Iterator[str]:
    text = plain("".join(_judged(content)))
    text = names.sub(lambda match: OPAQUE * len(match.group()), text)
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
            yield OPAQUE + node.text[-1]
        else:
            yield OPAQUE


def _is_like_a_term(word: str) -> bool:
    """Whether it is written like a Defined Term: not an abbreviation such as SLA, and not the word I."""
    return word[0].isupper() and len(word) > 1 and not word[1].isupper() and not any(letter.isdigit() for letter in word)


RULES: tuple[Rule, ...] = (undefined_terms,)
