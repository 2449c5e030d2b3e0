"""What a build came from and what came out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of one contract as built; files are relative to the root, hashes are sha256.

    `text_hash` is that of the Document without its stamp; `tools` names what did the work, with its version; `findings` are those
    that did not stop the build; `issued` is the date of issue where one was asked for, else empty;
    `numbers_from` the version whose numbers stand, empty while nothing was sent.
    """

    contract: str
    version: str
    text_hash: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    tools: Mapping[str, str]
    pages: int = 0
    findings: tuple[Diagnostic, ...] = ()
    issued: str = ""
    numbers_from: str = ""
