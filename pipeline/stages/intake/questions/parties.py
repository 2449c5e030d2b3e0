"""Between whom the contract is: the same questions about each party, as far as our house has not the answers on file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.model.intake import NONE, OPEN, Answer, Column, Condition, Form, Known, Question, Suggestion
from pipeline.model.terms.named import Side
from pipeline.model.terms.parties import EntityType
from pipeline.model.terms.writing import written
from pipeline.stages.intake.questions.frame import STEP
from pipeline.stages.intake.questions.governing import law_name

_LEGAL_FORMS = {
    "ltd": "limited_company",
    "limited": "limited_company",
    "plc": "plc",
    "llp": "llp",
    "gmbh": "gmbh",
    "ag": "ag",
    "inc": "inc",
    "llc": "llc",
    "kg": "gmbh_co_kg",
}
"""The legal form by the last word of a registered name."""
_NOT_IN_SHORT_NAMES = _LEGAL_FORMS.keys() | {"co", "corp", "corporation", "&", "services", "group", "it"}


def our_party(known: Known) -> dict[str, object] | None:
    """The data of our own company, where the contract takes it as the house has it on file."""
    party = known.given.house.defaults.party
    return written(party) if party is not None and known.says_yes("ours") else None


def _asked(side: Side) -> Condition:
    """Whether anything is asked about the party on this side, or our house has it all on file."""

    def asked(known: Known) -> bool:
        defaults = known.given.house.defaults
        return side is not defaults.side or defaults.party is None or not known.says_yes("ours")

    return asked


def _german(side: Side) -> Condition:
    german = {form.value for form in EntityType if form.is_german}
    asked = _asked(side)
    return lambda known: asked(known) and known.text(f"{side}_entity_type") in german


def _last_word(words: list[str]) -> str:
    return words[-1].lower().strip(".,")


def _from_name(side: Side, made: Callable[[list[str]], str | None]) -> Suggestion:
    """What the words of the registered name suggest; it is open where the name is."""

    def suggested(known: Known) -> Answer | None:
        name = f"{side}_legal_name"
        return OPEN if known.answer(name) == OPEN else made(known.text(name).split())

    return suggested


def _shortened(words: list[str]) -> str | None:
    while len(words) > 1 and _last_word(words) in _NOT_IN_SHORT_NAMES:
        words = words[:-1]
    return " ".join(words) or None


def _legal_form(words: list[str]) -> str | None:
    return _LEGAL_FORMS.get(_last_word(words)) if words else None


def _signatory_rows(side: Side) -> Suggestion:
    german = _german(side)
    return lambda known: ({"title": "Managing Director", "capacity": "managing_director" if german(known) else "director"},)


def _post(side: Side) -> Suggestion:
    def lines(known: Known) -> Answer | None:
        name, address = known.text(f"{side}_legal_name"), known.words(f"{side}_address")
        if OPEN in (name, known.answer(f"{side}_address")):
            return OPEN
        return (name, *address) if name and address else None

    return lines


def _party(side: Side) -> tuple[Question, ...]:
    """All questions about one party."""
    whose = f"the {side.value.title()}"
    named = (*_company(side, whose), *_register(side, whose), *_seat(whose), *_signing(side, whose), *_notices(side, whose))
    return tuple(_about(side, question) for question in named)


def _about(side: Side, question: Question) -> Question:
    """A question that names a field of any party, as one about the party on this side."""
    return replace(question, id=f"{side}_{question.id}", path=f"parties.{side}.{question.path}", when=question.when or _asked(side))


def _company(side: Side, whose: str) -> tuple[Question, ...]:
    return (
        Question(
            "legal_name",
            STEP,
            f"What is the full registered name of {whose}? For example Brightwater IT Services Ltd.",
            "legal_name",
            help="As it stands in the company register, with the legal form.",
        ),
        Question(
            "short_name",
            STEP,
            f"What short name do you use for {whose}? For example Brightwater.",
            "short_name",
            suggests=_from_name(side, _shortened),
        ),
        Question("entity_type", STEP, f"What is the legal form of {whose}?", "entity_type", suggests=_from_name(side, _legal_form)),
    )


def _register(side: Side, whose: str) -> tuple[Question, ...]:
    return (
        Question(
            "registration_number",
            STEP,
            f"What is the company registration number of {whose}? For example 07654321, or HRB 98431.",
            "registration.number",
            label=f"registration number of {whose}",
        ),
        Question(
            "register_court",
            STEP,
            f"Which local court keeps the commercial register of {whose}? For example Frankfurt am Main.",
            "registration.register_court",
            when=_german(side),
        ),
        Question(
            "managing_directors",
            STEP,
            f"Who are the managing directors of {whose}? Names, with commas between them.",
            "managing_directors",
            Form.LINES,
            separator=", ",
            when=_german(side),
        ),
    )


def _seat(whose: str) -> tuple[Question, ...]:
    return (
        Question(
            "jurisdiction",
            STEP,
            f"Under which country's or state's law was {whose} formed?",
            "jurisdiction",
            suggests=lambda known: law_name(known) or None,
        ),
        Question(
            "address",
            STEP,
            f"What is the address of the registered office of {whose}? For example 9 Dock Road, Hull, HU1 1AA.",
            "address",
            Form.LINES,
            separator=", ",
            help="Street, town, postcode and country: with commas between them.",
            label=f"registered office of {whose}",
        ),
        Question(
            "vat_number",
            STEP,
            f"What is the VAT number of {whose}, if it has one? For example GB 123 4567 89 or DE 271828182.",
            "vat_number",
            optional=True,
            suggests=lambda known: NONE,
        ),
    )


def _signing(side: Side, whose: str) -> tuple[Question, ...]:
    return (
        Question(
            "signatories",
            STEP,
            f"Who signs for {whose}?",
            "signatories",
            Form.TABLE,
            key="title",
            suggests=_signatory_rows(side),
            columns=(
                Column("name", "Name"),
                Column("title", "Job title"),
                Column("capacity", "Capacity in which the person signs", default="director"),
                Column("email", "E-mail address"),
            ),
        ),
        Question(
            "representation",
            STEP,
            f"Can one of them sign for {whose} alone (`sole`), or must they all sign together (`joint`)?",
            "representation",
            suggests=lambda known: "joint" if len(known.rows(f"{side}_signatories")) > 1 else "sole",
        ),
    )


def _notices(side: Side, whose: str) -> tuple[Question, ...]:
    german = _german(side)
    return (
        Question(
            "notice_attention",
            STEP,
            f"Who should notices to {whose} be addressed to? For example The Company Secretary.",
            "notice.attention",
            suggests=lambda known: "The Managing Directors" if german(known) else "The Managing Director",
        ),
        Question(
            "notice_email",
            STEP,
            f"To which e-mail address should notices to {whose} be sent?",
            "notice.email",
            label=f"e-mail address for notices to {whose}",
        ),
        Question(
            "notice_post",
            STEP,
            f"To which postal address should notices to {whose} be sent?",
            "notice.post",
            Form.LINES,
            separator=", ",
            suggests=_post(side),
        ),
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        "ours",
        STEP,
        "Is the contract for the company whose details are on file?",
        form=Form.YES_NO,
        suggests=lambda known: "true",
        when=lambda known: known.given.house.defaults.party is not None,
        help="Its name, address and signatories stand in data/house.yaml under `defaults.party`.",
    ),
    *_party(Side.CUSTOMER),
    *_party(Side.PROVIDER),
)
