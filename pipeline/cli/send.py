"""The command that makes the package for the other party, and records that it arrived."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import gathered_alone
from pipeline.cli.given import day, words
from pipeline.cli.shared_options import add_contract, add_format, add_now
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.model.acknowledgement import Acknowledgement
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.sending import Sending
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.named import Side
from pipeline.stages.comparing.comparing import DRAFT
from pipeline.stages.dispatch import acknowledging, sending
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.redlines import frozen_versions
from pipeline.store.root import Root

LAST = "last"
"""What people call the version that the party was sent before this one."""
NONE = "none"
"""What they say where no redline is to go with it."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("send", help="make the package in which a frozen version goes to the other party, and keep it")
    add_contract(parser)
    parser.add_argument("version", nargs="?", metavar="VERSION", help="a frozen version (default: the last)")
    parser.add_argument("--to", choices=tuple(map(str, Side)), metavar="PARTY", help="`customer` or `provider`")
    parser.add_argument("--recipient", metavar="ID", help="to whom, of the contract's `recipients` (default: the only one)")
    parser.add_argument(
        "--redline-from",
        metavar="OLD",
        help="the version that the party was sent from which the redline starts (default: its last), or `none`",
    )
    parser.add_argument("--channel", type=words, metavar="WORDS", help="which way it goes, as `e-mail to the Directors`")
    parser.add_argument("--reply-by", type=day, metavar="DATE", help="by when an answer is expected, as 2026-05-15")
    parser.add_argument("--acknowledged", action="store_true", help="send nothing, but record that the party has what was sent (with --by)")
    parser.add_argument("--by", type=words, metavar="WHO", help="who confirmed the receipt")
    parser.add_argument("--evidence", type=Path, metavar="FILE", help="the file that shows it, such as their mail; it is kept")
    add_now(parser, "when it is sent")
    add_format(parser)
    parser.set_defaults(run=send)


def send(options: argparse.Namespace) -> int:
    """Keep what is sent, tell the ledger, and name the files."""
    root = root_with_contract(options)
    at = options.now or now()
    _look_for_mixtures(options)
    if options.acknowledged:
        return _acknowledge(root, options, at)
    work = gathered_alone(options, sending.send(root, options.contract, _meant(root, options, at), at))
    told = (line for draft in work.drafts for line in _told(draft))
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _look_for_mixtures(options: argparse.Namespace) -> None:
    """Raises WrongUse where words of sending and of its acknowledgement are mixed."""
    of_receipt = {"--by": options.by, "--evidence": options.evidence}
    of_sending = {"--redline-from": options.redline_from, "--channel": options.channel, "--reply-by": options.reply_by}
    of_sending["--recipient"] = options.recipient
    mixed = next((name for name, given in (of_sending if options.acknowledged else of_receipt).items() if given), None)
    if mixed:
        raise WrongUse(f"{mixed} goes {'with a sending, not with' if options.acknowledged else 'with'} --acknowledged")
    if options.acknowledged and not options.by:
        raise WrongUse("say who confirmed the receipt: --by WHO")
    if not options.acknowledged and not options.to:
        raise WrongUse("say to whom it goes: --to provider, or --to customer")


def _acknowledge(root: Root, options: argparse.Namespace, at: str) -> int:
    """Record the receipt of the last sending, or of that of the version that is named. Raises WrongUse."""
    sent = [each for each in store.sendings(root, options.contract, options.to) if options.version in (None, each.version)]
    if not sent:
        what = f"`{options.version}`" if options.version else "nothing"
        raise WrongUse(f"{what} was {'never ' if options.version else ''}sent to the other party yet, so there is no receipt of it")
    evidence = _evidence(options.evidence)
    if isinstance(evidence, Diagnostic):
        return concluded((evidence,), options.format, store.SourceLines(root))
    receipt = Acknowledgement(sent[-1].version, sent[-1].party, sent[-1].draft, options.by)
    found = acknowledging.acknowledge(root, options.contract, receipt, evidence, at)
    if isinstance(found, Diagnostic):
        return concluded((found,), options.format, store.SourceLines(root))
    line = f"{options.contract} {found.version}: {found.by} confirmed that the {found.party} has draft {found.draft}"
    return concluded((), options.format, store.SourceLines(root), (line, *filter(None, (found.file,))))


def _evidence(file: Path | None) -> acknowledging.Evidence | Diagnostic | None:
    if file is None:
        return None
    content = store.their_file(file)
    ending = file.suffix.removeprefix(".").lower()
    if not ending.isalnum() or not ending.isascii():
        raise WrongUse(f"`{file.name}` has no ending that tells what it is, such as .eml or .pdf")
    return content if isinstance(content, Diagnostic) else acknowledging.Evidence(content, ending)


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
    wanted = options.redline_from or (LAST if had else NONE)
    old = "" if wanted == NONE else had[-1] if had and wanted == LAST else wanted
    if old and old not in had:
        raise WrongUse(_never_had(options.to, old, had))
    return Sending(version, options.to, old, options.channel or "", options.reply_by or "", recipient=options.recipient or "")


def _never_had(party: str, old: str, had: Sequence[str]) -> str:
    """A redline from a version that only we know would show what was never meant for the other party."""
    if not had:
        return f"the {party} was sent no other version yet, so there is none to show changes from; leave out --redline-from"
    return f"the {party} was never sent `{old}`, so no redline starts from it: the {party} has {_listed(dict.fromkeys(had))}"


def _told(draft: Draft) -> Iterator[str]:
    """What is kept, and what is left to do."""
    if draft.outputs:
        kept, *left = draft.remarks
        yield from (f"{draft.contract} {draft.version}: {kept}", *left, *draft.outputs)


def _listed(versions: Iterable[str]) -> str:
    return ", ".join(f"`{version}`" for version in versions)
