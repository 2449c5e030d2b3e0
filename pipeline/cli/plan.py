"""The command that writes the plan of a contract, tells the ledger what was done, and lists what is open."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import gathered_alone
from pipeline.cli.given import day, words
from pipeline.cli.shared_options import add_contract, add_format, add_now
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.model.completion import Completion
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.named import Side
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.redlines import frozen_versions
from pipeline.stages.plans import doing, planning
from pipeline.store.root import Root


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser(
        "plan",
        help="write communication plan, oversight register, checklist and key dates, as DOCX, PDF, HTML, calendar and tables",
        description="Without --done and --open it writes build/CONTRACT/plan/.",
    )
    audiences = (planning.INTERNAL, *map(str, Side))
    add_contract(parser)
    parser.add_argument(
        "version", nargs="?", metavar="VERSION", help="which version (default: the executed one, else the last, else the draft)"
    )
    parser.add_argument(
        "--for",
        dest="audience",
        choices=audiences,
        default=planning.INTERNAL,
        metavar="WHOM",
        help=f"for whom it is: {', '.join(audiences)} (default: {planning.INTERNAL})",
    )
    parser.add_argument("--done", metavar="TASK", help="tell the ledger that a task was done, by its id, as `transition.access`")
    parser.add_argument("--by", type=words, metavar="PERSON", help="who did it")
    parser.add_argument("--on", type=day, metavar="DATE", help="when, as 2026-05-15 (default: today)")
    parser.add_argument(
        "--due", type=day, metavar="DATE", help="of a task that recurs, the day on which it was due (default: the first not done)"
    )
    parser.add_argument("--open", action="store_true", help="list what is still to be done, what is overdue first")
    add_now(parser, "when it is told")
    add_format(parser)
    parser.set_defaults(run=plan)


def plan(options: argparse.Namespace) -> int:
    """Write the plan, tell what was done, or list what is open."""
    root = root_with_contract(options)
    _only_one_thing(options)
    version = _version(root, options)
    if options.done:
        return _done(root, options, version)
    if options.open:
        return _open(root, options, version)
    work = gathered_alone(options, planning.plan(root, options.contract, version, options.audience))
    told = (line for draft in work.drafts for line in _written(draft))
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _only_one_thing(options: argparse.Namespace) -> None:
    """Raises WrongUse where the options ask for several things at once, or for a part of one."""
    if options.done and options.open:
        raise WrongUse("--done tells what was done and --open lists what is not; use one at a time")
    if options.done and not options.by:
        raise WrongUse("say who did it: --by PERSON")
    alone = [name for name in ("by", "on", "due") if getattr(options, name)]
    if alone and not options.done:
        raise WrongUse(f"--{alone[0]} belongs to --done TASK, which is missing")
    if options.audience != planning.INTERNAL and (options.done or options.open):
        raise WrongUse("--for chooses for whom the plan is written; it has no meaning beside --done and --open")


def _version(root: Root, options: argparse.Namespace) -> str:
    """The version that is meant. Raises WrongUse where there is none such."""
    draft = store.next_draft(root, options.contract)
    known = (*frozen_versions(root, options.contract), draft)
    if options.version is None:
        return planning.version_in_force(root, options.contract)
    if options.version not in known:
        others = ", ".join(f"`{version}`" for version in known)
        raise WrongUse(
            f"`{options.contract}` has no version `{options.version}`: {close_to(options.version, known) or f'there are {others}'}"
        )
    return str(options.version)


def _done(root: Root, options: argparse.Namespace, version: str) -> int:
    at = options.now or now()
    on = options.on or at[:10]
    if on > at[:10]:
        raise WrongUse(f"{on} lies in the future of {at[:10]}; a task is told when it has been done")
    meant = Completion(options.done, options.due or "", options.by, on)
    work = gathered_alone(options, doing.done(root, options.contract, version, meant, at))
    told = (_told(draft, draft.completion) for draft in work.drafts if draft.completion)
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _open(root: Root, options: argparse.Namespace, version: str) -> int:
    today = date.fromisoformat((options.now or now())[:10])
    work = gathered_alone(options, doing.open_tasks(root, options.contract, version))
    told = (line for draft in work.drafts for line in _listed(draft, today))
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _written(draft: Draft) -> Iterator[str]:
    if draft.outputs:
        yield f"{draft.contract} {draft.version}: the plan is written"
        yield from draft.remarks
        yield from draft.outputs


def _told(draft: Draft, completion: Completion) -> str:
    due = f", due on {completion.due}," if completion.due else ""
    return f"{draft.contract}: `{completion.task}`{due} was done on {completion.on} by {completion.by}"


def _listed(draft: Draft, today: date) -> Iterator[str]:
    """One line a task: its day, its id, what it is, and who answers for it."""
    if draft.plan is None:
        return
    tasks = tuple(doing.shown(draft.plan, today))
    late = sum(days > 0 for _, days in tasks)
    yield f"{draft.contract} {draft.version}: {len(tasks)} task{'' if len(tasks) == 1 else 's'} open, {late} overdue on {today}"
    width = max((len(task.id) for task, _ in tasks), default=0)
    for task, days in tasks:
        mark = "overdue" if days else "       "
        others = f"; overdue on {days} days" if days > 1 else ""
        yield f"  {task.due}  {mark}  {task.id:{width}}  {task.what} ({task.owner}){others}"
