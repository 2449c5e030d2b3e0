"""What a build leaves under `build/`, and the manifest that tells whether it must be built again."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from pipeline.model.diagnostic import Diagnostic, Related, Severity, Span
from pipeline.model.manifest import Manifest
from pipeline.store.amendments import amendment_files
from pipeline.store.contracts import contract_files, contracts, strays
from pipeline.store.files import content_of
from pipeline.store.hashes import Hashes
from pipeline.store.letters import letter_files
from pipeline.store.library import library_files
from pipeline.store.performance import mapping_files
from pipeline.store.root import BUILD, CONTRACT_ID, TEMPLATES, VERSION, WORKFLOW, Root
from pipeline.store.templates import further_templates
from pipeline.store.writing import write

_MOST_BYTES = 10_000_000
_MOST_OUTPUT_BYTES = 100_000_000


def output_file(contract: str, version: str, ending: str) -> str:
    """The name of an output: `build/<contract>/<version>/<contract>-<version><ending>`, such as `.docx` or `-redline-from-0.1.pdf`."""
    return f"{_folder(contract, version)}/{contract}-{version}{ending}"


def issues_file(contract: str, version: str, round: int, ending: str) -> str:
    """The issues list of a round: `build/<contract>/<version>/<contract>-issues-<nn><ending>`, such as `-internal.docx`."""
    return f"{_folder(contract, version)}/{contract}-issues-{round:02}{ending}"


def plan_file(contract: str, ending: str) -> str:
    """A file of the plan of a contract: `build/<contract>/plan/<contract>-plan<ending>`, such as `-internal.docx`."""
    assert CONTRACT_ID.fullmatch(contract), contract
    return f"{BUILD}/{contract}/plan/{contract}-plan{ending}"


def answer_file(contract: str, version: str, round: int) -> str:
    """Our answer on the file that opened a round: `build/<contract>/<version>/<contract>-answer-to-round-<nn>.docx`."""
    return f"{_folder(contract, version)}/{contract}-answer-to-round-{round:02}.docx"


def paper_file(name: str, ending: str) -> str:
    """What was found in a contract of theirs that belongs to none of ours yet: `build/their-paper/<name><ending>`."""
    plain = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "unnamed"
    return f"{BUILD}/their-paper/{plain}{ending}"


def read_output(root: Root, contract: str, version: str, ending: str) -> bytes | None:
    """The bytes of an output; None where it is not there, since `build/` may be deleted at any time."""
    file = output_file(contract, version, ending)
    content = content_of(root.path(file), file, _MOST_OUTPUT_BYTES)
    return content if isinstance(content, bytes) else None


def manifest_file(contract: str, version: str) -> str:
    """Where the manifest of a version lies; that of the clause library's check has neither contract nor version."""
    return f"{_folder(contract, version)}/manifest.json" if contract else library_file(".json")


def library_file(ending: str) -> str:
    """The page of the clause library: `build/library<ending>`, such as `.html`."""
    return f"{BUILD}/library{ending}"


def comment_file() -> str:
    """The comment of a pull request: what it changes in all contracts."""
    return f"{BUILD}/pull-request.md"


def _folder(contract: str, version: str) -> str:
    assert CONTRACT_ID.fullmatch(contract), contract
    assert VERSION.fullmatch(version), version
    return f"{BUILD}/{contract}/{version}"


def write_manifest(root: Root, manifest: Manifest) -> None:
    """Write the manifest, last of all outputs, so that it never speaks of what is not there. Raises CannotWrite."""
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    write(root, manifest_file(manifest.contract, manifest.version), content.encode())


def read_manifest(root: Root, contract: str, version: str) -> Manifest | None:
    """The manifest of a version; None where there is none that can be understood, so that it is built anew."""
    if contract and not CONTRACT_ID.fullmatch(contract):
        return None
    file = manifest_file(contract, version)
    content = content_of(root.path(file), file, _MOST_BYTES)
    try:
        manifest = _manifest(**json.loads(content)) if isinstance(content, bytes) else None
    except (ValueError, TypeError, AttributeError):
        return None
    understood = manifest and all(isinstance(table, dict) for table in (manifest.inputs, manifest.outputs, manifest.tools))
    return manifest if understood else None


def _manifest(findings: list[dict[str, Any]], **fields: Any) -> Manifest:
    return Manifest(**fields, findings=tuple(_finding(**finding) for finding in findings))


def _finding(severity: str, span: dict[str, Any], related: list[dict[str, Any]], **fields: Any) -> Diagnostic:
    others = tuple(Related(Span(**other["span"]), other["message"]) for other in related)
    return Diagnostic(**fields, severity=Severity(severity), span=Span(**span), related=others)


def is_unchanged(root: Root, manifest: Manifest, hashes: Hashes) -> bool:
    """Whether a build would make what is there already: no file is new, no input has changed, and the outputs are as written.

    That the tools are the same is for the caller to compare.
    """
    own = contract_files(root, manifest.contract) if manifest.contract else _of_the_library_alone(root)
    listed = {*own, *library_files(root)}
    if not listed <= set(manifest.inputs) or not (manifest.contract or _knows_all_numbers(root, manifest)):
        return False
    return all(hashes.of(file) == hash for files in (manifest.inputs, manifest.outputs) for file, hash in files.items())


def _of_the_library_alone(root: Root) -> tuple[str, ...]:
    """What the check of the library looks at, and no contract comes from."""
    templates = (f"{TEMPLATES}/{name}" for name in further_templates(root))
    workflow = (WORKFLOW,) if root.path(WORKFLOW).exists() else ()
    own = (*workflow, *templates, *letter_files(root), *amendment_files(root), *mapping_files(root))
    return (*own, *(finding.span.file for finding in strays(root)))


def _knows_all_numbers(root: Root, manifest: Manifest) -> bool:
    """Whether the check of the library saw the file with the number of each contract that is there now."""
    return all(any(file in manifest.inputs for file in contract_files(root, id)) for id in contracts(root))
