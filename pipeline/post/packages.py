"""A zip of files, and what a zip or a mail holds: the same files give the same bytes, without a clock or a machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from email.policy import default

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can hold."""


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """The files, by name and in the order given, compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The same on each system that packs it.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def files_in_zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file of a zip with its name; also the comments that a zip may carry, under the name of what they belong to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from _remarks("", archive.comment)
        for entry in archive.infolist():
            yield entry.filename, archive.read(entry)
            yield from _remarks(entry.filename, entry.comment)


def _remarks(name: str, comment: bytes) -> Iterable[tuple[str, bytes]]:
    return [(f"{name} (comment)".strip(), comment)] if comment else []


def files_in_mail(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What a mail says in its heads and its body, and each file that goes with it, decoded."""
    message = message_from_bytes(content, policy=default)
    for part in message.walk():
        yield "heads", "\n".join(f"{name}: {value}" for name, value in part.items()).encode()
        if not part.is_multipart():
            yield part.get_filename() or "body", _decoded(part)


def _decoded(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
