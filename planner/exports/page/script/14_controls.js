// Search, filters, legend, totals and the switch of languages.

const LISTS = { aimag: "aimags", soum: "soums", kind: "kinds", technology: "technologies",
  status: "statuses", payer: "payers", fund: "funds", package: "packages", proven: "assurances" };

function optionsOf(name) {
  if (name === "year") {
    const years = new Set(data.packages.map(p => p[2]).filter(year => year !== null));
    return [...years].sort().map(year => [String(year), String(year)]);
  }
  return data[LISTS[name]].filter(row => name !== "soum" || !filters.aimag || data.aimags[row[2]][0] === filters.aimag)
    .map(row => [String(row[0]), optionName(name, row)]);
}

function optionName(name, row) {
  if (name === "package") return [row[0], named("funds", row[1]), row[2] ?? ""].filter(Boolean).join(", ");
  return name === "aimag" || name === "soum" ? row[1] || row[0] || "–" : spoken([row[1], row[2]]);
}

function showFilters() {
  const names = Object.keys(filters).filter(name => !["q", "until"].includes(name) && optionsOf(name).length > 1);
  fill("filters", names.map(name => make("label", null, make("span", null, word(name)),
    make("select", { "data-filter": name, on: { change: event => choose(name, event.target.value) } },
      make("option", { value: "" }, word("page.all")),
      optionsOf(name).map(([code, text]) => make("option", { value: code, selected: filters[name] === code }, text))))));
}

function choose(name, value) {
  filters[name] = value;
  if (name === "aimag") filters.soum = "";
  changed();
  const select = document.querySelector(`[data-filter="${name}"]`);
  if (select) select.focus({ preventScroll: true });
}

function clearFilters() {
  for (const name of Object.keys(filters)) filters[name] = "";
  byId("search").value = "";
  changed();
}

// After every change of the filters: choose again, draw again, tell the totals.
function changed(keepView = false) {
  showYears();
  select();
  showFilters();
  showLegend();
  showTotals();
  sorting.page = 0;
  showTable();
  showCharts();
  if (!keepView && plan.placed) showBox(boxOf(chosen.sites));
  document.documentElement.classList.toggle("narrowed", isFiltered());
  if (plan.placed) redraw();
  keepAddress();
}

function showLegend() {
  const counts = new Map();
  for (const i of chosen.sites) counts.set(markOf(i), (counts.get(markOf(i)) ?? 0) + 1);
  const rows = [...counts].sort((a, b) => orderOf(a[0]) - orderOf(b[0]));
  fill("map-legend", rows.map(legendRow), legendLines());
}

function legendRow([mark, count]) {
  const name = typeof mark === "string" ? "status" : "technology";
  const code = typeof mark === "string" ? mark : data.technologies[mark][0];
  const on = filters[name] === code;
  return make("li", null, make("button", { type: "button", "aria-pressed": String(on),
    on: { click: () => choose(name, on ? "" : code) } }, symbol(mark), " ", markName(mark), " ", make("b", null, number(count))));
}

function lineSymbol(name) {
  return draw("svg", { class: "line-symbol", viewBox: "0 0 24 8", "aria-hidden": "true" },
    draw("path", { class: name, d: "M1 4H23" }));
}

function legendLines() {
  const spans = data.network.spans, pops = plan.pops.length, metres = { false: 0, true: 0 };
  for (const j of chosen.links) metres[RADIO.has(data.link_kinds[data.links.kind[j]][0])] += data.links.metres[j];
  const km = value => number(value / 1000, 1) + " km";
  return [["build", "page.cable_to_build", metres.false], ["radio", "page.radio_to_build", metres.true],
    ["lit", "existing_network", spans.metres]].filter(row => row[2] > 0)
    .map(([name, key, value]) => make("li", null, lineSymbol(name), " ", word(key), " ", make("b", null, km(value))))
    .concat(data.network.borders ? [make("li", null, lineSymbol("border"), " ", spoken(data.network.borders.name))] : [])
    .concat(pops ? [make("li", null, make("i", { class: "pop" }), " ", word("pop"), " ", make("b", null, number(pops)))] : []);
}

function showTotals() {
  const t = chosen.totals, all = !isFiltered();
  const rows = [[word("sites"), number(t.sites)],
    ...data.statuses.map((row, k) => [spoken([row[1], row[2]]), number(t.statuses[k])]),
    [word("users_gaining"), number(t.users)], [word("computers_added"), number(t.computers)],
    [word(data.plan.listed === data.plan.once ? "one_time_cost" : "one_time_listed"), money(t.once)]];
  if (all && data.plan.listed !== data.plan.once) {
    rows.push([word("less_savings"), money(BigInt(data.plan.once) - BigInt(data.plan.listed))],
      [word("total_one_time"), money(BigInt(data.plan.once))]);
  }
  rows.push([word("new_per_year"), money(t.yearly)], [word("kept_fees"), money(t.kept)],
    [word("total_per_year"), money(t.yearly + t.kept)]);
  fill("totals", rows.map(([name, value]) => make("div", null, make("dt", null, name), make("dd", null, value))));
  byId("totals-note").textContent = totalsNote(t, all);
  byId("told").textContent = filled("page.told", { sites: number(t.sites), users: number(t.users), once: money(t.once) });
}

function totalsNote(t, all) {
  const notes = [];
  if (all) notes.push(word("page.all_chosen"));
  if (t.outside) notes.push(filled("page.outside", { count: number(t.outside) }));
  const missing = chosen.sites.filter(i => plan.lon[i] === null).length;
  if (missing) notes.push(filled("unlocated", { count: number(missing) }));
  return notes.join(" ");
}

function openControls() {
  byId("filter-box").open = innerWidth > 600 || isFiltered();
  let timer = 0;
  byId("search").addEventListener("input", event => {
    clearTimeout(timer);
    timer = setTimeout(() => { filters.q = event.target.value; changed(); }, 150);
  });
  openYears();
  byId("clear").addEventListener("click", clearFilters);
  byId("save-csv").addEventListener("click", saveCsv);
  byId("print").addEventListener("click", () => window.print());
  byId("paper").addEventListener("change", event =>
    document.documentElement.classList.toggle("a3", event.target.value === "A3"));
  byId("card-close").addEventListener("click", leaveCard);
  byId("card").addEventListener("keydown", event => {
    if (event.key === "Escape") leaveCard();
  });
  openLanguages(chosenLanguage => { speak(chosenLanguage); changed(true); reopen(); completeLeftOut(); });
}

function reopen() {
  if (opened.site >= 0) openSite(opened.site); else if (opened.link >= 0) openLink(opened.link);
}

// Shows one language, or both, in the written parts of the page and in the script's.
function speak(chosenLanguage) {
  language = chosenLanguage;
  showLanguage(language);
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = word(place.dataset.word);
  for (const place of document.querySelectorAll("[data-label]")) place.setAttribute("aria-label", word(place.dataset.label));
  byId("search").placeholder = word("page.search_for");
}
