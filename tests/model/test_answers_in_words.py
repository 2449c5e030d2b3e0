"""How the answers of the data read in a sentence of the agreement."""

from __future__ import annotations

from pipeline.model.terms.additional_services import OrderRoute
from pipeline.model.terms.meta import AgreementPart
from pipeline.model.terms.named import Frequency
from pipeline.model.terms.risk import InsuranceType, Loss


def test_the_parts_of_the_agreement_are_called_as_its_text_calls_them() -> None:
    words = [part.words for part in AgreementPart]

    assert words == ["the special terms", "the Key Terms", "the clauses", "the schedules", "the attachments"]


def test_kinds_of_loss_read_as_nouns() -> None:
    words = [loss.words for loss in Loss]

    assert words == ["loss of profit", "loss of business", "loss of goodwill", "indirect or consequential loss"]


def test_kinds_of_insurance_are_spelled_as_insurers_spell_them() -> None:
    assert InsuranceType.EMPLOYERS_LIABILITY.words == "employers\u2019 liability"
    assert InsuranceType.IT_LIABILITY.words == "information technology liability"
    assert InsuranceType.CYBER.words == "cyber"


def test_a_frequency_of_two_words_is_hyphenated_before_its_noun() -> None:
    assert Frequency.HALF_YEARLY.words == "half-yearly"
    assert Frequency.QUARTERLY.words == "quarterly"


def test_the_route_of_an_order_is_called_by_its_defined_term() -> None:
    words = [route.words for route in OrderRoute]

    assert words == ["Change Request", "order form", "Service Request"]
