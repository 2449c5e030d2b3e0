"""The command that judges tickets: what it says, what it writes, and how it answers wrong use."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.ledger import FactKind
from pipeline.store.files import sha256
from pipeline.store.ledger import read_ledger
from pipeline.store.root import Root

ACME = "acme-support"
SOURCE = Path(__file__).parents[2]
AT = ("--now", "2026-11-12T09:00:00Z")
PERIOD = ("--period", "2026-10")
MAPPING = """\
id: desk
name: Desk
rows: events
date_format: '%Y-%m-%d %H:%M'
time_zone: Europe/London
columns: {ticket: Ticket, at: When, event: What, priority: Priority}
states: {new: opened, answer: responded, ask: awaiting_customer, reply: working, done: resolved, mistake: withdrawn}
priorities: {High: p1, Low: p2}
defaults: {type: incident}
without_response: at_resolution
"""
# Windows from nine to five; P1 within 30 minutes and 4 hours, P2 within 4 hours and 3 days of 8 hours.
EXPORT = """\
Ticket,When,What,Priority
T-1,2026-10-05 09:00,new,High
T-1,2026-10-05 09:20,answer,
T-1,2026-10-05 10:00,ask,
T-1,2026-10-06 10:00,reply,
T-1,2026-10-06 12:00,done,
T-2,2026-10-05 09:00,new,High
T-2,2026-10-05 14:00,done,
T-3,2026-10-09 16:00,new,Low
T-3,2026-10-12 10:00,done,
T-4,2026-10-09 16:00,new,Low
T-4,2026-10-09 16:30,mistake,
T-5,2026-10-09 16:00,new,Middling
T-6,2026-11-11 16:00,new,Low
"""


@pytest.fixture(scope="module")
def laid(tmp_path_factory, laid_out):
    folder = tmp_path_factory.mktemp("monitored")
    laid_out(folder)
    (folder / "desk.yaml").write_text(MAPPING)
    (folder / "export.csv").write_text(EXPORT)
    return folder


@pytest.fixture
def root(tmp_path, laid, monkeypatch):
    shutil.copytree(laid, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Root(tmp_path)


def monitor(run, *words, mapping="desk.yaml", tickets="export.csv"):
    return run("monitor", ACME, tickets, "--mapping", mapping, *PERIOD, *AT, *words)


def test_a_month_is_told_with_every_row_accounted_for(root, run):
    code, out, err = monitor(run)

    assert (code, err) == (0, "")
    said = out[out.index(f"{ACME} 0.1-draft") :].splitlines()
    assert said[:8] == [
        f"{ACME} 0.1-draft, October 2026: no Service Level failed",
        "13 rows: 10 judged, 2 set aside, 1 refused",
        "",
        "Service Level  met of  counted  Attainment  target  verdict",
        "P1 response         1        2     50.00 %    95 %  met (fewer than 20 tickets, of which one may miss its time)",
        "P1 resolution       1        2     50.00 %    95 %  met (fewer than 20 tickets, of which one may miss its time)",
        "P2 response         1        1    100.00 %    90 %  met (fewer than 20 tickets, of which one may miss its time)",
        "P2 resolution       1        1    100.00 %    90 %  met (fewer than 20 tickets, of which one may miss its time)",
    ]
    assert "export.csv:13:1: warning[undeclared-word]: the priority `Middling` is not declared in the mapping, so 1 row is refused" in out


def test_the_figures_are_written_for_spreadsheets_and_programs(root, run):
    monitor(run)

    folder = Path(f"build/{ACME}/performance/2026-10")
    names = ["attainment.csv", "escalations.csv", "open.csv", "refused.csv", "tickets.csv", "tickets.parquet"]
    assert sorted(file.name for file in folder.iterdir()) == names
    with (folder / "tickets.csv").open() as stream:
        rows = [(row["ticket"], row["measure"], row["elapsed"], row["paused"], row["met"]) for row in csv.DictReader(stream)]
    assert rows == [
        ("T-1", "response", "1200", "0", "true"),
        ("T-1", "resolution", "10800", "28800", "true"),
        ("T-2", "response", "18000", "0", "false"),
        ("T-2", "resolution", "18000", "0", "false"),
        ("T-3", "response", "7200", "0", "true"),
        ("T-3", "resolution", "7200", "0", "true"),
    ]


def test_the_same_export_gives_the_same_bytes(root, run):
    monitor(run)
    first = {file: file.read_bytes() for file in Path("build").rglob("*") if file.is_file()}
    monitor(run)

    assert {file: file.read_bytes() for file in Path("build").rglob("*") if file.is_file()} == first


def test_the_story_of_a_ticket_sums_to_the_second_with_hours_and_clauses(root, run):
    code, out, _ = monitor(run, "--ticket", "T-1")

    assert code == 0
    told = out[out.index("Resolution Time of P1") :].splitlines()
    assert [line.split("  ")[-1].strip() for line in told[1:5]] == [
        "working, within Standard Hours (`service-clock.window`)",
        "working, within Standard Hours (`service-clock.window`)",
        "awaiting customer: a pause, 8:00:00 of Standard Hours deducted (`service-clock.pauses`)",
        "working, within Standard Hours (`service-clock.window`)",
    ]
    assert [line.split("  ")[-2].strip() for line in told[1:5]] == ["0:20:00", "0:40:00", "0:00:00", "2:00:00"]
    assert told[5] == "  together 3:00:00, met with 1:00:00 left, due Tue 2026-10-06 13:00:00 BST (`service-clock.boundary`)"


def test_what_fails_next_is_told_by_the_moment_that_is_given(root, run):
    _, out, _ = run("monitor", ACME, "export.csv", "--mapping", "desk.yaml", "--period", "2026-11", *AT)

    assert "warning[running-period]: 2026-11 has not ended, so its figures are provisional" in out
    told = out[out.index("open and within their time") :].splitlines()
    assert told[:3] == [
        "open and within their time: 2; next to fail:",
        "  2026-11-12 12:00:00 GMT  T-6  P2 response, 3:00:00 left",
        "  2026-11-16 16:00:00 GMT  T-6  P2 resolution, 23:00:00 left",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--ticket", "77"), "no ticket `77` of export.csv is judged\n"),
        (("--ticket", "T1"), "no ticket `T1` of export.csv is judged: did you mean `T-1`?"),
        (("--ticket", "T-5"), "no ticket `T-5` of export.csv is judged: line 13: the priority `Middling` is not declared in the mapping"),
        (("--ticket", "T-1", "--close"), "--ticket only tells the story of one ticket: leave out --close and --report, or --ticket"),
        (("--suggest-mapping", "export.csv"), "--suggest-mapping only proposes a mapping"),
        (("--mapping", "export.csv"), "`export.csv` looks like an export: --mapping takes a name in data/mappings, or a .yaml file"),
        (("--period", "10/2026"), "`10/2026` is no month: expected year and month, as in 2026-10"),
        (("--time-zone", "London"), "there is no time zone `London`: write its IANA name, as in Europe/London"),
        (("--date-format", "%d/%m"), "`%d/%m` does not say where the year, %Y, stands"),
        (("--version", "3.0"), f"`{ACME}` has no frozen version `3.0`: the versions are none"),
        (("--now", "yesterday"), "`yesterday` is no moment"),
    ],
)
def test_wrong_use_is_answered_in_words_that_help(root, run, words, said):
    code, _, err = monitor(run, *words)

    assert code == 2
    assert said in err


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (MAPPING.replace("ticket: Ticket", "ticket: Tickt"), "error[missing-column]: export.csv has no column `Tickt`"),
        (MAPPING.replace("ticket: Ticket", "ticket: Tickt"), "did you mean `Ticket`?"),
        (MAPPING.replace("time_zone: Europe/London\n", ""), "the mapping does not say in which time zone the export's times are"),
        (MAPPING.replace("time_zone: Europe/London", "time_zone: Europe/Londn"), "there is no time zone `Europe/Londn`"),
        (MAPPING.replace("date_format: '%Y-%m-%d %H:%M'\n", ""), "the mapping does not say how the export writes its dates"),
        (MAPPING.replace("Low: p2", "Low: p3"), "error[unknown-priority]: `p3` is no Priority of the agreement"),
        (MAPPING + "services: {Phone: help_dsk}\n", "did you mean `help_desk`?"),
        (MAPPING.replace("type: incident", "type: incident, priority: px"), "`px` is no Priority of the agreement"),
        (MAPPING.replace("new: opened", "new: open"), "error[bad-choice]: `open` is not one of"),
        (MAPPING.replace("rows: events", "row: events"), "error[unknown-key]: `row` is not a field"),
        (MAPPING.replace("%Y-%m-%d %H:%M", "%d/%m/%Y"), "does not say where the hour, %H, stands"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_its_place(root, run, mapping, said):
    root.path("desk.yaml").write_text(mapping)

    code, out, _ = monitor(run)

    assert code == 1
    assert said in out
    assert not Path("build").exists()


@pytest.mark.parametrize(
    ("tickets", "mapping", "said"),
    [
        ("gone.csv", "desk.yaml", "this file is no export that can be read: there is no such file"),
        ("export.xls", "desk.yaml", "a file that ends in `.xls` is not read"),
        ("export.csv", "gone.yaml", "this file does not exist"),
        ("export.csv", "jira", "there is no mapping `jira`"),
    ],
)
def test_a_file_that_is_not_there_is_named(root, run, tickets, mapping, said):
    code, out, _ = monitor(run, mapping=mapping, tickets=tickets)

    assert code == 1
    assert said in out


@pytest.mark.parametrize(
    ("period", "now", "said"),
    [
        ("2027-01", "2026-11-12T09:00:00Z", "error[future-period]: 2027-01 has not begun"),
        ("2026-03", "2026-11-12T09:00:00Z", "error[period-before-service]: 2026-03 ends before the service starts, on 2026-04-01"),
        ("2029-01", "2029-02-12T09:00:00Z", "error[calendar-ends]: the calendar `weekdays` lists holidays up to 2028-12-31 only"),
    ],
)
def test_a_month_that_cannot_be_judged_is_refused(root, run, period, now, said):
    code, out, _ = run("monitor", ACME, "export.csv", "--mapping", "desk.yaml", "--period", period, "--now", now)

    assert code == 1
    assert said in out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\x00\xff\x01", "it is no text"),
        ("é".encode("cp1252") * 9 + b"\x81", "it is not written in utf-8"),
        (None, "it is a folder"),
    ],
)
def test_a_file_that_is_no_table_is_refused_wherever_it_is_read(root, run, content, said):
    Path("odd.csv").mkdir() if content is None else Path("odd.csv").write_bytes(content)

    code, out, _ = monitor(run, tickets="odd.csv")
    proposed, _, err = run("monitor", "--suggest-mapping", "odd.csv")

    assert (code, proposed) == (1, 2)
    assert said in out
    assert "`odd.csv` cannot be read" in err


ADJUSTMENTS = """\
adjustments:
  - {id: relief, ticket: T-2, kind: exclude, time: both,
     reason: No access to the site., clause: general, proposed_by: Provider, agreed_by: Customer}
  - {id: lower, ticket: T-1, kind: priority, priority: p2, reason: One user only., clause: general, proposed_by: Provider}
"""


def test_agreed_adjustments_change_the_figures_and_both_are_shown(root, run):
    folder = root.path(f"data/contracts/{ACME}/performance/2026-10")
    folder.mkdir(parents=True)
    (folder / "adjustments.yaml").write_text(ADJUSTMENTS)

    code, out, _ = monitor(run)

    assert code == 0
    assert "adjusted: P1 resolution was 1 of 2, and is 1 of 1" in out
    assert "warning[not-agreed]: nobody has agreed to adjust T-1, so it counts as it stands" in out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ticket: T-2", "ticket: T-22", "error[unknown-ticket]: `T-22` is not among the tickets that are judged"),
        ("clause: general, proposed_by: Provider, agreed_by", "clause: nowhere, proposed_by: Provider, agreed_by", "error[unknown-clause]"),
        ("priority: p2", "priority: p9", "error[unknown-priority]: `p9` is not a Priority of the agreement"),
        ("time: both", "time: all", "error[bad-choice]"),
        ("reason: No access to the site., ", "", "error[missing-key]: `reason` is missing"),
        (
            "clause: general, proposed_by: Provider, agreed_by",
            "proposed_by: Provider, agreed_by",
            "error[missing-key]: `clause` is missing",
        ),
        ("ticket: T-2", "ticket: T-5", "help: line 13: the priority `Middling` is not declared in the mapping"),
        ("ticket: T-2", "ticket: T2", "did you mean `T-2`?"),
        ("id: lower", "id: relief", "error[doubled-id]"),
        (
            "{id: lower, ticket: T-1, kind: priority, priority: p2, reason: One user only., clause: general, proposed_by: Provider}",
            "{id: twice, ticket: T-2, kind: exclude, time: response, reason: Again., clause: general, proposed_by: X, agreed_by: Y}",
            "error[doubled-adjustment]: `relief` adjusts the same of T-2 already",
        ),
    ],
)
def test_an_adjustment_that_cannot_be_right_is_an_error(root, run, old, new, said):
    folder = root.path(f"data/contracts/{ACME}/performance/2026-10")
    folder.mkdir(parents=True)
    (folder / "adjustments.yaml").write_text(ADJUSTMENTS.replace(old, new))

    code, out, _ = monitor(run)

    assert code == 1
    assert said in out


def test_an_adjustment_of_a_ticket_that_counts_in_another_month_is_told(root, run):
    folder = root.path(f"data/contracts/{ACME}/performance/2026-10")
    folder.mkdir(parents=True)
    (folder / "adjustments.yaml").write_text(ADJUSTMENTS.replace("ticket: T-2", "ticket: T-6"))

    code, out, _ = monitor(run)

    assert code == 0
    assert "warning[idle-adjustment]: `relief` changes nothing, since no time of T-6 counts in 2026-10" in out


@pytest.fixture
def frozen(root, run):
    assert run("freeze", ACME, "--now", "2026-04-01T12:00:00Z")[0] == 0
    return root


def checked(root: Root) -> tuple[int, str]:
    """What `check` says in a process of its own: the threads of this one would count against the memory of its children."""
    words = [sys.executable, "-m", "pipeline", "--root", str(root.folder), "check", ACME]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(SOURCE)})
    return done.returncode, done.stdout


FIGURES = f"data/contracts/{ACME}/performance/2026-10/figures-1.json"


def test_a_month_is_closed_with_its_export_and_figures_in_the_ledger(frozen, run):
    code, out, _ = monitor(run, "--close")

    assert code == 0
    assert out.splitlines()[-2:] == [FIGURES, f"commit data/contracts/{ACME}/"]
    facts = read_ledger(frozen, ACME).entries[-1].facts
    assert (facts["period"], facts["version"], facts["number"]) == ("2026-10", "0.1", "1")
    assert facts["export"] == sha256(frozen.path("export.csv").read_bytes())
    assert facts["figures"] == sha256(frozen.path(FIGURES).read_bytes())
    assert checked(frozen) == (0, "")


def test_a_later_export_that_changes_a_reported_ticket_is_listed(frozen, run):
    monitor(run, "--close")
    export = frozen.path("export.csv")
    export.write_text(export.read_text().replace("T-2,2026-10-05 14:00,done,", "T-2,2026-10-05 12:00,done,"))

    code, out, _ = monitor(run)

    assert code == 0
    assert (
        "warning[changed-after-closing]: T-2, resolution: was reported as missed under P1 after 5:00:00, and is met under P1 after 3:00:00"
        in out
    )


def test_closed_figures_are_restated_only_with_a_reason_and_the_former_ones_stay(frozen, run):
    monitor(run, "--close")
    before = frozen.path(FIGURES).read_bytes()
    export = frozen.path("export.csv")
    export.write_text(export.read_text().replace("T-2,2026-10-05 14:00,done,", "T-2,2026-10-05 12:00,done,"))

    refused = monitor(run, "--close")
    restated = monitor(run, "--close", "--reason", "The Provider corrected the Ticket.")

    assert (refused[0], restated[0]) == (1, 0)
    assert "error[restated-without-reason]" in refused[1]
    assert frozen.path(FIGURES).read_bytes() == before
    assert [entry.facts["number"] for entry in read_ledger(frozen, ACME).of_kind(FactKind.CLOSED)] == ["1", "2"]
    assert "error[closed-already]" in monitor(run, "--close", "--reason", "Again.")[1]


@pytest.mark.parametrize(("change", "code"), [(Path.unlink, "missing-figures"), (lambda path: path.write_text("{}"), "changed-figures")])
def test_check_holds_closed_figures_to_the_ledger(frozen, run, change, code):
    monitor(run, "--close")
    change(frozen.path(FIGURES))

    exit_code, out = checked(frozen)

    assert exit_code == 1
    assert f"error[{code}]" in out
    monitored, said, _ = monitor(run)
    assert (monitored, f"error[{code}]" in said) == (1, True)
    assert "13 rows: 10 judged, 2 set aside, 1 refused" in said


def test_what_cannot_be_closed_is_refused(root, run):
    assert "error[closed-by-a-draft]" in monitor(run, "--close")[1]
    run("freeze", ACME, "--now", "2026-04-01T12:00:00Z")
    assert "error[nothing-to-restate]" in monitor(run, "--close", "--reason", "None.")[1]
    assert "error[running-period]" in run("monitor", ACME, "export.csv", "--mapping", "desk.yaml", "--period", "2026-11", *AT, "--close")[1]
    code, _, err = monitor(run, "--reason", "None.")
    assert (code, "give --close as well" in err) == (2, True)
    assert not read_ledger(root, ACME).of_kind(FactKind.CLOSED)


def test_the_report_for_the_review_says_what_the_figures_say(root, run):
    code, out, _ = monitor(run, "--report")

    folder = Path(f"build/{ACME}/performance/2026-10")
    assert code == 0, out
    assert {"report.docx", "report.html", "report.pdf"} <= {file.name for file in folder.iterdir()}
    words = (folder / "report.html").read_text()
    told = ("In October 2026, no Service Level failed.", "50.00 %", "13 rows: 10 judged, 2 set aside, 1 refused", "1:00:00", "T-2")
    assert [said for said in told if said not in words] == []


def test_the_rows_of_a_ticket_that_are_refused_for_one_reason_are_told_once(root, run):
    Path("export.csv").write_text(EXPORT.replace("T-1,2026-10-05 09:00,new,High\n", ""))

    _, out, _ = monitor(run)

    assert "12 rows: 5 judged, 2 set aside, 5 refused" in out
    assert out.count("ticket T-1: ") == 1
    assert "export.csv:2:1: warning[refused-row]: ticket T-1: no event tells when the ticket was opened" in out
    assert "its 4 rows are counted as refused, and judged as neither" in out


@pytest.mark.parametrize(
    ("words", "place", "word", "taken"),
    [
        ("ask: awaiting_customer, ", 4, "state `ask`", "5 rows of 1 ticket are refused: it stands on line 4"),
        ("done: resolved, ", 6, "state `done`", "11 rows of 4 tickets are refused: it stands on lines 6, 8, 10 and 1 more"),
        (", Low: p2", 9, "priority `Low`", "5 rows of 3 tickets are refused: it stands on lines 9, 11 and 14"),
    ],
)
def test_a_word_that_the_mapping_does_not_declare_is_told_once_with_the_rows_that_it_takes(root, run, words, place, word, taken):
    Path("desk.yaml").write_text(MAPPING.replace(words, ""))
    Path("export.csv").write_text(f"{EXPORT}T-7,2026-10-13 09:00,new,High\nT-7,2026-10-13 10:00,done,\n")

    _, out, _ = monitor(run)

    flat = " ".join(out.split())
    assert f"export.csv:{place}:1: warning[undeclared-word]: the {word} is not declared in the mapping, so {taken}" in flat
    assert "warning[refused-row" not in flat


def test_of_many_refused_rows_the_words_are_told_first_and_the_rest_is_counted(root, run):
    head, *_ = EXPORT.splitlines()
    without_opening = [f"X-{number},2026-10-05 09:20,answer,High" for number in range(1, 23)]
    Path("export.csv").write_text("\n".join([head, *without_opening, "T-5,2026-10-09 16:00,new,Middling", ""]))

    _, out, _ = monitor(run)

    assert (out.count("warning[refused-row]"), out.count("warning[undeclared-word]")) == (19, 1)
    assert "export.csv:1:1: warning[refused-rows]: 3 more rows are refused" in out


def test_updates_that_came_late_are_told_where_the_export_tells_of_updates(root, run):
    """Updates of P1 are due every hour of the window, and no pause stops that time. T-2 heard nothing before its Resolution."""
    Path("desk.yaml").write_text(MAPPING.replace("ask: awaiting_customer", "ask: awaiting_customer, tell: updated"))
    export = Path("export.csv")
    export.write_text(EXPORT.replace("T-1,2026-10-06 10:00,reply,\n", "T-1,2026-10-05 11:30,tell,\nT-1,2026-10-06 10:00,reply,\n"))

    code, out, _ = monitor(run, "--report")
    _, story, _ = monitor(run, "--ticket", "T-1")

    folder = Path(f"build/{ACME}/performance/2026-10")
    with (folder / "duties.csv").open(encoding="utf-8-sig") as stream:
        rows = [(row["Ticket"], row["Duty"], row["Due"][:16], row["Done"][:16]) for row in csv.DictReader(stream)]
    assert rows == [
        ("T-2", "update", "2026-10-05T10:00", "2026-10-05T14:00"),
        ("T-1", "update", "2026-10-05T10:20", "2026-10-05T11:30"),
        ("T-1", "update", "2026-10-05T12:30", "2026-10-06T12:00"),
    ]
    assert (code, "late: 3 updates (" in out) == (0, True)
    assert "Late or outstanding: 3 updates" in (folder / "report.html").read_text()
    assert "late update: due Mon 2026-10-05 10:20:00 BST, done Mon 2026-10-05 11:30:00 BST" in story
    assert "update to the Customer" in story


def test_a_list_of_outages_and_other_measures_is_told_beside_the_tickets(root, run):
    levels = root.path(f"data/contracts/{ACME}/service_levels.yaml")
    desk = "  availability:\n    - {id: desk, service: help_desk, target: 99 %, window: standard, period: month, excludes: []}\n"
    levels.write_text(levels.read_text() + desk)
    Path("outages.csv").write_text("service,from,to,reason\nhelp_desk,2026-10-05T16:00,2026-10-06T10:00,\n")
    Path("measures.csv").write_text(
        "period,name,value,target,unit\n2026-10,Calls answered within 20 seconds,91.5,90,%\n2026-09,Other,1,,\n"
    )

    _, out, _ = monitor(run, "--outages", "outages.csv", "--measures", "measures.csv", "--report")

    # Two of 176 hours.
    assert "desk availability  174:00:00  176:00:00     98.86 %    99 %  failed" in out
    assert "Calls answered within 20 seconds" in Path(f"build/{ACME}/performance/2026-10/report.html").read_text()


def test_a_bad_line_in_a_list_of_outages_stops_the_month(root, run):
    Path("outages.csv").write_text(
        "service,from,to\nhelp_desk,2026-10-05T16:00,2026-10-05T10:00\nprinter,2026-10-05T16:00,2026-10-05T17:00\n"
    )

    code, out, _ = monitor(run, "--outages", "outages.csv")

    assert code == 1
    assert "outages.csv:2:1: error[bad-line]: it ends at `2026-10-05T10:00`, which is not after `2026-10-05T16:00`" in out
    assert "outages.csv:3:1: error[bad-line]: `printer` is not a service of the agreement" in out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "error[missing-file]: this list cannot be read: there is no such file"),
        (b"", "error[empty-file]: this list cannot be read: it is empty"),
        (b"service,from,to\nh\xff,2026-10-05,2026-10-06\n", "error[wrong-encoding]: this list cannot be read: it is no text in UTF-8"),
        (b"service,from\n", "error[missing-column]: this list cannot be read: its first line does not name `to`"),
    ],
)
def test_a_list_of_outages_that_cannot_be_read_says_why(root, run, content, said):
    if content is not None:
        Path("outages.csv").write_bytes(content)

    code, out, _ = monitor(run, "--outages", "outages.csv")

    assert (code, f"outages.csv:1:1: {said}\n" in out) == (1, True), out


SEMICOLONS = """\
Case ID;Activity;Complete Timestamp;Priority
1;created;05/10/2026 09:00;1 - High
1;wait;06/10/2026 09:00;1 - High
1;frobbed;07/10/2026 09:00;Odd
"""


def test_a_mapping_is_proposed_and_what_nobody_can_tell_is_asked(root, run):
    Path("strange.csv").write_text(SEMICOLONS)

    code, out, err = run("monitor", ACME, "--suggest-mapping", "strange.csv")

    assert (code, err) == (0, "")
    lines = [line.partition("    #")[0] for line in out.splitlines()]
    assert [line for line in lines if line.startswith(("rows", "separator"))] == ["rows: events", "separator: semicolon"]
    assert "# Which date format is it? Each of these fits all 3 times:" in lines
    assert {"# date_format: '%d/%m/%Y %H:%M'", "# date_format: '%m/%d/%Y %H:%M'"} <= set(lines)
    assert "# time_zone: Europe/London" in lines
    assert {"  ticket: Case ID", "  at: Complete Timestamp", "  event: Activity", "  priority: Priority"} <= set(lines)
    assert {"  '1 - High': p1", "  created: opened", "  wait: awaiting_customer"} <= set(lines)
    assert {"  # frobbed: what does it mean? It stands once", "  # Odd: what does it mean? It stands once"} <= set(lines)


def test_a_proposed_mapping_can_be_used_once_its_questions_are_answered(root, run):
    Path("strange.csv").write_text(SEMICOLONS.replace("1;frobbed;07/10/2026 09:00;Odd\n", "1;resolved;17/10/2026 09:00;1 - High\n"))
    _, out, _ = run("monitor", ACME, "--suggest-mapping", "strange.csv")
    assert "date_format: '%d/%m/%Y %H:%M'    # the only one of the usual formats that fits all 3 times" in out
    Path("strange.yaml").write_text(out.replace("# time_zone", "time_zone"))

    code, out, _ = monitor(run, mapping="strange.yaml", tickets="strange.csv")

    assert code == 0, out
    assert "3 rows: 3 judged, 0 set aside, 0 refused" in out


def test_the_command_without_an_export_says_what_it_needs(root, run):
    code, _, err = run("monitor", ACME)

    assert (code, "draftline monitor CONTRACT TICKETS --mapping NAME" in err) == (2, True)


CORPUS = os.environ.get("DRAFTLINE_CORPUS")
HELP_DESK = """\
id: help-desk
name: Help desk
rows: events
date_format: '%Y-%m-%d %H:%M:%S'
time_zone: Europe/Rome
separator: semicolon
columns: {ticket: case_id, at: timestamp, event: activity}
states: {'0': opened, '1': responded, '2': resolved, '3': closed, '5': awaiting_customer, '6': working, '7': working}
defaults: {type: incident, priority: p2}
without_response: at_resolution
"""


@pytest.mark.skipif(CORPUS is None, reason="DRAFTLINE_CORPUS names no folder of texts of others")
def test_a_real_log_runs_from_its_file_to_the_report_with_every_row_accounted_for(root, run):
    """Its dates are known to be jumbled: of many tickets the closing comes before the opening. Those are refused, and say so."""
    terms, calendar = root.path(f"data/contracts/{ACME}/contract.yaml"), root.path("data/calendars/weekdays.yaml")
    terms.write_text(terms.read_text().replace("2026-04-01", "2010-01-01").replace("initial_term: 12 months", "initial_term: 60 months"))
    covers = {"covers_from: 2026-01-01": "covers_from: 2010-01-01", "covers_to: 2028-12-31": "covers_to: 2014-12-31"}
    text = calendar.read_text()
    for old, new in {**covers, "2026-": "2012-", "2027-": "2013-", "2028-": "2014-", "Europe/London": "Europe/Rome"}.items():
        text = text.replace(old, new)
    calendar.write_text(text)
    root.path("help-desk.yaml").write_text(HELP_DESK)
    log = str(Path(CORPUS or "") / "tickets" / "helpdesk-events.csv")

    code, out, err = run(
        "monitor", ACME, log, "--mapping", "help-desk.yaml", "--period", "2012-10", "--now", "2014-06-01T00:00:00Z", "--report"
    )

    assert (code, err) == (0, ""), out
    rows, judged, aside, refused = (int(number.replace(",", "")) for number in re.findall(r"\d+", line_of(out, "rows:"))[:4])
    assert rows == 21_348 == judged + aside + refused
    assert "warning[exchanged-dates]: in 1592 of 1592 tickets with events before the opening" in out
    folder = Path(f"build/{ACME}/performance/2012-10")
    with (folder / "refused.csv").open(encoding="utf-8-sig") as stream:
        assert len([*csv.DictReader(stream)]) == aside + refused
    assert f"{rows} rows: {judged} judged" in (folder / "report.html").read_text()


def line_of(out: str, words: str) -> str:
    return next(line for line in out.splitlines() if words in line)


def test_failures_of_months_that_were_closed_make_a_repeated_failure(root, run):
    """Two of three months: September from its closed figures, October from an export that begins with it."""
    levels = root.path(f"data/contracts/{ACME}/service_levels.yaml")
    credits = """
service_credits:
  model: per_failure
  credit: 5 %
  basis: total_monthly_charge
  combine: sum
  monthly_cap: 10 %
  claim: {mode: automatic}
  settlement: next_invoice
  paid_on_termination: true
  sole_remedy: false
  chronic_failure:
    rules: [{id: short, failed_months: 2, of_months: 3}]
    right: terminate_agreement
    survives_sole_remedy: true
"""
    levels.write_text(levels.read_text().replace("credit: false", "credit: true", 1) + credits)
    assert run("freeze", ACME, "--now", "2026-04-01T12:00:00Z")[0] == 0
    missed = "Ticket,When,What,Priority\n" + "".join(
        f"T-{{0}}{number},2026-{{0}}-07 09:00,new,High\nT-{{0}}{number},2026-{{0}}-07 16:00,done,\n" for number in (1, 2)
    )
    Path("september.csv").write_text(missed.format("09"))
    Path("october.csv").write_text(missed.format("10"))
    words = ("--mapping", "desk.yaml", *AT)
    assert run("monitor", ACME, "september.csv", *words, "--period", "2026-09", "--close")[0] == 0

    _, out, _ = run("monitor", ACME, "october.csv", *words, "--period", "2026-10")

    assert "repeated failure: P1 resolution failed in September 2026, October 2026: at least 2 of 3 months" in out
    assert "Service Credit for P1 resolution: 5 % of GBP 500.00 is GBP 25.00" in out
    assert "Service Credits together: GBP 50.00" in out


def test_a_contract_signed_elsewhere_is_judged_by_its_key_data_on_services_and_their_levels(root, run):
    old, sections = "old-support", ("services", "service_levels", "ticket_types", "term", "meta", "priority_matrix")
    (root.folder / "old.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    files = sorted(root.path(f"data/contracts/{ACME}").glob("*.yaml"))
    written = {name: text for file in files for name, text in re.findall(r"(?ms)^(\w+)(:.*?)(?=^\w|\Z)", file.read_text())}
    (root.folder / "key.yaml").write_text("".join(f"{name}{written[name]}" for name in sections if name in written))
    assert run("new", old, "--executed", "old.pdf", "--answers", "key.yaml")[0] == 0

    code, said, err = run("monitor", old, "export.csv", "--mapping", "desk.yaml", *PERIOD, *AT, "--report")

    assert (code, err) == (0, "")
    assert "not-executed" not in said
    monitor(run)
    ours, theirs = (root.path(f"build/{contract}/performance/2026-10") for contract in (ACME, old))
    assert (theirs / "attainment.csv").read_bytes() == (ours / "attainment.csv").read_bytes()
    files = {file.name for file in theirs.iterdir()}
    assert {"attainment.csv", "report.docx"} <= files
    assert not {"credits.csv", "escalations.csv"} & files


def test_a_column_that_is_not_read_of_events_is_told(root, run):
    root.path("desk.yaml").write_text(MAPPING.replace("at: When", "at: When, resolved: Ticket"))

    code, out, _ = monitor(run)

    assert code == 0
    assert "warning[idle-column]: this column is not read" in out
    assert "13 rows: 10 judged, 2 set aside, 1 refused" in out


@pytest.mark.parametrize(
    ("defaults", "said"),
    [
        ("{type: incident}", "the mapping names no column for priority"),
        ("{type: service_request}", "1 rows: 0 judged, 1 set aside, 0 refused"),
    ],
)
def test_a_priority_is_asked_for_where_incidents_can_be(root, run, defaults, said):
    root.path("desk.yaml").write_text(
        MAPPING.replace(", priority: Priority", "").replace("priorities: {High: p1, Low: p2}\n", "").replace("{type: incident}", defaults)
    )
    root.path("export.csv").write_text("Ticket,When,What\nT-1,2026-10-05 09:00,new\n")

    assert said in monitor(run)[1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("outages", "service,from,to\nhelp_desk,2026-10-05T10:00,\n", "error[bad-line]: a time is missing: expected one such as"),
        ("outages", "service,from,to\nhelp_desk,2026-10-05T10:00,2026-10-05T09:00\n", "it ends at `2026-10-05T09:00`, which is not after"),
        (
            "measures",
            "period,name,value\n2026-10,Calls,97 %\n",
            "`97 %` is no number: expected digits such as 97.5, and the unit in a column",
        ),
        ("measures", "period,name,value\n2026-10,Calls,97\n2026-10,Calls,98\n", "`Calls` stands in an earlier line for 2026-10 already"),
        ("measures", "period;name;value\n2026-10;Calls;97\n", "help: the first line names the columns, parted by commas"),
        ("measures", "period,name,value\n2026-09,Calls,97\n", "warning[idle-measures]: no measure of this list is of 2026-10"),
    ],
)
def test_a_list_beside_the_tickets_with_a_fault_says_what_it_is(root, run, name, content, said):
    Path("list.csv").write_text(content)

    code, out, _ = monitor(run, f"--{name}", "list.csv")

    assert (code, said in out) == (0 if "warning" in said else 1, True), out


def test_outages_of_a_service_without_an_availability_are_told(root, run):
    levels = root.path(f"data/contracts/{ACME}/service_levels.yaml")
    assert "availability:" not in levels.read_text()
    Path("list.csv").write_text("service,from,to\nhelp_desk,2026-10-05T10:00,2026-10-05T11:00\n")

    code, out, _ = monitor(run, "--outages", "list.csv")

    assert code == 0
    assert "warning[idle-outages]: the agreement sets no Availability for `help_desk`, so its outages count for nothing" in out


def test_the_same_word_twice_in_a_mapping_is_refused_and_another_case_is_another_word(root, run):
    root.path("desk.yaml").write_text(MAPPING.replace("done: resolved", "done: resolved, DONE: ignored"))
    other_case = monitor(run)
    root.path("desk.yaml").write_text(MAPPING.replace("done: resolved", "done: resolved, done: closed"))
    twice = monitor(run)

    assert "13 rows: 10 judged, 2 set aside, 1 refused" in other_case[1]
    assert (twice[0], "error[duplicate-key]" in twice[1]) == (1, True), twice[1]


def test_an_export_of_which_nothing_is_judged_is_told_and_closes_no_month(frozen, run):
    frozen.path("desk.yaml").write_text(MAPPING.replace("%Y-%m-%d", "%d/%m/%Y"))

    code, out, _ = monitor(run, "--close")

    assert code == 1
    assert "warning[nothing-judged]: none of the 13 rows is judged: 0 are set aside, the others refused" in out
    assert "error[closed-by-nothing]: no row of export.csv is judged, so it tells nothing of 2026-10" in out
    assert not frozen.path(FIGURES).exists()


def test_a_month_without_tickets_can_be_closed(frozen, run):
    frozen.path("export.csv").write_text(EXPORT.partition("\n")[0] + "\n")

    code, out, _ = monitor(run, "--close")

    assert code == 0
    assert "warning[no-rows]: the export has no rows" in out
    assert frozen.path(FIGURES).exists()


def test_a_draft_with_open_points_judges_nothing(root, run):
    levels = root.path(f"data/contracts/{ACME}/service_levels.yaml")
    levels.write_text(levels.read_text().replace("      response: 30 min\n", "", 1))
    root.path(f"data/contracts/{ACME}/open.yaml").write_text(
        "open:\n  - {path: service_levels.targets.p1.response, label: Response Time}\n"
    )

    code, out, _ = monitor(run)

    assert code == 1
    assert "error[still-open]: the tickets cannot be judged while points are open, such as `service_levels.targets.p1.response`" in out


@pytest.mark.parametrize(("days", "is_told"), [((1, 2, 3), True), ((1, 2, 20, 25, 28), False)])
def test_times_that_an_exchange_of_day_and_month_would_bring_back_are_told(root, run, days, is_told):
    """The days of October as a program that takes them for months writes them: those after the twelfth stay as they are."""
    written = [f"2026-{day:02}-10" if day <= 12 else f"2026-02-{day:02}" for day in days]
    lines = "".join(f"T-{number},{day} 09:00,new,Low\n" for number, day in enumerate(written))
    root.path("export.csv").write_text(f"Ticket,When,What,Priority\n{lines}")

    _, out, _ = monitor(run)

    said = f"warning[exchanged-dates]: {len(days)} of {len(days)} times outside the service or in the future lie within it"
    assert (said in out) is is_told
