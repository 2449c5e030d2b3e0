"""The command that says where contracts stand, and tells the story of one."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from pipeline import lifecycle, post, store, web
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded, say
from pipeline.cli.report import Format
from pipeline.cli.shared_options import add_now
from pipeline.cli.usage import WrongUse, look_for, root_of
from pipeline.model.report import Report
from pipeline.model.standing import ContractStanding, StepState
from pipeline.stages import status as stage
from pipeline.store.root import Root

_MARKS = {StepState.DONE: "done", StepState.IN_PROGRESS: "in progress", StepState.NEXT: "next", StepState.BLOCKED: "blocked"}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("status", help="say where contracts stand: what is done, next, blocked, overdue, and who acts")
    parser.add_argument("contract", nargs="?", metavar="CONTRACT", help="the contract's folder name (default: all, a line each)")
    parser.add_argument("--all", action="store_true", help="all contracts, a line each")
    parser.add_argument("--story", action="store_true", help="tell what has happened to the contract, from its ledger")
    parser.add_argument("--format", choices=("text", "json", "csv", "md", "html"), default="text", help="how it is printed")
    add_now(parser, "on which day")
    parser.set_defaults(run=status)


def status(options: argparse.Namespace) -> int:
    """Print where contracts stand, or the story of one."""
    root = root_of(options)
    if options.all and options.contract:
        raise WrongUse("name one contract, or say --all, and not both")
    if options.contract:
        look_for(root, options.contract)
    if options.story:
        return _story(root, options)
    today = date.fromisoformat((options.now or now())[:10])
    chosen = (options.contract,) if options.contract else store.contracts(root)
    found = stage.status(root, chosen, today)
    if found.standings:
        say(_shown(found.standings, options), _encoding(options))
    return concluded(found.findings, Format.TEXT, store.SourceLines(root))


def _story(root: Root, options: argparse.Namespace) -> int:
    if not options.contract:
        raise WrongUse("--story tells of one contract: name it")
    if options.format != "text":
        raise WrongUse("the story is text; the facts behind it are the JSON lines of ledger.jsonl")
    lines, findings = stage.story(root, options.contract)
    told = lines or (() if findings else ("Nothing has happened to this contract yet.",))
    say("".join(f"{line}\n" for line in told), Format.TEXT)
    return concluded(findings, Format.TEXT, store.SourceLines(root))


def _encoding(options: argparse.Namespace) -> Format:
    return Format.TEXT if options.format == "text" else Format.JSON


def _shown(standings: tuple[ContractStanding, ...], options: argparse.Namespace) -> str:
    report = lifecycle.contract_report(standings[0]) if options.contract else lifecycle.portfolio_report(standings)
    match options.format:
        case "json":
            told: Any = [asdict(each) for each in standings]
            return json.dumps(told[0] if options.contract else told, default=str, ensure_ascii=False, indent=2) + "\n"
        case "csv":
            return post.csv_of(report.sections[0].grids[0]).decode()
        case "md":
            return web.report_markdown(report)
        case "html":
            return web.report_page(report)
    return _checklist(standings[0], report) if options.contract else _portfolio(report)


def _checklist(standing: ContractStanding, report: Report) -> str:
    lines = [f"{report.subject} ({standing.contract})", report.lead, ""]
    for step in standing.steps:
        lines.append(f"{step.number:>3}  {_MARKS[step.state]:<11}  {step.title}{_aside(step)}")
        lines += [f"{'':18}{why}" for why in step.why] if step.state is not StepState.BLOCKED else []
        lines += [f"{'':18}{note}" for note in step.notes]
    lines += ["", *(f"{label}: {said}" for label, said in report.facts)]
    return "".join(f"{line}\n" for line in lines)


def _aside(step: Any) -> str:
    said = [f"done on {step.done_on}"] if step.done_on else []
    if step.state is not StepState.DONE:
        said += [step.who] if step.who else []
        said += [f"needs {', '.join(map(str, step.blocked_by))}"] if step.blocked_by else []
        said += [f"{'overdue since' if step.overdue else 'due on'} {step.due}"] if step.due else []
    return f" · {' · '.join(said)}" if said else ""


def _portfolio(report: Report) -> str:
    [grid] = report.sections[0].grids
    lines = [report.lead]
    for record in grid.records:
        named = dict(zip((column.name for column in grid.columns), record.cells, strict=True))
        overdue = f"  overdue: {named['Overdue']}" if named["Overdue"] else ""
        due = f" (due {named['Due']})" if named["Due"] and not overdue else ""
        follows = f"  next: {named['Next key date']}" if named["Next key date"] else ""
        lines.append(f"{named['Contract']}  {named['Done']}  {named['Step']}: {named['State']}, {named['Who']}{due}{overdue}{follows}")
    return "".join(f"{line}\n" for line in lines)
