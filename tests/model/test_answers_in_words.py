"""How the answers of the data read in a sentence of the agreement."""

from __future__ import annotations

from pipeline.model.terms.meta import AgreementPart
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
