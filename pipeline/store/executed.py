"""What is signed, byte for byte: `executed/<version>/` in the contract's folder, with a folder for each copy that was prepared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.store.contracts import folder_of
from pipeline.store.files import content_of
from pipeline.store.root import CERTIFICATES, HOUSE, Root
from pipeline.store.writing import CannotWrite, write

MOST_SIGNED_BYTES = 100_000_000
_MOST_ATTACHED_BYTES = 50_000_000
_WITHIN = re.compile(r"[^/\\\0]+(/[^/\\\0]+)*")


def executed_file(contract: str, version: str, ending: str) -> str:
    """Where the signed agreement lies, relative to the root: `executed/<version>/<contract>-<version><ending>`."""
    return f"{folder_of(contract)}/executed/{version}/{contract}-{version}{ending}"


def copy_file(contract: str, version: str, copy: int, ending: str) -> str:
    """Where a file of one prepared copy lies: `executed/<version>/copy-<n>/<contract>-<version><ending>`, such as `-signed-1.pdf`."""
    return f"{folder_of(contract)}/executed/{version}/copy-{copy}/{contract}-{version}{ending}"


def executed_files(root: Root, contract: str) -> Iterator[str]:
    """All files that lie under `executed/`, relative to the root."""
    waiting = [f"{folder_of(contract)}/executed"]
    while waiting:
        folder = waiting.pop()
        for name in root.names(folder):
            file = f"{folder}/{name}"
            if root.is_folder(file):
                waiting.append(file)
            else:
                yield file


def read_executed(root: Root, file: str) -> bytes | Diagnostic:
    """The bytes of a file under `executed/`, or what is in the way."""
    return content_of(root.path(file), file, MOST_SIGNED_BYTES)


def keep_executed(root: Root, file: str, content: bytes) -> None:
    """Lay a file under `executed/`, over what a stopped command left there. Raises CannotWrite."""
    if read_executed(root, file) != content:
        write(root, file, content)


def keep_for_ever(root: Root, file: str, content: bytes) -> None:
    """Lay a file under `executed/`, where it stays. Raises CannotWrite, also where other bytes lie there."""
    if root.path(file).exists() and read_executed(root, file) != content:
        message = "other bytes lie here than those that would be kept, and what was signed is never overwritten"
        hint = "`draftline check` tells whether the ledger speaks of this file; delete it only where it does not"
        raise CannotWrite(error("other-executed-file", Span(file), message, hint))
    keep_executed(root, file, content)


def attachment_file(contract: str, file: str) -> str:
    """Where a document lies that the contract attaches, relative to the root."""
    return f"{folder_of(contract)}/{file}"


def _lies_within(file: str) -> bool:
    """Whether a name of the data leads into the folder that it belongs to, and not out of it."""
    return bool(_WITHIN.fullmatch(file)) and ".." not in file.split("/")


def read_attachment(root: Root, contract: str, file: str) -> bytes | Diagnostic:
    """The bytes of a document that the contract attaches, which lies in the contract's folder and nowhere else."""
    place = attachment_file(contract, file)
    if not _lies_within(file):
        return error("attachment-elsewhere", Span(folder_of(contract)), f"`{file}` does not lie in the contract's folder")
    return content_of(root.path(place), place, _MOST_ATTACHED_BYTES)


def certificate_file(file: str) -> str:
    """Where the certificate of an issuer lies that our house trusts, relative to the root."""
    return f"{CERTIFICATES}/{file}"


def read_certificate(root: Root, file: str) -> bytes | Diagnostic:
    """The bytes of a certificate in data/certificates."""
    if not _lies_within(file):
        return error("certificate-elsewhere", Span(HOUSE), f"`{file}` does not lie in {CERTIFICATES}")
    return content_of(root.path(certificate_file(file)), certificate_file(file))
