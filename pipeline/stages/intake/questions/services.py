"""Step 1: which services are needed, and why."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.intake import NONE, Answer, Column, Form, Known, Question, Row

STEP = 1
BOTH, HARDWARE, SOFTWARE = "both", "hardware", "software"


@dataclass(frozen=True, slots=True)
class _Usual:
    """A service that most contracts have."""

    name: str
    description: str
    category: str
    scope: str
    critical: bool = False
    counted: tuple[str, ...] = ()


USUAL = (
    _Usual(
        "Help desk support",
        "A single point of contact for all users, which logs every Incident and Service Request, resolves it or passes it on, and keeps "
        "the user informed until it is closed.",
        "support",
        BOTH,
        True,
        ("users", "tickets"),
    ),
    _Usual(
        "Network setup and maintenance",
        "Design, installation, monitoring and maintenance of the networks of all sites and of the links between them.",
        "infrastructure",
        BOTH,
        True,
        ("devices",),
    ),
    _Usual(
        "Hardware troubleshooting",
        "Diagnosis and repair of the hardware listed in the Asset Register, including the handling of claims under the vendor’s warranty.",
        "hardware",
        HARDWARE,
        False,
        ("devices",),
    ),
    _Usual(
        "Software installation and upgrades",
        "Installation, configuration, patching and upgrading of the software listed in the Asset Register, tested before it is released "
        "to users.",
        "software",
        SOFTWARE,
        False,
        ("users",),
    ),
    _Usual(
        "Data backup and recovery",
        "Backup of the systems in scope, monitoring of its success, and recovery of files and whole systems on request.",
        "continuity",
        BOTH,
        True,
        ("devices",),
    ),
)


def _fits(service: _Usual, known: Known) -> bool:
    scope = known.text("support_scope") or BOTH
    return BOTH in (scope, service.scope) or service.scope == scope


def _usual_names(known: Known) -> tuple[str, ...]:
    return tuple(service.name for service in USUAL if _fits(service, known))


def _service_rows(known: Known) -> Answer:
    return tuple(_service_row(name, known) for name in known.words("service_list"))


def _service_row(name: str, known: Known) -> Row:
    usual = next((service for service in USUAL if service.name == name), None)
    scope = known.text("support_scope") or BOTH
    counts = {"users": known.text("users"), "devices": known.text("devices"), "tickets": known.text("tickets_per_month")}
    if usual is None:
        return {
            "name": name,
            "category": "support",
            "scope": scope,
            "critical": "false",
            "users": counts["users"],
            "devices": "",
            "tickets": "",
        }
    counted = {unit: count if unit in usual.counted and count not in (NONE, "") else "" for unit, count in counts.items()}
    reach = usual.scope if scope == BOTH else scope
    critical = "true" if usual.critical else "false"
    return {"name": name, "description": usual.description, "category": usual.category, "scope": reach, "critical": critical, **counted}


def _describes_need(known: Known) -> bool:
    return known.text("need_description") not in (NONE, "")


QUESTIONS: tuple[Question, ...] = (
    Question(
        "need_description",
        STEP,
        "Why does the business need support, and what happens without it?",
        "need.description",
        suggests=lambda known: NONE,
        optional=True,
        help="It never leaves your house; a negotiation is measured against it.",
    ),
    Question(
        "need_stakeholders",
        STEP,
        "Who in the business was asked about it, and what did they say?",
        "need.stakeholders_asked",
        Form.TABLE,
        key="name",
        when=_describes_need,
        columns=(
            Column("name", "Person asked"),
            Column("role", "Role in the business"),
            Column("asked_on", "Day"),
            Column("input", "Answer"),
        ),
    ),
    Question(
        "need_infrastructure",
        STEP,
        "What hardware, network and sites do you have today?",
        "need.current_infrastructure",
        when=_describes_need,
    ),
    Question("need_software", STEP, "What software do you use today?", "need.current_software", when=_describes_need),
    Question(
        "need_future",
        STEP,
        "What will change in the coming years? For example more users, or a new site.",
        "need.future_needs",
        when=_describes_need,
    ),
    Question("need_budget", STEP, "How much may support cost in a year? For example 60000.", "need.budget_per_year", when=_describes_need),
    Question(
        "support_scope",
        STEP,
        "Is support for hardware only, software only, or both?",
        "scope.support_scope",
        closed=True,
        suggests=lambda known: BOTH,
    ),
    Question(
        "service_list",
        STEP,
        "Which services do you need?",
        form=Form.SEVERAL,
        separator=", ",
        options=_usual_names,
        others=True,
        suggests=_usual_names,
        help="Choose from the list, and add services of your own by their names.",
    ),
    Question("users", STEP, "How many people will be supported?", like="services.*.volumes.users", closed=True),
    Question("devices", STEP, "How many devices will be supported?", like="services.*.volumes.devices", closed=True),
    Question(
        "tickets_per_month",
        STEP,
        "How many tickets (incidents and requests) do you expect in a month? Answer `none` if nobody knows.",
        like="services.*.volumes.tickets_per_month",
        closed=True,
        optional=True,
        suggests=lambda known: NONE,
    ),
    Question(
        "services",
        STEP,
        "What does each service include?",
        "services",
        Form.TABLE,
        closed=True,
        key="name",
        suggests=_service_rows,
        columns=(
            Column("name", "Service"),
            Column("description", "What it includes"),
            Column("category", "Kind", default="support"),
            Column("scope", "Hardware, software or both", default=BOTH),
            Column("critical", "Critical for the business (yes or no)", default="false"),
            Column("users", "Users", to="volumes.users", optional=True),
            Column("devices", "Devices", to="volumes.devices", optional=True),
            Column("tickets", "Tickets a month", to="volumes.tickets_per_month", optional=True),
        ),
    ),
)
