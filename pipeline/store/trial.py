"""A contract as it would be with other files: tried in a temporary folder, then written all together or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model.diagnostic import Span, error
from pipeline.store.contracts import contract_files, folder_of
from pipeline.store.root import CALENDARS, CLAUSES, HOUSE, TEMPLATES, Root
from pipeline.store.writing import CannotWrite, write_atomically

_READY, _UNREADY = ".applying", ".applying.partial"
"""The folder that holds files which count, and the one that holds them before all are there."""


@contextmanager
def on_trial(root: Root, contract: str, changed: Mapping[str, str]) -> Iterator[Root]:
    """The repository with one contract only, some files of which say something else; gone afterwards."""
    with TemporaryDirectory(prefix="draftline-") as folder:
        other = Root(Path(folder))
        for name in (CLAUSES, TEMPLATES):
            other.path(name).symlink_to(root.path(name).resolve(), target_is_directory=True)
        for file in (HOUSE, *(f"{CALENDARS}/{name}" for name in root.names(CALENDARS)), *contract_files(root, contract)):
            if root.path(file).is_file():
                other.path(file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root.path(file), other.path(file))
        for file, text in changed.items():
            other.path(file).parent.mkdir(parents=True, exist_ok=True)
            other.path(file).write_bytes(text.encode())
        yield other


def write_together(root: Root, contract: str, texts: Mapping[str, str]) -> None:
    """Write files of one contract, all of them or none: whoever is killed meanwhile is finished by `finish_writing`.

    Raises CannotWrite.
    """
    folder = root.path(folder_of(contract))
    try:
        shutil.rmtree(folder / _UNREADY, ignore_errors=True)
        for file, text in texts.items():
            write_atomically(folder / _UNREADY / Path(file).relative_to(folder_of(contract)), text.encode())
        if texts:
            # From here on the files count, and only have to be brought to their places.
            (folder / _UNREADY).rename(folder / _READY)
    except OSError as fault:
        shutil.rmtree(folder / _UNREADY, ignore_errors=True)
        raise _cannot(contract, fault) from fault
    finish_writing(root, contract)


def finish_writing(root: Root, contract: str) -> None:
    """Bring files to their places that a command left when it was killed. Raises CannotWrite."""
    folder = root.path(folder_of(contract))
    ready = folder / _READY
    try:
        for path in sorted(each for each in ready.rglob("*") if each.is_file()):
            target = folder / path.relative_to(ready)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
        shutil.rmtree(ready, ignore_errors=True)
    except OSError as fault:
        raise _cannot(contract, fault) from fault


def _cannot(contract: str, fault: OSError) -> CannotWrite:
    message = f"the contract's files cannot be written: {(fault.strerror or 'the system refuses it').lower()}"
    return CannotWrite(error("unwritable-file", Span(folder_of(contract)), message, "close them in other programs, and repeat the command"))
