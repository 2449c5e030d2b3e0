"""Times of the day, hours from one to another, and months of a year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model.scalar import bad, written_as

_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_END = rf"(?:{_TIME}|24:00)"


@written_as("a time of the day", pattern=rf"^{_END}$", examples=["08:00"])
@dataclass(frozen=True, slots=True, order=True)
class TimeOfDay:
    """A time on the clock as `08:00`; `24:00` is the end of the day."""

    hour: int
    minute: int

    @classmethod
    def read(cls, written: str) -> TimeOfDay:
        """The time written with two digits each for hour and minute."""
        if not re.fullmatch(_END, written, re.ASCII):
            raise bad("bad-time", f"`{written}` is not a time of the day: expected hour and minute, as in `08:00`")
        hour, minute = written.split(":")
        return cls(int(hour), int(minute))

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return self.hour * 60 + self.minute

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"


@written_as("hours of the day", pattern=rf"^{_TIME}-{_END}$", examples=["08:00-18:00", "00:00-24:00", "22:00-06:00"])
@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of the day to another, as `08:00-18:00`; an end that is not later lies on the next day."""

    start: TimeOfDay
    end: TimeOfDay

    @classmethod
    def read(cls, written: str) -> Hours:
        """The hours written as two times with a hyphen."""
        if not re.fullmatch(rf"{_TIME}-{_END}", written, re.ASCII):
            raise bad("bad-hours", f"`{written}` is not a span of hours: expected two times, as in `08:00-18:00`")
        start, end = (TimeOfDay.read(time) for time in written.split("-"))
        if start == end:
            raise bad("bad-hours", f"`{written}` begins and ends at one time: expected two, or `00:00-24:00` for the whole day")
        return cls(start, end)

    @property
    def is_whole_day(self) -> bool:
        """Whether they run from midnight to midnight."""
        return self.start.minutes == 0 and self.end.hour == 24

    @property
    def is_overnight(self) -> bool:
        """Whether they end on the next day."""
        return self.end < self.start

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


@written_as("a month of a year", pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2026-04"])
@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A month of a year, as `2026-04`."""

    year: int
    month: int

    @classmethod
    def read(cls, written: str) -> YearMonth:
        """The month written as year, hyphen and two digits."""
        if not re.fullmatch(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])", written, re.ASCII):
            raise bad("bad-month", f"`{written}` is not a month of a year: expected year and month, as in `2026-04`")
        year, month = written.split("-")
        return cls(int(year), int(month))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"
