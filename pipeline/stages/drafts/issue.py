"""The date that a draft bears."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime

VARIABLE = "SOURCE_DATE_EPOCH"


class NoMoment(ValueError):
    """The variable of the environment says something else than a count of seconds."""


def date_asked_for() -> date | None:
    """The date that `SOURCE_DATE_EPOCH` asks for, in seconds since 1970 (UTC); None where it is not set. Raises NoMoment."""
    seconds = os.environ.get(VARIABLE, "")
    if not seconds:
        return None
    if not re.fullmatch("[0-9]{1,11}", seconds):
        raise NoMoment(f"{VARIABLE} is `{seconds}`: expected the seconds since 1970 as a whole number, as in `1775001600`")
    return datetime.fromtimestamp(int(seconds), tz=UTC).date()
