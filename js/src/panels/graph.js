// The round as a graph, without a page: which strands there are, which of them a phase is about, and where they run.

/** A strand is one player's way along an edge: forwards with the samples and scores, or back with the gradient. */
const strand = (from, to, who, back = false) => ({ from, to, who, back, id: `${who}:${from}-${to}` });
export const STRANDS = [
  strand("z", "g", "d"), strand("z", "g", "g"),
  strand("g", "fake", "d"), strand("g", "fake", "g"), strand("fake", "g", "g", true),
  strand("fake", "d", "d"), strand("fake", "d", "g"), strand("d", "fake", "g", true),
  strand("real", "d", "d"), strand("real", "d", "g"),
  strand("d", "loss", "d"), strand("d", "loss", "g"), strand("loss", "d", "d", true), strand("loss", "d", "g", true),
];

const ABOUT = { // phase -> nodes, and edges as from-to
  real: [["real"]],
  z: [["z"]],
  fakes: [["g", "fake"], ["z-g", "g-fake"]],
  score_real: [["real", "d"], ["real-d"]],
  score_fake: [["fake", "d"], ["fake-d"]],
  loss: [["loss"], ["d-loss"]],
  pull: [["fake"], ["loss-d", "d-fake"]],
  gradient: { d: [["d"], ["loss-d"]], g: [["g"], ["fake-g"]] },
  weights: { d: [["d"]], g: [["g"]] },
};

/** What a phase is about: the nodes, and the strands of the one who learns. */
export function about(who, name) {
  const found = ABOUT[name]?.[who] ?? ABOUT[name] ?? [[]];
  const [nodes, edges = []] = found;
  return { nodes, strands: edges.map((edge) => `${who}:${edge}`) };
}

/** The strands that a step has already gone along when it is at a phase, that phase's own not among them. */
export function passed(who, names, place) {
  return names.slice(0, place).flatMap((name) => about(who, name).strands);
}

/** Whether G's loss looks at real samples: only then does its path begin there, too. */
export const strandsFor = (needsReal) => STRANDS.filter(({ id }) => needsReal || id !== "g:real-d");

// pixels across the edge, seen along its forward direction
const OFFSETS = { "d": -9, "g": -3, "d-back": 3, "g-back": 9 };

const overlap = (a0, a1, b0, b1) => [Math.max(a0, b0), Math.min(a1, b1)];

/** The line of a strand between two boxes {x, y, width, height}: across the gap that lies between them. */
export function route(boxes, { from, to, who, back }) {
  const [a, b] = back ? [boxes[to], boxes[from]] : [boxes[from], boxes[to]]; // in forward direction
  const [y0, y1] = overlap(a.y, a.y + a.height, b.y, b.y + b.height);
  const shift = OFFSETS[back ? `${who}-back` : who];
  const across = y1 - y0 > 20;
  let line;
  if (across) {
    const y = (y0 + y1) / 2 + shift;
    line = a.x < b.x ? [a.x + a.width, y, b.x, y] : [a.x, y, b.x + b.width, y];
  } else {
    const [x0, x1] = overlap(a.x, a.x + a.width, b.x, b.x + b.width);
    const x = (x0 + x1) / 2 - shift;
    line = [x, a.y + a.height, x, b.y];
  }
  const [sx, sy, ex, ey] = back ? [line[2], line[3], line[0], line[1]] : line;
  return { x1: sx, y1: sy, x2: ex, y2: ey, across };
}

/** Where the number of an edge stands: beside its strands, above (or right) what goes forwards,
 * below (or left) what comes back. */
export function labelAt(line, back) {
  const x = (line.x1 + line.x2) / 2, y = (line.y1 + line.y2) / 2;
  return line.across ? { x, y: y + (back ? 16 : -8), anchor: "middle" }
    : { x: x + (back ? -9 : 9), y: y + 4, anchor: back ? "end" : "start" };
}

/** A line that ends a little before its arrow head, and the head. */
export function arrow({ x1, y1, x2, y2 }, gap = 3, head = 6) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const ux = (x2 - x1) / length, uy = (y2 - y1) / length;
  const sx = x1 + ux * gap, sy = y1 + uy * gap, tx = x2 - ux * gap, ty = y2 - uy * gap;
  const bx = tx - ux * head, by = ty - uy * head, w = head * 0.5;
  const n = (v) => Math.round(v * 10) / 10;
  return { line: `M${n(sx)} ${n(sy)}L${n(bx)} ${n(by)}`,
    head: `M${n(tx)} ${n(ty)}L${n(bx - uy * w)} ${n(by + ux * w)}L${n(bx + uy * w)} ${n(by - ux * w)}Z` };
}

/** The loudest layers in their own order, at most `most`; and how many are left out. */
export function loudest(norms, most = 6) {
  if (norms.length <= most) return { rows: norms, rest: 0 };
  const kept = new Set([...norms].sort((a, b) => (b[1] ?? Infinity) - (a[1] ?? Infinity)).slice(0, most)
    .map(([name]) => name));
  return { rows: norms.filter(([name]) => kept.has(name)), rest: norms.length - most };
}

/** Names of layers without the beginning that all of them share. */
export function shorter(names) {
  const parts = names.map((name) => name.split("."));
  let same = 0;
  while (names.length > 1 && parts.every((words) => words.length > same + 1 && words[same] === parts[0][same]))
    same += 1;
  return parts.map((words) => words.slice(same).join("."));
}
