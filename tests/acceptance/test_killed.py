"""A build that is killed at any moment leaves the former file or the new one, and the next build ends as if nothing had been."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pypdf
import pytest

from pipeline.stages.building import Workroom
from tests.acceptance.told import at_moments

STEPS = ("read", "assemble", "write", "print", "compare", "keep")
FILES = 6
"""How many files a build of the small contract writes: DOCX, PDF, manifest, two of the library, and what is known of it or of hashes."""
AGAIN = 4
"""How many it writes where the library is as before."""
SHARE = 10


def pytest_generate_tests(metafunc):
    at_moments(metafunc, SHARE)
    if "plant" in metafunc.fixturenames:
        both = [(name, plant, fresh) for fresh in (True, False) for name, plant in plants(FILES if fresh else AGAIN).items()]
        # Otherwise each kind of kill meets each kind of build in turn.
        chosen = both if metafunc.config.getoption("--all") else both[::4] + both[3::4]
        ids = [f"{name}, {'first' if fresh else 'later'} build" for name, _, fresh in chosen]
        metafunc.parametrize(("plant", "fresh"), [(plant, fresh) for _, plant, fresh in chosen], ids=ids)


def group():
    os.killpg(0, signal.SIGKILL)


def parent():
    os.kill(os.getppid(), signal.SIGKILL)


def child():
    os.kill(os.getpid(), signal.SIGKILL)


def in_step(step, kill):
    """Kills between two steps of the contract."""

    def plant():
        work = Workroom.__call__

        def killed(self, task, tell):
            def told(name):
                tell(name)
                if task and name == step:
                    kill()

            return work(self, task, told)

        Workroom.__call__ = killed

    return plant


def around_rename(number, kill, *, behind):
    """Kills when the content of the file with this number is on the disk, before or behind its renaming."""

    def plant():
        rename, counted = Path.replace, Path("renamed").resolve()

        def killed(self, target):
            # The processes of one build count together.
            with counted.open("ab") as stream:
                stream.write(b".")
                stream.flush()
                mine = stream.tell() == number
            if mine and not behind:
                kill()
            rename(self, target)
            if mine:
                kill()

        Path.replace = killed

    return plant


def plants(files):
    steps = {f"{kill.__name__} at {step}": in_step(step, kill) for step in STEPS for kill in (group, parent, child)}
    renames = {
        f"{'behind' if behind else 'before'} rename {number}": around_rename(number, group, behind=behind)
        for number in range(1, files + 1)
        for behind in (False, True)
    }
    return steps | renames


@pytest.fixture(scope="session")
def new_outputs(built_small, tmp_path_factory):
    """What a build makes that nobody disturbs."""
    made = changed(built_small.copied(tmp_path_factory.mktemp("new") / "new"))
    assert made.forked("build").code == 0
    return made.outputs()


def changed(repository):
    repository.retitle()
    return repository


def unsound(repository, former, new):
    """The outputs that are neither the former ones nor the new ones, or do not hold."""
    whole = {file: content for file, content in repository.outputs().items() if not file.rpartition("/")[2].startswith(".")}
    return [file for file, content in whole.items() if content not in (former.get(file), new[file]) or not is_sound(file, content)]


def is_sound(file, content):
    if file.endswith(".docx"):
        return zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    if file.endswith(".pdf"):
        return content.rstrip().endswith(b"%%EOF") and len(pypdf.PdfReader(io.BytesIO(content)).pages) == 3
    return json.loads(content)["contract"] == "acme-support"


def rebuilt(repository):
    """The outputs of the next build, beside which it leaves nothing of the one that was killed."""
    said = repository.forked("build")

    assert said.code == 0, said
    known = {"acme-support", "hashes.json", "library.json", "library.html", "library.docx"}
    assert {file.name for file in repository.path("build").iterdir()} <= known
    assert not list(repository.path("build").rglob(".*"))
    return repository.outputs()


def members(leader):
    """The processes of the group that this one leads, the dead ones not."""
    found = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
    lines = [line.split() for line in found.splitlines()]
    return [int(pid) for pid, its_group, state in lines if int(its_group) == leader and not state.startswith("Z")]


def left_behind(leader):
    """The processes of the group that have not ended after ten seconds."""
    deadline = time.monotonic() + 10
    while members(leader) and time.monotonic() < deadline:
        time.sleep(0.02)
    return members(leader)


def test_a_build_killed_between_two_steps(small, ready, new_outputs, monkeypatch, tmp_path, plant, fresh):
    repository = changed(small if fresh else ready)
    former = repository.outputs()
    monkeypatch.chdir(tmp_path)

    started = repository.fork("build", before=plant)
    ended = started.end()

    assert left_behind(started.process.pid) == []
    assert ended.code in (-signal.SIGKILL, 1), ended
    assert unsound(repository, former, new_outputs) == []
    assert rebuilt(repository) == new_outputs


def test_a_build_killed_at_any_moment(ready, new_outputs, moment):
    repository = changed(ready)
    former = repository.outputs()
    delay = random.Random(moment).uniform(0, 0.4)

    started = repository.fork("build")
    time.sleep(delay)
    started.kill(group=moment % 2 == 0)
    started.end()

    assert left_behind(started.process.pid) == []
    assert unsound(repository, former, new_outputs) == []
    assert rebuilt(repository) == new_outputs


@pytest.mark.parametrize("delay", [0.6, 1.0])
def test_a_real_process_killed(ready, new_outputs, delay):
    repository = changed(ready)
    former = repository.outputs()
    process = subprocess.Popen(
        repository.words("build"),
        env=repository.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    time.sleep(delay)
    process.kill()
    process.wait()

    assert left_behind(process.pid) == []
    assert unsound(repository, former, new_outputs) == []
    assert rebuilt(repository) == new_outputs


def test_an_orphan_that_is_stuck_ends_with_its_parent(small):
    def plant():
        work = Workroom.__call__

        def stuck(self, task, tell):
            work(self, task, tell)
            if task:
                print("stuck", flush=True)
            while task:
                pass

        Workroom.__call__ = stuck

    started = small.fork("build", before=plant)
    said = started.folder / "out"
    while not said.exists() or "stuck" not in said.read_text():
        time.sleep(0.02)

    started.kill(group=False)
    started.end()

    assert left_behind(started.process.pid) == []


def test_a_build_that_is_stopped_by_its_user_says_so_in_one_line(small):
    def stuck():
        print("stuck", flush=True)
        time.sleep(60)

    started = small.fork("build", before=in_step("write", stuck))
    said = started.folder / "out"
    # A signal that comes while a child is forked is lost on Python's own hooks.
    while not said.exists() or "stuck" not in said.read_text():
        time.sleep(0.02)

    os.killpg(started.process.pid, signal.SIGINT)
    ended = started.end()

    assert ended.code == 130
    assert ended.err == "stopped\n"
    assert left_behind(started.process.pid) == []
