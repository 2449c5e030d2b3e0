"""The lines of users' files, to be shown beside findings."""

from __future__ import annotations

import re

from pipeline.store.files import content_of
from pipeline.store.root import Root


class SourceLines:
    """Gives a line by file and number; None where there is no such line or the file is no text. Each file is read once."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._files: dict[str, list[str]] = {}

    def __call__(self, file: str, line: int) -> str | None:
        """The line without its end; what is not UTF-8 shows as a question mark in a box."""
        if file not in self._files:
            content = content_of(self._root.path(file), file)
            text = content if isinstance(content, bytes) and b"\0" not in content else b""
            self._files[file] = re.split(r"\r\n|\r|\n", text.decode(errors="replace"))
        lines = self._files[file]
        return lines[line - 1] if 1 <= line <= len(lines) else None
