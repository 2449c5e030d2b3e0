"""A reason is told from the greetings, the thanks and the signature between which it stands."""

from __future__ import annotations

import pytest

from pipeline.lifecycle.approvals import says_why

NAMES = ("Nora Quill", "Tom Weld")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Dear Tom,",
        "Hi all,\nthanks!\nBest regards\nNora Quill\nHead of Operations\nAcme Group",
        "Hello Tom, thank you very much. Regards, Nora",
        "Thanks and regards\nNora",
        "Kind regards Nora Quill",
        "Nora Quill",
        "Sehr geehrte Damen und Herren,\nmit freundlichen Grüßen\nNora Quill\nEinkauf",
        "Viele Grüße, Nora",
        "Sent from my iPhone",
        "Regards\n\nThis e-mail is confidential and meant for its addressee alone.",
        "—\n:-)",
    ],
)
def test_greetings_and_names_are_no_reason(words):
    assert not says_why(words, NAMES)


@pytest.mark.parametrize(
    "words",
    [
        "Clause 4 is too wide.",
        "too dear",
        "4.2",
        "Dear Tom,\nthe cap is missing.\nRegards\nNora",
        "Hi Tom, the sites are missing",
        "Thanks. The cap is missing.",
        "Thank you for the draft, but the price is that of last year.",
        "Best price is not in it",
        "Nora must see clause 4 first",
        "Regards\nNora\n\nP.S. The annex is missing.",
        "Sehr geehrter Herr Weld, die Kündigungsfrist fehlt.",
    ],
)
def test_a_reason_is_found_beside_them(words):
    assert says_why(words, NAMES)
