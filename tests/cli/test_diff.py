"""The command that compares versions: what it writes, what it says, and how it answers wrong use."""

from __future__ import annotations

import json
import shutil

import pytest
from pypdf import PdfReader

from pipeline.cli import main
from pipeline.store.ledger import ledger_file
from pipeline.store.root import Root
from pipeline.store.snapshots import snapshot_file

ACME = "acme-support"
AT = ("--now", "2026-05-01T12:00:00Z")
HOUSE, EFFECTIVE = "Acme Group", "2026-04-01"
WORDING = "clauses/10-general/general/preferred.md"


@pytest.fixture
def root(tmp_path, laid_out):
    laid_out(tmp_path)
    return Root(tmp_path)


@pytest.fixture(scope="module")
def once(tmp_path_factory, laid_out):
    """A repository whose contract was frozen once."""
    folder = tmp_path_factory.mktemp("frozen")
    laid_out(folder)
    assert main(["--root", str(folder), "freeze", ACME, *AT]) == 0
    shutil.rmtree(folder / "build")
    return folder


@pytest.fixture
def frozen(root, once):
    """The repository after its contract was frozen once and then changed."""
    shutil.copytree(once, root.folder, dirs_exist_ok=True)
    reword(root, "Each party keeps a record.")
    return root


def reword(root, words):
    file = root.path(WORDING)
    file.write_text(f"{file.read_text()}1. {words}\n")


def test_the_draft_is_compared_with_the_last_frozen_version(frozen, run):
    code, said, _ = run("diff", ACME, *AT)

    start = "build/acme-support/0.2-draft/acme-support-0.2-draft-redline-from-0.1"
    files = [f"{start}{ending}" for ending in (".docx", ".pdf", ".html", ".md", ".json")]
    assert code == 0
    assert said.splitlines()[0] == "acme-support 0.2-draft: 1 change"
    assert [line.partition("wrote ")[2] for line in said.splitlines() if line.startswith("wrote")] == files
    assert all(frozen.path(file).is_file() for file in files)


def test_the_list_says_who_changed_what_and_when(frozen, run):
    run("diff", ACME, "0.1", "draft", *AT, "--author", "Our Lawyers", "--ignore", "case,space", "--no-moves")

    [file] = [file for file in frozen.folder.glob("build/*/*/*.json") if "redline" in file.name]
    told = json.loads(file.read_text())
    assert (told["author"], told["date"]) == ("Our Lawyers", "2026-05-01")
    assert told["remarks"] == [
        "Differences in case and white space are not marked.",
        "Moves are shown as a deletion and an insertion.",
    ]
    assert [change["new"] for change in told["changes"]] == ["Each party keeps a record."]


def test_two_frozen_versions_are_compared_whatever_the_files_of_today_say(frozen, run):
    assert run("freeze", ACME, *AT)[0] == 0
    frozen.path(WORDING).write_text("{% broken")

    code, said, _ = run("diff", ACME, "0.1", "0.2", *AT)

    assert code == 0
    assert "acme-support 0.2: 1 change" in said


def test_the_same_comparison_has_the_same_bytes(frozen, run):
    run("diff", ACME, *AT)
    first = {file: file.read_bytes() for file in frozen.folder.glob("build/*/0.2-draft/*")}

    run("diff", ACME, *AT)

    assert first == {file: file.read_bytes() for file in frozen.folder.glob("build/*/0.2-draft/*")}
    assert len(first) == 5


def test_without_a_frozen_version_it_says_how_to_freeze(root, run):
    code, _, said = run("diff", ACME)

    assert code == 2
    assert "no version of `acme-support` is frozen yet" in said
    assert "draftline freeze acme-support" in said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("acme-suport",), "did you mean `acme-support`?"),
        ((ACME, "0.3"), "`acme-support` has no version `0.3`: "),
        ((ACME, "drft"), "did you mean `draft`?"),
        ((ACME, "0.1", "0.1"), "`0.1` would be compared with itself; name another version: `draft`"),
        ((ACME, "draft"), "`draft` would be compared with itself; name another version: `0.1`"),
        ((ACME, "0.2-draft"), "`draft` would be compared with itself; name another version: `0.1`"),
        ((ACME, "--ignore", "cas"), "`cas` cannot be ignored: did you mean `case`?"),
        ((ACME, "--author", " "), "is no name"),
        ((ACME, "--now", "today"), "`today` is no moment"),
        ((ACME, "../0.1"), "`acme-support` has no version `../0.1`"),
    ],
)
def test_wrong_use_is_answered_with_what_to_do(frozen, run, words, expected):
    code, _, said = run("diff", *words)

    assert code == 2
    assert expected in said


@pytest.mark.parametrize("broken", ["{", '{"format": 99}', None])
def test_a_snapshot_that_cannot_be_read_is_a_finding(frozen, run, broken):
    file = frozen.path(snapshot_file(ACME, "0.1"))
    file.unlink() if broken is None else file.write_text(broken)

    code, said, _ = run("diff", ACME, *AT)

    assert code == 1
    assert snapshot_file(ACME, "0.1") in said
    assert "Traceback" not in said


def test_a_file_of_which_no_entry_speaks_is_no_version(frozen, run):
    frozen.path(ledger_file(ACME)).unlink()

    code, _, said = run("diff", ACME)

    assert code == 2
    assert "is frozen yet" in said


def test_a_draft_with_errors_is_not_compared(frozen, run):
    reword(frozen, "It is {{ nothing.here }}.")

    code, said, _ = run("diff", ACME, *AT)

    assert code == 1
    assert WORDING in said
    assert not list(frozen.folder.glob("build/*/0.2-draft/*"))


def test_a_build_adds_the_redline_against_the_last_version_and_does_it_once(frozen, run):
    assert run("build")[0] == 0
    folder = frozen.path("build/acme-support/0.2-draft")
    first = {file.name: file.read_bytes() for file in folder.iterdir()}

    code, _, said = run("build")

    start = "acme-support-0.2-draft"
    redline = [f"{start}-redline-from-0.1{ending}" for ending in (".docx", ".html", ".json", ".md", ".pdf")]
    assert sorted(first) == sorted([*redline, f"{start}.docx", f"{start}.pdf", "manifest.json"])
    assert (code, "unchanged" in said) == (0, True)
    manifest = json.loads(first["manifest.json"])
    assert {f"build/acme-support/0.2-draft/{name}" for name in first} - {"build/acme-support/0.2-draft/manifest.json"} == set(
        manifest["outputs"]
    )
    assert snapshot_file(ACME, "0.1") in manifest["inputs"]
    told = json.loads(first[redline[2]])
    assert (told["author"], told["date"]) == (HOUSE, EFFECTIVE)


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".html"])
def test_a_redline_that_was_deleted_is_built_again_to_the_byte(frozen, run, ending):
    run("build")
    [file] = frozen.folder.glob(f"build/*/*/*-redline-from-0.1{ending}")
    before = file.read_bytes()
    file.unlink()

    run("build")

    assert file.read_bytes() == before


def test_a_page_with_the_summary_stands_before_the_redline_unless_it_is_left_out(frozen, run):
    pages = []
    for words in ((), ("--no-summary",)):
        assert run("diff", ACME, *AT, *words)[0] == 0
        [file] = frozen.folder.glob("build/*/0.2-draft/*-redline-from-0.1.pdf")
        pages.append([page.extract_text() for page in PdfReader(file).pages])

    assert [sum("Summary of changes" in page for page in each) for each in pages] == [1, 0]
    assert len(pages[0]) == len(pages[1]) + 1


def test_a_redline_that_cannot_be_printed_costs_only_its_pdf(frozen, run, print_no_redline):
    assert run("diff", ACME, *AT)[0] == 0
    print_no_redline()

    code, said, _ = run("build")

    assert code == 0
    assert f"data/contracts/{ACME}:1:1: warning[redline-not-printed]: the redline from 0.1 to 0.2-draft is not printed as PDF" in said
    assert "rdocx: no page" in said
    assert sorted(file.suffix for file in frozen.folder.glob("build/*/0.2-draft/*redline*")) == [".docx", ".html", ".json", ".md"]


def test_a_broken_template_costs_only_what_is_printed(frozen, run):
    assert run("freeze", ACME, *AT)[0] == 0
    assert run("diff", ACME, "0.1", "0.2", *AT)[0] == 0
    frozen.path("templates/contract.docx").write_bytes(b"no template")

    code, said, _ = run("diff", ACME, "0.1", "0.2", *AT)

    assert code == 1
    assert "templates/contract.docx" in said
    assert "acme-support 0.2: 1 change" in said
    assert sorted(file.suffix for file in frozen.folder.glob("build/*/0.2/*redline*")) == [".html", ".json", ".md"]


def test_without_a_frozen_version_a_build_has_no_redline(root, run):
    assert run("build")[0] == 0

    assert not list(root.folder.glob("build/*/*/*redline*"))


def test_a_build_stops_at_a_last_version_that_cannot_be_read(frozen, run):
    frozen.path(snapshot_file(ACME, "0.1")).write_text("{")

    code, said, _ = run("build")

    assert code == 1
    assert "unreadable-version" in said
