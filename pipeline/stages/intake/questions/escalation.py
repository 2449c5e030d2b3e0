"""Step 8: who is called when a target is in danger, and who holds which role."""

from __future__ import annotations

from pipeline.model.intake import Answer, Column, Form, Known, Question, Row
from pipeline.model.terms.named import Side

STEP = 8
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
    "Whoever escalates shall name the Ticket and state what has not been done and by when it is needed. The Provider's person for the "
    "Escalation Level that is reached shall take over the Ticket, answer within the time of that level and tell the Customer so."
)


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
        "procedure",
        STEP,
        "What must someone do to escalate a ticket, and what happens then?",
        "escalation.procedure",
        suggests=lambda known: PROCEDURE,
    ),
    Question(
        "escalation",
        STEP,
        "Which levels of escalation are there, and what triggers each?",
        "escalation.levels",
        Form.TABLE,
        closed=True,
        suggests=lambda known: LEVELS,
        columns=(
            Column("name", "Level"),
            Column("customer", "The Customer's role", to="", like="contacts.*.role"),
            Column("provider", "The Provider's role", to="", like="contacts.*.role"),
            Column("reached", "Trigger", to="", like="escalation.levels.*.trigger.event"),
            Column("channel", "Channel", default="phone"),
            Column("respond_within", "Time to answer", default="1 h"),
        ),
        help="From the first level up. A level is reached at an event: `ticket_logged`, `response_missed`, `update_missed`, "
        "`resolution_missed` or `major_incident_declared`.",
    ),
    Question(
        "contacts",
        STEP,
        "Who are the people in these roles?",
        "contacts",
        Form.TABLE,
        key="role",
        suggests=_contact_rows,
        columns=(
            Column("role", "Role"),
            Column("party", "Party"),
            Column("name", "Person or desk"),
            Column("seniority", "Authority", default="staff"),
            Column("email", "E-mail address"),
            Column("phone", "Telephone, with country code", optional=True),
            Column("deputy", "Deputy", optional=True),
        ),
        help="Whatever you do not know yet may be answered by `open`.",
    ),
)
