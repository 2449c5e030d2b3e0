"""The schemas that editors use say what the model says."""

import json
from pathlib import Path
from typing import Any

from pipeline.stages.library.schemas import schemas, write_schemas
from pipeline.store.root import Root

ROOT = Path(__file__).parent.parent.parent


def test_the_schemas_in_the_repository_are_those_of_the_model() -> None:
    kept = {f"schema/{file.name}": file.read_bytes() for file in (ROOT / "schema").iterdir()}

    assert kept == schemas(), "run `nox -s schema`"


def test_each_schema_explains_every_field() -> None:
    unexplained = [
        f"{file}: {name}"
        for file, content in schemas().items()
        for kind in _kinds(json.loads(content))
        for name, field in kind.get("properties", {}).items()
        if not field.get("description")
    ]

    assert unexplained == []


def _kinds(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *schema.get("$defs", {}).values()]


def test_the_command_writes_them_where_editors_look(tmp_path: Path) -> None:
    written = write_schemas(Root(tmp_path))

    assert {file: (tmp_path / file).read_bytes() for file in written} == schemas()
