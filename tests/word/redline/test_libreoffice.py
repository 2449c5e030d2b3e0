"""LibreOffice, by its own commands, makes the same words of a redline: all accepted the new version's, all rejected the old one's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline.compare import Settings, redline
from pipeline.model.document import Document, Paragraph, Part, PartKind, Revision, Text
from pipeline.model.stamp import Stamp
from pipeline.word import write, write_redline

US = Settings(Revision("Fernhill", "2026-05-01"))
PAIRS = 60
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REVISIONS = (f"{W}ins", f"{W}del")


def lines(root: etree._Element) -> list[str]:
    """The words of each paragraph that has some, without fields, which LibreOffice computes only on demand.

    Of empty lines LibreOffice keeps those that stand between two deleted tables; they say nothing.
    """
    return [words for paragraph in root.iter(f"{W}p") if (words := "".join(_texts(paragraph)))]


def _texts(paragraph: etree._Element) -> Iterator[str]:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    if style is not None and style.get(f"{W}val").startswith(("TOC", "Contents")):
        return
    depth = 0
    for node in paragraph.iter(f"{W}fldChar", f"{W}t"):
        if node.tag == f"{W}fldChar":
            depth += {"begin": 1, "end": -1}.get(node.get(f"{W}fldCharType"), 0)
        elif not depth:
            yield node.text or ""


def runs_on(root: etree._Element) -> bool:
    """Whether a revision ends with one paragraph and one of its kind begins the next: LibreOffice 7.4 takes the end between as well."""
    for paragraph in root.iter(f"{W}p"):
        behind = paragraph.getnext()
        marked = paragraph.find(f"{W}pPr/{W}rPr") is not None
        if not marked and behind is not None and behind.tag == f"{W}p":
            last, first = (
                next((child.tag for child in order if child.tag in (*REVISIONS, f"{W}r")), None) for order in (reversed(paragraph), behind)
            )
            if last == first and last in REVISIONS:
                return True
    return False


def test_all_accepted_and_all_rejected_say_what_the_versions_say(
    contract: Document,
    edited,
    stamp: Stamp,
    template: bytes,
    in_libreoffice: Callable[..., None],
    tmp_path: Path,
    document_of,
    request: pytest.FixtureRequest,
) -> None:
    seeds = range(0, PAIRS, 1 if request.config.getoption("--all") else 10)
    versions = {tmp_path / f"{seed}.docx": edited(contract, seed, (0.02, 0.1, 0.3, 0.6)[seed % 4]) for seed in seeds}
    for file, new in versions.items():
        file.write_bytes(write_redline(redline(contract, new, US), stamp, template))
    sound = [file for file in versions if not runs_on(document_of(file.read_bytes()))]

    in_libreoffice("accept_and_reject", *sound, seconds=590)

    assert len(sound) >= len(versions) * 0.9
    for file in sound:
        for name, clean in (("accepted", versions[file]), ("rejected", contract)):
            found = document_of(Path(f"{file}.{name}.docx").read_bytes())
            assert lines(found) == lines(document_of(write(clean, stamp, template))), (file.name, name)


@pytest.mark.xfail(
    reason="LibreOffice 7.4 rejects the end of a paragraph too where one insertion ends it and another begins the next; see `runs_on`",
    strict=False,
)
def test_two_paragraphs_stay_two_where_an_insertion_ends_the_one_and_begins_the_next(
    stamp: Stamp, template: bytes, in_libreoffice: Callable[..., None], tmp_path: Path, document_of, assert_resolves
) -> None:
    old, new = (two_paragraphs(*words) for words in (("It begins", "here."), ("It begins at once", "And here.")))
    file = tmp_path / "redline.docx"
    file.write_bytes(write_redline(redline(old, new, US), stamp, template))
    assert_resolves(file.read_bytes(), old, new)

    in_libreoffice("accept_and_reject", file, seconds=590)

    assert lines(document_of(Path(f"{file}.rejected.docx").read_bytes()))[-2:] == ["It begins", "here."]


def two_paragraphs(first: str, second: str) -> Document:
    said = (Paragraph("terms.first", (Text(first),), named=True), Paragraph("terms.second", (Text(second),), named=True))
    return Document("Support", (Part(PartKind.TERMS, "terms", (), said),))
