"""Files as Word and LibreOffice hand them back: every change is found, none is invented, and only what is tracked counts as tracked."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline.compare import Settings, redline
from pipeline.model.document import Document, Revision, children, with_children
from pipeline.model.proposal import Round
from pipeline.model.reading import canonical_text
from pipeline.model.received import Reading
from pipeline.model.redline import accepted, rejected
from pipeline.model.stamp import Stamp
from pipeline.negotiate import Return, round_of
from pipeline.stages.bench import edits
from pipeline.word import read, write, write_redline
from pipeline.word.shell.package import first_template

STAMP = Stamp("acme", "Support Agreement", "Support", "0.1", "3f9a17c204be55d1" * 4, "Draft", date(2026, 3, 2))
THEM = Settings(Revision("Their lawyer", "2026-05-08"))
SCRIPTS = 300
"""Edit scripts that are written into a file and handed back; a seeded tenth of them where not all are asked for."""
SHARES = (0.02, 0.1, 0.3, 0.6)
WAYS = ("untracked", "tracked", "mixed")


def edited(document: Document, seed: int, share: float) -> Document:
    return edits.edited(document, Random(seed), share, anchored=True)


def handed_back(sent: Document, script: int) -> tuple[bytes, Document]:
    """The file that one script makes of what we sent, and the text that it means."""
    share, way = SHARES[script % len(SHARES)], WAYS[script % len(WAYS)]
    theirs = edited(sent, script, share)
    if way == "untracked":
        return write(theirs, STAMP, first_template()), theirs
    before = sent if way == "tracked" else without_new_ids(edited(sent, script + 1000, 0.05))
    theirs = edited(before, script, share)
    return write_redline(redline(before, theirs, THEM), STAMP, first_template()), theirs


def without_new_ids(document: Document) -> Document:
    """With other ids for what the first edit brought in, since the second one begins to count anew."""

    def renamed(node: Any) -> Any:
        if getattr(node, "id", "").startswith("new"):
            node = replace(node, id=f"first-{node.id}")
        return with_children(node, [renamed(child) for child in children(node)])

    made: Document = renamed(document)
    return made


@pytest.fixture(scope="module")
def ours(sent) -> Reading:
    return reading_of(write(sent, STAMP, first_template()))


def reading_of(docx: bytes) -> Reading:
    found = read(docx, "theirs.docx")
    assert isinstance(found, Reading), found
    return found


@pytest.fixture(scope="module")
def opened(sent, compare, ours) -> Callable[[bytes], Round]:
    return lambda docx: round_of(sent, reading_of(docx), Return(1, "acme", "provider", "0.1", "f", "0"), compare, ours)


def scripts(request: pytest.FixtureRequest) -> list[int]:
    chosen = range(SCRIPTS)
    return list(chosen) if request.config.getoption("--all") else Random(7).sample(chosen, SCRIPTS // 10)


def test_every_change_of_a_script_is_found_and_none_invented(request, sent, opened):
    for script in scripts(request):
        docx, theirs = handed_back(sent, script)

        round = opened(docx)

        assert canonical_text(accepted(round.redline)) == canonical_text(theirs), script
        assert rejected(round.redline) == sent, script
        silent = {proposal.silent for proposal in round.proposals if not proposal.note}
        assert silent <= {"untracked": {True}, "tracked": {False}, "mixed": {True, False}}[WAYS[script % len(WAYS)]], script


def test_what_libreoffice_saved_again_says_the_same(request, sent, opened, soffice, tmp_path):
    # What LibreOffice makes of tracked paragraphs is proved where files are read.
    chosen = [script for script in scripts(request) if WAYS[script % len(WAYS)] == "untracked"]
    files = {"untouched": (write(sent, STAMP, first_template()), sent)} | {f"{n}": handed_back(sent, n) for n in chosen}
    for name, (docx, _) in files.items():
        (tmp_path / f"{name}.docx").write_bytes(docx)

    saved = saved_again(soffice, tmp_path, list(files))

    assert opened(saved["untouched"]).proposals == ()
    for name, (_, theirs) in files.items():
        round = opened(saved[name])
        assert canonical_text(accepted(round.redline)) == canonical_text(theirs), name
        assert rejected(round.redline) == sent, name


def saved_again(soffice: str, folder: Path, names: list[str]) -> dict[str, bytes]:
    """The files as LibreOffice opens and saves them, a hundred in one start."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for start in range(0, len(names), 100):
        files = [str(folder / f"{name}.docx") for name in names[start : start + 100]]
        words = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "saved"), *files]
        subprocess.run(words, check=True, capture_output=True, timeout=600)
    return {name: (folder / "saved" / f"{name}.docx").read_bytes() for name in names}
