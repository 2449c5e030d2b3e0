"""A file comes back: looked at as hostile, kept to the byte, held against the version that it answers, and made a round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline import negotiate, store, word
from pipeline.model.diagnostic import Diagnostic, Related, Severity, Span, error, in_order, warning
from pipeline.model.ledger import FactKind
from pipeline.model.proposal import Round
from pipeline.model.received import Reading
from pipeline.model.snapshot import Snapshot
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds.answering import snapshot_answered
from pipeline.stages.rounds.our_answers import our_name
from pipeline.stages.rounds.recognising import Recognised, recognised
from pipeline.stages.rounds.round import opened, ours_as_read, return_of, round_findings
from pipeline.stages.versions.holding import version_findings
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root

_SECONDS: Mapping[str, float] = {"read": 60, "compare": 120, "keep": 30}
_UNREAD: Mapping[str, str] = {
    "drawing": "a picture or a chart",
    "pict": "a picture or a watermark",
    "object": "an embedded object",
    "sym": "a sign of a font of signs",
    "oMath": "a formula",
    "oMathPara": "a formula",
    "ruby": "words with others above them",
    "AlternateContent": "something that programs of other years show otherwise",
    "dataBinding": "a control whose words Word takes from elsewhere in the file, whatever stands in it",
    "gridSpan": "a cell over several columns",
    "vMerge": "a cell over several rows",
    "hMerge": "a cell over several columns",
    "cellMerge": "cells that were joined with tracking",
}
"""What stands behind the names of elements that are met most."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came: its name, its bytes, who sent it, and the version that it answers where somebody names one."""

    name: str
    content: bytes
    party: str
    answers: str = ""


def receive(root: Root, contract: str, received: Received, at: str) -> Iterator[Progress | Fault | Draft]:
    """Keep a file and open its round, in a child process as all work is. `at` is the moment for the ledger."""
    yield from in_a_child(contract, _Receiving(root, received, at), _SECONDS)


@dataclass(frozen=True, slots=True)
class _Receiving:
    root: Root
    received: Received
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        try:
            return self._draft(contract, step)
        except store.CannotWrite as refused:
            return Draft(contract, "", (refused.diagnostic,))

    def _draft(self, contract: str, step: Callable[[str], None]) -> Draft:
        found = (*version_findings(self.root, contract), *round_findings(self.root, contract), *self._again(contract))
        broken = [finding for finding in found if finding.severity is Severity.ERROR]
        if broken:
            return Draft(contract, "", in_order(broken))
        received, us = self.received, our_name(self.root, contract)
        reading = word.read(received.content, received.name, us)
        if isinstance(reading, Diagnostic):
            step("keep")
            self._refuse(contract, reading)
            return Draft(contract, "", (reading,))
        snapshot = snapshot_answered(self.root, contract, reading, received.answers, received.name)
        if isinstance(snapshot, Diagnostic):
            return Draft(contract, "", (snapshot,))
        step("compare")
        known = recognised(self.root, snapshot, received.content, received.name, reading, us)
        ours = ours_as_read(self.root, snapshot, known.reading)
        round = self._round(contract, known.reading, snapshot, ours)
        step("keep")
        doubts = (*self._doubts(reading), *self._lost(known), *self._not_compared(ours, snapshot), *self._outdated(snapshot))
        return Draft(contract, snapshot.version, doubts, self._keep(round), round=round)

    def _again(self, contract: str) -> Iterator[Diagnostic]:
        """The same bytes are received once."""
        hash = store.sha256(self.received.content)
        for entry in store.read_ledger(self.root, contract).of_kind(FactKind.RECEIVED):
            if entry.facts.get("sha256") == hash:
                related = Related(Span(store.ledger_file(contract), entry.number), "the entry that says so")
                message = f"this file was received already, as `{entry.facts['file']}`"
                yield error("received-already", Span(self.received.name), message, None, related)

    def _refuse(self, contract: str, why: Diagnostic) -> None:
        """Nothing of a refused file stays but what the ledger tells of it."""
        facts = {
            "name": self.received.name,
            "sha256": store.sha256(self.received.content),
            "party": self.received.party,
            "why": why.message,
        }
        with store.ledger_open(self.root, contract) as writer:
            writer.add(FactKind.REFUSED, self.at, facts)

    def _round(self, contract: str, reading: Reading, snapshot: Snapshot, ours: Reading | None) -> Round:
        shelf, number = Shelf(self.root), store.next_round(store.read_ledger(self.root, contract))
        facts = self._facts(contract, snapshot)
        return opened(shelf, snapshot, reading, return_of(self.root, number, contract, facts, snapshot, self.at), ours)

    def _facts(self, contract: str, snapshot: Snapshot) -> dict[str, str]:
        number = store.next_received(store.read_ledger(self.root, contract))
        return {
            "file": store.received_file(contract, number),
            "name": self.received.name,
            "sha256": store.sha256(self.received.content),
            "party": self.received.party,
            "answers": snapshot.version,
        }

    def _keep(self, round: Round) -> tuple[str, ...]:
        """The file first, then its round, then the entry by which both count: what is stopped between is written over.

        Raises CannotWrite.
        """
        record = negotiate.record_of(round)
        facts = {"name": self.received.name, **{name: str(record[name]) for name in ("file", "sha256", "party", "answers")}}
        with store.ledger_open(self.root, round.contract) as writer:
            if store.received_file(round.contract, store.next_received(writer.ledger)) != round.file:
                message = "another command has received a file meanwhile"
                raise store.CannotWrite(error("received-meanwhile", Span(round.file), message, "repeat the command"))
            store.write(self.root, round.file, self.received.content)
            if not round.proposals:
                writer.add(FactKind.RECEIVED, self.at, facts)
                return (round.file,)
            store.write_round(self.root, round.contract, round.number, record, negotiate.remark(round))
            opened_by = {"round": str(round.number), "record": negotiate.fingerprint(record)}
            writer.add(FactKind.RECEIVED, self.at, facts | opened_by)
        return (round.file, store.round_file(round.contract, round.number))

    def _doubts(self, reading: Reading) -> Iterator[Diagnostic]:
        """What the file holds and nobody could read."""
        for unread in reading.unread:
            where = f" in {unread.place}" if unread.place else ""
            what = _UNREAD.get(unread.element, "")
            message = f"`{unread.element}`{where} could not be read{f', {what}' if what else ''}: look at it in the file itself"
            yield warning("unread", Span(self.received.name), message)

    def _lost(self, known: Recognised) -> Iterator[Diagnostic]:
        """Which paragraph is which is less certain without our bookmarks."""
        if known.lost:
            found = f"{known.found} of {known.all} of them were" if known.all else "none of them was"
            message = f"this file has lost the bookmarks by which we know its paragraphs; {found} found again by the words alone"
            hint = "look at each paragraph that is said to be new, deleted or moved: it may be one of ours that was not found"
            yield warning("anchors-lost", Span(self.received.name), message, hint)

    def _not_compared(self, ours: Reading | None, snapshot: Snapshot) -> Iterator[Diagnostic]:
        if ours is None:
            message = f"the DOCX of {snapshot.version} is not at hand as it was frozen, so headers, footers and fields are not compared"
            hint = f"put it under sent/{snapshot.version}/ or build/, and receive the file again"
            yield warning("not-compared", Span(store.snapshot_file(snapshot.contract, snapshot.version)), message, hint)

    def _outdated(self, snapshot: Snapshot) -> Iterator[Diagnostic]:
        """What was sent last is what we wait for an answer to."""
        last = store.last_sent(self.root, snapshot.contract, self.received.party)
        if last is not None and last.version != snapshot.version:
            message = f"this answers {snapshot.version}, and the {self.received.party} was sent {last.version} after it"
            hint = "ask whether they have seen the later one; each proposal is on the older text"
            yield warning("answers-older-version", Span(self.received.name), message, hint)
