"""Steps 1 to 3: which services are needed, how far support reaches, and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.intake import NONE, Answer, Column, Form, Known, Question, Row
from pipeline.model.terms.named import Side

NEED, SCOPE, DURATION = 1, 2, 3
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
EXCLUSIONS = (
    "personal devices of the Customer’s staff",
    "products that their vendor no longer supports",
    "faults caused by changes that persons other than the Provider made without its agreement",
)
DEPENDENCIES = (
    "physical and remote access to the Covered Assets",
    "valid licences for the software in the Asset Register",
    "an answer within two Business Days to each question that the Provider puts to a named contact",
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


def _reach(known: Known) -> Answer:
    scope = {BOTH: "hardware and software", HARDWARE: "hardware", SOFTWARE: "software"}.get(known.text("support_scope"), "systems")
    return f"Support for the {scope} that the Customer uses at the sites listed below."


def _site_rows(known: Known) -> Answer:
    party = known.given.house.defaults.party
    on_file = party.address if party and known.given.house.defaults.side is Side.CUSTOMER and known.says_yes("ours") else ()
    address = ", ".join(known.words("customer_address") or tuple(map(str, on_file)))
    return ({"name": "Head office", "onsite": "true", **({"address": address} if address else {})},)


def _describes_need(known: Known) -> bool:
    return known.text("need_description") not in (NONE, "")


QUESTIONS: tuple[Question, ...] = (
    Question(
        "need_description",
        NEED,
        "Why does the business need support, and what happens without it?",
        "need.description",
        suggests=lambda known: NONE,
        optional=True,
        help="It never leaves your house; a negotiation is measured against it.",
    ),
    Question(
        "need_stakeholders",
        NEED,
        "Who was asked, and what did they say?",
        "need.stakeholders_asked",
        Form.TABLE,
        key="name",
        when=_describes_need,
        columns=(
            Column("name", "Who was asked"),
            Column("role", "The role in the business"),
            Column("asked_on", "On which day"),
            Column("input", "What was answered"),
        ),
    ),
    Question(
        "need_infrastructure",
        NEED,
        "What hardware, network and sites are there today?",
        "need.current_infrastructure",
        when=_describes_need,
    ),
    Question("need_software", NEED, "Which software is used today?", "need.current_software", when=_describes_need),
    Question("need_future", NEED, "What will change in the years to come?", "need.future_needs", when=_describes_need),
    Question("need_budget", NEED, "What may the business spend in a year?", "need.budget_per_year", when=_describes_need),
    Question(
        "support_scope",
        NEED,
        "Is support for hardware only, software only, or both?",
        "scope.support_scope",
        closed=True,
        suggests=lambda known: BOTH,
    ),
    Question(
        "service_list",
        NEED,
        "Which services do you need?",
        form=Form.SEVERAL,
        separator=", ",
        options=_usual_names,
        others=True,
        suggests=_usual_names,
        help="Choose from the list, and add services of your own by their names.",
    ),
    Question("users", NEED, "How many people are supported?", like="services.*.volumes.users", closed=True),
    Question("devices", NEED, "How many devices are supported?", like="services.*.volumes.devices", closed=True),
    Question(
        "tickets_per_month",
        NEED,
        "How many tickets do you expect in a month?",
        like="services.*.volumes.tickets_per_month",
        closed=True,
        optional=True,
        suggests=lambda known: NONE,
    ),
    Question(
        "services",
        NEED,
        "What does each service comprise?",
        "services",
        Form.TABLE,
        closed=True,
        key="name",
        suggests=_service_rows,
        columns=(
            Column("name", "Service"),
            Column("description", "What it comprises"),
            Column("category", "Kind", default="support"),
            Column("scope", "Hardware, software or both", default=BOTH),
            Column("critical", "Critical for the business", default="false"),
            Column("users", "Users", to="volumes.users", optional=True),
            Column("devices", "Devices", to="volumes.devices", optional=True),
            Column("tickets", "Tickets a month", to="volumes.tickets_per_month", optional=True),
        ),
    ),
    Question("scope_description", SCOPE, "Describe the scope in a sentence.", "scope.description", suggests=_reach),
    Question(
        "sites",
        SCOPE,
        "At which sites do people need support?",
        "scope.sites",
        Form.TABLE,
        key="name",
        suggests=_site_rows,
        columns=(
            Column("name", "Site"),
            Column("address", "Address", to="", like="scope.sites.*.address.*"),
            Column("onsite", "Does the Provider come there", default="true"),
        ),
    ),
    Question(
        "requirements",
        SCOPE,
        "Which specific requirements are there?",
        "scope.requirements",
        Form.LINES,
        suggests=lambda known: (),
        help="A clause each, without a full stop, semicolons between: engineers who work on site have had the site safety induction.",
    ),
    Question(
        "limits",
        SCOPE,
        "Where does support end?",
        "scope.limits",
        Form.LINES,
        suggests=lambda known: (),
        help="A clause each, without a full stop, with semicolons between: on-site work is limited to the sites listed below.",
    ),
    Question(
        "exclusions",
        SCOPE,
        "What is excluded?",
        "scope.exclusions",
        Form.LINES,
        suggests=lambda known: EXCLUSIONS,
        like="scope.exclusions.*.text",
        help="A phrase each, without a full stop, with semicolons between.",
    ),
    Question(
        "dependencies",
        SCOPE,
        "What must the Customer contribute?",
        "scope.customer_dependencies",
        Form.LINES,
        suggests=lambda known: DEPENDENCIES,
        like="scope.customer_dependencies.*.text",
        help="A phrase each, without a full stop, with semicolons between.",
    ),
    Question(
        "effective_date",
        DURATION,
        "From which day does the contract bind?",
        "term.effective_date",
        closed=True,
        help="Year-month-day: 2027-01-31.",
    ),
    Question(
        "service_start_date",
        DURATION,
        "On which day do the services start?",
        "term.service_start_date",
        closed=True,
        suggests=lambda known: known.text("effective_date") or None,
    ),
    Question(
        "initial_term",
        DURATION,
        "How long does it last at first?",
        "term.initial_term",
        suggests=lambda known: "24 months",
        help="In months or years: 36 months.",
        label="Initial Term",
    ),
    Question(
        "renewal",
        DURATION,
        "Does it renew when that time is over?",
        "term.renewal.mode",
        closed=True,
        suggests=lambda known: "auto",
        help="`auto`: unless a party gives notice. `by_agreement`: only if both say so. `none`: it ends.",
    ),
    Question(
        "renewal_period",
        DURATION,
        "For how long each time?",
        "term.renewal.period",
        suggests=lambda known: "12 months",
        when=lambda known: known.text("renewal") in ("auto", "by_agreement"),
    ),
    Question(
        "max_renewals",
        DURATION,
        "How often at most?",
        "term.renewal.max_renewals",
        suggests=lambda known: "2",
        when=lambda known: known.text("renewal") in ("auto", "by_agreement"),
    ),
    Question(
        "non_renewal_notice_customer",
        DURATION,
        "How long before the end must the Customer say that it does not renew?",
        "term.renewal.non_renewal_notice.customer",
        suggests=lambda known: "30 days",
        when=lambda known: known.text("renewal") == "auto",
    ),
    Question(
        "non_renewal_notice_provider",
        DURATION,
        "And the Provider?",
        "term.renewal.non_renewal_notice.provider",
        suggests=lambda known: "180 days",
        when=lambda known: known.text("renewal") == "auto",
    ),
    Question(
        "agree_before_expiry",
        DURATION,
        "How long before the end must both agree?",
        "term.renewal.agree_before_expiry",
        suggests=lambda known: "3 months",
        when=lambda known: known.text("renewal") == "by_agreement",
    ),
)
