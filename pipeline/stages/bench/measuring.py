"""What the work costs beside the same work done otherwise, in one run on one machine: ratios of processor time."""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median

from pipeline import pdf, store
from pipeline.check import text_faults
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.manuscript import Manuscript
from pipeline.model.terms.contract import Terms
from pipeline.stages.bench.case import Case
from pipeline.stages.bench.engines import KNOWN, long_pairs
from pipeline.stages.bench.receiving import returned_file
from pipeline.stages.bench.redlining import Redlining
from pipeline.stages.bench.statuses import portfolio
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.strangers.proofreading import manuscript_of
from pipeline.store.root import Root
from pipeline.word.bare import bare
from pipeline.word.reading import read
from pipeline.word.strangers import engines
from pipeline.word.words import words


@dataclass(frozen=True, slots=True)
class Measure:
    """One ratio: the work and its yardstick, the median processor seconds of both, the median ratio pair by pair, and its limit.

    The seconds are None where no time is measured.
    """

    contract: str
    work: str
    yardstick: str
    seconds: float | None
    yardstick_seconds: float | None
    ratio: float
    limit: float


def measured(root: Root, runs: int) -> Iterator[Measure | str]:
    """Every ratio of every contract, all of which are built; in words, what could not be measured.

    The backend is measured beside LibreOffice, and the redline beside each engine, only where that is installed.
    """
    shelf = Shelf(root)
    cases = [Case(shelf, contract) for contract in store.contracts(root)]
    # As a child of a build does when it has read the library.
    gc.freeze()
    for case in cases:
        yield from _of_contract(case, runs)
    yield from _proof_reading(runs)
    if store.has_workflow(root):
        yield _of_status(root, min(runs, 3))
    yield from _returned(cases[0], runs)
    yield from _beside_engines(cases[0], max(1, runs // 3))
    office = pdf.libreoffice()
    if office is not None:
        yield _beside_libreoffice(cases, office, max(1, runs // 3))
    yield from _monitoring(cases[0].terms, runs)


def _monitoring(terms: Terms, runs: int) -> Iterator[Measure | str]:
    """A million tickets judged, beside two subtractions and beside another library. Last of all, since tables need a large library."""
    from pipeline.measure.tables.trial import OTHER, trial

    tried, name = trial(terms), "1 M tickets"
    yield _compared(name, "judging response and resolution", tried.judge, "two subtractions", tried.subtract, 40, runs)
    other = tried.by_another()
    if other is None:
        yield f"{OTHER} is not installed, so judging is not measured beside it"
    else:
        yield _compared(
            name, "judging response and resolution", tried.judge, f"{OTHER}, both times and due moments", other, 0.1, max(1, runs // 3)
        )


def save(root: Root, measures: list[Measure]) -> str:
    """Write the measures as JSON under build/; gives the file's name. Raises CannotWrite."""
    file = "build/bench.json"
    content = json.dumps([asdict(measure) for measure in measures], indent=2) + "\n"
    store.write(root, file, content.encode())
    return file


def _of_contract(case: Case, runs: int) -> Iterator[Measure]:
    whole = bare(case.document, case.stamp, case.template)
    assert words(whole.render()) == words(case.write()), "the yardstick must say what the contract says"
    yield _compared(case.contract, "warm assembly to DOCX", case.warm, "docxtpl alone", whole.render, 0.15, runs)
    yield _compared(case.contract, "cold assembly to DOCX", case.cold, "docxtpl alone", whole.render, 1.0, runs)
    yield _compared(case.contract, "zip", case.zip, "docxtpl alone", whole.render, 0.10, runs)
    yield _compared(case.contract, "check", case.check, "cold assembly to DOCX", case.cold, 1.0, runs)
    yield from _of_redline(case, runs)
    case.remember()
    yield _compared(case.contract, "deciding that nothing changed", case.decide, "build", case.build, 0.01, max(1, runs // 3))


def _of_redline(case: Case, runs: int) -> Iterator[Measure]:
    """The redlines of versions with seeded edits: their time beside a build of the DOCX, their marks beside the fewest that would do."""
    redlining = Redlining(case.document, case.stamp, case.template)
    yield _compared(case.contract, "redline to DOCX", redlining.write, "DOCX from the files", case.from_files, 0.5, runs)
    yield _compared(case.contract, "redline, changes listed", redlining.compare, "DOCX from the files", case.from_files, 0.25, runs)
    for work, ratio, limit in zip(("marked letters, median", "marked letters, ninth decile"), redlining.marks(), (1.02, 1.2), strict=True):
        yield Measure(case.contract, work, "word diff of the whole text", None, None, ratio, limit)


def _of_status(root: Root, runs: int) -> Measure:
    """The status of a thousand copies of the smallest contract from the index, beside that of ten of them without it."""
    smallest = min(store.contracts(root), key=lambda contract: len(store.contract_files(root, contract)))
    with portfolio(root, smallest) as copies:
        work, yardstick = "status of 1,000 contracts from the index", "status of 10 contracts without it"
        return _compared("all", work, copies.from_index, yardstick, copies.anew, 1.0, runs)


def _proof_reading(runs: int) -> Iterator[Measure]:
    """Proof-reading beside one look at each word: of a text made here, and of each text in the folder that `DRAFTLINE_CORPUS` names."""
    made = "\n\n".join(f"{count}. Support {count}\n\n{count}.1 {_SENTENCES.format(count)}" for count in range(1, 151))
    yield _proof_read("a text of 150 sections", lambda: store.manuscript_in(made.encode(), "made.txt"), runs)
    corpus = os.environ.get("DRAFTLINE_CORPUS")
    for path in sorted(Path(corpus).glob("*/*")) if corpus else ():
        if path.suffix in (".md", ".txt", ".docx"):
            yield _proof_read(path.name[:40], partial(manuscript_of, path), runs)


def _proof_read(name: str, read: Callable[[], Manuscript | Diagnostic], runs: int) -> Measure:
    once = read()
    assert isinstance(once, Manuscript), f"{name} must be a text that can be read"

    def proofread() -> None:
        manuscript = read()
        assert isinstance(manuscript, Manuscript)
        text_faults(manuscript)

    return _compared(name, "proof-reading", proofread, "one pass over its words", lambda: re.findall(r"\w+", once.text), 100, runs)


_SENTENCES = (
    "The Provider shall answer within thirty (30) minutes under Section {0} (Support {0}). "
    '"Fault {0}" means an event that stops a Service. '
    "The Customer shall (a) name the Fault {0}, and (b) pay GBP 4,500 by 3 April 2026 as Schedule 1 says.\n\n"
)


def _returned(case: Case, runs: int) -> Iterator[Measure]:
    """A redline of 100 pages that comes back: looked at as hostile and read, then all the way to its proposals, beside making it."""
    *_, pair = long_pairs(case.document, case.stamp, case.template)
    back = returned_file(case.shelf, case.contract, case.terms, pair)
    work = f"reading {pair.pages} pages that come back"
    yield _compared("long", work, lambda: read(back.docx, "returned.docx"), "making them", pair.by_us, 5, runs)
    work = f"receiving {pair.pages} pages, down to the proposals"
    yield _compared("long", work, back.receive, "making them", pair.by_us, 15, max(1, runs // 3))


def _beside_engines(case: Case, runs: int) -> Iterator[Measure | str]:
    """Our redline of two long versions beside each engine whose redline of the same files is right."""
    asked = engines()
    missing = [key for key in KNOWN if not any(engine.name.startswith(key) for engine in asked)]
    yield from (f"{key} is not installed, so our redline was not measured beside it" for key in missing)
    for pair in long_pairs(case.document, case.stamp, case.template):
        for engine in asked:
            if fault := pair.fault_of(engine):
                yield f"our redline of {pair.pages} pages was not measured beside {engine.name}, which is not right: {fault}"
            else:
                work = f"redline of {pair.pages} pages"
                yield _compared("long", work, pair.by_us, f"{engine.name}, right (CPU)", pair.by(engine), 0.1, runs, _processor)


def _beside_libreoffice(cases: Sequence[Case], office: pdf.LibreOfficeBackend, runs: int) -> Measure:
    """All contracts at a stroke, since LibreOffice's start would count against it once for each.

    Reading the pages back, by which a build proves them, is not counted: LibreOffice proves nothing.
    """
    documents = [case.docx for case in cases]
    work = "PDF, copied and finished (CPU)"

    def mine() -> None:
        for case in cases:
            case.render()

    return _compared("all", work, mine, "LibreOffice, one batch (CPU)", lambda: office.render_all(documents), 1.6, runs, _processor)


def _compared(
    contract: str,
    work: str,
    do: Callable[[], object],
    yardstick: str,
    other: Callable[[], object],
    limit: float,
    runs: int,
    clock: Callable[[], float] = time.process_time,
) -> Measure:
    """Both in turn, after one run of each that does not count."""
    do(), other()
    # What was measured before leaves much in memory, which is not to be searched for garbage at the cost of this work.
    gc.collect()
    gc.freeze()
    pairs = [(_seconds(do, clock), _seconds(other, clock)) for _ in range(runs)]
    return Measure(
        contract,
        work,
        yardstick,
        median(mine for mine, _ in pairs),
        median(theirs for _, theirs in pairs),
        median(mine / theirs for mine, theirs in pairs),
        limit,
    )


def _seconds(do: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    do()
    return clock() - begun


def _processor() -> float:
    """Seconds of processor time of this process and of its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
