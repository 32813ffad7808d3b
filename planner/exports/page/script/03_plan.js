// The plan as the other parts read it: coordinates in degrees, lines by delivery point, links by site.

const plan = { count: 0, lines: [], links: [], groups: {} };

function sums(differences) {
  let last = 0;
  return differences.map(d => d === null ? null : (last += d));
}

function openPlan() {
  const sites = data.sites, scale = 1e5;
  plan.count = sites.id ? sites.id.length : 0;
  plan.lon = sums(sites.lon).map(v => v === null ? null : v / scale);
  plan.lat = sums(sites.lat).map(v => v === null ? null : v / scale);
  plan.placed = plan.lon.reduce((n, v) => n + (v !== null), 0);
  plan.aimagOf = new Int32Array(plan.count);
  for (let i = 0; i < plan.count; i++) plan.aimagOf[i] = data.soums[sites.soum[i]][2];
  openLines();
  openLinks();
  plan.indexOf = new Map((sites.id || []).map((id, i) => [id, i]));
  plan.linkOf = new Map(data.links.id.map((id, j) => [id, j]));
}

function openLines() {
  const points = sums(data.lines.point), links = data.links.id.length;
  plan.lines = Array.from({ length: plan.count + links }, () => []);
  points.forEach((point, n) => plan.lines[point].push(n));
}

function numbersOf(runs) {
  const found = [];
  for (let i = 0, at = 0; i < runs.length; i += 2) {
    at += runs[i];
    for (let k = 0; k < runs[i + 1]; k++) found.push(at++);
  }
  return found;
}

// A line as a flat list of longitude, latitude, ...
function degreesOf(line, step) {
  const found = new Float64Array(line.length);
  for (let i = 0, x = 0, y = 0; i < line.length; i += 2) {
    found[i] = (x += line[i]) * step / 1e5;
    found[i + 1] = (y += line[i + 1]) * step / 1e5;
  }
  return found;
}

// Lines of the network begin at a difference from where the line before them begins.
function chained({ step, lines }) {
  let x = 0, y = 0;
  return lines.map(line => {
    x += line[0]; y += line[1];
    return degreesOf([x, y, ...line.slice(2)], step);
  });
}

function openLinks() {
  plan.behind = data.links.serves.map(numbersOf);
  plan.linksOf = Array.from({ length: plan.count }, () => []);
  plan.behind.forEach((sites, j) => sites.forEach(i => plan.linksOf[i].push(j)));
  plan.linkLines = data.links.line.map(line => degreesOf(line, data.links.step));
  plan.spanLines = chained(data.network.spans);
  plan.roadLines = chained(data.network.roads);
  const { step, aimags, soums } = data.network.borders ?? { step: 1, aimags: [], soums: [] };
  plan.borders = { aimags: chained({ step, lines: aimags }), soums: chained({ step, lines: soums }) };
  plan.pops = pointsOf(data.network.pops);
  plan.names = namesOf("aimags").concat(namesOf("soums"));
}

function pointsOf([lons, lats]) {
  const ys = sums(lats);
  return sums(lons).map((x, n) => x === null ? null : [x / 1e5, ys[n] / 1e5]);
}

function namesOf(list) {
  return pointsOf(data.network[list]).map((at, n) => ({ at, name: data[list][n][1], list })).filter(p => p.at);
}

function isYearly(n) { return data.items[data.lines.item[n]][6] === 1; }

function amountOf(n) {
  return BigInt(data.lines.quantity[n]) * BigInt(data.items[data.lines.item[n]][5]);
}

function placeOf(i) {
  const [, soum, aimag] = data.soums[data.sites.soum[i]];
  return [data.aimags[aimag][1], soum, data.sites.bagh[i]].filter(Boolean).join(", ");
}

// What a site is drawn as: the number of its technology, or "adequate" or "unserved".
function markOf(i) {
  const technology = technologyOf(i);
  return technology >= 0 ? technology : data.statuses[data.sites.status[i]][0];
}

// --- letters, so that "khovd", "Ховд" and "ховд" are one ---

const LATIN = { а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "o", ж: "j", з: "z", и: "i",
  й: "i", к: "k", л: "l", м: "m", н: "n", о: "o", ө: "o", п: "p", р: "r", с: "s", т: "t", у: "o",
  ү: "o", ф: "f", х: "h", ц: "c", ч: "c", ш: "s", щ: "s", ъ: "", ы: "i", ь: "", э: "e", ю: "o",
  я: "a", є: "o", ї: "o", і: "i", қ: "k", ғ: "g", ң: "n", ұ: "o", һ: "h", ә: "a" };
const SPELT = [[/kh|x/g, "h"], [/ts|tz|ch|q/g, "c"], [/sh/g, "s"], [/zh|dj/g, "j"], [/dz/g, "z"],
  [/y([aeou])/g, "$1"], [/[yi]+/g, "i"], [/[uw]/g, "o"], [/(.)\1+/g, "$1"]];

// Both alphabets become the same few Latin letters; what sounds alike is one letter.
function skeleton(text) {
  let found = "";
  for (const letter of text.toLowerCase()) found += LATIN[letter] ?? letter;
  found = found.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  for (const [pattern, plain] of SPELT) found = found.replace(pattern, plain);
  return found;
}

function haystack(i) {
  plan.texts ??= [];
  if (!plan.texts[i]) {
    const s = data.sites, raw = [s.id[i], s.name[i], s.latin[i], placeOf(i)].join(" ");
    // many write е for ё
    plan.texts[i] = { raw: raw.toLowerCase(), plain: skeleton(raw) + " " + skeleton(raw.replace(/ё/gi, "е")) };
  }
  return plan.texts[i];
}
