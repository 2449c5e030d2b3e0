"""The form of each kind of entry: those of versions, received files and decisions, and those that stand beside their nouns."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import acknowledgement, closing, completion, sending
from pipeline.model.entry_forms import COUNT, FILE, PARTY, PROPOSALS, SHA256, VERSION, WORDS, EntryForm, one_of
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.proposal import Answer

_RECEIVED = {"name": WORDS, "sha256": SHA256, "party": PARTY}

FORMS: Mapping[FactKind, EntryForm] = {
    FactKind.VERSION: EntryForm({"version": VERSION, "snapshot": SHA256, "text": SHA256}, {"docx": SHA256, "pdf": SHA256}),
    FactKind.SENT: sending.FORM,
    FactKind.ACKNOWLEDGED: acknowledgement.FORM,
    FactKind.DONE: completion.FORM,
    FactKind.CLOSED: closing.FORM,
    FactKind.RECEIVED: EntryForm(
        _RECEIVED | {"file": FILE}, {"answers": VERSION, "round": COUNT, "record": SHA256, "paper": one_of("theirs")}
    ),
    FactKind.REFUSED: EntryForm(_RECEIVED | {"why": WORDS}),
    FactKind.DECIDED: EntryForm(
        {"round": COUNT},
        {"by": WORDS, "applied": VERSION, "decisions": SHA256, "text": SHA256, **dict.fromkeys(map(str, Answer), PROPOSALS)},
    ),
}


def faults_of(entry: Entry) -> tuple[str, ...]:
    """What is wrong with the facts of an entry, in words."""
    form = FORMS.get(entry.kind)
    return tuple(form.faults(entry.at, entry.facts)) if form else ()
