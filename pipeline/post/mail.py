"""A mail as a file `.eml`, which any mail program opens as a draft ready to be sent; the same mail gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from mimetypes import MimeTypes

from pipeline.model.mail import Mail, Mailbox

HOST = "draftline.invalid"
"""Stands where a mail's id names a host, and names none: it is reserved for that (RFC 2606)."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNKNOWN = "application/octet-stream"
# The table of the machine would make a difference between two machines, so it is not asked.
_TYPES = MimeTypes(filenames=())


def eml_of(mail: Mail) -> bytes:
    """The mail in the form of RFC 5322, in 7 bits, with lines that end as mail's do."""
    message = EmailMessage(policy=SMTP)
    if mail.sender:
        message["From"] = _addresses((mail.sender,))
    message["To"] = _addresses(mail.to)
    if mail.cc:
        message["Cc"] = _addresses(mail.cc)
    message["Subject"] = " ".join(mail.subject.split())
    if mail.at:
        message["Date"] = format_datetime(datetime.fromisoformat(mail.at))
    message["Message-ID"] = message_id(mail)
    # Outlook opens a file with this header as a draft with a button to send it; others pass it by.
    message["X-Unsent"] = "1"
    message.set_content(mail.text, cte="quoted-printable")
    if mail.enclosed:
        message.make_mixed(boundary=f"draftline-{_hash(mail)[:32]}")
        for file in mail.enclosed:
            kind, _, form = _type_of(file.name).partition("/")
            message.add_attachment(file.content, maintype=kind, subtype=form, filename=file.name)
    return message.as_bytes()


def message_id(mail: Mail) -> str:
    """The id of the mail, by which an answer says what it answers; it tells nothing of the machine or the moment."""
    return f"<{_hash(mail)[:40]}@{HOST}>"


def _hash(mail: Mail) -> str:
    """The sha256 of all that the mail says."""
    digest = hashlib.sha256()
    words = (
        mail.subject,
        mail.text,
        mail.at,
        *_pieces((mail.sender,) if mail.sender else ()),
        "",
        *_pieces(mail.to),
        "",
        *_pieces(mail.cc),
    )
    for piece in words:
        digest.update(piece.encode() + b"\0")
    for file in mail.enclosed:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.content).digest())
    return digest.hexdigest()


def _pieces(mailboxes: Iterable[Mailbox]) -> Iterable[str]:
    return (piece for mailbox in mailboxes for piece in (mailbox.name, mailbox.email))


def _addresses(mailboxes: Iterable[Mailbox]) -> tuple[Address, ...]:
    return tuple(Address(mailbox.name, addr_spec=mailbox.email) for mailbox in mailboxes)


def _type_of(name: str) -> str:
    if name.endswith(".docx"):
        return _WORD
    return _TYPES.guess_type(name)[0] or _UNKNOWN
