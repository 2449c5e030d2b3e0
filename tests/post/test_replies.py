"""Answers that come as mails: the writer's own words and nothing else, and no file that harms who reads it."""

from __future__ import annotations

import time
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.mail import Enclosed, Mail, Mailbox, Reply
from pipeline.post import eml_of, reply_in

QUOTED = "On Mon, 2 Mar 2026 at 11:00, Contracts <c@example.com> wrote:\n> APPROVE\n> RETURN\n"
HEAD = b"From: Judith Crane <j.crane@example.com>\r\nSubject: Re: Your approval [3cbd8ff48471]\r\n"


def mail(text: str, **headers: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = headers.pop("From", "Judith Crane <j.crane@example.com>")
    message["Subject"] = headers.pop("Subject", "Re: Your approval [3cbd8ff48471]")
    message.set_content(text, **headers)
    return message.as_bytes()


def lines(content: bytes) -> tuple[str, ...]:
    reply = reply_in(content, "reply.eml")
    assert isinstance(reply, Reply), reply
    return reply.lines


def code(content: bytes) -> str:
    found = reply_in(content, "reply.eml")
    assert isinstance(found, Diagnostic), found
    return found.code


def test_the_sender_the_subject_and_the_lines_are_read():
    reply = reply_in(mail("APPROVE\n\nFine with me.\n"), "reply.eml")

    assert reply == Reply("j.crane@example.com", "Re: Your approval [3cbd8ff48471]", ("APPROVE", "Fine with me."))


@pytest.mark.parametrize(
    "below",
    [
        QUOTED,
        "On Monday, 2 March 2026 at 11:00 the contracts desk of Fernhill\n<contracts@example.com> wrote:\n> APPROVE\n",
        "Am 02.03.2026 um 11:00 schrieb Contracts:\n> APPROVE\n",
        "-----Original Message-----\nAPPROVE\n",
        "----- Ursprüngliche Nachricht -----\nAPPROVE\n",
        "________________________________\nFrom: Contracts\nAPPROVE\n",
        "From: Contracts <c@example.com>\nSent: Monday\nAPPROVE\n",
        "Begin forwarded message:\nAPPROVE\n",
        "-- \nJudith\nAPPROVE\n",
        "> APPROVE\n",
    ],
)
def test_what_a_mail_quotes_or_forwards_is_not_said_by_its_writer(below):
    assert lines(mail(f"RETURN\nClause 4 is wrong.\n\n{below}")) == ("RETURN", "Clause 4 is wrong.")
    assert lines(mail(below)) == ()


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><style>p {{}}</style></head><body><p>RETURN</p><p>Clause&nbsp;4 is wrong.</p>{below}</body></html>",
        "<div dir='ltr'>RETURN<br>Clause 4 is wrong.</div><br>{below}",
        "<p>RETURN</p><div style='display:none'>APPROVE<p>x</div><span hidden>APPROVE</span>Clause 4 is wrong.{below}",
    ],
)
@pytest.mark.parametrize(
    "below",
    [
        "<blockquote>APPROVE</blockquote>",
        "<div class='gmail_quote'><div>APPROVE</div></div>",
        "<hr><p>APPROVE</p>",
        "<div id='divRplyFwdMsg'>From: us</div><div>APPROVE</div>",
    ],
)
def test_a_mail_that_is_a_page_alone_is_read_as_a_person_sees_it(page, below):
    assert lines(mail(page.format(below=below), subtype="html")) == ("RETURN", "Clause 4 is wrong.")


def test_of_a_text_and_a_page_the_text_counts_and_what_is_attached_never_does():
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "j.crane@example.com", "x"
    message.set_content("REJECT\nToo dear.\n")
    message.add_alternative("<p>APPROVE</p>", subtype="html")
    message.add_attachment("APPROVE", filename="answer.txt")
    inner = EmailMessage(policy=SMTP)
    inner["From"], inner["Subject"] = "o.farrar@example.com", "Re: Your approval"
    inner.set_content("APPROVE")
    message.add_attachment(inner)

    assert lines(message.as_bytes()) == ("REJECT", "Too dear.")


def test_a_mail_forwarded_as_an_attachment_says_nothing_itself():
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "x@example.com", "Fwd: x"
    inner = EmailMessage(policy=SMTP)
    inner["From"] = "j.crane@example.com"
    inner.set_content("APPROVE")
    message.add_attachment(inner)
    assert b"message/rfc822" in message.as_bytes()

    assert lines(message.as_bytes()) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "cp1252"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_words_are_read_in_whatever_encoding_they_come(encoding, transfer):
    content = mail("RETURN\nÄndern Sie das.\n", charset=encoding, cte=transfer)

    assert lines(content) == ("RETURN", "Ändern Sie das.")


def test_an_encoding_that_nobody_knows_is_read_as_well_as_may_be():
    content = HEAD + b"Content-Type: text/plain; charset=x-martian\r\n\r\nAPPROVE\r\n\xff\xfe\r\n"

    assert lines(content)[0] == "APPROVE"


def test_signs_that_show_nothing_are_not_read():
    assert lines(mail("\u200bAP\u00adPROVE\u202e\n")) == ("APPROVE",)


NESTED = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"APPROVE\r\n",
        b"\xff\xd8\xff\xe0",
        b"Subject: x\r\n\r\nAPPROVE\r\n",
        b"From: a@example.com, b@example.com\r\n\r\nAPPROVE\r\n",
        b"From: Judith Crane\r\n\r\nAPPROVE\r\n",
        b"From: a@example.com\r\n" + b"X: y\r\n" * 50_000 + b"\r\nAPPROVE\r\n",
        b"From: a@example.com\r\n" + NESTED + (b"--a\r\n" + NESTED) * 5000,
        b"From: a@example.com\r\n\r\n" + b"x" * 31_000_000,
    ],
    ids=["nothing", "zip", "words", "picture", "no sender", "two senders", "no address", "headers", "nested", "large"],
)
def test_what_is_no_answer_of_one_person_is_refused_at_once(content):
    begun = time.process_time()

    assert code(content) == "unreadable-mail"
    assert time.process_time() - begun < 5


def test_our_own_request_that_comes_back_says_nothing():
    request = Mail((Mailbox("j.crane@example.com"),), "Your approval", "Dear\n\nAPPROVE: and nothing else\n", (Enclosed("a.pdf", b"%PDF"),))

    assert code(eml_of(request)) == "unreadable-mail"
