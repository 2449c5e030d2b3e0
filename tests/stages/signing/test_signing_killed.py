"""Signing that is killed at any moment loses no signature that was told of and doubles none; the next call goes on."""

from __future__ import annotations

import random
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.store.root import Root
from tests.acceptance.conftest import Repository
from tests.stages.signing.conftest import SECRET, Steps

ACME = "acme-support"
CUSTOMER, PROVIDER = "customer-coo", "provider-director"
MOMENTS, SHARE = 200, 25
STORY = ("prepare", "ours", "theirs", "verify")
KINDS = (FactKind.PREPARED, FactKind.SIGNED, FactKind.SIGNED, FactKind.VERSION, FactKind.EXECUTED)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "moment" in metafunc.fixturenames:
        metafunc.parametrize("moment", range(0, MOMENTS, 1 if metafunc.config.getoption("--all") else SHARE))


@dataclass
class Told:
    """The repository before each step, the words of each, and how many seconds it takes when nobody disturbs it."""

    before: dict[str, Repository] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def told(written: Path, tmp_path_factory: pytest.TempPathFactory, people: Any) -> Told:
    folder = tmp_path_factory.mktemp("signing")
    shutil.copytree(written, folder / "now")
    Steps(Root(folder / "now"), people).agree()
    (folder / "passphrase").write_text(SECRET)
    story, now = Told(), Repository(folder / "now")
    for hour, name in enumerate(STORY):
        story.before[name] = now.copied(folder / name)
        story.words[name] = ("sign", *words_of(name, folder, people), "--now", f"2026-05-03T{hour:02}:00:00Z")
        started = time.monotonic()
        assert now.forked(*story.words[name]).code == 0
        story.seconds[name] = time.monotonic() - started
    return story


def words_of(name: str, folder: Path, people: Any) -> tuple[str, ...]:
    if name in ("prepare", "verify"):
        return name, ACME
    signer = {"ours": CUSTOMER, "theirs": PROVIDER}[name]
    key = folder / f"{signer}.p12"
    key.write_bytes(people[signer].key)
    side, _, id = signer.partition("-")
    return "apply", ACME, "--party", side, "--signatory", id, "--key", str(key), "--passphrase-file", str(folder / "passphrase")


def entries(repository: Repository) -> Any:
    return store.read_ledger(Root(repository.folder), ACME).entries


def test_signing_killed_at_any_moment_goes_on(told: Told, tmp_path: Path, moment: int) -> None:
    chance = random.Random(moment)
    name = STORY[moment // SHARE % len(STORY)]
    repository = told.before[name].copied(tmp_path / "killed")
    before = entries(repository)

    started = repository.fork(*told.words[name])
    time.sleep(chance.uniform(0, 1.1 * told.seconds[name]))
    with suppress(ProcessLookupError):
        started.kill(group=chance.random() < 0.5)
    started.end()
    known = entries(repository)
    for step in STORY[STORY.index(name) :]:
        # What the ledger tells of is done; what it does not tell of is called again.
        if step != name or len(known) == len(before) or step == "verify":
            went_on = repository.forked(*told.words[step])
            assert went_on.code == 0, (step, went_on)

    assert known[: len(before)] == before
    now = entries(repository)
    assert now[: len(known)] == known
    assert tuple(entry.kind for entry in now[-5:]) == KINDS
    assert sorted(entry.facts["signers"] for entry in now if entry.kind is FactKind.SIGNED) == [CUSTOMER, PROVIDER]
    assert repository.forked("check", ACME).code == 0
