"""Our answer on a file of theirs: what it is called in the file, and by whom its changes are."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = "answer to round"
_AUTHOR = re.compile(rf"(.*) \({_NAME} ([1-9][0-9]*)\)")
_TOLD = re.compile(rf"{_NAME} ([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class OurAnswer:
    """The answer to a round as it was written, and the frozen version that says the same."""

    round: int
    version: str
    docx: bytes


def answer_name(round: int) -> str:
    """What the file says of itself."""
    return f"{_NAME} {round}"


def answer_author(us: str, round: int) -> str:
    """The author of our changes in it, who is the author of no other changes."""
    return f"{us} ({answer_name(round)})"


def round_named(name: str) -> int | None:
    """The round that a file says it answers; None where it says that it is something else."""
    found = _TOLD.fullmatch(name)
    return int(found[1]) if found else None


def round_of_author(author: str, us: str) -> int | None:
    """The round in whose answer we made the changes of this author; None where he is somebody else."""
    found = _AUTHOR.fullmatch(author)
    return int(found[2]) if found and found[1] == us else None


def is_ours(author: str, us: str) -> bool:
    """Whether we made the changes of this author, in whatever file."""
    return author == us or round_of_author(author, us) is not None
