"""A frozen version goes to the other party: its files as they were frozen, kept for good, and written into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.ledger import FactKind
from pipeline.model.sending import Sending
from pipeline.model.snapshot import Snapshot
from pipeline.stages.building import Fault, Progress, in_a_child
from pipeline.stages.drafting import Draft
from pipeline.stages.frozen_files import frozen_files
from pipeline.stages.redline_files import RedlineFiles
from pipeline.stages.sent import sent_findings
from pipeline.stages.sent_redline import redline_to_send
from pipeline.stages.versions import version_findings
from pipeline.store.root import Root


def send(root: Root, contract: str, sending: Sending, at: str) -> Iterator[Progress | Fault | Draft]:
    """Lay the files of a version under `sent/` and tell the ledger, in a child process as all work is. `at` is the moment of it."""
    yield from in_a_child(contract, _Sending(root, sending, at))


@dataclass(frozen=True, slots=True)
class _Sending:
    root: Root
    sending: Sending
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        files = self._files(contract, step)
        if not isinstance(files, RedlineFiles):
            return Draft(contract, self.sending.version, files)
        step("keep")
        try:
            return Draft(contract, self.sending.version, files.findings, self._kept(contract, files.contents))
        except store.CannotWrite as refused:
            return Draft(contract, self.sending.version, (refused.diagnostic,))

    def _files(self, contract: str, step: Callable[[str], None]) -> RedlineFiles | tuple[Diagnostic, ...]:
        """What is sent by its ending, or why nothing is: a contract of which any version or sent file does not hold sends nothing."""
        broken = in_order([*version_findings(self.root, contract), *sent_findings(self.root, contract)])
        if has_errors(broken):
            return broken
        snapshot = store.read_snapshot(self.root, contract, self.sending.version)
        if isinstance(snapshot, Diagnostic):
            return (snapshot,)
        if self.sending.party == snapshot[0].data.get("meta", {}).get("side"):
            return (_to_ourselves(snapshot[0], self.sending.party),)
        files = frozen_files(self.root, snapshot[0], step)
        if isinstance(files, Diagnostic):
            return (files,)
        redline = redline_to_send(self.root, self.sending, snapshot[0], step)
        return (redline,) if isinstance(redline, Diagnostic) else replace(redline, contents={**files, **redline.contents})

    def _kept(self, contract: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """The files first, then the entry that says they were sent: what is killed between leaves files that nobody sent.

        Raises CannotWrite.
        """
        version = self.sending.version
        named = {f"{contract}-{version}{ending}": content for ending, content in files.items()}
        with store.ledger_open(self.root, contract) as writer:
            for name, content in named.items():
                store.keep_sent(self.root, contract, version, name, content)
            hashes = {name: store.sha256(content) for name, content in named.items()}
            writer.add(FactKind.SENT, self.at, replace(self.sending, files=hashes).facts)
        return tuple(store.sent_file(contract, version, name) for name in named)


def _to_ourselves(snapshot: Snapshot, side: str) -> Diagnostic:
    place = Span(store.snapshot_file(snapshot.contract, snapshot.version))
    return error("sent-to-ourselves", place, f"we are the {side} of this contract, so it is sent to the other party")
