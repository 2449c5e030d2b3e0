"""Each folder in `cases/bad` is a repository with a fault, laid over the small whole one in `cases/base`.

`expected.txt` holds what is said about it, to the letter; `removed.txt`, where there is one, the files of the base that the
case lacks. Files that are huge, or that no editor would keep as they are, are made by a function below of the case's name.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.assemble import (
    approver_faults,
    as_written,
    assembled,
    house_faults,
    house_floor_faults,
    house_law_faults,
    parsed,
    parsed_law,
    unknown_targets,
)
from pipeline.check import Setting, document_faults, terms_faults, terms_of_one_meaning, wording_faults
from pipeline.cli.report import as_text
from pipeline.model.diagnostic import Diagnostic, Severity, has_errors, in_order
from pipeline.model.library import Library
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import Finder
from pipeline.store.contract_numbers import doubled_contract_numbers
from pipeline.store.contracts import LoadedContract, contracts, load_contract, strays
from pipeline.store.library import load_library
from pipeline.store.root import Root
from pipeline.store.source_lines import SourceLines

CASES = Path(__file__).parent / "cases"
BAD = sorted(case.name for case in (CASES / "bad").iterdir())
CONTRACT = "data/contracts/acme-support"


def lay_over(case: Path, target: Path) -> None:
    """Copies a case's files; a folder takes the place of a file of the same name."""
    for source in sorted(case.rglob("*")):
        copy = target / source.relative_to(case)
        if source.is_dir():
            if copy.is_file():
                copy.unlink()
            copy.mkdir(exist_ok=True)
        elif source.parent != case:
            shutil.copyfile(source, copy)
    removed = case / "removed.txt"
    for file in removed.read_text().splitlines() if removed.exists() else ():
        (target / file).unlink()


def checked(folder: Path) -> tuple[Diagnostic, ...]:
    root = Root(folder)
    loaded = load_library(root)
    findings = [*strays(root), *doubled_contract_numbers(root).diagnostics, *loaded.diagnostics]
    findings += [finding for clause in loaded.library.clauses for finding in parsed(clause).diagnostics]
    for law in loaded.library.laws.values():
        findings += [*parsed_law(law).diagnostics, *unknown_targets(parsed_law(law), ids(loaded.library))]
    findings += written(loaded.library)
    for id in contracts(root):
        contract = load_contract(root, id)
        findings += [*contract.diagnostics, *of_the_house(loaded.library, contract, whole=not has_errors(loaded.diagnostics))]
        if contract.terms is not None and not has_errors(loaded.diagnostics):
            findings += terms_faults(contract.terms, contract.positions)
            findings += agreed(loaded.library, contract, contract.terms)
    return in_order([finding for finding in findings if finding.severity is not Severity.ADVICE])


def written(library: Library) -> list[Diagnostic]:
    wordings = [(wording, clause.wordings[name]) for clause in library.clauses for name, wording in parsed(clause).wordings]
    wordings += [(wording, law.texts[name]) for law in library.laws.values() for name, wording in parsed_law(law).wordings.items()]
    readable = [(tuple(as_written(wording.blocks)), source) for wording, source in wordings if not has_errors(wording.diagnostics)]
    setting = Setting(terms=terms_of_one_meaning(block for blocks, _ in readable for block in blocks))
    return [finding for blocks, source in readable for finding in wording_faults(blocks, source, setting)]


def agreed(library: Library, contract: LoadedContract, terms: Terms) -> list[Diagnostic]:
    assembly = assembled(library, parsed, terms, contract.positions, contract.wordings)
    if has_errors(assembly.diagnostics) or assembly.law is None:
        return list(assembly.diagnostics)
    sources = {wording.file: wording.text for clause in library.clauses for wording in clause.wordings.values()}
    return [*assembly.diagnostics, *document_faults(assembly.document, assembly.law, sources=sources, elsewhere=ids(library))]


def of_the_house(library: Library, contract: LoadedContract, *, whole: bool) -> list[Diagnostic]:
    if contract.house is None:
        return []
    findings = [
        *house_faults(contract.house, contract.house_positions),
        *approver_faults(library.clauses, contract.house),
    ]
    if whole:
        findings += house_law_faults(library, contract.house, contract.house_positions)
    if contract.terms is not None:
        findings += house_floor_faults(contract.house, Finder(contract.terms), contract.positions)
    return findings


def ids(library: Library) -> frozenset[str]:
    return frozenset(id for clause in library.clauses for id in parsed(clause).ids)


def fifty_megabytes(root: Path) -> None:
    with (root / CONTRACT / "charges.yaml").open("r+b") as stream:
        stream.truncate(50_000_000)


def a_hundred_thousand_levels(root: Path) -> None:
    (root / CONTRACT / "charges.yaml").write_text("charges: " + "[" * 100_000 + "\n")


def a_hundred_thousand_levels_of_lines(root: Path) -> None:
    (root / CONTRACT / "charges.yaml").write_text("charges:\n" + "\n".join(" " * depth + "-" for depth in range(1, 1_200)) + "\n")


def binary_file(root: Path) -> None:
    (root / CONTRACT / "charges.yaml").write_bytes(bytes(range(256)))


def word_file(root: Path) -> None:
    (root / CONTRACT / "charges.yaml").write_bytes(b"PK\x03\x04\x14\x00\x06\x00")


def latin_1_file(root: Path) -> None:
    (root / CONTRACT / "parties.yaml").write_bytes("parties:\n  customer:\n    legal_name: Café Müller Ltd\n".encode("latin-1"))


def latin_1_wording(root: Path) -> None:
    (root / "clauses/10-general/general/preferred.md").write_bytes("1. The fee is £5.\n".encode("cp1252"))


def utf_16_file(root: Path) -> None:
    (root / CONTRACT / "charges.yaml").write_bytes("charges:\n".encode("utf-16"))


def byte_order_mark(root: Path) -> None:
    file = root / CONTRACT / "charges.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def control_character(root: Path) -> None:
    (root / CONTRACT / "calendar.yaml").write_bytes(b"calendar: week\x08days\n")


def separator_from_word(root: Path) -> None:
    file = root / CONTRACT / "charges.yaml"
    file.write_text(file.read_text().replace("Monthly Charge", "Monthly\u2028Charge"))


def link_to_elsewhere(root: Path) -> None:
    (root / CONTRACT / "secret.yaml").symlink_to(root / "data/house.yaml")


def empty_contract_folder(root: Path) -> None:
    (root / "data/contracts/nothing-yet").mkdir()


def contract_folder_with_a_space(root: Path) -> None:
    (root / CONTRACT).rename(root / "data/contracts/Acme Support")


def one_number_for_two_contracts(root: Path) -> None:
    shutil.copytree(root / CONTRACT, root / "data/contracts/zenith-support")


MADE: dict[str, Callable[[Path], None]] = {
    make.__name__: make
    for make in (
        fifty_megabytes,
        a_hundred_thousand_levels,
        a_hundred_thousand_levels_of_lines,
        binary_file,
        word_file,
        latin_1_file,
        latin_1_wording,
        utf_16_file,
        byte_order_mark,
        control_character,
        separator_from_word,
        link_to_elsewhere,
        empty_contract_folder,
        contract_folder_with_a_space,
        one_number_for_two_contracts,
    )
}


@pytest.mark.parametrize("case", sorted({*BAD, *MADE}))
def test_what_is_wrong_is_said_to_the_letter(case: str, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    lay_over(CASES / "bad" / case, tmp_path)
    if case in MADE:
        MADE[case](tmp_path)

    text = as_text(checked(tmp_path), SourceLines(Root(tmp_path)))

    assert text
    golden(CASES / "bad" / case / "expected.txt", text)


def test_nothing_is_wrong_with_the_base() -> None:
    assert checked(CASES / "base") == ()
