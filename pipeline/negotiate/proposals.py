"""Their text against ours, as proposals: each with its words, its place and one decision to make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from pipeline.model.answer import is_ours
from pipeline.model.change import Place
from pipeline.model.document import Document, Revision, Value
from pipeline.model.numbering import numbered
from pipeline.model.places import versions_of
from pipeline.model.proposal import Proposal, ProposalKind, Round
from pipeline.model.received import Reading
from pipeline.model.redline import accepted, rejected
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.writing import value_at
from pipeline.negotiate.beside import Aside, Numbering, asides, with_notes
from pipeline.negotiate.changes import Change, Form, changes_of, places_in, revisions_in, told_apart, with_authors
from pipeline.negotiate.grouping import Group, grouped, value_path
from pipeline.negotiate.kinds import Vocabulary, kind_of, vocabulary_of
from pipeline.negotiate.moving import with_changes_at_both_ends
from pipeline.negotiate.sentences import sides
from pipeline.negotiate.silence import silence_in, without_changes
from pipeline.negotiate.sources import meanings
from pipeline.negotiate.unseen import with_unseen_signs
from pipeline.negotiate.value_words import field_words
from pipeline.negotiate.valuing import Compare, valued


@dataclass(frozen=True, slots=True)
class Return:
    """What a party sent back: which version of which contract it answers, and the file by name and hash.

    `data` are the terms of the version as their files would say them, and `terms` the same terms, where today's tool can read them.
    `date` is the day on which it came (ISO 8601); `us` is the author of the tracked changes that we have sent ourselves, where the file
    is a redline of ours.
    """

    number: int
    contract: str
    party: str
    answers: str
    file: str
    sha256: str
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    date: str = ""
    us: str = ""
    terms: Terms | None = None


def round_of(sent: Document, reading: Reading, back: Return, compare: Compare, ours: Reading | None = None) -> Round:
    """The round that a returned file opens: everything in it that differs from what we sent, tracked or not.

    `ours` is the file that we sent, read in the same way; without it margins, fields and numbers are not compared.
    """
    # What we tracked and what stood there is what we sent; whoever tracks under our name has not tracked, and is found to be silent.
    standing = frozenset(revisions_in(ours.document)) if ours else frozenset()
    document = accepted(reading.document, lambda revision: is_ours(revision.author, back.us) or revision in standing)
    theirs = valued(accepted(document), sent, compare)
    untracked = valued(reading.untracked or rejected(document), sent, compare)
    own = _Own(sent, ours, back.us, compare)
    redline = with_changes_at_both_ends(without_changes(told_apart(compare(sent, theirs.document)), own.said))
    silence = silence_in(own.changes_to(untracked.document), (*own.said, *own.rejected))
    vocabulary = vocabulary_of(sent)
    changes = changes_of(redline)
    groups = grouped(changes, silence.holds, meanings(changes, sent, back.data, back.terms))
    judged = (replace(_proposal(group, vocabulary, back), doubtful=_is_doubtful(group, theirs.doubtful)) for group in groups)
    made = tuple(with_unseen_signs(judged))
    found = (
        replace(aside, block=theirs.ids.get(aside.block, aside.block)) for aside in asides(reading, ours, _numbering(redline, reading))
    )
    noted, left = with_notes(made, found)
    proposals, ids = _in_order(noted, left, redline, back)
    names = {name: id for id, group in zip(ids, groups, strict=True) for name in group.names}
    return Round(back.number, back.contract, back.party, back.answers, back.file, back.sha256, with_authors(redline, names), proposals)


@dataclass(frozen=True, slots=True)
class _Own:
    """What a file that we sent with tracked changes in it says by itself, whatever they do to it."""

    sent: Document
    ours: Reading | None
    us: str
    compare: Compare

    @property
    def said(self) -> tuple[Change, ...]:
        """How it differs from our text with all changes accepted: in an answer their quotation marks and spaces stay as they set them."""
        return self._of(lambda document: accepted(document))

    @property
    def rejected(self) -> tuple[Change, ...]:
        """How it differs from our text where our changes are rejected."""
        return self._of(lambda document: accepted(rejected(document, lambda revision: is_ours(revision.author, self.us))))

    def changes_to(self, document: Document) -> tuple[Change, ...]:
        """What differs from our text in another one."""
        return changes_of(told_apart(self.compare(self.sent, document)))

    def _of(self, settled: Callable[[Document], Document]) -> tuple[Change, ...]:
        if self.ours is None or not any(is_ours(revision.author, self.us) for revision in revisions_in(self.ours.document)):
            return ()
        return self.changes_to(valued(settled(self.ours.document), self.sent, self.compare).document)


def _numbering(redline: Document, reading: Reading) -> Numbering:
    # LibreOffice counts paragraphs that are deleted and still stand there.
    versions = versions_of(redline)
    return Numbering(versions.old.numbers, versions.new.numbers, numbered(reading.document))


def _in_order(
    made: Sequence[Proposal], left: Sequence[Aside], redline: Document, back: Return
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """All proposals in the order of the contract, numbered; and the ids of those made of revisions, in their order.

    What stands beside a paragraph comes after its changes, and what stands beside the contract at the end.
    """
    places = places_in(redline)
    order = {block: ordinal for ordinal, block in enumerate(places)}
    beside = [_beside(aside, places, back) for aside in left]
    keyed = [(_order(each, order), 0, n, each) for n, each in enumerate(made)]
    keyed += [(_order(each, order), 1, n, each) for n, each in enumerate(beside)]
    ids: dict[tuple[int, int], str] = {}
    proposals: list[Proposal] = []
    for number, (_, side, n, proposal) in enumerate(sorted(keyed, key=lambda each: each[:3]), start=1):
        id = f"{back.number}.{number}"
        ids[side, n] = id
        proposals.append(replace(proposal, id=id, revision=replace(proposal.revision, author=id)))
    return tuple(proposals), tuple(ids[0, n] for n in range(len(made)))


def _order(proposal: Proposal, order: Mapping[str, int]) -> int:
    beside = len(order) if proposal.note else -1
    return order.get(proposal.place.block, beside)


def _beside(aside: Aside, places: Mapping[str, Place], back: Return) -> Proposal:
    place = places.get(aside.block) or Place(aside.block, "", aside.margin.capitalize(), None, None)
    return Proposal(
        id="",
        kind=aside.kind,
        places=(place,),
        ours=aside.ours,
        theirs=aside.theirs,
        revision=Revision("", back.date),
        silent=aside.silent,
        thread=aside.thread,
        note=aside.note,
        doubtful=aside.doubtful,
    )


def _is_doubtful(group: Group, doubtful: frozenset[str]) -> bool:
    return any(change.place.block in doubtful or doubtful & set(change.covers) for change in group.changes)


def _proposal(group: Group, vocabulary: Vocabulary, back: Return) -> Proposal:
    kind = kind_of(group, vocabulary)
    ours, theirs = _words(group, kind)
    path = group.meaning.path if group.meaning else _path(group.changes)
    old, new = _values(path, ours, theirs, kind, back.data) if path else ("", "")
    if kind is ProposalKind.VALUE and not new:
        # Their words say no value for certain, so that a person must read them.
        kind = ProposalKind.WORDING
    return Proposal(
        id="",
        kind=kind,
        places=_places(group.changes),
        ours=ours,
        theirs=theirs,
        revision=Revision("", back.date),
        path=path,
        old=old,
        new=new,
        silent=group.silent,
    )


def _places(changes: Sequence[Change]) -> tuple[Place, ...]:
    """Where it stands, each block once."""
    return tuple({change.place.block: change.place for change in changes}.values())


def _words(group: Group, kind: ProposalKind) -> tuple[str, str]:
    """Our exact words and theirs: those of a value or name alone, else whole sentences and blocks."""
    if group.renaming:
        return group.renaming.old, group.renaming.new
    if kind is ProposalKind.VALUE and group.meaning:
        return group.meaning.old, group.meaning.new
    if all(change.form in (Form.WORDS, Form.END, Form.LAYOUT) for change in group.changes):
        words = [change for change in group.changes if change.form is Form.WORDS]
        if words:
            return sides(words)
    olds, news = ([getattr(change, side) for change in group.changes if getattr(change, side)] for side in ("old", "new"))
    return "\n".join(dict.fromkeys(olds)), "\n".join(dict.fromkeys(news))


def _path(changes: Sequence[Change]) -> str:
    """The path of the one value that the changes concern, also where its words went together with others."""
    return next(iter(paths), "") if len(paths := {path for change in changes for path in _paths(change)}) == 1 else ""


def _paths(change: Change) -> Iterator[str]:
    path = value_path(change)
    if path:
        yield path
    else:
        yield from (piece.leaf.path for piece in change.gone if isinstance(piece.leaf, Value))


def _values(path: str, ours: str, theirs: str, kind: ProposalKind, data: Mapping[str, Any]) -> tuple[str, str]:
    """What stands at the path, and what their words say should stand there, both as YAML says them."""
    old = value_at(data, path)
    new = field_words(path, theirs, ours, data) if kind is ProposalKind.VALUE else None
    return old if isinstance(old, str) else "", new or ""
