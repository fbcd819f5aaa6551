// The graph of a round, without a page: where its boxes stand and its strands run, and what is written at them.

/** The width of a column of the grid, by what stands in it; the first that fits is taken. */
const WIDTHS = [
  { fits: (node) => node.kind === "scores" || node.scores.length, width: "minmax(110px, 1.3fr)" },
  { fits: (node) => node.kind === "network", width: "minmax(96px, 1.2fr)" },
  { fits: (node) => node.kind === "loss", width: "minmax(76px, 100px)" },
  { fits: () => true, width: "minmax(64px, 90px)" },
];

/** The columns of the grid, as CSS says it. */
export function columnsOf({ nodes }) {
  const most = Math.max(-1, ...nodes.map(({ column }) => column));
  return Array.from({ length: most + 1 }, (_, i) => {
    const here = nodes.filter(({ column }) => column === i);
    return WIDTHS.find(({ fits }) => here.some(fits))?.width ?? "auto";
  }).join(" ");
}

/** Where a box stands in the grid; and its place where boxes stand in pairs, one below the other: column by column. */
export function placeOf({ nodes }, { id, column, row, rows }) {
  const order = [...nodes].sort((a, b) => a.column - b.column || b.row - a.row).findIndex((node) => node.id === id);
  return { area: `${row + 1} / ${column + 1} / span ${rows}`, order };
}

/** Whether a box is as wide as two where boxes stand in pairs. */
export const isWide = ({ kind, scores }) => kind === "loss" || kind === "scores" || scores.length > 0;

/**
 * Pixels from the middle of an edge, seen along its forward direction, so that the strands of several sides run beside
 * each other: those forwards on one half, those back on the other.
 */
export function shiftOf({ lane, lanes, back }) {
  const share = lanes > 1 ? lane / (lanes - 1) : 0.5;
  return (back ? 3 : -9) + 6 * share;
}

const overlap = (a0, a1, b0, b1) => [Math.max(a0, b0), Math.min(a1, b1)];

/** The line of a strand between two boxes {x, y, width, height}: across the gap that lies between them. */
export function route(boxes, strand) {
  const { from, to, back } = strand, shift = shiftOf(strand);
  const [a, b] = back ? [boxes[to], boxes[from]] : [boxes[from], boxes[to]]; // in forward direction
  const [y0, y1] = overlap(a.y, a.y + a.height, b.y, b.y + b.height);
  const [x0, x1] = overlap(a.x, a.x + a.width, b.x, b.x + b.width);
  const below = y1 - y0 <= 20 && x1 - x0 > 0; // or above
  let line;
  if (below) {
    const x = (x0 + x1) / 2 - shift;
    line = a.y < b.y ? [x, a.y + a.height, x, b.y] : [x, a.y, x, b.y + b.height];
  } else {
    const level = y1 - y0 > 20, y = (y0 + y1) / 2 + shift;
    const [ya, yb] = level ? [y, y] : [a, b].map((box) => box.y + box.height / 2 + shift);
    line = a.x < b.x ? [a.x + a.width, ya, b.x, yb] : [a.x, ya, b.x + b.width, yb];
  }
  const [sx, sy, ex, ey] = back ? [line[2], line[3], line[0], line[1]] : line;
  return { x1: sx, y1: sy, x2: ex, y2: ey, across: !below };
}

const EARLY = 0.42; // of a slanting line: in the middle others cross it

/** Where the number of an edge stands: beside its strands, above (or right) what goes forwards,
 * below (or left) what comes back; at a slanting one nearer to where it begins. */
export function labelAt(line, back) {
  const share = line.across && line.y1 !== line.y2 ? EARLY : 0.5;
  const x = line.x1 + share * (line.x2 - line.x1), y = line.y1 + share * (line.y2 - line.y1);
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

const total = (norms) => Math.hypot(...norms.map(([, norm]) => norm ?? 0));

/** A mean answer to samples, as a share or as a score; `wait` while there is none. */
export function saidText(value, relative, wait) {
  if (value === null || value === undefined) return wait;
  return `${relative ? "scores" : "says"} ${value.toFixed(2).replace("-", "\u2212")}`;
}

/**
 * What is written at an edge. `numbers` are those of the turn `who`, `said(id)` is what the network at its end says of
 * samples on the mean, `wait` stands for what is still to come; {count, fixed, short} write numbers.
 */
export function wordAt({ nodes }, edge, { who, numbers, said, relative, wait }, { count, fixed, short }) {
  const [from, to] = [edge.from, edge.to].map((id) => nodes.find((node) => node.id === id));
  if (edge.back) {
    if (to.kind !== "network") return numbers?.[`pull_${to.id}`] ? `pull ${short(numbers[`pull_${to.id}`])}` : "";
    return to.turns.includes(who) && numbers?.norms ? `∇ ${short(total(numbers.norms))}` : "";
  }
  if (from.kind === "noise") return numbers?.[from.id] ? `${count(numbers[from.id][0])} ${from.label}` : wait;
  if (to.kind === "samples") return numbers?.[to.id] ? count(numbers[to.id]) : wait;
  if (to.kind === "loss") return numbers && numbers.loss !== null ? fixed(numbers.loss) : wait;
  if (to.scores.includes(from.id)) return saidText(said(from.id), relative, wait);
  return numbers?.[from.id] ? count(numbers[from.id]) : "";
}
