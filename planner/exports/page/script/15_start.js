// Opens the page: without scripts, or when anything here fails, the printed parts stay.

async function openData() {
  data = await readData();
  for (const add of additions.data) add();
  openPlan();
}

async function start() {
  await Promise.resolve();  // until the scripts after this one are read
  await additions.first?.();
  await openData();
  language = data.language;
  const asked = readAddress();
  document.documentElement.classList.add("scripted");
  document.documentElement.classList.toggle("unplaced", plan.placed === 0);
  speak(language);
  byId("search").value = filters.q;
  readColours();
  openControls();
  if (plan.placed) openMap();
  changed(true);
  if (plan.placed) readView(asked); else reading = false;
  if (!plan.placed && plan.indexOf.has(asked.get("site"))) openSite(plan.indexOf.get(asked.get("site")));
  await additions.ready?.();
  document.documentElement.dataset.ready = Math.round(performance.now());
  setTimeout(completeLeftOut);
}

function openMap() {
  openView();
  fitCanvas();
  openGestures();
  openList();
  new ResizeObserver(() => { fitCanvas(); redraw(); }).observe(byId("map-frame"));
  for (const kind of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    matchMedia(kind).addEventListener("change", () => { readColours(); changed(true); });
  }
}

// A selection prints all its rows; the printed map and lists are those of the whole plan.
addEventListener("beforeprint", () => {
  if (!data || !isFiltered()) return;
  const sites = sortedSites();
  fill("table-body", siteTable(sites.slice(0, MOST_PRINTED)));
  if (sites.length > MOST_PRINTED) {
    byId("table-body").append(filled("page.more_in_view", { count: number(sites.length - MOST_PRINTED) }));
  }
});
addEventListener("afterprint", () => { if (data) showTable(); });
addEventListener("hashchange", () => { if (data) reload(); });

function reload() {
  const asked = readAddress();
  closeCard();
  speak(language);
  byId("search").value = filters.q;
  changed(true);
  if (plan.placed) readView(asked); else reading = false;
  if (plan.placed) redraw();
}

start().catch(fault => {
  document.documentElement.classList.remove("scripted");
  byId("fault").hidden = false;
  byId("fault").append(" (" + fault.message + ")");
});
