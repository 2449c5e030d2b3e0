"""A contract on their paper, as Word saves it: read as a whole, and held against a contract of ours."""

from __future__ import annotations

import io
import time
from functools import partial

import pytest
from docx import Document as WordDocument

from pipeline.check import sections_of
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.their_paper import OurClause, TheirPaper
from pipeline.negotiate import their_paper
from pipeline.stages.strangers.their_paper import read_paper
from pipeline.stages.wall.apart import OwnFault, apart
from pipeline.store import manuscript_in
from pipeline.store.root import Root

CAP = "The Supplier's liability is limited to 80% of the fees paid in the 12 months before the claim."


@pytest.fixture
def root(tmp_path, laid_out):
    laid_out(tmp_path)
    return Root(tmp_path)


@pytest.fixture
def paper(tmp_path):
    """A supplier's standard terms: a heading in Word's own style, then a paragraph, for each."""
    document = WordDocument()
    document.add_paragraph("These terms are made between the Supplier and the Client.")
    for heading, words in (
        ("General", "This document begins at once."),
        ("Limitation of Liability", CAP),
        ("Batteries", "Used batteries " * 12),
    ):
        document.add_heading(heading, level=1)
        document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    file = tmp_path / "Supplier terms (2026).docx"
    file.write_bytes(stream.getvalue())
    return file


def liability(root):
    folder = root.folder / "clauses" / "10-general" / "liability"
    folder.mkdir()
    (folder / "clause.yaml").write_text(
        "title: Liability\npurpose: Limits what each party may lose.\nowner: legal\norder: 90\n"
        "also_called: [limitation of liability]\nnever_accept:\n  - {id: one_sided, says: A cap for the Provider alone.}\n"
        'positions:\n  - {id: preferred, says: A year of charges., when: liability.general_cap.percentage >= "100 %"}\n'
        '  - {id: fallback-1, says: Less., when: liability.general_cap.percentage >= "50 %", approvers: [coo]}\n'
    )
    (folder / "preferred.md").write_text("1. Each party is liable up to {{ liability.general_cap.percentage }} of the Charges.\n")


def test_matches_values_and_what_is_missing_are_found_with_their_places(root, paper):
    liability(root)

    done = read_paper(root, paper)

    assert done.paper is not None
    assert [(match.clause.id, match.section.name, match.section.span.line) for match in done.paper.matches] == [
        ("general", "General", 2),
        ("liability", "Limitation of Liability", 4),
    ]
    assert [(read.path, read.value, read.section.title) for read in done.paper.values] == [
        ("liability.general_cap.percentage", "80 %", "Limitation of Liability"),
        ("liability.general_cap.period", "12 months", "Limitation of Liability"),
    ]
    assert [section.title for section in done.paper.without_counterpart] == ["Batteries"]


def test_a_contract_named_shows_ours_the_floor_and_the_position(root, paper):
    liability(root)

    done = read_paper(root, paper, "acme-support")

    assert done.paper is not None
    (deviation,) = done.paper.deviations
    assert (deviation.read.value, deviation.ours) == ("80 %", "125 %")
    assert "our house accepts at least 100 %" in deviation.remark
    assert done.positions == ("With their values Liability would come from preferred to fallback-1, approval by coo.",)


def test_the_page_and_its_markdown_are_written_the_same_each_time(root, paper):
    liability(root)

    files = read_paper(root, paper).outputs
    first = [root.path(file).read_bytes() for file in files]

    assert files == ("build/their-paper/supplier-terms-2026.html", "build/their-paper/supplier-terms-2026.md")
    assert [root.path(file).read_bytes() for file in read_paper(root, paper).outputs] == first
    assert b"A cap for the Provider alone." in first[0]
    assert b"Internal, privileged and confidential" in first[0]


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 100_000,
        "4\n" + "1 \n" * 20_000 + "x\ny\n",
        "It is liable, and the fee is paid, " * 6_000,
        "1. " + "Aa " * 60_000,
        "5" + " " * 200_000 + "days",
        "1 (" * 60_000,
        "(((" + "one " * 50_000,
        "“" + "x" * 200_000,
    ],
    ids=["hyphens", "numbers", "no-stop", "heading", "spaces", "brackets", "words", "quotation"],
)
def test_no_text_makes_the_reader_try_for_ever(text):
    clauses = tuple(OurClause(id, (id,), "", (f"words of {id}",), mandatory=True) for id in ("term", "liability", "charges"))

    found = apart("slow.txt", partial(held_against, text, clauses), 60.0)

    assert isinstance(found, TheirPaper)


def held_against(text, clauses):
    manuscript = manuscript_in(text.encode(), "slow.txt")
    assert not isinstance(manuscript, Diagnostic)
    return their_paper("slow.txt", sections_of(manuscript), clauses)


def test_a_fault_of_ours_in_the_child_is_told_as_one():
    with pytest.raises(OwnFault, match="ZeroDivisionError"):
        apart("x.txt", partial(divmod, 1, 0), 10.0)


def test_what_hangs_is_given_up_with_the_name_of_the_file():
    stopped = apart("x.txt", partial(time.sleep, 30), 0.5)

    assert isinstance(stopped, Diagnostic)
    assert (stopped.code, stopped.span.file) == ("took-too-long", "x.txt")


def test_a_hostile_file_is_refused_and_nothing_is_written(root, tmp_path):
    file = tmp_path / "hostile.docx"
    file.write_bytes(b"PK\x03\x04and then nothing")

    done = read_paper(root, file)

    assert [finding.code for finding in done.findings] == ["docx-refused"]
    assert (done.paper, done.outputs) == (None, ())
    assert not root.path("build/their-paper").exists()
