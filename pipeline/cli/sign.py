"""The commands that sign a contract: prepare the copy, sign it, take what was signed elsewhere, and verify it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator
from getpass import getpass
from pathlib import Path

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import Gathered, gathered_alone
from pipeline.cli.given import words
from pipeline.cli.shared_options import add_contract, add_format, add_now, add_pdf
from pipeline.cli.strangers_words import harmless
from pipeline.cli.usage import WrongUse, backend_of, root_with_contract
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.signing import Method, Signer
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.named import Side
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.redlines import frozen_versions
from pipeline.stages.signing.standing import CopyStanding, copy_standing
from pipeline.store.root import Root

PASSPHRASE = "DRAFTLINE_PASSPHRASE"
"""The variable of the environment that may hold the passphrase of a key, for those who are not at a terminal."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of these commands."""
    parser = subparsers.add_parser("sign", help="prepare the execution copy of a contract, sign it, and verify it")
    steps = parser.add_subparsers(title="steps", required=True, metavar="STEP")
    _prepare(steps)
    _apply(steps)
    _record(steps)
    _verify(steps)


def _prepare(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _step(steps, "prepare", "make the execution copy from a frozen version that is approved")
    ways = "`here` with signature fields, `esign` with anchors for a signing service, `paper` with lines only"
    parser.add_argument(
        "--for", dest="method", type=Method, choices=tuple(Method), metavar="METHOD", help=f"{ways} (default: the contract's)"
    )
    add_pdf(parser)
    parser.set_defaults(run=prepare)


def _apply(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _step(steps, "apply", "sign the execution copy with a key")
    parser.add_argument("--party", required=True, choices=tuple(map(str, Side)), metavar="PARTY", help="`customer` or `provider`")
    parser.add_argument("--signatory", required=True, metavar="ID", help="the id of the signatory in the data")
    parser.add_argument("--key", required=True, type=Path, metavar="FILE.p12", help="the key with its certificate, as PKCS#12")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=f"its first line opens the key (default: {PASSPHRASE}, or asked)"
    )
    parser.set_defaults(run=apply, pdf="rdocx")


def _record(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _step(steps, "record", "take what a signing service, a scanner or the other side returns")
    parser.add_argument("file", type=Path, metavar="FILE", help="the signed PDF as it came")
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="the service's certificate of completion, as PDF")
    parser.add_argument("--party", choices=tuple(map(str, Side)), metavar="PARTY", help="whose copy it is, where each signs one")
    parser.add_argument("--by", type=words, metavar="PERSON", help="who has read it and answers for it, where it is a scan")
    parser.set_defaults(run=record)


def _verify(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _step(steps, "verify", "verify the signed copy, and conclude the agreement where all holds")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a file that came back (default: the copy that we have)")
    parser.set_defaults(run=verify)


def _step(steps: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str) -> argparse.ArgumentParser:
    parser = steps.add_parser(name, help=help)
    add_contract(parser)
    add_now(parser, "when it is done")
    add_format(parser)
    return parser


def prepare(options: argparse.Namespace) -> int:
    """Make the execution copy, and say who signs what."""
    from pipeline.stages.signing import preparing

    root, backend = root_with_contract(options), backend_of(options)
    version = _version(root, options)
    events = preparing.prepare(root, options.contract, version, options.method, backend, options.now or now())
    return _ended(root, options, gathered_alone(options, events), _prepared)


def apply(options: argparse.Namespace) -> int:
    """Sign the copy for one signatory, and say who is still to sign."""
    from pipeline.stages.signing import applying

    root, backend = root_with_contract(options), backend_of(options)
    signer = _signer(root, options)
    key = applying.KeyFile(*_named(options.key), _passphrase(options))
    events = applying.apply(root, options.contract, signer, key, backend, options.now or now())
    return _ended(root, options, gathered_alone(options, events), _signed)


def record(options: argparse.Namespace) -> int:
    """Keep the file, and say what is wrong with it or who is still to sign."""
    from pipeline.stages.signing import recording, verifying

    root = root_with_contract(options)
    returned = verifying.Returned(*_named(options.file))
    completion = verifying.Returned(*_named(options.certificate)) if options.certificate else None
    said = recording.Recording(options.party or "", options.by or "", completion)
    events = recording.record(root, options.contract, returned, said, options.now or now())
    return _ended(root, options, gathered_alone(options, events), _recorded)


def verify(options: argparse.Namespace) -> int:
    """Say what is wrong with the signed copy, or that the agreement is concluded."""
    from pipeline.stages.signing import verifying

    root = root_with_contract(options)
    returned = verifying.Returned(*_named(options.file)) if options.file else None
    events = verifying.verify(root, options.contract, returned, options.now or now())
    return _ended(root, options, gathered_alone(options, events), _verified)


def _ended(root: Root, options: argparse.Namespace, work: Gathered, tell: Callable[[Draft, CopyStanding | None], Iterator[str]]) -> int:
    standing = copy_standing(store.read_ledger(root, options.contract), options.contract)
    told = (line for draft in work.drafts if draft.outputs for line in (*tell(draft, standing), *draft.outputs))
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _prepared(draft: Draft, standing: CopyStanding | None) -> Iterator[str]:
    assert standing is not None
    again = " again, as it was" if draft.unchanged else ""
    prepared = standing.preparation
    yield f"{draft.contract} {draft.version}: the execution copy of {prepared.came_from} is prepared{again}"
    yield from draft.remarks
    yield f"to sign: {_listed(standing.waits_for)}"


def _signed(draft: Draft, standing: CopyStanding | None) -> Iterator[str]:
    assert standing is not None
    yield f"{draft.contract} {draft.version}: signed by `{standing.signings[-1].signers[-1]}`; {_what_is_left(draft, standing)}"


def _recorded(draft: Draft, standing: CopyStanding | None) -> Iterator[str]:
    assert standing is not None
    yield f"{draft.contract} {draft.version}: kept as it came; {_what_is_left(draft, standing)}"


def _what_is_left(draft: Draft, standing: CopyStanding) -> str:
    if standing.waits_for:
        return f"still to sign: {_listed(standing.waits_for)}"
    return "all have signed"


def _verified(draft: Draft, _: CopyStanding | None) -> Iterator[str]:
    yield f"{draft.contract} {draft.version}: every signature holds, and the agreement is concluded"


def _version(root: Root, options: argparse.Namespace) -> str:
    """The frozen version that is to be signed: the last, since that is the one which was approved. Raises WrongUse."""
    frozen = frozen_versions(root, options.contract)
    if not frozen:
        hint = f"draftline freeze {options.contract}"
        raise WrongUse(f"no version of `{options.contract}` is frozen yet, and only a frozen one is signed: {hint}")
    return frozen[-1]


def _signer(root: Root, options: argparse.Namespace) -> str:
    """The name of the signatory, who is one of those that the copy asks for. Raises WrongUse."""
    standing = copy_standing(store.read_ledger(root, options.contract), options.contract)
    if standing is None:
        raise WrongUse(f"no execution copy of `{options.contract}` waits for signatures: draftline sign prepare {options.contract}")
    name, known = Signer(options.party, options.signatory).name, standing.preparation.signers
    if name not in known:
        of_party = [each.partition("-")[2] for each in known if each.startswith(f"{options.party}-")]
        hint = close_to(options.signatory, of_party) or f"there {'is' if len(of_party) == 1 else 'are'} {_listed(of_party)}"
        raise WrongUse(f"the {options.party} has no signatory `{options.signatory}` on the execution copy: {hint}")
    return name


def _passphrase(options: argparse.Namespace) -> str:
    """What opens the key: from a file, from the environment, or asked; never from the command line, which others can read."""
    if options.passphrase_file is not None:
        lines = _content(options.passphrase_file).decode("utf-8", "replace").splitlines()
        return lines[0] if lines else ""
    if PASSPHRASE in os.environ:
        return os.environ[PASSPHRASE]
    try:
        return getpass(f"passphrase of {harmless(options.key.name)}: ")
    except EOFError:
        raise WrongUse(f"nobody is here to type the passphrase: set {PASSPHRASE}, or name a --passphrase-file") from None


def _named(path: Path) -> tuple[str, bytes]:
    """What a file is called, and its bytes. Raises WrongUse."""
    return harmless(path.name), _content(path)


def _content(path: Path) -> bytes:
    content = store.their_file(path)
    if isinstance(content, Diagnostic):
        raise WrongUse(f"`{path}`: {content.message}")
    return content


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
