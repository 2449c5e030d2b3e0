"""Whether the frozen versions of a contract still hold: the ledger, the snapshots, and what today's tool makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Related, Span, error, has_errors, warning
from pipeline.model.ledger import Entry, FactKind, LedgerHead
from pipeline.model.reading import text_hash
from pipeline.model.snapshot import Snapshot, Standing
from pipeline.stages.drafts.tools import tools
from pipeline.store.root import Root
from pipeline.word import write


def version_findings(root: Root, contract: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the ledger of a contract, and with the versions that it speaks of."""
    ledger = store.read_ledger(root, contract)
    return (*ledger.diagnostics, *_of_snapshots(root, contract, ledger))


def _of_snapshots(root: Root, contract: str, ledger: store.Ledger) -> Iterator[Diagnostic]:
    recorded = {entry.facts.get("version", ""): entry for entry in ledger.of_kind(FactKind.VERSION)}
    there = {version: store.read_snapshot(root, contract, version) for version in store.versions(root, contract)}
    yield from _cut_off(contract, ledger, there.values())
    for version, entry in recorded.items():
        if version in there:
            yield from _of_snapshot(contract, version, there[version], entry)
        else:
            message = f"the ledger speaks of version {version}, and its file is missing"
            yield error("missing-version", Span(store.snapshot_file(contract, version)), message, "git restore brings it back")
    for version in there:
        if version not in recorded:
            message = f"version {version} is in no entry of the ledger, so it was never frozen"
            hint = "a command was stopped before it was done; freeze again, or delete the file"
            yield warning("unrecorded-version", Span(store.snapshot_file(contract, version)), message, hint)


def cut_findings(root: Root, contract: str, ledger: store.Ledger) -> tuple[Diagnostic, ...]:
    """Whether the ledger lacks an entry behind which a version was frozen: its end was cut off, or written anew.

    A file in `versions/` anchors the ledger also where no entry speaks of it any more.
    """
    return tuple(_cut_off(contract, ledger, (store.read_snapshot(root, contract, each) for each in store.versions(root, contract))))


def _cut_off(contract: str, ledger: store.Ledger, versions: Iterable[tuple[Snapshot, bytes] | Diagnostic]) -> Iterator[Diagnostic]:
    if has_errors(ledger.diagnostics):
        return
    anchors = ((read[0].version, read[0].head) for read in versions if isinstance(read, tuple))
    lacking = ((version, head, head.lost_from(ledger.entries)) for version, head in anchors if head is not None)
    for version, head, lost in islice((each for each in lacking if each[2]), 1):
        related = Related(Span(store.snapshot_file(contract, version)), "the version that tells of it")
        yield cut_ledger(contract, ledger, head, f"when version {version} was frozen, {lost}", related)


def cut_ledger(contract: str, ledger: store.Ledger, head: LedgerHead, message: str, related: Related) -> Diagnostic:
    """That a ledger lacks an entry of which something kept elsewhere tells."""
    place = Span(store.ledger_file(contract), min(head.number, len(ledger.entries) + 1))
    return error("cut-ledger", place, message, "take the ledger as it was committed: git restore", related)


def _of_snapshot(contract: str, version: str, read: tuple[Snapshot, bytes] | Diagnostic, entry: Entry) -> Iterator[Diagnostic]:
    if isinstance(read, Diagnostic):
        yield read
        return
    snapshot, content = read
    place = Span(store.snapshot_file(contract, version))
    related = Related(Span(store.ledger_file(contract), entry.number), "the entry that froze it")
    if store.sha256(content) != entry.facts.get("snapshot"):
        yield error("changed-version", place, f"version {version} was changed after it was frozen", "git restore brings it back", related)
    elif text_hash(snapshot.document) != snapshot.text_hash:
        yield error("text-differs", place, f"version {version} reads differently today than when it was frozen", None, related)


def how_they_stand(root: Root, contract: str) -> Iterator[Standing]:
    """What holds of each frozen version that can be read, the oldest first."""
    for version in store.versions(root, contract):
        read = store.read_snapshot(root, contract, version)
        if not isinstance(read, Diagnostic):
            snapshot, _ = read
            yield Standing(version, text_hash(snapshot.document) == snapshot.text_hash, _prints_the_same(root, snapshot))


def _prints_the_same(root: Root, snapshot: Snapshot) -> bool | None:
    template = store.load_template(root)
    same_tools = all(snapshot.tools.get(name) == release for name, release in tools().items())
    same_template = all(snapshot.inputs.get(file) == hash for file, hash in template.inputs.items())
    if template.content is None or not same_tools or not same_template:
        return None
    printed = write(snapshot.document, snapshot.stamp, template.content, snapshot.pages)
    return store.sha256(printed) == snapshot.outputs.get(".docx")
