"""The redline that goes with a version: against what the other party had, as DOCX with tracked changes and as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline import store, word
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.sending import Sending, draft_number
from pipeline.model.snapshot import Snapshot
from pipeline.stages.dispatch.sent_copy import sent_before, stamp_for_them
from pipeline.stages.drafts.printing_redlines import Paper
from pipeline.stages.drafts.redlines import between_frozen
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class SentRedline:
    """The files of a redline by name, and what is to be said of them."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()


def redline_to_send(root: Root, sending: Sending, new: Snapshot, step: Callable[[str], None]) -> SentRedline | tuple[Diagnostic, ...]:
    """The redline that is to be sent, none where none is asked for, or why it cannot be; one that went before goes again."""
    if not sending.redline_from:
        return SentRedline()
    earlier = earlier_draft(root, sending, new.contract)
    start = f"{sending.package}-redline-from-draft-{earlier}"
    known = {name for sent in store.sendings(root, new.contract) if sent.version == new.version for name in sent.files}
    before = sent_before(root, new, tuple(sorted(name for name in known if name.startswith(f"{start}."))))
    if before:
        return SentRedline(before)
    old, template = store.read_snapshot(root, new.contract, sending.redline_from), store.load_template(root)
    if isinstance(old, Diagnostic):
        return (old,)
    if template.content is None:
        return template.diagnostics
    paper = Paper(stamp_for_them(new, sending.draft), template.content)
    made = between_frozen(root, old[0], new, paper, step, (str(earlier), sending.draft))
    return SentRedline(dict(_named(start, made.contents)), made.findings)


def earlier_draft(root: Root, sending: Sending, contract: str) -> int:
    """Which draft the version is to that party from which the redline starts."""
    return draft_number(sending.redline_from, store.sendings(root, contract, sending.party))


def _named(start: str, contents: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files under the names that they have in the package."""
    for ending, content in contents.items():
        kind = ending.rpartition(".")[2]
        yield f"{start}.{kind}", word.ready_to_leave(content) if kind == "docx" else content
