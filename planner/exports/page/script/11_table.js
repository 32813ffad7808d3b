// The selection as a table that sorts, page by page, and as CSV.

const ROWS = 50, MOST_PRINTED = 2000;
const sorting = { by: "", down: false, page: 0 };

// Each column: its key of the words, what it sorts by, what it shows, and whether it is a number.
const COLUMNS = [
  ["site_id", i => data.sites.id[i], null],
  ["name", i => data.sites.name[i], null],
  ["kind", i => named("kinds", data.sites.kind[i]), null],
  ["aimag", i => data.aimags[plan.aimagOf[i]][1], null],
  ["soum", i => data.soums[data.sites.soum[i]][1], null],
  ["status", i => named("statuses", data.sites.status[i]), null],
  ["technology", i => named("technologies", technologyOf(i)), null],
  ["mbps_before", i => data.sites.before[i], speed],
  ["mbps_after", afterOf, speed],
  ["computers_added", computersOf, number],
  ["users_gaining", usersOf, number],
  ["one_time_cost", i => onceOf(i), money],
  ["new_per_year", i => yearlyOf(i), money],
  ["reason", i => named("reasons", data.sites.reason[i]), null],
];

function sortedSites() {
  const column = COLUMNS.find(c => c[0] === sorting.by);
  if (!column) return chosen.sites;
  const order = new Intl.Collator("mn", { numeric: true });
  const compare = (a, b) => typeof a === "string" ? order.compare(a, b) : a < b ? -1 : a > b ? 1 : 0;
  const keys = new Map(chosen.sites.map(i => [i, column[1](i)])), sign = sorting.down ? -1 : 1;
  return [...chosen.sites].sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a - b);
}

function showTable() {
  const sites = sortedSites(), pages = Math.max(1, Math.ceil(sites.length / ROWS));
  sorting.page = Math.max(0, Math.min(sorting.page, pages - 1));
  const from = sorting.page * ROWS;
  fill("table-body", siteTable(sites.slice(from, from + ROWS)));
  fill("table-pages",
    button("←", () => turnPage(-1), { "aria-label": word("page.previous"), disabled: sorting.page === 0 }),
    make("span", null, filled("page.rows", { from: number(sites.length ? from + 1 : 0),
      to: number(Math.min(from + ROWS, sites.length)), count: number(sites.length) })),
    button("→", () => turnPage(1), { "aria-label": word("page.next"), disabled: sorting.page >= pages - 1 }));
}

function turnPage(step) {
  sorting.page += step;
  showTable();
}

function siteTable(sites) {
  return make("table", { class: "of-sites" },
    make("thead", null, make("tr", null, COLUMNS.map(heading))),
    make("tbody", null, sites.map(siteRow)));
}

function heading([key, , shown]) {
  const sorted = sorting.by === key;
  return make("th", { class: shown ? "n" : null, scope: "col",
    "aria-sort": sorted ? (sorting.down ? "descending" : "ascending") : "none" },
  button(word(key) + (sorted ? (sorting.down ? " ↓" : " ↑") : ""), () => sortBy(key), { class: "plain" }));
}

function sortBy(key) {
  if (sorting.by === key && sorting.down) Object.assign(sorting, { by: "", down: false });
  else Object.assign(sorting, { down: sorting.by === key, by: key });
  sorting.page = 0;
  showTable();
  keepAddress();
}

function siteRow(i) {
  return make("tr", null, COLUMNS.map(([key, value, shown]) => {
    const text = shown ? shown(value(i)) : value(i);
    return make("td", { class: shown ? "n" : key === "site_id" ? "mono" : null },
      key === "name" ? button(text, () => { showSite(i); byId("map-section").scrollIntoView(); }, { class: "plain" }) : text);
  }));
}

// --- the printed list of sites left out, with the sentence of each ---

function completeLeftOut() {
  const unserved = data.statuses.findIndex(row => row[0] === "unserved");
  const sites = [];
  for (let i = 0; i < plan.count; i++) if (data.sites.status[i] === unserved) sites.push(i);
  if (!sites.length || sites.length > MOST_PRINTED || !byId("left-out")) return;
  const rows = sites.map(i => [data.sites.id[i], data.sites.name[i], data.aimags[plan.aimagOf[i]][1],
    data.soums[data.sites.soum[i]][1], [named("reasons", data.sites.reason[i]),
      make("div", { class: "quiet" }, data.sites.text[i] < 0 ? "" : spoken(data.texts[data.sites.text[i]]))]]);
  fill("left-out", tableOf(["site_id", "name", "aimag", "soum", "reason"].map(word), rows, 5).firstChild);
  byId("shorter")?.remove();
}

// --- CSV ---

// What a spreadsheet may take for a formula begins with an apostrophe.
function csvCell(value) {
  let text = value === null ? "" : String(value);
  if (typeof value === "string" && /^[=+\-@\t\r\n＝＋－＠]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}

function plainMoney(amount) {
  const digits = data.money.digits, text = amount.toString().padStart(digits + 1, "0");
  return Number(digits ? text.slice(0, -digits) + "." + text.slice(-digits) : text);
}

const CSV_COLUMNS = [...COLUMNS,
  ["longitude", i => plan.lon[i], null], ["latitude", i => plan.lat[i], null]];

function csvText() {
  const rows = [CSV_COLUMNS.map(([key]) => word(key))];
  for (const i of sortedSites()) {
    rows.push(CSV_COLUMNS.map(([, value]) => {
      const found = value(i);
      return typeof found === "bigint" ? plainMoney(found) : found;
    }));
  }
  return "\ufeff" + rows.map(row => row.map(csvCell).join(",") + "\r\n").join("");
}

function saveCsv() {
  const address = URL.createObjectURL(new Blob([csvText()], { type: "text/csv;charset=utf-8" }));
  const name = `${data.plan.run}-${number(chosen.sites.length).replace(/,/g, "")}.csv`;
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
