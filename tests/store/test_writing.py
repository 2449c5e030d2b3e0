"""A file is written whole or not at all."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.store.root import Root
from pipeline.store.writing import CannotWrite, clean_leftovers, write

WRITER = """
import sys
from pathlib import Path
from pipeline.store.writing import write_atomically
print("ready", flush=True)
for turn in range(10**9):
    write_atomically(Path(sys.argv[1]), bytes([65 + turn % 26]) * 3_000_000)
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "build" / "acme" / "draft.docx"
    file.parent.mkdir(parents=True)

    for delay in (0.0, 0.003, 0.011, 0.02, 0.037, 0.05):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(0.05 + delay)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()

        content = file.read_bytes()
        assert len(content) == 3_000_000
        assert len(set(content)) == 1

    clean_leftovers(Root(tmp_path))
    assert os.listdir(file.parent) == ["draft.docx"]


def test_what_a_killed_build_left_is_cleaned_and_what_a_running_one_writes_stays(tmp_path: Path) -> None:
    build = tmp_path / "build"
    build.mkdir()
    for name in (".a.docx.1.partial", f".b.docx.{os.getpid()}.partial", ".c.docx.x.partial", "d.partial"):
        (build / name).write_bytes(b"half")

    with (build / f".b.docx.{os.getpid()}.partial").open("rb") as written:
        fcntl.flock(written, fcntl.LOCK_EX)
        clean_leftovers(Root(tmp_path))

    assert sorted(os.listdir(build)) == [f".b.docx.{os.getpid()}.partial", "d.partial"]


def test_a_writer_and_a_cleaner_at_the_same_time_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "build" / "draft.docx"
    file.parent.mkdir()
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()

    for _ in range(400):
        clean_leftovers(Root(tmp_path))
    still_at_work = writer.poll() is None
    writer.kill()

    assert still_at_work, writer.communicate()
    writer.communicate()


def test_a_file_that_cannot_be_written_is_said_so_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "build" / "draft.pdf").mkdir(parents=True)

    with pytest.raises(CannotWrite) as caught:
        write(Root(tmp_path), "build/draft.pdf", b"content")

    assert caught.value.diagnostic.code == "unwritable-file"
    assert caught.value.diagnostic.span.file == "build/draft.pdf"
    assert os.listdir(tmp_path / "build") == ["draft.pdf"]
