"""YAML for people to read and fill in: lists and fields in blocks, long words folded, several lines as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.model.library import SourceText
from pipeline.store.files import invisible_in
from pipeline.store.yaml_tree import ABSENT, Tree, yaml_file

_WIDTH = 100
_INDENT = 2
_PLAIN = re.compile(r"[A-Za-z£€(“‘](?:[^:#]|:(?=[^\s])|(?<=\S)#)*(?<![\s:])")
_WORD_BREAK = re.compile(r"(?<=\S) (?=\S)")


def yaml_text(tree: Mapping[str, Tree], remark: Sequence[str] = ()) -> str:
    """The file that holds this tree, with these lines as a remark at its head; an absent value stands as a key with nothing behind it."""
    head = "".join(f"# {line}\n" for line in remark)
    text = head + "".join(f"{line}\n" for line in _fields(tree, 0, careful=False))
    if yaml_file(SourceText("", text)).tree == tree:
        return text
    # Words that no plain form holds, whatever they are, hold in quotation marks.
    return head + "".join(f"{line}\n" for line in _fields(tree, 0, careful=True))


def _fields(tree: Mapping[str, Any], depth: int, *, careful: bool) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{' ' * depth}{key}:", value, depth, careful=careful)


def _entry(start: str, value: Any, depth: int, *, careful: bool) -> Iterator[str]:
    match value:
        case None:
            yield start
        case dict():
            yield start
            yield from _fields(value, depth + _INDENT, careful=careful)
        case list():
            yield start
            for item in value:
                yield from _item(item, depth + _INDENT, careful=careful)
        case _:
            first, *further = _scalar(str(value), len(start) + 1, careful=careful)
            yield f"{start} {first}"
            yield from (f"{' ' * (depth + _INDENT)}{line}" if line else "" for line in further)


def _item(item: Any, depth: int, *, careful: bool) -> Iterator[str]:
    if isinstance(item, dict):
        lines = _fields(item, depth + _INDENT, careful=careful)
        yield f"{' ' * depth}- {next(lines).lstrip()}"
        yield from lines
    else:
        yield from _entry(f"{' ' * depth}-", item, depth, careful=careful)


def scalar_lines(words: str, column: int) -> list[str]:
    """The lines of a text behind a key that ends at this column: the first behind its key, the others below it."""
    return _scalar(words, column, careful=False)


def _scalar(words: str, column: int, *, careful: bool) -> list[str]:
    """The lines of a text: the first behind its key, the others below it."""
    if careful or invisible_in(words):
        return [_quoted(words)]
    lines = words.split("\n")
    if len(lines) > 1:
        return ["|-", *lines] if not words[:1].isspace() and not words[-1:].isspace() else [_quoted(words)]
    if _PLAIN.fullmatch(words) and words not in ABSENT:
        return [words] if column + len(words) <= _WIDTH else [">-", *_folded(words)]
    return ["'" + words.replace("'", "''") + "'"] if column + len(words) <= _WIDTH or not _folds(words) else [">-", *_folded(words)]


def _quoted(words: str) -> str:
    """The words between quotation marks; what nobody could see stands as its number."""
    quoted = json.dumps(words, ensure_ascii=False)
    return "".join(f"\\U{ord(sign):08x}" if invisible_in(sign) else sign for sign in quoted)


def _folds(words: str) -> bool:
    return bool(words.strip()) and words == words.strip()


def _folded(words: str) -> Iterator[str]:
    """The words on lines of a readable width, broken where there is one space."""
    line = ""
    for piece in _WORD_BREAK.split(words):
        if line and len(line) + len(piece) >= _WIDTH:
            yield line
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    yield line
