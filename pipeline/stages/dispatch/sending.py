"""A frozen version goes to the other party as a package: contract, redline and letter, as zip and as mail, kept for good and recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipeline import post, store, word
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.ledger import FactKind
from pipeline.model.letter import Letter
from pipeline.model.mail import Enclosed, Mail, Mailbox
from pipeline.model.sending import Sending, draft_number, sending_of
from pipeline.model.snapshot import Snapshot
from pipeline.model.standing import listed
from pipeline.model.terms.house import Gate
from pipeline.model.terms.letter import GivenFacts
from pipeline.stages.approving import gates
from pipeline.stages.dispatch.cleanness import package_faults
from pipeline.stages.dispatch.recipients import recipient_of
from pipeline.stages.dispatch.sent import sent_findings
from pipeline.stages.dispatch.sent_copy import DRAFT, copy_for_them, nothing_to_send_to, package_of
from pipeline.stages.dispatch.sent_redline import earlier_draft, redline_to_send
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.letters.facts import Given
from pipeline.stages.letters.words import Addressing, Asked, as_text
from pipeline.stages.letters.writing import PrintedLetter, printed_letter
from pipeline.stages.rounds.our_answers import answer_findings, answer_to_send
from pipeline.stages.rounds.outdated_answers import frozen_after, outdated_answer
from pipeline.stages.versions.holding import version_findings
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root

COVER = "cover"
"""The kind of the letter that goes with a draft."""
_FINAL = (Gate.FINAL_CONTRACT, Gate.FALLBACK)
_SECONDS: Mapping[str, float] = {"read": 60, "write": 30, "print": 150, "compare": 120, "look": 60, "keep": 60}


def send(root: Root, contract: str, sending: Sending, at: str) -> Iterator[Progress | Fault | Draft]:
    """Lay the package of a version under `sent/` and tell the ledger, in a child process as all work is. `at` is the moment of it.

    `sending.recipient` is the id of one of the contract's recipients, empty for the only one.
    """
    yield from in_a_child(contract, _Sending(root, sending, at), _SECONDS)


@dataclass(frozen=True, slots=True)
class _Package:
    """As what a package is recorded, how many sendings were recorded before, all that goes out by name, and what is to be said of it.

    `unapproved` is a sentence on those who have not approved what goes out, empty where all have.
    """

    sending: Sending
    known: int
    files: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...]
    unapproved: str = ""


@dataclass(frozen=True, slots=True)
class _Sending:
    root: Root
    sending: Sending
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        made = self._package(contract, step)
        if not isinstance(made, _Package):
            return Draft(contract, self.sending.version, made)
        step("keep")
        try:
            kept = self._kept(contract, made)
        except store.CannotWrite as refused:
            return Draft(contract, self.sending.version, (refused.diagnostic,))
        return Draft(contract, self.sending.version, made.findings, kept, remarks=tuple(_remarks(made)))

    def _package(self, contract: str, step: Callable[[str], None]) -> _Package | tuple[Diagnostic, ...]:
        """What is sent, or why nothing is: a contract of which any version, sent file or answer does not hold sends nothing."""
        looked_at = (version_findings, sent_findings, answer_findings)
        broken = in_order([finding for findings in looked_at for finding in findings(self.root, contract)])
        if has_errors(broken):
            return broken
        snapshot = store.read_snapshot(self.root, contract, self.sending.version)
        if isinstance(snapshot, Diagnostic):
            return (snapshot,)
        if self.sending.party == snapshot[0].data.get("meta", {}).get("side"):
            return (nothing_to_send_to(snapshot[0], self.sending.party),)
        bound = self._bound(snapshot[0], step)
        return self._lettered(snapshot[0], bound, step) if isinstance(bound, _Package) else bound

    def _bound(self, snapshot: Snapshot, step: Callable[[str], None]) -> _Package | tuple[Diagnostic, ...]:
        """The package without its letter."""
        known = store.sendings(self.root, snapshot.contract)
        draft = draft_number(snapshot.version, [sent for sent in known if sent.party == self.sending.party])
        sending = replace(self.sending, draft=str(draft), text=snapshot.text_hash, package=package_of(snapshot, draft))
        copy = copy_for_them(self.root, snapshot, sending, step)
        if isinstance(copy, tuple):
            return copy
        redline = redline_to_send(self.root, sending, snapshot, step)
        if isinstance(redline, tuple):
            return redline
        files = {**copy, **redline.files, **answer_to_send(self.root, snapshot, sending)}
        return _Package(sending, len(known), files, (*redline.findings, *self._left_out(snapshot)))

    def _left_out(self, snapshot: Snapshot) -> Iterator[Diagnostic]:
        """An answer on their file that should go with this version, and says something else."""
        if frozen_after(self.root, snapshot.contract, snapshot.version):
            yield from outdated_answer(self.root, snapshot.contract, snapshot.document, snapshot.version)

    def _lettered(self, snapshot: Snapshot, bound: _Package, step: Callable[[str], None]) -> _Package | tuple[Diagnostic, ...]:
        """The package with its letter, as single files, as zip and as mail, once it is found clean."""
        shelf, sending = Shelf(self.root), bound.sending
        recipient = recipient_of(self.root, snapshot, sending)
        if isinstance(recipient, Diagnostic):
            return (recipient,)
        addressing = Addressing(recipient, tuple(bound.files), snapshot.stamp.legend)
        letter = printed_letter(shelf, snapshot, self._asked(snapshot, sending), step, addressing)
        if not isinstance(letter, PrintedLetter):
            return letter
        files = self._as_sent(snapshot.contract, bound, letter, Mailbox(recipient.email, recipient.name))
        step("look")
        faults = tuple(package_faults(shelf, snapshot, sending, files, recipient))
        if has_errors(faults):
            return faults
        recorded = replace(sending, recipient=recipient.email, files={name: store.sha256(content) for name, content in files.items()})
        findings = in_order([*bound.findings, *letter.findings, *faults])
        return replace(bound, sending=recorded, files=files, findings=findings, unapproved=_unapproved(shelf, snapshot))

    def _asked(self, snapshot: Snapshot, sending: Sending) -> Asked:
        reply_by = date.fromisoformat(sending.reply_by) if sending.reply_by else None
        computed = {
            "draft": f"{DRAFT} {sending.draft}",
            "earlier": f"{DRAFT} {earlier_draft(self.root, sending, snapshot.contract)}" if sending.redline_from else None,
            "open_points": tuple(str(point["label"]) for point in snapshot.data.get("open", ())),
        }
        return Asked(COVER, date.fromisoformat(self.at[:10]), Given(GivenFacts(reply_by=reply_by), computed=computed))

    def _as_sent(self, contract: str, bound: _Package, letter: PrintedLetter, to: Mailbox) -> Mapping[str, bytes]:
        """The single files, then both forms in which all of them can be sent; what is sent again has a number."""
        sending = bound.sending
        before = sum(sent.draft == sending.draft for sent in store.sendings(self.root, contract, sending.party))
        again, start = f"-{before + 1}" if before else "", sending.package
        letters = {
            f"{start}-cover-letter{again}.docx": word.ready_to_leave(letter.docx, tracked=False),
            f"{start}-cover-letter{again}.pdf": letter.pdf,
        }
        single = {**bound.files, **letters}
        enclosures = tuple(Enclosed(name, content) for name, content in single.items())
        mail = Mail((to,), _subject(letter.letter, sending), as_text(letter.letter), enclosures)
        return {**single, f"{start}-package{again}.zip": post.zip_of(single), f"{start}-mail{again}.eml": post.eml_of(mail)}

    def _kept(self, contract: str, package: _Package) -> tuple[str, ...]:
        """The files first, then the entry that says they were sent: what is killed between leaves files that nobody sent.

        Raises CannotWrite, also where another command has sent something meanwhile.
        """
        version, known = package.sending.version, package.known
        with store.ledger_open(self.root, contract) as writer:
            recorded = writer.ledger.of_kind(FactKind.SENT)
            if len(recorded) != known:
                raise store.CannotWrite(_meanwhile(contract))
            names = {name for entry in recorded if entry.facts.get("version") == version for name in sending_of(entry.facts).files}
            for name, content in package.files.items():
                store.keep_sent(self.root, contract, version, name, content, recorded=name in names)
            writer.add(FactKind.SENT, self.at, package.sending.facts)
        return tuple(store.sent_file(contract, version, name) for name in package.files)


def _unapproved(shelf: Shelf, snapshot: Snapshot) -> str:
    """Who has not approved it as final. A draft may be talked about before, and whoever sends it should know."""
    if snapshot.version != store.read_ledger(shelf.root, snapshot.contract).last_version(FactKind.VERSION):
        return ""
    asked = [each for gate in gates(shelf.root, snapshot.contract, shelf) if gate.gate in _FINAL for each in gate.approvals]
    lacking = dict.fromkeys(f"{each.approver or each.role} ({each.gate})" for each in asked if not each.holds)
    return f"{snapshot.version} goes out before it is approved as final by {listed(tuple(lacking))}" if lacking else ""


def _remarks(package: _Package) -> Iterator[str]:
    """What is kept, and what is left to do."""
    sending = package.sending
    answer = f", reply by {sending.reply_by}" if sending.reply_by else ""
    yield f"kept as {DRAFT} {sending.draft} for the {sending.party}{answer}"
    if package.unapproved:
        yield package.unapproved
    yield f"open the mail to {sending.recipient} and send it, or send the zip"


def _subject(letter: Letter, sending: Sending) -> str:
    legend = f" ({letter.legend})" if letter.legend else ""
    return f"{letter.agreement}: {DRAFT} {sending.draft}{legend}"


def _meanwhile(contract: str) -> Diagnostic:
    place = Span(store.ledger_file(contract))
    return error("sent-meanwhile", place, "another command has sent something meanwhile", "look at it, and repeat if need be")
