// Charts of the whole plan: what the next money brings, what floors and directives cost. Only what
// a certificate proves is drawn; the tables have the rest, too.

function points(value) { return number(value / 1000, 3); }

function interval(low, high) { return low === high ? points(low) : `${points(low)} – ${points(high)}`; }

// Benefit that more capital brings: both axes begin at zero, which is the plan as it is.
function nextMoney() {
  if (!data.next) return null;
  const [extra, gain, low, high, sites, users, now, most] = data.next, near = most <= 3 * high;
  const rows = [[money(BigInt(extra)), points(gain), interval(low, high), number(sites), number(users)]];
  const headings = ["page.more_money", "page.more_points", "interval", "page.more_sites", "page.more_people"].map(word);
  const told = !near ? null : make("p", { class: "quiet" }, word("page.ceiling"));
  return chart("page.chart_next", headings, rows, [nextDrawing(extra, gain, [low, high], near ? [now, most] : []), told]);
}

function nextDrawing(extra, gain, [low, high], [now, most]) {
  const wide = wideOf(), tall = 230, left = 64, floor = tall - 28, top = 1.1 * Math.max(high, most ?? 0, 1);
  const step = roundStep(top / 4);
  const x = part => left + part * (wide - left - 110), y = value => floor - value / top * (floor - 20);
  const heights = Array.from({ length: Math.floor(top / step) + 1 }, (_, n) => n * step);
  return draw("svg", { class: "bars", viewBox: `0 0 ${wide} ${tall}`, role: "img", "aria-hidden": "true" },
    heights.map(value => [draw("path", { class: "grid", d: `M${left} ${y(value)}H${wide}` }),
      draw("text", { class: "figure", x: left - 6, y: y(value) + 4, "text-anchor": "end" },
        number(value / 1000, step < 1000 ? 3 : 0))]),
    now === undefined ? null : draw("path", { class: "ceiling", d: `M${x(0)} ${y(now)}L${x(1)} ${y(most)}` }),
    draw("path", { class: "axis", d: `M${left} 10V${floor}H${wide}` }),
    draw("path", { class: "span", d: `M${x(1)} ${y(low)}V${y(high)}m-6 0h12M${x(1) - 6} ${y(low)}h12` }),
    draw("circle", { class: "one", cx: x(1), cy: y(gain), r: 5 }), draw("circle", { class: "one", cx: x(0), cy: floor, r: 5 }),
    draw("text", { x: x(1) + 10, y: y(gain) + 4 }, "+" + points(gain)),
    draw("text", { class: "figure", x: left + 6, y: 14 }, word("page.more_points")),
    draw("text", { class: "figure", x: left, y: tall - 8 }, "0"),
    draw("text", { class: "figure", x: x(1), y: tall - 8, "text-anchor": "middle" }, "+" + money(BigInt(extra))));
}

// The next of 1, 2, 5, 10, 20, ... that is no less.
function roundStep(about) {
  const power = 10 ** Math.floor(Math.log10(about));
  return [1, 2, 5, 10].map(part => part * power).find(part => part >= about);
}

// What floors and directives cost in benefit.
function prices() {
  if (!data.prices.length) return null;
  const rows = data.prices.map(([mn, en, cost, low, high]) => [spoken([mn, en]),
    cost === null ? word("page.not_proven") : points(cost), cost === null ? "" : interval(low, high)]);
  const proven = data.prices.filter(row => row[2] !== null).map(([mn, en, cost, low, high]) =>
    [spoken([mn, en]), [Math.max(cost, 0)], [points(cost)], null, [low, high]]);
  return chart("page.chart_prices", ["page.floor_or_directive", "benefit_cost", "interval"].map(word), rows,
    proven.length ? barsOf(proven, ["one"]) : make("p", { class: "quiet" }, word("page.not_proven")));
}
