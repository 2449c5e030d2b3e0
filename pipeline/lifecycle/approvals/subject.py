"""What exactly is approved, as a text with one hash: it stands in the request, comes back with the answer, and may be signed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pipeline.model.approval import Verdict

DIGITS = 12
"""So many digits of the hash stand in the subject of a mail: enough that no two requests of a house share them."""


def subject_of(contract: str, gate: str, role: str, parts: Mapping[str, str]) -> str:
    """All that a decision is about, one fact a line. The version is none: what did not change is the same in the next one."""
    lines = (f"contract {contract}", f"gate {gate}", f"role {role}", *(f"{name} {hash}" for name, hash in sorted(parts.items())))
    return "".join(f"{line}\n" for line in lines)


def subject_hash(contract: str, gate: str, role: str, parts: Mapping[str, str]) -> str:
    """The sha256 of it, shortened to what people can read out."""
    return hashlib.sha256(subject_of(contract, gate, role, parts).encode()).hexdigest()[:DIGITS]


def statement(subject: str, verdict: Verdict) -> bytes:
    """What an approver signs: the decision, and what it is about."""
    return f"draftline approval 1\nverdict {verdict}\n{subject}".encode()
