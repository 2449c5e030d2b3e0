"""What entries of the ledger tell is held to their schemas, and whatever becomes of any entry is found and named."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.ledger import GENESIS, FactKind, LedgerHead
from pipeline.model.ledger_forms import FORMS, fact_faults
from pipeline.store.ledger import Ledger, ledger_file, ledger_of, ledger_open
from pipeline.store.root import Root
from pipeline.store.writing import CannotWrite
from tests.entries import AT, ENTRIES, facts

BASE = Path(__file__).parents[1] / "cases" / "base"
ACME = "acme-support"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger with an entry of each schema."""
    root = Root(tmp_path_factory.mktemp("ledger"))
    shutil.copytree(BASE, root.folder, dirs_exist_ok=True)
    for kind, told in ENTRIES:
        with ledger_open(root, ACME) as writer:
            writer.add(kind, AT, told)
    return root.path(ledger_file(ACME)).read_bytes()


@pytest.fixture(scope="module")
def whole(content: bytes) -> Ledger:
    return ledger_of(content, "ledger.jsonl")


def lines_of(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def found_in(lines: list[bytes], anchor: LedgerHead) -> Diagnostic | str:
    """The finding in these lines, or what the anchor says of them; empty where nothing is found."""
    ledger = ledger_of(b"".join(lines), "ledger.jsonl")
    return next((each for each in ledger.diagnostics), anchor.lost_from(ledger.entries))


def test_every_entry_of_the_samples_holds_and_there_is_one_of_each_form_with_every_fact(whole: Ledger) -> None:
    assert whole.diagnostics == ()
    assert len(whole.entries) == len(ENTRIES)

    for kind, plain in FORMS.items():
        for form in (plain, *plain.marked.values()):
            [told] = [told for each, told in ENTRIES if each is kind and plain.of(told) is form]
            named = [name for name in told if name not in form.needed and name not in form.possible]
            assert set(told) - set(named) == {*form.needed, *form.possible}
            assert bool(named) == bool(form.named)


@pytest.mark.parametrize(("kind", "told"), ENTRIES)
def test_a_fact_that_is_missing_or_not_of_its_form_or_unknown_is_named(kind: FactKind, told: dict[str, str]) -> None:
    form = FORMS[kind].of(told)
    for name in form.needed:
        if name not in FORMS[kind].marked:
            [fault] = fact_faults(kind, {other: fact for other, fact in told.items() if other != name})
            assert (fault.name, fault.message.startswith(f"it has no `{name}`: expected ")) == (name, True)
    for name in told:
        [fault] = fact_faults(kind, {**told, name: ""})
        assert fault.name == name
        assert fault.message.startswith(f"`{name}` is ``: expected ")
    [fault] = fact_faults(kind, {**told, "by the way": "x"})
    assert "it has no fact `by the way`" in fault.message


@pytest.mark.parametrize(
    ("kind", "name", "wrong"),
    [
        (FactKind.VERSION, "version", "0.1-draft"),
        (FactKind.VERSION, "docx", "A" * 64),
        (FactKind.SENT, "party", "supplier"),
        (FactKind.SENT, "reply_by", "2026-02-30"),
        (FactKind.SENT, "reply_by", "20260501"),
        (FactKind.SENT, "draft", "one"),
        (FactKind.RECEIVED, "file", "../../elsewhere.docx"),
        (FactKind.RECEIVED, "file", "/etc/hosts"),
        (FactKind.DECIDED, "accept", "all"),
        (FactKind.APPROVED, "verdict", "approved"),
        (FactKind.APPROVED, "approved_by", "Ivo\nMarsh"),
        (FactKind.PREPARED, "method", "fax"),
        (FactKind.PREPARED, "anchor", "-1"),
        (FactKind.PREPARED, "signers", "customer-coo,provider-ceo"),
    ],
)
def test_no_entry_is_added_that_its_schema_does_not_know(tmp_path: Path, kind: FactKind, name: str, wrong: str) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)

    with pytest.raises(CannotWrite) as refused, ledger_open(Root(tmp_path), ACME) as writer:
        writer.add(kind, AT, facts(kind, **{name: wrong}))

    assert refused.value.diagnostic.code == "bad-entry"
    assert f"`{name}` is `{wrong}`: expected " in refused.value.diagnostic.message
    assert (tmp_path / ledger_file(ACME)).read_bytes() == b""


def test_a_fact_that_breaks_its_schema_is_found_at_its_line_and_column(content: bytes) -> None:
    lines = lines_of(content)
    at = next(number for number, line in enumerate(lines) if b'"party":"provider"' in line)
    lines[at] = lines[at].replace(b'"party":"provider"', b'"party":"supplier"')

    finding = found_in(lines, LedgerHead(0, GENESIS))

    assert isinstance(finding, Diagnostic)
    assert (finding.code, finding.span.line) == ("broken-ledger", at + 1)
    assert lines[at][finding.span.column - 1 :].startswith(b'"party"')
    assert "`party` is `supplier`: expected `customer` or `provider`" in finding.message


def changed_fields(line: bytes) -> Iterator[tuple[str, bytes]]:
    """The line with one field or fact changed, for each of them: into something else of its form where that can be, and into nothing."""
    told = json.loads(line)
    for name in told:
        for other in (_otherwise(told[name]), None):
            yield name, _written({**told, name: other})
        yield name, _written({field: value for field, value in told.items() if field != name})
    for name, fact in told["facts"].items():
        for other in (_otherwise(fact), ""):
            yield name, _written({**told, "facts": {**told["facts"], name: other}})
        yield name, _written({**told, "facts": {each: value for each, value in told["facts"].items() if each != name}})
        yield name, _written({**told, "facts": {**{k: v for k, v in told["facts"].items() if k != name}, f"{name}_": fact}})


def _written(told: dict[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _otherwise(value: object) -> object:
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {}
    digit = re.search("[0-9]", str(value))
    if digit is None:
        return f"{value}x"
    return f"{str(value)[: digit.start()]}{(int(digit[0]) + 1) % 10}{str(value)[digit.end() :]}"


def test_every_field_of_every_line_that_was_changed_is_found_at_that_line(content: bytes, whole: Ledger) -> None:
    lines, tried = lines_of(content), 0
    for number, line in enumerate(lines, start=1):
        for name, changed in changed_fields(line):
            tried += 1
            finding = found_in([*lines[: number - 1], changed, *lines[number:]], whole.head)

            if isinstance(finding, str):
                # Nothing stands behind the last line that would know it otherwise, so only the anchor does.
                assert (number, finding != "") == (len(lines), True), (number, name)
                assert f"entry {number} " in finding
            else:
                named = {finding.span.line, *(related.span.line for related in finding.related)}
                assert number in named, (number, name, finding)
                assert finding.span.line == number or number == len(lines), (number, name, finding)
    assert tried > 300


def test_every_byte_of_every_line_that_was_changed_is_found(content: bytes, whole: Ledger, request: pytest.FixtureRequest) -> None:
    step = 1 if request.config.getoption("--all") else 10
    for place in range(0, len(content), step):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]

        assert found_in(lines_of(changed), whole.head), content[place - 20 : place + 20]


def test_every_line_deleted_doubled_or_moved_is_found_and_named(content: bytes, whole: Ledger) -> None:
    lines = lines_of(content)
    for at in range(len(lines)):
        others = [*lines[:at], *lines[at + 1 :]]
        gone = found_in(others, whole.head)
        if at + 1 < len(lines):
            assert isinstance(gone, Diagnostic)
            assert f"entry {at + 1} is missing before entry {at + 2}" in gone.message
        else:
            assert gone == f"the ledger had {at + 1} entries, and today it ends with entry {at}: its end was cut off"
        for to in range(len(lines) + 1):
            doubled = found_in([*lines[:to], lines[at], *lines[to:]], whole.head)
            assert isinstance(doubled, Diagnostic), (at, to)
            assert f"entry {at + 1} stands where entry " in doubled.message, (at, to, doubled.message)
        for to in range(len(others) + 1):
            moved = found_in([*others[:to], lines[at], *others[to:]], whole.head)
            assert (moved == "") == (to == at)
            assert to == at or (isinstance(moved, Diagnostic) and f"entry {at + 1} " in moved.message)


def test_any_end_that_was_cut_off_is_found_against_an_anchor_and_what_was_added_is_not(content: bytes, whole: Ledger) -> None:
    for length in range(len(whole.entries) + 1):
        anchor = replace(whole, entries=whole.entries[:length]).head

        assert anchor.lost_from(whole.entries) == ""
        for left in range(length):
            assert "its end was cut off" in anchor.lost_from(whole.entries[:left])


def test_an_end_that_was_written_anew_is_found_against_an_anchor(tmp_path: Path, content: bytes, whole: Ledger) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    root = Root(tmp_path)
    root.path(ledger_file(ACME)).write_bytes(b"".join(lines_of(content)[:-2]))
    for kind, told in ENTRIES[-2:]:
        with ledger_open(root, ACME) as writer:
            writer.add(kind, "2026-05-01T12:00:01Z", told)
    now = ledger_of(root.path(ledger_file(ACME)).read_bytes(), "ledger.jsonl")

    assert now.diagnostics == ()
    last = len(ENTRIES)
    assert whole.head.lost_from(now.entries) == f"entry {last} was another one: it, or an entry before it, was written anew since"
