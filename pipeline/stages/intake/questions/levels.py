"""Step 7: response and resolution times."""

from __future__ import annotations

from pipeline.model.intake import NONE, OPEN, Answer, Column, Form, Known, Question, Row, Suggestion

STEP = 7
ALWAYS = "always"
"""The service window around the clock, by the id that the playbook looks for."""
PRIORITIES: tuple[Row, ...] = (
    {
        "name": "Critical",
        "description": "a critical service or a whole site has stopped",
        "response": "15 min",
        "resolution": "4 h",
        "update_every": "1 h",
        "compliance": "95 %",
    },
    {
        "name": "High",
        "description": "a service is badly impaired, or a department cannot work",
        "response": "1 h",
        "resolution": "8 h",
        "update_every": "2 h",
        "compliance": "95 %",
    },
    {
        "name": "Medium",
        "description": "a few users are impaired, or there is a workaround",
        "response": "2 h",
        "resolution": "3 business_days",
        "update_every": "1 business_day",
        "compliance": "90 %",
    },
    {
        "name": "Low",
        "description": "a single user is hardly affected",
        "response": "4 h",
        "resolution": "8 business_days",
        "update_every": "3 business_days",
        "compliance": "90 %",
    },
)


def windows(known: Known) -> tuple[str, ...]:
    """The service windows of the calendar."""
    calendar = known.given.calendars.get(known.text("calendar"))
    return tuple(window.id for window in calendar.service_windows) if calendar else ()


def _window(known: Known) -> Answer | None:
    return next(iter(windows(known)), None)


def _priority_rows(known: Known) -> Answer:
    usual, credit = known.text("service_window"), known.says_yes("service_credits")
    highest = ALWAYS if ALWAYS in windows(known) else usual
    graded = zip(PRIORITIES, (highest, usual, usual, usual), (credit, credit, False, False), strict=True)
    return tuple({**row, "window": window, "credit": "true" if counts else "false"} for row, window, counts in graded)


def highest_window(known: Known) -> str:
    """The service window of the highest priority."""
    return next((row.get("window", "") for row in known.rows("priorities")), "")


def _telephone(known: Known) -> Answer:
    """What runs around the clock has to be reported around the clock, so that a telephone number is needed then."""
    return OPEN if highest_window(known) == ALWAYS else NONE


def _support(channel: str, text: str, label: str, suggests: Suggestion = lambda known: NONE) -> Question:
    """The question by which channel the Provider's support is reached."""
    address = "services.*.channels.*.address"
    return Question(f"support_{channel}", STEP, text, like=address, optional=True, suggests=suggests, label=label)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "service_window",
        STEP,
        "During which hours is support given?",
        like="services.*.window",
        closed=True,
        suggests=_window,
        options=windows,
        help="The windows stand in the calendar: data/calendars.",
    ),
    Question(
        "service_credits",
        STEP,
        "Does the Customer get money back (Service Credits) when the Provider misses its targets?",
        form=Form.YES_NO,
        suggests=lambda known: "true" if known.text("charges") in ("monthly_retainer", "per_user", "per_device") else "false",
        when=lambda known: known.given.house.defaults.terms is not None,
        help="How much is your company's standard: data/house.yaml, `defaults.terms.service_credits`.",
    ),
    Question(
        "priorities",
        STEP,
        "How fast must the Provider respond to and resolve an incident of each priority?",
        "service_levels.targets",
        Form.TABLE,
        closed=True,
        suggests=_priority_rows,
        columns=(
            Column("name", "Priority"),
            Column("description", "Meaning"),
            Column("window", "Hours in which the clock runs"),
            Column("response", "Response Time"),
            Column("resolution", "Resolution Time"),
            Column("update_every", "Time between updates"),
            Column("compliance", "Share of tickets in time", default="90 %"),
            Column("credit", "Service Credit (yes or no)", default="false"),
        ),
        help="The highest priority first. Times are counted in the service window: 30 min, 4 h, 2 business_days.",
    ),
    _support("phone", "What is the telephone number of the Provider's support?", "telephone number of support", _telephone),
    _support("email", "What is the e-mail address of the Provider's support?", "e-mail address of support"),
    _support("portal", "What is the web address of the Provider's support portal?", "portal of support"),
)
