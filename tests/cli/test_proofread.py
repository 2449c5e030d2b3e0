"""`draftline proofread`: any file, four forms of report, and exit codes that a script can trust."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main

ERROR = "1. The Customer shall pay within thirty (60) days.\n"
WARNING = "1. The Customer shall pay the the Charges.\n"


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text)
    return str(folder / name)


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [("1. The Customer shall pay.\n", [], 0), (WARNING, [], 0), (WARNING, ["--strict"], 1), (ERROR, [], 1)],
)
def test_the_exit_code_tells_what_was_found(text: str, options: list[str], code: int, tmp_path: Path) -> None:
    assert main(["proofread", write(tmp_path, "theirs.txt", text), *options]) == code


def test_files_outside_any_repository_are_read_in_the_order_of_their_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [write(tmp_path, "b.txt", WARNING), write(tmp_path, "a.md", ERROR)]

    assert main(["proofread", *files, "--format", "json"]) == 1

    found = json.loads(capsys.readouterr().out)
    assert [(Path(finding["file"]).name, finding["code"], finding["line"], finding["column"]) for finding in found] == [
        ("a.md", "words-against-figures", 1, 34),
        ("b.txt", "doubled-word", 1, 27),
    ]


def test_the_place_is_shown_under_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["proofread", write(tmp_path, "theirs.txt", WARNING)])

    assert (
        "    1 | 1. The Customer shall pay the the Charges.\n      |                           ^^^^^^^ help: take one out"
        in capsys.readouterr().out
    )


def test_a_file_that_is_not_there_is_said_and_not_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", str(tmp_path / "nothing.docx")]) == 1

    assert "error[missing-file]" in capsys.readouterr().out


def test_without_a_file_the_usage_is_told() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["proofread"])

    assert stopped.value.code == 2
