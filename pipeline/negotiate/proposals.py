"""Their text against ours, as proposals: each with its words, its place and one decision to make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from pipeline.model.change import Place
from pipeline.model.document import Document, Revision, Value
from pipeline.model.proposal import Proposal, ProposalKind, Round
from pipeline.model.received import Reading
from pipeline.model.redline import accepted, rejected
from pipeline.negotiate.changes import Change, Form, changes_of, told_apart, with_authors
from pipeline.negotiate.grouping import Group, grouped, value_path
from pipeline.negotiate.kinds import Vocabulary, kind_of, vocabulary_of
from pipeline.negotiate.sentences import sides
from pipeline.negotiate.silence import silence_of
from pipeline.negotiate.value_words import field_words, value_at
from pipeline.negotiate.valuing import Compare, valued


@dataclass(frozen=True, slots=True)
class Return:
    """What a party sent back: which version of which contract it answers, and the file by name and hash.

    `data` are the terms of the version as their files would say them; `date` is the day on which it came (ISO 8601).
    """

    number: int
    contract: str
    party: str
    answers: str
    file: str
    sha256: str
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    date: str = ""


def round_of(sent: Document, reading: Reading, back: Return, compare: Compare) -> Round:
    """The round that a returned text opens: everything in it that differs from what we sent, tracked or not."""
    theirs = valued(accepted(reading.document), sent, compare)
    untracked = valued(rejected(reading.document), sent, compare)
    redline = told_apart(compare(sent, theirs.document))
    silence = silence_of(changes_of(told_apart(compare(sent, untracked.document))))
    groups = grouped(changes_of(redline), silence.holds)
    made = [_proposal(f"{back.number}.{n}", group, vocabulary_of(sent), back) for n, group in enumerate(groups, start=1)]
    doubted = tuple(replace(each, doubtful=_is_doubtful(group, theirs.doubtful)) for each, group in zip(made, groups, strict=True))
    names = {name: each.id for each, group in zip(made, groups, strict=True) for name in group.names}
    return Round(back.number, back.contract, back.party, back.answers, back.file, back.sha256, with_authors(redline, names), doubted)


def _is_doubtful(group: Group, doubtful: frozenset[str]) -> bool:
    return any(change.place.block in doubtful or doubtful & set(change.covers) for change in group.changes)


def _proposal(id: str, group: Group, vocabulary: Vocabulary, back: Return) -> Proposal:
    kind = kind_of(group, vocabulary)
    ours, theirs = _words(group, kind)
    path = _path(group.changes)
    old, new = _values(path, ours, theirs, kind, back.data) if path else ("", "")
    if kind is ProposalKind.VALUE and not new:
        # Their words say no value for certain, so that a person must read them.
        kind = ProposalKind.WORDING
    return Proposal(
        id=id,
        kind=kind,
        places=_places(group.changes),
        ours=ours,
        theirs=theirs,
        revision=Revision(id, back.date),
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
    first = group.changes[0]
    if group.renaming:
        return group.renaming.old, group.renaming.new
    if kind is ProposalKind.VALUE:
        return first.old, first.new
    if all(change.form in (Form.WORDS, Form.END, Form.LAYOUT) for change in group.changes):
        words = [change for change in group.changes if change.form is Form.WORDS]
        return sides(words) if words else ("", "")
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
