"""To what a part of a DOCX leads: pictures, headers and addresses by the name under which the part speaks of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from posixpath import dirname, join, normpath

from pipeline.word.names import PACKAGE_RELATIONS
from pipeline.word.template import parsed_xml


def targets_of(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The name of the part, or the address outside the file, to which each relation leads."""
    relations = parts.get(join(dirname(name), "_rels", f"{name.rsplit('/', 1)[-1]}.rels"))
    if relations is None:
        return {}
    found = {}
    for relation in parsed_xml(relations).iter(f"{{{PACKAGE_RELATIONS}}}Relationship"):
        target = relation.get("Target", "")
        outside = relation.get("TargetMode") == "External"
        found[relation.get("Id", "")] = target if outside else normpath(join(dirname(name), target)).lstrip("/")
    return found


def content_of(parts: Mapping[str, bytes], target: str) -> str:
    """What is found there, so that two relations to the same content are equal whatever their names."""
    return hashlib.sha256(parts[target]).hexdigest() if target in parts else target
