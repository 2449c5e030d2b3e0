"""One signatory signs the copy with a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pipeline import pdf, store
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.signing import Method
from pipeline.pdf import PdfBackend
from pipeline.pdf.signatures import Act, NoKey, NotSigned, SigningKey, TimestampServer, signed, signing_key
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.signing.keeping import keep_signed, kept_copy, refuse_another
from pipeline.stages.signing.standing import CopyStanding, copy_standing
from pipeline.stages.signing.trusting import People, people, rules_of_house
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root
from pipeline.word import LINE_HEIGHT, LINE_LENGTH, Line, leaf

_MARGIN = 2
_DATE, _BELOW_DATE = 17, 4
"""Where the date is drawn: so far above its line, and so far the name below it, in points."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file as its owner hands it over: its name, its bytes, and the passphrase that opens it."""

    name: str
    content: bytes
    passphrase: str


def apply(root: Root, contract: str, signer: str, key: KeyFile, backend: PdfBackend, at: str) -> Iterator[Progress | Fault | Draft]:
    """Sign the copy that was prepared, in a child process as all work is. `at` is the moment of signing."""
    yield from in_a_child(contract, _Applying(root, signer, key, backend, at))


@dataclass(frozen=True, slots=True)
class _Applying:
    root: Root
    signer: str
    key: KeyFile
    backend: PdfBackend
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        standing = copy_standing(store.read_ledger(self.root, contract), contract)
        refused = not_to_be_signed(contract, standing, self.signer)
        if standing is None or refused:
            return Draft(contract, "", (refused,) if refused else ())
        version = standing.preparation.version
        snapshot = store.read_snapshot(self.root, contract, standing.preparation.came_from)
        content = kept_copy(self.root, standing)
        if isinstance(snapshot, Diagnostic) or isinstance(content, Diagnostic):
            return Draft(contract, version, tuple(each for each in (snapshot, content) if isinstance(each, Diagnostic)))
        signatories = people(self.root, contract, snapshot[0].data)
        key = self._opened(signatories)
        if isinstance(key, Diagnostic):
            return Draft(contract, version, (key,))
        step("write")
        try:
            act = self._act(key, signatories, pdf.field_height(content, self.signer))
            made = signed(content, act, key, self._timestamp_server(contract))
            step("keep")
            return Draft(contract, version, (), self._kept(standing, made, key))
        except NotSigned as why:
            return Draft(contract, version, (error("not-signed", Span(self.key.name), f"nothing was signed: {why}", "sign again"),))
        except store.CannotWrite as fault:
            return Draft(contract, version, (fault.diagnostic,))

    def _opened(self, signatories: People) -> SigningKey | Diagnostic:
        """The key, if it is one with which this signatory may sign at this moment."""
        place = Span(self.key.name)
        try:
            key = signing_key(self.key.content, self.key.passphrase)
        except NoKey as why:
            return error("no-key", place, f"the key cannot be used: {why}")
        certificate, agreed = key.certificate, signatories.certificates.get(self.signer)
        if not certificate.holds_at(self._moment):
            span = f"holds from {certificate.begins:%Y-%m-%d} to {certificate.ends:%Y-%m-%d}"
            return error("certificate-expired", place, f"the certificate of `{certificate.holder}` {span}, and not at this moment")
        if agreed and agreed != certificate.fingerprint:
            message = f"this is the certificate of `{certificate.holder}`, and for {signatories.called(self.signer)} another was agreed"
            hint = f"its fingerprint is {certificate.fingerprint}; the contract names {agreed}"
            return error("unknown-certificate", place, message, hint)
        return key

    @property
    def _moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def _act(self, key: SigningKey, signatories: People, height: float) -> Act:
        """The signature shows who signed, when, and by which certificate; where its field is that high, it also fills in the date."""
        moment = self._moment
        day, dated = f"{moment.day} {moment:%B %Y}", height > LINE_HEIGHT
        lines = (
            *((Line(day, 10),) if dated else ()),
            Line(signatories.names.get(self.signer, "") or key.certificate.holder, 11, above=_BELOW_DATE if dated else 0, strong=True),
            Line(f"Signed electronically on {day} at {moment:%H:%M} UTC", 7),
            Line(f"Certificate of {key.certificate.holder}, SHA-256 {key.certificate.fingerprint[:16]}", 7),
        )
        top = LINE_HEIGHT - _DATE if dated else _MARGIN
        docx = leaf(lines, width=LINE_LENGTH, height=(height or LINE_HEIGHT) - _MARGIN, margin=_MARGIN, top=top, language="en-GB")
        return Act(self.signer, moment, self.backend.render(docx))

    def _timestamp_server(self, contract: str) -> TimestampServer | None:
        address = rules_of_house(self.root, contract).timestamp_server
        return TimestampServer(address) if address else None

    def _kept(self, standing: CopyStanding, made: bytes, key: SigningKey) -> tuple[str, ...]:
        """The names of the files. Raises CannotWrite."""
        with store.ledger_open(self.root, standing.contract) as writer:
            refuse_another(writer, standing, standing.file_after(len(standing.signings) + 1))
            certificates = (key.certificate.fingerprint,)
            return keep_signed(self.root, writer, standing, made, (self.signer,), self.at, certificates=certificates)


def not_to_be_signed(contract: str, standing: CopyStanding | None, signer: str) -> Diagnostic | None:
    """Why this signatory does not sign now."""
    place = Span(store.ledger_file(contract))
    if standing is None:
        return error("not-prepared", place, "no execution copy waits for signatures", f"draftline sign prepare {contract}")
    if standing.preparation.method is not Method.HERE:
        message = f"the execution copy was prepared to be signed by `{standing.preparation.method.value}`, and has no signature fields"
        return error("signed-otherwise", place, message, f"draftline sign record {contract} FILE takes what comes back")
    if signer in standing.has_signed:
        ordinal = next(each.ordinal for each in standing.signings if signer in each.signers)
        message = f"`{signer}` has signed this copy already, on {standing.signed_at[ordinal - 1][:10]}"
        return error("signed-already", place, message, f"the copy that waits for the others is {standing.file}")
    return None
