"""Where files lie: YAML with positions, the clause library, templates, outputs. Only this room builds a path."""

from pipeline.store.amendments import amendment_files, amendment_inputs, load_amendment
from pipeline.store.approvals import ENDINGS, evidence_file, evidence_files, keep_evidence, read_evidence, request_file
from pipeline.store.contract_numbers import ContractNumbers, doubled_contract_numbers
from pipeline.store.contract_writing import contract_text
from pipeline.store.contracts import LoadedContract, contract_files, contract_texts, contracts, folder_of, load_contract, strays
from pipeline.store.executed import (
    attachment_file,
    certificate_file,
    copy_file,
    executed_file,
    executed_files,
    keep_executed,
    keep_for_ever,
    read_attachment,
    read_certificate,
    read_executed,
)
from pipeline.store.files import sha256
from pipeline.store.foreign import foreign_content, redline_path, write_redline
from pipeline.store.hashes import Hashes
from pipeline.store.intake import (
    answers_in_file,
    create_contract,
    is_contract_name,
    is_taken,
    load_calendars,
    load_house,
    load_laws,
    saved_answers,
)
from pipeline.store.items import with_items
from pipeline.store.ledger import Ledger, is_continued, ledger_file, ledger_of, ledger_open, next_draft, read_ledger
from pipeline.store.letters import LoadedLetters, letter_file, load_letters, read_facts
from pipeline.store.library import LoadedLibrary, library_files, load_library
from pipeline.store.manuscripts import manuscript_content, manuscript_in
from pipeline.store.outputs import (
    answer_file,
    comment_file,
    is_unchanged,
    issues_file,
    library_file,
    manifest_file,
    output_file,
    paper_file,
    plan_file,
    read_manifest,
    read_output,
    write_manifest,
)
from pipeline.store.performance import (
    figures_file,
    is_time_zone,
    load_adjustments,
    load_mapping,
    mappings,
    performance_file,
    read_performance,
)
from pipeline.store.placing import ids_of, placed
from pipeline.store.received import acknowledgement_file, next_received, next_round, read_received, received_file, their_file
from pipeline.store.revisions import Base, NoCommit, at_commit, commit_named
from pipeline.store.root import LETTERS, Root, is_root, root_from
from pipeline.store.rounds import RoundFile, read_round_file, round_file, rounds, save_round, with_entries, write_round
from pipeline.store.sections import load_calendar
from pipeline.store.sent import keep_sent, last_sent, read_sent, sendings, sent_file, sent_files
from pipeline.store.snapshots import read_snapshot, snapshot_bytes, snapshot_file, snapshot_of, versions, write_snapshot
from pipeline.store.source_lines import SourceLines
from pipeline.store.special_terms import with_special_terms
from pipeline.store.splice import CannotSplice, splice
from pipeline.store.templates import LETTER, REPORT, LoadedTemplate, further_templates, load_template
from pipeline.store.trial import finish_writing, on_trial, write_together
from pipeline.store.writing import CannotWrite, clean_leftovers, remove, write, write_unless_there
from pipeline.store.yaml_tree import Tree, yaml_tree
from pipeline.store.yaml_writing import yaml_text

__all__ = [
    "ENDINGS",
    "LETTER",
    "LETTERS",
    "REPORT",
    "Base",
    "CannotSplice",
    "CannotWrite",
    "ContractNumbers",
    "Hashes",
    "Ledger",
    "LoadedContract",
    "LoadedLetters",
    "LoadedLibrary",
    "LoadedTemplate",
    "NoCommit",
    "Root",
    "RoundFile",
    "SourceLines",
    "Tree",
    "acknowledgement_file",
    "amendment_files",
    "amendment_inputs",
    "answer_file",
    "answers_in_file",
    "at_commit",
    "attachment_file",
    "certificate_file",
    "clean_leftovers",
    "comment_file",
    "commit_named",
    "contract_files",
    "contract_text",
    "contract_texts",
    "contracts",
    "copy_file",
    "create_contract",
    "doubled_contract_numbers",
    "evidence_file",
    "evidence_files",
    "executed_file",
    "executed_files",
    "figures_file",
    "finish_writing",
    "folder_of",
    "foreign_content",
    "further_templates",
    "ids_of",
    "is_continued",
    "is_contract_name",
    "is_root",
    "is_taken",
    "is_time_zone",
    "is_unchanged",
    "issues_file",
    "keep_evidence",
    "keep_executed",
    "keep_for_ever",
    "keep_sent",
    "last_sent",
    "ledger_file",
    "ledger_of",
    "ledger_open",
    "letter_file",
    "library_file",
    "library_files",
    "load_adjustments",
    "load_amendment",
    "load_calendar",
    "load_calendars",
    "load_contract",
    "load_house",
    "load_laws",
    "load_letters",
    "load_library",
    "load_mapping",
    "load_template",
    "manifest_file",
    "manuscript_content",
    "manuscript_in",
    "mappings",
    "next_draft",
    "next_received",
    "next_round",
    "on_trial",
    "output_file",
    "paper_file",
    "performance_file",
    "placed",
    "plan_file",
    "read_attachment",
    "read_certificate",
    "read_evidence",
    "read_executed",
    "read_facts",
    "read_ledger",
    "read_manifest",
    "read_output",
    "read_performance",
    "read_received",
    "read_round_file",
    "read_sent",
    "read_snapshot",
    "received_file",
    "redline_path",
    "remove",
    "request_file",
    "root_from",
    "round_file",
    "rounds",
    "save_round",
    "saved_answers",
    "sendings",
    "sent_file",
    "sent_files",
    "sha256",
    "snapshot_bytes",
    "snapshot_file",
    "snapshot_of",
    "splice",
    "strays",
    "their_file",
    "versions",
    "with_entries",
    "with_items",
    "with_special_terms",
    "write",
    "write_manifest",
    "write_redline",
    "write_round",
    "write_snapshot",
    "write_together",
    "write_unless_there",
    "yaml_text",
    "yaml_tree",
]
