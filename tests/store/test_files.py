"""Whatever makes a file unreadable is said in words, with a place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.store.files import MOST_BYTES, Reading, content_of, sha256, text_of
from pipeline.store.root import Root


def fault_in(path: Path) -> Diagnostic:
    found = content_of(path, "terms.yaml")
    assert isinstance(found, Diagnostic)
    return found


def fault_of(content: bytes) -> tuple[str, int, int]:
    found = text_of(content, "terms.yaml")
    assert isinstance(found, Diagnostic)
    return found.code, found.span.line, found.span.column


def test_a_folder_in_the_place_of_a_file_is_named_so(tmp_path: Path) -> None:
    assert fault_in(tmp_path).code == "folder-for-file"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "terms.yaml").symlink_to(tmp_path / "secret")

    assert fault_in(tmp_path / "terms.yaml").code == "link"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "terms.yaml")

    assert fault_in(tmp_path / "terms.yaml").code == "not-a-file"


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert fault_in(tmp_path / "terms.yaml").code == "missing-file"


def test_a_file_of_exactly_the_most_bytes_is_read_and_one_byte_more_refused(tmp_path: Path) -> None:
    (tmp_path / "most").write_bytes(b"a" * MOST_BYTES)
    (tmp_path / "more").write_bytes(b"a" * (MOST_BYTES + 1))

    assert content_of(tmp_path / "most", "most") == b"a" * MOST_BYTES
    assert fault_in(tmp_path / "more").code == "too-large"


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "terms.yaml").open("wb") as stream:
        stream.truncate(50_000_000)

    fault = fault_in(tmp_path / "terms.yaml")

    assert (fault.code, fault.message) == ("too-large", "the file has 50.0 MB, and at most 1 MB are read")


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_a_file_that_nobody_may_read_is_said_to_be_unreadable(tmp_path: Path) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text("a: b\n")
    file.chmod(0)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)

    try:
        fault = fault_in(file)
    finally:
        if was_root:
            os.seteuid(0)

    assert fault.code == "unreadable-file"
    assert fault.message == "this file cannot be opened: permission denied"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbfa: b\n", ("byte-order-mark", 1, 1)),
        (b"a: b\0c\n", ("not-text", 1, 1)),
        (b"PK\x03\x04rest", ("not-text", 1, 1)),
        (b"%PDF-1.7\n", ("not-text", 1, 1)),
        ("a: b\n".encode("utf-16"), ("not-text", 1, 1)),
        ("a: b\r\nname: Zoë Müller\n".encode("latin-1"), ("wrong-encoding", 2, 9)),
        ("a: ü\nb: ".encode() + b"\xff\n", ("wrong-encoding", 2, 4)),
        (b"a: \x07\n", ("invisible-character", 1, 4)),
        ("a: one\u2028two\n".encode(), ("invisible-character", 1, 7)),
        ("a: one\u0085two\n".encode(), ("invisible-character", 1, 7)),
        ("a: b\nc: \ufeffd\n".encode(), ("invisible-character", 2, 4)),
    ],
)
def test_what_is_not_plain_text_in_utf_8_is_refused_where_it_shows(content: bytes, expected: tuple[str, int, int]) -> None:
    assert fault_of(content) == expected


def test_the_sign_that_was_meant_is_shown_for_an_older_encoding() -> None:
    found = text_of("price: 5 €\n".encode("cp1252"), "terms.yaml")

    assert isinstance(found, Diagnostic)
    assert found.message == "the file is not in UTF-8; in the older encoding Windows-1252 (Latin-1) this sign would be `€`"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("", "empty-file", 1),
        ("# only a remark\n\n", "empty-file", 1),
        ("---\n", "empty-file", 1),
        ("{}\n", "empty-file", 1),
        ("- a\n- b\n", "list-for-fields", 1),
        ("just words\n", "text-for-fields", 1),
        ("\nname:Acme\n", "missing-colon", 2),
    ],
)
def test_a_file_without_fields_is_refused(tmp_path: Path, content: str, code: str, line: int) -> None:
    (tmp_path / "terms.yaml").write_text(content)
    reading = Reading(Root(tmp_path))

    found = reading.mapping("terms.yaml")

    assert found is None
    assert [(finding.code, finding.span.line) for finding in reading.findings] == [(code, line)]


def test_all_that_was_read_is_known_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text("a: b\n")
    (tmp_path / "bad.yaml").write_text("a: 'b\n")
    reading = Reading(Root(tmp_path))

    for name in ("good.yaml", "bad.yaml", "none.yaml"):
        reading.mapping(name)

    assert reading.inputs == {"good.yaml": sha256(b"a: b\n"), "bad.yaml": sha256(b"a: 'b\n")}
    assert [finding.span for finding in reading.findings] == [Span("bad.yaml", 1, 4), Span("none.yaml", 1, 1)]
