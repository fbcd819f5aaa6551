// What was left when something else was done from the past: faint lines under the rail, and a list of them.
import { button, el, OWN_KEYS, write } from "../lib/dom.js";
import { count } from "../lib/scales.js";

export const ROW = 9; // pixels between two lines
const MOST_ROWS = 3; // rows of lines under a rail
const BEND = 10; //     pixels in which a line leaves the rail
const GAP = 12; //      pixels between two lines in one row
const REACH = 5; //     pixels within which a press means a line

/**
 * Where each branch is drawn: {branch, from, to, row} in pixels, the newest nearest to the rail. What finds no row of
 * its own shares the last one.
 */
export function placed(branches, toX) {
  const free = Array(MOST_ROWS).fill(-Infinity).map(() => []); // stretches that are taken, by row
  return [...branches].reverse().map((branch) => {
    const from = toX(branch.parted ?? 0), to = Math.max(toX(branch.horizon), from + BEND + 2);
    const clear = (row) => row.every(([a, b]) => to + GAP <= a || b + GAP <= from);
    const row = Math.max(0, free.findIndex(clear) < 0 ? MOST_ROWS - 1 : free.findIndex(clear));
    free[row].push([from, to]);
    return { branch, from, to, row };
  });
}

/** How many rows these branches take. */
export const rowsOf = (places) => places.reduce((most, { row }) => Math.max(most, row + 1), 0);

/** The branch whose line is under a place, `y` pixels below the rail; undefined: none. */
export const lineAt = (places, x, y) => places.find(({ from, to, row }) => x >= from && x <= to + REACH
  && Math.abs(y - (row + 1) * ROW) <= REACH);

/** The moment of a branch under a pixel of its line; null where the line has not left the rail yet. */
export function momentOf({ branch, from, to }, x) {
  const first = branch.parted ?? 0;
  if (to - from <= BEND + 2) return branch.horizon;
  return Math.round(first + Math.min(1, Math.max(0, (x - from) / (to - from))) * (branch.horizon - first));
}

/** The lines, from the rail at height `y` down. */
export function drawBranches(ctx, places, y, { palette, pointed }) {
  for (const place of [...places].reverse()) {
    const { from, to, row, branch } = place, low = y + (row + 1) * ROW, here = pointed === branch.number;
    ctx.strokeStyle = ctx.fillStyle = here ? palette.ink : palette.branch;
    ctx.lineWidth = here ? 2.5 : 1.5;
    ctx.beginPath();
    ctx.moveTo(from, y + 2);
    ctx.bezierCurveTo(from, low, from, low, from + BEND, low);
    ctx.lineTo(to, low);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(to, low, here ? 3.5 : 2.5, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** A sentence on one branch. */
export const branchText = ({ number, text }) => `Branch ${number}: ${text}`;

/** How many there are, as the name of a button. */
export const countText = (n) => `${count(n)} ${n === 1 ? "branch" : "branches"}`;

export class BranchList {
  /**
   * `visit(pane, branch)` goes to the end of a branch, `beside(pane, branch)` shows it beside, `root` has the focus.
   */
  constructor({ root, visit, beside }) {
    Object.assign(this, { root, visit, beside, lanes: [], alive: true, open: false });
    this.press = button(root, { name: "Branches", icon: "branches", hint: "what was left when something else was done "
      + "from the past", tone: "time.button-small.branches-press", onclick: () => this.toggle() });
    this.press.setAttribute("aria-expanded", "false");
    this.press.hidden = true;
    this.items = el("ul.branch-items", {});
    this.gone = el("p.branch-gone", { role: "status" });
    this.node = el("div.branches", { role: "group", "aria-label": "Branches", hidden: true }, this.items, this.gone);
  }

  toggle() {
    this.open = !this.open;
    this.show();
  }

  /** What the kernel says of one GAN. */
  update(lane, { branches = [], more = 0, gone = "" }) {
    const was = this.lanes[lane];
    if (was && was.branches === branches && was.gone === gone) return;
    this.lanes[lane] = { branches, more, gone };
    this.show();
  }

  setLanes(n) {
    this.lanes.length = Math.min(this.lanes.length, n);
    this.show();
  }

  show() {
    const lanes = this.lanes.map((lane) => lane ?? { branches: [], more: 0, gone: "" });
    const many = lanes.reduce((sum, { branches, more }) => sum + branches.length + more, 0);
    const gone = lanes.map(({ gone: text }) => text).filter(Boolean).join(" ");
    this.press.hidden = !many && !gone;
    this.press.querySelector(".ganlab-name").textContent = count(many); // beside the sign: room is kept for no more
    this.press.setAttribute("aria-label", `Branches: ${countText(many)} beside the present one`);
    this.press.setAttribute("aria-expanded", String(this.open));
    this.node.hidden = !this.open || this.press.hidden;
    write(this.gone, gone);
    this.gone.hidden = !gone;
    if (this.node.hidden) return;
    const letter = (lane) => (lanes.length > 1 ? `${"ABCD"[lane]}, ` : "");
    const rows = lanes.flatMap(({ branches }, lane) => [...branches].reverse().map((one) => this.row(one, lane,
      letter(lane))));
    const hidden = lanes.reduce((sum, { more }) => sum + more, 0);
    if (hidden) rows.push(el("li.branch-more", {}, `and ${count(hidden)} older ones: gan.timeline.branches`));
    this.items.replaceChildren(...rows);
    this.setAlive(this.alive);
  }

  row(branch, lane, letter) {
    const words = branchText(branch);
    const act = (name, hint, onclick) => el("button.button.button-small", { type: "button", ...OWN_KEYS, title: hint,
      "aria-label": `${name}: ${letter}${words}`, onclick }, name);
    return el("li.branch-item", { "data-branch": branch.number }, el("span.branch-text", {}, `${letter}${words}`),
      act("Go there", "The end of this branch; what is left now stays as a branch", () => this.visit(lane, branch)),
      act("Show beside", "A twin at the end of this branch, beside this GAN", () => this.beside(lane, branch)));
  }

  setAlive(alive) {
    this.alive = alive;
    for (const press of this.node.querySelectorAll("button")) press.disabled = !alive;
  }
}
