"""An approver may sign what they decide with a key of SSH that our house knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.lifecycle.approvals import statement, subject_of
from pipeline.model.approval import Approval
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.terms.house import House
from pipeline.store.root import HOUSE
from pipeline.store.ssh import NoSignature, is_signed_by, signature_over


def signed(decided: Approval, contract: str, house: House, key: Path) -> Approval | Diagnostic:
    """The decision with the signature by a key, which must be one that our house knows of this role."""
    said = _statement(decided, contract)
    try:
        found = replace(decided, signature=signature_over(said, key))
        known = is_known(found, contract, house)
    except NoSignature as fault:
        return error("unsigned-approval", Span(str(key)), f"the approval cannot be signed: {fault}")
    if not known:
        message = f"our house knows no such key of `{decided.role}`"
        return error("unknown-key", Span(HOUSE), message, "add the public key there: keys, with holder and ssh")
    return found


def is_known(decided: Approval, contract: str, house: House) -> bool:
    """Whether a key of the role made the signature over just this decision. Raises NoSignature where nothing here can tell."""
    keys = [key.ssh for key in house.keys if key.holder == decided.role]
    return any(is_signed_by(_statement(decided, contract), decided.signature, key) for key in keys)


def _statement(decided: Approval, contract: str) -> bytes:
    return statement(subject_of(contract, decided.gate, decided.role, decided.parts), decided.verdict)
