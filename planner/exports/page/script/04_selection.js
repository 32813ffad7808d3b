// Which sites are chosen, and what they come to. Filters of a place or a site choose sites; filters
// of money (payer, fund, package, year) choose purchases, and the sites that they are for.

const filters = { q: "", aimag: "", soum: "", kind: "", technology: "", status: "", payer: "",
  fund: "", package: "", year: "", proven: "", until: "" };
let chosen = { sites: [], has: null, links: [], totals: null };

function codeAt(list, number) { return number < 0 ? "" : String(data[list][number][0]); }

const SITE_TESTS = {
  aimag: i => codeAt("aimags", plan.aimagOf[i]),
  soum: i => codeAt("soums", data.sites.soum[i]),
  kind: i => codeAt("kinds", data.sites.kind[i]),
  technology: i => codeAt("technologies", technologyOf(i)),
  status: i => codeAt("statuses", data.sites.status[i]),
  proven: i => codeAt("assurances", data.sites.proven[i]),
};
const LINE_TESTS = {
  payer: n => codeAt("payers", data.lines.payer[n]),
  fund: n => codeAt("funds", packageOf(n)[1]),
  package: n => codeAt("packages", data.lines.package[n]),
  year: n => String(packageOf(n)[2] ?? ""),
  until: n => isBoughtBy(n) ? filters.until : "",
};

function packageOf(n) {
  const p = data.lines.package[n];
  return p < 0 ? ["", -1, null] : data.packages[p];
}

function active(tests) { return Object.keys(tests).filter(name => filters[name] !== ""); }
function isFiltered() { return Object.values(filters).some(value => value !== ""); }

function lineTest() {
  const names = active(LINE_TESTS);
  return names.length ? n => names.every(name => LINE_TESTS[name](n) === filters[name]) : null;
}

function siteTest() {
  const names = active(SITE_TESTS);
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean).map(w => [w, skeleton(w)]);
  const found = i => words.every(([raw, plain]) =>
    haystack(i).raw.includes(raw) || (plain && haystack(i).plain.includes(plain)));
  return i => names.every(name => SITE_TESTS[name](i) === filters[name]) && found(i);
}

// Present fees that stay belong to a payer, never to a package.
function keptTest() {
  if (filters.fund || filters.package || filters.year || filters.until) return () => false;
  return i => data.sites.kept[i] > 0 &&
    (!filters.payer || codeAt("payers", data.sites.payer[i]) === filters.payer);
}

function select() {
  const passes = new Uint8Array(plan.count), test = siteTest(), line = lineTest();
  for (let i = 0; i < plan.count; i++) passes[i] = test(i) ? 1 : 0;
  const narrowed = active(SITE_TESTS).length > 0 || filters.q.trim() !== "";
  const links = [];
  plan.behind.forEach((sites, j) => {
    const whole = sites.length ? sites.every(i => passes[i]) : !narrowed;
    if (whole && (!line || plan.lines[plan.count + j].some(line))) links.push(j);
  });
  const has = line ? withPurchases(passes, links, line) : passes;
  const sites = [];
  for (let i = 0; i < plan.count; i++) if (has[i]) sites.push(i);
  chosen = { sites, has, links, totals: null };
  chosen.totals = totalsOf(sites, links);
}

function withPurchases(passes, links, line) {
  const has = new Uint8Array(plan.count), kept = keptTest();
  for (let i = 0; i < plan.count; i++) {
    has[i] = passes[i] && (plan.lines[i].some(line) || kept(i)) ? 1 : 0;
  }
  links.forEach(j => plan.behind[j].forEach(i => { has[i] = passes[i]; }));
  if (filters.until) for (let i = 0; i < plan.count; i++) if (!receivesBy(i)) has[i] = 0;
  return has;
}

// Sums of sites and links: people and equipment of the sites, money of their purchases.
function totalsOf(sites, links) {
  const line = lineTest(), kept = keptTest(), s = data.sites;
  const found = { sites: sites.length, users: 0, computers: 0, benefit: 0, metres: 0,
    statuses: data.statuses.map(() => 0), once: 0n, yearly: 0n, kept: 0n, outside: 0 };
  const add = n => {
    if (!line || line(n)) found[isYearly(n) ? "yearly" : "once"] += amountOf(n);
  };
  for (const i of sites) {
    found.users += usersOf(i);
    found.computers += computersOf(i);
    found.benefit += benefitOf(i);
    found.statuses[s.status[i]]++;
    if (kept(i)) found.kept += BigInt(s.kept[i]);
    plan.lines[i].forEach(add);
  }
  for (const j of links) {
    found.metres += data.links.metres[j];
    plan.lines[plan.count + j].forEach(add);
  }
  found.outside = sharedOutside(sites, links, line ?? (() => true));
  return found;
}

// Links that also serve sites outside: their money is nobody's alone and is not counted.
function sharedOutside(sites, links, line) {
  const inside = new Set(links), found = new Set();
  for (const i of sites) for (const j of plan.linksOf[i]) {
    if (!inside.has(j) && plan.lines[plan.count + j].some(line)) found.add(j);
  }
  return found.size;
}

function onceOf(i) { return moneyAt(i, n => !isYearly(n)); }
function yearlyOf(i) { return moneyAt(i, isYearly); }
function moneyAt(point, test) {
  return plan.lines[point].reduce((sum, n) => test(n) && isBoughtBy(n) ? sum + amountOf(n) : sum, 0n);
}
