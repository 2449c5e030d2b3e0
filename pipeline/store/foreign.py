"""Files that we did not make and that lie anywhere: read whole, and their redline written beside them."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.store.files import content_of
from pipeline.store.writing import CannotWrite, write_atomically

MOST_FOREIGN_BYTES = 25_000_000


def foreign_content(path: Path) -> bytes | Diagnostic:
    """The bytes of a file to be compared, or what is in the way."""
    return content_of(path.resolve(), path.as_posix(), MOST_FOREIGN_BYTES)


def redline_path(old: Path, new: Path, folder: Path | None, ending: str) -> Path:
    """Where the redline of two files goes: beside the new one, or in the folder that was named."""
    return (folder or new.parent) / f"{new.stem}-redline-from-{old.stem}{ending}"


def write_redline(path: Path, content: bytes | None) -> str:
    """Write one file of a redline, or take away what an earlier one left, where there is none; gives its name. Raises CannotWrite."""
    try:
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write_atomically(path, content)
    except OSError as fault:
        message = f"this file cannot be written: {(fault.strerror or 'the system refuses it').lower()}"
        hint = "close it in other programs, or name another folder with --to"
        raise CannotWrite(error("unwritable-file", Span(path.as_posix()), message, hint)) from fault
    return path.as_posix()
