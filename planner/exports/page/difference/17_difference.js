// What changed against the plan before: a ring on the map, totals side by side, and a table.

const MOST_CHANGED = 200;
let movedSites = new Set();

function showDifference() {
  const section = byId("difference");
  movedSites = new Set();
  section.hidden = shown.past === null;
  if (shown.past === null) return;
  const now = pastOf(data), rows = [];
  for (const [id, after] of now.sites) {
    const before = shown.past.sites.get(id);
    if (before && isChanged(before, after)) rows.push({ id, i: plan.indexOf.get(id), before, after });
  }
  rows.sort((a, b) => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1));
  movedSites = new Set(rows.map(row => row.i));
  const alone = countAlone(now.sites, shown.past.sites) + countAlone(shown.past.sites, now.sites);
  fill("difference-body", totalsTable(shown.past.totals, now.totals),
    make("p", null, make("b", null, filled("difference.changed_sites", { count: number(rows.length) }))),
    alone ? make("p", null, filled("difference.missing", { count: number(alone) })) : null,
    rows.length ? changedTable(rows.slice(0, MOST_CHANGED)) : make("p", { class: "quiet" }, word("difference.none")),
    rows.length > MOST_CHANGED ? make("p", { class: "quiet" }, filled("page.more_in_view", { count: number(rows.length - MOST_CHANGED) })) : null,
    make("p", { class: "shown-command" }, word("difference.command"), ": ",
      make("code", null, `kholboo compare ${shown.before} ${shown.run}`)));
  redraw();
}

function countAlone(sites, others) { return [...sites.keys()].filter(id => !others.has(id)).length; }

// Sites whose technology or status changed come first, then those with more money moved.
function weightOf({ before, after }) {
  const other = before.status[0] !== after.status[0] || before.technology?.[0] !== after.technology?.[0];
  const money = after.once > before.once ? after.once - before.once : before.once - after.once;
  return (other ? 1e15 : 0) + Number(money);
}

function totalsTable(before, after) {
  const rows = [["served", number], ["users", number], ["benefit", value => number(value / 1000, 1)], ["once", money], ["yearly", money]]
    .map(([name, show]) => [word("difference.total." + name), show(before[name]), show(after[name]), signed(after[name] - before[name], show)]);
  const table = tableOf([word("difference.figure"), word("difference.before"), word("difference.after"), "±"], rows);
  table.classList.add("totals-of-two");
  return table;
}

function signed(change, show) { return (change > 0 ? "+" : "") + show(change); }

function changedTable(rows) {
  const table = tableOf([word("difference.site"), word("aimag"), word("difference.before"), word("difference.after"), "±"], rows.map(row => [
    button(row.after.name, () => showSite(row.i), { class: "plain" }), placeOf(row.i),
    received(row.before), received(row.after), signed(row.after.once - row.before.once, money)]), 4);
  return table;
}

function received(gain) {
  const what = gain.technology ? spoken(gain.technology.slice(1)) : spoken(gain.status.slice(1));
  return gain.computers ? `${what}, ${filled("page.computers_more", { count: number(gain.computers) })}` : what;
}

function ringMoved() {
  for (const mark of marks) {
    if (mark.sites.some(i => movedSites.has(i))) ring(mark, mark.r + 2.5, colours.focus, 2.5);
  }
}
additions.drawing.push(ringMoved);

// The list tells what the map rings.
additions.listed.push(mark => {
  const count = mark.sites.filter(i => movedSites.has(i)).length;
  return count ? " · " + filled("difference.in_list", { count: number(count) }) : "";
});
