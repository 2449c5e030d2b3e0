"""A DOCX that came back: the Document in it, and all that stands beside its words or behind them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.document import Document, Inline, Revision


@dataclass(frozen=True, slots=True)
class Identity:
    """Which version of which contract a file says that it is; empty where it does not say so."""

    contract: str = ""
    version: str = ""
    input_hash: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answered to a Comment."""

    id: str
    revision: Revision
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A thread. `block` is the id of the paragraph in which the `words` begin that it is attached to."""

    id: str
    revision: Revision
    text: str
    block: str
    words: str
    resolved: bool = False
    replies: tuple[Reply, ...] = ()


class Margin(StrEnum):
    """Where words stand that are no part of the Document."""

    STAMP = "stamp"
    CONTENTS = "contents"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXT_BOX = "text box"


@dataclass(frozen=True, slots=True)
class Beside:
    """One paragraph beside the Document, with its revisions.

    `place` is the part of the file for headers and footers, and the id of the paragraph that a note or text box belongs to.
    """

    margin: Margin
    place: str
    content: tuple[Inline, ...]


class Disguise(StrEnum):
    """How words are kept from the eye, or shown as what they are not."""

    HIDDEN = "hidden"
    WHITE = "white"
    """Also in any other colour on the same colour."""
    TINY = "tiny"
    STRUCK = "struck through"
    """By their look alone, and not deleted."""
    SIGNS = "in signs"
    """In a font that has pictures in the place of letters."""
    TURNED = "turned round"
    """From right to left."""
    SQUEEZED = "below a table"
    """In the low line that keeps a table from what follows."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that no reader of the page sees as they are. `block` is the id of the paragraph, beside the Document the part of the file."""

    block: str
    words: str
    disguise: Disguise


@dataclass(frozen=True, slots=True)
class Look:
    """A tracked change of format only: of some words, or of a whole paragraph (`words` are then all of it).

    `former` and `now` name the properties that differ, as the file calls them: ("b", "color=FF0000").
    """

    block: str
    words: str
    former: tuple[str, ...]
    now: tuple[str, ...]
    revision: Revision


@dataclass(frozen=True, slots=True)
class FieldResult:
    """A field: what it computes (`code`), and what it showed when the file was saved (`shown`).

    `target` is the id that a reference leads to, empty where it leads to nothing that is there.
    """

    block: str
    code: str
    target: str
    shown: str


@dataclass(frozen=True, slots=True)
class Label:
    """A paragraph that shows another number (`shown`) than the one due to it (`due`), or whose words begin with a typed one."""

    block: str
    shown: str
    due: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """Something of which no words could be read: the element or the field, as the file calls it, and where it stands."""

    element: str
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a DOCX holds. Paragraphs that no bookmark knows have provisional ids (`<clause>/received-1`).

    `restyled` are paragraphs that had the look of a deleted one before them, and were read with the look that we gave them.
    `untracked` is the Document after a word processor has rejected their revisions, None where there are none or it could not.
    """

    document: Document
    identity: Identity
    comments: tuple[Comment, ...] = ()
    margins: tuple[Beside, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    looks: tuple[Look, ...] = ()
    fields: tuple[FieldResult, ...] = ()
    labels: tuple[Label, ...] = ()
    unread: tuple[Unread, ...] = ()
    restyled: tuple[str, ...] = ()
    untracked: Document | None = None
