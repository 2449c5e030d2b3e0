"""Whatever is done to the files, what is wrong is said with its place: never a traceback, never a place that is not there."""

from __future__ import annotations

import random
import re
import time

import pytest

from pipeline.cli.report import Format, report
from pipeline.stages.building import LIBRARY, Workroom
from pipeline.store import Root, SourceLines

CASES, SHARE = 3000, 10
PATIENCE = 10
"""Seconds: a file spoilt in one place is read as quickly as a right one; this is to see what hangs."""
SIGNS = "{}[]()#*_`|\\\"'<>&%:-,.\n\t \u00a0\u200b\u2028é€𝔘\x00\x07\ufeff0129aZ~!?@^="
PIECES = (
    *("{{", "}}", "{% if term %}", "{% endif %}", "{% else %}", "::: table", ":::", '""', "[](#", "{#x}", "<!--", "-->"),
    *("1. ", "   ", "- ", "null", "&a", "*a", "!!x", "---"),
)
VALUES = (
    *(
        "[]",
        "{}",
        "[a, b]",
        "{a: b}",
        "[[a]]",
        "[{id: x}]",
        "null",
        "~",
        "true",
        "0",
        "-1",
        "00",
        "1.5",
        "1e999",
        "9" * 30,
        "0x10",
        "''",
        "|",
    ),
    *("2026-02-30", "0001-01-01", "9999-12-31", "2200-12-31", "9999999 years", "0 days", "1 fortnight", "GBP 0.001", "EUR 5", "XXX 5.00"),
    *("GBP " + "9" * 40, "0 %", "1000 %", "p1", "acme", "help_desk", "customer", "24:00-00:00", "x" * 2000, "é", "[help_desk, help_desk]"),
)


def pytest_generate_tests(metafunc):
    if "seed" in metafunc.fixturenames and metafunc.function is test_a_spoilt_file_is_told_of_with_a_place_that_exists:
        metafunc.parametrize("seed", range(0, CASES, 1 if metafunc.config.getoption("--all") else SHARE))


def swapped(chance, items):
    if len(items) > 1:
        one, other = chance.sample(range(len(items)), 2)
        items[one], items[other] = items[other], items[one]
    return items


def spoilt_line(chance, text):
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines = swapped(chance, lines)
        case 3:
            lines[at] = " " * chance.randrange(1, 5) + lines[at]
        case 4:
            lines[at] = lines[at].removeprefix(" " * chance.randrange(1, 5))
        case 5:
            lines.insert(at, chance.choice(lines))
    return "".join(lines)


def spoilt_sign(chance, text):
    signs = list(text)
    at = chance.randrange(len(signs))
    match chance.randrange(5):
        case 0:
            del signs[at : at + chance.randrange(1, 8)]
        case 1:
            signs.insert(at, chance.choice(SIGNS))
        case 2:
            signs[at] = chance.choice(SIGNS)
        case 3:
            signs = signs[:at] + list(chance.choice(PIECES)) + signs[at:]
        case 4:
            signs = swapped(chance, signs)
    return "".join(signs)


def spoilt_value(chance, text):
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    lines[at] = re.sub(r"(?<=: )[^:{}\[\],\n]+", lambda found: chance.choice((found.group(), chance.choice(VALUES))), lines[at])
    return "".join(lines)


@pytest.fixture(scope="module")
def files(request):
    """The files that people write, by name."""
    made = request.getfixturevalue("library")
    return sorted(file for file in made.folder.rglob("*") if file.suffix in (".yaml", ".md"))


@pytest.fixture(scope="module")
def library(built, tmp_path_factory):
    made = built.repository.copied(tmp_path_factory.mktemp("hostile") / "library")
    for contract in ("bolt-backup", "cord-cloud"):
        for file in made.data("charges", contract).parent.iterdir():
            file.unlink()
        made.data("charges", contract).parent.rmdir()
    return made


def checked(folder):
    """What the check says of the library and the contract, without a wall around it."""
    work = Workroom(Root(folder), None)
    return [finding for task in (LIBRARY, "acme-support") for finding in work(task, lambda step: None).findings]


def assert_told_with_its_place(repository, finding):
    for span in (finding.span, *(other.span for other in finding.related)):
        path = repository.path(span.file)
        assert path.exists(), finding
        assert "\n" not in finding.message
        if path.is_file():
            lines = re.split(r"\r\n|\r|\n", path.read_bytes().decode("utf-8", "replace"))
            assert 1 <= span.line <= len(lines), finding
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1, finding
            assert span.end_column is None or span.column < span.end_column <= len(lines[span.line - 1]) + 2, finding


def test_a_spoilt_file_is_told_of_with_a_place_that_exists(library, files, seed):
    chance = random.Random(seed)
    file = chance.choice(files)
    text = file.read_text()
    spoilt = text
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        spoilt = chance.choice((spoilt_line, spoilt_sign, spoilt_value))(chance, spoilt) if spoilt else text
    begun = time.monotonic()

    try:
        file.write_text(spoilt)
        findings = checked(library.folder)
        shown = [report(findings, form, SourceLines(Root(library.folder))) for form in Format]
        for finding in findings:
            assert_told_with_its_place(library, finding)
    finally:
        file.write_text(text)

    assert time.monotonic() - begun < PATIENCE
    assert all(isinstance(text, str) for text in shown)
    assert not any(finding.code == "own-fault" for finding in findings)


def test_nothing_is_wrong_before(library):
    assert checked(library.folder) == []


@pytest.mark.parametrize("seed", range(0, 60, 10))
def test_the_command_ends_with_none_or_one(library, files, seed):
    """The same by the command itself, with several spoilt files at once."""
    chance = random.Random(-seed - 1)
    texts = {file: file.read_text() for file in chance.sample(files, 3)}
    try:
        for file, text in texts.items():
            file.write_text(spoilt_sign(chance, spoilt_line(chance, text)) or "x")

        said = library.forked("check")
    finally:
        for file, text in texts.items():
            file.write_text(text)

    assert said.code in (0, 1), said
    assert (said.code == 1) == (": error[" in said.out)
    assert "Traceback" not in said.out + said.err
