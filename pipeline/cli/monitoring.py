"""The command that judges the tickets of a service desk by the agreement."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import FINE, concluded, say
from pipeline.cli.report import Format
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.measure import tables
from pipeline.model.diagnostic import Diagnostic, has_errors
from pipeline.stages.monitoring import keeping, telling
from pipeline.stages.monitoring.agreed import agreed_in
from pipeline.stages.monitoring.closing import changes, close
from pipeline.stages.monitoring.explaining import story
from pipeline.stages.monitoring.month import Asked, Month, judged
from pipeline.store.root import Root


def monitored(options: argparse.Namespace) -> int:
    """Judge a month, print what it came to, and write its figures."""
    if options.suggest_mapping is not None:
        return _suggest(options)
    if options.ticket is not None and (options.close or options.report):
        raise WrongUse("--ticket only tells the story of one ticket: leave out --close and --report, or --ticket")
    if options.contract is None or options.tickets is None or options.mapping is None:
        raise WrongUse("name the contract, the export and how it is read: draftline monitor CONTRACT TICKETS --mapping NAME")
    if Path(options.mapping).suffix.lower() in tables.KNOWN_ENDINGS:
        raise WrongUse(f"`{options.mapping}` looks like an export: --mapping takes a name in data/mappings, or a .yaml file")
    root = root_with_contract(options)
    if options.reason is not None and not options.close:
        raise WrongUse("--reason says why closed figures are restated: give --close as well")
    _look_for_version(root, options)
    asked = _asked(options)
    found = judged(root, options.contract, asked)
    if found.month is None or has_errors(found.findings):
        return concluded(found.findings, options.format, store.SourceLines(root))
    if options.ticket is not None:
        return concluded(found.findings, options.format, store.SourceLines(root), _story(found.month, options.ticket))
    differing = changes(root, found.month)
    refused, files = _kept(root, found.month, asked.now, report=options.report)
    if options.close and not refused:
        closed, refused = close(root, found.month, asked.now, options.reason or "")
        files = (*files, *closed)
    told = (*telling.summary(found.month), "", *files) if not has_errors(refused) else ()
    return concluded((*found.findings, *differing, *refused), options.format, store.SourceLines(root), told)


def _suggest(options: argparse.Namespace) -> int:
    """Print a mapping that was proposed for an export. Raises WrongUse where it cannot be read."""
    if options.tickets is not None or options.mapping is not None or options.close:
        raise WrongUse("--suggest-mapping only proposes a mapping: draftline monitor CONTRACT --suggest-mapping FILE")
    priorities: dict[str, str] = {}
    if options.contract is not None:
        found = agreed_in(root_with_contract(options), options.contract, options.version)
        targets = found.agreed.terms.service_levels.targets if found.agreed is not None else ()
        priorities = {target.id: target.name for target in targets}
    try:
        say(tables.suggestion(options.suggest_mapping, priorities), Format.TEXT)
    except tables.Unreadable as fault:
        hint = f"; {fault.hint}" if fault.hint else ""
        raise WrongUse(f"`{options.suggest_mapping}` cannot be read: {fault.message}{hint}") from fault
    return FINE


def _asked(options: argparse.Namespace) -> Asked:
    return Asked(
        options.tickets,
        options.mapping,
        options.now or now(),
        options.period,
        options.time_zone,
        options.date_format,
        options.outages,
        options.measures,
        options.version,
    )


def _kept(root: Root, month: Month, at: str, *, report: bool) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    try:
        files = keeping.written(root, month)
        findings, printed = keeping.printed(root, month, at) if report else ((), ())
    except store.CannotWrite as refused:
        return (refused.diagnostic,), ()
    return findings, (*files, *printed)


def _story(month: Month, number: str) -> Iterator[str]:
    """The story of a ticket. Raises WrongUse where it is not among those judged."""
    if month.record.ticket(number) is None:
        why = month.taken.why_not(number)
        raise WrongUse(f"no ticket `{number}` of {month.taken.file} is judged{f': {why}' if why else ''}")
    return story(month, number)


def _look_for_version(root: Root, options: argparse.Namespace) -> None:
    frozen = store.versions(root, options.contract)
    if options.version is not None and options.version not in frozen:
        known = ", ".join(f"`{version}`" for version in frozen) or "none"
        raise WrongUse(f"`{options.contract}` has no frozen version `{options.version}`: the versions are {known}")
