"""What leaves the house, looked at from inside: each piece of text in each file, and what must not stand in any."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands somewhere in a file, whether anybody sees it or not. `place` says where: `a.zip, b.docx, docProps/core.xml`.

    `is_code` is what a machine reads, such as markup and the objects of a PDF; short words and numbers mean nothing there.
    """

    place: str
    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Secret:
    """Words of ours that nobody else may read, and what they are: `need.description`, a drafting note, an approver."""

    words: str
    kind: str
    file: str = ""
    """The file that says them, so that a message can point at it."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A Secret that stands in a Piece."""

    secret: Secret
    place: str
