"""A contract's number belongs to no other contract, and a check that is remembered is made again when that may have changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.diagnostic import Related, Span
from pipeline.model.manifest import Manifest
from pipeline.store.contract_numbers import doubled_contract_numbers
from pipeline.store.hashes import Hashes
from pipeline.store.outputs import is_unchanged
from pipeline.store.root import Root
from pipeline.store.writing import write

ACME, BOLT = "data/contracts/acme/contract.yaml", "data/contracts/bolt/key_terms.yaml"


def numbered(file: str, number: str) -> bytes:
    return f"# {file}\nmeta:\n  title: Support\n  contract_number: {number}\n".encode()


@pytest.fixture
def root(tmp_path: Path) -> Root:
    root = Root(tmp_path)
    write(root, ACME, numbered(ACME, "IT-1"))
    write(root, BOLT, numbered(BOLT, "IT-2"))
    write(root, "data/contracts/bolt/charges.yaml", b"charges: none\n")
    return root


def test_contracts_with_numbers_of_their_own_are_right(root: Root) -> None:
    assert doubled_contract_numbers(root).diagnostics == ()


def test_both_places_of_a_doubled_number_are_shown(root: Root) -> None:
    write(root, BOLT, numbered(BOLT, '"IT-1"'))

    [found] = doubled_contract_numbers(root).diagnostics

    assert found.span == Span(BOLT, 4, 20, 26)
    assert found.related == (Related(Span(ACME, 4, 20, 24), "the other contract with this number"),)


def test_numbers_that_are_still_open_are_not_the_same(root: Root) -> None:
    for file in (ACME, BOLT):
        write(root, file, b"meta:\n  title: Support\nopen:\n  - {path: meta.contract_number, label: Number}\n")

    assert doubled_contract_numbers(root).diagnostics == ()
    assert is_unchanged(root, remembered(root), Hashes(root))


def test_a_file_that_cannot_be_read_has_no_number(root: Root) -> None:
    write(root, ACME, b"meta: {contract_number: [\n")
    write(root, BOLT, b"\xff\xfecontract_number")

    assert doubled_contract_numbers(root).diagnostics == ()


def remembered(root: Root) -> Manifest:
    return Manifest("", "", "", doubled_contract_numbers(root).inputs, {}, {})


def test_what_is_no_number_leaves_the_remembered_check_right(root: Root) -> None:
    manifest = remembered(root)

    write(root, "data/contracts/bolt/charges.yaml", b"charges: some\n")

    assert is_unchanged(root, manifest, Hashes(root))


@pytest.mark.parametrize(
    "change",
    [
        lambda root: write(root, BOLT, numbered(BOLT, "IT-1")),
        lambda root: write(root, "data/contracts/cord/contract.yaml", numbered("cord", "IT-1")),
        lambda root: shutil.rmtree(root.path("data/contracts/acme")),
        lambda root: root.path(BOLT).rename(root.path("data/contracts/bolt/general.yaml")),
    ],
    ids=["another number", "a new contract", "a contract less", "a number in another file"],
)
def test_a_change_of_numbers_is_noticed(root: Root, change: Callable[[Root], object]) -> None:
    manifest = remembered(root)

    change(root)

    assert not is_unchanged(root, manifest, Hashes(root))


def test_a_contract_that_had_no_number_is_looked_at_again(root: Root) -> None:
    write(root, BOLT, b"calendar: weekdays\n")
    manifest = remembered(root)

    write(root, "data/contracts/bolt/meta.yaml", numbered("bolt", "IT-1"))

    assert not is_unchanged(root, manifest, Hashes(root))


@pytest.mark.parametrize(
    "text",
    [
        "meta: {contract_number: IT-1}",
        "calendar: weekdays\r\nmeta:\r\n  title: Support\r\n\r\n# A remark.\r\n  contract_number: IT-1\r\nopen: []\r\n",
        '"meta":\n  contract_number: IT-1\n',
        "{meta: {contract_number: IT-1}}",
        "---\nmeta:\n\n  contract_number: 'IT-1'\n...\n",
    ],
)
def test_a_number_is_found_however_it_is_written(root: Root, text: str) -> None:
    write(root, BOLT, text.encode())

    assert [found.span.file for found in doubled_contract_numbers(root).diagnostics] == [BOLT]
