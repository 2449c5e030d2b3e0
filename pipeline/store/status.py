"""The workflow, the files from which the status of a contract follows, and the index of what was derived from them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.facts import FACTS_BY_KEY, Facts
from pipeline.model.positions import Positions
from pipeline.model.workflow import Workflow
from pipeline.store.contracts import folder_of
from pipeline.store.files import Reading, content_of, sha256
from pipeline.store.hashes import Hashes
from pipeline.store.library import library_files
from pipeline.store.outputs import plan_file
from pipeline.store.root import BUILD, CALENDARS, HOUSE, WORKFLOW, Root
from pipeline.store.sections import section_in
from pipeline.store.writing import write

_INDEX = f"{BUILD}/status.json"
_MOST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class LoadedWorkflow:
    """The workflow with its places; None where findings say why there is none."""

    workflow: Workflow | None
    positions: Positions
    diagnostics: tuple[Diagnostic, ...]


def has_workflow(root: Root) -> bool:
    """Whether this repository has a workflow of its own."""
    return root.path(WORKFLOW).exists()


def workflow_inputs(root: Root) -> dict[str, str]:
    """The sha256 of the files by which a workflow is judged; none where there is no workflow."""
    contents = ((file, content_of(root.path(file), file)) for file in (WORKFLOW, HOUSE) if has_workflow(root))
    return {file: sha256(content) for file, content in contents if isinstance(content, bytes)}


def load_workflow(root: Root) -> LoadedWorkflow:
    """What `data/workflow.yaml` says, and all that is wrong with it."""
    reading = Reading(root)
    written = section_in(reading, WORKFLOW, Workflow)
    return LoadedWorkflow(written.noun if written else None, written.positions if written else Positions(), tuple(reading.findings))


def shared_key(root: Root, hashes: Hashes) -> str:
    """The hash of all that the status of every contract rests on: our house, the workflow, the calendars and the clause library."""
    calendars = (f"{CALENDARS}/{name}" for name in root.names(CALENDARS))
    return _key(root, (HOUSE, WORKFLOW, *calendars, *library_files(root)), hashes)


def contract_key(root: Root, contract: str, hashes: Hashes) -> str:
    """The hash of all files of a contract's folder, and of its plan."""
    return _key(root, (*_files_below(root, folder_of(contract)), plan_file(contract, "-internal.docx")), hashes)


def plan_is_built(root: Root, contract: str) -> bool:
    """Whether the plan lies there as a document and as a calendar."""
    return all(root.path(plan_file(contract, ending)).exists() for ending in ("-internal.docx", "-internal.ics"))


def _key(root: Root, files: tuple[str, ...], hashes: Hashes) -> str:
    return sha256("".join(f"{file}\0{hashes.of(file) or _as_it_lies(root, file)}\n" for file in files).encode())


def _as_it_lies(root: Root, file: str) -> str:
    """Of a file that is too large to be read each time: size and times; nothing where it is not there."""
    try:
        status = root.path(file).lstat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _files_below(root: Root, folder: str) -> tuple[str, ...]:
    found: list[str] = []
    folders = [(str(root.path(folder)), folder)]
    while folders:
        place, name = folders.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{name}/{entry.name}"))
                else:
                    found.append(f"{name}/{entry.name}")
    return tuple(sorted(found))


def read_index(root: Root) -> dict[str, tuple[str, Facts]]:
    """The facts that were derived last, with their keys, by contract; none where there is no index that can be understood."""
    content = content_of(root.path(_INDEX), _INDEX, _MOST_BYTES)
    try:
        return FACTS_BY_KEY.validate_json(content) if isinstance(content, bytes) else {}
    except ValidationError:
        return {}


def write_index(root: Root, index: Mapping[str, tuple[str, Facts]]) -> None:
    """Keep what was derived, under `build/`. Raises CannotWrite."""
    write(root, _INDEX, FACTS_BY_KEY.dump_json(dict(index)))
