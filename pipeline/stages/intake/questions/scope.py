"""Step 2: how far support reaches."""

from __future__ import annotations

from pipeline.model.intake import Answer, Column, Form, Known, Question
from pipeline.model.terms.named import Side
from pipeline.stages.intake.questions.services import BOTH, HARDWARE, SOFTWARE

STEP = 2
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


def _reach(known: Known) -> Answer:
    scope = {BOTH: "hardware and software", HARDWARE: "hardware", SOFTWARE: "software"}.get(known.text("support_scope"), "systems")
    return f"Support for the {scope} that the Customer uses at the sites listed below."


def _site_rows(known: Known) -> Answer:
    party = known.given.house.defaults.party
    on_file = party.address if party and known.given.house.defaults.side is Side.CUSTOMER and known.says_yes("ours") else ()
    address = ", ".join(known.words("customer_address") or tuple(map(str, on_file)))
    return ({"name": "Head office", "onsite": "true", **({"address": address} if address else {})},)


QUESTIONS: tuple[Question, ...] = (
    Question("scope_description", STEP, "Describe the scope in a sentence.", "scope.description", suggests=_reach),
    Question(
        "sites",
        STEP,
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
        STEP,
        "Which specific requirements are there?",
        "scope.requirements",
        Form.LINES,
        suggests=lambda known: (),
        help="A clause each, without a full stop, semicolons between: engineers who work on site have had the site safety induction.",
    ),
    Question(
        "limits",
        STEP,
        "Where does support end?",
        "scope.limits",
        Form.LINES,
        suggests=lambda known: (),
        help="A clause each, without a full stop, with semicolons between: on-site work is limited to the sites listed below.",
    ),
    Question(
        "exclusions",
        STEP,
        "What is excluded?",
        "scope.exclusions",
        Form.LINES,
        suggests=lambda known: EXCLUSIONS,
        like="scope.exclusions.*.text",
        help="A phrase each, without a full stop, with semicolons between.",
    ),
    Question(
        "dependencies",
        STEP,
        "What must the Customer contribute?",
        "scope.customer_dependencies",
        Form.LINES,
        suggests=lambda known: DEPENDENCIES,
        like="scope.customer_dependencies.*.text",
        help="A phrase each, without a full stop, with semicolons between.",
    ),
)
