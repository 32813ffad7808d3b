// What each site received in another plan, and whether that differs.

const shown = { run: "", before: "", past: null };  // past: what each site received before

async function dataOf(block) {
  return JSON.parse(new TextDecoder().decode(await unpack(bytesOf(block))));
}

function pastOf(found) {
  const sites = new Map(), once = onceBySite(found);
  (found.sites.id ?? []).forEach((id, i) => sites.set(id, gainOf(found, i, once[i])));
  return { sites, totals: totalsOfPlan(found) };
}

function gainOf(found, i, once) {
  const s = found.sites, technology = s.technology[i];
  return { name: s.name[i], status: found.statuses[s.status[i]].slice(0, 3),
    technology: technology < 0 ? null : found.technologies[technology].slice(0, 3),
    computers: s.added[i], mbps: s.after[i], once };
}

function onceBySite(found) {
  const once = (found.sites.id ?? []).map(() => 0n);
  sums(found.lines.point).forEach((point, n) => {
    const item = found.items[found.lines.item[n]];
    if (point < once.length && item[6] === 0) once[point] += BigInt(found.lines.quantity[n]) * BigInt(item[5]);
  });
  return once;
}

function totalsOfPlan(found) {
  const s = found.sites, add = list => (list ?? []).reduce((sum, value) => sum + value, 0);
  const served = (s.status ?? []).filter(k => found.statuses[k][0] === "deployed").length;
  return { served, users: add(s.users), benefit: add(s.benefit), once: BigInt(found.plan.once),
    yearly: BigInt(found.plan.yearly) };
}

function isChanged(a, b) {
  return a.status[0] !== b.status[0] || a.technology?.[0] !== b.technology?.[0] ||
    a.computers !== b.computers || a.mbps !== b.mbps || a.once !== b.once;
}
