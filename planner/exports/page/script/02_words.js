// Words, numbers and elements. Text reaches the page as text nodes and attributes only, never as
// markup, so that no name of a site can be taken for a tag or a script.

const SVG = "http://www.w3.org/2000/svg";
let data;  // what the writer of the page packed
let language = "both";  // "mn", "en" or "both"
// What a page that does more adds: to the data, to the card of a site, to the drawing; `click`
// may take a click on the map for itself; `first` is
// awaited before the data are read, `ready` when all is shown; `listed` tells more of a mark in the
// list, `list` brings the list into sight, `back` may take the focus when a card is closed.
const additions = { data: [], card: [], drawing: [], listed: [], click: null, first: null, ready: null, list: null, back: null };

// A pair is [Mongolian, English].
function spoken(pair) {
  if (language === "mn" || pair[0] === pair[1]) return pair[0];
  return language === "en" ? pair[1] : pair[0] + " · " + pair[1];
}

function word(key) { return spoken(data.words[key]); }

function filled(key, values) {
  return word(key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Name of a row [code, Mongolian, English] of a list; "" for -1.
function named(list, number) {
  return number < 0 ? "" : spoken([data[list][number][1], data[list][number][2]]);
}

function number(value, decimals = 0) {
  if (value === null || value === undefined) return "–";
  const [whole, part] = Math.abs(value).toFixed(decimals).split(".");
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (value < 0 ? "−" : "") + apart + (part ? "." + part : "");
}

function speed(value) { return value === null ? "–" : String(Number(value.toFixed(2))); }

// Money is a BigInt of accounting units: exact at any size; half units round to even.
function money(amount) {
  const { unit, digits, sign, words } = data.money;
  const negative = amount < 0n, whole = negative ? -amount : amount;
  const [shown, decimals] = unit === 1 ? [whole, digits] : [tenths(whole, unit, digits), 1];
  const text = shown.toString().padStart(decimals + 1, "0");
  const cut = text.length - decimals;
  const apart = text.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ",");
  const end = [decimals ? "." + text.slice(cut) : "", unit === 1 ? "" : " " + spoken(words)];
  return (negative ? "−" : "") + apart + end.join("") + " " + sign;
}

function tenths(whole, unit, digits) {
  const one = BigInt(unit) * 10n ** BigInt(digits);
  const down = whole * 10n / one, rest = whole * 10n - down * one;
  const up = rest * 2n > one || (rest * 2n === one && down % 2n === 1n);
  return up ? down + 1n : down;
}

function element(space, tag, attributes, children) {
  const made = space ? document.createElementNS(space, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(9).filter(child => child !== null && child !== undefined));
  return made;
}

function make(tag, attributes, ...children) { return element(null, tag, attributes, children); }
function draw(tag, attributes, ...children) { return element(SVG, tag, attributes, children); }
function byId(id) { return document.getElementById(id); }
function fill(id, ...children) {
  byId(id).replaceChildren(...children.flat(9).filter(child => child !== null && child !== undefined));
}

function button(text, act, attributes) {
  return make("button", { type: "button", on: { click: act }, ...attributes }, text);
}

// A table with headings, rows of cells, and numbers to the right from the column `from` on.
function tableOf(headings, rows, from = 1) {
  const cell = (tag, text, n) => make(tag, n >= from ? { class: "n" } : null, text);
  return make("div", { class: "scroll", tabindex: 0 }, make("table", null,
    make("thead", null, make("tr", null, headings.map((text, n) => cell("th", text, n)))),
    make("tbody", null, rows.map(row => make("tr", null, row.map((text, n) => cell("td", text, n)))))));
}
