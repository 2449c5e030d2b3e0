"""Whether a version may be signed: every reason against it at once, so that nobody removes one only to meet the next."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import negotiate, store
from pipeline.model.approval import ApprovalStanding, ApprovalState
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.document import ToBeAgreed, inlines, walk
from pipeline.model.ledger import FactKind
from pipeline.model.signing import Method
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.house import Gate
from pipeline.stages.approving import gates
from pipeline.stages.dispatch.sent import sent_findings
from pipeline.stages.rounds.our_answers import applied_by
from pipeline.stages.rounds.round import round_findings
from pipeline.stages.signing.standing import executions
from pipeline.stages.versions.holding import version_findings
from pipeline.store.root import Root

_METHODS = {
    "electronic": (Method.HERE, Method.SERVICE),
    "handwritten": (Method.PAPER,),
    "either": (Method.HERE, Method.SERVICE, Method.PAPER),
}
"""How a contract may be signed, by what its data says in `legal.execution.method`."""


_GATES = (Gate.FINAL_CONTRACT, Gate.FALLBACK, Gate.SIGNATURE)


def method_for(snapshot: Snapshot, asked: Method | None) -> Method:
    """The way that somebody asks for, else the first that the contract allows."""
    return asked or _allowed(snapshot)[0]


def reasons_against(root: Root, snapshot: Snapshot, method: Method) -> tuple[Diagnostic, ...]:
    """Why this version may not be signed in this way; nothing where it may."""
    contract = snapshot.contract
    findings = [*version_findings(root, contract), *sent_findings(root, contract), *round_findings(root, contract)]
    broken = [finding for finding in findings if has_errors((finding,))]
    own = [*_executed(root, snapshot), *_open_points(snapshot), *_rounds(root, contract), *_otherwise_signed(snapshot, method)]
    return in_order([*broken, *own, *_approvals(root, snapshot)])


def _allowed(snapshot: Snapshot) -> tuple[Method, ...]:
    execution = snapshot.data.get("legal", {}).get("execution", {})
    return _METHODS.get(execution.get("method", "") if isinstance(execution, dict) else "", tuple(Method))


def _otherwise_signed(snapshot: Snapshot, method: Method) -> Iterator[Diagnostic]:
    allowed = _allowed(snapshot)
    if method not in allowed:
        ways = " or ".join(f"`--for {each.value}`" for each in allowed)
        message = f"the contract is not signed by `{method.value}`: `legal.execution.method` and its clause say otherwise"
        yield error("signed-otherwise", _place(snapshot), message, f"prepare it with {ways}, or change the contract and freeze it again")


def _executed(root: Root, snapshot: Snapshot) -> Iterator[Diagnostic]:
    """What was signed once is not signed again."""
    if snapshot.version in {execution.version for execution in executions(store.read_ledger(root, snapshot.contract))}:
        message = f"{snapshot.version} is signed by all and in force; what changes after it is an amendment"
        hint = f"change the data, draftline freeze {snapshot.contract}, and prepare the amendment"
        yield error("executed-already", _place(snapshot), message, hint)


def _open_points(snapshot: Snapshot) -> Iterator[Diagnostic]:
    """Each once, however often the text prints it, or if it prints it nowhere."""
    printed = (inline for node in walk(snapshot.document) for inline in inlines(node) if isinstance(inline, ToBeAgreed))
    listed = {point["path"]: point["label"] for point in snapshot.data.get("open", ())}
    for path, label in (listed | {point.path: point.label for point in printed}).items():
        message = f"`{path}` is still to be agreed: {label}"
        yield error("open-point", _place(snapshot), message, "agree on it, take it out of `open:`, and freeze the draft again")


def _rounds(root: Root, contract: str) -> Iterator[Diagnostic]:
    """Proposals on which nobody has decided, and decisions that were not carried out."""
    for number in store.rounds(root, contract):
        written = store.read_round_file(root, contract, number)
        if not isinstance(written, store.RoundFile) or not _was_opened(root, contract, number):
            continue
        open_ones = [proposal.id for proposal in negotiate.proposals_of(written.tree) if proposal.is_open]
        if open_ones:
            message = f"{_counted(open_ones)} of round {number} waits for our answer: {_listed(open_ones)}"
            yield error("open-proposal", Span(written.file), message, f"draftline decide {contract} {open_ones[0]} --accept --by NAME")
        elif applied_by(root, contract, number) is None:
            message = f"the answers of round {number} were not carried out"
            yield error("not-applied", Span(written.file), message, f"draftline apply {contract} --round {number}")


def _approvals(root: Root, snapshot: Snapshot) -> Iterator[Diagnostic]:
    """Each approval that is asked for before a contract is signed, and that nobody has given or that no longer holds."""
    for gate in gates(root, snapshot.contract):
        for each in gate.approvals:
            if gate.gate in _GATES and not each.holds:
                yield _lacking(snapshot, each) if each.role else _nobody_may(snapshot, each)


def _lacking(snapshot: Snapshot, asked: ApprovalStanding) -> Diagnostic:
    why = f" ({asked.why})" if asked.why else ""
    message = f"{asked.approver or 'nobody'}, as {asked.role}, {_said(asked)} at the gate `{asked.gate}`{why}"
    hint = f"draftline approve {snapshot.contract} {asked.gate} --by {asked.role}"
    return error("not-approved", _place(snapshot), message, hint)


def _nobody_may(snapshot: Snapshot, asked: ApprovalStanding) -> Diagnostic:
    message = f"nobody in our house may approve at the gate `{asked.gate}`: {asked.why}"
    return error("beyond-authority", _place(snapshot), message, "settle value and term, or look at `authority_limits` in data/house.yaml")


def _said(each: ApprovalStanding) -> str:
    """What this approver has said so far."""
    match each.state:
        case ApprovalState.STALE:
            return "approved what has changed since: " + "; ".join(part.words for part in each.changed)
        case ApprovalState.RETURNED:
            return "returned it"
        case ApprovalState.REJECTED:
            return "rejected it"
        case _:
            return "has not approved"


def _was_opened(root: Root, contract: str, number: int) -> bool:
    entries = store.read_ledger(root, contract).of_kind(FactKind.RECEIVED)
    return any(entry.facts.get("round") == str(number) for entry in entries)


def _counted(names: list[str]) -> str:
    return "a proposal" if len(names) == 1 else f"each of {len(names)} proposals"


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:10])
    return f"{shown} and {len(names) - 10} more" if len(names) > 10 else shown


def _place(snapshot: Snapshot) -> Span:
    return Span(store.snapshot_file(snapshot.contract, snapshot.version))
