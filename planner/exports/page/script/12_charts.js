// Charts of the selection, each with its table. Bars begin at zero.

function showCharts() {
  fill("charts", byYear(), byTechnology(), byAimag(), speeds(), perPerson(), nextMoney(), prices());
}

function chart(key, headings, rows, bars) {
  return make("figure", null, make("figcaption", null, word(key)),
    rows.length ? bars : make("p", { class: "quiet" }, word("page.nothing")),
    make("details", null, make("summary", null, word("page.as_table")), tableOf(headings, rows)));
}

function wideOf() { return Math.max(280, Math.min(600, byId("charts").clientWidth)); }

// Horizontal bars: rows of [name, values, shown, mark, proven interval]; every bar begins at zero.
function barsOf(rows, classes) {
  const most = rows.reduce((top, row) => Math.max(top, ...row[1], row[4]?.[1] ?? 0), 0) || 1;
  const tall = 18 * classes.length + 30, height = rows.length * tall + 4, wide = wideOf();
  return draw("svg", { class: "bars", viewBox: `0 0 ${wide} ${height}`, role: "img", "aria-hidden": "true" },
    rows.map((row, n) => barRow(row, n * tall, (wide - 150) / most, classes)),
    draw("path", { class: "axis", d: `M0 0V${height}` }));
}

function barRow([name, values, shown, fillColour, span], top, scale, classes) {
  const most = Math.floor(wideOf() / 7.5), [low, high] = (span ?? [0, 0]).map(value => Math.max(value, 0) * scale);
  return [draw("text", { x: 4, y: top + 16 }, name.length > most ? name.slice(0, most - 1) + "…" : name),
    values.map((value, k) => {
      const width = Math.max(value * scale, value > 0 ? 1 : 0), y = top + 22 + 18 * k;
      return [draw("rect", { x: 0, y, width, height: 14, class: classes[k], fill: fillColour ?? null }),
        draw("text", { class: "figure", x: Math.max(width, high) + 6, y: y + 11 }, shown[k])];
    }),
    span ? draw("path", { class: "span", d: `M${low} ${top + 25}v8m0-4H${high}m0-4v8` }) : null];
}

function moneyRow(name, amount, fillColour) {
  return [name, [Number(amount)], [money(amount)], fillColour];
}

function addTo(map, key, amount) { map.set(key, (map.get(key) ?? 0n) + amount); }

function onceHere(point) {
  const line = lineTest() ?? (() => true);
  return moneyAt(point, n => !isYearly(n) && line(n));
}

// One-time money of each year of a programme, and the people who gain by its end.
function byYear() {
  if (!data.programme) return null;
  const { years, benefits } = data.programme, line = lineTest() ?? (() => true);
  const points = [...chosen.sites, ...chosen.links.map(j => plan.count + j)];
  const spentIn = year => points.reduce((sum, point) =>
    sum + moneyAt(point, n => !isYearly(n) && line(n) && data.lines.when[n] === year), 0n);
  const gaining = t => chosen.sites.reduce((sum, i) => sum + (benefits[i][t] > 0 ? data.sites.users[i] : 0), 0);
  const rows = years.map(year => moneyRow(String(year), spentIn(year)));
  return chart("page.chart_year", [word("year"), word("one_time_listed"), word("users_gaining")],
    rows.map((row, t) => [row[0], row[2][0], number(gaining(t))]), barsOf(rows, ["one"]));
}

// One-time money by what a site receives, and of the links that sites share.
function byTechnology() {
  const found = new Map();
  for (const i of chosen.sites) addTo(found, technologyOf(i), onceHere(i));
  for (const j of chosen.links) addTo(found, -2, onceHere(plan.count + j));
  const rows = [...found].filter(row => row[1] > 0n).sort((a, b) => a[1] < b[1] ? 1 : -1).map(([t, amount]) =>
    t < 0 ? moneyRow(word(t === -2 ? "page.shared_links" : "status.unserved"), amount)
      : moneyRow(named("technologies", t), amount, data.technologies[t][3]));
  return chart("page.chart_technology", [word("technology"), word("one_time_listed")],
    rows.map(row => [row[0], row[2][0]]), barsOf(rows, ["one"]));
}

function aimagOfLink(j) {
  const [first, ...rest] = plan.behind[j];
  return first !== undefined && rest.every(i => plan.aimagOf[i] === plan.aimagOf[first]) ? plan.aimagOf[first] : -1;
}

function onceByAimag() {
  const found = new Map();
  for (const i of chosen.sites) addTo(found, plan.aimagOf[i], onceHere(i));
  for (const j of chosen.links) addTo(found, aimagOfLink(j), onceHere(plan.count + j));
  return found;
}

function aimagName(aimag) {
  return aimag < 0 ? word("shared_aimags") : data.aimags[aimag][1] || word("page.place");
}

function byAimag() {
  const rows = [...onceByAimag()].filter(row => row[1] > 0n).sort((a, b) => a[1] < b[1] ? 1 : -1)
    .map(([aimag, amount]) => moneyRow(aimagName(aimag), amount));
  return chart("page.chart_aimag", [word("aimag"), word("one_time_listed")],
    rows.map(row => [row[0], row[2][0]]), barsOf(rows, ["one"]));
}

const STEPS_OF_SPEED = [0, 2, 5, 10, 20, 50, 100, Infinity];

// Sites by speed today and after the plan; 0 is no link.
function speeds() {
  const before = STEPS_OF_SPEED.map(() => 0), after = [...before];
  const step = mbps => STEPS_OF_SPEED.findIndex(most => mbps <= most);
  for (const i of chosen.sites) {
    before[step(data.sites.before[i])]++;
    after[step(Math.max(afterOf(i), data.sites.technology[i] < 0 ? data.sites.before[i] : 0))]++;
  }
  const rows = STEPS_OF_SPEED.map((most, n) => [speedName(n), [before[n], after[n]],
    [number(before[n]), number(after[n])]]);
  return chart("page.chart_speed", [word("page.speed"), word("page.now"), word("page.then")],
    rows.map(row => [row[0], ...row[2]]), [keyOf(["before", "after"]), barsOf(rows, ["before", "after"])]);
}

function keyOf(classes) {
  return make("p", { class: "key" }, classes.map((name, k) => [make("i", { class: name }),
    word(k ? "page.then" : "page.now")]));
}

function speedName(n) {
  if (n === 0) return word("page.no_link");
  const [low, high] = [STEPS_OF_SPEED[n - 1], STEPS_OF_SPEED[n]];
  return high === Infinity ? `> ${low} Mbps` : `${low} – ${high} Mbps`;
}

// One-time money for each person who gains, by aimag.
function perPerson() {
  const users = new Map(), once = onceByAimag();
  for (const i of chosen.sites) users.set(plan.aimagOf[i], (users.get(plan.aimagOf[i]) ?? 0) + usersOf(i));
  const rows = [...users].filter(([, count]) => count > 0).map(([aimag, count]) =>
    [aimagName(aimag), rounded(once.get(aimag) ?? 0n, BigInt(count)), count])
    .sort((a, b) => a[1] < b[1] ? 1 : -1);
  return chart("page.chart_person", [word("aimag"), word("page.per_person"), word("users_gaining")],
    rows.map(([name, each, count]) => [name, money(each), number(count)]),
    barsOf(rows.map(([name, each]) => moneyRow(name, each)), ["one"]));
}

function rounded(amount, count) { return (amount * 2n + count) / (count * 2n); }
