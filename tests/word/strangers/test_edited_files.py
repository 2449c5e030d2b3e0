"""Published files of others, edited in a hundred ways: a redline holds both, or is refused with a reason; it is never wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from pipeline.word.hazards import harmless_parts
from pipeline.word.strangers import Order, engines, redlined, revisions_of

US = Order("Fernhill", "2026-05-01T00:00:00Z")
FILES, SHARE = 3, 10
NOT_TRACKED = {"footer_new": "only the new file has the footer", "style_redefined": "is defined otherwise"}
HARD = ("paragraph_divided", "paragraphs_joined", "table_more", "footnote", "several")
"""What the engine that comes with the tool may decline; all else it must deliver."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "way" in metafunc.fixturenames:
        ways = [(file, kind, seed) for file in range(FILES) for kind, seed in ways_of(metafunc)]
        chosen = ways if metafunc.config.getoption("--all") else ways[4::SHARE]
        metafunc.parametrize("way", chosen, ids=lambda way: "-".join(map(str, way)))


def ways_of(metafunc: pytest.Metafunc) -> list[tuple[str, int]]:
    """The hundred ways that the helpers beside this file know."""
    [helpers] = [plugin for plugin in metafunc.config.pluginmanager.get_plugins() if hasattr(plugin, "WAYS")]
    ways: list[tuple[str, int]] = helpers.WAYS
    assert len(ways) == 100
    return ways


def test_the_redline_is_delivered_right_or_refused_with_a_reason(
    way: tuple[int, str, int],
    corpus: list[Path],
    edited_file: Callable[[bytes, str, int], bytes],
    judged: Callable[[bytes, bytes, bytes], list[str]],
    record_property: Callable[[str, str], None],
) -> None:
    file, kind, seed = way
    old = corpus[file].read_bytes()
    new = edited_file(old, kind, seed)

    made = redlined(harmless_parts(old), harmless_parts(new), US, engines())

    record_property("outcome", made.engine or "refused: " + " | ".join(made.refusals))
    if kind in NOT_TRACKED:
        assert made.docx is None
        assert NOT_TRACKED[kind] in made.refusals[0]
    elif made.docx is None:
        assert kind in HARD
        assert made.refusals
    else:
        assert judged(made.docx, old, new) == []
        assert set(revisions_of(harmless_parts(made.docx))) == {US.author}


@pytest.mark.parametrize("kind", ["word", "paragraph_moved", "paragraph_twice", "look", "aligned", "margin"])
def test_a_redline_breaks_no_rule_of_the_format_that_the_file_kept(
    kind: str, corpus: list[Path], edited_file: Callable[[bytes, str, int], bytes], tmp_path: Path
) -> None:
    old = corpus[2].read_bytes()
    made = redlined(harmless_parts(old), harmless_parts(edited_file(old, kind, 1)), US, engines()[:1])
    assert made.docx is not None
    file = tmp_path / "redline.docx"
    file.write_bytes(made.docx)

    assert findings(file) == findings(corpus[2])


def findings(file: Path) -> list[str]:
    return sorted(finding.description for finding in OpenXmlValidator().validate(str(file)).errors)
