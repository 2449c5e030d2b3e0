"""The bytes of a copy as the ledger tells them: read only where they are still the same, and added to in the order of safety."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline import pdf, store
from pipeline.model.diagnostic import Diagnostic, Related, Span, error, has_errors, warning
from pipeline.model.ledger import FactKind
from pipeline.model.signing import Signing, execution_of
from pipeline.stages.signing.attached_data import NAME, recorded_head
from pipeline.stages.signing.standing import CopyStanding, concluded_copy, copies, copy_standing
from pipeline.stages.versions.holding import cut_ledger
from pipeline.store.ledger import Ledger, LedgerWriter
from pipeline.store.root import Root

_RESTORE = "git restore brings it back"


def kept_copy(root: Root, standing: CopyStanding, signings: int | None = None) -> bytes | Diagnostic:
    """The copy after so many signings, by default after all; or what is wrong with its file."""
    count = len(standing.signings) if signings is None else signings
    hash = standing.signings[count - 1].sha256 if count else standing.preparation.pdf
    return kept(root, standing.file_after(count), hash)


def kept(root: Root, file: str, hash: str) -> bytes | Diagnostic:
    """The bytes of a file under `executed/` that has this sha256, or what is wrong with it."""
    content = store.read_executed(root, file)
    if isinstance(content, Diagnostic):
        return error("missing-executed-file", Span(file), f"the ledger speaks of this file: {content.message}", _RESTORE)
    if store.sha256(content) != hash:
        return error("changed-executed-file", Span(file), "this file is not as the ledger says that it was: it was changed", _RESTORE)
    return content


def keep_signed(
    root: Root,
    writer: LedgerWriter,
    standing: CopyStanding,
    content: bytes,
    names: tuple[str, ...],
    at: str,
    *,
    certificates: tuple[str, ...] = (),
    vouched_by: str = "",
    completion: bytes = b"",
) -> tuple[str, ...]:
    """Keep what these signatories have signed: the files first, which it names, then the entry by which they count. Raises CannotWrite."""
    prepared, ordinal = standing.preparation, len(standing.signings) + 1
    contents = {standing.file_after(ordinal): content}
    if completion:
        contents[standing.completion_of(ordinal)] = completion
    for file, each in contents.items():
        store.keep_executed(root, file, each)
    hashes = {"sha256": store.sha256(content), "completion": store.sha256(completion) if completion else ""}
    signing = Signing(prepared.version, prepared.copy, ordinal, names, certificates=certificates, vouched_by=vouched_by, **hashes)
    writer.add(FactKind.SIGNED, at, signing.facts)
    return tuple(contents)


def refuse_another(writer: LedgerWriter, standing: CopyStanding, file: str) -> None:
    """Raises CannotWrite where the copy is no longer as it was when the command began."""
    if copy_standing(writer.ledger, standing.contract) != standing:
        message = "another command has changed what is to be signed meanwhile"
        raise store.CannotWrite(error("signed-meanwhile", Span(file), message, "repeat the command"))


def executed_findings(root: Root, contract: str) -> tuple[Diagnostic, ...]:
    """Each file of signing that is gone or changed, and each that lies there and of which no entry speaks."""
    ledger = store.read_ledger(root, contract)
    told = dict(_told(ledger, contract))
    wrong = tuple(found for file, (hash, number) in told.items() if (found := _finding(root, contract, file, hash, number)))
    there = tuple(store.executed_files(root, contract))
    return (*wrong, *(_unrecorded(file) for file in there if file not in told), *anchor_findings(root, contract))


def anchor_findings(root: Root, contract: str, *came_back: tuple[str, bytes]) -> tuple[Diagnostic, ...]:
    """Whether the ledger lacks the entry that a copy to sign names as the last before it: its end was cut off, or written anew.

    Looks at each PDF under `executed/`, and at files that came back, each with its name. A cut ledger is told of once.
    """
    ledger = store.read_ledger(root, contract)
    if has_errors(ledger.diagnostics):
        return ()
    ours = ((file, store.read_executed(root, file)) for file in store.executed_files(root, contract) if file.endswith(".pdf"))
    return tuple(islice(_cut_off(ledger, contract, (*ours, *came_back)), 1))


def _cut_off(ledger: Ledger, contract: str, copies: Iterable[tuple[str, bytes | Diagnostic]]) -> Iterator[Diagnostic]:
    for file, content in copies:
        data = pdf.attached_files(content).get(NAME, b"") if isinstance(content, bytes) else b""
        head = recorded_head(data)
        if head is not None and (lost := head.lost_from(ledger.entries)):
            related = Related(Span(file), "the copy whose attached data tell of it")
            yield cut_ledger(contract, ledger, head, f"when this copy was prepared, {lost}", related)


def _finding(root: Root, contract: str, file: str, hash: str, number: int) -> Diagnostic | None:
    found = kept(root, file, hash)
    if isinstance(found, bytes):
        return None
    related = Related(Span(store.ledger_file(contract), number), "the entry that says so")
    return error(found.code, found.span, found.message, found.hint, related)


def _told(ledger: Ledger, contract: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """Each file with its sha256 and the number of the entry that tells of it."""
    numbers = [entry.number for entry in ledger.of_kind(FactKind.PREPARED)]
    for number, standing in zip(numbers, copies(ledger, contract), strict=True):
        preparation = standing.preparation
        yield standing.file_after(0), (preparation.pdf, number)
        yield standing.file_of(".docx"), (preparation.docx, number)
        yield standing.file_of(".json"), (preparation.snapshot, number)
        yield from ((standing.file_of(ending), (hash, number)) for ending, hash in preparation.files.items())
        for signing in standing.signings:
            yield standing.file_after(signing.ordinal), (signing.sha256, number)
            if signing.completion:
                yield standing.completion_of(signing.ordinal), (signing.completion, number)
    for entry in ledger.of_kind(FactKind.EXECUTED):
        execution = execution_of(entry.facts)
        yield store.executed_file(contract, execution.version, ".pdf"), (execution.pdf, entry.number)
        # Of what was signed before it came here there is no DOCX.
        if execution.docx:
            yield store.executed_file(contract, execution.version, ".docx"), (execution.docx, entry.number)
        signed = concluded_copy(ledger, contract, execution)
        for ending, hash in signed.preparation.files.items() if signed else ():
            yield store.executed_file(contract, execution.version, ending), (hash, entry.number)


def _unrecorded(file: str) -> Diagnostic:
    hint = "a command was stopped before it was done; repeat it, or delete the file"
    return warning("unrecorded-executed-file", Span(file), "no entry of the ledger tells of this file", hint)
