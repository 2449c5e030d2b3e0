"use strict";
const box = document.getElementById("search");
const found = document.getElementById("found");
const clauses = Array.from(document.querySelectorAll(".clause"), (node) => ({
  node,
  entry: document.querySelector(`[data-of="${node.id}"]`),
  words: `${node.id} ${node.textContent}`.toLowerCase().replace(/\s+/g, " "),
}));
const show = () => {
  const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { node, entry, words } of clauses) {
    const fits = wanted.every((word) => words.includes(word));
    node.hidden = entry.hidden = !fits;
    count += fits;
  }
  for (const topic of document.querySelectorAll(".topic")) topic.hidden = !topic.querySelector(".clause:not([hidden])");
  for (const topic of document.querySelectorAll(".contents > ol > li")) topic.hidden = !topic.querySelector("li:not([hidden])");
  document.querySelector(".none").hidden = count > 0;
  found.textContent = wanted.length ? `${count} of ${clauses.length} shown` : "";
};
box.closest("p").hidden = false;
box.addEventListener("input", show);
addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.closest("[hidden]")) {
    box.value = "";
    show();
    target.scrollIntoView();
  }
});
show();
