"""Packages: the same files give the same bytes, and what a package holds comes out again."""

from __future__ import annotations

import io
from zipfile import ZipFile

from pipeline.model.mail import Enclosed, Mail, Mailbox
from pipeline.post import eml_of, files_in_mail, files_in_zip, zip_of

FILES = {"b.txt": b"second", "a.txt": b"first" * 100}


def test_a_zip_holds_the_files_in_their_order_and_has_the_same_bytes_each_time() -> None:
    made = zip_of(FILES)

    assert made == zip_of(dict(FILES))
    with ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert [(entry.filename, entry.date_time) for entry in archive.infolist()] == [(name, (1980, 1, 1, 0, 0, 0)) for name in FILES]
        assert {name: archive.read(name) for name in archive.namelist()} == FILES


def test_what_a_zip_holds_comes_out_with_its_comments() -> None:
    made = io.BytesIO(zip_of(FILES))
    with ZipFile(made, "a") as archive:
        archive.comment = b"a note"

    assert dict(files_in_zip(made.getvalue())) == {**FILES, "(comment)": b"a note"}


def test_what_a_mail_holds_comes_out_decoded() -> None:
    mail = Mail((Mailbox("a@example.net", "Jörg"),), "Ein Entwurf", "Grüße\n", (Enclosed("ü.pdf", b"%PDF"),))

    told = list(files_in_mail(eml_of(mail)))

    assert ("body", "Grüße\r\n".encode()) in [(name, content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")) for name, content in told]
    assert ("ü.pdf", b"%PDF") in told
    assert any(name == "heads" and "To: Jörg <a@example.net>" in content.decode() for name, content in told)
