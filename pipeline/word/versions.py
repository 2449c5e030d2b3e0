"""The two versions that a redline holds, as the writer asks for them; of a Document without revisions they are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.document import Deleted, Document, Fate, Inline, Inserted, Mark, Revision, children, inlines, walk
from pipeline.model.numbering import Numbers, numbered
from pipeline.model.redline import both_versions
from pipeline.word.anchors import bookmark

GONE = (Fate.DELETED, Fate.MOVED_FROM)
COME = (Fate.INSERTED, Fate.MOVED_TO)


@dataclass(frozen=True, slots=True)
class Version:
    """One version with its numbers."""

    document: Document
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Versions:
    """What stands in the redline when its revisions are accepted (`new`) and rejected (`old`)."""

    new: Version
    old: Version
    moved: frozenset[str] = frozenset()
    """Ids of the old version that a node elsewhere, or another one, has in the new version."""
    revision: Revision = field(default_factory=lambda: Revision(""))
    """The first revision: that of what follows from others, such as a reference to a clause that moved."""

    @property
    def differ(self) -> bool:
        """Whether this is a redline."""
        return self.new is not self.old

    def of(self, marks: tuple[Mark, ...]) -> Version:
        """The version that words with these marks stand in; the new one if in both."""
        return self.old if gone(marks) else self.new

    def bookmark(self, identity: str, version: Version) -> str:
        """The bookmark of a node of this version: no two paragraphs may share one."""
        return bookmark(f"former {identity}" if version is self.old and identity in self.moved else identity)


def only_version(document: Document) -> Versions:
    """A Document without revisions."""
    only = Version(document, numbered(document))
    return Versions(only, only)


def versions_of(document: Document) -> Versions:
    """Both versions of a redline, or the one that there is."""
    revision = next(_revisions(document), None)
    if revision is None:
        return only_version(document)
    both = both_versions(document)
    new, old = both.new, both.old
    return Versions(
        Version(new, numbered(new)),
        Version(old, numbered(old)),
        _moved(document, both.touched),
        revision,
    )


def gone(marks: tuple[Mark, ...]) -> bool:
    """Whether something with these marks is not in the new version."""
    return bool(marks) and any(mark.fate in GONE for mark in marks)


def come(marks: tuple[Mark, ...]) -> bool:
    """Whether something with these marks was not in the old version."""
    return bool(marks) and any(mark.fate in COME for mark in marks)


def former_id(node: Any) -> str:
    """The id that a node had in the old version."""
    return str(dict(node.former.attributes).get("id", node.id)) if node.former else str(node.id)


def _revisions(document: Document) -> Iterator[Revision]:
    if document.former:
        yield document.former.revision
    for node in walk(document):
        for mark in (*getattr(node, "change", ()), *getattr(node, "end", ())):
            yield mark.revision
        yield from (inline.revision for inline in inlines(node) if isinstance(inline, Inserted | Deleted))
        if getattr(node, "former", None):
            yield node.former.revision  # type: ignore[union-attr]


def _moved(redline: Document, touched: frozenset[int]) -> frozenset[str]:
    """Ids that one node has in the old version and another one, or the same elsewhere, in the new one."""
    olds: set[str] = set()
    news: set[str] = set()

    def note(node: Any, *, in_old: bool, in_new: bool) -> None:
        in_old &= not come(getattr(node, "change", ()))
        in_new &= not gone(getattr(node, "change", ()))
        is_kept = in_old and in_new
        if is_kept and id(node) not in touched:
            return
        if hasattr(node, "id") and not (is_kept and former_id(node) == node.id):
            olds.update([former_id(node)] if in_old else [])
            news.update([node.id] if in_new else [])
        for child in children(node):
            note(child, in_old=in_old, in_new=in_new)

    note(redline, in_old=True, in_new=True)
    return frozenset(olds & news)


def first_said(content: tuple[Inline, ...], *, old: bool) -> Inline | None:
    """The node that these words begin with in one of the versions."""
    for node in content:
        if isinstance(node, Inserted | Deleted):
            found = first_said(node.content, old=old) if isinstance(node, Deleted) is old else None
            if found is not None:
                return found
        else:
            return node
    return None
