"""Step 9: which hardware and software is covered, and who does what about it."""

from __future__ import annotations

from pipeline.model.intake import OPEN, Answer, Column, Form, Known, Question, Row
from pipeline.stages.intake.questions.services import BOTH, HARDWARE, SOFTWARE

STEP = 9
PROVIDER_DOES = "AR"
_FOR_ALL: tuple[Row, ...] = (
    {"activity": "install", "customer": "C", "provider": PROVIDER_DOES, "cadence": "", "critical_within": ""},
    {"activity": "maintain", "customer": "I", "provider": PROVIDER_DOES, "cadence": "quarterly", "critical_within": ""},
    {"activity": "update", "customer": "I", "provider": PROVIDER_DOES, "cadence": "monthly", "critical_within": "14 days"},
    {"activity": "troubleshoot", "customer": "C", "provider": PROVIDER_DOES, "cadence": "", "critical_within": ""},
)
_FOR_HARDWARE: Row = {"activity": "ownership_and_replacement", "customer": "AR", "provider": "C", "cadence": "", "critical_within": ""}
_FOR_SOFTWARE: Row = {"activity": "licence_procurement", "customer": "AR", "provider": "C", "cadence": "", "critical_within": ""}


def covers(kind: str, known: Known) -> bool:
    """Whether support covers hardware, or software."""
    return known.text("support_scope") in (BOTH, kind)


def _activity_rows(known: Known) -> Answer:
    hardware = (_FOR_HARDWARE,) if known.rows("hardware") else ()
    software = (_FOR_SOFTWARE,) if known.rows("software") else ()
    return (*_FOR_ALL, *hardware, *software)


def _service_for(kind: str, known: Known) -> str:
    """The service that covers such assets, where one is plainly meant for them."""
    rows = known.rows("services")
    return next((row.get("name", "") for row in rows if row.get("category") == kind), rows[0].get("name", "") if rows else "")


def _not_at_hand(known: Known) -> Answer:
    return OPEN


QUESTIONS: tuple[Question, ...] = (
    Question(
        "hardware",
        STEP,
        "Which hardware will be supported?",
        "assets.hardware",
        Form.TABLE,
        key="make_and_model",
        suggests=_not_at_hand,
        when=lambda known: covers(HARDWARE, known),
        columns=(
            Column("make_and_model", "Make and model"),
            Column("category", "Kind"),
            Column("quantity", "Quantity", default="1"),
            Column("site", "Site", to="", like="scope.sites.*.name"),
            Column("owner", "Owner", default="customer"),
            Column("support_level", "Extent of support", default="full"),
            Column("service", "Service that covers it", to="", like="services.*.name", optional=True),
            Column("serial", "Serial number", optional=True),
            Column("vendor_warranty_until", "Last day of the vendor's warranty", optional=True),
            Column("vendor_support_until", "Last day of the vendor's support", optional=True),
        ),
        help="Long lists come from a spreadsheet: answer with the name of a CSV or XLSX file.",
    ),
    Question(
        "software",
        STEP,
        "Which software will be supported?",
        "assets.software",
        Form.TABLE,
        key="product",
        suggests=_not_at_hand,
        when=lambda known: covers(SOFTWARE, known),
        columns=(
            Column("product", "Product"),
            Column("version", "Version", default="current"),
            Column("licence_owner", "Holder of the licence", default="customer"),
            Column("licences", "Number of licences", default="1"),
            Column("support_level", "Extent of support", default="full"),
            Column("service", "Service that covers it", to="", like="services.*.name", optional=True),
            Column("vendor_support_until", "Last day of the vendor's support", optional=True),
        ),
        help="Long lists come from a spreadsheet: answer with the name of a CSV or XLSX file.",
    ),
    Question(
        "responsibilities",
        STEP,
        "Who does what for this hardware and software?",
        "responsibilities",
        Form.TABLE,
        key="activity",
        suggests=_activity_rows,
        when=lambda known: bool(known.rows("hardware") or known.rows("software")),
        columns=(
            Column("activity", "Activity"),
            Column("customer", "Customer's part"),
            Column("provider", "Provider's part"),
            Column("cadence", "How often", optional=True),
            Column("critical_within", "Time for a critical update", optional=True),
        ),
        help="A: is accountable. R: does the work. AR: both. C: is asked before. I: is told afterwards. "
        "Exactly one party is accountable for each activity.",
    ),
)


def service_of(row: Row, kind: str, known: Known) -> str:
    """The name of the service that covers an asset."""
    return row.get("service") or _service_for(kind, known)
