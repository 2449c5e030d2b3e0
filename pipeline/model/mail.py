"""E-mails: those that we write for a person to send, and what an answer says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Whom a mail goes to or comes from; `name` is empty where only the address is known."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a mail, under this name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is ready to be sent.

    `sender` is None where whoever opens the file sends it in their own name. `text` has a line end after each paragraph, and no
    markup. `at` is the moment that it bears (UTC, ISO 8601), empty where the program that sends it is to date it.
    """

    to: tuple[Mailbox, ...]
    subject: str
    text: str
    enclosed: tuple[Enclosed, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    sender: Mailbox | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a mail says that somebody wrote: their address, the subject, and the lines of their own, without what they quote."""

    email: str
    subject: str
    lines: tuple[str, ...]
