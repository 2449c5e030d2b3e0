"""For the legal gate: every departure of a contract from what the library prefers."""

from __future__ import annotations

import json
import shutil

import pytest

from pipeline.store.root import Root

ACME = "acme-support"
CLAUSE = "clauses/10-general/general"
AT = ("--now", "2026-05-01T12:00:00Z")
PLAYBOOK = """
positions:
  - {id: preferred, says: We begin on a day., wording: preferred}
  - {id: fallback-1, says: We begin later., wording: fallback-1, approvers: [legal]}
"""


@pytest.fixture
def root(tmp_path, laid_out):
    """A contract that says a fallback and has a special term, of a library with positions."""
    laid_out(tmp_path)
    with (tmp_path / CLAUSE / "clause.yaml").open("a") as stream:
        stream.write(PLAYBOOK)
    (tmp_path / CLAUSE / "preferred.md").write_text("1. This agreement begins on {{ term.effective_date }}. {#general.begin}\n")
    (tmp_path / CLAUSE / "fallback-1.md").write_text("1. This agreement begins soon after {{ term.effective_date }}. {#general.begin}\n")
    own = tmp_path / "data" / "contracts" / ACME / "clauses"
    own.mkdir()
    (own / "records.md").write_text("1. Each party keeps a record.\n")
    with (tmp_path / "data" / "contracts" / ACME / "contract.yaml").open("a") as stream:
        stream.write(
            "\nclauses:\n  wording: {general: fallback-1}\n  special_terms:\n"
            "    - {id: records, op: insert_after, target: general.begin, text: records, reason: The auditors ask for it.}\n"
        )
    return Root(tmp_path)


def told(root):
    [file] = root.folder.glob("build/*/*/*-redline-from-library.json")
    return json.loads(file.read_text())


def test_fallbacks_and_special_terms_stand_in_the_redline_and_beside_it(root, run):
    code, said, _ = run("diff", ACME, "--against", "library", *AT)

    assert code == 0, said
    assert "1 fallback to approve" in said
    found = told(root)
    assert [(each["clause"], each["position"], each["approvers"]) for each in found["positions"]] == [("general", "fallback-1", ["legal"])]
    assert [each["reason"] for each in found["departures"] if each["reason"]] == ["The auditors ask for it."]
    words = " ".join(change["new"] for change in found["changes"])
    assert "soon after" in words
    assert "keeps a record" in words


def test_the_page_and_the_comment_name_who_must_approve(root, run):
    run("diff", ACME, "--against", "library", *AT)

    for ending in (".html", ".md"):
        [file] = root.folder.glob(f"build/*/*/*-redline-from-library{ending}")
        assert "We begin later" in file.read_text()
        assert "legal" in file.read_text()


def test_a_contract_in_preferred_words_departs_in_nothing(root, run):
    file = root.path(f"data/contracts/{ACME}/contract.yaml")
    file.write_text(file.read_text().partition("\nclauses:")[0] + "\n")
    shutil.rmtree(root.path(f"data/contracts/{ACME}/clauses"))

    code, said, _ = run("diff", ACME, "--against", "library", *AT)

    assert code == 0, said
    assert (told(root)["changes"], told(root)["departures"]) == ([], [])


def test_preferred_words_that_want_more_data_are_an_error_that_says_which(root, run):
    root.path(f"{CLAUSE}/preferred.md").write_text("1. The takeover lasts {{ term.transition_period }}. {#general.begin}\n")

    code, said, _ = run("diff", ACME, "--against", "library", *AT)

    assert code == 1
    assert "error[library-not-assembled]" in said
    assert not list(root.folder.glob("build/*/*/*-redline-from-library*"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((ACME, "0.1", "--against", "library"), "--against library compares the draft of today"),
        (("--base", "main", "--against", "library"), "--base and --against compare with different things"),
    ],
)
def test_wrong_use_is_answered_with_what_to_do(run, words, expected):
    code, _, said = run("diff", *words)

    assert code == 2
    assert expected in said
