"""What a returned file changes beside its words: comments, looks, hidden words, numbers and references altered by hand, margins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from pipeline.model.document import Deleted, Document, Inline, Inserted, Ref, Strong, Term, Text, Value, own_words, walk
from pipeline.model.numbering import Number
from pipeline.model.proposal import Proposal, ProposalKind
from pipeline.model.received import Beside, Comment, Disguise, FieldResult, Hidden, Look, Margin, Reading
from pipeline.model.redline import accepted

_COMPUTED = (Margin.CONTENTS,)
"""What each word processor makes anew when it saves."""
_SETTLED_FIELDS = frozenset(
    ("", "REF", "PAGEREF", "NOTEREF", "HYPERLINK", "TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "FORMTEXT", "XE", "TC", "ADDIN")
)
"""Fields that show what they lead to, count pages, or have no other words than those that stand in them."""
_ERROR = re.compile(r"\W*(?:error|fehler|erreur|errore|fout)\b", re.IGNORECASE)
"""What a word processor shows in the place of a reference that leads nowhere, in some languages."""
_DISGUISES = {
    Disguise.HIDDEN: "These words are marked as hidden in their file, or stand beside the page",
    Disguise.WHITE: "These words have the colour of the paper in their file, or of what lies behind them",
    Disguise.TINY: "These words are too small to be read in their file",
    Disguise.STRUCK: "These words are struck through by their look alone, and not deleted: ask whether they are meant to go",
    Disguise.SIGNS: "These words are printed in a font of signs in their file, so that nobody reads them as letters",
    Disguise.TURNED: "These words run from right to left in their file, so that they are read as others",
    Disguise.SQUEEZED: "These words stand in the low line below a table, too small to be read; LibreOffice may move tracked words there",
}


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that no revision of the redline shows. `block` is the paragraph, empty beside the contract; `margin` then says where.

    Of hidden words `disguise` says how they are hidden.
    """

    kind: ProposalKind
    block: str
    ours: str
    theirs: str
    note: str
    silent: bool = True
    thread: str = ""
    margin: str = ""
    doubtful: bool = False
    disguise: Disguise | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a paragraph by id that a program may rightly show: before the revisions, after them, and with all counted."""

    old: Mapping[str, Number]
    new: Mapping[str, Number]
    all: Mapping[str, Number]

    def due(self, id: str) -> tuple[Number, ...]:
        """Each number that is right for what has this id."""
        return tuple(numbers[id] for numbers in (self.old, self.new, self.all) if id in numbers)


def asides(theirs: Reading, ours: Reading | None, numbering: Numbering) -> Iterator[Aside]:
    """All that their file says beside its words and ours does not; `ours` is the file that we sent, read in the same way."""
    yield from _comments(theirs, ours)
    yield from _looks(tuple(look for look in theirs.looks if ours is None or look not in ours.looks))
    yield from _hidden_words(theirs, ours)
    yield from (_restyled(id) for id in theirs.restyled)
    if ours is not None:
        yield from _labels(theirs, ours, numbering)
        yield from _fields(theirs, ours, numbering)
        yield from _computed_words(theirs, ours)
        yield from _margins(theirs, ours)


def _comments(theirs: Reading, ours: Reading | None) -> Iterator[Aside]:
    known = {_as_said(comment) for comment in ours.comments} if ours else set()
    for comment in theirs.comments:
        if _as_said(comment) not in known:
            state = "They marked it as resolved" if comment.resolved else ""
            yield Aside(ProposalKind.COMMENT, comment.block, comment.words, _thread(comment), state, silent=False, thread=comment.id)


def _as_said(comment: Comment) -> Comment:
    """The thread alone: each editor counts comments anew, and the words that it is attached to change with the text."""
    return replace(comment, id="", words="", replies=tuple(replace(reply, id="") for reply in comment.replies))


def _thread(comment: Comment) -> str:
    said = ((comment.revision.author, comment.text), *((reply.revision.author, reply.text) for reply in comment.replies))
    return "\n".join(f"{author}: {text}" if author else text for author, text in said)


def _looks(looks: tuple[Look, ...]) -> Iterator[Aside]:
    """Looks of one paragraph that change in one way are one."""
    for (block, former, now), same in groupby(looks, key=lambda look: (look.block, look.former, look.now)):
        words = " … ".join(look.words for look in same)
        note = f"The look changes from {', '.join(former) or 'plain'} to {', '.join(now) or 'plain'}"
        yield Aside(ProposalKind.FORMATTING, block, words, words, note, silent=False)


def _restyled(id: str) -> Aside:
    note = "This has the look of the paragraph that they deleted before it, as LibreOffice leaves it; it was read with the look it had"
    return Aside(ProposalKind.FORMATTING, id, "", "", note, silent=False, doubtful=True)


def _hidden_words(theirs: Reading, ours: Reading | None) -> Iterator[Aside]:
    """What is deleted hides nothing, however it looks."""
    shown = dict(_paragraphs(theirs)) if theirs.hidden else {}
    for hidden in theirs.hidden:
        stays = hidden.block not in shown or hidden.words.strip() in shown[hidden.block]
        if stays and (ours is None or hidden not in ours.hidden):
            yield _hidden(hidden)


def _paragraphs(reading: Reading) -> Iterator[tuple[str, str]]:
    """The words of each block with all revisions accepted; of one that is gone there are none."""
    words = dict(_words(accepted(reading.document)))
    yield from (*words.items(), *((id, "") for id, _ in _words(reading.document) if id not in words))


def _words(document: Document) -> Iterator[tuple[str, str]]:
    for node in walk(document):
        if hasattr(node, "id"):
            yield node.id, "".join(_said(content, new=True) for content in own_words(node))


def _hidden(hidden: Hidden) -> Aside:
    squeezed = hidden.disguise is Disguise.SQUEEZED
    return Aside(
        ProposalKind.WORDING,
        hidden.block,
        "",
        hidden.words,
        _DISGUISES[hidden.disguise],
        silent=not squeezed,
        doubtful=squeezed,
        disguise=hidden.disguise,
    )


def _labels(theirs: Reading, ours: Reading, numbering: Numbering) -> Iterator[Aside]:
    for label in theirs.labels:
        due = {_plain(words) for number in numbering.due(label.block) for words in (number.label, number.full)}
        if label not in ours.labels and (label.typed or _plain(label.shown) not in due):
            note = "A number is typed before the words" if label.typed else "The number was altered by hand"
            yield Aside(ProposalKind.WORDING, label.block, label.due, label.shown, note)


def _fields(theirs: Reading, ours: Reading, numbering: Numbering) -> Iterator[Aside]:
    """References whose shown number is that of neither version: somebody has typed over the result of the field."""
    sent = {(field.block, field.target): field.shown for field in ours.fields}
    known = set(ours.fields)
    for field in theirs.fields:
        if field in known or not field.target or not field.code.lstrip().upper().startswith("REF"):
            continue
        due = [number.full for number in numbering.due(field.target)]
        if field.target not in numbering.new and _ERROR.match(field.shown):
            yield _leading_nowhere(field, sent.get((field.block, field.target), ""))
        elif due and _plain(field.shown) not in {_plain(full) for full in (*due, sent.get((field.block, field.target), due[0]))}:
            yield _altered(field, sent.get((field.block, field.target), due[0]))


def _computed_words(theirs: Reading, ours: Reading) -> Iterator[Aside]:
    """Words that a field works out anew when the file is opened or printed, so that they need not stay what they were when it came."""
    known = {(field.code, field.shown) for field in ours.fields}
    for field in theirs.fields:
        kind = (field.code.split() or [""])[0].upper()
        if field.shown.strip() and kind not in _SETTLED_FIELDS and (field.code, field.shown) not in known:
            note = f"A field works these words out anew when the file is opened or printed ({field.code}), so that they may change"
            yield Aside(ProposalKind.WORDING, field.block, "", field.shown, note)


def _leading_nowhere(field: FieldResult, ours: str) -> Aside:
    note = "What this reference leads to is gone in their text, and their program shows so; decide on the deletion"
    return Aside(ProposalKind.FORMATTING, field.block, ours, field.shown, note, silent=False)


def _altered(field: FieldResult, ours: str) -> Aside:
    note = "The number that a reference shows was typed over; it still leads to where it led"
    return Aside(ProposalKind.WORDING, field.block, ours, field.shown, note)


def _plain(words: str) -> str:
    return "".join(words.split()).rstrip(".")


def _margins(theirs: Reading, ours: Reading) -> Iterator[Aside]:
    """Words of headers, footers, notes and boxes that only one of the two files has; a page more or less repeats them only."""
    for margin in Margin:
        if margin in _COMPUTED:
            continue
        olds, news = (_by_words(reading.margins, margin) for reading in (ours, theirs))
        gone = [each for words, each in olds.items() if words not in news]
        come = [each for words, each in news.items() if words not in olds]
        for old, new in zip_longest(gone, come):
            yield _of_margin(margin, old, new, theirs)


def _by_words(margins: tuple[Beside, ...], margin: Margin) -> dict[str, Beside]:
    found = ((_said(each.content, new=True), each) for each in margins if each.margin is margin)
    return {words: each for words, each in found if words.strip()}


def _of_margin(margin: Margin, old: Beside | None, new: Beside | None, theirs: Reading) -> Aside:
    """Tracked where rejecting their revisions gives our words back."""
    ours = _said(old.content, new=True) if old else ""
    before = {_said(each.content, new=False) for each in theirs.margins if each.margin is margin}
    tracked = ours in before if old else new is not None and not _said(new.content, new=False).strip()
    words = _said(new.content, new=True) if new else ""
    note = f"In {'an' if margin is Margin.ENDNOTE else 'a'} {margin}"
    return Aside(ProposalKind.WORDING, "", ours, words, note, silent=not tracked, margin=str(margin))


def _said(content: tuple[Inline, ...], *, new: bool) -> str:
    """The words of a margin when the revisions in it are accepted or rejected."""
    words = []
    for node in content:
        match node:
            case Text(text=text) | Value(text=text) | Term(text=text):
                words.append(text)
            case Strong(content=inner):
                words.append(_said(inner, new=new))
            case Inserted(content=inner) | Deleted(content=inner) if isinstance(node, Inserted) is new:
                words.append(_said(inner, new=new))
            case Ref(target=target):
                words.append(target)
    return "".join(words)


def with_notes(proposals: tuple[Proposal, ...], found: Iterator[Aside]) -> tuple[tuple[Proposal, ...], tuple[Aside, ...]]:
    """The proposals with a note where words that they bring in are hidden, and the asides that are left.

    Whoever hides words has not shown them, so that they are silent though they may be tracked. What stands in the low line below a table
    may have been moved there by a program: a person looks.
    """
    left: list[Aside] = []
    noted = list(proposals)
    for aside in found:
        at = next((n for n, proposal in enumerate(noted) if _brings_in(proposal, aside)), None)
        if at is None:
            left.append(aside)
        else:
            proposal = noted[at]
            silent, doubtful = proposal.silent or aside.silent, proposal.doubtful or aside.doubtful
            noted[at] = replace(proposal, silent=silent, doubtful=doubtful, note=aside.note)
    return tuple(noted), tuple(left)


def _brings_in(proposal: Proposal, aside: Aside) -> bool:
    words, blocks = aside.theirs.strip(), {place.block for place in proposal.places}
    hidden = aside.disguise is not None and bool(words)
    return hidden and aside.block in blocks and words in proposal.theirs and words not in proposal.ours
