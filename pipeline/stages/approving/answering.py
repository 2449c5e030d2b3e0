"""An answer that came as a file: a mail, or the review of a pull request. What it decides, on what, and who says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.lifecycle.approvals import Stated, hashes_in, people, says_why, stated, subject_hash
from pipeline.model.approval import Verdict
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.mail import Reply
from pipeline.post import reply_in
from pipeline.stages.approving.deciding import Answer, Desk, Evidence
from pipeline.stages.approving.standing import standings
from pipeline.stages.approving.versions import Version, version_called
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.wall.workers import Ended, in_children

_SECONDS = {"read": 20.0}
_REVIEWS = {"APPROVED": Verdict.APPROVE, "CHANGES_REQUESTED": Verdict.RETURN}
_LONGEST_COMMENT = 4000


@dataclass(frozen=True, slots=True)
class Answered:
    """What a file says: the decision, and the file as evidence."""

    answer: Answer
    evidence: Evidence


def answered(at: Desk, path: Path, gate: str = "") -> Answered | Diagnostic:
    """The decision in a file; `gate` is where it belongs, where the file itself need not say so."""
    content = store.their_file(path)
    if isinstance(content, Diagnostic):
        hint = "name the reply as your mail program saved it: `.eml`, or `.json` for a review"
        return replace(content, hint=hint) if content.code == "missing-file" else content
    kind = path.suffix.lower()
    if kind not in store.ENDINGS:
        message = f"an answer comes as {' or '.join(store.ENDINGS)}, and this file is neither"
        return error("unknown-answer", Span(str(path)), message, "save the mail as .eml, or the review as .json")
    found = _of_mail(at, content, str(path), gate) if kind == ".eml" else _of_review(at, content, str(path), gate)
    return found if isinstance(found, Diagnostic) else Answered(found, Evidence(content, kind))


def _of_mail(at: Desk, content: bytes, file: str, gate: str) -> Answer | Diagnostic:
    reply = _read(content, file)
    if isinstance(reply, Diagnostic):
        return reply
    said = stated(reply.lines)
    if isinstance(said, str):
        return error("no-decision", Span(file), said, "ask for another answer; what a mail quotes or forwards decides nothing")
    if _lacks_a_reason(at, said, reply.subject):
        return _no_comment(said.verdict, file)
    asked = _asked_by(at, (said.hash,) if said.hash else hashes_in(reply.subject), file, gate)
    if isinstance(asked, Diagnostic):
        return asked
    gate, role = asked
    sender = [each for each in people(at.house) if each.email and each.email.casefold() == reply.email.casefold() and each.role == role]
    if not sender:
        return _stranger(at, role, f"this answer comes from {reply.email}", file)
    return Answer(gate, said.verdict, sender[0].name, _short(said.comment), role)


def _read(content: bytes, file: str) -> Reply | Diagnostic:
    """Read a mail in a child process, where it can take neither time nor memory from us."""
    for event in in_children([file], _Reading(content), seconds=_SECONDS, children=1):
        if isinstance(event, Ended) and isinstance(event.outcome, Reply | Diagnostic):
            return event.outcome
    return error("unreadable-mail", Span(file), "reading this mail takes more time or memory than any mail", "save the answer alone")


@dataclass(frozen=True, slots=True)
class _Reading:
    content: bytes

    def __call__(self, file: str, step: Callable[[str], None]) -> Reply | Diagnostic:
        return reply_in(self.content, file)


def _asked_by(at: Desk, hashes: tuple[str, ...], file: str, gate: str) -> tuple[str, str] | Diagnostic:
    """The gate and the role that were asked under one of these hashes."""
    known = {subject_hash(at.contract, gate, role, at.parts_asked_of(gate, role)): (gate, role) for gate, role in _questions(at)}
    found = next((known[hash] for hash in hashes if hash in known), None)
    if found and gate in ("", found[0]):
        return found
    if found:
        return error("other-gate", Span(file), f"this answers what `{found[0]}` asks, and not `{gate}`")
    if hashes:
        return _other_request(at, hashes[0], known, file)
    message = "this answer does not say what it answers: the hash of the request is missing in its subject"
    return error(
        "unknown-request", Span(file), message, "have it sent again with the subject of the request, or with the hash behind the word"
    )


def _other_request(at: Desk, hash: str, known: Mapping[str, tuple[str, str]], file: str) -> Diagnostic:
    """The answer is about what stood before, or is of another contract; what stands now is named as well."""
    version = at.version.snapshot.version
    former = _former(at, hash)
    if former is None:
        message = f"what this answers ({hash}) is no request about {at.contract} in any of its versions"
        hint = f"look whether it is of another contract, or whether our house has changed since; {version} stands now"
        return error("other-request", Span(file), message, hint)
    gate, role, answered = former
    asked = next((each for each, question in known.items() if question == (gate, role)), "")
    now = f"what {role} is asked about in {version} has the hash {asked}" if asked else f"nobody asks {role} about {version} at `{gate}`"
    message = f"this answers what {role} was asked at `{gate}` about {answered} ({hash}), and that has changed since: {now}"
    return error("other-request", Span(file), message, f"ask again: draftline approve {at.contract} {gate} --request")


def _former(at: Desk, hash: str) -> tuple[str, str, str] | None:
    """The gate, the role and the version of a request that was made before."""
    shelf = Shelf(at.root)
    for name in reversed(store.versions(at.root, at.contract)):
        version = version_called(at.root, at.contract, name)
        if not isinstance(version, Version):
            continue
        gates = {each.gate: each.approvals for each in standings(shelf, at.house, version)}
        desk = replace(at, version=version, gates=gates)
        for gate, role in _questions(desk):
            if subject_hash(at.contract, gate, role, desk.parts_asked_of(gate, role)) == hash:
                return gate, role, name
    return None


def _questions(at: Desk) -> Iterator[tuple[str, str]]:
    return ((gate, role) for gate, asked in at.gates.items() for role in dict.fromkeys(each.role for each in asked))


def _of_review(at: Desk, content: bytes, file: str, gate: str) -> Answer | Diagnostic:
    """A review as GitHub's interface gives it: who, the state, and words that hold the hash of what is approved."""
    try:
        told: Any = json.loads(content)
        login, state, body = str(told["user"]["login"]), str(told["state"]), str(told.get("body") or "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        message = "this is no review: expected one object with `user.login`, `state` and `body`"
        return error("unreadable-review", Span(file), message, "save one review, as the interface for pull requests gives it")
    if state not in _REVIEWS:
        return error("no-decision", Span(file), f"the state of this review is {state}: expected {' or '.join(_REVIEWS)}")
    said = stated(body.splitlines()) if state == "APPROVED" and not _is_silent(body) else Stated(_REVIEWS[state], body)
    if isinstance(said, str) or said.verdict is not _REVIEWS[state]:
        message = "the words of this review do not say what its state says: expected the word APPROVE and the hash of the request alone"
        return error("no-decision", Span(file), message)
    if _lacks_a_reason(at, said, body):
        return _no_comment(said.verdict, file)
    asked = _asked_by(at, hashes_in(body), file, gate)
    if isinstance(asked, Diagnostic):
        return asked
    gate, role = asked
    who = [each for each in people(at.house) if each.login and each.login.casefold() == login.casefold() and each.role == role]
    if not who:
        return _stranger(at, role, f"this review is by `{login}`", file)
    return Answer(gate, said.verdict, who[0].name, _short(said.comment), role)


def _lacks_a_reason(at: Desk, said: Stated, repeated: str) -> bool:
    """Whether somebody is to change something and is not told what: greetings, names and the hashes in `repeated` are no reason."""
    names = (*(each.name for each in people(at.house)), *hashes_in(repeated))
    return said.verdict is not Verdict.APPROVE and not says_why(said.comment, names)


def _no_comment(verdict: Verdict, file: str) -> Diagnostic:
    message = f"this answer says {str(verdict).upper()}, and not why: expected a reason, for which greetings and names do not stand"
    return error("no-comment", Span(file), message, "ask what is to be changed")


def _is_silent(body: str) -> bool:
    """Whether a review says nothing beside the hash."""
    return not [word for word in body.split() if word.lower() not in hashes_in(body)]


def _stranger(at: Desk, role: str, who: str, file: str) -> Diagnostic:
    known = [f"{each.name} ({each.email or 'no address is known'})" for each in people(at.house) if each.role == role]
    return error("not-entitled", Span(file), f"{who}, from whom no decision of `{role}` is taken", f"may decide: {'; '.join(known)}")


def _short(comment: str) -> str:
    """As much of a comment as the ledger keeps; all of it stays in the evidence."""
    return comment if len(comment) <= _LONGEST_COMMENT else f"{comment[:_LONGEST_COMMENT]} […]"
