"""Mails as files: the same bytes each time, the same words read back, and nothing in them of the machine."""

from __future__ import annotations

import os
import platform
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.mail import Enclosed, Mail, Mailbox
from pipeline.post import eml_of, message_id

OWEN = Mailbox("o.farrar@example.com", "Owen Farrar")
ZOE = Mailbox("z.l@example.com", "Zoë, Ltd. “Legal”")
LETTER = Mail(
    to=(OWEN, ZOE),
    cc=(Mailbox("j.crane@example.com"),),
    sender=Mailbox("m.lowe@example.com", "Martin Lowe"),
    subject="Für Sie: the agreement",
    text="Dear Owen,\n\n" + "a long line that goes on and on " * 40 + "\n\n“50 %” – à bientôt\n",
    enclosed=(Enclosed("acme-0.1.docx", bytes(range(256)) * 20), Enclosed("acme 0.1.pdf", b"%PDF-1.7\n"), Enclosed("x.zzz", b"")),
    at="2026-05-01T12:00:00Z",
)


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def words_in(message: EmailMessage) -> str:
    """Its text, whose lines a mail ends by two characters."""
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_a_mail_is_read_back_as_it_was_meant():
    message = read(eml_of(LETTER))

    assert [(each.display_name, each.addr_spec) for each in message["To"].addresses] == [(OWEN.name, OWEN.email), (ZOE.name, ZOE.email)]
    assert str(message["Cc"]) == "j.crane@example.com"
    assert message["Subject"] == LETTER.subject
    assert message["Date"].datetime.isoformat() == "2026-05-01T12:00:00+00:00"
    assert words_in(message) == LETTER.text
    read_back = [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in message.iter_attachments()]
    assert read_back == [
        ("acme-0.1.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", LETTER.enclosed[0].content),
        ("acme 0.1.pdf", "application/pdf", b"%PDF-1.7\n"),
        ("x.zzz", "application/octet-stream", b""),
    ]
    assert not message.defects


def test_the_same_mail_has_the_same_bytes_and_another_has_another_id():
    other = Mail(to=LETTER.to, subject=LETTER.subject, text=LETTER.text)

    assert eml_of(LETTER) == eml_of(LETTER)
    assert message_id(other) != message_id(LETTER)
    assert message_id(LETTER).encode() in eml_of(LETTER)


def test_a_mail_says_nothing_of_the_machine():
    content = eml_of(LETTER)

    assert content.isascii()
    assert platform.node().encode() not in content
    assert os.environ.get("USER", "nobody-at-all").encode() not in content


@pytest.mark.parametrize("subject", ["two\r\nBcc: all@example.com", "two\nlines", "  spaced\tout  "])
def test_a_subject_is_one_header_whatever_it_says(subject):
    message = read(eml_of(Mail(to=(OWEN,), subject=subject, text="")))

    assert message["Subject"] == " ".join(subject.split())
    assert message["Bcc"] is None


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=200))
def test_any_words_are_read_back(words):
    message = read(eml_of(Mail(to=(OWEN,), subject="words", text=f"{words}\n")))

    assert words_in(message) == f"{words}\n"
