// The list beside the map: the same marks, for the keyboard and for screen readers.

const MOST_LISTED = 200;
let listed = [];
let current = -1, held = "";  // the chosen row, and the id of its first site

function openList() {
  const list = byId("map-list");
  list.addEventListener("keydown", listKey);
  list.addEventListener("focus", () => point(Math.max(current, 0)));
  list.addEventListener("blur", () => highlight(opened.site < 0 ? null : opened.site));
  list.addEventListener("click", event => {
    const option = event.target.closest("[role=option]");
    if (option) { point(Number(option.dataset.number)); openMark(listed[current]); }
  });
}

function listMarks() {
  const seen = marks.filter(m => m.x >= 0 && m.y >= 0 && m.x <= view.width && m.y <= view.height);
  listed = seen.sort((a, b) => a.sites[0] - b.sites[0]).slice(0, MOST_LISTED);
  const site = plan.indexOf.get(held), again = listed.findIndex(mark => mark.sites.includes(site));
  current = again < 0 ? Math.min(current, listed.length - 1) : again;
  fill("map-list", listed.map(listRow));
  if (document.activeElement === byId("map-list")) point(Math.max(current, 0), false);
  const more = seen.length - listed.length;
  byId("map-list-note").textContent = more > 0 ? filled("page.more_in_view", { count: number(more) }) : "";
}

function listRow(mark, n) {
  const single = mark.site !== undefined;
  return make("div", { role: "option", id: "mark-" + n, "data-number": n, "aria-selected": "false" },
    single ? symbol(markOf(mark.site)) : make("b", { class: "count" }, number(mark.sites.length)),
    make("span", null, single ? mark.name : sumName(mark),
      make("small", null, single ? markName(markOf(mark.site)) : filled("page.sum_of", sumWords(mark)),
      additions.listed.map(tell => tell(mark)))));
}

// To the list by keyboard; an open card stands in its place.
function goToList() {
  additions.list?.();
  byId(byId("card").hidden ? "map-list" : "card-title").focus();
}

function leaveCard() {
  closeCard();
  if (!additions.back?.()) byId("map-list").focus();
}

function sumWords(mark) {
  const served = mark.sites.filter(i => data.sites.technology[i] >= 0).length;
  return { served: number(served), sites: number(mark.sites.length) };
}

function point(n, isChosen = true) {
  if (!listed.length) return;
  byId("mark-" + current)?.setAttribute("aria-selected", "false");
  current = Math.max(0, Math.min(n, listed.length - 1));
  const row = byId("mark-" + current);
  row.setAttribute("aria-selected", "true");
  byId("map-list").setAttribute("aria-activedescendant", row.id);
  if (isChosen || !held) held = data.sites.id[listed[current].sites[0]];
  row.scrollIntoView({ block: "nearest" });
  highlight(listed[current].sites[0]);
}

function highlight(site) {
  if (highlighted.mark === site) return;
  highlighted.mark = site;
  if (pen) requestAnimationFrame(drawSheet);
}

function listKey(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  if (event.key in steps) point(current + steps[event.key]);
  else if (event.key === "Home") point(0);
  else if (event.key === "End") point(listed.length - 1);
  else if (event.key === "Enter" || event.key === " ") { if (listed[current]) openMark(listed[current]); }
  else if (event.key === "Escape") byId("map-frame").focus();
  else return;
  event.preventDefault();
}
