"""The command by which somebody approves, is asked to, or whose answer is recorded."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded, say
from pipeline.cli.gathering import gathered_alone
from pipeline.cli.given import text, words
from pipeline.cli.report import Format
from pipeline.cli.shared_options import add_contract, add_format, add_now
from pipeline.cli.strangers_words import harmless
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.lifecycle.approvals import says_why
from pipeline.model.approval import Approval, ApprovalStanding, Verdict
from pipeline.model.diagnostic import Diagnostic, has_errors
from pipeline.model.terms.house import Gate
from pipeline.stages.approving.answering import answered
from pipeline.stages.approving.deciding import Answer, Desk, Evidence, approval, desk, entitled, record, recorded_already
from pipeline.stages.approving.requesting import request, show_redline
from pipeline.stages.approving.signing import signed
from pipeline.stages.approving.summary import summary
from pipeline.store.root import Root

_DONE = {Verdict.APPROVE: "approved", Verdict.RETURN: "returned", Verdict.REJECT: "rejected"}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser("approve", help="approve, return or reject a version at a gate, ask for it, or record an answer")
    add_contract(parser)
    gates = tuple(map(str, Gate))
    parser.add_argument("gate", nargs="?", choices=gates, metavar="GATE", help=f"{', '.join(gates)}; with --from the answer itself says it")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--by", type=words, metavar="PERSON", help="who decides: a name, an address or a role of data/house.yaml")
    ways.add_argument("--request", action="store_true", help="write the e-mails that ask for what is still missing")
    ways.add_argument("--from", dest="file", type=Path, metavar="FILE", help="record an answer: a mail (.eml), or a review (.json)")
    verdicts = parser.add_mutually_exclusive_group()
    verdicts.add_argument("--return", dest="verdict", action="store_const", const=Verdict.RETURN, help="give it back to be changed")
    verdicts.add_argument("--reject", dest="verdict", action="store_const", const=Verdict.REJECT, help="refuse it")
    parser.add_argument("--comment", type=text, metavar="WORDS", help="why; needed to return and to reject")
    parser.add_argument("--for", dest="role", metavar="ROLE", help="the role, for those who may decide for several")
    parser.add_argument("--recorded-by", type=words, metavar="PERSON", help="who records an answer; needed with --from")
    parser.add_argument("--sign-with", type=Path, metavar="KEY", help="also sign the decision with this key of SSH")
    parser.add_argument("--yes", action="store_true", help="do not ask whether it is meant")
    add_now(parser, "when it is done")
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Decide, ask, record, or show where the approvals stand."""
    root = root_with_contract(options)
    _look_at(options)
    if options.request:
        return _ask(options, root)
    at = desk(root, options.contract)
    if isinstance(at, Diagnostic):
        return _found(options, root, at)
    if options.file is not None:
        return _record(options, at)
    return _decide(options, at) if options.by else _show(options, at)


def _look_at(options: argparse.Namespace) -> None:
    """Raises WrongUse where the words do not go together."""
    if options.gate is None and (options.by or options.request):
        raise WrongUse(f"no gate is named: {', '.join(map(str, Gate))}")
    if not options.by and (options.verdict or options.comment or options.role or options.sign_with):
        raise WrongUse("only who decides here returns, rejects, comments or signs: --by PERSON")
    if options.verdict and not says_why(options.comment or "", ()):
        raise WrongUse(f"who is to change something must know what: --{options.verdict} needs --comment WORDS")
    if options.file is not None and not options.recorded_by:
        raise WrongUse("nobody is named who records this answer: --recorded-by PERSON")


def _ask(options: argparse.Namespace, root: Root) -> int:
    work = gathered_alone(options, request(root, options.contract, options.gate, options.now or now()))
    lines = [line for draft in work.drafts for line in draft.outputs]
    told = [f"{options.contract}: open each of these in your mail program and send it", *lines] if lines else []
    if not lines and not work.findings:
        told = [f"{options.contract}: nobody is left to be asked at {options.gate}"]
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _decide(options: argparse.Namespace, at: Desk) -> int:
    """Show what is decided about, ask whether it is meant, and tell the ledger."""
    answer = Answer(options.gate, options.verdict or Verdict.APPROVE, options.by, options.comment or "", options.role or "")
    if not at.gates.get(options.gate):
        return _found(options, at.root, told=(f"{at.contract} {_version(at)}: nothing is to be approved at {options.gate}",))
    person = entitled(at, answer)
    if isinstance(person, Diagnostic):
        return _found(options, at.root, person)
    if answer.verdict is Verdict.APPROVE and all(each.holds for each in at.asked_of(options.gate, person.role)):
        return _found(options, at.root, told=(f"{at.contract} {_version(at)}: {person.role} has approved this already, and it holds",))
    work = gathered_alone(options, show_redline(at.root, at.contract, person.role))
    if has_errors(work.findings) or work.faults:
        return concluded(work.findings, options.format, store.SourceLines(at.root), faults=work.faults)
    if options.format == Format.TEXT:
        redline = [file for draft in work.drafts for file in draft.outputs]
        say("".join(f"{line}\n" for line in _page(at, options.gate, person.role, redline)), Format.TEXT)
    decided = approval(at, answer, person, options.recorded_by or "")
    _confirm(options, decided)
    return _decided(options, at, decided, work.findings)


def _decided(options: argparse.Namespace, at: Desk, decided: Approval, findings: Sequence[Diagnostic]) -> int:
    """Sign the decision where that is asked for, and tell the ledger; `findings` are what was found on the way."""
    said = signed(decided, at.contract, at.house, options.sign_with) if options.sign_with is not None else decided
    if isinstance(said, Diagnostic):
        return _found(options, at.root, *findings, said)
    fault = record(at, said, options.now or now())
    return _found(options, at.root, *findings, fault) if fault else _found(options, at.root, *findings, told=_told(at, said))


def _page(at: Desk, gate: str, role: str, redline: Iterable[str]) -> Iterator[str]:
    for paragraph in summary(at, gate, role):
        yield paragraph.heading
        yield from (f"  {harmless(line)}" for line in paragraph.lines)
    for number, file in enumerate(redline):
        yield f"  {file}" if number else f"Redline since the last approval\n  {file}"


def _confirm(options: argparse.Namespace, decided: Approval) -> None:
    """Ask the person at the terminal. Raises WrongUse where nobody can be asked, and where the answer is not yes."""
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise WrongUse("nobody is at a terminal to be asked whether this is meant; --yes says that it is")
    said = input(f"{str(decided.verdict).capitalize()} for {decided.role} as {decided.approved_by}? yes or no: ")
    if said.strip().lower() not in ("yes", "y"):
        raise WrongUse("nothing was decided")


def _record(options: argparse.Namespace, at: Desk) -> int:
    """Take down what somebody answered by mail or by a review."""
    found = answered(at, options.file, options.gate or "")
    if isinstance(found, Diagnostic):
        return _found(options, at.root, found)
    if recorded_already(at, found.evidence):
        return _found(options, at.root, told=(f"{at.contract}: this answer is recorded already",))
    person = entitled(at, found.answer)
    if isinstance(person, Diagnostic):
        return _found(options, at.root, person)
    decided = approval(at, found.answer, person, options.recorded_by)
    fault = record(at, decided, options.now or now(), found.evidence)
    return _found(options, at.root, fault) if fault else _found(options, at.root, told=_told(at, decided, found.evidence))


def _told(at: Desk, decided: Approval, evidence: Evidence | None = None) -> Iterator[str]:
    deputy = f", for {decided.delegate_of}" if decided.delegate_of else ""
    who = f"{decided.approved_by} ({decided.role}){deputy}"
    yield f"{at.contract} {decided.version}: {decided.gate} {_DONE[decided.verdict]} by {who}"
    if decided.comment:
        yield f"  {harmless(decided.comment)}"
    if evidence:
        yield f"  {store.evidence_file(at.contract, store.sha256(evidence.content), evidence.ending)}"


def _show(options: argparse.Namespace, at: Desk) -> int:
    """Where the approvals stand, at one gate or at all."""
    lines = (line for gate, asked in at.gates.items() if options.gate in (None, gate) for line in _gate(gate, asked))
    return _found(options, at.root, told=(f"{at.contract} {_version(at)}", *lines))


def _gate(gate: str, asked: tuple[ApprovalStanding, ...]) -> Iterator[str]:
    yield gate if asked else f"{gate}: nothing to approve"
    for each in asked:
        who = f"{each.role} ({each.approver})" if each.role else "nobody"
        yield f"  {each.state}: {who}{f', {each.why}' if each.why else ''}"
        yield from (f"    {changed}" for changed in each.changed)
        if each.last and each.last.comment:
            yield f"    {each.last.approved_by}: {harmless(each.last.comment)}"


def _version(at: Desk) -> str:
    return at.version.snapshot.version


def _found(options: argparse.Namespace, root: Root, *findings: Diagnostic, told: Iterable[str] = ()) -> int:
    return concluded(findings, options.format, store.SourceLines(root), told)
