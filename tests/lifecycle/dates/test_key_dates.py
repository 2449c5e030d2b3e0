"""The key dates of a contract, computed by hand from the words of the clauses."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.lifecycle import key_dates, undated
from pipeline.model.key_dates import KeyDate, KeyDateKind, upcoming
from pipeline.model.terms.named import Frequency

from .conftest import the

DAY = date(2026, 6, 30)


def test_a_notice_against_renewal_is_received_in_clear_days_and_sent_in_time_by_post(terms_with):
    found = key_dates(terms_with())

    # The Initial Term runs from 1 May 2026 to 30 April 2027; 31 March is the day before the 30 days.
    notice = the(found, "renewal-notice.customer.1")
    assert (notice.day, notice.send_by, notice.clause) == (date(2027, 3, 30), date(2027, 3, 26), "term.non-renewal")
    assert "at least 30 days before 30 April 2027, and neither day counts" in notice.rule
    assert the(found, "renewal-notice.provider.1").day == date(2027, 1, 29)
    assert "renewal-notice.customer.2" not in {each.id for each in found}


def test_a_month_that_lacks_the_day_is_named_in_the_rule(terms_with):
    terms = terms_with(term__service_start_date="2026-09-01", term__renewal__non_renewal_notice="{customer: 6 months, provider: 30 days}")

    notice = the(key_dates(terms), "renewal-notice.customer.1")

    # 31 August 2027 less 6 months is 28 February, and the day before is a Saturday.
    assert notice.day == date(2027, 2, 27)
    assert "lacks that day, and its last day, 28 February 2027, stands in" in notice.rule
    assert "27 February 2027 is no Business Day" in notice.rule
    assert "in effect by 26 February 2027" in notice.rule
    assert notice.send_by == date(2027, 2, 24)


def test_a_holiday_moves_the_day_of_sending(terms_with):
    plain = the(key_dates(terms_with()), "renewal-notice.customer.1")
    with_holiday = the(key_dates(terms_with(holidays="2027-03-29")), "renewal-notice.customer.1")

    assert plain.day == with_holiday.day
    assert plain.send_by > with_holiday.send_by == date(2027, 3, 25)


def test_an_extension_by_agreement_is_signed_before_the_end_and_is_nobodys_notice(terms_with):
    terms = terms_with(term__renewal="{mode: by_agreement, period: 12 months, max_renewals: 2, agree_before_expiry: 3 months}")

    found = key_dates(terms)

    assert the(found, "renewal-agreement.1").day == date(2027, 1, 29)
    assert the(found, "renewal-agreement.2").day == date(2028, 1, 29)
    assert the(found, "renewal-agreement.1").send_by is None
    assert [each.day.isoformat() for each in found if each.kind == "expiry"] == ["2027-04-30", "2028-04-30", "2029-04-30"]


def test_a_termination_for_convenience_takes_effect_after_its_notice_and_not_too_early(terms_with):
    right = "{allowed: true, notice: 30 days, not_before: 6 months}"

    early = the(key_dates(terms_with(termination__convenience__customer=right)), "termination-for-convenience.customer")

    assert early.day == date(2026, 11, 1)
    assert "notice of 30 days by 2 October 2026" in early.rule
    assert early.clause == "termination.not-before"


def test_the_dates_of_the_transition_and_of_the_exit_run_after_their_events(terms_with):
    task = "name: Access is granted, party: customer, owner: manager"
    terms = terms_with(
        term__transition_period="1 month",
        transition=f"{{tasks: [{{id: access, {task}, due: 10 days, after: effective_date}}], acceptance_into_service: 10 days,"
        " charges_before_acceptance: none}",
        exit__tasks=f"[{{id: keys, {task}, due: 1 business_day, after: term_end}}]",
    )

    found = {each.id: each.day.isoformat() for each in key_dates(terms)}

    assert found["transition.access"] == "2026-04-11"
    assert found["transition"] == "2026-04-30"
    assert found["exit-plan"] == "2026-06-30"
    assert found["exit.begins"] == "2027-03-30"
    assert found["exit.task.keys"] == "2027-05-03"
    assert found["exit.ends"] == "2027-05-31"
    assert found["exit.data"] == "2027-05-30"


def test_rates_are_reviewed_as_often_as_agreed_and_a_calculation_lies_a_clear_month_before(terms_with):
    terms = terms_with(
        charges__indexation="{index: CPI, base_month: 2026-04, first_review: 2027-03-31, frequency: 12 months, formula: New., floor: 0 %,"
        " cap: 5 %}"
    )

    found = {each.id: each.day.isoformat() for each in key_dates(terms) if each.kind == "rate review"}

    assert found["rate-review.1"] == "2027-03-31"
    assert found["rate-review.1.calculation"] == "2027-02-27"
    assert found["rate-review.1.lapse"] == "2027-06-30"
    assert found["rate-review.2"] == "2028-03-31"
    assert "rate-review.3" not in found


def test_a_report_is_due_in_business_days_after_each_period_to_the_end_of_the_term(terms_with):
    report = the(key_dates(terms_with()), "report.sla")

    assert report.day == date(2026, 6, 5)
    assert report.further[0] == date(2026, 7, 7)
    assert report.further[-1] == date(2027, 5, 7)
    assert len(report.further) == 11


def test_a_meeting_without_a_day_is_held_by_the_end_of_each_period(terms_with):
    monthly = the(key_dates(terms_with()), "meeting.service")
    weekly = the(key_dates(terms_with(governance__meetings__0__frequency="weekly")), "meeting.service")

    assert (monthly.day, monthly.further[0], monthly.every) == (date(2026, 5, 31), date(2026, 6, 30), Frequency.MONTHLY)
    # 1 May 2026 is a Friday, and weeks end for business with their Friday.
    assert (weekly.day, weekly.further[0]) == (date(2026, 5, 1), date(2026, 5, 8))
    assert monthly.appointment is None


def test_a_meeting_with_a_day_keeps_its_weekday_and_its_time_and_names_holidays(terms_with):
    slot = "{first: 2026-05-12, at: '10:00', lasts: 90 min}"

    meeting = the(key_dates(terms_with(governance__meetings__0__slot=slot, holidays="2026-08-11")), "meeting.service")

    assert [day.isoformat() for day in (meeting.day, *meeting.further[:3])] == ["2026-05-12", "2026-06-09", "2026-07-14", "2026-08-11"]
    assert meeting.appointment is not None
    assert (meeting.appointment.minutes, meeting.appointment.time_zone) == (90, "Europe/London")
    assert "No Business Day: 11 August 2026" in meeting.rule


def test_a_meeting_on_the_fifth_friday_is_one_on_the_last_friday(terms_with):
    slot = "{first: 2026-05-29, at: '10:00', lasts: 1 h}"

    meeting = the(key_dates(terms_with(governance__meetings__0__slot=slot)), "meeting.service")

    assert [day.isoformat() for day in meeting.further] == [
        "2026-06-26",
        "2026-07-31",
        "2026-08-28",
        "2026-09-25",
        "2026-10-30",
        "2026-11-27",
        "2026-12-25",
        "2027-01-29",
        "2027-02-26",
        "2027-03-26",
        "2027-04-30",
    ]


def test_credits_are_claimed_within_their_time_after_each_month(terms_with):
    credits = (
        "{model: per_failure, credit: 2 %, basis: total_monthly_charge, combine: sum, monthly_cap: 10 %, claim: {mode: on_claim,"
        " within: 1 month}, settlement: next_invoice, paid_on_termination: true, sole_remedy: false}"
    )

    claim = the(key_dates(terms_with(service_credits=credits)), "credit-claim")

    # "After" the end of May begins on 1 June, and one month from then ends on the last day of June.
    assert (claim.day, claim.further[0]) == (date(2026, 6, 30), date(2026, 7, 31))
    # By post it counts as received two Business Days later: from Friday 26 June on Tuesday, from Wednesday 29 July on Friday.
    first, second, *_ = claim.occurrences
    assert (first.day, first.act_by) == (date(2026, 6, 30), date(2026, 6, 26))
    assert (second.day, second.act_by) == (date(2026, 7, 31), date(2026, 7, 29))
    assert next(each for each in upcoming((claim,), date(2026, 6, 27))).act_by == date(2026, 7, 29)


def test_what_is_sent_names_a_last_day_to_send_for_each_of_its_days():
    with pytest.raises(ValueError, match="each of its days has a last day to send"):
        KeyDate("notice", KeyDateKind.RENEWAL_NOTICE, "Notice", DAY, "", send_by=DAY, further=(DAY,))


def test_a_day_beyond_the_calendar_says_that_holidays_are_not_known(terms_with):
    terms = terms_with(term__initial_term="60 months")

    assert "lists holidays only to 31 December 2030" in the(key_dates(terms), "renewal-notice.customer.1").rule


def test_an_open_point_leaves_its_own_dates_out_by_name_and_no_others(terms_with):
    whole = {each.id for each in key_dates(terms_with())}
    path = "term.renewal.non_renewal_notice.customer"
    opened = terms_with(open=f"[{{path: {path}, label: the notice}}]", term__renewal__non_renewal_notice="{provider: 3 months}")

    left = {each.id for each in key_dates(opened)}

    assert whole - left == {"renewal-notice.customer.1", "renewal-notice.provider.1"}
    [missing] = undated(opened)
    assert missing.title.startswith("Notice against renewal")
    assert missing.why == f"the notice is still to be agreed (`{path}`)"


@pytest.mark.parametrize("path", ["term.effective_date", "term.service_start_date", "term.initial_term", "contacts", "governance"])
def test_whatever_is_open_no_day_is_guessed_and_nothing_breaks(terms_with, path):
    terms = terms_with(open=f"[{{path: {path}, label: this point}}]", **{path.replace(".", "__"): None})

    assert key_dates(terms) or path == "term.effective_date"
    assert all("this point is still to be agreed" in each.why for each in undated(terms))
    assert undated(terms) or path == "contacts"


def test_the_next_of_each_is_what_can_still_be_acted_upon(terms_with):
    found = upcoming(key_dates(terms_with()), date(2027, 3, 27))

    ids = [each.id for each in found]
    assert "renewal-notice.customer.1" not in ids
    assert the(found, "report.sla").day == date(2027, 4, 7)
    assert [each.act_by for each in found] == sorted(each.act_by for each in found)
