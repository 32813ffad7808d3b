// Changes of the project's files: a form, the difference it makes, and then a yes or a no.

const MOVE_PAPERS = ["reason", "document", "date", "decided_by"];
const PAPERS = ["reason", "authority", "document", "date", "decided_by", "decided_role"];
const NEEDED = new Set(["reason", "authority", "document", "date"]);  // the server asks for them, too
const typedBefore = {};  // papers are often the same for several sites: all but the reason

function paperForm(names, submit, ...more) {
  const inputs = names.map(name => [name, make("input", { name, type: name === "date" ? "date" : "text",
    maxlength: 300, required: NEEDED.has(name), autocomplete: "off", value: typedBefore[name] ?? "" })]);
  const values = () => Object.fromEntries(inputs.map(([name, input]) => [name, input.value]));
  const act = trying(async () => {
    Object.assign(typedBefore, values(), { reason: "" });
    await submit(values());
  });
  return make("form", { class: "papers", novalidate: false, on: { submit: event => { event.preventDefault(); act(); } } },
    more, inputs.map(([name, input]) => make("label", null, word("serve.field." + name), NEEDED.has(name) ? " *" : "", input)),
    make("button", { type: "submit" }, word("serve.show_change")));
}

// Asks what a change would do, shows it, and writes it after a yes.
async function propose(values) {
  const dialog = byId("proposal");
  dialog.replaceChildren(make("h2", { id: "proposal-title" }, word("serve.looking")));
  if (!dialog.open) dialog.showModal();
  try {
    showProposal(dialog, await send("/propose", { scenario: server.scenario, ...values }));
  } catch (fault) {
    dialog.close();
    throw fault;
  }
}

function showProposal(dialog, proposal) {
  const write = button(word("serve.write"), trying(() => writeProposal(dialog, proposal)), { class: "first", id: "proposal-write",
    disabled: proposal.errors.length > 0 });
  dialog.replaceChildren(
    make("h2", { id: "proposal-title" }, word("serve.what_is_written")),
    ...proposal.files.map(file => make("section", null, make("h3", null, file.path), difference(file.lines))),
    ...listOf("serve.new_errors", proposal.errors), ...listOf("serve.new_warnings", proposal.warnings),
    make("div", { class: "ask-row" }, write, button(word("serve.cancel"), () => dialog.close(), { id: "proposal-cancel" })));
  (proposal.errors.length ? byId("proposal-cancel") : write).focus();
}

function difference(lines) {
  const looks = { "+": "plus", "-": "minus" };
  return make("pre", { class: "diff" }, lines.map(line => make("span", { class: looks[line[0]] ?? null }, line)));
}

function listOf(key, sentences) {
  if (!sentences.length) return [];
  return [make("h3", null, word(key)), make("ul", null, sentences.map(pair => make("li", null, spoken(pair))))];
}

async function writeProposal(dialog, proposal) {
  try {
    const answer = await send("/write", { number: proposal.number });
    say(filled("serve.written", { files: answer.files.join(", ") }));
  } finally {
    dialog.close();
  }
  await afterChange();
}

async function takeBack() {
  const answer = await send("/undo");
  say(filled("serve.taken_back", { files: answer.files.join(", ") }));
  showCommand("plan-command", answer.command);
  await afterChange();
}

// After a change the input is checked again; where there is no plan yet, the map is drawn again.
async function afterChange() {
  await send("/check", { scenario: server.scenario });
  if (!shown.run) await showRun("", "");
  await poll();
  await readForm();
  reopen();
}

// --- on the card of a site ---

additions.card.push(i => {
  const id = data.sites.id[i], here = server.state.directives.filter(d => d.target === id);
  const place = make("div", null), kinds = here.map(d => d.kind);
  const open = kind => place.replaceChildren(make("h4", null, word("serve.kind." + kind)),
    paperForm(PAPERS, papers => propose({ what: "directive", site: id, kind, ...papers })));
  const choice = (kind, key) => button(word(key), () => { open(kind); place.querySelector("input").focus(); },
    { "aria-pressed": String(kinds.includes(kind)), disabled: kinds.includes(kind), "data-kind": kind });
  return make("section", { class: "by-hand" }, make("h4", null, word("serve.by_hand")), standsElsewhere(i), here.map(directiveRow),
    make("div", { class: "ask-row" }, choice("must_serve", "serve.force"), choice("must_not", "serve.forbid"),
      button(word("serve.move"), () => openMove(i, place), { id: "move-site" }),
      id in server.state.moved ? button(word("serve.put_back"), trying(() => propose({ what: "put_back", site: id }))) : null), place);
});

function directiveRow(directive) {
  const withdraw = trying(() => propose({ what: "withdraw", directive: directive.id }));
  return make("div", { class: "paper-row" }, make("b", null, `${directive.id}: ${word("serve.kind." + directive.kind)} ${directive.value}`), " – ",
    `${directive.reason} (${directive.authority}, ${directive.document}, ${directive.date}) `,
    directive.by_hand ? button(word("serve.withdraw"), withdraw, { class: "plain" }) : null);
}

function showPapers() {
  const last = server.state.last;
  byId("last-change").textContent = last ? filled("serve.last_change", { files: last.files.join(", "), command: last.command })
    : word("serve.no_change");
  byId("undo").disabled = last === null;
  fill("directives", server.state.directives.map(directive => {
    const i = plan.indexOf.get(directive.target), row = directiveRow(directive);
    row.prepend(i === undefined ? directive.target : button(data.sites.name[i], () => showSite(i), { class: "plain" }), " · ");
    return row;
  }));
}
