"""A small contract of the tests' own, as the tree that the store reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import Fault
from pipeline.model.terms.reading import calendar_from, terms_from

HERE = Path(__file__).parent


@pytest.fixture
def tree() -> dict[str, Any]:
    """The small contract as written: mappings, lists and texts."""
    read: dict[str, Any] = yaml.load((HERE / "small_contract.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return read


@pytest.fixture
def calendars() -> dict[str, Calendar]:
    """The one calendar there is."""
    calendar = calendar_from(yaml.load((HERE / "small_calendar.yaml").read_text(encoding="utf-8"), yaml.BaseLoader))
    assert isinstance(calendar, Calendar)
    return {calendar.id: calendar}


@pytest.fixture
def terms_of(calendars: dict[str, Calendar]) -> Callable[[dict[str, Any]], Terms]:
    """The terms in a tree that has no faults."""

    def read(tree: dict[str, Any]) -> Terms:
        terms = terms_from(tree, calendars=calendars)
        assert isinstance(terms, Terms), terms
        return terms

    return read


@pytest.fixture
def faults_of(calendars: dict[str, Calendar]) -> Callable[[dict[str, Any]], list[Fault]]:
    """The faults in a tree that has some."""

    def read(tree: dict[str, Any]) -> list[Fault]:
        faults = terms_from(tree, calendars=calendars)
        assert isinstance(faults, list)
        return faults

    return read
