"""The names that the writer and the Word template share: slots, styles and namespaces."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = f"{{{WORD}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

BLOCK_SLOTS = ("cover", "toc", "body", "signatures", "schedules")
"""Slots that a whole paragraph stands for: `{{p cover }}`."""

VALUE_SLOTS = ("title", "short_title", "issue", "version", "legend", "issued", "short_hash")
"""Slots within a line: `{{ short_title }}`. `issue` is the version with the word before it, as in "Draft 1"; `version` is its number
alone. The title and the date of issue need not be printed."""

NEEDED_VALUE_SLOTS = ("short_title", "issue", "legend", "short_hash")

LETTER_BLOCK_SLOTS = ("to", "body", "signatures", "enclosures")
"""The same of the template for letters; `signatures` also holds the names where nobody signs by hand."""

LETTER_NEEDED_VALUE_SLOTS = (
    "name",
    "address",
    "register",
    "register_more",
    "delivery",
    "day",
    "reference",
    "agreement",
    "subject",
    "salutation",
    "closing",
)
LETTER_VALUE_SLOTS = (*LETTER_NEEDED_VALUE_SLOTS, "legend")

COVER_TITLE = "Cover Title"
COVER_TEXT = "Cover Text"
CONTENTS_ENTRY = "toc 1"
PART_HEADING = "Part Heading"
BODY_TEXT = "Body Text"
CLAUSE_HEADING = "Clause Heading"
CLAUSE_LEVELS = ("Clause Level 1", "Clause Level 2", "Clause Level 3", "Clause Level 4")
CLAUSE_TEXTS = ("Clause Text 1", "Clause Text 2", "Clause Text 3", "Clause Text 4")
"""Paragraphs without a number; the first stands at the text edge of a clause's heading."""
DEFINITION = "Definition"
BULLET = "Bullet"
SCHEDULE_HEADING = "Schedule Heading"
SCHEDULE_DASH = "\u2013 "
"""Stands between a schedule's label and its title; it belongs to the look, not to the title."""
SCHEDULE_CLAUSE_HEADING = "Schedule Clause Heading"
SCHEDULE_LEVELS = ("Schedule Level 1", "Schedule Level 2", "Schedule Level 3", "Schedule Level 4")
TABLE_TEXT = "Table Text"
TABLE_HEADER = "Table Header"
TABLE_LABEL = "Table Label"
TABLE_SPACE = "Table Space"
"""The empty line after each table, without which Word joins two neighbouring ones."""
SIGNATURE_HEADING = "Signature Heading"
SIGNATURE_WORDS = "Signature Words"
SIGNATURE_LABEL = "Signature Label"
SIGNATURE_LINE = "Signature Line"
DEFINED_TERM = "Defined Term"
OPEN_POINT = "Open Point"
CONTRACT_TABLE = "Contract Table"
SIGNATURE_TABLE = "Signature Table"

LETTER_NAME = "Letter Name"
LETTER_ADDRESS = "Letter Address"
LETTER_LINE = "Letter Line"
"""Delivery, day and reference."""
LETTER_SUBJECT = "Letter Subject"
LETTER_CLOSING = "Letter Closing"
LETTER_STYLES = (LETTER_NAME, LETTER_ADDRESS, LETTER_LINE, LETTER_SUBJECT, LETTER_CLOSING)

COVER_STAMP = "Cover Stamp"
CONTENTS_HEADING = "Contents Heading"
STAMP_STYLES = (COVER_STAMP, CONTENTS_HEADING)
"""Styles of the template's own lines, which are no part of the contract; a template need not have them."""

NUMBERED_STYLES = (CLAUSE_HEADING, *CLAUSE_LEVELS, SCHEDULE_HEADING, SCHEDULE_CLAUSE_HEADING, *SCHEDULE_LEVELS, BULLET)
"""Styles that carry a number or a bullet of their own."""

NEEDED_STYLES = (
    COVER_TITLE,
    COVER_TEXT,
    CONTENTS_ENTRY,
    PART_HEADING,
    BODY_TEXT,
    *NUMBERED_STYLES,
    *CLAUSE_TEXTS,
    DEFINITION,
    TABLE_TEXT,
    TABLE_HEADER,
    TABLE_LABEL,
    TABLE_SPACE,
    SIGNATURE_HEADING,
    SIGNATURE_WORDS,
    SIGNATURE_LABEL,
    SIGNATURE_LINE,
    DEFINED_TERM,
    OPEN_POINT,
    CONTRACT_TABLE,
    SIGNATURE_TABLE,
)
