// What a check found, beside the map; a finding of a site opens the site.

const MOST_FINDINGS = 150;
const found = { list: [], counts: null };

function openFindings() {
  const side = byId("side");
  side.prepend(make("div", { id: "side-tabs", role: "group" },
    button("", () => showTab("list"), { id: "tab-list", "aria-pressed": "true" }),
    button("", () => showTab("findings"), { id: "tab-findings", "aria-pressed": "false" })),
  make("div", { id: "side-findings" }));
  side.dataset.tab = "list";
}

function showTab(name) {
  byId("side").dataset.tab = name;
  for (const tab of ["list", "findings"]) byId("tab-" + tab).setAttribute("aria-pressed", String(tab === name));
}

// By keyboard the list comes forward; from a site of a finding the way back is to the findings.
additions.list = () => showTab("list");
additions.back = () => {
  if (byId("side").dataset.tab !== "findings") return false;
  byId("tab-findings").focus();
  return true;
};

async function readFindings() {
  const answer = await ask("/findings");
  Object.assign(found, { list: answer.findings, counts: answer.counts });
  showFindings();
}

function showFindings() {
  const checking = server.state.check?.running, counts = found.counts;
  byId("tab-list").textContent = word("serve.list");
  byId("tab-findings").textContent = word("serve.findings") + (counts ? ` (${number(counts.errors)} / ${number(counts.warnings)})` : " …");
  const more = found.list.length - MOST_FINDINGS;
  fill("side-findings",
    make("p", { class: "quiet" }, checking ? word("serve.checking") : counts ? filled("serve.findings_counts",
      { errors: number(counts.errors), warnings: number(counts.warnings), notes: number(counts.notes) }) : ""),
    make("ul", null, found.list.slice(0, MOST_FINDINGS).map(findingRow)),
    counts && !found.list.length ? make("p", null, word("serve.findings_none")) : null,
    more > 0 ? make("p", { class: "quiet" }, filled("serve.findings_more", { count: number(more) })) : null,
    server.state.check ? make("p", { class: "shown-command" }, make("code", null, server.state.check.command)) : null,
    button(word("serve.check"), trying(async () => { await send("/check", { scenario: server.scenario }); await poll(); })));
}

function findingRow(finding) {
  const at = finding.site_id === null ? undefined : plan.indexOf.get(finding.site_id);
  const where = [finding.file, finding.row, finding.column].filter(part => part !== null && part !== "").join(", ");
  return make("li", null, make("span", { class: "badge " + finding.severity }, word("serve." + finding.severity)), " ",
    spoken(finding.title), ". ", at === undefined ? finding.site ?? "" : button(finding.site, () => showSite(at), { class: "plain" }),
    make("small", null, `${where}: ${spoken(finding.found)} → ${spoken(finding.expected)}. ${spoken(finding.todo)}`));
}
