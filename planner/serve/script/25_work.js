// The bar above the map: scenario, runs, plans with their progress, and what the state of it all is.

const server = { state: null, scenario: "", job: 0, check: 0, stamp: "", timer: 0 };

function say(text) { byId("progress").textContent = text; }

function openWork() {
  byId("plan-quick").addEventListener("click", trying(() => startPlan("quick")));
  byId("plan-full").addEventListener("click", trying(() => startPlan("full")));
  byId("plan-stop").addEventListener("click", trying(async () => { await send("/stop"); await poll(); }));
  byId("undo").addEventListener("click", trying(takeBack));
  byId("scenario").addEventListener("change", trying(event => chooseScenario(event.target.value)));
  byId("shown-run").addEventListener("change", trying(event => chooseRuns(event.target.value, byId("before-run").value)));
  byId("before-run").addEventListener("change", trying(event => chooseRuns(shown.run, event.target.value)));
  for (const key of document.querySelectorAll("[data-language]")) key.addEventListener("click", () => { showState(); showForm(); showDifference(); });
}

async function chooseScenario(name) {
  server.scenario = name;
  server.state = await ask("/state", { scenario: name });
  const newest = runsHere().find(hasPlan);
  await showRun(newest ? newest.id : "", "");
  await send("/check", { scenario: name });
  await readForm();
  await poll();
}

async function chooseRuns(run, before) {
  await showRun(run, before);
  showState();
}

// A plan begins with the one on the map: little has changed, so that it is found sooner.
async function startPlan(kind) {
  const job = await send("/plan", { kind, scenario: server.scenario, from: shown.run });
  server.job = job.number;
  await poll();
}

function runsHere() { return server.state.runs.filter(run => run.scenario === server.state.scenario); }

async function poll() {
  clearTimeout(server.timer);
  try {
    server.state = await ask("/state", { scenario: server.scenario });
    await takeNews();
    showState();
  } catch (fault) {
    showTrouble(fault instanceof Refused ? spoken(fault.pair) : word("serve.lost"));
  }
  const { plan: job, check } = server.state;
  server.timer = setTimeout(poll, job?.running || check?.running ? 400 : 2500);
}

// A plan or a check that has ended since the last look.
async function takeNews() {
  const { plan: job, check } = server.state;
  if (job && !job.running && server.job === job.number) {
    server.job = 0;
    await planEnded(job);
  } else if (job?.running) server.job = job.number;
  if (check && !check.running && server.check !== check.number) {
    server.check = check.number;
    await readFindings();
  }
}

async function planEnded(job) {
  const run = job.run && server.state.runs.find(r => r.id === job.run && hasPlan(r));
  if (!run) {
    say(`${word("serve.run_ended_without")} (${job.status}, ${job.code})`);
    showTrouble(...job.warnings);
    return;
  }
  await showRun(run.id, shown.run);
  say(`${filled("serve.run_ended", { run: run.id })}, ${filled("serve.done_in", { seconds: number(job.seconds, 1) })}`);
  if (job.warnings.length) showTrouble(...job.warnings);
}

// --- what it looks like ---

function showState() {
  const { plan: job, scenarios, scenario } = server.state, runs = runsHere().filter(hasPlan);
  options("scenario", scenarios.map(([name, title]) => [name, title ? `${name}: ${title}` : name]), scenario);
  options("shown-run", runs.length ? runs.map(runOption) : [["", word("serve.no_run_yet")]], shown.run);
  options("before-run", [["", "–"], ...runs.filter(run => run.id !== shown.run).map(runOption)], shown.before);
  const running = Boolean(job?.running);
  for (const id of ["plan-quick", "plan-full"]) { byId(id).hidden = running; }
  byId("plan-stop").hidden = !running;
  byId("plan-stop").disabled = Boolean(job?.stopping);
  if (job) showCommand("plan-command", job.command);
  if (running) say(progressOf(job));
  showFindings();
  showPapers();
}

function runOption(run) {
  const when = run.written.slice(0, 16).replace("T", " ");
  return [run.id, `${when} · ${run.id}${run.quick ? ` (${word("serve.quick_mark")})` : ""}`];
}

// Fills a list of choices only when it changed, so that an open list is not closed.
function options(id, rows, value) {
  const select = byId(id), key = JSON.stringify([rows, value]);
  if (select.dataset.filled === key) return;
  select.dataset.filled = key;
  fill(id, rows.map(([code, text]) => make("option", { value: code }, text)));
  select.value = value;
}

function progressOf(job) {
  if (job.stopping) return word("serve.stopping");
  const step = job.steps[0], [stage] = (step?.stage ?? "").split(":");
  const key = "serve.stage." + stage, parts = [`${number(job.seconds)} s`];
  parts.push(key in serveWords ? word(key) : step ? step.stage : word("serve.starting"));
  if (stage === "benefit" && step.value !== null) parts.push(`${word("benefit")} ${number(step.value / 1000)}`);
  if (step && step.gap !== null && step.gap < 1) parts.push(filled("serve.steps_bound", { gap: number(100 * step.gap, 2) }));
  return parts.join(" · ");
}

additions.ready = async () => {
  server.scenario = server.state.scenario;
  byId("filter-box").open = isFiltered();
  byId("map-legend").after(byId("difference"));  // what changed stands by the map
  openFindings();
  openWork();
  showState();
  if (server.state.check) server.check = 0;
  else await send("/check", { scenario: server.scenario });
  await readForm();
  await poll();
};
