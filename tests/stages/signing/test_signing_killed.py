"""Signing that is killed at any moment loses no signature that was told of and doubles none; the next call goes on."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline.model.ledger import FactKind
from pipeline.store.root import Root
from tests.acceptance.conftest import Repository
from tests.acceptance.told import Told, at_moments, entries
from tests.stages.signing.conftest import ACME, CUSTOMER, PROVIDER, SECRET, Steps

SHARE = 25
STORY = ("prepare", "ours", "theirs", "verify")
KINDS = (FactKind.PREPARED, FactKind.SIGNED, FactKind.SIGNED, FactKind.VERSION, FactKind.EXECUTED)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    at_moments(metafunc, SHARE)


@pytest.fixture(scope="module")
def told(written: Path, tmp_path_factory: pytest.TempPathFactory, people: Any) -> Told:
    folder = tmp_path_factory.mktemp("signing")
    shutil.copytree(written, folder / "now")
    Steps(Root(folder / "now"), people).agree()
    (folder / "passphrase").write_text(SECRET)
    story = Told(Repository(folder / "now"), "2026-05-03")
    for name in STORY:
        story.tell(name, "sign", *words_of(name, folder, people))
    return story


def words_of(name: str, folder: Path, people: Any) -> tuple[str, ...]:
    if name in ("prepare", "verify"):
        return name, ACME
    signer = {"ours": CUSTOMER, "theirs": PROVIDER}[name]
    key = folder / f"{signer}.p12"
    key.write_bytes(people[signer].key)
    side, _, id = signer.partition("-")
    return "apply", ACME, "--party", side, "--signatory", id, "--key", str(key), "--passphrase-file", str(folder / "passphrase")


def test_signing_killed_at_any_moment_goes_on(told: Told, tmp_path: Path, moment: int) -> None:
    name = STORY[moment // SHARE % len(STORY)]
    before = entries(told.before[name])

    repository = told.killed(name, tmp_path / "killed", Random(moment))
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
