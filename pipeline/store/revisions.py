"""The repository as it was at a commit of git, in a temporary folder; nothing of it is ever run."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.store.root import Root

_SECONDS = 60


class NoCommit(Exception):
    """There is no such commit here, or no git; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Base:
    """A commit by the first digits of its hash, and the repository as it was then."""

    name: str
    root: Root


def commit_named(root: Root, reference: str) -> str:
    """The hash of the commit to which a reference (a branch, a tag, a hash) leads. Raises NoCommit."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    found = _git(root, *asked)
    if found.returncode:
        if _git(root, "rev-parse", "--git-dir").returncode:
            raise NoCommit("this folder is in no repository of git, so there is nothing to compare with")
        hint = "name a branch, a tag or a commit, and fetch it first where it is elsewhere: git fetch"
        raise NoCommit(f"git knows no commit `{reference}` here; {hint}")
    return found.stdout.decode().strip()


@contextmanager
def at_commit(root: Root, commit: str) -> Iterator[Base]:
    """The data, clauses and templates of a commit, in a folder that is gone afterwards. Raises NoCommit."""
    packed = _git(root, "archive", "--format=tar", commit)
    if packed.returncode:
        raise NoCommit(f"git cannot read the commit {commit[:12]}: {packed.stderr.decode(errors='replace').strip()}")
    with TemporaryDirectory(prefix="draftline-") as folder:
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, members=_wanted(archive), filter="data")
        for name in ("data", "clauses"):
            Path(folder, name).mkdir(exist_ok=True)
        yield Base(commit[:12], Root(Path(folder)))


def _wanted(archive: tarfile.TarFile) -> list[tarfile.TarInfo]:
    """Plain files and folders of the parts that make contracts; a link could lead out of the folder."""
    kept = ("data", "clauses", "templates")
    return [member for member in archive if member.name.partition("/")[0] in kept and (member.isfile() or member.isdir())]


def _git(root: Root, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(root.folder), *words], capture_output=True, check=False, timeout=_SECONDS)
    except FileNotFoundError as fault:
        raise NoCommit("git is not installed here") from fault
    except subprocess.TimeoutExpired as fault:
        raise NoCommit(f"git took more than {_SECONDS} seconds") from fault
