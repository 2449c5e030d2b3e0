"""What the command says to people, to other tools, and by its exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress

import pytest

from pipeline.stages.building import Workroom

ANNOTATION = re.compile(r"::(error|warning|notice) file=[^,\s]+,line=\d+,col=\d+(,endColumn=\d+)?,title=[a-z-]+::\S.*")


def broken(repository, contract="bolt-backup"):
    repository.replace(repository.data("charges", contract), "due: 30 days", "due: soon")
    return repository


def with_warning(repository):
    folder = repository.data("charges").parent / "clauses"
    folder.mkdir()
    (folder / "extra.md").write_text("1. Nobody asks for this.\n")
    return repository


def test_a_broken_contract_does_not_stop_the_others(three):
    before = three.outputs("bolt-backup")
    three.retitle("cord-cloud")
    broken(three)

    said = three.run("build")

    assert said.code == 1
    assert re.match(r"data/contracts/bolt-backup/charges\.yaml:\d+:10: error\[bad-duration\]: ", said.out)
    assert said.out.endswith("Found 1 error.\n")
    ends = [line.split(": ")[1].split(",")[0] for line in said.err.splitlines()]
    assert ends == ["unchanged", "stopped by errors; what was built before stands", "built", "unchanged"]
    assert three.outputs("bolt-backup") == before


def test_only_the_named_contracts_are_built(repository):
    repository.add_contract("bolt-backup", "BOLT-2")

    said = repository.run("build", "bolt-backup")

    assert said.code == 0
    assert repository.outputs("acme-support") == {}
    assert len(repository.outputs("bolt-backup")) == 3


def test_a_contract_that_nobody_named_may_be_broken(three):
    assert broken(three).forked("build", "acme-support").code == 0


def test_check_writes_nothing(repository):
    said = repository.forked("check")

    assert (said.code, said.out) == (0, "")
    assert not repository.path("build").exists()


def test_warnings_fail_only_if_strict(ready):
    with_warning(ready)

    assert [ready.forked(command, *strict).code for command in ("check", "build") for strict in ((), ("--strict",))] == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "acme-suport"), "there is no contract `acme-suport`: did you mean `acme-support`?"),
        (("check", "xyz"), "there is no contract `xyz`: the contracts are `acme-support`"),
        (("build", "../acme-support"), "there is no contract `../acme-support`"),
        (("build", "data/contracts/acme-support"), "there is no contract `data/contracts/acme-support`"),
        (("build", ""), "there is no contract ``"),
        (("build", "--jobs", "0"), "`0` is not a number from 1 to 999"),
        (("build", "--jobs", "many"), "`many` is not a number from 1 to 999"),
        (("build", "--format", "xml"), "invalid choice: 'xml'"),
        (("build", "--pdf", "word"), "invalid choice: 'word'"),
        (("biuld",), "invalid choice: 'biuld'"),
        ((), "required: COMMAND"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_wrong_usage_ends_with_two(small, words, said):
    ran = small.forked(*words)

    assert ran.code == 2, ran
    assert said in ran.err
    assert (ran.out, "Traceback" in ran.err) == ("", False)


def test_without_a_repository_of_contracts_there_is_nothing_to_do(small, tmp_path):
    elsewhere = [sys.executable, "-m", "pipeline", "check"]

    here = subprocess.run(elsewhere, cwd=tmp_path, env=small.environment(), capture_output=True, text=True)
    there = subprocess.run([*elsewhere[:-1], "--root", str(tmp_path), "check"], env=small.environment(), capture_output=True, text=True)
    below = subprocess.run(elsewhere, cwd=small.data("charges").parent, env=small.environment(), capture_output=True, text=True)

    assert (here.returncode, there.returncode, below.returncode) == (2, 2, 0)
    assert here.stderr == "draftline: no folder from here upwards holds data/ and clauses/; name it with --root\n"
    assert there.stderr == f"draftline: the folder `{tmp_path}` does not hold data/ and clauses/\n"


def test_a_fault_of_ours_ends_with_three_and_stops_no_other_contract(three):
    def plant():
        work = Workroom.__call__

        def failing(self, task, tell):
            if task == "bolt-backup":
                raise KeyError("a fault of ours")
            return work(self, task, tell)

        Workroom.__call__ = failing

    three.retitle("cord-cloud")
    broken(three)

    said = three.forked("build", "--format", "json", before=plant)

    assert said.code == 3
    assert [(found["code"], found["file"]) for found in json.loads(said.out)] == [("own-fault", "data/contracts/bolt-backup")]
    assert "KeyError: 'a fault of ours'" in said.err
    assert three.output(".docx", "cord-cloud").stat().st_mtime_ns > three.output(".docx", "acme-support").stat().st_mtime_ns


@pytest.mark.parametrize("jobs", ["1", "2", "7"])
def test_however_many_work_at_once_the_same_is_said(three, jobs):
    for contract in ("acme-support", "bolt-backup", "cord-cloud"):
        broken(three, contract)
    three.path("clauses/20-support/ending/preferred.md").write_text("1. See [](#support.nowhere) and [](#levels.shares).\n")
    with (three.path("clauses/20-support/levels/clause.yaml")).open("a") as card:
        card.write('when: meta.contract_number == "BOLT-2"\n')

    first, second = three.forked("build", "--jobs", "1"), three.forked("build", "--jobs", jobs)
    for contract in ("acme-support", "bolt-backup", "cord-cloud"):
        three.replace(three.data("charges", contract), "due: soon", "due: 30 days")
    third, fourth = three.forked("check"), three.forked("build", "--jobs", jobs)

    assert first.out == second.out
    assert third.out == fourth.out
    assert (first.code, third.code) == (1, 1)


def test_annotations_of_each_kind_are_all_that_stands_on_the_output(ready):
    with_warning(broken(ready, "acme-support"))

    said = {form: ready.forked("check", "--format", form) for form in ("json", "sarif", "github")}

    assert {ran.code for ran in said.values()} == {1}
    assert {ran.err for ran in said.values()} == {""}
    found = json.loads(said["json"].out)
    assert [(entry["severity"], entry["code"]) for entry in found] == [("error", "bad-duration"), ("warning", "unused-wording")]
    [run] = json.loads(said["sarif"].out)["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    places = [place["physicalLocation"]["artifactLocation"] for result in run["results"] for place in result["locations"]]
    assert all(ready.path(place["uri"]).is_file() for place in places)
    assert len(said["github"].out.splitlines()) == 2
    assert all(ANNOTATION.fullmatch(line) for line in said["github"].out.splitlines())


@pytest.mark.parametrize(("form", "nothing"), [("json", []), ("sarif", None), ("github", None)])
def test_where_nothing_is_wrong_the_output_is_still_what_was_asked_for(ready, form, nothing):
    said = ready.run("build", "--format", form)

    assert (said.code, said.err) == (0, "")
    match form:
        case "json":
            assert json.loads(said.out) == []
        case "sarif":
            assert json.loads(said.out)["runs"][0]["results"] == []
        case "github":
            assert said.out == ""


@pytest.mark.parametrize(("encoding", "form"), [("ascii", "text"), ("cp1252", "text"), ("ascii", "json"), ("latin-1", "sarif")])
def test_findings_reach_a_terminal_of_any_encoding(ready, encoding, form):
    ready.replace(ready.data("charges"), "due: 30 days", "due: τριάντα ημέρες – „ħ“")

    words = ready.words("check", "--format", form)
    done = subprocess.run(words, env=ready.environment(PYTHONIOENCODING=encoding), capture_output=True)

    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stderr
    if form in ("json", "sarif"):
        assert "τριάντα" in json.dumps(json.loads(done.stdout.decode()), ensure_ascii=False)


def test_a_reader_who_has_seen_enough_is_no_fault(ready):
    faults = "".join(f"1. {{{{ nothing.here_{number} }}}}\n" for number in range(500))
    ready.path("clauses/10-general/general/preferred.md").write_text(faults)
    process = subprocess.Popen(ready.words("check"), env=ready.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    process.stdout.close()
    _, said = process.communicate()

    assert process.returncode == 1, said
    assert b"Traceback" not in said


def test_a_folder_whose_name_is_no_text_is_said_so(ready):
    os.mkdir(os.fsencode(ready.path("data/contracts")) + b"/caf\xe9")

    for form in ("text", "json", "sarif", "github"):
        said = ready.forked("check", "--format", form)

        assert said.code == 1, said
        assert "bad-contract-id" in said.out
        assert "Traceback" not in said.err


@pytest.mark.parametrize("at", ["build", "build/acme-support", "build/acme-support/0.1-draft"])
def test_a_file_where_the_outputs_belong_is_said_so(small, at):
    small.path(at).parent.mkdir(parents=True, exist_ok=True)
    small.path(at).write_text("in the way")

    said = small.forked("build")

    assert said.code == 1, said
    assert "error[unwritable-file]" in said.out
    assert "Traceback" not in said.err


def zip_of_nothing(content):
    return b"PK\x05\x06" + bytes(18)


def half(content):
    return content[: len(content) // 2]


def text(content):
    return b"This is no template.\n"


def nothing(content):
    return b""


@pytest.mark.parametrize("harm", [zip_of_nothing, half, text, nothing])
def test_a_broken_template_stops_the_build_and_says_so(ready, harm):
    before = ready.outputs()
    template = ready.path("templates/contract.docx")
    template.write_bytes(harm(template.read_bytes()))

    said = ready.forked("build")

    assert said.code == 1, said
    assert said.out.startswith("templates/contract.docx:1:1: error[")
    assert "Traceback" not in said.err
    assert ready.outputs() == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_at_a_terminal_the_work_is_shown_as_it_goes_on(repository, command):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        repository.words(command), stdout=subprocess.PIPE, stderr=theirs, env=repository.environment(TERM="xterm-256color")
    )
    os.close(theirs)

    out, _ = process.communicate()
    shown = seen(ours)

    assert (process.returncode, out) == (0, b"")
    assert "assembling" in shown
    assert ("printing the PDF" in shown) == (command == "build")
    assert "Traceback" not in shown


def seen(terminal):
    """All that was shown; a terminal that nobody writes to any more is an error on Linux."""
    shown = b""
    with suppress(OSError):
        while piece := os.read(terminal, 65536):
            shown += piece
    os.close(terminal)
    return shown.decode()
