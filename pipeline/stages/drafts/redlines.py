"""Two versions of a contract held against each other; the draft against the last frozen one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pipeline import compare, store
from pipeline.compare import Settings
from pipeline.model.comparison import Comparison
from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.model.document import Document, Revision
from pipeline.model.ledger import FactKind
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Stamp
from pipeline.stages.drafts.printing_redlines import Paper, Printer
from pipeline.stages.drafts.redline_files import RedlineFiles, files_to_send, redline_files
from pipeline.store.root import Root


def frozen_versions(root: Root, contract: str) -> tuple[str, ...]:
    """The versions that the ledger tells of, the oldest first."""
    recorded = {entry.facts.get("version", "") for entry in store.read_ledger(root, contract).of_kind(FactKind.VERSION)}
    # A version whose file is gone is still one, and what reads it says what is wrong.
    there = store.versions(root, contract)
    return (*(version for version in there if version in recorded), *sorted(recorded.difference(there, {""})))


def with_author(root: Root, contract: str, settings: Settings) -> Settings:
    """The settings with our house as the author where nobody has named one."""
    if settings.revision.author:
        return settings
    house = store.load_contract(root, contract).house
    return replace(settings, revision=replace(settings.revision, author=house.name if house else contract))


def dated_as(root: Root, contract: str, stamp: Stamp) -> Settings:
    """The settings of a redline by our house, of the day that the stamp gives, so that its bytes are the same each time."""
    return with_author(root, contract, Settings(Revision("", stamp.issued.isoformat() if stamp.issued else "")))


def compared(contract: str, old: str, before: Document, new: str, after: Document, settings: Settings) -> Comparison:
    """The redline of two Documents with its changes, and what was left out of account."""
    redline = compare.redline(before, after, settings)
    return Comparison(contract, old, new, redline, compare.changes_in(redline), settings.revision, tuple(remarks(settings)))


def remarks(settings: Settings) -> Iterator[str]:
    """What was left out of account, in words."""
    ignored = {
        "case": settings.ignore_case,
        "white space": settings.ignore_space,
        "formatting": settings.ignore_formatting,
        "numbering": settings.ignore_numbering,
    }
    names = [name for name, is_ignored in ignored.items() if is_ignored]
    if names:
        yield f"Differences in {' and '.join(names)} are not marked."
    if not settings.moves:
        yield "Moves are shown as a deletion and an insertion."


def against_last(
    root: Root, document: Document, paper: Paper, printer: Printer, step: Callable[[str], None]
) -> tuple[RedlineFiles, Mapping[str, str]] | Diagnostic:
    """The files of the redline of a draft against the last frozen version, and what they came from beside the draft.

    There are none where no version is frozen.
    """
    stamp = paper.stamp
    frozen = frozen_versions(root, stamp.contract)
    if not frozen:
        return RedlineFiles({}, ()), {}
    read = store.read_snapshot(root, stamp.contract, frozen[-1])
    if isinstance(read, Diagnostic):
        return read
    snapshot, content = read
    settings = dated_as(root, stamp.contract, stamp)
    comparison = compared(stamp.contract, snapshot.version, snapshot.document, stamp.version, document, settings)
    came_from = {store.snapshot_file(stamp.contract, snapshot.version): store.sha256(content)}
    return redline_files(comparison, paper, printer, step), came_from


def between_frozen(
    root: Root, old: Snapshot, new: Snapshot, paper: Paper, step: Callable[[str], None], called: tuple[str, str] | None = None
) -> RedlineFiles:
    """The redline of a frozen version for others to read, as DOCX and PDF. `called` are the names that both have there, instead of ours."""
    step("compare")
    before, after = called or (old.version, new.version)
    comparison = compared(new.contract, before, old.document, after, new.document, dated_as(root, new.contract, paper.stamp))
    return files_to_send(comparison, paper, step, Span(store.snapshot_file(new.contract, new.version)))
