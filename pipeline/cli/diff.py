"""The command that compares versions: which ones, by which settings, and what is said of the changes."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline import store
from pipeline.cli import diff_files
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import gathered
from pipeline.cli.progress import Display
from pipeline.cli.report import SourceLine
from pipeline.cli.shared_options import add_format, add_now, add_pdf
from pipeline.cli.usage import WrongUse, backend_of, look_for, root_of
from pipeline.compare import Settings
from pipeline.model.change import Change, ChangeKind
from pipeline.model.document import Revision
from pipeline.model.terms.faults import close_to
from pipeline.stages.comparing import basing, comparing, departures
from pipeline.stages.comparing.foreign import diff_files as differences_of_files
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.printing_redlines import Printer
from pipeline.stages.drafts.redlines import frozen_versions
from pipeline.stages.wall.contracts import Fault, Progress
from pipeline.store.root import Root

_IGNORED = ("case", "space", "formatting", "numbering")
_KINDS = {
    ChangeKind.VALUE: ("value changed", "values changed"),
    ChangeKind.WORDS: ("change of words", "changes of words"),
    ChangeKind.ADDED: ("addition", "additions"),
    ChangeKind.DROPPED: ("deletion", "deletions"),
    ChangeKind.MOVED: ("move", "moves"),
    ChangeKind.DIVIDED: ("paragraph divided", "paragraphs divided"),
    ChangeKind.JOINED: ("pair of paragraphs joined", "pairs of paragraphs joined"),
    ChangeKind.LAYOUT: ("change of layout", "changes of layout"),
}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("diff", help="show what changed between two versions of a contract, or between any two files")
    parser.add_argument(
        "contract",
        nargs="?",
        metavar="CONTRACT",
        help="the contract's folder name; or two files, OLD.docx NEW.docx, ours or not (also .md, .txt)",
    )
    parser.add_argument("old", nargs="?", metavar="OLD", help="a frozen version, or `draft` for today's files (default: the last frozen)")
    parser.add_argument("new", nargs="?", metavar="NEW", help="a frozen version, or `draft` for today's files (default: draft)")
    parser.add_argument("--base", metavar="GITREF", help="compare all contracts with what they said at this commit, branch or tag")
    parser.add_argument("--against", choices=("library",), help="compare the draft with what the library prefers, instead of a version")
    parser.add_argument("--ignore", type=_ignored, default=(), metavar="WHAT,WHAT", help=f"leave out of account: {', '.join(_IGNORED)}")
    parser.add_argument("--characters", action="store_true", help="mark letters instead of words")
    parser.add_argument("--no-moves", action="store_true", help="show what moved as a deletion and an insertion")
    parser.add_argument("--no-summary", action="store_true", help="leave out the page with the summary of changes")
    add_pdf(parser)
    parser.add_argument("--author", type=_author, metavar="NAME", help="who made the changes (default: the house; of files: Draftline)")
    add_now(parser, "when")
    diff_files.add(parser)
    add_format(parser)
    parser.set_defaults(run=diff)


def diff(options: argparse.Namespace) -> int:
    """Compare two versions of one contract, or two files, write the redline, and say what changed."""
    if diff_files.means_files(options):
        return _of_files(options)
    if stray := diff_files.stray_words(options):
        raise WrongUse(stray)
    root = root_of(options)
    printer = Printer(backend_of(options), summary=not options.no_summary)
    if options.base is not None:
        return _from_base(root, options, printer)
    if options.contract is None:
        raise WrongUse("name the contract to compare, or with --base GITREF compare all of them with what they were at that commit")
    look_for(root, options.contract)
    if options.against is not None:
        return _from_library(root, options, printer)
    events = comparing.diff(root, options.contract, *_versions(root, options), settings_of(options), printer)
    return _shown(store.SourceLines(root), options, (options.contract,), events, lambda drafts: ())


def _of_files(options: argparse.Namespace) -> int:
    pair = diff_files.pair_of(options)
    events = differences_of_files(pair, settings_of(options))
    return _shown(lambda file, line: None, options, (pair.new.name,), events, lambda drafts: ())


def _from_library(root: Root, options: argparse.Namespace, printer: Printer) -> int:
    if options.old is not None:
        raise WrongUse("--against library compares the draft of today, so no version is named beside it")
    events = departures.diff_from_library(root, options.contract, settings_of(options), printer)
    return _shown(store.SourceLines(root), options, (options.contract,), events, lambda drafts: ())


def _from_base(root: Root, options: argparse.Namespace, printer: Printer) -> int:
    if options.contract is not None:
        raise WrongUse("--base compares all contracts, so no contract is named beside it")
    if options.against is not None:
        raise WrongUse("--base and --against compare with different things; leave one out")
    try:
        with store.at_commit(root, store.commit_named(root, options.base)) as base:
            events = basing.diff_from(base, root, settings_of(options), printer)
            return _shown(
                store.SourceLines(root), options, store.contracts(root), events, lambda drafts: (basing.write_comment(base, root, drafts),)
            )
    except store.NoCommit as refused:
        raise WrongUse(str(refused)) from refused
    except store.CannotWrite as refused:
        return concluded([refused.diagnostic], options.format, store.SourceLines(root))


def settings_of(options: argparse.Namespace) -> Settings:
    """How to compare, as the command line says."""
    return Settings(
        Revision(options.author or "", (options.now or now())[:10]),
        **{f"ignore_{what}": what in options.ignore for what in _IGNORED},
        characters=options.characters,
        moves=not options.no_moves,
    )


def _versions(root: Root, options: argparse.Namespace) -> tuple[str, str]:
    """The old and the new version to compare. Raises WrongUse."""
    frozen = frozen_versions(root, options.contract)
    if not frozen:
        freeze = f"freeze the draft first: draftline freeze {options.contract}"
        raise WrongUse(f"no version of `{options.contract}` is frozen yet, so there is nothing to compare the draft with; {freeze}")
    today = store.next_draft(root, options.contract)
    old, new = (comparing.DRAFT if asked == today else asked for asked in (options.old or frozen[-1], options.new or comparing.DRAFT))
    unknown = [version for version in (old, new) if version not in (*frozen, comparing.DRAFT)]
    if unknown:
        raise WrongUse("\n".join(_no_version(options.contract, version, frozen) for version in dict.fromkeys(unknown)))
    if old == new:
        others = ", ".join(f"`{version}`" for version in (*frozen, comparing.DRAFT) if version != old)
        raise WrongUse(f"`{old}` would be compared with itself; name another version: {others}")
    return old, new


def _no_version(contract: str, version: str, frozen: Sequence[str]) -> str:
    known = (*frozen, comparing.DRAFT)
    hint = close_to(version, known) or f"there are {', '.join(f'`{each}`' for each in known)}"
    return f"`{contract}` has no version `{version}`: {hint}"


def _shown(
    lines: SourceLine,
    options: argparse.Namespace,
    contracts: Sequence[str],
    events: Iterable[Progress | Fault | Draft],
    finish: Callable[[Sequence[Draft]], Iterable[str]],
) -> int:
    """Show the work while it is done, then the findings, the changes and the files.

    `lines` gives the lines of the files for the findings; `finish` writes what is of all contracts together.
    """
    work = gathered(events, Display(contracts, quiet=options.format != "text"))
    files = finish(work.drafts)
    told_of = (line for draft in sorted(work.drafts, key=lambda draft: draft.contract) for line in told(draft))
    return concluded(work.findings, options.format, lines, (*told_of, *(f"wrote {file}" for file in files)), faults=work.faults)


def told(draft: Draft) -> Iterator[str]:
    """How many changes of each kind there are, which values changed, and where the redline is."""
    if draft.comparison is None:
        return
    changes = draft.comparison.changes
    number = len(changes)
    yield f"{draft.contract} {draft.version}: {number or 'no'} change{'' if number == 1 else 's'}"
    found = Counter(change.kind for change in changes)
    yield from (f"  {found[kind]:4} {words[found[kind] > 1]}" for kind, words in _KINDS.items() if found[kind])
    yield from (f"       {_value(change)}" for change in changes if change.kind is ChangeKind.VALUE)
    fallbacks = sum(reached.is_fallback for reached in draft.comparison.reached)
    if draft.comparison.reached:
        yield f"  {fallbacks:4} fallback{'' if fallbacks == 1 else 's'} to approve"
    yield from (f"wrote {file}" for file in draft.outputs)


def _value(change: Change) -> str:
    return f"{change.path}: {change.old} -> {change.new}"


def _ignored(word: str) -> tuple[str, ...]:
    asked = tuple(each.strip() for each in word.split(","))
    for each in asked:
        if each not in _IGNORED:
            hint = close_to(each, _IGNORED) or f"expected some of {', '.join(_IGNORED)}"
            raise argparse.ArgumentTypeError(f"`{each}` cannot be ignored: {hint}")
    return asked


def _author(word: str) -> str:
    name = word.strip()
    if not name or not name.isprintable():
        raise argparse.ArgumentTypeError(f"{word!r} is no name")
    return name
