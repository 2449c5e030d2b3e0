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
    Question("scope_description", STEP, "How would you describe in one sentence what is supported?", "scope.description", suggests=_reach),
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
            Column("onsite", "On-site support (yes or no)", default="true"),
        ),
    ),
    Question(
        "requirements",
        STEP,
        "Are there special requirements? For example: engineers who work on site have had the site safety induction.",
        "scope.requirements",
        Form.LINES,
        suggests=lambda known: (),
        help="Each in a few words without a full stop, with semicolons between them; `none` if there are none.",
    ),
    Question(
        "limits",
        STEP,
        "What limits does support have? For example: on-site work is limited to the sites listed below.",
        "scope.limits",
        Form.LINES,
        suggests=lambda known: (),
        help="Each in a few words without a full stop, with semicolons between them; `none` if there are none.",
    ),
    Question(
        "exclusions",
        STEP,
        "What is not supported at all?",
        "scope.exclusions",
        Form.LINES,
        suggests=lambda known: EXCLUSIONS,
        like="scope.exclusions.*.text",
        help="Each in a few words without a full stop, with semicolons between them.",
    ),
    Question(
        "dependencies",
        STEP,
        "What must the Customer provide, so that the Provider can do its work?",
        "scope.customer_dependencies",
        Form.LINES,
        suggests=lambda known: DEPENDENCIES,
        like="scope.customer_dependencies.*.text",
        help="Each in a few words without a full stop, with semicolons between them.",
    ),
)
