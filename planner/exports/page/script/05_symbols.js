// Each technology has a shape and a colour, so that either is enough to tell it.

const SHAPES = {  // SVG paths about (0, 0), for a radius of 1
  circle: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  square: "M-.85-.85H.85V.85H-.85Z",
  triangle: "M0-1.15L1.1.8H-1.1Z",
  down: "M0 1.15L1.1-.8H-1.1Z",
  diamond: "M0-1.25L1.25 0L0 1.25L-1.25 0Z",
  star: "M0-1.3L.38-.45L1.25-.4L.6.2L.8 1.1L0 .6L-.8 1.1L-.6.2L-1.25-.4L-.38-.45Z",
  plus: "M-.4-1.15H.4V-.4H1.15V.4H.4V1.15H-.4V.4H-1.15V-.4H-.4Z",
  hexagon: "M1.1 0L.55.95H-.55L-1.1 0L-.55-.95H.55Z",
  pentagon: "M0-1.15L1.1-.35L.7.95H-.7L-1.1-.35Z",
};
const SHAPE_OF = { fibre: "circle", upgrade: "square", neighbour: "hexagon", microwave: "triangle",
  cellular: "diamond", leo: "star", geo: "plus", content: "pentagon", present: "down" };

function shapeOf(mark) {
  if (typeof mark === "string") return "circle";
  const code = data.technologies[mark][0], names = Object.keys(SHAPES);
  return SHAPE_OF[code] ?? names[mark % names.length];
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

// Inside and outline of a mark; what is not served is a ring.
function paintOf(mark) {
  if (mark === "unserved") return { inside: colours.paper, line: colours.left };
  if (mark === "adequate") return { inside: colours.fine, line: colours.paper };
  return { inside: data.technologies[mark][3], line: colours.paper };
}

const colours = {};
function readColours() {
  for (const name of ["paper", "ink", "soft", "road", "border", "lit", "build", "radio", "left", "fine", "halo", "focus"]) {
    colours[name] = colour("map-" + name);
  }
}

function symbol(mark) {  // as SVG, for legend, list and card
  const paint = paintOf(mark), ring = mark === "unserved";
  return draw("svg", { class: "symbol", viewBox: "-1.6 -1.6 3.2 3.2", "aria-hidden": "true" },
    draw("path", { d: SHAPES[shapeOf(mark)], fill: ring ? "none" : paint.inside,
      stroke: ring ? paint.line : "none", "stroke-width": ring ? .5 : 0 }));
}

function markName(mark) {
  return typeof mark === "string" ? word("status." + mark) : named("technologies", mark);
}

const paths = {};
function pathOf(mark) {
  const shape = shapeOf(mark);
  return paths[shape] ??= new Path2D(SHAPES[shape]);
}
