"""Whoever must approve is asked by a mail: what it is about, the files, what has changed, and how to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline import store
from pipeline.lifecycle.approvals import Person, subject_hash, who_may
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.mail import Enclosed, Mail, Mailbox
from pipeline.post import eml_of
from pipeline.stages.approving.deciding import Desk, desk, too_early
from pipeline.stages.approving.summary import GATES, Paragraph, last_approval, summary
from pipeline.stages.approving.versions import Version, version_called
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.printing_redlines import Paper
from pipeline.stages.drafts.redline_files import RedlineFiles
from pipeline.stages.drafts.redlines import between_frozen
from pipeline.stages.versions.frozen_files import frozen_files
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import HOUSE, Root

HOW_TO_ANSWER = Paragraph(
    "How to answer",
    (
        "Reply from your own address, leave the subject as it is, and begin the first line with one of these words.",
        "APPROVE: you agree. Write nothing else in that line. A condition is no approval: write RETURN and name it.",
        "RETURN: you want a change. Say which.",
        "REJECT: you refuse. Say why.",
    ),
)


def request(root: Root, contract: str, gate: str, at: str) -> Iterator[Progress | Fault | Draft]:
    """Write a mail for each role that must still decide at a gate, in a child process as all work is. `at` is the mails' moment."""
    yield from in_a_child(contract, _Requesting(root, gate, at))


def show_redline(root: Root, contract: str, role: str) -> Iterator[Progress | Fault | Draft]:
    """Write the redline from the version that a role approved last, for whoever decides now, in a child process as all work is."""
    yield from in_a_child(contract, _Showing(root, role))


@dataclass(frozen=True, slots=True)
class _Showing:
    root: Root
    role: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        at = desk(self.root, contract)
        made = at if isinstance(at, Diagnostic) else redline_since(at, self.role, step)
        if isinstance(at, Diagnostic) or isinstance(made, Diagnostic):
            return Draft(contract, "", tuple(each for each in (at, made) if isinstance(each, Diagnostic)))
        step("keep")
        version = at.version.snapshot.version
        files = {store.output_file(contract, version, ending): content for ending, content in sorted(made.contents.items())}
        return _written(self.root, Draft(contract, version, made.findings, tuple(files)), files)


def _written(root: Root, draft: Draft, files: Mapping[str, bytes]) -> Draft:
    """The draft once its files are written, or why they could not be."""
    try:
        store.write_all(root, files)
    except store.CannotWrite as refused:
        return replace(draft, findings=(*draft.findings, refused.diagnostic), outputs=())
    return draft


@dataclass(frozen=True, slots=True)
class _Asking:
    """A mail, and what is to be said of the files that go with it."""

    mail: Mail
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Requesting:
    root: Root
    gate: str
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        at = desk(self.root, contract)
        early = at if isinstance(at, Diagnostic) else too_early(at, self.gate)
        if isinstance(at, Diagnostic) or early:
            return Draft(contract, "", (early,) if early else ())
        version = at.version.snapshot.version
        roles = waiting_roles(at, self.gate)
        files = frozen_files(self.root, at.version.snapshot, step) if roles else {}
        if isinstance(files, Diagnostic):
            return Draft(contract, version, (files,))
        made = {role: self._mail(at, role, files, step) for role in roles}
        refused = tuple(each for each in made.values() if isinstance(each, Diagnostic))
        if refused:
            return Draft(contract, version, refused)
        step("keep")
        return self._kept(contract, version, {role: each for role, each in made.items() if isinstance(each, _Asking)})

    def _kept(self, contract: str, version: str, asking: Mapping[str, _Asking]) -> Draft:
        contents = {store.request_file(contract, version, self.gate, role): eml_of(each.mail) for role, each in asking.items()}
        # Several roles may be sent the same redline, of which the same is to be said.
        findings = tuple(dict.fromkeys(finding for each in asking.values() for finding in each.findings))
        return _written(self.root, Draft(contract, version, findings, tuple(contents)), contents)

    def _mail(self, at: Desk, role: str, files: Mapping[str, bytes], step: Callable[[str], None]) -> _Asking | Diagnostic:
        asked = [each for each in who_may(at.house, role, at.drafted_by, at.gates[self.gate]) if each.email]
        if not asked:
            message = f"nobody with an address may decide for `{role}` here"
            return error("nobody-to-ask", Span(HOUSE), message, "name a delegate and `delegate_email`")
        redline = redline_since(at, role, step)
        if isinstance(redline, Diagnostic):
            return redline
        to, *others = (Mailbox(each.email, each.name) for each in asked)
        enclosed = (*_enclosed(at, files), *_enclosed(at, redline.contents))
        subject = f"Your approval: {at.version.snapshot.stamp.short_title}, {at.version.snapshot.version} [{_hash(at, self.gate, role)}]"
        text = _text(at, self.gate, role, asked, enclosed)
        return _Asking(Mail((to,), subject, text, enclosed, tuple(others), at=self.at), redline.findings)


def waiting_roles(at: Desk, gate: str) -> tuple[str, ...]:
    """The roles that must still decide at a gate, in the order of the gate."""
    return tuple(dict.fromkeys(each.role for each in at.gates.get(gate, ()) if each.role and not each.holds))


def _hash(at: Desk, gate: str, role: str) -> str:
    return subject_hash(at.contract, gate, role, at.parts_asked_of(gate, role))


def _enclosed(at: Desk, files: Mapping[str, bytes]) -> tuple[Enclosed, ...]:
    """Files of the version, given by their endings, under their names."""
    start = f"{at.contract}-{at.version.snapshot.version}"
    return tuple(Enclosed(f"{start}{ending}", content) for ending, content in sorted(files.items()))


def redline_since(at: Desk, role: str, step: Callable[[str], None]) -> RedlineFiles | Diagnostic:
    """The redline from the version that a role approved last; none where it approved none, or this one."""
    before = last_approval(at, role)
    new = at.version.snapshot
    old = version_called(at.root, at.contract, before.version) if before and before.version != new.version else None
    if not isinstance(old, Version):
        return old or RedlineFiles({}, ())
    template = store.load_template(at.root)
    if template.content is None:
        return template.diagnostics[0]
    return between_frozen(at.root, old.snapshot, new, Paper(new.stamp, template.content), step)


def _text(at: Desk, gate: str, role: str, asked: list[Person], enclosed: tuple[Enclosed, ...]) -> str:
    """The words of the mail: a greeting, what to do, and what it is about."""
    others = [each for each in asked if each.delegate_of]
    deputy = f" {others[0].name} may answer in your place, and has a copy." if others and not asked[0].delegate_of else ""
    files = Paragraph("Attached", tuple(f"{each.name} (SHA-256 {store.sha256(each.content)[:16]}…)" for each in enclosed))
    opening = f"Dear {asked[0].name},\n\nPlease decide on {GATES[gate]}.{_time(at, gate)}{deputy}\n"
    code = _hash(at, gate, role)
    closing = f"The code {code} in the subject stands for what you decide on. If any of that changes afterwards, we shall ask you again.\n"
    first, *others_told = summary(at, gate, role)
    pieces = (first, HOW_TO_ANSWER, *others_told, files)
    return "\n".join((opening, *map(_paragraph, pieces), closing))


def _time(at: Desk, gate: str) -> str:
    """How long a decision may take in our house."""
    times = [each.due_within for each in at.house.gates if each.gate.value == gate]
    return f" Our house allows {str(times[0]).replace('_', ' ')} for it." if times else ""


def _paragraph(each: Paragraph) -> str:
    return "\n".join((each.heading.upper(), *(f"- {line}" for line in each.lines), ""))
