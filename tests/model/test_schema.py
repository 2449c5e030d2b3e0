"""The JSON Schemas say what a person writes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.model.schema import calendar_schema, contract_schema, house_schema

SCHEMAS = [contract_schema, calendar_schema, house_schema]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_schema_is_the_same_each_time(schema: Any) -> None:
    assert json.dumps(schema()) == json.dumps(schema())


@pytest.mark.parametrize("schema", SCHEMAS)
def test_each_field_of_each_section_is_described(schema: Any) -> None:
    sections = [schema(), *schema()["$defs"].values()]
    fields = [(name, field) for section in sections for name, field in section.get("properties", {}).items()]

    assert fields
    assert [name for name, field in fields if "description" not in field] == []


def test_a_file_of_a_contract_may_hold_any_of_its_keys() -> None:
    schema = contract_schema()

    assert "required" not in schema
    assert schema["additionalProperties"] is False
    assert "open" in schema["properties"]


def test_values_are_described_as_they_are_written() -> None:
    schema = contract_schema()
    target = schema["$defs"]["ServiceLevelTarget"]["properties"]

    assert target["response"]["pattern"].startswith("^([0-9]{1,5} (min|h|business_days?)")
    assert target["credit"]["type"] == "boolean"
    assert schema["properties"]["calendar"]["type"] == "string"
