"""Plain text and Markdown that anybody wrote, as Manuscripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.manuscript import Manuscript, ManuscriptBuilder
from pipeline.store.files import content_of

MOST_MANUSCRIPT_BYTES = 25_000_000

_MARKUP = re.compile(
    r"(?P<comment><!--(?:(?!<!--).)*?-->)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>)"
    r"|(?P<image>!\[[^\]]*\]\([^)]*\))"
    r"|\[(?P<link>[^\[\]]+)\]\((?:https?:|mailto:|#|/|\.)[^()\s]*\)"
    r"|(?P<strong>\*\*|(?<!\w)__(?=[^\W_]|[“(])|(?<=[^\W_]|[.,;:)”’])__(?!\w))"
    r"|(?P<emphasis>(?<![\w*_$])[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?![\w*_]))"
    r"|(?P<heading>(?<=[.)] )[ ]*\#{1,6}[ ]+)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>~])"
)
_HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]+")
_BEGINS_BLOCK = re.compile(
    r"\s*(?:[-*+•]\s|\[?\(?(?:\d{1,3}(?:\.\s?\d{1,3})*|[A-Za-z]{1,4})[.)\]]\]?\s|\||>|#|\*\*\d|(?:-{3,}|={3,}|_{3,})\s*$)"
)
_STARTS_NAMED = re.compile(r"\s*(?:section|article|clause|schedule|exhibit|annex|appendix|attachment|part)\s+[\dA-Z]", re.IGNORECASE)
_LOST_BREAK = re.compile(
    r"(?<![ \t\xa0])[ \t\xa0]{3,}+(?=(?:\d{1,2}(?:\. ?\d{1,3})*\.?[ \t\xa0]{1,}[A-Z\"“]|\d{1,2}\. \d|\((?:[a-z]{1,4}|\d{1,2})\)\s"
    r"|(?:Section|SECTION|Article|ARTICLE)\s+[\dIVX]))"
)
_COUNTED = re.compile(r"\s*(?P<section>\d{1,3})(?P<rest>(?:\.\d{1,3})*)\.?\s+[A-Z“\"]")
_FURNITURE = re.compile(r"\s*(?:-\s*\d+\s*-|\d{1,3}|[ivx]{1,5}|Page\s+\d+(?:\s+of\s+\d+)?)\s*")
_SETTLED = re.compile(r"[.:;!?][\"”’)]*\s*$")
_TOC = re.compile(r"\.{4,}\s*\S{1,4}\s*$")


def manuscript_content(path: Path, file: str) -> bytes | Diagnostic:
    """The bytes of a file to be proof-read, or what is in the way."""
    return content_of(path, file, MOST_MANUSCRIPT_BYTES)


def manuscript_in(content: bytes, file: str) -> Manuscript | Diagnostic:
    """Markdown (by the file's name) or plain text as a Manuscript; texts in Windows' older encoding are read as such."""
    text = _decoded(content)
    if text is None:
        return error("not-text", Span(file), "this is not a text, Markdown or Word file", "save it as .docx, .md or .txt")
    source = re.split(r"\r\n|[\r\n\f\v\x85\u2028\u2029]", text)
    builder = ManuscriptBuilder(file)
    if file.lower().endswith((".md", ".markdown")):
        _markdown(builder, source)
    else:
        _plain(builder, source)
    return builder.done(source)


def _decoded(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content or content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _plain(builder: ManuscriptBuilder, source: list[str]) -> None:
    before = ""
    for number, line in enumerate(source, start=1):
        words = line.strip()
        if not words:
            before = ""
            continue
        if before and _goes_on(before, line):
            builder.soften()
        else:
            builder.begin(depth=0)
        _broken_apart(builder, line, number)
        before = line


def _goes_on(before: str, line: str) -> bool:
    """Whether a line of the file continues the sentence of the line before."""
    if _BEGINS_BLOCK.match(line) or _TOC.search(before) or _FURNITURE.fullmatch(line) or _counts_on(before, line):
        return False
    if _STARTS_NAMED.match(line):
        return len(before.strip()) >= 45 and not _SETTLED.search(before)
    if line.lstrip()[0].islower():
        return True
    return len(before.strip()) >= 45 and not _SETTLED.search(before)


def _counts_on(before: str, line: str) -> bool:
    """Whether both lines begin with numbers of one section, as "3. Copying" and "3.1 The Licensee"."""
    first, second = _COUNTED.match(before), _COUNTED.match(line)
    return first is not None and second is not None and first["section"] == second["section"] and second["rest"] != ""


def _broken_apart(builder: ManuscriptBuilder, line: str, number: int) -> None:
    """A line of the file in which breaks before numbers were lost becomes several."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    for gap in _LOST_BREAK.finditer(line, start, end):
        if gap.start() > start:
            builder.add(line[start : gap.start()], number, start + 1)
            builder.begin(broken=True)
            start = gap.end()
    builder.add(line[start:end], number, start + 1)


def _markdown(builder: ManuscriptBuilder, source: list[str]) -> None:
    before = ""
    fenced = False
    strong = False
    for number, line in enumerate(source, start=1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            before = ""
            continue
        if fenced or not line.strip() or re.fullmatch(r"[\s|:\-]+", line):
            before = ""
            strong = False
            continue
        heading = _HEADING.match(line)
        start = heading.end() if heading else len(line) - len(line.lstrip())
        quoted = re.match(r"(?:>\s*)+", line[start:])
        start += quoted.end() if quoted else 0
        if before and not heading and not _BEGINS_BLOCK.match(line):
            builder.soften()
        else:
            builder.begin(depth=len(line[: len(line) - len(line.lstrip())].expandtabs(4)), heading=heading is not None)
            strong = False
        for words, column, bold in _without_markup(line.rstrip(), start, strong):
            builder.add(words, number, column + 1, strong=bold)
            strong = bold
        strong = strong and line.count("**") % 2 == 1
        before = "" if heading else line


def _without_markup(line: str, start: int, strong: bool) -> Iterator[tuple[str, int, bool]]:
    """The words between the marks, each with its column from 0 and whether it is bold."""
    for mark in _MARKUP.finditer(line, start):
        yield line[start : mark.start()], start, strong
        start = mark.end()
        if mark["strong"]:
            strong = not strong
        elif mark["link"] is not None:
            yield from _without_markup(line[: mark.end("link")], mark.start("link"), strong)
        elif mark["escaped"]:
            yield mark["escaped"], mark.start("escaped"), strong
    yield line[start:], start, strong
