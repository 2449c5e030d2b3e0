"""What is wrong with a signed file, each fault in its own words, and nothing said twice of one cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pipeline import pdf
from pipeline.model.diagnostic import Diagnostic, Span, error, warning
from pipeline.pdf.signatures import Judged, SignedFile, Trust, UnreadableSignatures, judged
from pipeline.stages.signing.attached_data import NAME
from pipeline.stages.signing.standing import CopyStanding
from pipeline.stages.signing.trusting import People

_FEW = 64
_GET_IT_AGAIN = "ask for the file again, as it was signed; what is signed is never saved anew by a program"
_SECONDS_AHEAD = 300
"""Clocks differ: a signature may be dated so far ahead of ours."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file that is to be judged: where it lies, its bytes, the copy as it was prepared, the copy as we have it with all its signatures.

    `now` is the moment at which it is judged.
    """

    file: str
    content: bytes
    prepared: bytes
    kept: bytes
    standing: CopyStanding
    people: People
    trust: Trust
    now: datetime


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found: the signatures that the file holds, and what is wrong with it."""

    signatures: tuple[Judged, ...]
    findings: tuple[Diagnostic, ...]


def examined(case: Case, *, whole: bool) -> Examined:
    """The file judged; `whole` wants every signatory's signature."""
    foreign = _not_our_copy(case)
    if foreign:
        return Examined((), (foreign,))
    try:
        found = judged(case.content, case.trust)
    except UnreadableSignatures as fault:
        return Examined((), (_at(case, "unreadable-signatures", f"the signatures of this file cannot be read: {fault}", _GET_IT_AGAIN),))
    tampered = (*_broken(case, found), *_altered(case, found))
    signed = {each.field for each in found.signatures}
    missing = tuple(_missing(case, signed)) if whole and not tampered else ()
    return Examined(found.signatures, (*tampered, *missing, *_doubtful(case, found)))


def _not_our_copy(case: Case) -> Diagnostic | None:
    """Why this is not our copy with signatures added to it."""
    if case.content.startswith(case.prepared):
        return _differs_from_kept(case)
    if not case.content.startswith(b"%PDF-"):
        return _at(case, "not-a-pdf", "this is no PDF", _GET_IT_AGAIN)
    changed = _changed_bytes(case.content, case.prepared)
    if changed:
        return _bytes_changed(case, changed)
    if case.prepared.startswith(case.content):
        return _at(case, "cut-off", "this is only the beginning of the execution copy", _GET_IT_AGAIN)
    message = "this is not the execution copy with signatures added: a program has saved it anew, so no signature in it proves anything"
    return _at(case, "saved-anew", message, _GET_IT_AGAIN)


def _differs_from_kept(case: Case) -> Diagnostic | None:
    """What differs from the file that we have: its end is missing, or bytes of it are others."""
    kept = case.kept
    if case.content == kept or len(case.content) > len(kept):
        return None
    if kept.startswith(case.content):
        shorter = [name for name in case.standing.preparation.signers if name in case.standing.has_signed]
        message = "the file was cut back: it ends before a signature that we have seen; signed so far have " + _listed(case, shorter)
        return _at(case, "cut-back", message, f"the whole file is {case.standing.file}")
    changed = _changed_bytes(case.content, kept) if len(case.content) == len(kept) else ()
    return _bytes_changed(case, changed) if changed else None


def _changed_bytes(content: bytes, other: bytes) -> tuple[int, ...]:
    """The places of bytes that were changed, where they are few; none where it is another file altogether."""
    if len(content) < len(other):
        return ()
    places = [place for place, (now, before) in enumerate(zip(content, other, strict=False)) if now != before]
    return tuple(places) if len(places) <= _FEW else ()


def _bytes_changed(case: Case, places: tuple[int, ...]) -> Diagnostic:
    count = "one byte was" if len(places) == 1 else f"{len(places)} bytes were"
    message = f"{count} changed, the first at position {places[0] + 1}: the file was damaged or tampered with"
    return _at(case, "bytes-changed", message, _GET_IT_AGAIN)


def _broken(case: Case, found: SignedFile) -> Iterator[Diagnostic]:
    for each in found.signatures:
        who = case.people.called(each.field)
        if not each.holds:
            message = f"the signature of {who} is broken: what it covers, or the signature itself, was changed after it was made"
            yield _at(case, "signature-broken", message, _GET_IT_AGAIN)
        if not each.is_respected:
            message = f"{who} signed so that nobody may sign after it, and somebody did"
            yield _at(case, "signed-after-closing", message, "let them sign again without closing the document")
    expected = set(case.standing.preparation.signers)
    for each in found.signatures:
        if each.field not in expected:
            yield _at(case, "unexpected-signature", f"the field `{each.field}` was signed, and the execution copy has no such field")


def _altered(case: Case, found: SignedFile) -> Iterator[Diagnostic]:
    """What was done to the file beside signing it: by what it shows, else by its structure."""
    compared = pdf.compared(case.prepared, case.content)
    told = list(_differences(case, compared)) if compared is not None else []
    yield from told
    if told or any(not each.holds for each in found.signatures):
        return
    if not found.only_signed or compared is None:
        message = (
            "something was added to the file beside signatures, which changes neither words nor attached files but may change what is seen"
        )
        yield _at(case, "changed-otherwise", message, _GET_IT_AGAIN)
    elif found.signatures and not any(each.covers_all for each in found.signatures):
        yield _at(case, "not-covered", "something was added behind the last signature, and no signature covers it", _GET_IT_AGAIN)


def _differences(case: Case, compared: pdf.Compared) -> Iterator[Diagnostic]:
    now, before = compared.pages
    if now != before:
        yield _at(case, "page-count", f"the file has {now} pages, and the execution copy has {before}", _GET_IT_AGAIN)
    for page in compared.changed:
        yield _at(case, "page-changed", f"page {page} shows something else than the execution copy", _GET_IT_AGAIN)
    for page in compared.covered:
        message = f"something was laid over page {page}, such as a note, a picture or a stamp"
        yield _at(case, "page-covered", message, _GET_IT_AGAIN)
    for name in compared.added:
        yield _at(case, "file-added", f"the file `{name}` was attached, and the execution copy does not have it", _GET_IT_AGAIN)
    for name in compared.dropped:
        yield _at(case, "file-dropped", f"the attached file `{name}` is gone", _GET_IT_AGAIN)
    for name in compared.swapped:
        what = "the data attached to the text" if name == NAME else f"the attached file `{name}`"
        yield _at(case, "data-swapped" if name == NAME else "file-swapped", f"{what} was replaced by another file", _GET_IT_AGAIN)


def _missing(case: Case, signed: set[str]) -> Iterator[Diagnostic]:
    for name in case.standing.preparation.signers:
        if name not in signed:
            side, _, id = name.partition("-")
            hint = f"draftline sign apply {case.standing.contract} --party {side} --signatory {id} --key FILE.p12"
            yield _at(case, "signer-missing", f"{case.people.called(name)} has not signed", hint)


def _doubtful(case: Case, found: SignedFile) -> Iterator[Diagnostic]:
    """Whether each certificate is the right one, and held when it signed."""
    for each in found.signatures:
        who, certificate = case.people.called(each.field), each.certificate
        if not each.is_known and (each.moment is None or each.certificate.holds_at(each.moment)):
            message = f"nobody has told us that the certificate of `{certificate.holder}`, which signed for {who}, is theirs"
            hint = f"compare it with them by another channel; then write at the signatory `certificate: {certificate.fingerprint}`"
            yield _at(case, "unknown-certificate", message, hint)
        if not each.stamp_holds:
            message = f"the timestamp of the signature of {who} is of nobody whom we trust, so only the signer says when it was made"
            yield warning("untrusted-timestamp", Span(case.file), message, "add the issuer to `signing.trusted_issuers` in data/house.yaml")
        yield from _at_odd_time(case, each, who)


def _at_odd_time(case: Case, each: Judged, who: str) -> Iterator[Diagnostic]:
    moment = each.moment
    prepared = datetime.fromisoformat(case.standing.prepared_at)
    if moment is None:
        yield _at(case, "no-signing-time", f"the signature of {who} does not say when it was made")
        return
    if not each.certificate.holds_at(moment):
        expired = moment > each.certificate.ends
        state = f"had expired on {each.certificate.ends:%Y-%m-%d}" if expired else f"holds only from {each.certificate.begins:%Y-%m-%d} on"
        message = f"{who} signed on {moment:%Y-%m-%d} with a certificate that {state}"
        yield _at(case, "certificate-expired" if expired else "certificate-not-yet", message, "let them sign with one that holds")
    if moment < prepared:
        message = f"{who} says to have signed on {moment:%Y-%m-%d %H:%M} UTC, before the execution copy was prepared"
        yield _at(case, "signed-too-early", message, "a clock was wrong, or the date is false: let them sign again")
    elif (moment - case.now).total_seconds() > _SECONDS_AHEAD:
        message = f"{who} says to have signed on {moment:%Y-%m-%d %H:%M} UTC, which is still to come"
        yield _at(case, "signed-in-future", message, "a clock was wrong, or the date is false: let them sign again")


def _listed(case: Case, names: list[str]) -> str:
    return " and ".join(case.people.called(name) for name in names)


def _at(case: Case, code: str, message: str, hint: str | None = None) -> Diagnostic:
    return error(code, Span(case.file), message, hint)
