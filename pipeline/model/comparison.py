"""Two versions of a contract held against each other, as they are shown to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.change import Change
from pipeline.model.document import Document, Revision
from pipeline.model.playbook import Deviation, ReachedPosition


@dataclass(frozen=True, slots=True)
class Comparison:
    """The redline of two versions with its changes; `old` and `new` name the versions.

    `remarks` say what was left out of account. `reached` and `deviations` are what a comparison with the library tells beside its
    redline: the positions of the playbook, and where the words are not those preferred. `numbers` are those that files which we did not
    make give to their paragraphs themselves, by id; ours are found in the tree.
    """

    contract: str
    old: str
    new: str
    redline: Document
    changes: tuple[Change, ...]
    revision: Revision
    remarks: tuple[str, ...] = ()
    reached: tuple[ReachedPosition, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
