"""A signed copy is verified as a whole, and when all holds the agreement is concluded: frozen, kept, and told to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.ledger import FactKind
from pipeline.model.signing import Execution, Method
from pipeline.model.snapshot import FORMAT, Snapshot
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.signing.examining import Case, Examined, examined
from pipeline.stages.signing.keeping import anchor_findings, keep_signed, kept, kept_copy
from pipeline.stages.signing.standing import CopyStanding, concluded_copy, copy_standing, executions, standing_of
from pipeline.stages.signing.trusting import people, trust
from pipeline.stages.versions.holding import version_findings
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.ledger import Ledger, LedgerWriter
from pipeline.store.root import Root

SECONDS: Mapping[str, float] = {"read": 60, "compare": 120, "keep": 30}


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: its name and its bytes."""

    name: str
    content: bytes


def verify(root: Root, contract: str, returned: Returned | None, at: str) -> Iterator[Progress | Fault | Draft]:
    """Verify the copy that we have, or a file that came back, in a child process, since a stranger's file may do anything to its reader."""
    yield from in_a_child(contract, _Verifying(root, returned, at), SECONDS)


@dataclass(frozen=True, slots=True)
class _Verifying:
    root: Root
    returned: Returned | None
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        broken = self._broken(contract)
        if broken:
            return Draft(contract, "", broken)
        standing = standing_to_verify(store.read_ledger(self.root, contract), contract)
        if standing is None:
            return Draft(contract, "", self._nothing_prepared(contract))
        step("compare")
        found = self._examined(standing)
        if isinstance(found, Diagnostic):
            return Draft(contract, standing.preparation.version, (found,))
        if has_errors(found.findings):
            return Draft(contract, standing.preparation.version, in_order(list(found.findings)))
        step("keep")
        try:
            return Draft(contract, standing.preparation.version, found.findings, self._concluded(standing, found))
        except store.CannotWrite as fault:
            return Draft(contract, standing.preparation.version, (fault.diagnostic,))

    def _broken(self, contract: str) -> tuple[Diagnostic, ...]:
        """Why the ledger and the versions cannot be relied on."""
        broken = in_order([finding for finding in version_findings(self.root, contract) if has_errors((finding,))])
        return broken or anchor_findings(self.root, contract)

    def _nothing_prepared(self, contract: str) -> tuple[Diagnostic, ...]:
        """Why there is nothing to verify: the file that came back may tell of entries that the ledger had."""
        came_back = [(self.returned.name, self.returned.content)] if self.returned else []
        place, hint = Span(store.ledger_file(contract)), f"draftline sign prepare {contract}"
        return anchor_findings(self.root, contract, *came_back) or (
            error("not-prepared", place, "nothing was prepared to be signed", hint),
        )

    def _examined(self, standing: CopyStanding) -> Examined | Diagnostic:
        case = case_of(self.root, standing, self.returned, self.at)
        if isinstance(case, Diagnostic):
            return case
        if standing.preparation.method is Method.HERE:
            return examined(case, whole=True)
        return Examined((), tuple(self._recorded(standing)))

    def _recorded(self, standing: CopyStanding) -> Iterator[Diagnostic]:
        """What a service or a scanner returned was looked at when it came; now all of it must be there, as it came."""
        if self.returned is not None:
            hint = f"draftline sign record {standing.contract} FILE looks at it and keeps it"
            yield error(
                "not-recorded", Span(self.returned.name), "a copy that was signed elsewhere is recorded before it is verified", hint
            )
        yield from _not_recorded(standing)
        kept_files = (kept_copy(self.root, standing, ordinal) for ordinal in range(1, len(standing.signings) + 1))
        yield from (each for each in kept_files if isinstance(each, Diagnostic))

    def _concluded(self, standing: CopyStanding, found: Examined) -> tuple[str, ...]:
        """The signed file first, then who signed it, then the version that is in force from now on. Raises CannotWrite."""
        with store.ledger_open(self.root, standing.contract) as writer:
            now = standing_to_verify(writer.ledger, standing.contract)
            if now != standing:
                message = "another command has signed or prepared something meanwhile"
                raise store.CannotWrite(error("signed-meanwhile", Span(standing.file), message, "repeat the command"))
            if self.returned is not None:
                standing = taken_in(self.root, writer, standing, self.returned.content, found, self.at)
            return conclude(self.root, writer, standing, self.at)


def standing_to_verify(ledger: Ledger, contract: str) -> CopyStanding | None:
    """The copy that waits for signatures, else that which was concluded last."""
    waiting = copy_standing(ledger, contract)
    concluded = executions(ledger)
    if waiting is not None or not concluded:
        return waiting
    return concluded_copy(ledger, contract, concluded[-1])


def case_of(root: Root, standing: CopyStanding, returned: Returned | None, at: str) -> Case | Diagnostic:
    """What is to be judged, with all that it is held against; or what of it cannot be had."""
    prepared, copy = kept_copy(root, standing, 0), kept_copy(root, standing)
    read = store.read_snapshot(root, standing.contract, standing.preparation.came_from)
    for each in (prepared, copy, read):
        if isinstance(each, Diagnostic):
            return each
    assert isinstance(prepared, bytes)
    assert isinstance(copy, bytes)
    assert not isinstance(read, Diagnostic)
    signatories = people(root, standing.contract, read[0].data)
    believed = trust(root, standing.contract, signatories)
    if isinstance(believed, Diagnostic):
        return believed
    file, content = (returned.name, returned.content) if returned else (standing.file, copy)
    return Case(file, content, prepared, copy, standing, signatories, believed, datetime.fromisoformat(at))


def _not_recorded(standing: CopyStanding) -> Iterator[Diagnostic]:
    for name in standing.waits_for:
        hint = f"draftline sign record {standing.contract} FILE takes the signed copy"
        yield error("signer-missing", Span(standing.file), f"no signed copy of `{name}` was recorded", hint)


def taken_in(root: Root, writer: LedgerWriter, standing: CopyStanding, content: bytes, found: Examined, at: str) -> CopyStanding:
    """The standing after what others have signed in this file; as it was where we have it already. Raises CannotWrite."""
    if store.sha256(content) == (standing.signings[-1].sha256 if standing.signings else standing.preparation.pdf):
        return standing
    new = [each for each in found.signatures if each.field not in standing.has_signed] or list(found.signatures)
    names, fingerprints = tuple(each.field for each in new), tuple(each.certificate.fingerprint for each in new)
    keep_signed(root, writer, standing, content, names, at, certificates=fingerprints)
    return standing_of(writer.ledger, standing.contract, standing.preparation, standing.prepared_at)


def conclude(root: Root, writer: LedgerWriter, standing: CopyStanding, at: str) -> tuple[str, ...]:
    """Keep the signed files, freeze the version, and say so; whatever of it was done before a stop stays done. Raises CannotWrite."""
    contract, prepared = standing.contract, standing.preparation
    files = {ending: store.executed_file(contract, prepared.version, ending) for ending in (".pdf", ".docx", *prepared.files)}
    if prepared.version in {execution.version for execution in executions(writer.ledger)}:
        return tuple(files.values())
    contents = {".pdf": kept_copy(root, standing), ".docx": kept(root, standing.file_of(".docx"), prepared.docx)}
    contents |= {ending: kept(root, standing.file_of(ending), hash) for ending, hash in prepared.files.items()}
    hashes: dict[str, str] = {}
    for ending, content in contents.items():
        if isinstance(content, Diagnostic):
            raise store.CannotWrite(content)
        store.keep_for_ever(root, files[ending], content)
        hashes[ending] = store.sha256(content)
    if prepared.version != prepared.came_from:
        _freeze(root, writer, standing, {ending: hashes[ending] for ending in (".pdf", ".docx")}, at)
    execution = Execution(prepared.version, prepared.copy, hashes[".pdf"], hashes[".docx"], prepared.signers)
    writer.add(FactKind.EXECUTED, at, execution.facts)
    return tuple(files.values())


def _freeze(root: Root, writer: LedgerWriter, standing: CopyStanding, outputs: Mapping[str, str], at: str) -> None:
    """The version as signed, as `freeze` would keep it. Raises CannotWrite."""
    version = standing.preparation.version
    if any(entry.facts.get("version") == version for entry in writer.ledger.of_kind(FactKind.VERSION)):
        return
    snapshot = replace(_prepared_snapshot(root, standing), outputs=dict(outputs), head=writer.ledger.head, format=FORMAT)
    store.write_snapshot(root, snapshot)
    facts = {"version": version, "snapshot": store.sha256(store.snapshot_bytes(snapshot)), "text": snapshot.text_hash}
    writer.add(FactKind.VERSION, at, facts | {ending.removeprefix("."): hash for ending, hash in outputs.items()})


def _prepared_snapshot(root: Root, standing: CopyStanding) -> Snapshot:
    """What was to be frozen when all have signed. Raises CannotWrite where it is no longer as it was prepared."""
    file = standing.file_of(".json")
    content = kept(root, file, standing.preparation.snapshot)
    read = content if isinstance(content, Diagnostic) else store.snapshot_of(content, file)
    if isinstance(read, Diagnostic):
        raise store.CannotWrite(read)
    return read[0]
