"""What a build leaves under `build/`, and the manifest that tells whether it must be built again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from pipeline.model.manifest import Manifest
from pipeline.store.files import content_of
from pipeline.store.hashes import Hashes
from pipeline.store.root import BUILD, CONTRACT_ID, VERSION, Root
from pipeline.store.writing import write

_MOST_BYTES = 10_000_000


def output_file(contract: str, version: str, ending: str) -> str:
    """The name of an output: `build/<contract>/<version>/<contract>-<version><ending>`, such as `.docx` or `-redline-from-0.1.pdf`."""
    return f"{_folder(contract, version)}/{contract}-{version}{ending}"


def manifest_file(contract: str, version: str) -> str:
    """Where the manifest of a version lies."""
    return f"{_folder(contract, version)}/manifest.json"


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
    file = manifest_file(contract, version)
    content = content_of(root.path(file), file, _MOST_BYTES)
    try:
        manifest = Manifest(**json.loads(content)) if isinstance(content, bytes) else None
    except (ValueError, TypeError):
        return None
    understood = manifest and all(isinstance(table, dict) for table in (manifest.inputs, manifest.outputs, manifest.tools))
    return manifest if understood else None


def is_unchanged(manifest: Manifest, input_files: Iterable[str], hashes: Hashes) -> bool:
    """Whether a build from these files would make what is there already: the same inputs, and the outputs still as written."""
    if set(input_files) != set(manifest.inputs):
        return False
    return all(hashes.of(file) == hash for files in (manifest.inputs, manifest.outputs) for file, hash in files.items())
