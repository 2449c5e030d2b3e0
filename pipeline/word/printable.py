"""The copy of a DOCX that the default PDF backend draws right; its words are the document's, to the letter.

That backend chooses one font for a whole run, may end a line where a run ends, runs an overlong word off the page, and does not
keep a table's header with its first row. So the copy's runs begin and end at white space, a word with a sign that the house fonts
lack has a run of its own, an overlong word has several, and a table may be told to begin a page.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator
from itertools import groupby, pairwise

from lxml import etree

from pipeline.word.columns import PADDING, text_width
from pipeline.word.names import SPACE, W
from pipeline.word.package import MAIN, package_of, parts_of
from pipeline.word.pagination import begin_page, make_room
from pipeline.word.template import STYLES, parsed_xml

_STORY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_TEXTS = (f"{W}t", f"{W}delText")
_INSTRUCTIONS = (f"{W}instrText", f"{W}delInstrText")
_TOKEN = re.compile(r" +|[^ ]+")
_COVERED = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u017f\u0192\u0218-\u021b\u0384-\u03ce\u0400-\u045f"
    "\u2013-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u20ac\u2122\u2212]+"
)
"""Characters that both house fonts have."""
_LONGEST = 6000
"""Width of the longest word that a line of the text surely holds, in twentieths of a point."""
_PIECE = 10


def printable(docx: bytes, *, new_page_for: Collection[int] = ()) -> bytes:
    """The copy to print. `new_page_for` counts from 0 the tables of the body that, with what leads to them, begin a new page."""
    parts = parts_of(docx)
    stories = {name: parsed_xml(part) for name, part in parts.items() if _STORY.fullmatch(name)}
    begin_page(stories[MAIN], parsed_xml(parts[STYLES]), new_page_for)
    make_room(stories[MAIN], (story for name, story in stories.items() if name.startswith("word/header")))
    for name, story in stories.items():
        _unfold_contents(story)
        _drop_bookmarks(story)
        unfold_references(story)
        for holder in _holders(story):
            _move_boundaries(holder, _room(holder))
        parts[name] = etree.tostring(story, encoding="UTF-8", standalone=True)
    return package_of(parts)


def _drop_bookmarks(root: etree._Element) -> None:
    """Only those that a page number is found by are kept: the backend's time grows with all of them."""
    instructions = "".join(text.text or "" for text in root.iter(f"{W}instrText"))
    needed = set(re.findall(r"PAGEREF (\S+)", instructions))
    dropped = {mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") not in needed}
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        if mark.get(f"{W}id") in dropped:
            mark.getparent().remove(mark)


def _holders(root: etree._Element) -> list[etree._Element]:
    """Elements whose children are runs: paragraphs, links, insertions."""
    return list(dict.fromkeys(parent for run in root.iter(f"{W}r") if (parent := run.getparent()) is not None))


def _room(holder: etree._Element) -> int:
    """The width of a line here, in twentieths of a point."""
    cell = next(holder.iterancestors(f"{W}tc"), None)
    width = None if cell is None else cell.find(f"{W}tcPr/{W}tcW")
    return _LONGEST if width is None else int(width.get(f"{W}w")) - PADDING


def _unfold_contents(root: etree._Element) -> None:
    """The contents become plain paragraphs: in the one where their field begins, the page number would stay what was cached."""
    open_fields: list[list[etree._Element]] = []
    for run in list(root.iter(f"{W}r")):
        mark = run.find(f"{W}fldChar")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append([])
        if open_fields and (mark is not None or run.find(f"{W}instrText") is not None):
            open_fields[-1].append(run)
        if kind == "end" and open_fields:
            field = open_fields.pop()
            if "".join(text.text or "" for part in field for text in part.iter(f"{W}instrText")).split()[:1] == ["TOC"]:
                for part in field:
                    part.getparent().remove(part)


def unfold_references(root: etree._Element) -> None:
    """References become plain words: the numbers in them have been computed, and a field's edge would be a place to end a line."""
    for holder in _holders(root):
        for field in list(_fields(holder)):
            told = [run for run in field if any(child.tag in _INSTRUCTIONS for child in run)]
            instruction = "".join(text.text or "" for run in told for text in run if text.tag in _INSTRUCTIONS)
            if instruction.split()[:1] == ["REF"]:
                for run in [*told, *(run for run in field if run.find(f"{W}fldChar") is not None)]:
                    holder.remove(run)


def _fields(holder: etree._Element) -> Iterator[list[etree._Element]]:
    """The runs of each field that begins and ends here and holds no other."""
    open_runs: list[etree._Element] | None = None
    for run in holder.findall(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        if kind == "begin":
            open_runs = []
        if open_runs is not None:
            open_runs.append(run)
        if kind == "end" and open_runs is not None:
            yield open_runs
            open_runs = None


def _move_boundaries(holder: etree._Element, room: int) -> None:
    for run in holder.findall(f"{W}r"):
        _split(run)
    for worded, group in groupby(list(holder), key=_is_words):
        if worded:
            _redistribute(holder, list(group), room)


def _split(run: etree._Element) -> None:
    """A run with breaks or tabs among its words becomes several, one for each."""
    content = [child for child in run if child.tag != f"{W}rPr"]
    for child in reversed(content[1:]):
        follower = _alike(run)
        follower.append(child)
        run.addnext(follower)


def _is_words(element: etree._Element) -> bool:
    return element.tag == f"{W}r" and any(child.tag in _TEXTS for child in element)


def _redistribute(holder: etree._Element, runs: list[etree._Element], room: int) -> None:
    """Share out the words of neighbouring runs, so that each token stands in the run that owns most of its letters."""
    texts = ["".join(text.text or "" for text in run.iter(*_TEXTS)) for run in runs]
    if _sound(texts, room):
        return
    pieces = list(_pieces(texts, room))
    last = runs[-1]
    # All runs of one holder are deleted, or none is.
    kind = next(text.tag for text in last.iter(*_TEXTS))
    for owner, text in pieces:
        run = _alike(runs[owner])
        words = etree.SubElement(run, kind)
        words.text = text
        words.set(SPACE, "preserve")
        # Each behind the one before: a place given by its number would have to be counted out every time.
        last.addnext(run)
        last = run
    for run in runs:
        holder.remove(run)


def _sound(texts: list[str], room: int) -> bool:
    """Whether the runs may stay as they are."""
    whole = "".join(texts)
    ends = all(first.endswith(" ") or second.startswith(" ") for first, second in pairwise(texts))
    return ends and _COVERED.fullmatch(whole) is not None and not any(_is_long(word, room) for word in whole.split(" "))


def _is_long(word: str, room: int) -> bool:
    # No letter is wider than 0.91 of the type's size, so that most words need not be measured.
    return len(word) * 173 > room and text_width(word) > room


def _pieces(texts: list[str], room: int) -> Iterator[tuple[int, str]]:
    """The texts of the new runs, each with the run whose look it has."""
    owners = [index for index, text in enumerate(texts) for _ in text]
    waiting_owner, waiting = 0, ""
    for match in _TOKEN.finditer("".join(texts)):
        token = match.group()
        owner = _owner(owners[match.start() : match.end()])
        alone = not token.isspace() and (_is_long(token, room) or not _COVERED.fullmatch(token))
        if waiting and (alone or owner != waiting_owner):
            yield waiting_owner, waiting
            waiting = ""
        if alone:
            yield from ((owner, part) for part in _apart(token, room))
        else:
            waiting_owner, waiting = owner, waiting + token
    if waiting:
        yield waiting_owner, waiting


def _owner(held: list[int]) -> int:
    """The run that most of the letters stand in, the first of several."""
    return held[0] if held[0] == held[-1] else max(dict.fromkeys(held), key=held.count)


def _apart(token: str, room: int) -> Iterator[str]:
    """The token in the runs it needs: letters that a house font has apart from signs that it lacks, and no piece too long for a line."""
    step = min(_PIECE, max(1, room // 400)) if _is_long(token, room) else len(token)
    for _, group in groupby(token, key=lambda letter: bool(_COVERED.match(letter))):
        letters = "".join(group)
        yield from (letters[start : start + step] for start in range(0, len(letters), step))


def _alike(run: etree._Element) -> etree._Element:
    """An empty run with the same look."""
    look = run.find(f"{W}rPr")
    result = etree.Element(f"{W}r")
    if look is not None:
        result.append(copy.deepcopy(look))
    return result
