"""Lists of a contract in spreadsheets: there and back, and what is refused on the way."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pipeline import store
from pipeline.post import spreadsheet_in, workbook_of
from pipeline.stages.intake.keeping_tables import TABLES

INTAKE = Path(__file__).parents[1] / "stages" / "intake"
NEW = "crane-support"
HARDWARE = (
    "make_and_model;category;quantity;site;owner;support_level;service\n"
    "Dell T550;server;1;Head office;customer;full;Hardware troubleshooting\n"
    "Zebra ZT411;printer;7;Head office;lessor;labour only;\n"
)


@pytest.fixture
def root(asking):
    return asking


@pytest.fixture
def made(run, root, tmp_path):
    """A contract whose hardware came from a file that its answers name."""
    (tmp_path / "hardware.csv").write_bytes(HARDWARE.encode("cp1252"))
    answers = tmp_path / "answers.yaml"
    answers.write_text((INTAKE / "answers.yaml").read_text() + "hardware: hardware.csv\nsoftware: []\n")
    code, out, err = run("new", NEW, "--answers", str(answers))
    assert (code, err) == (0, ""), out
    return root.path(store.folder_of(NEW))


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def rows_in(file: Path) -> tuple[list[str], list[dict[str, str]]]:
    read = spreadsheet_in(file.read_bytes(), str(file))
    names = {cell.column: cell.words for cell in read.names}
    return list(names.values()), [{names[cell.column]: cell.words for cell in row} for row in read.rows]


def save(file: Path, rows: list[dict[str, str]], names: list[str]) -> Path:
    if file.suffix == ".xlsx":
        file.write_bytes(workbook_of("x", names, [[row.get(name, "") for name in names] for row in rows]))
    else:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(rows)
        file.write_text(stream.getvalue())
    return file


def test_the_answers_may_name_a_file_of_rows(made, root):
    terms = store.load_contract(root, NEW).terms

    assert [(asset.id, asset.site, asset.service, str(asset.support_level)) for asset in terms.assets.hardware] == [
        ("dell_t550", "head_office", "hardware_troubleshooting", "full"),
        ("zebra_zt411", "head_office", "hardware_troubleshooting", "labour_only"),
    ]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", [name for name in TABLES if name != "milestones"])
def test_there_and_back_changes_nothing(run, made, tmp_path, name, ending):
    before, file = texts(made), tmp_path / f"table{ending}"

    assert run("table", NEW, name, "--to", str(file))[0] == 0
    again = tmp_path / f"again{ending}"
    run("table", NEW, name, "--to", str(again))
    code, out, err = run("table", NEW, name, "--from", str(file))

    assert (code, err) == (0, ""), out
    assert "says the same already" in out, (name, out)
    assert texts(made) == before
    assert file.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_changed_and_a_new_row_change_their_lines_alone(run, made, tmp_path, ending):
    file = tmp_path / f"contacts{ending}"
    run("table", NEW, "contacts", "--to", str(file))
    names, rows = rows_in(file)
    rows[4]["name"] = "Sofia Grant"
    rows.append({**rows[4], "id": "night_desk", "role": "Night Desk", "name": "Desk: at night"})
    before = texts(made)

    code, out, _ = run("table", NEW, "contacts", "--from", str(save(tmp_path / f"other{ending}", rows, names)))

    assert (code, "1 added, 1 changed, 0 removed" in out) == (0, True), out
    after = texts(made)
    assert [name for name in before if before[name] != after[name]] == ["escalation.yaml"]
    lines = set(after["escalation.yaml"].splitlines()) - set(before["escalation.yaml"].splitlines())
    assert len(lines) == 2
    assert run("check", NEW)[0] == 0


def test_what_the_file_lacks_goes_only_when_that_was_said(run, made, tmp_path, root):
    file = tmp_path / "hardware.csv"
    file.write_text(HARDWARE.replace("Head office", "head_office").replace("Hardware troubleshooting", "hardware_troubleshooting"))
    file.write_text("\n".join(file.read_text().splitlines()[:2]) + "\n")

    code, out, _ = run("table", NEW, "hardware", "--from", str(file))
    assert (code, "the file lacks `zebra_zt411`, which the contract has" in out) == (1, True)

    # The matrix of responsibilities still names it, so it cannot go without being missed.
    code, out, _ = run("table", NEW, "hardware", "--from", str(file), "--remove")
    assert (code, "there is no `zebra_zt411`" in out) == (1, True), out


def test_a_list_that_was_open_is_open_no_more(run, root, tmp_path):
    assert run("new", NEW, "--answers", str(INTAKE / "answers.yaml"))[0] == 0
    row = {"id": "office", "product": "Office", "version": "2021", "licence_owner": "customer", "licences": "5"}
    row |= {"support_level": "excluded", "service": "software_installation_and_upgrades"}
    file = save(tmp_path / "software.csv", [row], list(row))

    code, out, _ = run("table", NEW, "software", "--from", str(file))

    assert code == 0, out
    assert [item.path for item in store.load_contract(root, NEW).terms.open] == ["assets.hardware", "responsibilities"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("role,emial\nDesk,a@b.example\n", "cell B1: `emial` is not a column here"),
        ("role,role\nDesk,Desk\n", "cell B1: the column `role` is there twice"),
        ("email\na@b.example\n", "the column `role` is missing"),
        ("role,email\nService Desk,nobody\n", "cell B2: `nobody` is not an e-mail address"),
        ("role,email\nService Desk,a@b.example\nService Desk,a@b.example\n", "`service_desk` is the id of an earlier row"),
        ("role,party\nService Desk,Providr\n", "cell B2: `Providr` is not one of"),
        ("", "the file holds no cells"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_at_its_cell_and_nothing_is_written(run, made, tmp_path, content, said):
    before = texts(made)
    file = tmp_path / "wrong.csv"
    file.write_text(content)

    code, out, err = run("table", NEW, "contacts", "--from", str(file))

    assert (code, err) == (1, "")
    assert said in out
    assert texts(made) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("contacts", "--to", "x.ods"), "neither .csv nor .xlsx"),
        (("contacts",), "one of the arguments --to --from is required"),
        (("assets", "--to", "x.csv"), "choose from"),
        (("contacts", "--to", "x.csv", "--remove"), "--remove belongs to --from"),
    ],
)
def test_wrong_use_is_answered_in_words(run, made, words, said):
    code, _, err = run("table", NEW, *words)

    assert (code, said in err) == (2, True), err


def test_a_file_that_is_there_is_not_written_over(run, made, tmp_path):
    (tmp_path / "x.csv").write_text("mine")

    code, _, err = run("table", NEW, "contacts", "--to", str(tmp_path / "x.csv"))

    assert (code, (tmp_path / "x.csv").read_text()) == (2, "mine")
    assert "is there already" in err
