"""What gets through the clause language by a fault of ours is stopped, and costs its own contract only."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest

from pipeline.assemble import values
from pipeline.stages import building
from pipeline.stages.drafts import printing

HARMED = "bolt-backup"
WITHIN = 15
"""Seconds within which such a contract is stopped."""


def sleep(value):
    time.sleep(3600)


def hang(value):
    while True:
        pass


def eat(value):
    return str(len(bytearray(4 * 1024**3)))


def eat_slowly(value):
    eaten = []
    while True:
        eaten.append(bytes(10**7))


def die(value):
    os.kill(os.getpid(), signal.SIGKILL)


def crash(value):
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(value):
    os._exit(0)


def exit_(value):
    raise SystemExit(0)


def recurse(value):
    return recurse(value)


def fail(value):
    raise ZeroDivisionError("a fault of ours")


def planted_in_filter(harm):
    """A filter does harm to the contract whose customer has an address in Harm Street."""

    def plant():
        if harm is hang:
            # One wait of the full length is enough for all tests.
            building.SECONDS = {**building.SECONDS, "assemble": 1.0}
        lines = values.FILTERS["lines"]

        def makes(value, style):
            return harm(value) if any("Harm Street" in str(line) for line in value) else lines.makes(value, style)

        values.FILTERS["lines"] = values.Filter(lines.takes, lines.types, makes)

    return plant


def planted_in_writer(harm):
    """The same, where the DOCX is written."""

    def plant():
        write = printing.write

        def harmed(document, *rest):
            return harm(document) if "Harm Street" in repr(document) else write(document, *rest)

        printing.write = harmed

    return plant


@pytest.fixture
def harmed(three):
    three.replace(three.data("parties", HARMED), "    address: [1 Mill Lane, York, YO1 1AA]", "    address: [1 Harm Street, York, YO1 1AA]")
    three.retitle("cord-cloud")
    return three


@pytest.mark.parametrize(
    ("harm", "code", "exit_code"),
    [
        (sleep, "took-too-long", 1),
        (hang, "took-too-long", 1),
        (eat, "took-too-much-memory", 1),
        (eat_slowly, "took-too-much-memory", 1),
        (die, "ended-early", 1),
        (crash, "ended-early", 1),
        (leave, "ended-early", 1),
        (exit_, "ended-early", 1),
        (recurse, "own-fault", 3),
        (fail, "own-fault", 3),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_planted_fault_costs_its_own_contract_only(harmed, harm, code, exit_code):
    before, begun = harmed.outputs(HARMED), time.monotonic()

    said = harmed.forked("build", "--format", "json", before=planted_in_filter(harm))

    assert time.monotonic() - begun < WITHIN
    [finding] = json.loads(said.out)
    assert (finding["code"], finding["file"], finding["severity"]) == (code, f"data/contracts/{HARMED}", "error")
    assert f"`{HARMED}`" in finding["message"]
    assert "`assemble`" in finding["message"]
    assert said.code == exit_code
    assert (said.err != "") == (exit_code == 3)
    assert harmed.outputs(HARMED) == before
    assert harmed.manifest("cord-cloud").stat().st_mtime_ns > harmed.manifest("acme-support").stat().st_mtime_ns


def test_the_step_is_named_in_which_it_happened(harmed):
    said = harmed.forked("build", before=planted_in_writer(die))

    assert said.code == 1
    said_of_it = f"the work on the contract `{HARMED}` ended without a word in the step `write`"
    assert said.out.startswith(f"data/contracts/{HARMED}:1:1: error[ended-early]: {said_of_it}\n")


def test_a_planted_fault_in_the_check_of_the_library_stops_no_contract(three):
    def plant():
        building.library_findings = lambda shelf, step: fail(shelf)

    three.retitle("cord-cloud")
    three.path("build/library.json").unlink()

    said = three.forked("build", before=plant)

    assert said.code == 3
    assert said.out.startswith("clauses:1:1: error[own-fault]: draftline itself failed on the clause library in the step `read`\n")
    assert "cord-cloud 0.1-draft: built" in said.err


REFUSED = {
    "a file that is read": "{% include '/etc/passwd' %}",
    "a template that is extended": "{% extends '/etc/passwd' %}",
    "a macro that is imported": "{% import 'x' as y %}",
    "an endless loop": "{% for a in range(10 ** 9) %}",
    "a loop in a line": "1. {% for a in b %}x{% endfor %}",
    "a call": "1. {{ open('/etc/passwd') }}",
    "a call of nothing": "1. {{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "a class": "1. {{ ''.__class__.__mro__[1].__subclasses__() }}",
    "a private name": "1. {{ term.__class__ }}",
    "four gigabytes": "1. {{ 'x' * 4000000000 }}",
    "a power": "1. {{ 9 ** 9 ** 9 ** 9 }}",
    "a range": "1. {{ range(4000000000) | count }}",
    "a filter with a width": "1. {{ meta.title | center(4000000000) }}",
    "a format": "1. {{ '%4000000000d' | format(1) }}",
    "brackets": "1. {{ " + "(" * 10_000 + "meta.title" + ")" * 10_000 + " }}",
    "negations": "1. {{ " + "not " * 10_000 + "meta.title }}",
    "subscripts": "1. {{ meta" + "[meta" * 10_000 + "]" * 10_000 + " }}",
    "a long expression": "1. {{ meta.title" + " | upper" * 130_000 + " }}",
    "a long path": "1. {{ " + ".".join(["a"] * 500_000) + " }}",
    "deep conditions": "".join(f"{' ' * 0}{{% if term %}}\n" for _ in range(50_000)),
    "emphasis": "1. " + "**a " * 200_000,
    "stars": "1. " + "*" * 900_000,
    "brackets of references": "1. " + "[" * 900_000,
    "brackets of references that end": "1. " + "[](" * 300_000,
    "quotation marks": "1. " + '""' * 400_000,
    "braces": "1. " + "{" * 900_000,
    "drafting notes": "<!--" * 200_000,
    "links": "1. " + "[a](b" * 150_000,
    "entities": "1. " + "&#" * 400_000,
    "backslashes": "1. " + "\\" * 900_000 + "(",
    "backticks": "1. " + "`a" * 400_000,
    "bars": "::: table\n" + "|" * 900_000,
    "directives": "::: table\n" * 90_000,
    "quotations": ">" * 900_000,
    "nested lists": "".join(" " * (3 * depth) + "1. x\n" for depth in range(500)),
    "nested list markers": "- " * 100_000 + "x",
    "nested numbers": "1. " * 100_000 + "x",
    "too large a file": "1. x\n" * 250_000,
}


@pytest.mark.parametrize("clause", REFUSED.values(), ids=REFUSED)
def test_a_clause_that_would_do_harm_is_refused_with_its_position(ready, clause):
    before, begun = ready.outputs(), time.monotonic()
    ready.path("clauses/10-general/general/preferred.md").write_text(clause + "\n")

    said = ready.forked("build", "--format", "json")

    assert time.monotonic() - begun < WITHIN
    findings = json.loads(said.out)
    assert said.code == 1, said
    assert {finding["file"] for finding in findings} == {"clauses/10-general/general/preferred.md"}, findings
    assert not {finding["code"] for finding in findings} & {"took-too-long", "took-too-much-memory", "ended-early", "own-fault"}
    assert said.err == ""
    assert ready.outputs() == before
