"""What `check` reads: every wording, whether or not a contract says it, and what is allowed in place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.cli import main

TESTS = Path(__file__).parent.parent
CLAUSE = "clauses/10-general/general"
CONTRACT = "data/contracts/acme-support"
VOID = "1. It is null and void.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TESTS / "cases/base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(TESTS.parent / "templates", tmp_path / "templates")
    return tmp_path


def checked(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit code of a strict check, and the first line of each finding."""
    code = main(["--root", str(root), "check", "--strict"])
    return code, [line for line in capsys.readouterr().out.splitlines() if "[" in line and line.startswith(("clauses", "data"))]


def in_a_branch_not_taken(root: Path, text: str) -> None:
    file = root / CLAUSE / "preferred.md"
    file.write_text(f"{file.read_text()}{{% if transition %}}\n{text}{{% endif %}}\n")


def test_a_wording_that_no_contract_chooses_is_read(root, capsys):
    (root / CLAUSE / "fallback-1.md").write_text(VOID)

    _, found = checked(root, capsys)

    assert f"{CLAUSE}/fallback-1.md:1:10: warning[doublet]: `null and void` says one thing twice" in found


def test_a_branch_that_no_contract_takes_is_read(root, capsys):
    in_a_branch_not_taken(root, VOID)

    assert checked(root, capsys) == (1, [f"{CLAUSE}/preferred.md:3:10: warning[doublet]: `null and void` says one thing twice"])


def test_a_note_with_a_reason_allows_a_finding_in_a_wording(root, capsys):
    in_a_branch_not_taken(root, f"<!-- allow doublet: the words of the order -->\n{VOID}")

    assert checked(root, capsys) == (0, [])


def test_a_note_that_allows_nothing_is_a_finding(root, capsys):
    in_a_branch_not_taken(root, "<!-- allow doublet: the words of the order -->\n1. It is void.\n")

    message = f"{CLAUSE}/preferred.md:3:1: warning[needless-allowance]: `doublet` is allowed here, and is not found here"
    assert checked(root, capsys) == (1, [message])


def test_the_wording_of_a_deal_is_read_and_may_allow(root, capsys):
    terms = root / CONTRACT / "clauses.yaml"
    terms.write_text(
        "clauses:\n  special_terms:\n    - {id: void, op: insert_after, target: general, text: void, reason: A court said so.}\n"
    )
    wording = root / CONTRACT / "clauses/void.md"
    wording.parent.mkdir()

    wording.write_text(f"## Order\n\n{VOID}")
    assert checked(root, capsys) == (1, [f"{CONTRACT}/clauses/void.md:3:10: warning[doublet]: `null and void` says one thing twice"])

    wording.write_text(f"## Order\n\n<!-- allow doublet: the words of the order -->\n{VOID}")
    assert checked(root, capsys) == (0, [])


def test_a_comment_in_the_data_that_allows_nothing_is_a_finding(root, capsys):
    file = root / CONTRACT / "charges.yaml"
    file.write_text("# allow sample-too-small: there are never fewer\n" + file.read_text())

    assert checked(root, capsys) == (
        1,
        [f"{CONTRACT}/charges.yaml:1:1: warning[needless-allowance]: `sample-too-small` is allowed here, and is not found here"],
    )
