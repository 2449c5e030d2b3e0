"""What each command does, in the order of its story."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.gathering import gathered
from pipeline.cli.laws import laws_table
from pipeline.cli.positions import positions_table
from pipeline.cli.progress import Display
from pipeline.cli.report import Format, report
from pipeline.cli.statistics import show as show_statistics
from pipeline.model.diagnostic import Diagnostic, Severity, in_order
from pipeline.model.terms.faults import close_to
from pipeline.pdf import PdfBackend
from pipeline.stages import building, freezing
from pipeline.stages.basing import ledger_findings
from pipeline.stages.building import Fault, Progress
from pipeline.stages.drafting import Draft
from pipeline.stages.issue import NoMoment, date_asked_for
from pipeline.stages.printing import backend_named
from pipeline.stages.sampling import tried
from pipeline.stages.schemas import write_schemas
from pipeline.stages.statistics import statistics
from pipeline.store.root import Root

FINE, FOUND, USAGE, OWN_FAULT = 0, 1, 2, 3


def build(options: argparse.Namespace) -> int:
    """Check, then write DOCX, PDF and manifest of each draft."""
    backend = backend_named(options.pdf)
    if backend is None:
        return usage("LibreOffice is not installed here; leave out --pdf to use the default, rdocx")
    try:
        date_asked_for()
    except NoMoment as fault:
        return usage(str(fault))
    return _over_contracts(options, backend)


def check(options: argparse.Namespace) -> int:
    """Check data, clauses and templates without writing anything."""
    root = root_of(options)
    if root is None or options.base is None:
        return _over_contracts(options, None)
    try:
        with store.at_commit(root, store.commit_named(root, options.base)) as base:
            options.more = ledger_findings(base, root)
    except store.NoCommit as refused:
        return usage(str(refused))
    return _over_contracts(options, None)


def _over_contracts(options: argparse.Namespace, backend: PdfBackend | None) -> int:
    root = root_of(options)
    if root is None:
        return no_root(options)
    known = store.contracts(root)
    unknown = [name for name in options.contracts if name not in known]
    if unknown:
        return usage("\n".join(no_contract(name, known) for name in unknown))
    chosen = tuple(dict.fromkeys(options.contracts)) or known
    events = building.built(root, chosen, backend, getattr(options, "jobs", None), laws=getattr(options, "laws", False))
    return _shown(options, root, chosen, events)


def _shown(options: argparse.Namespace, root: Root, chosen: Sequence[str], events: Iterable[Progress | Fault | Draft]) -> int:
    """Show the work while it is done, and then all that was found."""
    display = Display(chosen, quiet=options.format != "text")
    work = gathered(events, display)
    findings = [*getattr(options, "more", ()), *work.findings]
    if getattr(options, "samples", 0):
        findings += tried(root, options.samples, building.cores())
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
    root, backend = root_of(options), backend_named(options.pdf)
    if root is None:
        return no_root(options)
    if backend is None:
        return usage("LibreOffice is not installed here; leave out --pdf to use the default, rdocx")
    if options.contract not in store.contracts(root):
        return usage(no_contract(options.contract, store.contracts(root)))
    options.contracts, options.strict = [options.contract], False
    return _shown(options, root, (options.contract,), freezing.freeze(root, options.contract, backend, options.now or now()))


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas that editors use."""
    root = root_of(options)
    if root is None:
        return no_root(options)
    for file in write_schemas(root):
        print(f"wrote {file}")
    return FINE


def bench(options: argparse.Namespace) -> int:
    """Measure, print, and write build/bench.json."""
    from pipeline.cli.benchmarks import show
    from pipeline.stages.bench import Measure, measured, save

    root = root_of(options)
    if root is None:
        return no_root(options)
    code = build(argparse.Namespace(root=options.root, contracts=[], format="text", strict=False, pdf="rdocx"))
    if code != FINE:
        return code
    found = list(measured(root, options.runs))
    measures = [each for each in found if isinstance(each, Measure)]
    show(measures)
    print("".join(f"{remark}\n" for remark in found if isinstance(remark, str)), end="")
    print(f"wrote {save(root, measures)}")
    return FINE


def root_of(options: argparse.Namespace) -> Root | None:
    """The repository that the command works on; None where there is none."""
    if options.root is None:
        return store.root_from(Path.cwd())
    return Root(options.root.resolve()) if store.is_root(options.root) else None


def say(words: str, form: Format) -> None:
    """Print for a person in the encoding of the terminal, for a program in UTF-8; what neither knows is escaped."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if form is Format.TEXT else "utf-8", errors="backslashreplace")
    try:
        print(words, end="", flush=True)
    except BrokenPipeError:
        # Whoever reads has seen enough, as `head` does; nothing may be written there when this process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def no_root(options: argparse.Namespace) -> int:
    """Say that there is no repository of contracts."""
    if options.root is None:
        return usage("no folder from here upwards holds data/ and clauses/; name it with --root")
    return usage(f"the folder `{options.root}` does not hold data/ and clauses/")


def no_contract(name: str, known: Sequence[str]) -> str:
    """What is said of a contract that is not there."""
    hint = close_to(name, known) or "the contracts are " + (", ".join(f"`{other}`" for other in known) or "none")
    return f"there is no contract `{name}`: {hint}"


def usage(message: str) -> int:
    """Say what is wrong with the command."""
    print(f"draftline: {message}", file=sys.stderr)
    return USAGE


def verdict(findings: Sequence[Diagnostic], *, strict: bool) -> int:
    """The exit code that findings of this gravity make."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FOUND if any(finding.severity in grave for finding in findings) else FINE
