"""The commands `issues` and `receive --their-paper`: what they say, and how they answer wrong use."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from docx import Document as WordDocument

from pipeline import store
from pipeline.cli import main
from pipeline.model.ledger import FactKind
from pipeline.store.root import Root

ACME = "acme-support"
AT = ("--now", "2026-05-02T12:00:00Z")


@pytest.fixture(scope="module")
def received(tmp_path_factory, laid_out):
    """A repository whose contract was frozen and came back with one sentence changed."""
    folder = tmp_path_factory.mktemp("received")
    laid_out(folder)
    wording = folder / "clauses/10-general/general/preferred.md"
    wording.write_text(wording.read_text() + "1. Each party keeps a record.\n")
    assert main(["--root", str(folder), "freeze", ACME, *AT]) == 0
    ours = WordDocument(str(folder / "build" / ACME / "0.1" / f"{ACME}-0.1.docx"))
    [paragraph] = [each for each in ours.paragraphs if "keeps a record" in each.text]
    paragraph.runs[0].text = paragraph.runs[0].text.replace("a record", "no record")
    ours.save(str(folder / "theirs.docx"))
    assert main(["--root", str(folder), "receive", ACME, str(folder / "theirs.docx"), "--from", "provider", *AT]) == 0
    return folder


@pytest.fixture
def root(tmp_path, received):
    shutil.copytree(received, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


@pytest.fixture
def paper(root):
    document = WordDocument()
    document.add_heading("General", level=1)
    document.add_paragraph("This document begins at once, and it ends at the end of the year in which it began.")
    stream = io.BytesIO()
    document.save(stream)
    file = root.folder / "paper.docx"
    file.write_bytes(stream.getvalue())
    return str(file)


def test_the_last_round_is_listed_and_its_files_are_named(run):
    code, out, _ = run("issues", ACME, "--for", "internal")

    assert code == 0
    assert f"{ACME}, round 1: 1 issue (1 open)\n" in out
    assert "no figure shows what changes only words: 1.1\n" in out
    assert f"wrote build/{ACME}/0.1/{ACME}-issues-01-internal.csv\n" in out


def test_what_the_other_side_gets_prints_no_figures(run):
    _, out, _ = run("issues", ACME, "1", "--for", "provider")

    assert "figure" not in out
    assert f"wrote build/{ACME}/0.1/{ACME}-issues-01-provider.docx\n" in out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("acme-suport", "--for", "internal"), 2, "did you mean `acme-support`"),
        ((ACME, "2", "--for", "internal"), 2, "has no round 2: there is 1"),
        ((ACME, "0", "--for", "internal"), 2, "`0` is no number of a round"),
        ((ACME, "one", "--for", "internal"), 2, "`one` is no number of a round"),
        ((ACME,), 2, "--for"),
        ((ACME, "--for", "everybody"), 2, "everybody"),
        ((ACME, "--for", "customer"), 1, "came from the provider"),
        ((), 2, "CONTRACT"),
    ],
)
def test_wrong_uses_are_answered_in_words(run, words, code, told):
    got, out, err = run("issues", *words)

    assert got == code
    assert told in out + err
    assert "Traceback" not in err


def test_a_contract_without_rounds_is_told_what_to_do(run, root):
    shutil.rmtree(root.path(f"data/contracts/{ACME}/rounds"))

    code, _, err = run("issues", ACME, "--for", "internal")

    assert code == 2
    assert "has no round yet: draftline receive" in err


def test_a_round_that_somebody_rewrote_is_not_listed(run, root):
    file = root.path(f"data/contracts/{ACME}/rounds/01.yaml")
    file.write_text(file.read_text().replace("no record", "some record"))

    code, out, _ = run("issues", ACME, "--for", "internal")

    assert code == 1
    assert "wrote" not in out


def test_their_paper_is_read_without_a_contract(run, root, paper):
    code, out, _ = run("receive", "--their-paper", paper)

    assert code == 0
    assert "paper.docx: 1 sections, 1 matches with our clauses (1 sure)\n" in out
    assert "wrote build/their-paper/paper.html\n" in out
    assert len(store.read_ledger(root, ACME).of_kind(FactKind.RECEIVED)) == 1


def test_their_paper_is_kept_once_where_a_contract_is_named(run, root, paper):
    for _ in range(2):
        code, out, _ = run("receive", "--their-paper", paper, ACME, "--from", "provider", *AT)

        assert code == 0
        assert f"kept data/contracts/{ACME}/received/02.docx\n" in out
    entry = store.read_ledger(root, ACME).of_kind(FactKind.RECEIVED)[-1]
    assert (entry.number, entry.facts["paper"], entry.facts["name"]) == (3, "theirs", "paper.docx")
    assert root.path(entry.facts["file"]).read_bytes() == Path(paper).read_bytes()
    assert run("check", ACME)[0] == 0


def test_a_refused_paper_stays_only_as_a_reason_in_the_ledger(run, root):
    hostile = root.folder / "hostile.docx"
    hostile.write_bytes(b"PK\x03\x04nothing")

    code, out, _ = run("receive", "--their-paper", str(hostile), ACME, "--from", "provider", *AT)

    assert code == 1
    assert "docx-refused" in out
    ledger = store.read_ledger(root, ACME)
    assert [entry.facts["name"] for entry in ledger.of_kind(FactKind.REFUSED)] == ["hostile.docx"]
    assert not root.path(f"data/contracts/{ACME}/received/02.docx").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((ACME,), "--from customer or --from provider"),
        (("--from", "provider"), "name the contract too"),
        ((ACME, "--from", "customer"), "we are the customer of this contract"),
        ((ACME, "x.docx", "--from", "provider"), "answers no version of ours"),
        (("--answers", "0.1"), "answers no version of ours"),
        (("acme", "--from", "provider"), "there is no contract `acme`"),
    ],
)
def test_wrong_uses_of_their_paper_are_answered_in_words(run, paper, words, told):
    code, _, err = run("receive", "--their-paper", paper, *words)

    assert code == 2
    assert told in err


def test_a_paper_that_is_not_there_is_told_so(run):
    code, out, _ = run("receive", "--their-paper", "nowhere.docx")

    assert code == 1
    assert "nowhere.docx" in out


def test_receiving_an_answer_still_wants_all_three(run):
    code, _, err = run("receive", ACME, "--from", "provider")

    assert code == 2
    assert "name the contract, the file and who sent it" in err
