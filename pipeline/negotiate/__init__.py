"""What the other side's changes mean for us: proposals, decisions, issues lists, and effects on money and dates."""

from pipeline.negotiate.agreed import agreed, agreed_value
from pipeline.negotiate.answering import version_answered
from pipeline.negotiate.approvals import Lacking, approved_content, gives_way, lacking_approvals, settled_at, with_counters_placed
from pipeline.negotiate.changes import authors_in
from pipeline.negotiate.choosing import STANDINGS, Selection, needs_a_look, unknown_ids
from pipeline.negotiate.decisions import Holds, decision_faults, decisions_of, entries_for, places_of_decisions
from pipeline.negotiate.figures import effects_of
from pipeline.negotiate.filled_in import FilledIn, decisions_from
from pipeline.negotiate.issues import internal_list, shared_list
from pipeline.negotiate.placing import Playbook, Verdict, Wording, with_placements
from pipeline.negotiate.proposals import Return, round_of
from pipeline.negotiate.records import decisions_hash, findings_hash, fingerprint, proposals_of, record_of, remark
from pipeline.negotiate.sentences import sentences
from pipeline.negotiate.sheets import DECISION, NUMBER, internal_sheet, shared_sheet
from pipeline.negotiate.sources import figures_alone, left_as_it_was
from pipeline.negotiate.strangers import paper_sheet, their_paper
from pipeline.negotiate.valuing import Valued, valued

__all__ = [
    "DECISION",
    "NUMBER",
    "STANDINGS",
    "FilledIn",
    "Holds",
    "Lacking",
    "Playbook",
    "Return",
    "Selection",
    "Valued",
    "Verdict",
    "Wording",
    "agreed",
    "agreed_value",
    "approved_content",
    "authors_in",
    "decision_faults",
    "decisions_from",
    "decisions_hash",
    "decisions_of",
    "effects_of",
    "entries_for",
    "figures_alone",
    "findings_hash",
    "fingerprint",
    "gives_way",
    "internal_list",
    "internal_sheet",
    "lacking_approvals",
    "left_as_it_was",
    "needs_a_look",
    "paper_sheet",
    "places_of_decisions",
    "proposals_of",
    "record_of",
    "remark",
    "round_of",
    "sentences",
    "settled_at",
    "shared_list",
    "shared_sheet",
    "their_paper",
    "unknown_ids",
    "valued",
    "version_answered",
    "with_counters_placed",
    "with_placements",
]
