"""The reviewed library read back from Word, or from whatever other program saved it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from pipeline.model.returned_library import LineKind, Origin, Remark, ReturnedLibrary, ReturnedLine, Run, RunKind
from pipeline.word.hostile import Hostile, scanned_parts
from pipeline.word.library import styles
from pipeline.word.library.anchors import LIBRARY
from pipeline.word.markup import COME, GONE, is_in_gone_row, is_on, signs, standing_runs, style_of, text_of, value_of
from pipeline.word.names import W
from pipeline.word.package import MAIN
from pipeline.word.template import parsed_xml

_COMMENTS = "word/comments.xml"
_SIGNS = signs(" ", " ")
_LINES = {
    **dict.fromkeys(styles.HEADINGS, LineKind.HEADING),
    styles.SOURCE: LineKind.SOURCE,
    styles.CONDITION: LineKind.CONDITION,
    styles.CONDITION_END: LineKind.CONDITION,
}
_SAID = (styles.WORDING, styles.WORDING_HEADING, styles.WORDING_CELL, styles.WORDING_HEADER, *styles.WORDING_LEVELS, *styles.WORDING_TEXTS)
_RUNS = {styles.DEFINED_TERM: RunKind.TERM, styles.FIELD: RunKind.FIELD, styles.REFERENCE: RunKind.REFERENCE}


class NoLibrary(ValueError):
    """The file is refused, or is not the library; says why in words for the person who sent it."""


def read_library(docx: bytes) -> ReturnedLibrary:
    """The library in this file, which is scanned as a stranger's before it is opened. Raises NoLibrary."""
    try:
        parts = scanned_parts(docx)
        document = parsed_xml(parts[MAIN])
        input_hash, origins = _origins(parts)
        comments = parsed_xml(parts[_COMMENTS]) if _COMMENTS in parts else None
    except Hostile as fault:
        raise NoLibrary(f"this file is not opened: {fault}") from fault
    except etree.XMLSyntaxError as fault:
        raise NoLibrary("this file is not opened: its text is damaged") from fault
    if not origins:
        raise NoLibrary("this is not the clause library, or the program that saved it has dropped what leads back to the clauses")
    paragraphs = list(_standing(document))
    lines = tuple(_line(paragraph, joined, origins) for paragraph, joined in paragraphs)
    revisions = Counter(node.get(f"{W}author", "") for node in document.iter(*COME, *GONE))
    return ReturnedLibrary(input_hash, origins, lines, tuple(_remarks(comments, document)), dict(sorted(revisions.items())))


def _origins(parts: Mapping[str, bytes]) -> tuple[str, dict[str, Origin]]:
    """The library's hash, and where each bookmark leads, from the custom part, which is found by its namespace since programs rename it."""
    for name, part in parts.items():
        if name.startswith("customXml/") and LIBRARY.encode() in part:
            root = parsed_xml(part)
            return root.get("input", ""), {
                block.get("bookmark", ""): Origin(wording.get("file", ""), block.get("anchor", ""), block.get("text", ""))
                for wording in root.iter(f"{{{LIBRARY}}}wording")
                for block in wording.iter(f"{{{LIBRARY}}}block")
            }
    return "", {}


def _standing(document: etree._Element) -> Iterator[tuple[etree._Element, tuple[etree._Element, ...]]]:
    """The paragraphs as accepted: each with those that follow and have been joined to it by a deleted end."""
    waiting: list[etree._Element] = []
    for paragraph in document.iter(f"{W}p"):
        if any(above.tag in GONE for above in paragraph.iterancestors()) or is_in_gone_row(paragraph):
            continue
        waiting.append(paragraph)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None:
            yield waiting[-1], tuple(waiting)
            waiting = []
    if waiting:
        yield waiting[-1], tuple(waiting)


def _line(paragraph: etree._Element, joined: tuple[etree._Element, ...], origins: Mapping[str, Origin]) -> ReturnedLine:
    """One line of all that was joined; the first that is a line of a wording gives its look."""
    first = next((each for each in joined if style_of(each) in _SAID), paragraph)
    style = style_of(first) or ""
    kind = _LINES.get(style, LineKind.SAID if style in _SAID else LineKind.OTHER)
    bookmarks = (mark.get(f"{W}name", "") for each in joined for mark in each.iter(f"{W}bookmarkStart"))
    anchors = tuple(name for name in bookmarks if name in origins)
    in_table = next(paragraph.iterancestors(f"{W}tc"), None) is not None
    return ReturnedLine(kind, tuple(_together(joined)), anchors, _depth(first, style), style in styles.WORDING_LEVELS, in_table)


def _depth(paragraph: etree._Element, style: str) -> int:
    """The level that its number has, since Word changes that one alone; without a number, the level of its style."""
    level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
    if level is not None and level.get(f"{W}val", "").isdigit():
        return int(level.get(f"{W}val")) + 1
    levels = next((each for each in (styles.WORDING_LEVELS, styles.WORDING_TEXTS) if style in each), ())
    return levels.index(style) + 1 if levels else 0


def _together(joined: tuple[etree._Element, ...]) -> Iterator[Run]:
    """The runs, with neighbours of one look as one."""
    runs = (run for paragraph in joined for run in _runs(paragraph))
    for (bold, kind), group in groupby(runs, key=lambda run: (run.bold, run.kind)):
        if text := "".join(run.text for run in group):
            yield Run(text, bold, kind)


def _runs(paragraph: etree._Element) -> Iterator[Run]:
    return map(_run, standing_runs(paragraph))


def _run(run: etree._Element) -> Run:
    look = run.find(f"{W}rPr")
    kind = _RUNS.get(value_of(look, "rStyle") or "", RunKind.WORDS)
    return Run(text_of(run, _SIGNS), is_on(look, "b") and kind is RunKind.WORDS, kind)


def _remarks(comments: etree._Element | None, document: etree._Element) -> Iterator[Remark]:
    if comments is None:
        return
    beside = {
        mark.get(f"{W}id"): "".join(run.text for run in _runs(paragraph))
        for paragraph in document.iter(f"{W}p")
        for mark in paragraph.iter(f"{W}commentReference")
    }
    for comment in comments.iter(f"{W}comment"):
        words = " ".join("".join(run.text for run in _runs(paragraph)) for paragraph in comment.iter(f"{W}p"))
        yield Remark(comment.get(f"{W}author", ""), words.strip(), beside.get(comment.get(f"{W}id"), ""))
