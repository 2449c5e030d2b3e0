"""The mappings that come with the repository can be read, and the manual names the columns that they expect."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.measure.tables.headings import named
from pipeline.store.performance import load_mapping, mappings
from pipeline.store.root import Root

REPOSITORY = Path(__file__).parents[2]
NAMES = ("freshservice", "glpi", "jira-service-management", "servicenow", "zendesk")


def test_there_is_a_mapping_for_each_of_the_service_desks() -> None:
    assert mappings(Root(REPOSITORY)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_ready_mapping_expects_the_columns_that_the_manual_lists(name: str) -> None:
    row = re.search(rf"^\| `{name}` \| [^|]+ \| ([^|]+) \|$", (REPOSITORY / "docs" / "monitoring.md").read_text(), re.MULTILINE)

    read = load_mapping(Root(REPOSITORY), name)

    assert not isinstance(read, tuple), read
    assert read.noun.id == name
    assert row is not None
    assert set(row[1].split(", ")) == set(named(read.noun.columns).values())
    # Whoever exports knows the zone of the times; no file does.
    assert read.noun.time_zone is None
