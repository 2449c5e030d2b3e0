"""The JSON Schemas by which editors complete and explain the YAML files, kept in schema/."""

from __future__ import annotations

import json

from pipeline import store
from pipeline.model.schema import (
    adjustments_schema,
    amendment_schema,
    calendar_schema,
    card_schema,
    contract_schema,
    facts_schema,
    house_schema,
    law_schema,
    letter_schema,
    mapping_schema,
    workflow_schema,
)
from pipeline.store.root import Root

_SCHEMAS = {
    "adjustments": adjustments_schema,
    "amendment": amendment_schema,
    "calendar": calendar_schema,
    "clause": card_schema,
    "contract": contract_schema,
    "house": house_schema,
    "law": law_schema,
    "letter": letter_schema,
    "letter-facts": facts_schema,
    "workflow": workflow_schema,
    "mapping": mapping_schema,
}


def schemas() -> dict[str, bytes]:
    """The content of each file of schema/, by its path from the root."""
    return {
        f"schema/{name}.json": (json.dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode() for name, schema in _SCHEMAS.items()
    }


def write_schemas(root: Root) -> tuple[str, ...]:
    """Write all of them; gives the files' names. Raises CannotWrite."""
    written = schemas()
    store.write_all(root, written)
    return tuple(written)
