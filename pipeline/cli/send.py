"""The command that keeps what goes to the other party: which version, to whom, and with which redline."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pipeline import store
from pipeline.cli.clock import moment, now
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import gathered_alone
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.model.sending import Sending
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.named import Side
from pipeline.stages import sending
from pipeline.stages.comparing import DRAFT
from pipeline.stages.drafting import Draft
from pipeline.stages.redlines import frozen_versions
from pipeline.store.root import Root

LAST = "last"
"""What people call the version that the party was sent before this one."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("send", help="keep the files of a frozen version as they go to the other party")
    parser.add_argument("contract", metavar="CONTRACT", help="the contract's folder name")
    parser.add_argument("version", nargs="?", metavar="VERSION", help="a frozen version (default: the last)")
    parser.add_argument("--to", required=True, choices=tuple(map(str, Side)), metavar="PARTY", help="`customer` or `provider`")
    parser.add_argument("--redline-from", metavar="OLD", help="add the redline from a version that the party was sent, or from its `last`")
    parser.add_argument("--channel", type=_words, metavar="WORDS", help="which way it goes, as `e-mail to the Directors`")
    parser.add_argument("--reply-by", type=_day, metavar="DATE", help="by when an answer is expected, as 2026-05-15")
    parser.add_argument("--now", type=moment, metavar="MOMENT", help="when it is sent, as 2026-05-01T12:00:00Z (default: now)")
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text", help="how findings are printed")
    parser.set_defaults(run=send)


def send(options: argparse.Namespace) -> int:
    """Keep what is sent, tell the ledger, and name the files."""
    root = root_with_contract(options)
    at = options.now or now()
    meant = _meant(root, options, at)
    work = gathered_alone(options, sending.send(root, options.contract, meant, at))
    told = (line for draft in work.drafts for line in _told(draft, meant))
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _meant(root: Root, options: argparse.Namespace, at: str) -> Sending:
    """What is to be sent. Raises WrongUse."""
    frozen = frozen_versions(root, options.contract)
    if not frozen:
        raise WrongUse(
            f"no version of `{options.contract}` is frozen yet, and only a frozen one is sent: draftline freeze {options.contract}"
        )
    version = options.version or frozen[-1]
    if version.endswith(DRAFT):
        raise WrongUse(f"a draft still changes, and only a frozen version is sent: draftline freeze {options.contract}")
    if version not in frozen:
        hint = close_to(version, frozen) or f"there are {_listed(frozen)}"
        raise WrongUse(f"`{options.contract}` has no frozen version `{version}`: {hint}")
    if options.reply_by and options.reply_by < at[:10]:
        raise WrongUse(f"an answer by {options.reply_by} cannot be expected to what is sent on {at[:10]}")
    had = [sent.version for sent in store.sendings(root, options.contract, options.to) if sent.version != version]
    old = had[-1] if had and options.redline_from == LAST else options.redline_from or ""
    if old and old not in had:
        raise WrongUse(_never_had(options.to, old, had))
    return Sending(version, options.to, old, options.channel or "", options.reply_by or "")


def _never_had(party: str, old: str, had: Sequence[str]) -> str:
    """A redline from a version that only we know would show what was never meant for the other party."""
    if not had:
        return f"the {party} was sent no other version yet, so there is none to show changes from; leave out --redline-from"
    return f"the {party} was never sent `{old}`, so no redline starts from it: the {party} has {_listed(dict.fromkeys(had))}"


def _told(draft: Draft, meant: Sending) -> Iterator[str]:
    """What is kept, and what is left to do."""
    if not draft.outputs:
        return
    answer = f", reply by {meant.reply_by}" if meant.reply_by else ""
    yield f"{draft.contract} {draft.version}: kept as sent to the {meant.party}{answer}; send these files, and commit"
    yield from draft.outputs


def _listed(versions: Iterable[str]) -> str:
    return ", ".join(f"`{version}`" for version in versions)


def _words(word: str) -> str:
    words = word.strip()
    if not words or not words.isprintable():
        raise argparse.ArgumentTypeError(f"{word!r} says nothing that could be printed")
    return words


def _day(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"`{word}` is no date: expected a day as in 2026-05-15") from fault
