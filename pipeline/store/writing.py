"""Files written whole or not at all: whoever is killed meanwhile leaves the former file or the new one."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.model.diagnostic import Diagnostic, Span, error
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
        message = f"this file cannot be written: {(fault.strerror or 'the system refuses it').lower()}"
        raise CannotWrite(error("unwritable-file", Span(file), message, "close it in other programs, and check the folder")) from fault


def write_atomically(path: Path, content: bytes) -> None:
    """Write under a temporary name in the same folder, bring it to the disk, and rename. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_PARTIAL}")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def clean_leftovers(root: Root) -> None:
    """Remove the temporary files of builds that were killed; those of a build that is running stay."""
    for temporary in root.path(BUILD).rglob(f".*{_PARTIAL}"):
        process = temporary.name.removesuffix(_PARTIAL).rpartition(".")[2]
        if not process.isdigit() or not _is_running(int(process)):
            temporary.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
