"""The sha256 of files without reading them again: what has the same size, times and inode is taken to be the same."""

from __future__ import annotations

import json
from typing import TypeAlias

from pipeline.store.files import MOST_TEMPLATE_BYTES, content_of, sha256
from pipeline.store.root import BUILD, Root
from pipeline.store.writing import write

_FILE = f"{BUILD}/hashes.json"

_Entry: TypeAlias = tuple[int, int, int, int, str]
"""Size, time of change of content and of inode in nanoseconds, inode, sha256."""


class Hashes:
    """What is known of files from the last time; `save` keeps it for the next."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._entries, self._saved = _read(root)
        self._changed = False

    def of(self, file: str) -> str | None:
        """The sha256 of a file; None where it cannot be read."""
        try:
            status = self._root.path(file).lstat()
        except OSError:
            return None
        seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        known = self._entries.get(file)
        # A file that changed in the tick in which these facts were saved may have changed once more since, as git calls it "racily clean".
        if known and known[:4] == seen and max(status.st_mtime_ns, status.st_ctime_ns) < self._saved:
            return known[4]
        content = content_of(self._root.path(file), file, MOST_TEMPLATE_BYTES)
        if not isinstance(content, bytes):
            return None
        self._entries[file] = (*seen, sha256(content))
        self._changed = True
        return self._entries[file][4]

    def save(self) -> None:
        """Keep what was learnt, under `build/`. Raises CannotWrite."""
        if self._changed:
            write(self._root, _FILE, json.dumps(self._entries, sort_keys=True, indent=0).encode())
            self._changed = False


def _read(root: Root) -> tuple[dict[str, _Entry], int]:
    """The entries and when they were saved; none where the file is absent or not understood."""
    content = content_of(root.path(_FILE), _FILE, MOST_TEMPLATE_BYTES)
    if not isinstance(content, bytes):
        return {}, 0
    try:
        entries = {str(file): _entry(*facts) for file, facts in json.loads(content).items()}
        return entries, root.path(_FILE).stat().st_mtime_ns
    except (ValueError, TypeError, AttributeError, OSError):
        return {}, 0


def _entry(size: int, changed: int, renewed: int, inode: int, hash: str) -> _Entry:
    return size, changed, renewed, inode, hash
