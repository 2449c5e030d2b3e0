"""Faults of a DOCX that schema validators miss and Word punishes: each is looked for in every file that is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.word.names import CONTENT_TYPES, W
from pipeline.word.package import parts_of
from pipeline.word.template import parsed_xml

_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_TYPED = re.compile(r"(word|docProps)/(?!_rels/).*\.xml")
_TARGETED = ("REF", "PAGEREF")


def validity_faults(docx: bytes, file: str) -> list[Diagnostic]:
    """All findings in one file; empty for a sound one."""
    parts = parts_of(docx)
    stories = {name: parsed_xml(part) for name, part in parts.items() if _STORY.fullmatch(name)}
    messages = [
        *_bookmarks(stories),
        *_controls(stories),
        *_types(parts),
        *_fields(stories),
        *_paragraph_ids(stories),
        *_references(stories),
    ]
    return [error("invalid-docx", Span(file), message) for message in messages]


def _doubled(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _bookmarks(stories: Mapping[str, etree._Element]) -> Iterator[str]:
    # Word compares their names without regard to case.
    names = [mark.get(f"{W}name", "").lower() for story in stories.values() for mark in story.iter(f"{W}bookmarkStart")]
    for name in _doubled(names):
        yield f"the bookmark `{name}` is set more than once"


def _controls(stories: Mapping[str, etree._Element]) -> Iterator[str]:
    ids = [mark.get(f"{W}val", "") for story in stories.values() for mark in story.iterfind(f".//{W}sdtPr/{W}id")]
    for identity in _doubled(ids):
        yield f"the content control id `{identity}` is used more than once"


def _types(parts: Mapping[str, bytes]) -> Iterator[str]:
    types = parsed_xml(parts["[Content_Types].xml"])
    named = {entry.get("PartName") for entry in types.iter(f"{{{CONTENT_TYPES}}}Override")}
    endings = {entry.get("Extension", "").lower() for entry in types.iter(f"{{{CONTENT_TYPES}}}Default")}
    for name in parts:
        untyped = name != "[Content_Types].xml" and name.rpartition(".")[2].lower() not in endings
        if f"/{name}" not in named and (untyped or _TYPED.fullmatch(name)):
            yield f"the part `{name}` has no content type of its own"


def _fields(stories: Mapping[str, etree._Element]) -> Iterator[str]:
    for name, story in stories.items():
        depth = 0
        for mark in story.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
            if depth < 0:
                break
        if depth:
            yield f"a field in `{name}` is {'not closed' if depth > 0 else 'closed but never begun'}"


def _paragraph_ids(stories: Mapping[str, etree._Element]) -> Iterator[str]:
    ids = [mark.get(_PARAGRAPH_ID) for story in stories.values() for mark in story.iter(f"{W}p", f"{W}tr") if mark.get(_PARAGRAPH_ID)]
    for identity in _doubled(ids):
        yield f"the paragraph id `{identity}` is used more than once"


def _references(stories: Mapping[str, etree._Element]) -> Iterator[str]:
    names = {mark.get(f"{W}name") for story in stories.values() for mark in story.iter(f"{W}bookmarkStart")}
    for story in stories.values():
        for instruction in dict.fromkeys(_instructions(story)):
            match instruction.split():
                case [kind, target, *_] if kind in _TARGETED and target not in names:
                    yield f"the field `{instruction.strip()}` refers to a bookmark that is not there"


def _instructions(story: etree._Element) -> Iterator[str]:
    """What each field is told to show; its words may be spread over several runs."""
    for simple in story.iter(f"{W}fldSimple"):
        yield simple.get(f"{W}instr", "")
    open_fields: list[str] = []
    for mark in story.iter(f"{W}fldChar", f"{W}instrText"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append("")
        elif kind == "end" and open_fields:
            yield open_fields.pop()
        elif kind is None and open_fields:
            open_fields[-1] += mark.text or ""
