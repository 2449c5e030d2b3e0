"use strict";
const inline = Array.from(document.querySelectorAll(".view.inline .changed")).filter((node) => !node.querySelector(".changed"));
const beside = Array.from(document.querySelectorAll(".view.side .differs"));
const shown = () => (document.getElementById("view-side").checked ? beside : inline);
const told = document.getElementById("position");
let at = -1;
const say = () => { told.textContent = `${at < 0 ? "" : `${at + 1} of `}${shown().length} changed line${shown().length === 1 ? "" : "s"}`; };
const go = (step) => {
  const marked = shown();
  if (!marked.length) return;
  document.querySelector(".current")?.classList.remove("current");
  at = at < 0 ? (step > 0 ? 0 : marked.length - 1) : (at + step + marked.length) % marked.length;
  marked[at].classList.add("current");
  marked[at].scrollIntoView({ block: "center" });
  say();
};
document.getElementById("next").addEventListener("click", () => go(1));
document.getElementById("previous").addEventListener("click", () => go(-1));
for (const box of document.querySelectorAll("[name=view]")) box.addEventListener("change", () => { at = -1; say(); });
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") go(1);
  if (event.key === "p") go(-1);
});
document.getElementById("contract").addEventListener("click", (event) => {
  const line = event.target.closest(".changed, .differs");
  if (line) at = Math.max(at, shown().indexOf(line));
});
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.matches(".changed")) {
    document.getElementById("view-inline").checked = true;
    at = inline.indexOf(target);
    target.scrollIntoView({ block: "center" });
    say();
  }
});
document.querySelector(".steps").hidden = false;
say();
