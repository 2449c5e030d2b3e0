"""A contract on the other side's paper: read, held against our clauses and against the data of a contract, and shown as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline import assemble, check, negotiate, store, web
from pipeline.model.diagnostic import Diagnostic, Span, error, in_order
from pipeline.model.document import Document, Part, PartKind
from pipeline.model.duration import Duration
from pipeline.model.ledger import FactKind
from pipeline.model.library import ClauseSource
from pipeline.model.manuscript import Manuscript
from pipeline.model.playbook import ReachedPosition
from pipeline.model.positions import Positions
from pipeline.model.reading import lines
from pipeline.model.terms.changed import with_values
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import House
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import Finder, PathError
from pipeline.model.their_paper import Confidence, Deviation, OurClause, ReadValue, TheirPaper
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.strangers.proofreading import WORD, manuscript_of
from pipeline.stages.wall.apart import apart
from pipeline.store.root import Root

_PREFERRED, _REFUSED = "preferred.md", "docx-refused"
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class PaperRead:
    """What came of one file: None and findings where it could not be read, else what was found, and the files that show it."""

    paper: TheirPaper | None
    findings: tuple[Diagnostic, ...]
    manuscript: Manuscript | None = None
    positions: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


def read_paper(root: Root, path: Path, contract: str = "") -> PaperRead:
    """Read a file of theirs in a child process; with a contract, hold its values against that contract's data. Writes the page."""
    done = apart(path.as_posix(), partial(_read, root, path, contract), _SECONDS)
    return PaperRead(None, (done,)) if isinstance(done, Diagnostic) else done


def _read(root: Root, path: Path, contract: str) -> PaperRead:
    manuscript = manuscript_of(path)
    if isinstance(manuscript, Diagnostic):
        return PaperRead(None, (manuscript,))
    shelf = Shelf(root)
    paper = negotiate.their_paper(path.name, check.sections_of(manuscript), tuple(our_clauses(shelf)))
    values = tuple(replace(read, span=manuscript.span(read.start, read.start + len(read.words))) for read in paper.values)
    paper, positions = _held_against(shelf, replace(paper, values=values), contract) if contract else (replace(paper, values=values), ())
    findings = in_order(list(check.text_faults(manuscript, advice=False)))
    try:
        outputs = _written(root, paper, findings, contract, positions, path.stem)
    except store.CannotWrite as refused:
        return PaperRead(None, (refused.diagnostic,))
    return PaperRead(paper, findings, manuscript, positions, outputs)


def _held_against(shelf: Shelf, paper: TheirPaper, contract: str) -> tuple[TheirPaper, tuple[str, ...]]:
    """The paper beside the data of a contract: what differs, which of its clauses are missing, and which positions would change."""
    loaded = store.load_contract(shelf.root, contract)
    if loaded.terms is None:
        return paper, ()
    deviations = tuple(_deviations(paper, loaded.terms, loaded.house, loaded.positions))
    said = {id for id, _ in _assembled(shelf, loaded.terms, loaded.positions).wordings}
    missing = tuple(replace(clause, when="", mandatory=True) for clause in paper.missing if clause.id in said)
    return replace(paper, deviations=deviations, missing=missing), tuple(_positions(shelf, paper, loaded.terms, loaded.positions))


@dataclass(frozen=True, slots=True)
class Sent:
    """Who sent a contract of theirs, and when it came, for the ledger of the contract that it is about."""

    party: str
    at: str


def keep_paper(root: Root, contract: str, path: Path, sent: Sent, read: PaperRead) -> str | Diagnostic:
    """Keep the file byte for byte and tell the ledger; the same bytes are kept once. Where it lies, or why it is not kept.

    Of a refused file nothing stays but the reason in the ledger. Raises CannotWrite.
    """
    content = store.their_file(path.resolve())
    if isinstance(content, Diagnostic):
        return content
    if not content.startswith(WORD):
        return error("not-word", Span(path.name), "this is no Word file, and a contract keeps only those", "save it as .docx in Word")
    facts = {"name": path.name, "sha256": store.sha256(content), "party": sent.party}
    refused = next((finding for finding in read.findings if finding.code == _REFUSED), None)
    with store.ledger_open(root, contract) as writer:
        known = [entry for entry in writer.ledger.of_kind(FactKind.RECEIVED) if entry.facts.get("sha256") == facts["sha256"]]
        if known:
            return known[0].facts["file"]
        if refused is not None:
            writer.add(FactKind.REFUSED, sent.at, {**facts, "why": refused.message})
            return refused
        file = store.received_file(contract, store.next_received(writer.ledger))
        store.write(root, file, content)
        writer.add(FactKind.RECEIVED, sent.at, {**facts, "file": file, "paper": "theirs"})
    return file


def our_clauses(shelf: Shelf) -> Iterator[OurClause]:
    """The clauses of the terms as they are looked for; those of the cover and of Schedules have no words of their own to know them by."""
    for clause in shelf.library.library.clauses:
        if clause.card.part is PartKind.TERMS:
            yield _our_clause(shelf, clause)


def _our_clause(shelf: Shelf, clause: ClauseSource) -> OurClause:
    card = clause.card
    written = (each for each in shelf.written if each.clause == clause.id and each.source.file.endswith(_PREFERRED))
    paragraphs = tuple(words for each in written for _, words in lines(Document("", (Part(PartKind.TERMS, "terms", (), each.blocks),))))
    floors = tuple(floor.says for floor in card.never_accept if floor.when is None)
    names = (card.title, *(card.also_called or ()))
    return OurClause(clause.id, names, card.purpose, paragraphs, card.mandatory, card.when or "", floors)


def _deviations(paper: TheirPaper, terms: Terms, house: House | None, positions: Positions) -> Iterator[Deviation]:
    """Each value of theirs that differs from ours, or that our data or our house does not take."""
    finder = Finder(terms)
    for read in paper.values:
        ours = _ours(finder, read.path)
        changed = with_values(terms, {read.path: read.value}) if ours and "*" not in read.path else None
        remark = "" if changed is None else changed.refused.get(read.path, "") or _floor(house, changed.terms, read.path, positions)
        if remark or not _are_the_same(read.value, ours):
            yield Deviation(read, ours or "not in the data", remark)


def _are_the_same(theirs: str, ours: str) -> bool:
    """Whether two values say the same, as 1 year and 12 months do."""
    try:
        one, other = Duration.read(theirs), Duration.read(ours)
    except ValueError:
        return theirs == ours
    return (one.kind, one.size) == (other.kind, other.size)


def _ours(finder: Finder, path: str) -> str:
    """What our data says at a path; the values of all items where it is that of a list, empty where nothing stands there."""
    before, star, after = path.partition(".*")
    try:
        found = finder.find(before)
        if not star:
            return "" if found is None or isinstance(found, OpenPoint) else str(found)
        items = [_ours(finder, f"{before}.{getattr(item, 'id', '')}{after}") for item in (found if isinstance(found, tuple) else ())]
        return ", ".join(dict.fromkeys(item for item in items if item))
    except PathError:
        return ""


def _floor(house: House | None, terms: Terms, path: str, positions: Positions) -> str:
    """What our house never accepts at this path, where their value passes it."""
    faults = assemble.house_floor_faults(house, Finder(terms), positions) if house else ()
    return "; ".join(f"{fault.message}. {fault.hint}" for fault in faults if f"`{path}`" in fault.message)


def _positions(shelf: Shelf, paper: TheirPaper, terms: Terms, positions: Positions) -> Iterator[str]:
    """Where their values would leave our playbook; only values that were read once, and not merely perhaps."""
    values: dict[str, set[str]] = {}
    for read in paper.values:
        if _counts(read):
            values.setdefault(read.path, set()).add(read.value)
    theirs = with_values(terms, {path: next(iter(found)) for path, found in values.items() if len(found) == 1}).terms
    before, after = _reached(shelf, terms, positions), _reached(shelf, theirs, positions)
    for id, reached in after.items():
        if id in before and before[id].position != reached.position:
            approval = f", approval by {' and '.join(reached.approvers)}" if reached.approvers else ""
            was, now = before[id].position or "no position", reached.position or "no position"
            yield f"With their values {reached.title} would come from {was} to {now}{approval}."


def _counts(read: ReadValue) -> bool:
    return read.confidence is not Confidence.POSSIBLE and "*" not in read.path


def _reached(shelf: Shelf, terms: Terms, positions: Positions) -> dict[str, ReachedPosition]:
    return {reached.clause: reached for reached in _assembled(shelf, terms, positions).reached}


def _assembled(shelf: Shelf, terms: Terms, positions: Positions) -> assemble.Assembly:
    return assemble.assembled(shelf.library.library, shelf.parsed, terms, positions, law_parsed=shelf.parsed_law)


def _written(
    root: Root, paper: TheirPaper, findings: tuple[Diagnostic, ...], contract: str, positions: tuple[str, ...], stem: str
) -> tuple[str, ...]:
    sheet = negotiate.paper_sheet(paper, findings, contract, positions)
    pages = {".html": web.sheet_page(sheet).encode(), ".md": web.sheet_markdown(sheet).encode()}
    files = {store.paper_file(f"{contract} {stem}" if contract else stem, ending): content for ending, content in pages.items()}
    store.write_all(root, files)
    return tuple(files)
