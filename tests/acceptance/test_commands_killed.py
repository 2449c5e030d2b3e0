"""A command that writes the ledger and is killed at any moment has done all or nothing, and the next call goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from pipeline.store.root import Root
from tests.acceptance.conftest import Ran, Repository
from tests.acceptance.told import Told, at_moments, entries
from tests.conftest import ACME, with_parts
from tests.steps import in_force

SHARE = 10
STORY: dict[str, Callable[[Repository], tuple[str, ...]]] = {
    "freeze": lambda _: ("freeze", ACME),
    "approve": lambda _: ("approve", ACME, "preliminary_draft", "--by", "Nora Quill", "--yes"),
    "send": lambda _: ("send", ACME, "--to", "provider"),
    "receive": lambda repository: ("receive", ACME, str(edited(repository)), "--from", "provider"),
    "decide": lambda _: ("decide", ACME, "1.1", "--accept", "--by", "Nora Quill"),
    "apply": lambda _: ("apply", ACME),
    "freeze again": lambda _: ("freeze", ACME),
    "done": lambda _: ("plan", ACME, "--done", "exit-plan", "--by", "Nora Quill"),
    "close": lambda repository: ("monitor", ACME, *exported(repository), "--period", "2026-05", "--close"),
}
"""The commands in their order, each as it is called where the former ones are done."""


def pytest_generate_tests(metafunc):
    at_moments(metafunc, SHARE)


def edited(repository: Repository) -> Path:
    """What the other party sends back: our file, with a shorter notice that it did not track."""
    ours = next(repository.folder.glob(f"data/contracts/{ACME}/sent/*/*-draft-1.docx"))
    theirs = repository.folder.with_name("theirs.docx")
    theirs.write_bytes(with_parts(ours.read_bytes(), ("90", "60")))
    return theirs


def exported(repository: Repository) -> tuple[str, ...]:
    """What a service desk exported, and how it is read."""
    tickets, mapping = (repository.folder.with_name(name) for name in ("tickets.csv", "desk.yaml"))
    tickets.write_text("Ticket,Opened,Resolved\nT-1,2026-05-05T09:00,2026-05-05T10:00\n")
    columns = "columns: {ticket: Ticket, opened: Opened, resolved: Resolved}\n"
    times = "rows: tickets\ndate_format: iso\ntime_zone: Europe/London\nwithout_response: at_resolution\n"
    mapping.write_text(f"id: desk\nname: Desk\n{times}{columns}defaults: {{type: incident, priority: p1}}\n")
    return str(tickets), "--mapping", str(mapping)


@pytest.fixture(scope="session")
def told(tmp_path_factory, negotiated) -> Told:
    story = Told(Repository(negotiated).copied(tmp_path_factory.mktemp("story") / "now"), "2026-06-01")
    story.now.retitle()
    in_force(Root(story.now.folder))
    for name, words in STORY.items():
        story.tell(name, *words(story.now))
    story.before["end"] = story.now
    return story


def files(repository: Repository) -> dict[str, bytes]:
    """All that is kept of the contract."""
    folder = repository.path(f"data/contracts/{ACME}")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def gone_on(repository: Repository, told: Told, name: str) -> Ran:
    """The command is called again where the ledger does not tell of it, and then the next one."""
    names = list(told.before)
    after = names[names.index(name) + 1]
    if entries(repository) != entries(told.before[after]):
        assert entries(repository) == entries(told.before[name])
        again = repository.forked(*told.words[name])
        assert again.code == 0, again
    if after == "end":
        return repository.forked("check", ACME)
    return repository.forked(*told.words[after])


def test_a_command_killed_at_any_moment_is_done_once(told, tmp_path, moment):
    name = list(STORY)[moment // SHARE % len(STORY)]

    repository = told.killed(name, tmp_path / "killed", Random(moment))
    went_on = gone_on(repository, told, name)

    assert went_on.code == 0, went_on
    names = list(told.before)
    assert files(repository) == files(told.before[names[min(names.index(name) + 2, len(names) - 1)]])
