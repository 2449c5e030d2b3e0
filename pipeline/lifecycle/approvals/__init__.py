"""Approvals: the parts of a version, who is asked about which of them, who may decide, and whether what was approved still holds."""

from pipeline.lifecycle.approvals.asking import NOBODY, Asked, Departure, asked
from pipeline.lifecycle.approvals.coverage import Covered, covered_by
from pipeline.lifecycle.approvals.parts import Parts
from pipeline.lifecycle.approvals.people import Person, barred, known_as, people, role_words, same_person, who_may
from pipeline.lifecycle.approvals.reasons import says_why
from pipeline.lifecycle.approvals.standing import changes, spoken, standing, unanswered
from pipeline.lifecycle.approvals.subject import DIGITS, statement, subject_hash, subject_of
from pipeline.lifecycle.approvals.verdicts import Stated, hashes_in, stated

__all__ = [
    "DIGITS",
    "NOBODY",
    "Asked",
    "Covered",
    "Departure",
    "Parts",
    "Person",
    "Stated",
    "asked",
    "barred",
    "changes",
    "covered_by",
    "hashes_in",
    "known_as",
    "people",
    "role_words",
    "same_person",
    "says_why",
    "spoken",
    "standing",
    "stated",
    "statement",
    "subject_hash",
    "subject_of",
    "unanswered",
    "who_may",
]
