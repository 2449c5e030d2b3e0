"""The small contract with other values at some places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.model.key_dates import KeyDate
from pipeline.model.terms.calendar import Calendar, Holiday
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.reading import calendar_from, terms_from

MODEL = Path(__file__).parents[2] / "model"


def _read(name: str) -> Any:
    return yaml.load((MODEL / name).read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    found = calendar_from(_read("small_calendar.yaml"))
    assert isinstance(found, Calendar)
    return found


@pytest.fixture
def terms_with(calendar: Calendar) -> Callable[..., Terms]:
    """The terms of the small contract, with other values by their data path (lists by ordinal); YAML in flow style. None takes one out."""

    def made(holidays: str = "", **values: str | None) -> Terms:
        tree = _read("small_contract.yaml")
        for path, value in values.items():
            *above, last = path.split("__")
            place = tree
            for step in above:
                place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
            if value is None:
                del place[last]
            else:
                place[last] = yaml.load(value, yaml.BaseLoader)
        also = tuple(Holiday(date=day, name="Holiday") for day in holidays.split())
        known = calendar.model_copy(update={"holidays": (*calendar.holidays, *also)})
        terms = terms_from(tree, calendars={calendar.id: known})
        assert isinstance(terms, Terms), terms
        return terms

    return made


def the(key_dates: tuple[KeyDate, ...], id: str) -> KeyDate:
    [found] = [each for each in key_dates if each.id == id]
    return found
