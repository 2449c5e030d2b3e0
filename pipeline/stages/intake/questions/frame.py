"""What the contract is, and between whom."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model.intake import NONE, OPEN, Answer, Column, Form, Known, Question
from pipeline.model.terms.named import Side
from pipeline.model.terms.parties import EntityType
from pipeline.model.terms.writing import written

STEP = 0
LAST_IN_NAME = frozenset(
    {"ltd", "limited", "llp", "plc", "gmbh", "ag", "inc", "llc", "co", "corp", "corporation", "kg", "&", "services", "group", "it"}
)


def theirs(known: Known) -> Side:
    """The side of the other party."""
    return Side.PROVIDER if known.given.house.defaults.side is Side.CUSTOMER else Side.CUSTOMER


def law_name(known: Known) -> str:
    """The name of the governing law, which its courts mostly share."""
    law = known.given.laws.get(known.text("governing_law"))
    return law.name if law else ""


def _house(field: str) -> Callable[[Known], Answer | None]:
    return lambda known: str(getattr(known.given.house.defaults, field))


def _is_known(side: Side) -> Callable[[Known], bool]:
    """Whether our house has the data of the party on this side."""
    return lambda known: side is known.given.house.defaults.side and known.given.house.defaults.party is not None and known.says_yes("ours")


def _asked(side: Side) -> Callable[[Known], bool]:
    is_known = _is_known(side)
    return lambda known: not is_known(known)


def _german(side: Side) -> Callable[[Known], bool]:
    german = {form.value for form in EntityType if form.is_german}
    asked = _asked(side)
    return lambda known: asked(known) and known.text(f"{side}_entity_type") in german


def _short_name(side: Side) -> Callable[[Known], Answer | None]:
    def shortened(known: Known) -> Answer | None:
        if known.answer(f"{side}_legal_name") == OPEN:
            return OPEN
        words = known.text(f"{side}_legal_name").split()
        while len(words) > 1 and words[-1].lower().strip(".,") in LAST_IN_NAME:
            words.pop()
        return " ".join(words) or None

    return shortened


def _legal_form(side: Side) -> Callable[[Known], Answer | None]:
    endings = {"ltd": "limited_company", "limited": "limited_company", "plc": "plc", "llp": "llp", "gmbh": "gmbh", "ag": "ag"}
    endings |= {"inc": "inc", "llc": "llc", "kg": "gmbh_co_kg"}

    def guessed(known: Known) -> Answer | None:
        if known.answer(f"{side}_legal_name") == OPEN:
            return OPEN
        last = known.text(f"{side}_legal_name").split()[-1:]
        return endings.get(last[0].lower().strip(".,")) if last else None

    return guessed


def _signatory_rows(side: Side) -> Callable[[Known], Answer | None]:
    german = _german(side)
    return lambda known: ({"title": "Managing Director", "capacity": "managing_director" if german(known) else "director"},)


def _post(side: Side) -> Callable[[Known], Answer | None]:
    def lines(known: Known) -> Answer | None:
        name, address = known.text(f"{side}_legal_name"), known.words(f"{side}_address")
        if OPEN in (name, known.answer(f"{side}_address")):
            return OPEN
        return (name, *address) if name and address else None

    return lines


def _party(side: Side) -> tuple[Question, ...]:
    whose, at, asked = f"the {side.value.title()}", f"parties.{side}", _asked(side)
    of = f"of {whose}"
    return (
        Question(
            f"{side}_legal_name",
            STEP,
            f"What is the full registered name {of}?",
            f"{at}.legal_name",
            when=asked,
            help="As the register has it, with the legal form: Brightwater IT Services Ltd.",
        ),
        Question(
            f"{side}_short_name",
            STEP,
            f"What do you call {whose} in everyday words?",
            f"{at}.short_name",
            when=asked,
            suggests=_short_name(side),
        ),
        Question(
            f"{side}_entity_type", STEP, f"Which legal form has {whose}?", f"{at}.entity_type", when=asked, suggests=_legal_form(side)
        ),
        Question(
            f"{side}_registration_number",
            STEP,
            f"What is the registration number {of}?",
            f"{at}.registration.number",
            when=asked,
            label=f"registration number {of}",
        ),
        Question(
            f"{side}_register_court",
            STEP,
            "Which local court keeps its commercial register?",
            f"{at}.registration.register_court",
            when=_german(side),
        ),
        Question(
            f"{side}_managing_directors",
            STEP,
            "Who are its managing directors?",
            f"{at}.managing_directors",
            Form.LINES,
            separator=", ",
            when=_german(side),
        ),
        Question(
            f"{side}_jurisdiction",
            STEP,
            f"Under the law of which place is {whose} formed?",
            f"{at}.jurisdiction",
            when=asked,
            suggests=lambda known: law_name(known) or None,
        ),
        Question(
            f"{side}_address",
            STEP,
            f"What is the registered office {of}?",
            f"{at}.address",
            Form.LINES,
            separator=", ",
            when=asked,
            help="Street, place, postcode: on one line with commas between them, or line by line.",
            label=f"registered office {of}",
        ),
        Question(
            f"{side}_vat_number",
            STEP,
            f"What is the VAT identification number {of}?",
            f"{at}.vat_number",
            when=asked,
            optional=True,
            suggests=lambda known: NONE,
        ),
        Question(
            f"{side}_signatories",
            STEP,
            f"Who signs for {whose}?",
            f"{at}.signatories",
            Form.TABLE,
            when=asked,
            key="title",
            suggests=_signatory_rows(side),
            columns=(
                Column("name", "Name"),
                Column("title", "Title under the name"),
                Column("capacity", "By what power", default="director"),
                Column("email", "E-mail address"),
            ),
        ),
        Question(
            f"{side}_representation",
            STEP,
            "Does one signatory bind it alone, or do all sign together?",
            f"{at}.representation",
            when=asked,
            suggests=lambda known: "joint" if len(known.rows(f"{side}_signatories")) > 1 else "sole",
        ),
        Question(
            f"{side}_notice_attention",
            STEP,
            f"For whose attention are notices to {whose}?",
            f"{at}.notice.attention",
            when=asked,
            suggests=lambda known: "The Managing Directors" if _german(side)(known) else "The Managing Director",
        ),
        Question(
            f"{side}_notice_email",
            STEP,
            f"To which e-mail address do notices to {whose} go?",
            f"{at}.notice.email",
            when=asked,
            label=f"e-mail address for notices to {whose}",
        ),
        Question(
            f"{side}_notice_post",
            STEP,
            f"To which postal address do notices to {whose} go?",
            f"{at}.notice.post",
            Form.LINES,
            separator=", ",
            when=asked,
            suggests=_post(side),
        ),
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        "title",
        STEP,
        "What is the title of the contract?",
        "meta.title",
        closed=True,
        suggests=lambda known: "IT Support Services Agreement",
    ),
    Question(
        "contract_number",
        STEP,
        "Which number has the contract in your house?",
        "meta.contract_number",
        suggests=lambda known: known.given.contract.upper(),
    ),
    Question(
        "owner", STEP, "Who in your house answers for this contract?", "meta.owner", help="A name and a role: Priya Raman, Head of IT."
    ),
    Question("drafted_by", STEP, "Who drafts it?", "meta.drafted_by", suggests=lambda known: known.text("owner") or None),
    Question(
        "governing_law",
        STEP,
        "Which law governs the contract?",
        "legal.governing_law",
        closed=True,
        suggests=_house("governing_law"),
        options=lambda known: tuple(known.given.laws),
    ),
    Question(
        "courts_place", STEP, "The courts of which place decide?", "legal.courts.place", suggests=lambda known: law_name(known) or None
    ),
    Question(
        "calendar",
        STEP,
        "Which calendar says when it is a working day?",
        "calendar",
        closed=True,
        suggests=_house("calendar"),
        options=lambda known: tuple(known.given.calendars),
    ),
    Question("currency", STEP, "In which currency are the charges?", "charges.currency", closed=True, suggests=_house("currency")),
    Question(
        "ours",
        STEP,
        "Is your own party the company that your house has on file?",
        form=Form.YES_NO,
        suggests=lambda known: "true",
        when=lambda known: known.given.house.defaults.party is not None,
        help="Its name, address and signatories stand in data/house.yaml under `defaults.party`.",
    ),
    *_party(Side.CUSTOMER),
    *_party(Side.PROVIDER),
)


def our_party(known: Known) -> dict[str, object] | None:
    """The data of our own company, where the contract takes it as the house has it on file."""
    party = known.given.house.defaults.party
    return written(party) if party is not None and known.says_yes("ours") else None
