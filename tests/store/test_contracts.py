"""A contract and the library are read whole, with the place of each value; the faults are told in `tests/cases`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.model.diagnostic import Span
from pipeline.model.terms.paths import leaves
from pipeline.store.contracts import contract_files, contracts, load_contract
from pipeline.store.files import sha256
from pipeline.store.library import library_files, load_library
from pipeline.store.root import HOUSE, Root, root_from
from pipeline.store.source_lines import SourceLines
from pipeline.store.templates import load_template

BASE = Root(Path(__file__).parent.parent / "cases" / "base")
FOLDER = "data/contracts/acme-support"


@pytest.fixture
def root(tmp_path: Path) -> Root:
    shutil.copytree(BASE.folder, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


def test_a_contract_is_the_union_of_the_files_in_its_folder() -> None:
    loaded = load_contract(BASE, "acme-support")

    assert loaded.diagnostics == ()
    assert loaded.terms is not None
    assert loaded.terms.meta.contract_number == "ACME-1"
    assert loaded.terms.charges.currency == "GBP"
    assert loaded.terms.calendar.name == "Weekdays"
    assert loaded.house is not None
    assert loaded.house.name == "Acme Group"


def test_a_contract_may_be_one_file(root: Root) -> None:
    files = contract_files(root, "acme-support")
    whole = "".join(root.path(file).read_text() for file in files)
    for file in files:
        root.path(file).unlink()
    root.path(f"{FOLDER}/contract.yaml").write_text(whole)

    loaded = load_contract(root, "acme-support")

    assert loaded.terms == load_contract(BASE, "acme-support").terms


def test_values_are_found_by_the_ids_of_their_items() -> None:
    positions = load_contract(BASE, "acme-support").positions

    assert positions.of_value("service_levels.targets.p2.response") == Span(f"{FOLDER}/service_levels.yaml", 35, 17, 20)
    assert positions.of_key("service_levels.targets.p2.response") == Span(f"{FOLDER}/service_levels.yaml", 35, 7, 15)
    assert positions.of_value("services.help_desk.priorities.1") == Span(f"{FOLDER}/services.yaml", 13, 22, 24)
    assert positions.of_value("parties.provider.signatories.director.name") == Span(f"{FOLDER}/parties.yaml", 27, 30, 39)


def test_the_calendar_s_values_are_found_in_its_own_file() -> None:
    positions = load_contract(BASE, "acme-support").positions

    assert positions.of_value("calendar") == Span(f"{FOLDER}/contract.yaml", 19, 11, 19)
    assert positions.of_value("calendar.timezone") == Span("data/calendars/weekdays.yaml", 4, 11, 24)
    assert positions.of_value("calendar.service_windows.standard.hours") == Span("data/calendars/weekdays.yaml", 14, 82, 93)


def test_every_value_of_the_terms_that_was_written_has_a_place_of_its_own() -> None:
    loaded = load_contract(BASE, "acme-support")
    assert loaded.terms is not None

    written = [leaf for leaf in leaves(loaded.terms) if not leaf.is_key and loaded.positions.raw(leaf.path) in loaded.positions.values]

    assert {loaded.positions.raw(leaf.path) for leaf in written} == {leaf.place for leaf in written}
    assert len(written) > 300


def test_the_inputs_are_all_files_read_and_only_those() -> None:
    loaded = load_contract(BASE, "acme-support")

    assert set(loaded.inputs) == {*contract_files(BASE, "acme-support"), "data/calendars/weekdays.yaml", HOUSE}
    assert loaded.inputs[HOUSE] == sha256(BASE.path(HOUSE).read_bytes())


def test_what_is_done_with_a_contract_is_no_part_of_what_it_says(root: Root) -> None:
    for name in ("ledger.jsonl", "versions/0.1.json", "received/answer.docx", "rounds/01.yaml", ".hidden.yaml", "charges.yaml~"):
        file = root.path(f"{FOLDER}/{name}")
        file.parent.mkdir(exist_ok=True)
        file.write_text("no: data\n")

    loaded = load_contract(root, "acme-support")

    assert loaded.diagnostics == ()
    assert loaded.inputs == load_contract(BASE, "acme-support").inputs


def test_the_wordings_of_a_deal_are_read_by_name(root: Root) -> None:
    folder = root.path(f"{FOLDER}/clauses")
    folder.mkdir()
    (folder / "payment.md").write_text("1. Payment.\n")
    item = "{id: pay, op: insert_after, target: general, text: payment, reason: The bank asks for it.}"
    root.path(f"{FOLDER}/clauses.yaml").write_text(f"clauses:\n  special_terms:\n    - {item}\n")

    loaded = load_contract(root, "acme-support")

    assert loaded.diagnostics == ()
    assert loaded.wordings["payment"].file == f"{FOLDER}/clauses/payment.md"
    assert loaded.wordings["payment"].text == "1. Payment.\n"


def test_an_open_point_may_be_left_out(root: Root) -> None:
    file = root.path(f"{FOLDER}/service_levels.yaml")
    file.write_text(file.read_text().replace("      response: 30 min\n", ""))
    root.path(f"{FOLDER}/open.yaml").write_text("open:\n  - {path: service_levels.targets.p1.response, label: Response Time}\n")

    loaded = load_contract(root, "acme-support")

    assert loaded.diagnostics == ()
    assert loaded.terms is not None


def test_an_unknown_contract_is_told_with_the_one_that_is_like_it() -> None:
    (finding,) = load_contract(BASE, "acme-suport").diagnostics

    assert (finding.code, finding.hint) == ("unknown-contract", "did you mean `acme-support`?")


@pytest.mark.parametrize("id", ["../acme-support", "", "a/b", "Acme", ".", "acme_support"])
def test_no_path_can_pass_for_the_id_of_a_contract(id: str) -> None:
    assert [finding.code for finding in load_contract(BASE, id).diagnostics] == ["bad-contract-id"]


def test_contracts_are_the_folders_in_order_of_name(root: Root) -> None:
    root.path("data/contracts/abc").mkdir()

    assert contracts(root) == ("abc", "acme-support")


def test_clauses_stand_in_the_order_of_topic_then_number(root: Root) -> None:
    card = root.path("clauses/10-general/general/clause.yaml").read_text()
    for folder, order in (("10-general/notices", 5), ("10-general/assignment", 10), ("05-first/first", 90)):
        clause = root.path(f"clauses/{folder}")
        clause.mkdir(parents=True)
        (clause / "clause.yaml").write_text(card.replace("order: 10", f"order: {order}"))
        (clause / "preferred.md").write_text("1. Words.\n")
        (clause / "fallback-1.md").write_text("1. Other words.\n")

    loaded = load_library(root)

    assert loaded.diagnostics == ()
    assert [clause.id for clause in loaded.library.clauses] == ["first", "notices", "assignment", "general"]
    assert list(loaded.library.clauses[0].wordings) == ["fallback-1", "preferred"]
    assert set(loaded.inputs) == set(library_files(root))


def test_laws_are_known_by_their_folder() -> None:
    assert load_library(BASE).library.laws["england_and_wales"].law.schedule_word == "Schedule"


def test_the_root_is_the_nearest_folder_upwards_with_data_and_clauses(root: Root) -> None:
    assert root_from(root.path(FOLDER)) == Root(root.folder.resolve())
    assert root_from(root.folder.parent) is None


def test_a_missing_template_is_a_finding_and_one_that_is_there_is_hashed(root: Root) -> None:
    missing = load_template(root)
    root.path("templates").mkdir()
    root.path("templates/contract.docx").write_bytes(b"PK")

    found = load_template(root)

    assert [finding.code for finding in missing.diagnostics] == ["missing-file"]
    assert (found.content, found.inputs) == (b"PK", {"templates/contract.docx": sha256(b"PK")})


def test_lines_to_show_are_those_of_an_editor(root: Root) -> None:
    root.path("data/a.md").write_bytes("one\r\ntwo\u2028still two\rthree\n".encode() + b"caf\xe9\n")
    root.path("data/b.md").write_bytes(b"a\0b")
    lines = SourceLines(root)

    shown = [lines("data/a.md", number) for number in range(7)]

    assert shown == [None, "one", "two\u2028still two", "three", "caf\ufffd", "", None]
    assert (lines("data/b.md", 1), lines("data", 1), lines("none", 1)) == ("", "", "")
