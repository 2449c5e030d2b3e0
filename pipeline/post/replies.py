"""What an answer says that came as a mail: the writer's own words, above what the mail quotes, attaches or forwards.

The file comes from outside. It is bounded before it is parsed, and nothing in it is opened but its text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.mail import Reply

_MOST_BYTES = 30_000_000
_MOST_HEADERS, _MOST_PARTS, _MOST_TEXT = 200_000, 100, 200_000
_SAVE = "save the answer itself from your mail program, as a file .eml"
_QUOTED = re.compile(
    r"\s*(>|-{2,}\s*\w.*-{2,}\s*$|_{8,}\s*$|-- ?$|(from|von|de|sent|gesendet)\s*:\s|begin forwarded message"
    r"|.*\b(wrote|schrieb|écrit)\s*:\s*$)",
    re.IGNORECASE,
)
"""What begins the part of a mail that its writer did not write now: a quotation, a forwarded mail, a signature."""
_BEGINS_QUOTE = re.compile(r"(on|am|le)\s.{5,}", re.IGNORECASE)
_QUOTING_TAGS = frozenset({"blockquote", "hr"})
_QUOTING_NAMES = re.compile(r"quote|divrplyfwdmsg|appendonsend|forward|moz-cite", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)
_UNSEEN_TAGS = frozenset({"head", "style", "script", "title", "template"})
_LINE_TAGS = frozenset({"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3"})
_VOID_TAGS = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr"})


def reply_in(content: bytes, file: str) -> Reply | Diagnostic:
    """What a mail says, or why nobody can tell."""
    place = Span(file)
    fault = _too_much(content)
    if fault:
        return error("unreadable-mail", place, fault, _SAVE)
    try:
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        senders = [address.addr_spec for address in getattr(message["From"], "addresses", ())]
        subject = str(message["Subject"] or "")
        body = message.get_body(("plain", "html"))
        text = _text_of(body) if isinstance(body, EmailMessage) else ""
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError, RecursionError):
        return error("unreadable-mail", place, "this is no mail that could be read", _SAVE)
    if len(senders) != 1 or "@" not in senders[0]:
        return error("unreadable-mail", place, "this mail does not come from one address: expected one sender", _SAVE)
    return Reply(senders[0], _plain(subject), tuple(_own(map(_plain, text[:_MOST_TEXT].splitlines()))))


def _too_much(content: bytes) -> str:
    """Why a file is not even looked into."""
    if len(content) > _MOST_BYTES:
        return f"this file has {len(content):,} bytes, and an answer has at most {_MOST_BYTES:,}"
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    if len(head) > _MOST_HEADERS:
        return "the head of this mail is longer than that of any mail"
    if content.lower().count(b"boundary") > _MOST_PARTS:
        return f"this mail has more than {_MOST_PARTS} parts within one another"
    if not re.match(rb"[\x21-\x39\x3b-\x7e]+:|From ", content):
        return "this file does not begin as a mail does"
    return ""


def _text_of(body: EmailMessage) -> str:
    """The text of the body. Bytes that its encoding does not know become signs that no word has."""
    raw = body.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    try:
        text = content.decode(body.get_content_charset("utf-8"), "replace")
    except LookupError:
        text = content.decode("utf-8", "replace")
    return _text_of_page(text) if body.get_content_type() == "text/html" else text


def _plain(line: str) -> str:
    """A line as a person sees it: without signs that show nothing, and with one kind of space."""
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", line) if unicodedata.category(sign) != "Cf")
    return " ".join(shown.split())


def _own(lines: Iterable[str]) -> Iterator[str]:
    """The lines before the first that begins a quotation; empty ones are left out."""
    waiting = ""
    for line in lines:
        if _QUOTED.match(line):
            return
        if waiting:
            yield waiting
        # The line that introduces a quotation may go over two lines.
        waiting = line if _BEGINS_QUOTE.fullmatch(line) else ""
        if line and not waiting:
            yield line
    if waiting:
        yield waiting


def _text_of_page(page: str) -> str:
    reader = _Page()
    reader.feed(page)
    reader.close()
    return "".join(reader.pieces)


class _Page(HTMLParser):
    """The words of a page down to where it begins to quote, without what a reader would not see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: list[str] = []
        self._quotes = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Lines begin at blocks; what hides or quotes is remembered."""
        told = {name: value or "" for name, value in attrs}
        names = f"{told.get('class', '')} {told.get('id', '')}"
        self._quotes = self._quotes or tag in _QUOTING_TAGS or bool(_QUOTING_NAMES.search(names))
        if tag in _LINE_TAGS:
            self.pieces.append("\n")
        unseen = tag in _UNSEEN_TAGS or "hidden" in told or bool(_UNSEEN.search(told.get("style", "")))
        if tag not in _VOID_TAGS and (unseen or self._hidden):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """What was hidden ends with its tag."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        if tag in _LINE_TAGS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Words count where they are seen and before anything is quoted."""
        if not (self._quotes or self._hidden):
            self.pieces.append(" ".join(data.split("\n")))
