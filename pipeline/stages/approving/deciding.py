"""Somebody decides at a gate: whether they may, and the entry of the ledger, with their answer kept beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import store
from pipeline.lifecycle.approvals import Person, barred, known_as, role_words, who_may
from pipeline.model.approval import Approval, ApprovalStanding, Verdict
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.ledger import FactKind
from pipeline.model.terms.house import Gate, House
from pipeline.stages.approving.standing import standings
from pipeline.stages.approving.versions import Version, last_version
from pipeline.stages.drafts.agreement import Shelf
from pipeline.store.root import HOUSE, Root

_FINAL = frozenset({Gate.FINAL_CONTRACT, Gate.SIGNATURE})
"""The gates at which a version is approved as it will be signed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers to the question of a gate: who, by name, address or role, and for which role where they have several."""

    gate: str
    verdict: Verdict
    by: str
    comment: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The file by which an answer came; its ending says of which kind it is."""

    content: bytes
    ending: str


@dataclass(frozen=True)
class Desk:
    """All that is needed to decide about one contract: our house, the last frozen version, and where each gate stands.

    `ledger` is the hash of the ledger from which that was derived.
    """

    root: Root
    contract: str
    house: House
    version: Version
    gates: Mapping[str, tuple[ApprovalStanding, ...]]
    ledger: str

    @property
    def drafted_by(self) -> str:
        """Who drafted the contract."""
        return str(self.version.snapshot.data.get("meta", {}).get("drafted_by", ""))

    def asked_of(self, gate: str, role: str) -> tuple[ApprovalStanding, ...]:
        """What a role is asked at a gate, of whatever it has decided already."""
        return tuple(each for each in self.gates.get(gate, ()) if each.role == role)

    def parts_asked_of(self, gate: str, role: str) -> Mapping[str, str]:
        """All that a decision of this role at this gate is about."""
        return {name: hash for each in self.asked_of(gate, role) for name, hash in each.parts.items()}


def desk(root: Root, contract: str) -> Desk | Diagnostic:
    """What stands to be decided about a contract, or why nothing does."""
    loaded = store.load_contract(root, contract)
    if loaded.house is None:
        return next((each for each in loaded.diagnostics), error("unreadable-house", Span(HOUSE), "our house cannot be read"))
    ledger = store.read_ledger(root, contract)
    version = last_version(root, contract)
    if version is None:
        message = "no version is frozen yet, and only a frozen one is approved"
        return error("nothing-to-approve", Span(store.folder_of(contract)), message, f"draftline freeze {contract}")
    if isinstance(version, Diagnostic):
        return version
    found = standings(Shelf(root), loaded.house, version)
    return Desk(root, contract, loaded.house, version, {each.gate: each.approvals for each in found}, ledger.hash)


def too_early(at: Desk, gate: str) -> Diagnostic | None:
    """Why nobody can approve at this gate yet: what is final leaves no point to be agreed."""
    points = [str(point["label"]) for point in at.version.snapshot.data.get("open", ())]
    if not points or gate not in _FINAL:
        return None
    several = f"{len(points)} points are" if len(points) > 1 else "a point is"
    message = f"{several} still to be agreed in {at.version.snapshot.version}, so nobody can approve it at `{gate}`: {', '.join(points)}"
    return error("open-point", _place(at), message, f"agree on it, take it out of `open:`, and freeze anew: draftline freeze {at.contract}")


def entitled(at: Desk, answer: Answer) -> Person | Diagnostic:
    """The person who answers, in the role for which they may; or why they may not, and who may."""
    early = too_early(at, answer.gate) if answer.verdict is Verdict.APPROVE else None
    if early:
        return early
    named = known_as(at.house, answer.by)
    asked = {each.role for each in at.gates.get(answer.gate, ())}
    roles = [each for each in named if each.role in asked and answer.role in ("", each.role)]
    if not roles:
        return _not_entitled(at, answer, f"{answer.by} is asked for no approval here")
    own = [each for each in roles if not each.delegate_of] or roles
    if len(own) > 1:
        names = " or ".join(f"--for {each.role}" for each in own)
        return error("several-roles", _place(at), f"{own[0].name} may decide for several roles here", f"say for which one: {names}")
    why = barred(own[0].name, own[0].role, at.drafted_by, at.gates[answer.gate])
    return _not_entitled(at, answer, why) if why else own[0]


def _not_entitled(at: Desk, answer: Answer, why: str) -> Diagnostic:
    asked = dict.fromkeys(each.role for each in at.gates.get(answer.gate, ()) if each.role)
    able = {role: who_may(at.house, role, at.drafted_by, at.gates[answer.gate]) for role in asked}
    said = [f"{_names(people)} ({role_words(at.house, role)})" for role, people in able.items() if people]
    hint = f"may decide: {'; '.join(said)}" if said else "nobody else may; name a delegate in data/house.yaml"
    return error("not-entitled", _place(at), why, hint)


def _names(people: Sequence[Person]) -> str:
    return " or ".join(f"{each.name}{' as delegate' if each.delegate_of else ''}" for each in people)


def _place(at: Desk) -> Span:
    return Span(store.snapshot_file(at.contract, at.version.snapshot.version))


def approval(at: Desk, answer: Answer, person: Person, recorded_by: str) -> Approval:
    """The decision as the ledger is to tell it, but for its moment and its evidence."""
    return Approval(
        gate=answer.gate,
        role=person.role,
        verdict=answer.verdict,
        version=at.version.snapshot.version,
        approved_by=person.name,
        recorded_by=recorded_by or person.name,
        at="",
        parts=at.parts_asked_of(answer.gate, person.role),
        comment=answer.comment,
        delegate_of=person.delegate_of,
    )


def record(at: Desk, decided: Approval, moment: str, evidence: Evidence | None = None) -> Diagnostic | None:
    """Keep the answer, then tell the ledger: what is killed between leaves a file of which no entry speaks, and is repeated.

    Gives what is in the way; a ledger that somebody wrote meanwhile is, since the decision was made on what stood before.
    """
    try:
        hash = store.keep_evidence(at.root, at.contract, evidence.content, evidence.ending) if evidence else ""
        with store.ledger_open(at.root, at.contract) as writer:
            if writer.ledger.hash != at.ledger:
                place = Span(store.ledger_file(at.contract), len(writer.ledger.entries))
                return error("ledger-went-on", place, "another command has written meanwhile", "look at what it did, and repeat")
            writer.add(FactKind.APPROVED, moment, replace(decided, evidence=hash).facts)
    except store.CannotWrite as refused:
        return refused.diagnostic
    return None


def recorded_already(at: Desk, evidence: Evidence) -> bool:
    """Whether an entry of the ledger rests on just this answer."""
    entries = store.read_ledger(at.root, at.contract).of_kind(FactKind.APPROVED)
    return store.sha256(evidence.content) in {entry.facts.get("evidence") for entry in entries}
