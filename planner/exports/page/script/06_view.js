// Where a longitude and a latitude lie on the screen. Equirectangular about the middle latitude of
// the plan: x = longitude * shrink, y = -latitude, in degrees of latitude of KM kilometres.

const KM = 111.195;
const LARGEST = KM * 1000;  // pixels per degree: one metre a pixel
const MARGIN = 0.25;  // of the canvas around what is seen, so that a drag shows something
const view = { x: 0, y: 0, scale: 1, shrink: 1, width: 1, height: 1, home: null };

function placedSites() {
  const found = [];
  for (let i = 0; i < plan.count; i++) if (plan.lon[i] !== null) found.push(i);
  return found;
}

function boxOf(sites) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const i of sites) {
    if (plan.lon[i] === null) continue;
    const x = plan.lon[i] * view.shrink, y = -plan.lat[i];
    box[0] = Math.min(box[0], x); box[2] = Math.max(box[2], x);
    box[1] = Math.min(box[1], y); box[3] = Math.max(box[3], y);
  }
  return box;
}

function openView() {
  const sites = placedSites();
  let low = 90, high = -90;
  for (const i of sites) { low = Math.min(low, plan.lat[i]); high = Math.max(high, plan.lat[i]); }
  view.shrink = Math.max(Math.cos((low + high) / 2 * Math.PI / 180), 0.01);
  view.home = boxOf(sites);
  openGroups(sites);
}

function showBox(box, least = 20 / KM) {
  if (!(box[0] <= box[2])) return;
  const wide = Math.max(box[2] - box[0], least), tall = Math.max(box[3] - box[1], least);
  view.x = (box[0] + box[2]) / 2;
  view.y = (box[1] + box[3]) / 2;
  view.scale = Math.min(LARGEST, (view.width - 60) / wide, (view.height - 60) / tall);
}

function screenX(x) { return (x - view.x) * view.scale + view.width / 2; }
function screenY(y) { return (y - view.y) * view.scale + view.height / 2; }

function zoomAt(factor, px, py) {
  const smallest = 0.3 * Math.min(view.width, view.height) /
    Math.max(view.home[2] - view.home[0], view.home[3] - view.home[1], 0.2);
  const scale = Math.min(LARGEST, Math.max(smallest, view.scale * factor));
  const x = view.x + (px - view.width / 2) / view.scale, y = view.y + (py - view.height / 2) / view.scale;
  view.x = x - (px - view.width / 2) / scale;
  view.y = y - (py - view.height / 2) / scale;
  view.scale = scale;
}

// --- sums of places: soums, and aimags where soums would cover each other ---

function openGroups(sites) {
  plan.groups.soum = centres(sites, i => data.sites.soum[i]);
  plan.groups.aimag = centres(sites, i => plan.aimagOf[i]);
  view.apart = middleDistance([...plan.groups.soum.values()]);
}

function centres(sites, keyOf) {
  const found = new Map();
  for (const i of sites) {
    const key = keyOf(i);
    const one = found.get(key) ?? found.set(key, { x: 0, y: 0, count: 0 }).get(key);
    one.x += plan.lon[i] * view.shrink; one.y -= plan.lat[i]; one.count++;
  }
  for (const one of found.values()) { one.x /= one.count; one.y /= one.count; }
  return found;
}

// The median distance from a centre to the next one; of the first thousand where there are more.
function middleDistance(places) {
  const some = places.slice(0, 1000);
  if (some.length < 2) return Infinity;
  const nearest = some.map(a => Math.min(...some.map(b => a === b ? Infinity : Math.hypot(a.x - b.x, a.y - b.y))));
  return nearest.sort((a, b) => a - b)[some.length >> 1];
}

const FEW = 60;  // sites that are always drawn one by one

function levelOfDetail(count) {
  const apart = view.apart * view.scale;
  if (count <= FEW || apart >= 90) return "site";
  return apart >= 26 ? "soum" : "aimag";
}

// --- marks: what is drawn, clicked and listed ---

const SQUARE = 15, MOST_IN_SQUARE = 7, RADIUS = 5.5;

function marksOf(sites) {
  const placed = sites.filter(i => plan.lon[i] !== null);
  const level = levelOfDetail(placed.length);
  return level === "site" ? siteMarks(placed) : apart(sumMarks(placed, level));
}

function sumMarks(sites, level) {
  const key = level === "soum" ? i => data.sites.soum[i] : i => plan.aimagOf[i];
  const inside = new Map();
  for (const i of sites) {
    const k = key(i);
    if (inside.has(k)) inside.get(k).push(i); else inside.set(k, [i]);
  }
  return [...inside].map(([k, here]) => {
    const centre = plan.groups[level].get(k);
    const name = level === "soum" ? data.soums[k][1] : data.aimags[k][1];
    return sumMark(here, screenX(centre.x), screenY(centre.y), name || word("page.place"));
  });
}

function sumMark(sites, x, y, name) {
  return { x, y, sites, name, r: (view.width < 500 ? 0.8 : 1) * Math.min(26, 7 + 1.7 * Math.sqrt(sites.length)) };
}

// Sums that would cover each other become one, the larger ones first.
function apart(marks) {
  const kept = [];
  for (const mark of marks.sort((a, b) => b.sites.length - a.sites.length)) {
    const near = kept.find(k => Math.hypot(k.x - mark.x, k.y - mark.y) < k.r + mark.r);
    if (!near) { kept.push({ ...mark, more: 0 }); continue; }
    near.sites = near.sites.concat(mark.sites);
    near.more++;
  }
  return kept;
}

function isSeen(x, y) {
  const dx = MARGIN * view.width, dy = MARGIN * view.height;
  return x > -dx && y > -dy && x < view.width + dx && y < view.height + dy;
}

// Sites of one square of the screen side by side; very many in one square are a sum.
function siteMarks(sites) {
  const squares = new Map();
  for (const i of sites) {
    const x = screenX(plan.lon[i] * view.shrink), y = screenY(-plan.lat[i]);
    if (!isSeen(x, y)) continue;
    const key = Math.floor(x / SQUARE) + ":" + Math.floor(y / SQUARE);
    if (!squares.has(key)) squares.set(key, []);
    squares.get(key).push({ i, x, y });
  }
  const found = [...squares.values()].flatMap(squareMarks);
  const sums = apart(found.filter(mark => mark.site === undefined));
  return sums.map(mark => ({ ...mark, more: undefined })).concat(found.filter(mark => mark.site !== undefined));
}

function squareMarks(here) {
  const x = here.reduce((sum, p) => sum + p.x, 0) / here.length;
  const y = here.reduce((sum, p) => sum + p.y, 0) / here.length;
  const sites = here.map(p => p.i);
  if (here.length > MOST_IN_SQUARE) return [sumMark(sites, x, y, data.soums[data.sites.soum[sites[0]]][1])];
  return sites.map((i, n) => {
    const angle = 2 * Math.PI * n / here.length, out = here.length === 1 ? 0 : 4 + 2 * here.length;
    return { x: x + out * Math.cos(angle), y: y + out * Math.sin(angle), r: RADIUS, sites: [i],
      site: i, name: data.sites.name[i] };
  });
}
