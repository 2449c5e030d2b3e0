"""What each command does, in the order of its story."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import FINE, OWN_FAULT, say, verdict
from pipeline.cli.gathering import gathered
from pipeline.cli.laws import laws_table
from pipeline.cli.positions import positions_table
from pipeline.cli.progress import Display
from pipeline.cli.report import Format, report
from pipeline.cli.statistics import show as show_statistics
from pipeline.cli.usage import WrongUse, backend_of, look_for, root_of
from pipeline.model.diagnostic import Severity, in_order
from pipeline.pdf import PdfBackend
from pipeline.stages import building, freezing
from pipeline.stages.comparing.basing import ledger_findings
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.issue import NoMoment, date_asked_for
from pipeline.stages.library.sampling import tried
from pipeline.stages.library.schemas import write_schemas
from pipeline.stages.library.statistics import statistics
from pipeline.stages.wall.contracts import Fault, Progress
from pipeline.stages.wall.workers import cores
from pipeline.store.root import Root


def build(options: argparse.Namespace) -> int:
    """Check, then write DOCX, PDF and manifest of each draft."""
    backend = backend_of(options)
    try:
        date_asked_for()
    except NoMoment as fault:
        raise WrongUse(str(fault)) from fault
    return _over_contracts(options, backend)


def build_as_usual(folder: Path | None, *contracts: str) -> int:
    """Build as the command does where no option is given; all contracts where none is named."""
    return build(argparse.Namespace(root=folder, contracts=contracts, format="text", strict=False, pdf="rdocx"))


def check(options: argparse.Namespace) -> int:
    """Check data, clauses and templates without writing anything."""
    root = root_of(options)
    if options.base is None:
        return _over_contracts(options, None)
    try:
        with store.at_commit(root, store.commit_named(root, options.base)) as base:
            options.more = ledger_findings(base, root)
    except store.NoCommit as refused:
        raise WrongUse(str(refused)) from refused
    return _over_contracts(options, None)


def _over_contracts(options: argparse.Namespace, backend: PdfBackend | None) -> int:
    root = root_of(options)
    look_for(root, *options.contracts)
    chosen = tuple(dict.fromkeys(options.contracts)) or store.contracts(root)
    events = building.built(root, chosen, backend, getattr(options, "jobs", None), laws=getattr(options, "laws", False))
    return _shown(options, root, chosen, events)


def _shown(options: argparse.Namespace, root: Root, chosen: Sequence[str], events: Iterable[Progress | Fault | Draft]) -> int:
    """Show the work while it is done, and then all that was found."""
    display = Display(chosen, quiet=options.format != "text")
    work = gathered(events, display)
    findings = [*getattr(options, "more", ()), *work.findings]
    if getattr(options, "samples", 0):
        findings += tried(root, options.samples, cores())
    advice = getattr(options, "advice", False)
    ordered = in_order([finding for finding in findings if advice or finding.severity is not Severity.ADVICE])
    if getattr(options, "stats", False):
        show_statistics(statistics(root))
    if getattr(options, "positions", False):
        say(positions_table(work.drafts), Format.TEXT)
    if getattr(options, "laws", False) and options.format == Format.TEXT:
        say(laws_table(work.drafts), Format.TEXT)
    say(report(ordered, Format(options.format), store.SourceLines(root)), Format(options.format))
    display.summary(ordered, samples=getattr(options, "samples", 0))
    return OWN_FAULT if work.faults else verdict(ordered, strict=options.strict)


def freeze(options: argparse.Namespace) -> int:
    """Freeze the draft of one contract as its next version."""
    root, backend = root_of(options), backend_of(options)
    look_for(root, options.contract)
    options.contracts, options.strict = [options.contract], False
    return _shown(options, root, (options.contract,), freezing.freeze(root, options.contract, backend, options.now or now()))


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas that editors use."""
    root = root_of(options)
    for file in write_schemas(root):
        print(f"wrote {file}")
    return FINE


def bench(options: argparse.Namespace) -> int:
    """Measure, print, and write build/bench.json."""
    from pipeline.cli.benchmarks import show
    from pipeline.stages.bench.measuring import Measure, measured, save

    root = root_of(options)
    code = build_as_usual(options.root)
    if code != FINE:
        return code
    found = list(measured(root, options.runs))
    measures = [each for each in found if isinstance(each, Measure)]
    show(measures)
    print("".join(f"{remark}\n" for remark in found if isinstance(remark, str)), end="")
    print(f"wrote {save(root, measures)}")
    return FINE
