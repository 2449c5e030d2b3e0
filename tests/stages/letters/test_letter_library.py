"""The letters of the library are proof-read by `check`, and faults are told in the words of who edits them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.cli import main
from pipeline.store.root import Root

LETTERS = "clauses/letters"


def change(file: str, old: str, new: str) -> Callable[[Root], None]:
    def changed(root: Root) -> None:
        text = root.path(file).read_text()
        assert old in text
        root.path(file).write_text(text.replace(old, new))

    return changed


def without_slot(root: Root) -> None:
    template = root.path("templates/letter.docx")
    with ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"{{p body }}", b"")
    with ZipFile(template, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


FAULTS: dict[str, tuple[Callable[[Root], None], str]] = {
    "a fact that is none": (
        change(f"{LETTERS}/breach/letter.yaml", "remedy]", "remedie]"),
        "error[unknown-fact]: `remedie` is no fact of a letter",
    ),
    "an id that no clause gives": (
        change(f"{LETTERS}/breach/letter.md", "#general.calls", "#general.cals"),
        "error[unknown-target]: the letter refers to `general.cals`, which no clause of the library gives",
    ),
    "a name that no letter has": (
        change(f"{LETTERS}/breach/letter.md", "{{ letter.cure }}", "{{ letter.cur }}"),
        "error[unknown-variable]",
    ),
    "a condition on nothing": (
        change(f"{LETTERS}/non-renewal/letter.yaml", "term.renewal.mode", "term.renewl.mode"),
        "error[unknown-variable]",
    ),
    "a number": (change(f"{LETTERS}/breach/letter.md", "You have to", "1. You have to"), "error[no-numbers-here]"),
    "a slip": (change(f"{LETTERS}/breach/letter.md", "You have to", "Witnesseth: you have to"), "letter.md:7:1: "),
    "no wording": (lambda root: root.path(f"{LETTERS}/breach/letter.md").unlink(), "letter.md:1:1: error[missing-file]"),
    "a stray file": (lambda root: root.path(f"{LETTERS}/breach/old.md").touch(), "old.md:1:1: error[stray-file]"),
    "a file for a folder": (lambda root: root.path(f"{LETTERS}/notes.md").touch(), "notes.md:1:1: error[stray-file]"),
    "a slot that is missing": (without_slot, "letter.docx:1:1: error[template-missing-slot]: the slot `body` is missing"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_check_tells_what_is_wrong_with_a_letter(root: Root, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    spoil, told = FAULTS[fault]
    spoil(root)

    assert main(["--root", str(root.folder), "check", "--strict"]) == 1
    assert told in capsys.readouterr().out


def test_a_letter_that_changes_is_checked_again(root: Root, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(root.folder), "build"])
    change(f"{LETTERS}/breach/letter.md", "#general.calls", "#general.cals")(root)
    capsys.readouterr()

    assert main(["--root", str(root.folder), "build"]) == 1
    assert "error[unknown-target]" in capsys.readouterr().out


def test_no_clause_of_a_contract_says_a_fact_of_a_letter(root: Root, capsys: pytest.CaptureFixture[str]) -> None:
    wording = root.path("clauses/10-general/general/preferred.md")
    wording.write_text(wording.read_text() + "1. It ends on {{ letter.ends_on }}.\n")

    assert main(["--root", str(root.folder), "check"]) == 1
    assert "error[letter-outside-letter]: `letter.ends_on` is a fact of a letter, and a contract has none" in capsys.readouterr().out


def test_a_new_folder_is_a_new_kind_of_letter(root: Root, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = root.path(f"{LETTERS}/thanks")
    folder.mkdir()
    (folder / "letter.yaml").write_text("title: Thank you\npurpose: Thanks them.\nowner: business\nto: notice_address\n")
    (folder / "letter.md").write_text("We thank you for {{ meta.title }}.\n")

    assert main(["--root", str(root.folder), "letter", "acme-support", "thanks", "--now", "2026-06-01T12:00:00Z"]) == 0
    assert main(["--root", str(root.folder), "letter", "acme-support", "--list"]) == 0
    assert "thanks: Thanks them." in capsys.readouterr().out
