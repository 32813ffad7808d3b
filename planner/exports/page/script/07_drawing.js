// The canvas: boundaries, roads, lines, links to build, points of presence, sites or sums, names, scale.

let marks = [];
let highlighted = { mark: null, link: -1 };
let pen = null;

function fitCanvas() {
  const frame = byId("map-frame").getBoundingClientRect(), canvas = byId("map");
  view.width = Math.max(frame.width, 50);
  view.height = Math.max(frame.height, 50);
  const dots = Math.min(window.devicePixelRatio || 1, 2), whole = 1 + 2 * MARGIN;
  canvas.width = Math.round(view.width * whole * dots);
  canvas.height = Math.round(view.height * whole * dots);
  canvas.style.width = view.width * whole + "px";
  canvas.style.height = view.height * whole + "px";
  canvas.style.left = -MARGIN * view.width + "px";
  canvas.style.top = -MARGIN * view.height + "px";
  pen = canvas.getContext("2d");
  pen.setTransform(dots, 0, 0, dots, dots * MARGIN * view.width, dots * MARGIN * view.height);
}

let waiting = false;
function redraw() {
  if (waiting || !pen) return;  // without a position there is no map
  waiting = true;
  requestAnimationFrame(() => { waiting = false; drawMap(); });
}

function drawMap() {
  drawSheet();
  showScale();
  listMarks();
}

function drawSheet() {
  const dx = MARGIN * view.width, dy = MARGIN * view.height;
  byId("map").style.transform = "";
  pen.clearRect(-dx, -dy, view.width + 2 * dx, view.height + 2 * dy);
  drawPlan();
  for (const add of additions.drawing) add();
  drawNames();
  drawFocus();
}

function drawPlan() {
  drawGround();
  marks = marksOf(chosen.sites);
  for (const mark of marks) if (isSeen(mark.x, mark.y)) drawMark(mark);
}

// What lies under the marks. From afar boundaries are those of aimags, where these are known.
function drawGround() {
  const { aimags, soums } = plan.borders, near = levelOfDetail(chosen.sites.length) !== "aimag";
  if (near || !aimags.length) drawLines(soums, { strokeStyle: colours.border, lineWidth: 0.7 });
  drawLines(aimags, { strokeStyle: colours.border, lineWidth: 1.5 });
  drawLines(plan.roadLines, { strokeStyle: colours.road, lineWidth: 0.8 });
  drawLines(plan.spanLines, { strokeStyle: colours.lit, lineWidth: 1.6 }, [6, 3]);
  drawLinks();
  drawPops();
}

function traceLine(line) {
  for (let n = 0; n < line.length; n += 2) {
    const x = screenX(line[n] * view.shrink), y = screenY(-line[n + 1]);
    if (n) pen.lineTo(x, y); else pen.moveTo(x, y);
  }
}

function isLineSeen(line) {
  const west = view.x - 0.8 * view.width / view.scale, east = view.x + 0.8 * view.width / view.scale;
  let left = false, right = false;
  for (let n = 0; n < line.length; n += 2) {
    const x = line[n] * view.shrink;
    if (x >= west) left = true;
    if (x <= east) right = true;
    if (left && right) return true;
  }
  return false;
}

function drawLines(lines, look, dashes = []) {
  Object.assign(pen, { lineJoin: "round", lineCap: "round" }, look);
  pen.setLineDash(dashes);
  pen.beginPath();
  for (const line of lines) if (isLineSeen(line)) traceLine(line);
  pen.stroke();
  pen.setLineDash([]);
}

const RADIO = new Set(["microwave", "bridge", "neighbour"]);  // led through the air, or short

function drawLinks() {
  const radio = [], cable = [];
  for (const j of chosen.links) {
    const kind = data.link_kinds[data.links.kind[j]][0];
    (RADIO.has(kind) ? radio : cable).push(plan.linkLines[j]);
  }
  const width = levelOfDetail(chosen.sites.length) === "site" ? 3 : 2;
  drawLines(cable, { strokeStyle: colours.build, lineWidth: width });
  drawLines(radio, { strokeStyle: colours.radio, lineWidth: width * 0.7 }, [2, 4]);
  if (highlighted.link >= 0) {
    drawLines([plan.linkLines[highlighted.link]], { strokeStyle: colours.focus, lineWidth: 7 });
    drawLines([plan.linkLines[highlighted.link]], { strokeStyle: colours.build, lineWidth: 3 });
  }
}

function drawPops() {
  const room = view.apart * view.scale, r = room > 60 ? 4.5 : room > 26 ? 3 : 1.8;
  pen.beginPath();
  for (const [lon, lat] of plan.pops) {
    const x = screenX(lon * view.shrink), y = screenY(-lat);
    if (!isSeen(x, y)) continue;
    pen.moveTo(x, y - r); pen.lineTo(x + r, y); pen.lineTo(x, y + r); pen.lineTo(x - r, y);
    pen.closePath();
  }
  Object.assign(pen, { fillStyle: colours.paper, strokeStyle: colours.lit, lineWidth: 1.4 });
  pen.fill();
  pen.stroke();
}

function drawMark(mark) {
  if (mark.site === undefined) drawSum(mark); else drawSite(mark);
}

function drawSite(mark) {
  const kind = markOf(mark.site), paint = paintOf(kind);
  pen.save();
  pen.translate(mark.x, mark.y);
  pen.scale(mark.r, mark.r);
  pen.fillStyle = paint.inside;
  pen.strokeStyle = paint.line;
  pen.lineWidth = kind === "unserved" ? 0.4 : 0.25;
  pen.fill(pathOf(kind));
  pen.stroke(pathOf(kind));
  pen.restore();
}

function sharesOf(sites) {
  const counts = new Map();
  for (const i of sites) counts.set(markOf(i), (counts.get(markOf(i)) ?? 0) + 1);
  return [...counts].sort((a, b) => orderOf(a[0]) - orderOf(b[0]));
}

function orderOf(mark) { return mark === "adequate" ? 1e3 : mark === "unserved" ? 1e3 + 1 : mark; }

// A ring whose sectors are the shares of the technologies, and the count of sites inside.
function drawSum(mark) {
  let from = -Math.PI / 2;
  for (const [kind, count] of sharesOf(mark.sites)) {
    const to = from + 2 * Math.PI * count / mark.sites.length;
    pen.beginPath();
    pen.moveTo(mark.x, mark.y);
    pen.arc(mark.x, mark.y, mark.r, from, to);
    pen.closePath();
    pen.fillStyle = kind === "unserved" ? colours.left : paintOf(kind).inside;
    pen.fill();
    from = to;
  }
  ring(mark, mark.r, colours.paper, 1);
  if (mark.r >= 11) countInside(mark);
}

function ring(mark, radius, strokeStyle, lineWidth) {
  Object.assign(pen, { strokeStyle, lineWidth });
  pen.beginPath();
  pen.arc(mark.x, mark.y, radius, 0, 2 * Math.PI);
  pen.stroke();
}

function countInside(mark) {
  pen.beginPath();
  pen.arc(mark.x, mark.y, mark.r * 0.66, 0, 2 * Math.PI);
  pen.fillStyle = colours.paper;
  pen.fill();
  const text = String(mark.sites.length);
  Object.assign(pen, { fillStyle: colours.ink, textAlign: "center", textBaseline: "middle" });
  pen.font = `600 ${text.length > 3 ? 9 : 11}px sans-serif`;
  pen.fillText(text, mark.x, mark.y + 0.5);
}

// Names over sums; over sites those of soums; none covers another.
function drawNames() {
  const written = [];
  pen.font = "600 12px sans-serif";
  Object.assign(pen, { textAlign: "center", textBaseline: "alphabetic", lineWidth: 3.5, lineJoin: "round",
    strokeStyle: colours.halo, fillStyle: colours.ink });
  const sums = marks.filter(mark => mark.site === undefined && mark.more !== undefined);
  for (const mark of sums) if (mark.r >= 11) writeName(mark.name, mark.x, mark.y - mark.r - 4, written);
  if (sums.length) return;
  const near = view.apart * view.scale >= 70;
  for (const { at, name, list } of plan.names) {
    if (near || list === "aimags") writeName(name, screenX(at[0] * view.shrink), screenY(-at[1]) - 14, written);
  }
}

// Whether a name would cover the count inside a sum.
function hidesCount(x, y, half) {
  return marks.some(m => m.r >= 11 && m.site === undefined && Math.abs(m.y - y + 4) < 6 + 0.6 * m.r &&
    Math.abs(m.x - x) < half + 0.6 * m.r);
}

function writeName(name, x, y, written) {
  const shown = name.length > 28 ? name.slice(0, 27) + "…" : name;
  const half = pen.measureText(shown).width / 2;
  const taken = written.some(w => Math.abs(w.x - x) < w.half + half + 4 && Math.abs(w.y - y) < 15);
  if (taken || !isSeen(x, y) || hidesCount(x, y, half)) return;
  written.push({ x, y, half });
  pen.strokeText(shown, x, y);
  pen.fillText(shown, x, y);
}

function drawFocus() {
  const wanted = highlighted.mark;
  if (wanted === null) return;
  const mark = marks.find(m => m.sites.includes(wanted));
  if (mark) { ring(mark, mark.r + 4, colours.paper, 5); ring(mark, mark.r + 4, colours.focus, 2.5); }
}

function showScale() {
  const km = 110 / view.scale * KM, step = 10 ** Math.floor(Math.log10(km));
  const shown = [5, 2, 1].map(n => n * step).find(n => n <= km);
  byId("map-scale").style.width = shown / KM * view.scale + "px";
  byId("map-scale").textContent = shown >= 1 ? number(shown) + " km" : number(shown * 1000) + " m";
}
