"""Approvals: the parts of a version, who is asked about which of them, and whether what was approved still holds."""

from pipeline.lifecycle.approvals.asking import NOBODY, Asked, Departure, asked
from pipeline.lifecycle.approvals.coverage import Covered, covered_by
from pipeline.lifecycle.approvals.parts import Parts
from pipeline.lifecycle.approvals.standing import changes, standing

__all__ = ["NOBODY", "Asked", "Covered", "Departure", "Parts", "asked", "changes", "covered_by", "standing"]
