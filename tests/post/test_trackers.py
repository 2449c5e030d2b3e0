"""Tasks for a tracker: the fields of Jira's import, read by a reader that is not ours."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import polars

from pipeline.lifecycle import task_table
from pipeline.model.completion import Completion
from pipeline.model.plan import Task
from pipeline.post import csv_of, jira_csv

ACCESS = Task(
    "transition.access",
    "transition",
    'Access, "full", is granted',
    "customer",
    "Ann (Owner)",
    date(2026, 4, 11),
    "10 days after the Effective Date.",
    clause="clause 9.2",
    deputy="Bob",
    email="ann@example.com",
)
REPORT = replace(
    ACCESS, id="report.sla", kind="credit claim", what="Report is due", party="provider", email="desk@example.net", recurs="monthly"
)


def rows(*tasks):
    return list(csv.reader(io.StringIO(jira_csv(tasks, "acme-support", "customer").decode(), newline="")))


def test_the_fields_are_those_that_the_import_asks_for():
    head, row = rows(ACCESS)

    assert head == ["Summary", "Description", "Issue Type", "Assignee", "Due Date", "Labels", "Labels", "Labels"]
    assert row[:1] + row[2:] == [
        'Access, "full", is granted',
        "Task",
        "ann@example.com",
        "2026-04-11",
        "acme-support",
        "transition",
        "customer",
    ]
    assert row[1].split("\n") == [
        "10 days after the Effective Date.",
        "Answers for it: Ann (Owner); deputy: Bob",
        "Contract: clause 9.2",
        "Task: transition.access",
    ]


def test_no_mark_stands_before_the_name_of_the_first_field():
    assert jira_csv((), "acme-support", "customer").startswith(b"Summary,")


def test_what_the_other_party_does_is_ours_to_follow_up_and_assigned_to_nobody():
    [_, row] = rows(REPORT)

    assert (row[0], row[3]) == ("Provider: Report is due", "")
    assert "Recurs: monthly" in row[1]
    assert row[6] == "credit-claim"


def test_what_is_done_is_left_out():
    assert len(rows(ACCESS, replace(REPORT, done=Completion("report.sla", "2026-04-11", "Ann", "2026-04-10")))) == 2


def test_a_spreadsheet_takes_no_task_for_a_formula():
    [_, row] = rows(replace(ACCESS, what="=HYPERLINK(1)"))

    assert row[0] == "'=HYPERLINK(1)"


def test_a_reader_of_another_make_reads_the_same_rows():
    content = jira_csv((ACCESS, REPORT), "acme-support", "customer")

    table = polars.read_csv(content, has_header=False, infer_schema=False)

    assert [[words or "" for words in row] for row in table.iter_rows()] == rows(ACCESS, REPORT)


def test_both_tables_of_the_same_tasks_have_the_same_bytes_each_time():
    assert jira_csv((ACCESS, REPORT), "a", "customer") == jira_csv((ACCESS, REPORT), "a", "customer")
    assert csv_of(task_table((ACCESS, REPORT))) == csv_of(task_table((ACCESS, REPORT)))
    [head, first, _] = csv.reader(io.StringIO(csv_of(task_table((ACCESS, REPORT))).decode("utf-8-sig"), newline=""))
    assert dict(zip(head, first, strict=True))["Due"] == "2026-04-11"
