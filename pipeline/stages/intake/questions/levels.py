"""Steps 7 and 8: response and resolution times, and who is called when they are not kept."""

from __future__ import annotations

from pipeline.model.intake import NONE, Answer, Column, Form, Known, Question, Row
from pipeline.model.terms.named import Side

TIMES, ESCALATION = 7, 8
PRIORITIES: tuple[Row, ...] = (
    {
        "name": "Critical",
        "description": "a critical service or a whole site has stopped",
        "response": "30 min",
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
LEVELS: tuple[Row, ...] = (
    {
        "name": "First-line support",
        "customer": "IT Coordinator",
        "provider": "Service Desk",
        "reached": "ticket_logged",
        "channel": "phone",
        "respond_within": "15 min",
    },
    {
        "name": "Technical support",
        "customer": "IT Manager",
        "provider": "Technical Lead",
        "reached": "response_missed",
        "channel": "phone",
        "respond_within": "30 min",
    },
    {
        "name": "Management support",
        "customer": "Chief Operating Officer",
        "provider": "Service Director",
        "reached": "resolution_missed",
        "channel": "call_and_email",
        "respond_within": "2 h",
    },
)
_SENIORITY = ("staff", "manager", "director")
PROCEDURE = (
    "Whoever escalates names the Ticket and states what has not been done and by when it is needed. The level that is reached takes over "
    "the Ticket, answers within its time and tells the other party who now owns it."
)


def windows(known: Known) -> tuple[str, ...]:
    """The service windows of the calendar."""
    calendar = known.given.calendars.get(known.text("calendar"))
    return tuple(window.id for window in calendar.service_windows) if calendar else ()


def _window(known: Known) -> Answer | None:
    return next(iter(windows(known)), None)


def _priority_rows(known: Known) -> Answer:
    window, credit = known.text("service_window"), known.says_yes("service_credits")
    graded = zip(PRIORITIES, (credit, credit, False, False), strict=True)
    return tuple({**row, "window": window, "credit": "true" if counts else "false"} for row, counts in graded)


def _contact_rows(known: Known) -> Answer:
    """A row for each role of the Escalation Levels, the Customer's first."""
    rows: dict[tuple[Side, str], Row] = {}
    for side in Side:
        for level, row in enumerate(known.rows("escalation")):
            role = row.get(side, "")
            seniority = _SENIORITY[min(level, len(_SENIORITY) - 1)]
            rows.setdefault((side, role), {"role": role, "party": side.value, "seniority": seniority})
    return tuple(rows.values())


QUESTIONS: tuple[Question, ...] = (
    Question(
        "service_window",
        TIMES,
        "In which service window is support given?",
        like="services.*.window",
        closed=True,
        suggests=_window,
        options=windows,
        help="The windows stand in the calendar: data/calendars.",
    ),
    Question(
        "service_credits",
        TIMES,
        "Does the Customer receive Service Credits when targets are missed?",
        form=Form.YES_NO,
        suggests=lambda known: "true" if known.text("charges") in ("monthly_retainer", "per_user", "per_device") else "false",
        when=lambda known: known.given.house.defaults.terms is not None,
        help="The bands are those of your house: data/house.yaml, `defaults.terms.service_credits`.",
    ),
    Question(
        "priorities",
        TIMES,
        "How fast must the Provider respond and resolve, by priority?",
        "service_levels.targets",
        Form.TABLE,
        closed=True,
        suggests=_priority_rows,
        columns=(
            Column("name", "Priority"),
            Column("description", "What it means"),
            Column("window", "Service window in which the clock runs"),
            Column("response", "Response Time"),
            Column("resolution", "Resolution Time"),
            Column("update_every", "Time between updates"),
            Column("compliance", "Share that must be in time", default="90 %"),
            Column("credit", "Service Credit", default="false"),
        ),
        help="The highest priority first. Times are counted in the service window: 30 min, 4 h, 2 business_days.",
    ),
    Question(
        "support_phone",
        TIMES,
        "Under which telephone number is the Provider's support reached?",
        like="services.*.channels.*.address",
        optional=True,
        suggests=lambda known: NONE,
        label="telephone number of support",
    ),
    Question(
        "support_email",
        TIMES,
        "Under which e-mail address?",
        like="services.*.channels.*.address",
        optional=True,
        suggests=lambda known: NONE,
        label="e-mail address of support",
    ),
    Question(
        "support_portal",
        TIMES,
        "Under which web address is its portal?",
        like="services.*.channels.*.address",
        optional=True,
        suggests=lambda known: NONE,
        label="portal of support",
    ),
    Question("procedure", ESCALATION, "How does a person escalate?", "escalation.procedure", suggests=lambda known: PROCEDURE),
    Question(
        "escalation",
        ESCALATION,
        "Which levels are there, and when is each reached?",
        "escalation.levels",
        Form.TABLE,
        closed=True,
        suggests=lambda known: LEVELS,
        columns=(
            Column("name", "Level"),
            Column("customer", "The Customer's role", to="", like="contacts.*.role"),
            Column("provider", "The Provider's role", to="", like="contacts.*.role"),
            Column("reached", "Reached when", to="", like="escalation.levels.*.trigger.event"),
            Column("channel", "How", default="phone"),
            Column("respond_within", "Time to answer", default="1 h"),
        ),
        help="From the first level up. A level is reached at an event: `ticket_logged`, `response_missed`, `update_missed`, "
        "`resolution_missed` or `major_incident_declared`.",
    ),
    Question(
        "contacts",
        ESCALATION,
        "Who holds each role?",
        "contacts",
        Form.TABLE,
        key="role",
        suggests=_contact_rows,
        columns=(
            Column("role", "Role"),
            Column("party", "Whose"),
            Column("name", "Person or desk"),
            Column("seniority", "Authority", default="staff"),
            Column("email", "E-mail address"),
            Column("phone", "Telephone, with country code", optional=True),
            Column("deputy", "Who stands in", optional=True),
        ),
        help="Whatever you do not know yet may be answered by `open`.",
    ),
)
