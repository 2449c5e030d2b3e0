"""Where things lie in a repository of contracts. No other room builds a path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HOUSE = "data/house.yaml"
WORKFLOW = "data/workflow.yaml"
CALENDARS = "data/calendars"
CERTIFICATES = "data/certificates"
CONTRACTS = "data/contracts"
CLAUSES = "clauses"
LAWS = "clauses/law"
LETTERS = "clauses/letters"
AMENDMENT = "clauses/amendment"
TEMPLATES = "templates"
BUILD = "build"

CONTRACT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TOPIC = re.compile(r"[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*")
CLAUSE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
WORDING = re.compile(r"preferred|fallback-[1-9][0-9]?")
DEAL_WORDING = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*")
FROZEN = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})\.json")
VERSION = re.compile(r"[0-9]+\.[0-9]+(-draft)?")


@dataclass(frozen=True, slots=True)
class Root:
    """The folder that holds `data/` and `clauses/`; files in it are named relative to it, with forward slashes."""

    folder: Path

    def path(self, file: str) -> Path:
        """Where a file lies on this machine."""
        return self.folder / file

    def names(self, folder: str) -> tuple[str, ...]:
        """What lies in a folder, in order of name, without hidden files and editors' backups; nothing where there is no folder."""
        path = self.path(folder)
        if not path.is_dir():
            return ()
        return tuple(
            sorted(entry.name for entry in path.iterdir() if not entry.name.startswith((".", "~$")) and not entry.name.endswith("~"))
        )

    def is_folder(self, file: str) -> bool:
        """Whether a folder of this name lies there, and not only a link to one."""
        path = self.path(file)
        return path.is_dir() and not path.is_symlink()


def root_from(start: Path) -> Root | None:
    """The nearest folder, from `start` upwards, that holds `data/` and `clauses/`; None where there is none."""
    start = start.resolve()
    return next((Root(folder) for folder in (start, *start.parents) if is_root(folder)), None)


def is_root(folder: Path) -> bool:
    """Whether a folder holds a repository of contracts."""
    return (folder / "data").is_dir() and (folder / "clauses").is_dir()
