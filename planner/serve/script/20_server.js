// What the page asks of the server, and what it tells of trouble. Nothing else is ever asked.

const KEY = document.documentElement.dataset.key;
const serveWords = JSON.parse(byId("serve-words").textContent);

// The data of a run are those of its own page, which an earlier version may have written with fewer
// words and columns.
additions.data.push(() => {
  data.words = { ...serveWords, ...data.words };
  const none = (data.sites.id ?? []).map(() => -1), columns = ["standard", "standardBenefit", "barrier", "assumed", "next", "nextBenefit"];
  for (const name of columns) data.sites[name] ??= none;
  for (const list of ["prices", "others", "assumptions", "barriers"]) data[list] ??= [];
});

async function ask(path, values) {
  const query = new URLSearchParams(Object.entries(values ?? {}).filter(([, value]) => value));
  return answered(await fetch(path + (query.size ? "?" + query : ""), { cache: "no-store" }));
}

async function send(path, values) {
  return answered(await fetch(path, { method: "POST", body: JSON.stringify(values ?? {}),
    headers: { "Content-Type": "application/json", "X-Kholboo-Key": KEY } }));
}

async function answered(response) {
  const text = await response.text();
  if (response.headers.get("Content-Type").startsWith("application/json")) {
    const found = JSON.parse(text);
    if (response.ok) return found;
    throw new Refused(found.error);
  }
  if (response.ok) return text;
  throw new Refused([text, text]);
}

class Refused extends Error {
  constructor(pair) {
    super(pair[1]);
    this.pair = pair;
  }
}

function showTrouble(...lines) {
  fill("trouble", lines.map(line => make("p", null, line)));
  byId("trouble").hidden = lines.length === 0;
}

// Runs what a click asks for; what the server refuses is told, in the language of the page.
function trying(act) {
  return async (...values) => {
    showTrouble();
    try {
      return await act(...values);
    } catch (fault) {
      showTrouble(fault instanceof Refused ? spoken(fault.pair)
        : fault instanceof TypeError && !navigator.onLine ? word("serve.lost")
        : `${word("serve.fault")}: ${fault.message}`);
      return null;
    }
  };
}

function showCommand(id, command) {
  byId(id).hidden = !command;
  if (command) fill(id, word("difference.command"), ": ", make("code", null, command));
}
