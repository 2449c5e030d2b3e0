"""The commands that sign: what they say, and how they answer wrong use."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.root import Root
from tests.stages.signing.conftest import ACME, CUSTOMER, PROVIDER, SECRET, people, prepared, written

__all__ = ["people", "prepared", "written"]
AT = ("--now", "2026-05-03T12:00:00Z")
OURS = ("--party", "customer", "--signatory", "coo")


@pytest.fixture
def root(tmp_path: Path, prepared: Path) -> Root:
    shutil.copytree(prepared, tmp_path / "root")
    return Root(tmp_path / "root")


@pytest.fixture
def keys(tmp_path: Path, people: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The file of each signatory's key, and the passphrase where the command finds it."""
    monkeypatch.setenv("DRAFTLINE_PASSPHRASE", SECRET)
    for name, who in people.items():
        (tmp_path / f"{name}.p12").write_bytes(who.key)
    return {name: str(tmp_path / f"{name}.p12") for name in people}


def test_the_steps_say_who_is_still_to_sign(run: Any, keys: dict[str, str]) -> None:
    _, prepared_again, _ = run("sign", "prepare", ACME, *AT)
    _, first, _ = run("sign", "apply", ACME, *OURS, "--key", keys[CUSTOMER], *AT)
    _, second, _ = run("sign", "apply", ACME, "--party", "provider", "--signatory", "director", "--key", keys[PROVIDER], *AT)
    code, verified, _ = run("sign", "verify", ACME, *AT)

    assert "is prepared again, as it was" in prepared_again
    assert "0.1 was not sent to the other party, which was sent nothing: draftline send acme-support before it signs" in prepared_again
    assert "to sign: `customer-coo`, `provider-director`" in prepared_again
    assert "signed by `customer-coo`; still to sign: `provider-director`" in first
    assert "signed by `provider-director`; all have signed" in second
    assert (code, "the agreement is concluded" in verified) == (0, True)


def test_the_passphrase_may_stand_in_a_file(run: Any, keys: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTLINE_PASSPHRASE", "wrong")
    (tmp_path / "passphrase").write_text(f"{SECRET}\n")

    code, _, _ = run("sign", "apply", ACME, *OURS, "--key", keys[CUSTOMER], "--passphrase-file", str(tmp_path / "passphrase"), *AT)

    assert code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sign",), "STEP"),
        (("sign", "prepare", "acme"), "the contracts are `acme-support`"),
        (("sign", "prepare", ACME, "--for", "fax"), "invalid"),
        (("sign", "apply", ACME, "--party", "customer", "--signatory", "co", "--key", "KEY"), "did you mean `coo`"),
        (("sign", "apply", ACME, "--party", "customer", "--signatory", "director", "--key", "KEY"), "there is `coo`"),
        (("sign", "apply", ACME, "--party", "both", "--signatory", "coo", "--key", "KEY"), "invalid choice"),
        (("sign", "apply", ACME, *OURS, "--key", "nowhere.p12"), "`nowhere.p12`: this file does not exist"),
        (("sign", "apply", ACME, *OURS, "--key", "KEY", "--passphrase-file", "nowhere"), "`nowhere`: this file does not exist"),
        (("sign", "verify", ACME, "nowhere.pdf"), "`nowhere.pdf`: this file does not exist"),
        (("sign", "record", ACME), "FILE"),
        (("sign", "record", ACME, "KEY", "--by", " "), "says nothing that could be printed"),
        (("sign", "verify", ACME, "--now", "yesterday"), "`yesterday` is no moment"),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, tuple) else "",
)
def test_wrong_use_is_answered_in_words_that_help(run: Any, keys: dict[str, str], words: tuple[str, ...], said: str) -> None:
    code, _, err = run(*(keys[CUSTOMER] if word == "KEY" else word for word in words))

    assert code == 2
    assert said in " ".join(err.split())


def test_nothing_is_signed_where_nothing_is_frozen(run: Any, root: Root) -> None:
    shutil.rmtree(root.path(f"data/contracts/{ACME}/versions"))
    root.path(f"data/contracts/{ACME}/ledger.jsonl").unlink()

    assert "draftline freeze acme-support" in run("sign", "prepare", ACME)[2]
    assert "draftline sign prepare acme-support" in run("sign", "apply", ACME, *OURS, "--key", "k.p12")[2]


def test_findings_come_in_the_form_that_is_asked_for(run: Any) -> None:
    code, out, _ = run("sign", "verify", ACME, "--format", "json", *AT)

    assert code == 1
    assert {finding["code"] for finding in json.loads(out)} == {"signer-missing"}


def test_a_key_is_no_file_to_record(run: Any, keys: dict[str, str]) -> None:
    code, out, _ = run("sign", "record", ACME, keys[CUSTOMER], *AT)

    assert (code, "not-a-pdf" in out) == (1, True)


def test_a_step_does_not_load_the_libraries_of_another(root: Root) -> None:
    """The libraries behind signatures are large, and no other command waits for them."""
    import subprocess
    import sys

    script = "import sys, pipeline.cli.arguments; print('pyhanko' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])

    assert done.stdout.strip() == "False"
