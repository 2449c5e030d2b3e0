"""Entries of the ledger as the commands write them, with every fact that they may tell."""

from __future__ import annotations

from pipeline.model.ledger import FactKind

AT = "2026-05-01T12:00:00Z"
_HASHES = tuple(f"{digit}" * 64 for digit in "123456789abcdef")
_ONE, _TWO, _THREE, _FOUR, _FIVE, _SIX = _HASHES[:6]
_CAME = {"name": "Answer of Brightwater.docx", "sha256": _ONE, "party": "provider"}

ENTRIES: tuple[tuple[FactKind, dict[str, str]], ...] = (
    (FactKind.ADOPTED, {"name": "Draft of Brightwater.docx", "sha256": _ONE, "file": "received/adopted.docx"}),
    (FactKind.VERSION, {"version": "0.1", "snapshot": _ONE, "text": _TWO, "docx": _THREE, "pdf": _FOUR}),
    (
        FactKind.APPROVED,
        {
            "gate": "preliminary_draft",
            "role": "department_manager",
            "verdict": "approve",
            "version": "0.1",
            "approved_by": "Zoë Weiß",
            "recorded_by": "Ivo Marsh",
            "delegate_of": "Amira Ali",
            "comment": "Go ahead.",
            "evidence": _FIVE,
            "signature": "-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----",
            "title": _ONE,
            "clause:charges": _TWO,
            "data:charges.rate_card.senior": _THREE,
            "proposal:1.1": _FOUR,
        },
    ),
    (
        FactKind.SENT,
        {
            "version": "0.1",
            "party": "provider",
            "draft": "1",
            "text": _TWO,
            "package": "support-agreement-draft-1",
            "recipient": "sales@example.com",
            "redline_from": "0.1",
            "channel": "e-mail to the Directors",
            "reply_by": "2026-05-15",
            "support-agreement-draft-1.docx": _THREE,
        },
    ),
    (
        FactKind.ACKNOWLEDGED,
        {
            "version": "0.1",
            "party": "provider",
            "draft": "1",
            "by": "Ruth Okafor",
            "file": "acknowledgements/0.1.eml",
            "evidence": _ONE,
        },
    ),
    (FactKind.RECEIVED, {**_CAME, "file": "received/01.docx", "answers": "0.1", "round": "1", "record": _SIX}),
    (FactKind.RECEIVED, {**_CAME, "file": "received/02.docx", "paper": "theirs"}),
    (FactKind.RECEIVED, {**_CAME, "file": "received/03.docx", "answers": "0.1"}),
    (FactKind.REFUSED, {**_CAME, "why": "the file holds macros"}),
    (FactKind.DECIDED, {"round": "1", "by": "Ivo Marsh", "accept": "1.1 1.4", "counter": "1.2", "refuse": "1.3", "discuss": "1.5"}),
    (
        FactKind.DECIDED,
        {"round": "1", "applied": "0.1", "accept": "2", "counter": "1", "refuse": "0", "decisions": _ONE, "text": _TWO, "answer": _ONE},
    ),
    (
        FactKind.PREPARED,
        {
            "version": "1.0",
            "copy": "1",
            "came_from": "0.2",
            "method": "here",
            "signers": "customer-coo provider-ceo",
            "text": _ONE,
            "pdf": _TWO,
            "docx": _THREE,
            "data": _FOUR,
            "snapshot": _FIVE,
            "anchor": "10",
            "anchored": _SIX,
            "-consolidated.pdf": _SIX,
        },
    ),
    (
        FactKind.SIGNED,
        {
            "version": "1.0",
            "copy": "1",
            "ordinal": "1",
            "signers": "customer-coo",
            "sha256": _ONE,
            "certificates": _TWO,
            "vouched_by": "Ivo Marsh",
            "completion": _THREE,
        },
    ),
    (FactKind.EXECUTED, {"version": "1.0", "copy": "1", "pdf": _ONE, "docx": _TWO, "signers": "customer-coo provider-ceo"}),
    (FactKind.VERSION, {"version": "1.0", "snapshot": _ONE, "text": _TWO, "pdf": _THREE, "elsewhere": "signed"}),
    (FactKind.EXECUTED, {"version": "1.0", "pdf": _THREE, "elsewhere": "signed"}),
    (FactKind.DONE, {"task": "transition.access", "due": "2026-05-20", "by": "Ivo Marsh", "on": "2026-05-19"}),
    (
        FactKind.CLOSED,
        {"period": "2026-05", "version": "1.0", "number": "2", "export": _ONE, "figures": _TWO, "reason": "A ticket was classed anew."},
    ),
)
"""One of each schema."""


def facts(kind: FactKind, **changed: str) -> dict[str, str]:
    """The facts of an entry of this kind, the first that is listed here, with some of them changed."""
    return {**next(told for listed, told in ENTRIES if listed is kind), **changed}
