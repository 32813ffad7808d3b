// The card of a site, of a link or of a sum, beside the map.

let opened = { site: -1, link: -1 };

function showCard(title, ...content) {
  fill("card-body", make("h3", { id: "card-title", tabindex: -1 }, title), content);
  byId("card").hidden = false;
  byId("side-list").hidden = true;
  byId("card-title").focus({ preventScroll: true });
}

function closeCard() {
  const wasOpen = !byId("card").hidden;
  opened = { site: -1, link: -1 };
  highlighted = { mark: null, link: -1 };
  byId("card").hidden = true;
  byId("side-list").hidden = false;
  if (wasOpen) { redraw(); keepAddress(); }
}

function facts(rows) {
  return make("dl", null, rows.filter(row => row[1] !== "" && row[1] !== null)
    .map(([name, ...values]) => make("div", null, make("dt", null, name), make("dd", null, values))));
}

function speedWithCap(mbps, cap) {
  return `${speed(mbps)} Mbps` + (cap === null ? "" : ` (${number(cap)} GB)`);
}

function openSite(i) {
  opened = { site: i, link: -1 };
  highlighted = { mark: i, link: -1 };
  showCard(data.sites.name[i], siteHead(i), additions.card.map(add => add(i)), siteFacts(i), purchases(i),
    siteLinks(i), siteMoves(i), siteMore(i));
  redraw();
  keepAddress();
}

function siteHead(i) {
  const s = data.sites, text = s.text[i] < 0 ? "" : spoken(data.texts[s.text[i]]);
  return [
    make("p", { class: "quiet" }, `${s.id[i]} · ${named("kinds", s.kind[i])} · ${placeOf(i)}`),
    make("p", { class: "verdict" }, symbol(markOf(i)), " ", make("b", null, named("statuses", s.status[i])),
      s.technology[i] < 0 ? "" : ": " + named("technologies", s.technology[i])),
    make("p", null, make("b", null, word("page.why") + ": "), named("reasons", s.reason[i]), ". ", text),
  ];
}

function siteFacts(i) {
  const s = data.sites;
  return facts([
    [word("page.today"), `${named("link_types", s.link[i])}, ${speedWithCap(s.before[i], s.capBefore[i])}, ` +
      filled("page.computers", { count: number(s.computers[i]) })],
    [word("page.target"), speedWithCap(s.target[i], s.capTarget[i])],
    [word("page.after"), s.technology[i] < 0 ? "" : `${speedWithCap(s.after[i], s.capAfter[i])}, ` +
      filled("page.computers_more", { count: number(s.added[i]) })],
    [word("users_gaining"), number(s.users[i])],
    [word("benefit"), number(s.benefit[i] / 1000, 3)],
    [word("proven"), s.proven[i] < 0 ? "" : named("assurances", s.proven[i])],
    [word("kept_fees"), s.kept[i] ? `${money(BigInt(s.kept[i]))} – ${named("payers", s.payer[i])}` : ""],
    [word("page.ended_fee"), s.ended[i] ? money(BigInt(s.ended[i])) : ""],
    ...yearFacts(i),
  ]);
}

// The lines of a delivery point: what is paid once with its package and fund, and every year with
// its payer.
function purchases(point) {
  const lines = plan.lines[point];
  return [false, true].map(yearly => {
    const some = lines.filter(n => isYearly(n) === yearly);
    if (!some.length) return null;
    const total = some.reduce((sum, n) => sum + amountOf(n), 0n);
    return make("section", null,
      make("h4", null, word(yearly ? "page.every_year" : "page.once"), ": ", money(total)),
      make("ul", { class: "bill" }, some.map(purchaseRow)));
  });
}

function purchaseRow(n) {
  const [, mn, en, unitMn, unitEn, price] = data.items[data.lines.item[n]];
  const count = data.lines.quantity[n], whole = money(BigInt(price));
  return make("li", null, make("span", null, spoken([mn, en])), make("b", null, money(amountOf(n))),
    make("small", null, `${number(count)} ${spoken([unitMn, unitEn])} × ${whole} – ${paidBy(n)}`));
}

function paidBy(n) {
  const p = data.lines.package[n];
  if (p < 0) return named("payers", data.lines.payer[n]) || word("page.no_package");
  const [id, fund, year] = data.packages[p];
  return [`${word("package")} ${id}`, named("funds", fund), year ?? ""].filter(Boolean).join(", ");
}

function siteLinks(i) {
  if (!plan.linksOf[i].length) return null;
  return make("section", null, make("h4", null, word("links_to_build")), make("ul", null,
    plan.linksOf[i].map(j => make("li", null, button(linkName(j), () => openLink(j), { class: "plain" }), profile(j)))));
}

function siteMoves(i) {
  const rows = data.moves.filter(move => move[0] === i && move[4]);
  if (!rows.length) return null;
  return make("section", null, make("h4", null, word("page.moved_here")), make("ul", null,
    rows.map(([, sku, count, from]) => make("li", null,
      `${number(count)} × ${sku} ← ${typeof from === "number" ? data.sites.name[from] : from}`))));
}

// What would bring the link to its standard, and which limits have too little left for it.
function neededAt(i) {
  const s = data.sites, stops = s.barrier[i] < 0 ? [] : data.barriers[s.barrier[i]];
  if (s.standard[i] < 0) return null;
  return make("section", { class: "needed" }, offer("page.needed", s.standard[i], s.standardBenefit[i]),
    make("p", null, stops.length ? filled("page.too_little", { limits: stops.map(spoken).join("; ") }) : word("page.fits")));
}

function assumedAt(i) {
  const notes = data.sites.assumed[i] < 0 ? [] : data.assumptions[data.sites.assumed[i]];
  return notes.length ? make("section", { class: "assumed" }, make("h4", null, word("page.assumed")),
    make("ul", null, notes.map(note => make("li", null, spoken(note))))) : null;
}

function siteMore(i) {
  const s = data.sites, season = s.season[i] < 0 ? "" : spoken(data.texts[s.season[i]]);
  const at = plan.lon[i] === null ? word("page.no_place") : `${plan.lat[i].toFixed(5)}, ${plan.lon[i].toFixed(5)}`;
  return [facts([[word("page.position"), `${at} (${named("qualities", s.quality[i])})`],
    [word("page.season"), season]]),
  neededAt(i), nextBest(i), assumedAt(i),
  make("p", { class: "quiet" }, word("page.ask_more"), " ", make("code", null, "kholboo explain " + s.id[i]))];
}

// What else the site could have, with the stretches that the plan does not build.
function nextBest(i) {
  const { next, nextBenefit, standard } = data.sites;
  return next[i] < 0 || next[i] === standard[i] ? null : make("section", null, offer("page.next_best", next[i], nextBenefit[i]));
}

function offer(key, which, benefit) {
  const [technology, mbps, cap, once, yearly] = data.others[which];
  return [make("h4", null, word(key), ": ", named("technologies", technology)),
    facts([[word("page.speed"), speedWithCap(mbps, cap)], [word("benefit"), number(benefit / 1000, 3)],
      [word("page.once"), money(BigInt(once))], [word("page.every_year"), money(BigInt(yearly))]])];
}

function linkName(j) {
  return `${named("link_kinds", data.links.kind[j])}, ${number(data.links.metres[j] / 1000, 1)} km`;
}

function openLink(j) {
  opened = { site: -1, link: j };
  highlighted = { mark: null, link: j };
  const l = data.links, load = l.carried[j] === null ? "" :
    filled("page.load", { asked: number(l.asked[j]), carried: number(l.carried[j]),
      share: number(l.carried[j] ? 100 * l.asked[j] / l.carried[j] : 0) });
  showCard(linkName(j), make("p", { class: "quiet" }, l.id[j]),
    facts([[word("page.from"), spoken(data.nodes[l.from[j]])], [word("page.to"), spoken(data.nodes[l.to[j]])],
      [word("page.carries"), load]]),
    profile(j), plan.lines[plan.count + j].length ? purchases(plan.count + j) : make("p", null, word("page.of_site")),
    behind(plan.behind[j], "page.behind"));
  showLine(plan.linkLines[j]);
  redraw();
  keepAddress();
}

// Brings a link into sight that is out of it, or too short to see.
function showLine(line) {
  const xs = line.filter((_, n) => n % 2 === 0).map(x => x * view.shrink), ys = line.filter((_, n) => n % 2).map(y => -y);
  if (!xs.length) return;
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const inside = screenX(box[0]) > 0 && screenX(box[2]) < view.width && screenY(box[1]) > 0 && screenY(box[3]) < view.height;
  if (!inside || Math.max(box[2] - box[0], box[3] - box[1]) * view.scale < 60) showBox(box, 1 / KM);
}

const MOST_BEHIND = 100;
function behind(sites, key) {
  const more = sites.length - MOST_BEHIND;
  return make("section", null, make("h4", null, filled(key, { count: number(sites.length) })),
    make("ul", { class: "sites" }, sites.slice(0, MOST_BEHIND).map(i => make("li", null, symbol(markOf(i)),
      button(data.sites.name[i], () => showSite(i), { class: "plain" })))),
    more > 0 ? make("p", { class: "quiet" }, filled("page.more_in_view", { count: number(more) })) : null);
}

function openSum(mark) {
  showCard(sumName(mark), make("p", { class: "quiet" }, tipOf(mark)), behind(mark.sites, "page.here"));
}

// Opens a site's card and brings it into sight.
function showSite(i) {
  if (plan.lon[i] !== null) {
    const x = plan.lon[i] * view.shrink, y = -plan.lat[i];
    const far = Math.abs(x - view.x) * view.scale > view.width / 2.5 || Math.abs(y - view.y) * view.scale > view.height / 2.5;
    if (far || levelOfDetail(chosen.sites.length) !== "site") {
      Object.assign(view, { x, y, scale: Math.max(view.scale, Math.min(LARGEST, 95 / Math.min(view.apart, 5))) });
    }
  }
  openSite(i);
}
