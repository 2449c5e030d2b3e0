"""The calendar by which service time is counted: time zone, business days, holidays, service windows."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from pipeline.model.plain import Flag, Identifier, IsoDate, Slug, Text
from pipeline.model.terms.section import Choice, Section, Several, Some
from pipeline.model.times import Hours


class Weekday(Choice):
    """A day of the week."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"

    @property
    def words(self) -> str:
        """The day's full name."""
        return self.name.capitalize()


class OnHolidays(Choice):
    """Whether a service window is open on public holidays."""

    OPEN = "open"
    CLOSED = "closed"


class Holiday(Section):
    """A public holiday on one date."""

    date: IsoDate = Field(description="The day.")
    name: Text = Field(description="The holiday's name, with a note where it is a substitute day.")


class ServiceWindow(Section):
    """Days and hours in which a service is provided and its clock runs."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed, such as Standard Hours.")
    days: Several[Weekday] = Field(description="The days of the week.")
    hours: Hours = Field(description="From when to when, in the calendar's time zone; 00:00-24:00 is the whole day.")
    on_holidays: OnHolidays = Field(description="Whether it is open on public holidays.")
    staffed: Flag = Field(description="Whether people are at work, as against on call.")

    @property
    def is_always(self) -> bool:
        """Whether it is open at every hour of every day."""
        return len(set(self.days)) == len(Weekday) and self.hours.is_whole_day and self.on_holidays is OnHolidays.OPEN


class Calendar(Section):
    """A calendar that contracts name; its holidays are a dated list and are not looked up at build time."""

    id: Slug = Field(description="The name of the calendar's file.")
    name: Text = Field(description="The name printed.")
    region: Text = Field(description="The region whose public holidays are listed, by its ISO 3166 code.")
    timezone: Text = Field(description="The time zone by its IANA name; daylight saving follows it.")
    business_days: Several[Weekday] = Field(description="The days of the week that are Business Days unless a holiday.")
    business_hours: Hours = Field(description="The hours of a Business Day.")
    covers_from: IsoDate = Field(description="The first day for which the holidays are listed.")
    covers_to: IsoDate = Field(description="The last day for which the holidays are listed.")
    holidays: tuple[Holiday, ...] = Field(description="The public holidays, by date.")
    service_windows: Some[ServiceWindow] = Field(description="The windows that services and Service Levels name.")

    def is_business_day(self, day: date) -> bool:
        """Whether a day is a Business Day: one of the week's business days, and not a holiday."""
        weekday = list(Weekday)[day.weekday()]
        return weekday in self.business_days and all(holiday.date != day for holiday in self.holidays)

    def business_days_after(self, day: date, count: int) -> date:
        """The last of `count` Business Days after `day`, which is not itself counted."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_business_day(day)
        return day
