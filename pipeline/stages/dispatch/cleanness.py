"""Whether a package for the other party is clean: every part of every file is looked at, and whatever is ours is found by name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeGuard

from pipeline import check, pdf, post, store, word
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.leaving import Leak, Piece, Secret
from pipeline.model.sending import Sending
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.meta import Recipient
from pipeline.stages.dispatch.secrets import had_already, public_words, secrets_of
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.rounds.our_answers import opened_by, round_answered
from pipeline.store.root import Root

_SHOWN = 40
"""Characters of a secret that a message quotes."""
_REDLINE = "-redline-from-"


def package_faults(
    shelf: Shelf, snapshot: Snapshot, sending: Sending, files: Mapping[str, bytes], recipient: Recipient
) -> Iterator[Diagnostic]:
    """What is in a package that is about to go and should not be, each secret once with the first place at which it stands."""
    had = (*had_already(shelf.root, snapshot.contract, sending.redline_from), *_had_from_them(shelf.root, snapshot.contract, files))
    public = (*public_words(snapshot, shelf), *had, recipient.name, recipient.role, recipient.email)
    places = {name: Span(store.sent_file(snapshot.contract, snapshot.version, name)) for name in files}
    return faults_in(files, places, list(secrets_of(shelf, snapshot)), public)


def sent_package_findings(shelf: Shelf, contract: str, step: Callable[[str], None]) -> Iterator[Diagnostic]:
    """The same of every package that was sent; files that are gone or changed are reported where the ledger is held against them."""
    for sending in store.sendings(shelf.root, contract):
        snapshot = store.read_snapshot(shelf.root, contract, sending.version)
        if isinstance(snapshot, Diagnostic):
            continue
        step("look")
        read = {name: store.read_sent(shelf.root, contract, sending.version, name) for name in sending.files}
        files = {name: content for name, content in read.items() if _is_as_sent(content, sending.files[name])}
        places = {name: Span(store.sent_file(contract, sending.version, name)) for name in files}
        had = (*had_already(shelf.root, contract, sending.redline_from), *_had_from_them(shelf.root, contract, files))
        public = (*public_words(snapshot[0], shelf), *had, sending.recipient, *_recipient(shelf, snapshot[0], sending.recipient))
        yield from faults_in(files, places, list(secrets_of(shelf, snapshot[0])), public)


def _had_from_them(root: Root, contract: str, files: Iterable[str]) -> Iterator[str]:
    """All that stands in the files of theirs on which we answer."""
    for number in filter(None, map(round_answered, files)):
        entry = opened_by(root, contract, number)
        content = store.read_received(root, entry.facts["file"]) if entry else None
        yield from (piece.text for piece in word.pieces_of_docx(content)) if isinstance(content, bytes) else ()


def _is_as_sent(content: bytes | Diagnostic, hash: str) -> TypeGuard[bytes]:
    return isinstance(content, bytes) and store.sha256(content) == hash


def _recipient(shelf: Shelf, snapshot: Snapshot, email: str) -> Iterator[str]:
    """Who the recipient is, in the data of the version or in those of today."""
    terms = store.load_contract(shelf.root, snapshot.contract).terms
    today = [(each.name, each.role, each.email) for each in terms.recipients] if terms else []
    then = [(str(each["name"]), str(each["role"]), str(each["email"])) for each in snapshot.data.get("recipients", ())]
    yield from (words for name, role, address in (*today, *then) if address == email for words in (name, role))


def faults_in(
    files: Mapping[str, bytes], places: Mapping[str, Span], secrets: list[Secret], public: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """The same for files that lie anywhere."""
    looked_at: set[str] = set()
    hunt = check.Hunt(secrets, public)
    for name, content in files.items():
        first: dict[str, Leak] = {}
        for leak in hunt.leaks(pieces_of(name, content, looked_at)):
            first.setdefault(leak.secret.words, leak)
        yield from (_leaked(leak, places[name]) for leak in first.values())
        yield from (_trace(place, what, places[name]) for place, what in traces_of(name, content))


def pieces_of(name: str, content: bytes, looked_at: set[str]) -> Iterator[Piece]:
    """All text in a file, and in the files that it holds; one that was looked at before, by its hash, is passed over."""
    yield Piece(name, name)
    hash = hashlib.sha256(content).hexdigest()
    if hash in looked_at:
        return
    looked_at.add(hash)
    match name.rpartition(".")[2]:
        case "docx":
            inside = word.pieces_of_docx(content)
        case "pdf":
            inside = pdf.pieces_of_pdf(content)
        case "zip" | "eml" as kind:
            inner = post.files_in_zip(content) if kind == "zip" else post.files_in_mail(content)
            inside = (piece for each, below in inner for piece in pieces_of(each, below, looked_at))
        case _:
            inside = iter((Piece("", content.decode("utf-8", "replace")),))
    yield from (Piece(f"{name}, {piece.place}" if piece.place else name, piece.text, piece.is_code) for piece in inside)


def traces_of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """What tells of people and machines in a single file."""
    if round_answered(name) is not None:
        # It is their file, with their names, their comments and whatever else they put there.
        return
    if name.endswith(".docx"):
        yield from word.traces_in_docx(content, redline=_REDLINE in name)
    elif name.endswith(".pdf"):
        yield from pdf.traces_in_pdf(content)


def _leaked(leak: Leak, place: Span) -> Diagnostic:
    words = leak.secret.words if len(leak.secret.words) <= _SHOWN else f"{leak.secret.words[:_SHOWN]}..."
    kind = "our version" if leak.secret.kind == "version" else leak.secret.kind
    written = f", which stands in {leak.secret.file}" if leak.secret.file else ""
    message = f"{leak.place} would tell {kind} to the other party: `{words}`"
    return error("internal-words", place, message, f"take out of the text or the template what says it{written}")


def _trace(where: str, what: str, place: Span) -> Diagnostic:
    hint = "take it out of the template, and freeze the draft again"
    return error("internal-trace", place, f"{where} holds {what}", hint)
