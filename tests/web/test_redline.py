"""The redline for people: all that changed is shown, nothing else is marked, and no word of a contract is taken for markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.compare import Settings, changes_in, redline
from pipeline.model.comparison import Comparison
from pipeline.model.document import (
    Alignment,
    Cell,
    Clause,
    Document,
    Item,
    List,
    Part,
    PartKind,
    Ref,
    Revision,
    Row,
    Table,
    Text,
    Value,
)
from pipeline.model.playbook import Deviation, ReachedPosition
from pipeline.model.reading import lines as read_lines
from pipeline.model.redline import accepted, rejected
from pipeline.web import change_list, redline_comment, redline_page
from pipeline.web.markdown import escaped
from pipeline.web.redline_comment import MOST
from pipeline.web.redline_lines import every_line, lines_of
from tests.trees import paragraph

US = Revision("Fernhill", "2026-05-01")
HERE = Path(__file__).parent
RESPONSE = "service_levels.targets.p1.response"
WORDS = ("term", "support", "charges", "notice", "party", "month", "day", "written", "agreed", "service", "desk", "engineer")


def clause(id, heading, *items):
    return Clause(id, (Text(heading),), (List(tuple(Item((each,)) for each in items)),))


def table(response):
    rows = (("Priority", "Response"), ("Priority 1", Value(RESPONSE, response)))
    made = tuple(Row(tuple(Cell((paragraph(f"levels/{n}{m}", cell),)) for m, cell in enumerate(cells))) for n, cells in enumerate(rows))
    return Table("levels", (Alignment.LEFT, Alignment.LEFT), made[:1], made[1:], named=True)


def agreement(*clauses, response="30 minutes"):
    terms = Part(PartKind.TERMS, "terms", (), clauses)
    schedule = Part(PartKind.SCHEDULE, "levels-schedule", (Text("Levels"),), (table(response),))
    return Document("Support Agreement", (terms, schedule))


TERM = clause("term", "Term", paragraph("term/1", "The Agreement lasts two years."), paragraph("term/2", "It then ends."))
SUPPORT = clause(
    "support",
    "Support",
    paragraph("support.answer", "The Provider shall answer each call within ", Value(RESPONSE, "30 minutes"), " of the call."),
    paragraph("support/2", "It shall keep a record of each call under ", Ref("charges.fee"), "."),
)
CHARGES = clause("charges", "Charges", paragraph("charges.fee", "The Customer shall pay the Fee within 30 days after the invoice."))
OLD = agreement(TERM, SUPPORT, CHARGES)
NEW_SUPPORT = clause(
    "support",
    "Support",
    paragraph("support.answer", "The Provider shall answer each call within ", Value(RESPONSE, "60 minutes"), " of the call."),
    paragraph("support/2", "It shall keep a full record of each call under ", Ref("charges.fee"), "."),
    paragraph("support/3", "It shall say <b>who</b> called: [@octocat](https://example.org) | ~~now~~ **soon** `code`."),
)
NEW = agreement(CHARGES, NEW_SUPPORT, response="60 minutes")


def comparison(old=OLD, new=NEW, **more):
    marked = redline(old, new, Settings(US))
    return Comparison("acme-support", "0.1", "0.2-draft", marked, changes_in(marked), US, **more)


class Marked(HTMLParser):
    """The words of the inline view, each with what it is marked by; raises where tags do not match."""

    def __init__(self, page):
        super().__init__()
        self.open, self.lines, self.links, self.ids = [], [], [], set()
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        assert not any(name.startswith("on") for name in about)
        self.links += [about["href"][1:]] if about.get("href", "").startswith("#") else []
        self.ids |= {about["id"]} if "id" in about else set()
        if tag not in ("meta", "link", "input"):
            self.open.append((tag, about.get("class", "").split()))
        if "line" in about.get("class", "").split() and self.inside("inline"):
            self.lines.append([])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def inside(self, name):
        return any(name in classes for _, classes in self.open)

    def handle_data(self, data):
        if self.inside("inline") and self.inside("words") and not any(map(self.inside, ("moved", "end", "name"))):
            tags = {tag for tag, _ in self.open}
            gone = "del" in tags or self.inside("moved-from")
            come = "ins" in tags or self.inside("moved-to")
            # What goes out of a block that moves is shown where it moves to; its old words stand whole where it was.
            kind = (
                "left out"
                if "del" in tags and (self.inside("moved-to") or self.inside("neither"))
                else "gone"
                if gone
                else "come"
                if come
                else "kept"
            )
            self.lines[-1].append((data, kind))


def joined(marked, *kinds):
    return ["".join(text for text, kind in line if kind in kinds) for line in marked.lines]


def said(document):
    return [words for _, words in read_lines(document) if words.strip()]


def edited(number):
    """A document of clauses of which some are dropped, changed and put elsewhere, from a number."""
    random = Random(number)
    made = [
        clause(f"c{n}", f"Clause {n}", *(paragraph(f"c{n}/{m}", " ".join(random.choices(WORDS, k=9)) + ".") for m in range(3)))
        for n in range(6)
    ]
    new = list(made)
    for _ in range(random.randint(0, 4)):
        at = random.randrange(len(new))
        match random.randrange(4):
            case 0:
                new.pop(at)
            case 1:
                new.insert(random.randrange(len(new)), new.pop(at))
            case 2:
                new.insert(at, clause(f"n{at}-{random.random()}", "New", paragraph(f"n{at}/1", " ".join(random.choices(WORDS, k=7)))))
            case 3:
                points = new[at].blocks[0].items
                first = replace(points[0].first, content=(Text(" ".join(random.choices(WORDS, k=9))),))
                new[at] = replace(new[at], blocks=(List((Item((first,)), *points[1:])),))
        if not new:
            new = made[:1]
    return agreement(*made), agreement(*new)


@pytest.mark.parametrize("number", range(30))
def test_what_is_not_marked_as_gone_is_the_new_version_and_the_rest_the_old_one(number):
    old, new = edited(number)

    marked = Marked(redline_page(comparison(old, new)))

    assert [words for words in joined(marked, "kept", "come") if words.strip()] == said(new)
    assert [words for words in joined(marked, "kept", "gone") if words.strip()] == said(old)


@pytest.mark.parametrize("number", range(30))
def test_no_line_shows_a_number_that_it_has_in_neither_version(number):
    old, new = edited(number)

    marked = redline(old, new, Settings(US))

    shown = [line for line in every_line(lines_of(marked)) if line.pieces]
    assert [line.new_label for line in shown if line.in_new] == [label for label, _ in read_lines(accepted(marked))]
    assert [line.old_label for line in shown if line.in_old] == [label for label, _ in read_lines(rejected(marked))]


def test_every_change_is_on_the_page_and_in_the_comment_with_a_link_that_leads_to_it():
    compared = comparison()

    page, comment = redline_page(compared), redline_comment(compared)

    assert len(compared.changes) >= 5
    assert page.count('<p class="where">') == len(compared.changes)
    assert len(re.findall(r"^\| .* \| (?:high|medium|low) \|$", comment, re.MULTILINE)) == len(compared.changes)
    marked = Marked(page)
    assert len(marked.links) >= len(compared.changes)
    assert set(marked.links) <= marked.ids


def test_versions_that_say_the_same_have_no_marks():
    compared = comparison(OLD, OLD)

    marked = Marked(redline_page(compared))

    assert {kind for line in marked.lines for _, kind in line} == {"kept"}
    assert "The two versions say the same" in redline_page(compared)
    assert "The two versions say the same" in redline_comment(compared)


def test_a_value_is_told_in_words_with_all_places_where_it_is_printed():
    page = redline_page(comparison())

    row = page.partition('id="values"')[2].partition("</section>")[0]
    assert "The Response Time" in row
    assert row.count("<del>30 minutes</del>") == row.count("<ins>60 minutes</ins>") == 1
    assert "2.1 Support" in row
    assert "Schedule\u00a01" in row


def test_a_kept_reference_reads_as_each_version_has_it():
    marked = lines_of(redline(OLD, NEW, Settings(US)))

    [record] = [line for line in every_line(marked) if line.block == "support/2"]

    assert "".join(piece.text for piece in record.pieces if piece.in_new).endswith("under clause\u00a01.1.")
    assert "".join(piece.old_text for piece in record.pieces if piece.in_old).endswith("under clause\u00a03.1.")


def test_the_page_names_its_language_asks_no_network_and_escapes_every_word():
    page = redline_page(comparison())

    assert '<html lang="en-GB">' in page
    assert "default-src 'none'" in page
    assert "<b>who" not in page
    assert "&lt;b&gt;who" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", '" onload="x', "<!-- x", "{{ 7*7 }}", "&lt;", "]]>"])
def test_hostile_words_stay_words(hostile):
    new = agreement(clause("term", hostile, paragraph("term/1", hostile)))

    marked = Marked(redline_page(comparison(OLD, new, remarks=(hostile,))))

    assert hostile in joined(marked, "come")


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def inline_marks(text):
    """What Markdown makes of a line: pairs of mark and words."""
    [block] = [token for token in MARKDOWN.parse(text) if token.type == "inline"]
    mark, pairs = "", []
    for token in block.children:
        match token.type:
            case "s_open" | "strong_open":
                mark = token.markup
            case "s_close" | "strong_close":
                mark = ""
            case "softbreak":
                pairs.append((mark, "\n"))
            case _:
                assert token.type in ("text", "text_special"), token
                pairs.append((mark, token.content))
    return pairs


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1))
def test_no_word_breaks_out_of_its_mark_in_a_comment(words):
    new = agreement(clause("term", "Term", paragraph("term/1", f"x{words}x")))
    old = agreement(clause("term", "Term", paragraph("term/1", "")))

    comment = redline_comment(comparison(old, new))

    [line] = [line for line in comment.split("\n") if line.startswith("1\\.1 **")]
    pairs = inline_marks(line)
    assert "".join(text for mark, text in pairs if mark == "**").replace("\u200b", "") == f"x{words}x".replace("\u200b", "")
    assert "".join(text for mark, text in pairs if not mark) == "1.1 "


@pytest.mark.parametrize("words", [" and", ", and", "and ", " ", "(a)", "*", "~~", "\u00a0x"])
def test_marks_hold_beside_spaces_and_signs(words):
    old = agreement(clause("term", "Term", paragraph("term/1", "It ends then soon.")))
    new = agreement(clause("term", "Term", paragraph("term/1", f"It ends then{words} soon.")))

    line = redline_comment(comparison(old, new)).rstrip("\n").rpartition("\n")[2]

    pairs = inline_marks(line)
    assert any(mark == "**" for mark, _ in pairs)
    told = "".join(text for mark, text in pairs if mark != "~~").replace("\u200b", "")
    assert told == f"1.1 It ends then{words} soon."


def test_a_comment_calls_nobody():
    assert not re.search(r"@\w", redline_comment(comparison()))
    assert "octocat" in redline_comment(comparison())
    assert escaped("@octocat #12") == "\\@\u200boctocat \\#\u200b12"


def test_a_comment_that_is_too_long_ends_with_a_note_and_keeps_the_values():
    many = [clause(f"c{n}", "Clause", paragraph(f"c{n}/1", " ".join(WORDS * 20))) for n in range(40)]
    compared = comparison(OLD, agreement(NEW_SUPPORT, *many, response="60 minutes"))

    comment = redline_comment(compared)

    assert MOST - 4000 < len(comment) <= MOST
    assert comment.endswith(f"*The rest does not fit here; the HTML redline shows all {len(compared.changes)} changes.*\n")
    assert "### Values that changed" in comment
    assert len(redline_comment(compared, 2000)) <= 2000


def test_the_list_for_programs_holds_every_change_with_its_places():
    compared = comparison()

    told = json.loads(change_list(compared))

    assert (told["format"], told["old"], told["new"], told["author"]) == (1, "0.1", "0.2-draft", "Fernhill")
    assert [change["kind"] for change in told["changes"]] == [change.kind for change in compared.changes]
    [value] = [change for change in told["changes"] if change["kind"] == "value"]
    assert (value["path"], value["old"], value["new"], len(value["places"])) == (RESPONSE, "30 minutes", "60 minutes", 2)
    assert sum(count["all"] for count in told["summary"]) == len(told["changes"])


def test_positions_and_departures_stand_beside_a_comparison_with_the_library():
    reached = (
        ReachedPosition("support", "Support", "fallback-1", "Slower answers.", ("legal",)),
        ReachedPosition("term", "Term", "preferred"),
    )
    compared = comparison(reached=reached, deviations=(Deviation("term", "is deleted", "Agreed | at the | meeting"),))

    for text in (redline_page(compared), redline_comment(compared)):
        assert "Slower answers" in text
        assert "is deleted" in text
        assert "fallback" in text


def test_the_comment_reads_as_expected(golden):
    golden(HERE / "redline.md", redline_comment(comparison()))


WIDE = """(page, frame) => ({
  over: page.documentElement.scrollWidth - page.documentElement.clientWidth,
  marked: page.querySelectorAll(".view.inline .changed").length,
})"""
CONTRAST = """(page, frame) => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = frame.getComputedStyle(node).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  let least = 21;
  for (const node of page.querySelectorAll("body *:not(script)")) {
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
    const [a, b] = [light(frame.getComputedStyle(node).color), light(ground(node))];
    least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return least;
}"""
STEPS = """(page, frame) => {
  const at = [];
  for (const key of ["n", "n", "p", "p"]) {
    page.dispatchEvent(new frame.KeyboardEvent("keydown", { key, bubbles: true }));
    at.push(page.getElementById("position").textContent.split(" ")[0]);
  }
  page.getElementById("view-side").click();
  page.getElementById("next").click();
  return [at, page.querySelector(".current").className, page.getElementById("position").textContent];
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_its_window(ask, width):
    found = ask(redline_page(comparison()), WIDE, width)

    assert found["over"] <= 0
    assert found["marked"] > 0


def test_every_word_stands_out_from_its_ground(ask):
    assert ask(redline_page(comparison()), CONTRAST) >= 4.5


def test_keys_go_from_change_to_change_in_both_views(ask):
    at, current, told = ask(redline_page(comparison()), STEPS)

    number = int(told.split(" ")[2])
    assert at[:3] == ["1", "2", "1"]
    assert int(at[3]) > 3
    assert "differs" in current
    assert told.startswith("1 of ")
    assert number > 3
