// The address keeps what is chosen and shown: a copied address opens the page as it is.

let reading = false;

function keepAddress() {
  if (reading) return;
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) found.set(name, value);
  if (opened.site >= 0) found.set("site", data.sites.id[opened.site]);
  if (opened.link >= 0) found.set("link", data.links.id[opened.link]);
  if (sorting.by) found.set("sort", (sorting.down ? "-" : "") + sorting.by);
  if (language !== data.language) found.set("lang", language);
  if (plan.placed) found.set("map", [view.x / view.shrink, -view.y, Math.log2(view.scale)].map(v => v.toFixed(4)).join(","));
  try {
    history.replaceState(null, "", "#" + found);
  } catch {
    // Some browsers keep the address of a local file as it is.
  }
}

function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  reading = true;
  for (const name of Object.keys(filters)) filters[name] = (asked.get(name) ?? "").slice(0, 300);
  if (["mn", "en", "both"].includes(asked.get("lang")) && data.language === "both") language = asked.get("lang");
  const sort = asked.get("sort") ?? "";
  const by = sort.replace("-", "");
  if (COLUMNS.some(column => column[0] === by)) Object.assign(sorting, { by, down: sort[0] === "-" });
  return asked;
}

function readView(asked) {
  const [lon, lat, zoom] = (asked.get("map") ?? "").split(",").map(Number);
  if ([lon, lat, zoom].every(Number.isFinite) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90) {
    Object.assign(view, { x: lon * view.shrink, y: -lat, scale: Math.min(LARGEST, 2 ** zoom) });
  } else showBox(boxOf(chosen.sites));
  const site = plan.indexOf.get(asked.get("site")), link = plan.linkOf.get(asked.get("link"));
  if (site !== undefined) openSite(site);
  if (link !== undefined) openLink(link);
  reading = false;
}
