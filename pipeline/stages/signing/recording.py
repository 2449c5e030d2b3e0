"""What a signing service or a scanner returns, or a program of the other side: looked at, kept byte for byte, and told to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline import pdf, store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order, warning
from pipeline.model.signing import Method
from pipeline.pdf.signatures import Trust, UnreadableSignatures, judged
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.printing import quoted
from pipeline.stages.signing.examining import Examined, examined
from pipeline.stages.signing.keeping import keep_signed, kept_copy, refuse_another
from pipeline.stages.signing.standing import CopyStanding, copy_standing
from pipeline.stages.signing.verifying import SECONDS, Returned, case_of, taken_in
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Recording:
    """What is said of a file that came back.

    `party` is whose signatories have signed, empty where all have; `vouched_by` who has read it and answers for it; `completion` the
    service's certificate of completion.
    """

    party: str = ""
    vouched_by: str = ""
    completion: Returned | None = None


def record(root: Root, contract: str, returned: Returned, recording: Recording, at: str) -> Iterator[Progress | Fault | Draft]:
    """Take a signed file, in a child process, since a stranger's file may do anything to its reader. `at` is when it came."""
    yield from in_a_child(contract, _Recording(root, returned, recording, at), SECONDS)


@dataclass(frozen=True, slots=True)
class _Recording:
    root: Root
    returned: Returned
    said: Recording
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        standing = copy_standing(store.read_ledger(self.root, contract), contract)
        if standing is None:
            place, hint = Span(store.ledger_file(contract)), f"draftline sign prepare {contract}"
            return Draft(contract, "", (error("not-prepared", place, "no execution copy waits for signatures", hint),))
        step("compare")
        found = self._looked_at(standing)
        findings, version = in_order(list(found.findings)), standing.preparation.version
        if has_errors(findings):
            return Draft(contract, version, findings)
        step("keep")
        try:
            return Draft(contract, version, findings, self._kept(standing, found))
        except store.CannotWrite as fault:
            return Draft(contract, version, (*findings, fault.diagnostic))

    def _looked_at(self, standing: CopyStanding) -> Examined:
        """The signatures in the file, where it was prepared to have them, and what is wrong with it; an error where it is not taken."""
        if not self._who(standing):
            message = "all whom this file could be signed by have signed already"
            return _refused(error("signed-already", Span(self.returned.name), message, f"draftline sign verify {standing.contract}"))
        if standing.preparation.method is Method.HERE:
            return self._by_signatures(standing)
        return Examined((), tuple(self._by_words(standing)))

    def _by_signatures(self, standing: CopyStanding) -> Examined:
        case = case_of(self.root, standing, self.returned, self.at)
        if isinstance(case, Diagnostic):
            return _refused(case)
        found = examined(case, whole=False)
        if not found.findings and not {each.field for each in found.signatures} - standing.has_signed:
            return _refused(error("nothing-signed", Span(self.returned.name), "nobody has signed this file since we last saw it"))
        return found

    def _by_words(self, standing: CopyStanding) -> Iterator[Diagnostic]:
        prepared, place = kept_copy(self.root, standing, 0), Span(self.returned.name)
        if isinstance(prepared, Diagnostic):
            yield prepared
            return
        for file in (self.returned, self.said.completion):
            if file is not None and (why := pdf.why_unreadable(file.content)):
                yield error("unreadable-pdf", Span(file.name), f"this file cannot be read: {why}", "save it as a plain PDF")
                return
        anchors = _anchors(standing)
        read = pdf.reread(prepared, self.returned.content, anchors)
        if read is None:
            yield error("unreadable-pdf", place, "the pages of this file cannot be read", "ask for the file again")
            return
        service = standing.preparation.method is Method.SERVICE
        found = [*self._broken_seals(), *(self._of_a_service(read, prepared, standing) if service else self._of_a_scan(read))]
        yield from found
        if service and self.said.completion is None and not found:
            message = "no certificate of completion is kept with it, which says who signed when and from where"
            yield warning("no-completion", place, message, "download it from the service, and record it by --certificate FILE")

    def _of_a_service(self, read: pdf.Reread, prepared: bytes, standing: CopyStanding) -> Iterator[Diagnostic]:
        """A service returns our pages with names and dates on the lines to sign on, and its own number on each page."""
        place, (now, before) = Span(self.returned.name), read.pages
        if now != before:
            hint = "download the document without its certificate, and hand that over by --certificate FILE" if now > before else None
            yield error("page-count", place, f"the file has {now} pages, and the execution copy has {before}", hint)
            return
        if read.blank:
            yield error(
                "no-words", place, "the pages of this file are pictures, and a service returns words", "download the signed PDF itself"
            )
            return
        signing_pages = pdf.pages_with(_anchors(standing), prepared)
        added = [each for each in read.added if each.page not in signing_pages]
        yield from (_otherwise(each, place) for each in [*read.changed, *added][:_SHOWN])

    def _of_a_scan(self, read: pdf.Reread) -> Iterator[Diagnostic]:
        """Whoever vouches has seen the paper; what a program sees of it is told and decides nothing."""
        place, (now, before) = Span(self.returned.name), read.pages
        doubts: list[tuple[str, str]] = []
        if now != before:
            doubts.append(("page-count", f"the file has {now} pages, and the execution copy has {before}"))
        if read.blank:
            doubts.append(("no-words", "the pages of this file are pictures, so no program can compare their words"))
        else:
            doubts += [("words-differ", _otherwise(each, place).message) for each in read.changed[:_SHOWN]]
        for code, message in doubts:
            if self.said.vouched_by:
                yield warning(code, place, message, f"{self.said.vouched_by} answers for it")
            else:
                yield error(code, place, message, "let somebody compare it with the execution copy, and name them by --by PERSON")

    def _broken_seals(self) -> Iterator[Diagnostic]:
        """Whoever signed the file, as services do in their own name: what they signed must not have changed since."""
        try:
            found = judged(self.returned.content, Trust({})).signatures
        except UnreadableSignatures:
            return
        for each in found:
            if not each.holds:
                message = f"the signature of `{each.certificate.holder}` on this file is broken: it was changed afterwards"
                yield error("signature-broken", Span(self.returned.name), message, "ask for the file again, as it was signed")

    def _who(self, standing: CopyStanding) -> tuple[str, ...]:
        """Who is taken to have signed by this file."""
        return tuple(name for name in standing.waits_for if name.startswith(self.said.party))

    def _kept(self, standing: CopyStanding, found: Examined) -> tuple[str, ...]:
        """The names of the files. Raises CannotWrite."""
        content, completion = self.returned.content, self.said.completion.content if self.said.completion else b""
        with store.ledger_open(self.root, standing.contract) as writer:
            refuse_another(writer, standing, self.returned.name)
            if standing.preparation.method is Method.HERE:
                taken_in(self.root, writer, standing, content, found, self.at)
                return (standing.file_after(len(standing.signings) + 1),)
            who, vouched_by = self._who(standing), self.said.vouched_by
            return keep_signed(self.root, writer, standing, content, who, self.at, vouched_by=vouched_by, completion=completion)


def _refused(why: Diagnostic) -> Examined:
    return Examined((), (why,))


def _anchors(standing: CopyStanding) -> list[str]:
    """What marks the places to sign in a copy for a service."""
    return [pdf.anchor(name) for name in standing.preparation.signers]


def _otherwise(each: pdf.Otherwise, place: Span) -> Diagnostic:
    if not each.ours:
        return error("words-added", place, f"page {each.page} also says {quoted(each.theirs)}, which the execution copy does not")
    return error("words-differ", place, f"page {each.page} says {quoted(each.theirs)} where the execution copy says {quoted(each.ours)}")
