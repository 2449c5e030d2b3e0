"""A round is carried out: its decisions go into the contract's files, all together or not at all, and the ledger tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline import negotiate, store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.ledger import FactKind
from pipeline.model.proposal import Round
from pipeline.model.terms.contract import Terms
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import SECONDS, Draft
from pipeline.stages.rounds.answering_anew import answered_anew, applied_facts, keep_answer
from pipeline.stages.rounds.carrying import Carried, carried
from pipeline.stages.rounds.our_answers import applied_by
from pipeline.stages.rounds.placing import TermsOf
from pipeline.stages.rounds.replying import replies
from pipeline.stages.rounds.round import read_round
from pipeline.stages.versions.holding import version_findings
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root

_SECONDS: Mapping[str, float] = {**SECONDS, "read": 60, "assemble": 60, "answer": 120}


def apply(root: Root, contract: str, number: int, at: str) -> Iterator[Progress | Fault | Draft]:
    """Carry out one round, in a child process as all work is. `at` is the moment for the ledger."""
    yield from in_a_child(contract, _Applying(root, number, at), _SECONDS)


@dataclass(frozen=True, slots=True)
class _Applying:
    root: Root
    number: int
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        try:
            # What a command left that was killed while it wrote is brought to its place before anything is read.
            store.finish_writing(self.root, contract)
            return self._draft(contract, step)
        except store.CannotWrite as refused:
            return Draft(contract, "", (refused.diagnostic,))

    def _draft(self, contract: str, step: Callable[[str], None]) -> Draft:
        broken = in_order(list(version_findings(self.root, contract)))
        if has_errors(broken):
            return Draft(contract, "", broken)
        shelf, entry = Shelf(self.root), applied_by(self.root, contract, self.number)
        if entry is not None:
            return answered_anew(shelf, contract, entry, self.at, step)
        round = read_round(shelf, contract, self.number)
        if not isinstance(round, Round):
            return Draft(contract, "", round)
        sent = self._sent(contract, round)
        if isinstance(sent, Diagnostic):
            return Draft(contract, round.answers, (sent,))
        made = carried(shelf, round, sent, where_decided(self.root, contract, self.number), step)
        if made.agreed is None or made.contract is None or has_errors(made.findings):
            return Draft(contract, round.answers, made.findings)
        step("answer")
        back = replies(shelf, round, made.agreed, made.contract, self.at[:10], step)
        step("keep")
        store.write_all(self.root, back.files)
        self._keep(round, made, back.answer)
        outputs = (*sorted(made.texts), *sorted(back.files))
        return Draft(contract, round.answers, in_order([*made.findings, *back.findings]), outputs, round=round)

    def _sent(self, contract: str, round: Round) -> Terms | Diagnostic:
        read = store.read_snapshot(self.root, contract, round.answers)
        if isinstance(read, Diagnostic):
            return read
        terms = TermsOf(self.root, read[0]).sent()
        if isinstance(terms, Terms):
            return terms
        message = f"today's tool cannot read the data of {round.answers}: {terms[0].message}"
        return error("unreadable-terms", Span(store.snapshot_file(contract, round.answers)), message)

    def _keep(self, round: Round, made: Carried, answer: bytes | None) -> None:
        """The files first, then the entry: what is killed between is carried out again, and finds its work done. Raises CannotWrite."""
        assert made.contract is not None
        assert made.contract.document is not None
        keep_answer(self.root, round, answer)
        store.write_together(self.root, round.contract, made.texts)
        with store.ledger_open(self.root, round.contract) as writer:
            writer.add(FactKind.DECIDED, self.at, applied_facts(round, made.contract.document, answer))


def where_decided(root: Root, contract: str, number: int) -> Callable[[str], Span]:
    """The place in a round's file where a proposal is decided, by the proposal's id."""
    written = store.read_round_file(root, contract, number)
    if not isinstance(written, store.RoundFile):
        return lambda _: Span(store.round_file(contract, number))
    places = negotiate.places_of_decisions(written.tree)
    return lambda id: written.positions.of_value(places[id]) if id in places else Span(written.file)
