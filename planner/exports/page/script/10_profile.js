// The ground under a radio link: earth with its bulge, the ray, the first Fresnel zone around it.

function profile(j) {
  const found = data.links.profile?.[j];
  if (!found) return null;
  const [text, start, end, zone, steps, heights] = found, along = sums(steps), ground = sums(heights);
  const length = along[along.length - 1] || 1, share = along.map(metres => metres / length);
  const ray = share.map(part => start + (end - start) * part);
  const radius = share.map(part => 2 * zone * Math.sqrt(part * (1 - part)));
  const known = ground.filter(height => height !== null), seen = [start, end, ...known];
  const low = Math.min(...seen), high = Math.max(...seen, ...ray.map((height, k) => height + radius[k]));
  return make("figure", { class: "profile" },
    profileDrawing(share, { ground, ray, radius }, low, high),
    make("figcaption", null, `${spoken(data.texts[text])}. `,
      filled("page.profile", { low: number(low), high: number(high) }), `. ${number(length / 1000, 1)} km`));
}

function profileDrawing(share, { ground, ray, radius }, low, high) {
  const wide = 290, tall = 110, x = share.map(part => part * wide);
  const y = height => tall - 4 - (height - low) / (high - low || 1) * (tall - 10);
  const path = (numbers, height) => numbers.map(k => `${x[k].toFixed(1)} ${y(height(k)).toFixed(1)}`).join("L");
  const all = share.map((_, k) => k), known = all.filter(k => ground[k] !== null);
  const around = path(all, k => ray[k] + radius[k]) + "L" + path([...all].reverse(), k => ray[k] - radius[k]);
  return draw("svg", { viewBox: `0 0 ${wide} ${tall}`, "aria-hidden": "true" },
    draw("path", { class: "zone", d: `M${around}Z` }),
    known.length > 1 ? draw("path", { class: "earth",
      d: `M${x[known[0]]} ${tall}L${path(known, k => ground[k])}L${x[known[known.length - 1]]} ${tall}Z` }) : null,
    draw("path", { class: "ray", d: "M" + path(all, k => ray[k]) }));
}
