"""Single paragraphs of OOXML with their bookmarks, and the revisions of their words, ends and styles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.document import Deleted, Fate, Inline, Inserted, Mark, Part, Strong
from pipeline.model.reading import words_of
from pipeline.word import names
from pipeline.word.anchors import Anchor, bookmark
from pipeline.word.marking import Marking
from pipeline.word.runs import Voice, literal, runs
from pipeline.word.template import Shell
from pipeline.word.versions import Versions, come, former_id, gone


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: in which Part, how deep, and in which numbered list.

    `depth` is the level of the paragraph around (0: none, 1: a clause or its 1.1), `items` that of the numbered items below,
    None where they have no number; `points` is the level of bullets. `left` overrides the left edge, in twentieths of a point.
    """

    part: Part
    depth: int = 0
    items: int | None = None
    points: int = 0
    schedule_list: int | None = None
    left: int | None = None
    style: str = names.BODY_TEXT
    side: str = ""
    """Justification of a cell's column."""
    keep: bool = False
    """Whether what stands here stays with what follows, as a table's header and the rows of a small table do."""
    marks: tuple[Mark, ...] = ()
    """The revisions of what stands around, whole."""
    ends: bool = True
    """Whether these revisions are those of the paragraphs' ends too: a cell keeps its last, so those of rows and cells are not."""

    def under(self, marks: tuple[Mark, ...]) -> Place:
        """The same place with the revisions of a node that stands there."""
        return replace(self, marks=self.marks + marks) if marks else self


@dataclass(frozen=True, slots=True)
class Look:
    """The style and layout of a paragraph, and the style that it had before if that was another."""

    style: str
    layout: str = ""
    former: str = ""


@dataclass(slots=True)
class Paragraphs:
    """Writes paragraphs; remembers which bookmarks it has set, since each must be the only one of its name."""

    versions: Versions
    shell: Shell
    marking: Marking = field(default_factory=Marking)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    """The bookmarks of the ids that only the old version has, or has elsewhere."""
    bookmarks: set[str] = field(default_factory=set)

    def said(
        self,
        look: Look,
        node: Any,
        content: tuple[Inline, ...],
        place: Place,
        *,
        ends: tuple[Mark, ...] = (),
        before: str = "",
        words: str | None = None,
    ) -> str:
        """The paragraph with what a node says, in its bookmarks; `ends` are revisions of its end beside the place's.

        `words` are what it says in its version, where they are known already.
        """
        words = self.words(content, place) if words is None else words
        inside = before + self.runs(content, place)
        return self.written(
            look,
            self._marked(inside, node, words, place) if (words or (content and place.marks)) and (node.id or node.former) else inside,
            _ending(content, place),
            ends,
        )

    def written(self, look: Look, content: str, place: Place, ends: tuple[Mark, ...] = ()) -> str:
        """One paragraph of these runs."""
        style, former = self.shell.styles[look.style], self.shell.styles[look.former or look.style]
        changed = self.marking.style(former, look.layout, self.versions.revision) if style != former else ""
        end = self.marking.end((*(place.marks if place.ends else ()), *ends))
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look.layout}{end}{changed}</w:pPr>{content}</w:p>'

    def runs(self, content: tuple[Inline, ...], place: Place) -> str:
        """The runs of inline nodes at a place."""
        return runs(content, self._voice(place))

    def literal(self, text: str, place: Place) -> str:
        """The run of words that no node holds."""
        return literal(text, self._voice(place))

    def words(self, content: tuple[Inline, ...], place: Place) -> str:
        """What inline nodes say in the version that they stand in."""
        version = self.versions.of(place.marks)
        return words_of(content, place.part.id, version.numbers, version.document)

    def _voice(self, place: Place) -> Voice:
        return Voice(self.versions, self.marking, place.part, place.marks)

    def _marked(self, content: str, node: Any, words: str, place: Place) -> str:
        """The content within the bookmarks by which the paragraph is found in either version."""
        own = former = ""
        if node.id and not gone(place.marks):
            self.anchors.setdefault(node.id, Anchor(node.id, words))
            own = bookmark(node.id)
        before = former_id(node)
        if before and not come(place.marks) and (before != node.id or gone(place.marks)):
            former = self.former.setdefault(before, self.versions.bookmark(before, self.versions.old))
        for name in (own, former):
            if name and name not in self.bookmarks:
                self.bookmarks.add(name)
                number = self.marking.id()
                content = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
        return content


def _ending(content: tuple[Inline, ...], place: Place) -> Place:
    """Where the last words of a moved paragraph did not move, its end does not either: LibreOffice loses it otherwise."""
    last = content[-1] if content else None
    last = last.content[-1] if isinstance(last, Strong) else last
    if not isinstance(last, Inserted | Deleted) or not any(mark.move for mark in place.marks):
        return place
    fate = Fate.INSERTED if isinstance(last, Inserted) else Fate.DELETED
    return replace(place, marks=(Mark(fate, last.revision),))
