// The map of a run, of the inventory where there is none, and the plan it is compared with.

// Instead of the block that plan.html holds: the first data come from the server, too.
additions.first = async () => { byId("plan-data").textContent = await firstBlock(); };

async function firstBlock() {
  server.state = await ask("/state");
  const newest = server.state.runs.find(run => run.scenario === server.state.scenario && hasPlan(run));
  return openBlock(newest ? newest.id : "");
}

function hasPlan(run) { return !["infeasible", "unknown"].includes(run.status); }

async function openBlock(run) {
  shown.run = run;
  return ask("/map", run ? { run } : { scenario: server.scenario });
}

// Shows another run; the place on the map, the filters and the open card stay.
async function showRun(run, before) {
  const block = await openBlock(run);
  shown.before = before && before !== run ? before : "";
  shown.past = shown.before ? pastOf(await dataOf(await ask("/map", { run: shown.before }))) : null;
  const site = opened.site >= 0 ? data.sites.id[opened.site] : null, wasPlaced = plan.placed > 0;
  byId("plan-data").textContent = block;
  plan.texts = undefined;
  await openData();
  if (plan.placed && wasPlaced) openView();
  opened = { site: -1, link: -1 };
  changed(true);
  showDifference();
  const again = site === null ? undefined : plan.indexOf.get(site);
  if (again === undefined) closeCard(); else openSite(again);
}
