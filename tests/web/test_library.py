"""The page of the clause library: everything of every clause, nothing of any contract, readable by everybody."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from pipeline.model.review import all_words, shown
from pipeline.web import library_page

VOID = {"meta", "link", "input", "wbr", "br", "hr", "img"}


class Outline(HTMLParser):
    """The words, ids, links and headings of a page; raises where tags do not match."""

    def __init__(self, page):
        super().__init__()
        self.open, self.ids, self.links, self.headings, self.said, self.attributes = [], [], [], [], [], []
        self.feed(page)
        self.close()
        assert not self.open
        self.words = re.sub(r"\s+", " ", "".join(self.said))

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        self.attributes += attrs
        self.ids += [about["id"]] if "id" in about else []
        self.links += [about["href"]] if "href" in about else []
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.said.append(data)


def words_on_page(content):
    """The words as the page shows them: a field by its name alone, a reference by title and id."""
    text = re.sub(r"\{\{ (.*?) \}\}", r"\1", shown(content))
    text = re.sub(r"\[([^\]]*): ([^\]]*\.[^\]]*)\]", r"\1 \2", text)
    return re.sub(r"\s+", " ", re.sub(r"\[([a-z-]+)\]", r"\1", text))


@pytest.fixture(scope="module")
def outline(page):
    return Outline(page)


def test_every_word_of_every_wording_stands_on_the_page(review, outline):
    said = [
        words for topic in review.topics for clause in topic.clauses for wording in clause.wordings for words in all_words(wording.blocks)
    ]

    assert len(said) > 20
    for words in said:
        assert words_on_page(words.content) in outline.words, words.anchor


def test_what_legal_says_about_a_clause_stands_beside_its_wordings(outline):
    for words in (
        "Keeps a promise.",
        "Risk High",
        "Always, and may not be left out, if services \u2013",
        "Only where the contract includes it",
        "We are answered in an hour.",
        "at most 1\u00a0hour",
        "Approval by head of it and general counsel",
        "Never accept Nobody answers at all.",
        "Commercial A stopped line costs money.",
        "Your own brochure promises an hour.",
        "A longer Initial Term.",
    ):
        assert re.sub(r"\s+", "", words) in re.sub(r"\s+", "", outline.words), words


def test_a_condition_stands_over_what_it_decides_on(outline):
    said = outline.words
    places = [
        said.index(words)
        for words in (
            "If term, renewal \u2013 whether and how the agreement renews: \u201cauto\u201d",
            "The support renews.",
            "Otherwise, if transition \u2013 taking over the services: given",
            "The support begins after the transition.",
            "Otherwise ",
            "The support ends.",
        )
    ]

    assert places[:4] == sorted(places[:4])
    assert places[3] < said.index("Otherwise ", places[3]) < places[5]


def test_a_law_says_what_it_changes_and_the_clause_says_so_too(outline):
    for words in (
        "Utopia",
        "clause, paragraph, Annex, Not used",
        "A desk has four legs.",
        "Desk Act, section 4. Checked 2026-01-05, nobody.",
        "It has four legs.",
    ):
        assert words in outline.words
    assert "The law adds behind Support support.answer:" in outline.words
    assert "The law deletes Credits, if insurance" in outline.words
    assert "The law wants Support in the contract, if transition" in outline.words
    assert ": A desk without legs falls." in outline.words
    assert outline.words.index("Utopia: adds behind Support support.answer") < outline.words.index("Governing laws", 2000)


def test_each_list_that_is_repeated_is_named(outline):
    for words in ("A row for each of rate_card, where", "A point for each of insurance", "A row for each of priority_matrix.impacts"):
        assert words in outline.words
    assert "A column for each of priority_matrix.urgencies" in outline.words


def test_each_field_is_explained(outline):
    titles = {value for name, value in outline.attributes if name == "title"}

    assert any(title.startswith("The length of the Initial Term, in months or years (") for title in titles)
    assert "term.initial_term" in outline.words
    assert "The length of the Initial Term, in months or years: " in outline.words


def test_each_clause_each_named_paragraph_and_each_wording_has_a_permanent_anchor(outline):
    wanted = {"support", "support.answer", "support.renewal", "support.rates", "credits.sum", "schedule-priorities.all"}

    assert wanted | {"support--preferred", "support--fallback-1"} <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))


def test_each_link_leads_somewhere_on_the_page(outline):
    links = [link for link in outline.links if link != "data:,"]

    assert len(links) > 10
    assert {link.removeprefix("#") for link in links} <= set(outline.ids)
    assert "or nowhere." in outline.words


def test_headings_go_down_one_level_at_a_time(outline):
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))


def test_the_page_asks_nothing_of_the_network(page):
    assert not re.findall(r"(?:https?:)?//[a-z]", page)
    assert not re.findall(r"@import|url\(", page)
    assert "default-src 'none'" in page


def test_hostile_words_stay_words(page_of):
    attack = '<script>alert("x")</script><b onclick=x>&amp;'
    wording = "1. The sign \\<script>alert(1)\\</script> and \\&amp; are \\<b>words\\</b>.\n"

    found = Outline(
        page_of(
            wording,
            wording.replace("sign", "mark"),
            title=attack,
            purpose=attack,
            positions=[
                {"id": "preferred", "says": attack, "wording": "preferred"},
                {"id": "fallback-1", "says": attack, "wording": "fallback-1", "approvers": ["legal"]},
            ],
            never_accept=[{"id": "never", "says": attack}],
            rationale={"legal": attack},
            talking_points=[attack],
            trade_for=[attack],
        )
    )

    assert found.said.count("alert") == 0
    assert sum(data.count(attack) for data in found.said) >= 8
    assert "<script>alert(1)</script> and &amp; are <b>words</b>." in found.words
    assert not any(name.startswith("on") for name, _ in found.attributes)


def test_the_same_library_gives_the_same_page(review, page):
    assert library_page(review) == page


def test_every_page_says_that_it_is_internal(page, outline):
    assert outline.words.count("Internal, privileged and confidential") == 2
    assert '@top-center { content: "Internal, privileged and confidential"' in page


def test_where_a_fallback_departs_from_the_preferred_wording_is_shown(page):
    difference = page.partition('<details class="difference">')[2].partition("</details>")[0]

    assert "answer within <del>{{ service_levels.targets.p1.response | both }}</del>" in difference
    assert "<ins>{{ service_levels.targets.p1.response | words }} on a Weekday</ins>.</p>" in difference
    assert "<del>The support ends.</del>" in difference
    assert '<p class="same">\u201cDesk\u201d means' in difference


CONTRAST = """(document, window) => {
  const parts = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = (colour) => colour.slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parts(window.getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  document.querySelectorAll("details").forEach((node) => { node.open = true; });
  const weak = [];
  const walker = document.createTreeWalker(document.body, window.NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || ["SCRIPT", "STYLE"].includes(node.tagName)) continue;
    seen += 1;
    const [one, other] = [light(parts(window.getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) weak.push([node.className, node.textContent.slice(0, 40), ratio]);
  }
  return {seen, weak};
}"""


def test_all_words_stand_out_from_their_ground(ask, page):
    found = ask(page, CONTRAST)

    assert found["seen"] > 100
    assert found["weak"] == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_fits_its_window(ask, page, width):
    within = """(document, window) => ({
      width: document.documentElement.scrollWidth,
      outside: [...document.querySelectorAll("p, h2, h3, h4, dl, summary")].filter(
        (node) => node.getBoundingClientRect().right > window.innerWidth + 1).length,
    })"""

    assert ask(page, within, width) == {"width": width, "outside": 0}


SEARCH = """(document, window) => {
  const box = document.querySelector("#search");
  box.value = "WORDS";
  box.dispatchEvent(new window.Event("input"));
  return {
    shown: [...document.querySelectorAll(".clause")].filter((node) => node.offsetHeight).map((node) => node.id),
    entries: [...document.querySelectorAll("[data-of]")].filter((node) => node.offsetHeight).map((node) => node.dataset.of),
    said: document.querySelector("#found").textContent,
    none: document.querySelector(".none").offsetHeight > 0,
  };
}"""


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("service desk means", ["support"]),
        ("derived.annual_charge", ["credits"]),
        ("SCHEDULE-priorities", ["schedule-priorities"]),
        ("", ["cover", "support", "credits", "signatures", "schedule-priorities", "law-utopia"]),
        ("<nothing>", []),
    ],
)
def test_the_search_leaves_the_clauses_that_have_all_the_words(ask, page, words, clauses):
    found = ask(page, SEARCH.replace("WORDS", words))

    assert sorted(found["shown"]) == sorted(clauses)
    assert sorted(found["entries"]) == sorted(clauses)
    assert found["none"] is not bool(clauses)
    assert found["said"] == (f"{len(clauses)} of 6 shown" if words else "")


def test_without_its_script_the_page_shows_all_and_offers_no_search(ask, page):
    still = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)

    shown_clauses = '(document) => [...document.querySelectorAll(".wording")].filter((node) => node.offsetHeight).length'
    searches = '(document) => document.querySelector(".search").offsetHeight'
    assert ask(still, shown_clauses) == 7
    assert ask(still, searches) == 0
    assert ask(page, searches) > 0
