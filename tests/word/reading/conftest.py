"""What a reader of the page can know of a Document, and trees that can be compared by eye."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Document, Ref, SignatureBlock, Strong, Text, ToBeAgreed, plain
from pipeline.model.numbering import numbered
from pipeline.model.received import Reading
from pipeline.word import read

NODES = ("parts", "blocks", "items", "cells", "header", "rows")


def readable(document: Document) -> Document:
    """The Document without what is on no page: data paths, and where a reference leads whose target is not there."""
    found: Document = _readable(document, frozenset(numbered(document)))
    return found


def _readable(node: Any, numbered_ids: frozenset[str]) -> Any:
    for name in NODES:
        if hasattr(node, name):
            node = replace(node, **{name: tuple(_readable(child, numbered_ids) for child in getattr(node, name))})
    for name in ("heading", "content", "words"):
        if isinstance(getattr(node, name, None), tuple):
            node = replace(node, **{name: _pathless(getattr(node, name), numbered_ids)})
    if isinstance(node, SignatureBlock):
        node = replace(node, lines=tuple((label, _pathless(content, numbered_ids)) for label, content in node.lines))
    return node


def _pathless(content: tuple[Any, ...], numbered_ids: frozenset[str]) -> tuple[Any, ...]:
    def bare(node: Any) -> Any:
        match node:
            case ToBeAgreed(label=label):
                return ToBeAgreed("", label)
            case Ref(target=target) if target not in numbered_ids:
                return Text(f"[{target}]")
            case Strong():
                return replace(node, content=tuple(map(bare, node.content)))
        return node

    return plain(tuple(map(bare, content)))


def told(node: Any, depth: int = 0) -> list[str]:
    """The tree as lines, so that a difference can be seen."""
    own = {name: getattr(node, name) for name in node.__dataclass_fields__ if name not in (*NODES, "span")}
    below = [line for name in NODES if hasattr(node, name) for child in getattr(node, name) for line in told(child, depth + 1)]
    return [f"{' ' * depth}{type(node).__name__} {own}", *below]


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Of two Documents that are not equal, the lines in which they differ."""
    if op != "==" or not isinstance(left, Document) or not isinstance(right, Document):
        return None
    differing = unified_diff(told(right), told(left), "expected", "found", lineterm="", n=0)
    return ["the Document is not as expected", *differing]


@pytest.fixture
def reading() -> Callable[[bytes], Reading]:
    """Reads a file that is no danger."""

    def read_it(docx: bytes) -> Reading:
        found = read(docx, "returned.docx")
        assert not isinstance(found, Diagnostic), found
        return found

    return read_it


@pytest.fixture
def resaved(soffice: str, tmp_path: Path) -> Callable[[list[bytes]], list[bytes]]:
    """What LibreOffice makes of files when it opens and saves them."""

    def save(files: list[bytes]) -> list[bytes]:
        sources = [tmp_path / f"{number}.docx" for number in range(len(files))]
        for source, content in zip(sources, files, strict=True):
            source.write_bytes(content)
        profile = (tmp_path / "profile").as_uri()
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved")]
        subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=590)
        return [(tmp_path / "saved" / source.name).read_bytes() for source in sources]

    return save
