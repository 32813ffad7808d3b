// Two plans on one map: left of a line the earlier one, right of it the later.

const earlier = { data: null, plan: null, moved: new Set(), sites: [], links: [], share: 0.5 };
const comparedWords = JSON.parse(byId("compared-words").textContent);

additions.data.push(() => Object.assign(data.words, comparedWords));

additions.first = async () => {
  const block = byId("earlier-data");
  data = await dataOf(block.textContent);
  openPlan();
  earlier.data = data;
  earlier.plan = { ...plan, groups: {}, texts: undefined };
  Object.assign(shown, { run: block.dataset.later, before: block.dataset.earlier, past: pastOf(data) });
};

additions.ready = () => {
  if (plan.placed) openEarlierGroups();
  const slider = byId("swipe");
  document.querySelector(".beside").before(byId("swipe-part"));
  slider.addEventListener("input", () => { earlier.share = Number(slider.value) / 100; redraw(); });
  for (const key of document.querySelectorAll("[data-language]")) key.addEventListener("click", tellDifference);
  tellDifference();
};

function tellDifference() {
  showDifference();
  earlier.moved = new Set([...movedSites].map(i => earlier.plan.indexOf.get(data.sites.id[i])));
  for (const name of ["earlier", "later"]) {
    byId("swipe-" + name).textContent = filled("difference." + name, { run: name === "later" ? shown.run : shown.before });
  }
  byId("swipe").setAttribute("aria-label", word("difference.swipe"));
  byId("swipe-part").hidden = !plan.placed;
}

// Centres of areas of the earlier plan; how far apart they count as stays that of the later.
function openEarlierGroups() {
  const far = view.apart;
  asEarlier(() => { openGroups(placedSites()); earlier.plan.groups = plan.groups; });
  view.apart = far;
}

// Does something with the earlier plan in the place of the later one.
function asEarlier(act) {
  const now = { data, plan: { ...plan }, chosen, marks, highlighted, movedSites };
  data = earlier.data;
  Object.assign(plan, earlier.plan);
  chosen = { ...chosen, sites: earlier.sites, links: earlier.links };
  highlighted = { mark: null, link: -1 };
  movedSites = earlier.moved;
  try {
    act();
  } finally {
    Object.assign(plan, now.plan);
    ({ data, chosen, marks, highlighted, movedSites } = now);
  }
}

// What is chosen in the later plan, in the earlier one: the same sites, and links to them alone.
function chooseEarlier() {
  const past = earlier.plan, all = Array.from({ length: past.count }, (_, i) => i);
  if (!isFiltered()) {
    Object.assign(earlier, { sites: all, links: past.behind.map((_, j) => j) });
    return;
  }
  const ids = new Set(chosen.sites.map(i => data.sites.id[i]));
  const has = all.map(i => ids.has(earlier.data.sites.id[i]));
  earlier.sites = all.filter(i => has[i]);
  earlier.links = past.behind.flatMap((sites, j) => sites.length && sites.every(i => has[i]) ? [j] : []);
}

additions.drawing.push(() => {
  const dx = MARGIN * view.width, dy = MARGIN * view.height, at = earlier.share * view.width;
  const left = earlier.share === 0 ? 0 : at + (earlier.share === 1 ? 2 * dx : dx);
  if (!left || !earlier.plan.count) return;
  chooseEarlier();
  pen.save();
  pen.beginPath();
  pen.rect(-dx, -dy, left, view.height + 2 * dy);
  pen.clip();
  pen.clearRect(-dx, -dy, left, view.height + 2 * dy);
  asEarlier(() => { drawPlan(); ringMoved(); });
  pen.restore();
  Object.assign(pen, { strokeStyle: colours.focus, lineWidth: 2 });
  pen.beginPath();
  pen.moveTo(at, -dy);
  pen.lineTo(at, view.height + dy);
  pen.stroke();
});
