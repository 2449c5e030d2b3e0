"""What a pull request does to the contracts: those that say something else, whichever file caused it, and no others."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from pipeline.model.ledger import FactKind
from pipeline.store.ledger import ledger_file, ledger_open
from pipeline.store.root import Root
from tests.entries import facts

WORDING = "clauses/10-general/general/preferred.md"
FIRST, SECOND = "acme-support", "beta-support"
AT = "2026-05-01T12:00:00Z"


def git(folder, *words):
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.fixture
def root(tmp_path, laid_out):
    """A repository of two contracts in a folder of a repository of git, committed."""
    folder = tmp_path / "contracts-of-ours"
    laid_out(folder)
    second = folder / "data" / "contracts" / SECOND
    shutil.copytree(folder / "data" / "contracts" / FIRST, second)
    replaced(second / "contract.yaml", "contract_number: ", "contract_number: B-")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    return Root(folder)


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As agreed")


def replaced(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def reword(root):
    with root.path(WORDING).open("a") as stream:
        stream.write("1. Each party keeps a record.\n")


def redlines(root):
    return sorted(file.parent.parent.name for file in root.folder.glob("build/*/*/*-redline-from-*.json"))


def test_a_clause_of_the_library_shows_its_effect_on_each_contract(root, run):
    reword(root)

    code, said, _ = run("diff", "--base", "main", "--now", AT)

    assert code == 0
    assert redlines(root) == [FIRST, SECOND]
    assert said.endswith("wrote build/pull-request.md\n")
    comment = root.path("build/pull-request.md").read_text()
    assert comment.count("Each party keeps a record") == 2
    assert len(comment) <= 65_536


def test_a_value_of_one_contract_touches_no_other(root, run):
    terms = root.path(f"data/contracts/{SECOND}/contract.yaml")
    terms.write_text(terms.read_text().replace("2026-04-01", "2026-05-01"))

    run("diff", "--base", "HEAD", "--now", AT)

    assert redlines(root) == [SECOND]
    [file] = root.folder.glob("build/*/*/*-redline-from-*.json")
    told = json.loads(file.read_text())
    assert [(change["path"], change["new"]) for change in told["changes"]] == [("term.effective_date", "1\u00a0May 2026")]


def test_nothing_is_said_of_contracts_that_say_the_same(root, run):
    code, said, _ = run("diff", "--base", "main")

    assert (code, said) == (0, "wrote build/pull-request.md\n")
    assert "No contract says anything else" in root.path("build/pull-request.md").read_text()


IN_FORCE = "Version 0.1 is in force and stays as it was signed. These changes count once an amendment is signed."


def test_what_changes_in_a_contract_in_force_is_shown_as_what_an_amendment_would_say(root, run):
    assert run("freeze", FIRST, "--now", AT)[0] == 0
    with ledger_open(root, FIRST) as writer:
        writer.add(FactKind.EXECUTED, AT, facts(FactKind.EXECUTED, version="0.1"))
    commit(root.folder)
    reword(root)

    run("diff", "--base", "main", "--now", AT)

    assert redlines(root) == [FIRST, SECOND]
    _, first, second = re.split(r"^## ", root.path("build/pull-request.md").read_text(), flags=re.MULTILINE)
    assert IN_FORCE in first.replace("\\", "")
    assert "in force" not in second


def test_a_signature_alone_puts_nothing_in_force(root, run):
    with ledger_open(root, FIRST) as writer:
        writer.add(FactKind.SIGNED, AT, facts(FactKind.SIGNED))
    reword(root)

    run("diff", "--base", "main", "--now", AT)

    assert redlines(root) == [FIRST, SECOND]
    assert "in force" not in root.path("build/pull-request.md").read_text()


def test_a_contract_that_was_signed_before_it_came_here_has_no_draft_to_compare(root, run, tmp_path):
    (tmp_path / "old.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (tmp_path / "key.yaml").write_text("meta: {title: Old Agreement}\n")
    assert run("new", "old-support", "--executed", str(tmp_path / "old.pdf"), "--answers", str(tmp_path / "key.yaml"))[0] == 0
    commit(root.folder)
    replaced(root.path("data/contracts/old-support/contract.yaml"), "Old Agreement", "Older Agreement")

    assert run("diff", "--base", "main", "--now", AT)[:2] == (0, "wrote build/pull-request.md\n")


def test_a_contract_that_the_base_lacks_is_no_change_of_one(root, run):
    shutil.copytree(root.path(f"data/contracts/{FIRST}"), root.path("data/contracts/gamma-support"))
    replaced(root.path("data/contracts/gamma-support/contract.yaml"), "contract_number: ", "contract_number: G-")

    assert run("diff", "--base", "main")[0] == 0

    assert redlines(root) == []


def test_a_base_that_cannot_be_assembled_is_said_and_stops_no_other(root, run):
    replaced(root.path(f"data/contracts/{FIRST}/contract.yaml"), "effective_date: 2026-04-01", "effective_date: soon")
    commit(root.folder)
    replaced(root.path(f"data/contracts/{FIRST}/contract.yaml"), "effective_date: soon", "effective_date: 2026-04-01")
    reword(root)

    code, said, _ = run("diff", "--base", "main", "--now", AT)

    assert code == 0
    assert "warning[base-not-assembled]" in said
    assert "data/contracts/acme-support/contract.yaml:12" in said
    assert redlines(root) == [SECOND]


def test_a_link_of_the_base_leads_nowhere(root, run, tmp_path):
    secret = tmp_path / "outside.yaml"
    secret.write_text("name: Outside\n")
    house = root.path("data/house.yaml")
    kept = house.read_bytes()
    house.unlink()
    house.symlink_to(secret)
    commit(root.folder)
    house.unlink()
    house.write_bytes(kept)

    _, said, _ = run("diff", "--base", "main", "--now", AT)

    assert "Outside" not in said
    assert "base-not-assembled" in said or redlines(root) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("diff", "--base=nothing"), "git knows no commit `nothing` here"),
        (("diff", "--base=--upload-pack=x"), "git knows no commit"),
        (("diff", FIRST, "--base", "main"), "--base compares all contracts"),
        (("diff",), "name the contract to compare"),
        (("check", "--base=nothing"), "git knows no commit `nothing` here"),
    ],
)
def test_wrong_use_is_answered_with_what_to_do(run, words, expected):
    code, _, said = run(*words)

    assert code == 2
    assert expected in said


def test_outside_git_it_says_so(root, run, tmp_path):
    shutil.rmtree(tmp_path / ".git")

    code, _, said = run("diff", "--base", "main")

    assert code == 2
    assert "this folder is in no repository of git" in said


def signed_and_committed(root):
    with ledger_open(root, FIRST) as writer:
        writer.add(FactKind.REFUSED, AT, facts(FactKind.REFUSED))
        writer.add(FactKind.REFUSED, AT, facts(FactKind.REFUSED))
    commit(root.folder)


def test_a_ledger_that_is_added_to_passes(root, run):
    signed_and_committed(root)
    with ledger_open(root, FIRST) as writer:
        writer.add(FactKind.REFUSED, AT, facts(FactKind.REFUSED))

    assert run("check", "--base", "main")[0] == 0


def test_a_ledger_that_lost_an_entry_is_found(root, run):
    signed_and_committed(root)
    file = root.path(ledger_file(FIRST))
    file.write_text(file.read_text().splitlines(keepends=True)[0])

    code, said, _ = run("check", "--base", "main")

    assert code == 1
    assert f"{ledger_file(FIRST)}:2:1: error[ledger-not-continued]" in said
    assert "the entry 2 that was in the ledger" in said


def test_a_ledger_that_was_written_anew_is_found(root, run):
    signed_and_committed(root)
    root.path(ledger_file(FIRST)).unlink()
    with ledger_open(root, FIRST) as writer:
        writer.add(FactKind.SENT, AT, facts(FactKind.SENT, version="9.9"))

    code, said, _ = run("check", "--base", "main")

    assert code == 1
    assert f"{ledger_file(FIRST)}:1:1: error[ledger-not-continued]" in said
