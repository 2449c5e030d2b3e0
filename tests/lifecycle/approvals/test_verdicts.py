"""The decision that the words of an answer state, and the words that state none."""

from __future__ import annotations

import pytest

from pipeline.lifecycle.approvals import Stated, hashes_in, stated
from pipeline.model.approval import Verdict


@pytest.mark.parametrize(
    ("lines", "verdict", "comment"),
    [
        (("APPROVE",), Verdict.APPROVE, ""),
        (("Approved.",), Verdict.APPROVE, ""),
        (("approve", "Good work."), Verdict.APPROVE, "Good work."),
        (("", "APPROVE"), Verdict.APPROVE, ""),
        (("RETURN: clause 4 is too wide",), Verdict.RETURN, "clause 4 is too wide"),
        (("RETURN", "Clause 4", "Clause 5"), Verdict.RETURN, "Clause 4\nClause 5"),
        (("Rejected — too dear",), Verdict.REJECT, "too dear"),
        (("RETURN", "I approve all but clause 4."), Verdict.RETURN, "I approve all but clause 4."),
    ],
)
def test_the_first_line_states_the_decision(lines, verdict, comment):
    assert stated(lines) == Stated(verdict, comment)


def test_the_hash_may_stand_behind_the_word():
    assert stated(("APPROVE 3CBD8FF48471",)) == Stated(Verdict.APPROVE, "", "3cbd8ff48471")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "does not begin with a decision"),
        (("Dear all,", "APPROVE"), "does not begin with a decision"),
        (("APPROVES",), "does not begin with a decision"),
        (("Yes",), "does not begin with a decision"),
        (("APPROVE if clause 4 goes",), "under a condition"),
        (("APPROVE", "REJECT"), "says approve and reject"),
        (("RETURN", "please", "APPROVED"), "says approve and return"),
    ],
)
def test_what_is_no_clear_decision_is_none(lines, said):
    found = stated(lines)

    assert isinstance(found, str)
    assert said in found


def test_only_a_whole_hash_is_one():
    assert hashes_in("Re: [3cbd8ff48471] and 3cbd8ff484712, deadbeef") == ("3cbd8ff48471",)
