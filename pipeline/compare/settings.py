"""How two Documents are compared, as lawyers know it from Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.model.document import Former, Revision


@dataclass(frozen=True, slots=True)
class Settings:
    """Who made the changes, and what counts as one.

    What is ignored is shown as the new version has it, without a mark. `characters` marks letters instead of words. Without
    `moves` whatever stands elsewhere is a deletion and an insertion. Numbers are found after comparing, so a shifted one is never
    marked, with `ignore_numbering` or without; the redline only says that it was asked for.
    """

    revision: Revision
    ignore_case: bool = False
    ignore_space: bool = False
    ignore_formatting: bool = False
    ignore_numbering: bool = False
    characters: bool = False
    moves: bool = True

    def former(self, old: Any, new: Any, *names: str) -> Former | None:
        """Those of the named attributes that differ, as the old node has them; None where none does."""
        changed = tuple((name, getattr(old, name)) for name in names if getattr(old, name) != getattr(new, name))
        return Former(changed, self.revision) if changed else None
