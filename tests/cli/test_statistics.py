"""What `check --stats` and `check --advice` print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.cli import main

BASE = Path(__file__).parent.parent / "cases/base"
TEMPLATES = Path(__file__).parent.parent.parent / "templates"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    (tmp_path / "clauses/10-general/general/preferred.md").write_text('1. ""Fault"" means a defect.\n1. It shall mend a Fault.\n')
    return tmp_path


def test_the_figures_are_printed_for_each_topic_the_library_and_each_contract(root, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")

    assert main(["--root", str(root), "check", "--stats"]) == 0

    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert rows["10-general"] == ["1", "1", "9", "2", "4.5", "5", "0", "1", "0", "1", "0", rows["10-general"][-1]]
    assert rows["library"][:4] == rows["10-general"][:4]
    assert rows["acme-support"][2:4] == ["9", "2"]
    assert "Flesch's" in rows


def test_advice_is_printed_to_those_who_ask(root, capsys):
    assert main(["--root", str(root), "check"]) == 0
    assert "duty-at-no-time" not in capsys.readouterr().out

    assert main(["--root", str(root), "check", "--advice", "--strict"]) == 0
    assert "advice[duty-at-no-time]" in capsys.readouterr().out
