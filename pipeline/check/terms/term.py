"""Dates and periods of the term that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, error
from pipeline.model.duration import Duration
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.term import AgreedRenewal, AutomaticRenewal

Notice = tuple[str, Duration]
"""The data path of a time before the end of a term, and the time."""


def service_before_effective_date(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V30. Services that start before the agreement binds.

    Wrong: `effective_date: 2026-06-01` and `service_start_date: 2026-05-01`. Right: the services start on the Effective Date or later.
    Until then nothing obliges anybody.
    """
    term = terms.term
    if term.service_start_date < term.effective_date:
        message = f"the services start on {term.service_start_date}, before the Effective Date, {term.effective_date}"
        related = other_place(positions, "term.effective_date", "the Effective Date")
        place = positions.of_value("term.service_start_date")
        yield error("service-before-effective-date", place, message, "expected the Effective Date or a later day", related)


def service_after_expiry(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V30. Services that start when the Initial Term is over.

    Wrong: `effective_date: 2026-04-01`, `initial_term: 12 months` and `service_start_date: 2027-05-01`. Right: a start within
    the term. Nothing would ever be performed.
    """
    expiry = terms.derived.expiry_date
    if terms.term.service_start_date > expiry:
        message = f"the services start on {terms.term.service_start_date}, after the end of the Initial Term, {expiry}"
        related = other_place(positions, "term.initial_term", "the Initial Term")
        yield error("service-after-expiry", positions.of_value("term.service_start_date"), message, None, related)


def _notices(terms: Terms) -> Iterator[Notice]:
    match agreed(terms.term.renewal):
        case AutomaticRenewal(non_renewal_notice=notice):
            yield "term.renewal.non_renewal_notice.customer", notice.customer
            yield "term.renewal.non_renewal_notice.provider", notice.provider
        case AgreedRenewal(agree_before_expiry=before):
            yield "term.renewal.agree_before_expiry", before


@for_each(_notices)
def notice_as_long_as_the_term(terms: Terms, positions: Positions, notice: Notice) -> Iterator[Diagnostic]:
    """V31. A time before the end of a term that is as long as the term, or longer.

    Wrong: `initial_term: 12 months` and a notice against renewal of 12 months. Right: 90 days. The notice would have to
    be given before the term begins. It holds for the Initial Term and for each Renewal Term.
    """
    path, time = notice
    renewal = terms.term.renewal
    begins = terms.derived.term_start_date
    lengths = [("term.initial_term", "the Initial Term", terms.term.initial_term)]
    if isinstance(renewal, AutomaticRenewal | AgreedRenewal):
        lengths.append(("term.renewal.period", "a Renewal Term", renewal.period))
    for other, name, length in lengths:
        if not length.exceeds(time, starting=begins):
            message = f"{time} before its end, {name} of {length} has not begun"
            related = other_place(positions, other, f"the length of {name}")
            yield error("notice-as-long-as-the-term", positions.of_value(path), message, f"expected less than {length}", related)
            return


def renewal_that_never_comes(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V31. A renewal that is agreed and can never happen.

    Wrong: `mode: auto` and `max_renewals: 0`. Right: `mode: none`, or at least 1. Whoever reads only the mode would count on a renewal.
    """
    renewal = agreed(terms.term.renewal)
    if isinstance(renewal, AutomaticRenewal | AgreedRenewal) and renewal.max_renewals == 0:
        message = "the agreement renews, but no time at all"
        related = other_place(positions, "term.renewal.mode", "the renewal")
        hint = "write `mode: none`, or allow at least 1"
        yield error("renewal-that-never-comes", positions.of_value("term.renewal.max_renewals"), message, hint, related)


def holidays_not_listed(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V68. A calendar whose holidays are not listed for the whole Initial Term.

    Wrong: a term to 2029-04-30 and a calendar with `covers_to: 2028-12-31`. Right: a calendar that covers the term. On an
    unlisted holiday the clock would run on, and the Provider would fail for nothing.
    """
    calendar, begins, ends = terms.calendar, terms.term.effective_date, terms.derived.expiry_date
    for field, is_listed in (("covers_from", calendar.covers_from <= begins), ("covers_to", ends <= calendar.covers_to)):
        if not is_listed:
            message = (
                f"the calendar `{calendar.id}` lists the holidays from {calendar.covers_from} to {calendar.covers_to},"
                f" but the term lasts from {begins} to {ends}"
            )
            related = other_place(positions, f"calendar.{field}", "what the calendar covers")
            yield error(
                "holidays-not-listed", positions.of_key(("calendar",)), message, "add the missing holidays to the calendar", related
            )
            return


RULES: tuple[Rule, ...] = (
    service_before_effective_date,
    service_after_expiry,
    notice_as_long_as_the_term,
    renewal_that_never_comes,
    holidays_not_listed,
)
