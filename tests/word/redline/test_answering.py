"""Our answer on their file: theirs stands, ours lies on top, and each can be taken away without a trace."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

import pytest
from lxml import etree

from pipeline.compare import Settings, redline
from pipeline.model.document import Document, Revision
from pipeline.model.redline import accepted, rejected
from pipeline.negotiate.changes import authors_in, told_apart
from pipeline.word import write, write_redline
from pipeline.word.answering import answered

US, THEM = Revision("Fernhill", "2026-05-12"), Revision("Their lawyer", "2026-05-09")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
COMES = f"{W}ins"
CASES = range(300)
_NUMBERS = re.compile(r"(clause|paragraph|Schedule) (?:Schedule )?(?:\d[\w.()]*|\[[\w.]+\])")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        tenth = sorted(Random("answers").sample(CASES, len(CASES) // 10))
        metafunc.parametrize("case", CASES if metafunc.config.getoption("--all") else tenth)


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_main(docx: bytes, root: etree._Element) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts_of(docx).items():
            archive.writestr(name, etree.tostring(root) if name == MAIN else part)
    return made.getvalue()


def without_ours(docx: bytes) -> bytes:
    """The file after only our changes are rejected, on the raw XML, as ECMA-376 17.13.5 says."""
    root = etree.fromstring(parts_of(docx)[MAIN])
    ours = [each for each in root.iter(COMES, f"{W}del") if each.get(f"{W}author") == US.author]
    ends = [each for each in ours if each.getparent().tag == f"{W}rPr"]
    for row in [each.getparent().getparent() for each in ours if each.getparent().tag == f"{W}trPr" and each.tag == COMES]:
        row.getparent().remove(row)
    for each in ours:
        parent = each.getparent()
        if parent is None or each in ends:
            continue
        if each.tag == f"{W}del" and parent.tag != f"{W}trPr":
            for text in each.iter(f"{W}delText", f"{W}delInstrText"):
                text.tag = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}[text.tag]
            for child in list(each):
                each.addprevious(child)
        parent.remove(each)
    for end in reversed(ends):
        paragraph = next(end.iterancestors(f"{W}p"))
        end.getparent().remove(end)
        if end.tag == COMES and paragraph.getroottree().getroot() is root:
            # Their end was never there, so what is left of the paragraph goes on in the next one.
            left = [child for child in paragraph if child.tag != f"{W}pPr"]
            behind = paragraph.getnext()
            assert not left or behind.tag == f"{W}p"
            if left:
                behind[1:1] = left
            paragraph.getparent().remove(paragraph)
    return with_main(docx, root)


@pytest.fixture
def made(contract, edited, stamp, template):
    """A returned file, and the text that mixed decisions on it lead to."""

    def make(case: int) -> tuple[bytes, Document, Document]:
        theirs = edited(contract, case, (0.02, 0.1, 0.3)[case % 3], anchored=True)
        marked = redline(contract, theirs, Settings(THEM, moves=False))
        apart = told_apart(marked)
        names = authors_in(apart)
        taken = frozenset(Random(case).sample(names, len(names) // 2))
        mixed = rejected(accepted(apart, lambda revision: revision.author in taken))
        silent = case % 4 == 3
        docx = write(theirs, stamp, template) if silent else write_redline(marked, stamp, template)
        return docx, theirs, (contract, theirs, mixed, mixed, mixed)[case % 5]

    return make


def words(lines) -> list[str]:
    """The words of each paragraph that has some, but for the numbers of references: those of a file that comes back are its fields' own."""
    return [_NUMBERS.sub(r"\1 #", line.words.replace("\u00a0", " ")).strip() for line in lines if line.words.strip()]


def test_all_accepted_it_says_what_was_agreed_and_without_ours_it_is_their_file(case, made, read, stamp, template):
    docx, theirs, agreed = made(case)

    answer = answered(docx, theirs, agreed, US)

    assert words(read(answer, accept=True)) == words(read(write(agreed, stamp, template), accept=True))
    for accept in (True, False):
        assert words(read(without_ours(answer), accept=accept)) == words(read(docx, accept=accept))
