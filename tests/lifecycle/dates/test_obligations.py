"""The register of obligations: whose each duty is, who answers for it, and when it falls due."""

from __future__ import annotations

from datetime import date

from pipeline.lifecycle import key_dates, obligations, unknown_obligations


def register(terms):
    return {obligation.id: obligation for obligation in obligations(terms)}


def test_a_duty_has_its_owner_a_deputy_and_the_paragraph_that_imposes_it(terms_with):
    found = register(terms_with())["meeting.service"]

    assert (found.party, found.recurs, found.clause) == ("customer", "monthly", "governance.meetings")
    assert found.owner.endswith("(Manager)")


def test_what_has_a_key_date_falls_due_on_its_days(terms_with):
    terms = terms_with()
    dates = {key_date.id: key_date for key_date in key_dates(terms)}
    found = register(terms)

    for id in ("report.sla", "meeting.service", "exit-plan", "exit.data"):
        assert found[id].days == (dates[id].day, *dates[id].further), id
    assert found["exit-plan"].days == (date(2026, 6, 30),)


def test_days_on_which_nobody_has_to_do_anything_are_no_obligations(terms_with):
    found = register(terms_with())

    assert not {"effective-date", "expiry", "exit.begins", "exit.ends", "renewal-notice.customer.1"} & set(found)


def test_what_has_a_day_stands_before_what_waits_for_an_event(terms_with):
    days = [obligation.days[:1] for obligation in obligations(terms_with())]

    with_day = [day for day in days if day]
    assert days == sorted(with_day) + [()] * (len(days) - len(with_day))


def test_an_activity_is_a_duty_of_the_party_that_answers_for_it(terms_with):
    row = "{id: buy, activity: licence_procurement, applies_to: [app], customer: AR, provider: C}"
    patch = "{id: patch, activity: update, applies_to: [app], customer: I, provider: AR, cadence: monthly, critical_within: 7 days}"

    found = register(terms_with(responsibilities=f"[{row}, {patch}]"))

    assert found["activity.buy"].party == "customer"
    assert found["activity.patch"].recurs == "monthly"
    assert found["activity.patch.critical"].due == "within 7 days after its release"


def test_an_open_point_leaves_its_own_duty_out_by_name(terms_with):
    path = "data_protection.breach_notice"
    terms = terms_with(
        data_protection="{personal_data: true, roles: {customer: controller, provider: processor}, sub_processor_rule: prior_consent,"
        " transfers: none, transfer_mechanism: none, subject_matter: Help, duration: term, nature_and_purpose: Help, data_types: [names],"
        " data_subjects: [staff], measures: [locks]}",
        open=f"[{{path: {path}, label: the time}}]",
    )

    assert "data-breach" not in register(terms)
    assert "security-incident" in register(terms)
    [missing] = unknown_obligations(terms)
    assert missing.why == f"the time is still to be agreed (`{path}`)"
