"""LibreOffice, by its own commands, makes both files of a delivered redline again: all accepted the new one, all rejected the old one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline.word.hazards import harmless_parts
from pipeline.word.strangers import Order, engines, redlined

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
US = Order("Fernhill", "2026-05-01T00:00:00Z")
KINDS = (
    *("word", "word_more", "word_less", "number", "apostrophe", "paragraph_more", "paragraph_less", "paragraph_moved", "paragraph_twice"),
    *("row_more", "row_less", "cell", "heading", "look", "aligned", "table_less", "several", "many"),
)
SEEDS, SHARE = 3, 5


def lines(docx: bytes) -> list[str]:
    """The words of each paragraph of the text that has some; a zero-width blank is nobody's word."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [words for paragraph in root.iter(f"{W}p") if (words := "".join(_texts(paragraph)).strip(" \u200b"))]


def _texts(paragraph: etree._Element) -> Iterator[str]:
    yield from (node.text or "" for node in paragraph.iter(f"{W}t"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("strangers")


def test_all_accepted_and_all_rejected_say_what_the_files_say(
    corpus: list[Path],
    edited_file: Callable[[bytes, str, int], bytes],
    in_libreoffice: Callable[..., None],
    folder: Path,
    request: pytest.FixtureRequest,
) -> None:
    cases = [(kind, seed) for seed in range(SEEDS) for kind in KINDS]
    chosen = cases if request.config.getoption("--all") else cases[1::SHARE]
    wanted: dict[Path, tuple[bytes, bytes]] = {}
    for number, (kind, seed) in enumerate(chosen):
        old = corpus[number % len(corpus)].read_bytes()
        new = edited_file(old, kind, seed)
        made = redlined(harmless_parts(old), harmless_parts(new), US, engines())
        if made.docx is not None:
            path = folder / f"{number}-{kind}-{seed}.docx"
            path.write_bytes(made.docx)
            wanted[path] = (new, old)
    assert len(wanted) >= len(chosen) * 0.8

    in_libreoffice("accept_and_reject", *wanted, seconds=30 + 10 * len(wanted))

    for path, (new, old) in wanted.items():
        assert lines(Path(f"{path}.accepted.docx").read_bytes()) == lines(new), path.name
        assert lines(Path(f"{path}.rejected.docx").read_bytes()) == lines(old), path.name
