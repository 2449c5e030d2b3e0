"""The proof of a redline: accepted it must be the new file, rejected the old one, in words, numbers, tables, margins, notes and looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from lxml import etree

from pipeline.word.names import W
from pipeline.word.strangers.page import Page, Seen, page_of
from pipeline.word.strangers.revisions import REVISIONS, STORIES, Unresolvable, without_revisions
from pipeline.word.template import parsed_xml

_SHOWN = 60


def untracked(old: Page, new: Page) -> Iterator[str]:
    """What differs between two files and cannot be tracked, so that no redline could hold it."""
    for name in sorted(set(old.stories) ^ set(new.stories)):
        yield f"only the {'old' if name in old.stories else 'new'} file has {name}"
    for style in sorted(set(old.styles) & set(new.styles)):
        if old.styles[style] != new.styles[style]:
            yield _redefined(style)


def faults_of(redline: Mapping[str, bytes], old: Page, new: Page, author: str, date: str) -> Iterator[str]:
    """What is wrong with a redline, in words; nothing where it holds both files, and each revision is the author's."""
    yield from _stamps(redline, author, date)
    for accept, wanted, name in ((True, new, "accepted"), (False, old, "rejected")):
        try:
            found = page_of(without_revisions(redline, accept=accept))
        except (Unresolvable, etree.XMLSyntaxError) as fault:
            yield f"{name}, it cannot be resolved: {fault}"
        else:
            yield from (f"{name}, {fault}" for fault in _differences(found, wanted))


def _stamps(redline: Mapping[str, bytes], author: str, date: str) -> Iterator[str]:
    numbers: set[str] = set()
    for name in filter(STORIES.fullmatch, redline):
        for revision in parsed_xml(redline[name]).iter(*REVISIONS):
            number = revision.get(f"{W}id", "")
            if revision.get(f"{W}author") != author or revision.get(f"{W}date") != date:
                yield f"a revision in `{name}` has another author or date than asked for"
                return
            if number in numbers:
                yield f"two revisions have the id {number}"
                return
            numbers.add(number)


def _differences(found: Page, wanted: Page) -> Iterator[str]:
    for story in sorted(set(found.stories) | set(wanted.stories)):
        difference = _first(found.stories.get(story, ()), wanted.stories.get(story, ()))
        if difference:
            yield f"{story} differs: {difference}"
    for style in sorted(set(wanted.styles)):
        if found.styles.get(style) != wanted.styles[style]:
            yield _redefined(style)


def _redefined(style: str) -> str:
    return f"the style `{style}` is defined otherwise" if style else "the look of what has no style is defined otherwise"


def _first(found: Sequence[Seen], wanted: Sequence[Seen]) -> str:
    for number, (one, other) in enumerate(zip_longest(found, wanted), start=1):
        if one != other:
            return f"{_what(one, other)} in {_place(other or one)} ({number} of {len(wanted)})"
    return ""


def _what(found: Seen | None, wanted: Seen | None) -> str:
    if found is None or wanted is None:
        missing, seen = ("something is missing", wanted) if found is None else ("something is left over", found)
        return f"{missing}, \u201c{seen.words[:_SHOWN] if seen else ''}\u201d"
    if found.words != wanted.words:
        return f"\u201c{_around(found.words, wanted.words)}\u201d instead of \u201c{_around(wanted.words, found.words)}\u201d"
    for name in ("place", "label", "style"):
        if getattr(found, name) != getattr(wanted, name):
            return f"the {name} is {getattr(found, name)!r} instead of {getattr(wanted, name)!r}"
    return f"the look of \u201c{wanted.words[:_SHOWN]}\u201d"


def _around(words: str, others: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(words, others, strict=False)) if one != other), min(len(words), len(others)))
    return words[max(0, at - _SHOWN // 3) : at + _SHOWN]


def _place(seen: Seen | None) -> str:
    return ", ".join(seen.place) if seen and seen.place else "a paragraph"
