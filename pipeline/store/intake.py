"""What a new contract is made from, and the folder that it becomes: all of it at once, or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.law import Law
from pipeline.model.library import SourceText
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.house import House
from pipeline.store.contracts import folder_of
from pipeline.store.files import MOST_BYTES, Reading, content_of, text_of
from pipeline.store.laws import LAW
from pipeline.store.root import BUILD, CONTRACT_ID, CONTRACTS, HOUSE, LAWS, Root
from pipeline.store.sections import calendar_named, calendars, section_in
from pipeline.store.writing import CannotWrite, write_atomically
from pipeline.store.yaml_tree import YamlFile, yaml_file

_UNREADY = ".new-"
ADOPTED, LEDGER = "adopted/01.docx", "ledger.jsonl"
"""What a contract's folder holds of a draft that was written elsewhere, and its ledger, both by their names within the folder."""


def load_house(root: Root) -> House | tuple[Diagnostic, ...]:
    """Our house, or what is wrong with its file."""
    reading = Reading(root)
    written = section_in(reading, HOUSE, House)
    return written.noun if written else tuple(reading.findings)


def load_laws(root: Root) -> dict[str, Law]:
    """The governing laws by the name that the data has for each; one that cannot be read is left out, and `check` says why."""
    names = [name for name in root.names(LAWS) if root.is_folder(f"{LAWS}/{name}")]
    written = {name: section_in(Reading(root), f"{LAWS}/{name}/{LAW}", Law) for name in names}
    return {name.replace("-", "_"): law.noun for name, law in written.items() if law is not None}


def load_calendars(root: Root) -> dict[str, Calendar]:
    """The calendars by name; one that cannot be read is left out, and `check` says why."""
    written = {name: calendar_named(Reading(root), name, Span(HOUSE)) for name in calendars(root)}
    return {name: calendar.noun for name, calendar in written.items() if calendar is not None}


def is_contract_name(name: str) -> bool:
    """Whether a contract's folder may have this name."""
    return CONTRACT_ID.fullmatch(name) is not None and len(name) <= 100


def answers_in_file(path: Path) -> YamlFile:
    """What a file of answers says, which may lie anywhere."""
    content = content_of(path, path.as_posix(), MOST_BYTES)
    text = content if isinstance(content, Diagnostic) else text_of(content, path.as_posix())
    if isinstance(text, Diagnostic):
        return YamlFile(None, yaml_file(SourceText(path.as_posix(), "")).positions, (text,))
    return yaml_file(SourceText(path.as_posix(), text))


def saved_answers(contract: str) -> str:
    """Where the answers of an intake that is not finished lie, relative to the root."""
    return f"{BUILD}/intake/{contract}.answers.yaml"


def adopted_file(contract: str) -> str:
    """Where the draft that a contract began with lies, relative to the root."""
    return f"{folder_of(contract)}/{ADOPTED}"


def is_taken(root: Root, contract: str) -> bool:
    """Whether something of that name lies among the contracts already."""
    return root.path(folder_of(contract)).exists() or root.path(folder_of(contract)).is_symlink()


def create_contract(root: Root, contract: str, files: Mapping[str, bytes]) -> None:
    """Let a contract's folder come into being with all its files at once, each named within the folder.

    Whoever is killed meanwhile leaves a hidden folder, which the next call removes. Raises CannotWrite; a folder that is there stays.
    """
    unready, folder = root.path(f"{CONTRACTS}/{_UNREADY}{contract}"), root.path(folder_of(contract))
    try:
        shutil.rmtree(unready, ignore_errors=True)
        for name, content in files.items():
            write_atomically(unready / name, content)
        # A rename onto a folder that holds anything fails; an empty one of that name is somebody's, and is left alone as well.
        if is_taken(root, contract):
            raise CannotWrite(error("taken", Span(folder_of(contract)), f"there is a contract `{contract}` already", "choose another name"))
        os.rename(unready, folder)
    except OSError as fault:
        reason = (fault.strerror or "the system refuses it").lower()
        raise CannotWrite(error("unwritable-file", Span(folder_of(contract)), f"the contract cannot be written: {reason}")) from fault
    finally:
        shutil.rmtree(unready, ignore_errors=True)
