"""The bytes and the text of users' files; whatever makes a file unreadable is said in words that help."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.library import SourceText
from pipeline.store.root import Root
from pipeline.store.yaml_tree import Tree, YamlFile, yaml_file

MOST_BYTES = 1_000_000
MOST_TEMPLATE_BYTES = 50_000_000

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_KNOWN_BEGINNINGS = (
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"%PDF", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe", "a text file in UTF-16"),
    (b"\xfe\xff", "a text file in UTF-16"),
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Reading:
    """One pass over users' files: what was found wrong, and the sha256 of all that was read."""

    def __init__(self, root: Root) -> None:
        self.root = root
        self.findings: list[Diagnostic] = []
        self.inputs: dict[str, str] = {}

    def content(self, file: str, most_bytes: int = MOST_BYTES) -> bytes | None:
        """The bytes of a file; None where a finding says why there are none."""
        content = content_of(self.root.path(file), file, most_bytes)
        if isinstance(content, Diagnostic):
            self.findings.append(content)
            return None
        self.inputs[file] = sha256(content)
        return content

    def text(self, file: str) -> SourceText | None:
        """The text of a file; None where a finding says why there is none."""
        content = self.content(file)
        if content is None:
            return None
        text = text_of(content, file)
        if isinstance(text, Diagnostic):
            self.findings.append(text)
            return None
        return SourceText(file, text)

    def mapping(self, file: str) -> tuple[dict[str, Tree], YamlFile] | None:
        """The fields that a YAML file holds; None where a finding says why there are none."""
        source = self.text(file)
        if source is None:
            return None
        found = yaml_file(source)
        self.findings.extend(found.diagnostics)
        if isinstance(found.tree, dict) and found.tree:
            return found.tree, found
        if not any(finding.span.file == file for finding in found.diagnostics):
            self.findings.append(_no_mapping(found, file))
        return None


def sha256(content: bytes) -> str:
    """The 64 hex digits by which a file is known."""
    return hashlib.sha256(content).hexdigest()


def content_of(path: Path, file: str, most_bytes: int = MOST_BYTES) -> bytes | Diagnostic:
    """The bytes of a plain file of reasonable size, or what is in the way."""
    place = Span(file)
    try:
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            return error(
                "folder-for-file",
                place,
                "this is a folder, and a file was expected",
                "move the files in it elsewhere, or rename the folder",
            )
        if stat.S_ISLNK(status.st_mode):
            return error("link", place, "this is a link to another place, and a file was expected", "put the file itself here")
        if not stat.S_ISREG(status.st_mode):
            return error("not-a-file", place, "this is a device or a pipe, and a file was expected")
        if status.st_size > most_bytes:
            return _too_large(place, status.st_size, most_bytes)
        with path.open("rb") as stream:
            content = stream.read(most_bytes + 1)
    except FileNotFoundError:
        return error("missing-file", place, "this file does not exist", "put it back, or write it anew")
    except OSError as fault:
        return error(
            "unreadable-file",
            place,
            f"this file cannot be opened: {(fault.strerror or 'the system refuses it').lower()}",
            "check who may read it",
        )
    return content if len(content) <= most_bytes else _too_large(place, len(content), most_bytes)


def text_of(content: bytes, file: str) -> str | Diagnostic:
    """The text of a file in UTF-8, or what else it is."""
    start = Span(file)
    if content.startswith(_BYTE_ORDER_MARK):
        return error(
            "byte-order-mark", start, "the file begins with an invisible byte order mark", 'save it as "UTF-8", not as "UTF-8 with BOM"'
        )
    kind = next((words for beginning, words in _KNOWN_BEGINNINGS if content.startswith(beginning)), None)
    if kind or b"\0" in content:
        return error(
            "not-text",
            start,
            f"this is {kind or 'not a text file'}, and a text file in UTF-8 was expected",
            "save the content as plain text in UTF-8",
        )
    try:
        text = content.decode()
    except UnicodeDecodeError as fault:
        return _wrong_encoding(content, fault.start, file)
    unprintable = invisible_in(text)
    return _invisible(text, unprintable, file) if unprintable else text


def invisible_in(text: str) -> re.Match[str] | None:
    """The first character that nobody could see on a screen, such as a control character or a separator of lines from Word."""
    return _UNPRINTABLE.search(text)


def _too_large(place: Span, size: int, most_bytes: int) -> Diagnostic:
    message = f"the file has {size / 1_000_000:.1f} MB, and at most {most_bytes // 1_000_000} MB are read"
    return error("too-large", place, message, "check that this is the right file, or divide it")


def _wrong_encoding(content: bytes, position: int, file: str) -> Diagnostic:
    before = content[:position].decode()
    meant = content[position : position + 1].decode("cp1252", "replace")
    span = _span_behind(before, file, width=1)
    message = f"the file is not in UTF-8; in the older encoding Windows-1252 (Latin-1) this sign would be `{meant}`"
    return error("wrong-encoding", span, message, 'save the file with the encoding "UTF-8"')


def _invisible(text: str, found: re.Match[str], file: str) -> Diagnostic:
    sign = found.group()
    span = _span_behind(text[: found.start()], file, width=1)
    return error(
        "invisible-character", span, f"an invisible character (U+{ord(sign):04X}) stands here", "delete it and type the words anew"
    )


def _span_behind(before: str, file: str, width: int) -> Span:
    lines = re.split(r"\r\n|\r|\n", before)
    column = len(lines[-1]) + 1
    return Span(file, len(lines), column, column + width)


def _no_mapping(found: YamlFile, file: str) -> Diagnostic:
    """A file in which no field can be found, though its YAML is right."""
    place = found.positions.values.get((), Span(file))
    match found.tree:
        case None | {}:
            return error("empty-file", Span(file), "the file says nothing", "write `name: value` lines, or remove the file")
        case str(text) if ":" in text:
            return error("missing-colon", place, "a space is missing behind the colon", "write `name: value`")
        case list():
            return error("list-for-fields", place, "the file holds a list, and `name: value` lines were expected")
        case _:
            return error("text-for-fields", place, "the file holds only a text, and `name: value` lines were expected")
