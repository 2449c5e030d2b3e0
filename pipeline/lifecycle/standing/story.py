"""What the ledger tells, as sentences: who did what, when, and the beginning of the hashes by which it is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.model.ledger import Entry, FactKind
from pipeline.model.standing import listed

_SHOWN = 16
"""So many digits of a hash are shown; the ledger has all of them."""
_VERBS = {"approve": "approved", "return": "returned", "reject": "rejected"}
Told = Mapping[str, str]


def told(entry: Entry) -> str:
    """One entry as a line: its number, the moment, what happened, and its hash."""
    return f"{entry.number:>3}  {entry.at}  {_SENTENCES[entry.kind](entry.facts)}  [{_short(entry.hash)}]"


def _short(hash: str) -> str:
    return hash[:_SHOWN]


def _version(facts: Told) -> str:
    if "elsewhere" in facts:
        return f"The key data of version {facts['version']} were kept. Nothing but its signed file says its text."
    return f"Version {facts['version']} was frozen. Its text is {_short(facts['text'])}, its PDF {_short(facts['pdf'])}."


def _approved(facts: Told) -> str:
    instead = f" in place of {facts['delegate_of']}" if "delegate_of" in facts else ""
    said = f" Comment: {facts['comment'].rstrip('.')}." if "comment" in facts else ""
    gate, role = facts["gate"].replace("_", " "), facts["role"].replace("_", " ")
    decided = f"{facts['approved_by']} ({role}){instead} {_VERBS[facts['verdict']]} version {facts['version']} at the gate {gate}"
    return f"{decided}; {facts['recorded_by']} recorded it.{said}"


def _sent(facts: Told) -> str:
    files = sum("." in name for name in facts)
    to = f" ({facts['recipient']})" if "recipient" in facts else ""
    until = f", with an answer expected by {facts['reply_by']}" if "reply_by" in facts else ""
    return f"Version {facts['version']} went to the {facts['party']}{to} in {files} file{'s' * (files != 1)}{until}."


def _acknowledged(facts: Told) -> str:
    return f"{facts['by']} confirmed for the {facts['party']} that draft {facts['draft']} has arrived."


def _received(facts: Told) -> str:
    opened = f" and opened round {facts['round']}" if "round" in facts else ""
    return f"`{facts['name']}` came from the {facts['party']}{opened}. Its hash is {_short(facts['sha256'])}."


def _refused(facts: Told) -> str:
    return f"`{facts['name']}` came from the {facts['party']} and was not taken: {facts['why']}."


def _decided(facts: Told) -> str:
    if "applied" in facts:
        counts = f"{facts['accept']} accepted, {facts['counter']} countered, {facts['refuse']} refused"
        return f"Round {facts['round']} was carried out: {counts}."
    answers = [f"{answer} {facts[answer]}" for answer in ("accept", "counter", "refuse", "discuss") if answer in facts]
    return f"{facts['by']} decided in round {facts['round']}: {', '.join(answers)}."


def _prepared(facts: Told) -> str:
    signers = listed(facts["signers"].split())
    return f"Copy {facts['copy']} of version {facts['version']} was prepared for {signers}. Its PDF is {_short(facts['pdf'])}."


def _signed(facts: Told) -> str:
    signers = listed(facts["signers"].split())
    return f"{signers} signed copy {facts['copy']} of version {facts['version']}. The file is {_short(facts['sha256'])}."


def _executed(facts: Told) -> str:
    if "elsewhere" in facts:
        return f"Version {facts['version']}, which was signed elsewhere, was taken over unverified. Its PDF is {_short(facts['pdf'])}."
    return f"Version {facts['version']} was executed: all signatures hold. The signed PDF is {_short(facts['pdf'])}."


def _done(facts: Told) -> str:
    return f"{facts['by']} did `{facts['task']}` on {facts['on']}."


def _closed(facts: Told) -> str:
    again = f" again ({facts['reason']})" if "reason" in facts else ""
    return f"The figures of {facts['period']} were closed{again}. They are {_short(facts['figures'])}."


def _adopted(facts: Told) -> str:
    return f"`{facts['name']}`, a draft that was written elsewhere, was taken in. Its hash is {_short(facts['sha256'])}."


_SENTENCES: Mapping[FactKind, Callable[[Told], str]] = {
    FactKind.ADOPTED: _adopted,
    FactKind.VERSION: _version,
    FactKind.APPROVED: _approved,
    FactKind.SENT: _sent,
    FactKind.ACKNOWLEDGED: _acknowledged,
    FactKind.RECEIVED: _received,
    FactKind.REFUSED: _refused,
    FactKind.DECIDED: _decided,
    FactKind.PREPARED: _prepared,
    FactKind.SIGNED: _signed,
    FactKind.EXECUTED: _executed,
    FactKind.DONE: _done,
    FactKind.CLOSED: _closed,
}
