// Mouse, touch and keys on the map. A drag moves the canvas as it is and draws when it ends.

const fingers = new Map();
let drag = null;

function placeIn(event) {
  const frame = byId("map-frame").getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
}

function openGestures() {
  const frame = byId("map-frame");
  frame.addEventListener("pointerdown", pointerDown);
  frame.addEventListener("pointermove", pointerMove);
  frame.addEventListener("pointerup", pointerUp);
  frame.addEventListener("pointercancel", pointerUp);
  frame.addEventListener("pointerleave", () => hideTip());
  addEventListener("keydown", event => { if (event.key === "Escape") hideTip(); });
  frame.addEventListener("wheel", turnWheel, { passive: false });
  frame.addEventListener("keydown", pressKey);
  byId("zoom-in").addEventListener("click", () => zoomMiddle(1.6));
  byId("zoom-out").addEventListener("click", () => zoomMiddle(1 / 1.6));
  byId("zoom-all").addEventListener("click", () => { showBox(view.home); moved(); });
  for (const key of document.querySelectorAll("[data-pan]")) {
    key.addEventListener("click", () => pan(STEPS[key.dataset.pan]));
  }
}

function middleOf(places) {
  const [a, b = a] = places;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}

function pointerDown(event) {
  if (event.target.closest("button")) return;
  byId("map-frame").setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, placeIn(event));
  drag = { from: middleOf([...fingers.values()]), to: null, far: drag !== null };
}

function pointerMove(event) {
  if (!fingers.has(event.pointerId)) return showTip(event);
  fingers.set(event.pointerId, placeIn(event));
  drag.to = middleOf([...fingers.values()]);
  if (fingers.size > 1 || Math.hypot(drag.to.x - drag.from.x, drag.to.y - drag.from.y) > 4) drag.far = true;
  if (drag.far) byId("map").style.transform = `translate(${drag.to.x - drag.from.x}px, ${drag.to.y - drag.from.y}px)`;
}

function pointerUp(event) {
  if (!fingers.delete(event.pointerId)) return;
  if (drag.far && drag.to) endDrag();
  else if (!drag.far && event.type === "pointerup") clickAt(placeIn(event));
  drag = fingers.size ? { from: middleOf([...fingers.values()]), to: null, far: true } : null;
}

function endDrag() {
  view.x -= (drag.to.x - drag.from.x) / view.scale;
  view.y -= (drag.to.y - drag.from.y) / view.scale;
  if (drag.from.apart && drag.to.apart) zoomAt(drag.to.apart / drag.from.apart, drag.to.x, drag.to.y);
  moved();
}

function moved() {
  redraw();
  keepAddress();
}

function zoomMiddle(factor) {
  zoomAt(factor, view.width / 2, view.height / 2);
  moved();
}

// The wheel scrolls the page until the map has the focus, or Ctrl is held.
function turnWheel(event) {
  if (!event.ctrlKey && document.activeElement !== byId("map-frame")) return;
  event.preventDefault();
  const { x, y } = placeIn(event);
  zoomAt(Math.exp(-Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 120) / 400), x, y);
  moved();
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function pan([right, down]) {
  view.x += right * view.width / 5 / view.scale;
  view.y += down * view.height / 5 / view.scale;
  moved();
}

function pressKey(event) {
  if (event.target !== byId("map-frame") || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = STEPS[event.key];
  if (step) pan(step);
  else if (event.key === "+" || event.key === "=") zoomMiddle(1.6);
  else if (event.key === "-") zoomMiddle(1 / 1.6);
  else if (event.key === "0" || event.key === "Home") { showBox(view.home); moved(); }
  else if (event.key === "Enter") goToList();
  else return;
  event.preventDefault();
}

// --- what lies under a point of the screen ---

function markAt(x, y) {
  let found = null, least = 6;
  for (const mark of marks) {
    const away = Math.hypot(mark.x - x, mark.y - y) - mark.r;
    if (away < least) { least = away; found = mark; }
  }
  return found;
}

function linkAt(x, y) {
  let found = -1, least = 8;
  for (const j of chosen.links) {
    const away = distanceTo(plan.linkLines[j], x, y);
    if (away < least) { least = away; found = j; }
  }
  return found;
}

function distanceTo(line, x, y) {
  let least = Infinity, ax = 0, ay = 0;
  for (let n = 0; n < line.length; n += 2) {
    const bx = screenX(line[n] * view.shrink) - x, by = screenY(-line[n + 1]) - y;
    if (n) least = Math.min(least, distanceToOrigin(ax, ay, bx, by));
    ax = bx; ay = by;
  }
  return least;
}

function distanceToOrigin(ax, ay, bx, by) {
  const dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length)) : 0;
  return Math.hypot(ax + t * dx, ay + t * dy);
}

function clickAt({ x, y }) {
  byId("map-frame").focus({ preventScroll: true });
  if (additions.click?.(x, y)) return;
  const mark = markAt(x, y);
  if (mark) return openMark(mark);
  const j = linkAt(x, y);
  if (j >= 0) openLink(j); else closeCard();
}

function openMark(mark) {
  if (mark.site !== undefined) return openSite(mark.site);
  const box = boxOf(mark.sites), wide = Math.max(box[2] - box[0], box[3] - box[1]);
  if (wide * LARGEST < 40 || view.scale >= LARGEST / 4) return openSum(mark);
  const before = levelOfDetail(chosen.sites.length);
  showBox(box, 0.5 / KM);
  if (levelOfDetail(chosen.sites.length) === before && before !== "site") view.scale *= 3;
  closeCard();
  moved();
}

// What a mark holds, beside the mouse: it stays while the mouse is on it, and Escape takes it away.
let tipped = null, leaving = 0;
function hideTip() {
  clearTimeout(leaving);
  leaving = 0;
  byId("map-tip").hidden = true;
}

function showTip(event) {
  if (event.pointerType !== "mouse") return;
  const { x, y } = placeIn(event), tip = byId("map-tip"), isOnTip = event.target === tip;
  const mark = isOnTip ? null : markAt(x, y);
  if (!isOnTip && !mark) { leaving ||= setTimeout(hideTip, 300); return; }
  clearTimeout(leaving);
  leaving = 0;
  if (isOnTip || (mark === tipped && !tip.hidden)) return;
  tipped = mark;
  tip.hidden = false;
  tip.textContent = tipOf(mark);
  tip.style.left = Math.min(x + 14, view.width - 180) + "px";
  tip.style.top = y + 14 + "px";
}

function tipOf(mark) {
  if (mark.site !== undefined) return `${mark.name} – ${markName(markOf(mark.site))}`;
  const shares = sharesOf(mark.sites).map(([kind, count]) => `${markName(kind)} ${number(count)}`);
  return `${sumName(mark)}: ${number(mark.sites.length)} – ${shares.join(", ")}`;
}

function sumName(mark) {
  return mark.more ? filled("page.and_more", { name: mark.name, count: number(mark.more) }) : mark.name;
}
