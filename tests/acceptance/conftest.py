"""Whole repositories of contracts, and the tool as people start it."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import pipeline
from pipeline.cli import arguments, main
from pipeline.word.shell.package import first_letter_template, first_template
from tests.acceptance.negotiating import Table

HERE = Path(__file__).parent
# Imported here, so that no fork need do it again.
assert arguments
BASE = HERE.parent / "cases" / "base"
FIRST = "acme-support"
VERSION = "0.1-draft"
OURS = ("SOURCE_DATE_EPOCH", "PYTHONHASHSEED", "FORCE_COLOR", "COLUMNS", "TERM")


@dataclass(frozen=True)
class Ran:
    """What a command said, and its exit code; minus the signal's number where one ended it."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Repository:
    """A root in a folder of its own."""

    folder: Path

    def run(self, *words: str, **environment: str) -> Ran:
        """Run the command as people do, in a process of its own. A warning of Python's ends it."""
        done = subprocess.run(self.words(*words), capture_output=True, env=self.environment(**environment), cwd=self.folder, timeout=120)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def words(self, *words: str) -> list[str]:
        return [sys.executable, "-W", "error", "-m", "pipeline", "--root", str(self.folder), *words]

    def environment(self, **added: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        return {**kept, "PYTHONPATH": str(Path(pipeline.__file__).parents[1]), **added}

    def fork(self, *words: str, before: Callable[[], None] = lambda: None) -> Started:
        """Start the command in a fork of this process, which saves the imports; `before` may break something of ours in it."""
        folder = self.folder.with_name(self.folder.name + "-said")
        folder.mkdir(exist_ok=True)
        # Without the pipes of the test's own run: a child that outlives its parent would hold them open.
        process = multiprocessing.get_context("fork").Process(target=_command, args=(self.folder, folder, words, before))
        process.start()
        return Started(process, folder)

    def forked(self, *words: str, before: Callable[[], None] = lambda: None) -> Ran:
        """The same, to its end."""
        return self.fork(*words, before=before).end()

    def path(self, file: str) -> Path:
        return self.folder / file

    def data(self, name: str, contract: str = FIRST) -> Path:
        return self.folder / "data" / "contracts" / contract / f"{name}.yaml"

    def replace(self, file: Path, old: str, new: str) -> None:
        """Change one place of a file, which must be there once."""
        text = file.read_text()
        assert text.count(old) == 1, (file, old)
        file.write_text(text.replace(old, new))

    def retitle(self, contract: str = FIRST) -> None:
        """Change what is printed and has no other effect."""
        self.replace(self.data("contract", contract), "title: Software Support Agreement", "title: Software Support Contract")

    def add_contract(self, contract: str, number: str) -> None:
        """Another contract, which differs from the first in its number."""
        shutil.copytree(self.data("contract").parent, self.data("contract", contract).parent)
        self.replace(self.data("contract", contract), "ACME-1", number)

    def copied(self, folder: Path) -> Repository:
        shutil.copytree(self.folder, folder)
        return Repository(folder)

    def output(self, ending: str, contract: str = FIRST) -> Path:
        return self.folder / "build" / contract / VERSION / f"{contract}-{VERSION}{ending}"

    def manifest(self, contract: str = FIRST) -> Path:
        return self.output("", contract).with_name("manifest.json")

    def outputs(self, contract: str = "*") -> dict[str, bytes]:
        """The content of all that was built, by its file."""
        return {file.relative_to(self.folder).as_posix(): file.read_bytes() for file in self._files(contract)}

    def moments(self, contract: str = "*") -> dict[str, int]:
        """When each of them was written."""
        return {file.relative_to(self.folder).as_posix(): file.stat().st_mtime_ns for file in self._files(contract)}

    def _files(self, contract: str) -> list[Path]:
        return sorted(file for file in self.folder.glob(f"build/{contract}/{VERSION}/*") if file.is_file())


@dataclass(frozen=True)
class Started:
    """A command that is at work in a process group of its own."""

    process: multiprocessing.process.BaseProcess
    folder: Path

    def end(self, seconds: float = 120) -> Ran:
        self.process.join(seconds)
        assert self.process.exitcode is not None, "the command has not ended"
        said = [(self.folder / name).read_text() if (self.folder / name).exists() else "" for name in ("out", "err")]
        return Ran(self.process.exitcode, *said)

    def kill(self, *, group: bool = True) -> None:
        """End it as the system does when it must: without a word."""
        pid = self.process.pid
        assert pid is not None
        (os.killpg if group else os.kill)(pid, signal.SIGKILL)


def _command(root: Path, said: Path, words: Sequence[str], before: Callable[[], None]) -> None:
    os.setsid()
    # What a fork is made to die of is no news to the tests.
    faulthandler.disable()
    # A shell that starts the tests in its background has them ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(said / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    # As Python opens them.
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", errors="backslashreplace", closefd=False)  # noqa: SIM115
    for name in OURS:
        os.environ.pop(name, None)
    try:
        before()
        code = main(["--root", str(root), *words])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 99
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def bare(folder: Path) -> Repository:
    """The small contract of the cases, with a template: one clause, the quickest thing that can be built."""
    shutil.copytree(BASE, folder)
    (folder / "templates").mkdir()
    (folder / "templates" / "contract.docx").write_bytes(first_template())
    (folder / "templates" / "letter.docx").write_bytes(first_letter_template())
    return Repository(folder)


def whole(folder: Path) -> Repository:
    """The same contract with clauses that print its data in every place where words may stand."""
    made = bare(folder)
    shutil.copytree(HERE / "clauses", folder / "clauses", dirs_exist_ok=True)
    return made


@pytest.fixture
def small(tmp_path: Path) -> Repository:
    return bare(tmp_path / "small")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return whole(tmp_path / "repository")


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = bare(tmp_path_factory.mktemp("small") / "small")
    assert made.forked("build").code == 0
    return made


@pytest.fixture
def ready(built_small: Repository, tmp_path: Path) -> Repository:
    """A copy of the small contract that is built already, for tests that change something."""
    return built_small.copied(tmp_path / "ready")


@dataclass(frozen=True)
class Built:
    """A repository that was built, and what the build said."""

    repository: Repository
    said: Ran


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Three contracts, built; for tests that only look at them."""
    made = whole(tmp_path_factory.mktemp("built") / "repository")
    made.add_contract("bolt-backup", "BOLT-2")
    made.add_contract("cord-cloud", "CORD-3")
    return Built(made, made.run("build"))


@pytest.fixture
def three(built: Built, tmp_path: Path) -> Repository:
    """A copy of the three, for tests that change something."""
    return built.repository.copied(tmp_path / "three")


@pytest.fixture
def table(negotiating, capfd, tmp_path):
    """Both sides of the table: our commands, and the other party at its own desk."""
    return Table(negotiating, capfd, tmp_path / "their desk")
