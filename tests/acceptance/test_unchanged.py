"""What is built already is not built again, and whatever would make it another is noticed."""

from __future__ import annotations

import shutil

import pytest

from pipeline.stages import building

OTHERS = ("acme-support", "cord-cloud")


def test_nothing_is_built_where_nothing_changed(three):
    moments, outputs = three.moments(), three.outputs()

    said = three.run("build")

    assert said.code == 0
    assert [line.partition(": ")[2].partition(",")[0] for line in said.err.splitlines()] == ["unchanged"] * 4
    assert (three.moments(), three.outputs()) == (moments, outputs)


def library_pages(made):
    files = [made.path(f"build/library.{ending}") for ending in ("html", "docx")]
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def test_the_pages_of_the_library_are_written_again_only_for_another_library(ready):
    before = library_pages(ready)
    ready.retitle()
    assert ready.forked("build").code == 0
    assert library_pages(ready) == before

    changed_wording(ready)
    said = ready.forked("build")

    assert "the clause library: built, build/library.html and build/library.docx" in said.err
    after = library_pages(ready)
    assert all(after[name] != before[name] for name in before)
    assert b"The agreement" in after["library.html"][0]


def test_a_page_of_the_library_that_is_gone_or_altered_is_written_again(ready):
    before = library_pages(ready)
    ready.path("build/library.html").write_text("<p>altered")
    ready.path("build/library.docx").unlink()

    assert ready.forked("build").code == 0

    assert {name: content for name, (content, _) in library_pages(ready).items()} == {
        name: content for name, (content, _) in before.items()
    }


def test_the_former_pages_of_a_library_with_errors_stay(ready):
    before = library_pages(ready)
    ready.replace(ready.path("clauses/10-general/general/preferred.md"), "This agreement", "*This agreement")

    said = ready.forked("build")

    assert said.code == 1
    assert library_pages(ready) == before
    assert "the clause library" not in said.err


def test_the_pages_of_the_library_hold_nothing_of_the_data(ready):
    page = ready.path("build/library.html").read_text()

    for value in ("Acme", "Bolt Software", "acme-support", "ACME-1"):
        assert value not in page


def test_another_value_in_one_contract_builds_that_contract_only(three):
    moments, outputs = three.moments(), three.outputs()
    three.replace(three.data("charges", "bolt-backup"), "due: 30 days", "due: 31 days")

    said = three.run("build")

    assert said.code == 0
    assert [line.partition(" ")[0] for line in said.err.splitlines() if ": built" in line] == ["bolt-backup"]
    for contract in OTHERS:
        assert all(moments[file] == moment for file, moment in three.moments(contract).items())
        assert all(outputs[file] == content for file, content in three.outputs(contract).items())
    assert not {three.outputs()[file] for file in three.outputs("bolt-backup")} & set(outputs.values())


def test_warnings_are_told_again_and_fail_again(ready):
    (ready.data("charges").parent / "clauses").mkdir()
    (ready.data("charges").parent / "clauses" / "extra.md").write_text("1. Nobody asks for this.\n")
    first, second = ready.forked("build", "--strict"), ready.forked("build", "--strict")

    lenient = ready.forked("build")

    assert first.code == second.code == 1
    assert "unused-wording" in first.out
    assert first.out == second.out == lenient.out
    assert lenient.code == 0
    assert "acme-support 0.1-draft: built" in first.err
    assert "acme-support 0.1-draft: unchanged" in second.err


def test_two_builds_at_once_do_no_harm(built_small, tmp_path):
    repository = built_small.copied(tmp_path / "repository")
    shutil.rmtree(repository.path("build"))

    one, other = repository.fork("build"), repository.fork("build")

    assert (one.end().code, other.end().code) == (0, 0)
    assert repository.outputs() == built_small.outputs()
    assert not list(repository.path("build").rglob(".*"))


@pytest.mark.parametrize("ending", [".docx", ".pdf", "manifest"])
@pytest.mark.parametrize("harm", ["delete", "alter", "empty", "folder"])
def test_an_output_that_is_gone_or_altered_is_built_again(ready, ending, harm):
    file = ready.manifest() if ending == "manifest" else ready.output(ending)
    outputs = ready.outputs()
    content = file.read_bytes()
    file.unlink()
    match harm:
        case "alter":
            file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        case "empty":
            file.write_bytes(b"")
        case "folder":
            file.mkdir()

    said = ready.forked("build")

    if harm == "folder":
        assert said.code == 1
        assert f"{file.relative_to(ready.folder)}:1:1: error[" in said.out
    else:
        assert said.code == 0
        assert ready.outputs() == outputs
    assert "Traceback" not in said.err


def new_clause(made):
    folder = made.path("clauses/10-general/new")
    folder.mkdir()
    (folder / "clause.yaml").write_text("title: New\npurpose: Is new.\nowner: legal\norder: 99\n")
    (folder / "preferred.md").write_text("1. This is new.\n")


def new_wording(made):
    made.path("clauses/10-general/general/fallback-1.md").write_text("1. This is another.\n")


def changed_wording(made):
    made.replace(made.path("clauses/10-general/general/preferred.md"), "This agreement", "The agreement")


def moved_clause(made):
    made.path("clauses/10-general").rename(made.path("clauses/20-special"))


def changed_law(made):
    made.replace(made.path("clauses/law/england-and-wales/law.yaml"), "subject to contract", "subject to agreement")


def changed_calendar(made):
    made.replace(made.path("data/calendars/weekdays.yaml"), "Christmas Day (substitute day)", "Christmas")


def changed_house(made):
    made.replace(made.path("data/house.yaml"), "name: Acme Group", "name: Acme House")


def changed_template(made):
    file = made.path("templates/contract.docx")
    file.write_bytes(file.read_bytes() + b"\0")


def frozen_version(made):
    assert made.forked("freeze", "acme-support").code == 0


@pytest.mark.parametrize(
    "change",
    [
        new_clause,
        new_wording,
        changed_wording,
        moved_clause,
        changed_law,
        changed_calendar,
        changed_house,
        changed_template,
        frozen_version,
    ],
)
def test_whatever_the_draft_is_made_of_is_noticed(ready, change):
    change(ready)

    said = ready.forked("build")

    assert said.code == 0, said
    assert ": built" in said.err


def stray(file):
    def lay(made):
        made.path(file).parent.mkdir(parents=True, exist_ok=True)
        made.path(file).write_text("Lies here by mistake.\n")

    lay.__name__ = file
    return lay


def empty_folder(file):
    def lay(made):
        made.path(file).mkdir(parents=True)

    lay.__name__ = file + "/"
    return lay


def gone(file):
    def remove(made):
        path = made.path(file)
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    remove.__name__ = "no " + file
    return remove


@pytest.mark.parametrize(
    "mistake",
    [
        stray("clauses/notes.txt"),
        stray("clauses/10-general/preferred.md"),
        stray("clauses/10-general/general/fallback.md"),
        stray("clauses/law/notes.txt"),
        stray("clauses/law/england-and-wales/notes.txt"),
        stray("clauses/Twenty/ending/preferred.md"),
        stray("clauses/10-general/General/preferred.md"),
        stray("data/contracts/notes.txt"),
        stray("data/contracts/acme-support/prices.yml"),
        stray("data/contracts/acme-support/clauses/extra.docx"),
        stray("data/contracts/acme-support/prices.yaml"),
        empty_folder("clauses/10-general/new"),
        empty_folder("clauses/Twenty"),
        empty_folder("clauses/law/scotland"),
        empty_folder("data/contracts/nothing-yet"),
        empty_folder("data/contracts/Nothing Yet"),
        gone("clauses/10-general/general/clause.yaml"),
        gone("clauses/10-general/general/preferred.md"),
        gone("clauses/law/england-and-wales"),
        gone("data/contracts/acme-support/charges.yaml"),
        gone("data/calendars/weekdays.yaml"),
        gone("data/house.yaml"),
        gone("templates/contract.docx"),
        gone("templates"),
    ],
    ids=lambda mistake: mistake.__name__,
)
def test_a_mistake_is_noticed_as_if_nothing_had_been_built(ready, mistake):
    outputs = ready.outputs()
    mistake(ready)

    after = ready.forked("build")

    assert after.code == 1, after
    assert "Traceback" not in after.err
    assert outputs.items() <= ready.outputs().items()
    shutil.rmtree(ready.path("build"))
    assert ready.forked("build").out == after.out


def test_a_check_takes_over_what_a_build_found_in_the_same_library(ready):
    def no_library_is_checked():
        building.library_findings = None

    assert ready.forked("check", before=no_library_is_checked).code == 0
    new_wording(ready)
    assert ready.forked("check", before=no_library_is_checked).code == 3
