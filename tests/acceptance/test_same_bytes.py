"""The same data, clauses and template give the same bytes, wherever and whenever they are built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import docx
import pypdf
import pytest

ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "COLUMNS": "40"}
THIRD_OF_MARCH_2031 = "1930262400"


def test_another_folder_and_another_machine_give_the_same_bytes(built, tmp_path):
    made = built.repository.copied(tmp_path / "a folder with spaces, öäü & more" / "deeper")
    shutil.rmtree(made.path("build"))
    home = tmp_path / "home"
    home.mkdir()
    before = os.umask(0o077)

    try:
        said = made.run("build", "--jobs", "1", **ELSEWHERE, HOME=str(home))
    finally:
        os.umask(before)

    assert said.code == 0, said
    assert len(made.outputs()) == 9
    assert made.outputs() == built.repository.outputs()
    assert list(home.iterdir()) == []


def test_a_forked_build_gives_the_bytes_of_a_real_one(built, three):
    shutil.rmtree(three.path("build"))

    said = three.forked("build")

    assert said.code == 0, said
    assert three.outputs() == built.repository.outputs()


def dates(repository):
    core = docx.Document(str(repository.output(".docx"))).core_properties
    printed = pypdf.PdfReader(repository.output(".pdf"))
    return {str(core.created), str(core.modified)}, printed.metadata.creation_date_raw, printed.pages[0].extract_text()


def test_the_date_of_issue_is_the_effective_date(small):
    small.forked("build")

    core, printed, cover = dates(small)

    assert core == {"2026-04-01 00:00:00+00:00"}
    assert printed.startswith("D:20260401000000")
    assert "1 April 2026" in cover.replace("\u00a0", " ")


def test_another_date_of_issue_may_be_asked_for_and_is_noticed(small):
    plain = small.run("build")
    first = small.outputs()

    dated = small.run("build", SOURCE_DATE_EPOCH=THIRD_OF_MARCH_2031)

    assert (plain.code, dated.code) == (0, 0)
    core, printed, cover = dates(small)
    assert core == {"2031-03-03 00:00:00+00:00"}
    assert printed.startswith("D:20310303000000")
    assert "3 March 2031" in cover.replace("\u00a0", " ")
    assert "0.1-draft: unchanged" in small.run("build", SOURCE_DATE_EPOCH=THIRD_OF_MARCH_2031).err
    assert "0.1-draft: unchanged" not in small.run("build").err
    assert small.outputs() == first


@pytest.mark.parametrize("moment", ["yesterday", "-1", "1.5", "9" * 30, "٣"])
def test_a_date_of_issue_that_is_none_is_wrong_usage(small, moment):
    said = small.run("build", SOURCE_DATE_EPOCH=moment)

    assert said.code == 2, said
    assert "SOURCE_DATE_EPOCH" in said.err
    assert "Traceback" not in said.err
    assert small.outputs() == {}


def test_however_the_root_is_named_the_same_is_built(small, tmp_path):
    (tmp_path / "link").symlink_to(small.folder)
    small.forked("build")
    first = small.outputs()

    for root in (".", str(tmp_path / "link")):
        shutil.rmtree(small.path("build"))
        words = [sys.executable, "-m", "pipeline", "--root", root, "build"]
        done = subprocess.run(words, cwd=small.folder, env=small.environment(), capture_output=True, text=True)

        assert done.returncode == 0, done.stderr
        assert small.outputs() == first


def test_files_saved_on_windows_say_the_same(repository):
    said = repository.forked("build")
    agreed = json.loads(repository.manifest().read_text())["text_hash"]
    for file in repository.folder.rglob("*"):
        if file.suffix in (".yaml", ".md"):
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    again = repository.forked("build")

    assert (said.code, again.code) == (0, 0), again
    assert ": built" in again.err
    assert json.loads(repository.manifest().read_text())["text_hash"] == agreed
