"""Files written whole or not at all: whoever is killed meanwhile leaves the former file or the new one."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.store.files import content_of
from pipeline.store.root import BUILD, Root

_PARTIAL = ".partial"


class CannotWrite(Exception):
    """The disk is full, the folder is closed, or another program holds the file; `diagnostic` says which file."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic

    def __reduce__(self) -> tuple[type[CannotWrite], tuple[Diagnostic]]:
        return CannotWrite, (self.diagnostic,)


def write(root: Root, file: str, content: bytes) -> None:
    """Write one file of the repository. Raises CannotWrite; the former file then still stands."""
    try:
        write_atomically(root.path(file), content)
    except OSError as fault:
        raise _refused(file, "written", fault) from fault


def write_all(root: Root, files: Mapping[str, bytes]) -> None:
    """Write files of the repository, in this order. Raises CannotWrite; those before the one that could not be written are there."""
    for file, content in files.items():
        write(root, file, content)


def remove(root: Root, file: str) -> None:
    """Take away one file of the repository, if it is there. Raises CannotWrite."""
    try:
        root.path(file).unlink(missing_ok=True)
    except OSError as fault:
        raise _refused(file, "removed", fault) from fault


def _refused(file: str, done: str, fault: OSError) -> CannotWrite:
    message = f"this file cannot be {done}: {(fault.strerror or 'the system refuses it').lower()}"
    return CannotWrite(error("unwritable-file", Span(file), message, "close it in other programs, and check the folder"))


def write_unless_there(root: Root, file: str, content: bytes) -> bool:
    """Write one file, but leave it alone where it says just this already. Whether it was written. Raises CannotWrite."""
    other = content_of(root.path(file), file, len(content)) != content
    if other:
        write(root, file, content)
    return other


def write_atomically(path: Path, content: bytes) -> None:
    """Write under a temporary name in the same folder, bring it to the disk, and rename. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_PARTIAL}")
    try:
        with _locked(temporary) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _locked(temporary: Path) -> BinaryIO:
    """The file, opened for writing and locked. The system lets go of the lock when its process ends, however it ends."""
    while True:
        stream = temporary.open("wb")
        fcntl.flock(stream, fcntl.LOCK_EX)
        if temporary.exists() and os.path.samestat(os.fstat(stream.fileno()), temporary.stat()):
            return stream
        # Another command took it for a leftover before it was locked.
        stream.close()


def clean_leftovers(root: Root, folder: str = BUILD) -> None:
    """Remove the temporary files of commands that were killed; those of a command that is running stay."""
    for temporary in root.path(folder).rglob(f".*{_PARTIAL}"):
        # The process in its name tells nothing: its number may be another's by now, or that of a dead one nobody has buried.
        with suppress(BlockingIOError, FileNotFoundError, IsADirectoryError), temporary.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            temporary.unlink(missing_ok=True)
