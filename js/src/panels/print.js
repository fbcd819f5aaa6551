// What is shown now as one picture: the scenes in their theme, with their legend and their steps; as pixels, or as
// lines and letters.
import { Context } from "svgcanvas/dist/svgcanvas.esm.js";
import { stepsOf } from "../lib/game.js";
import { withTexts } from "../lib/png.js";
import { count, fixed } from "../lib/scales.js";

const SCALE = 2, PRINT = 5; // pixels to one of the page: for a screen, and for paper
const PAD = 16, GAP = 24, HEAD = 26, ROW = 20; // pixels of the page
const LEGEND = 12; // of a letter

const polygon = (ctx, corners) => {
  ctx.beginPath();
  corners.forEach(([x, y]) => ctx.lineTo(x, y));
  ctx.closePath();
};

/** The signs of the legend: how wide each is, and how it is drawn with its middle at that height. */
const MARKS = {
  real: { wide: 9, draw: (ctx, x, y, p) => { ctx.fillStyle = p.real; ctx.beginPath(); ctx.arc(x + 4.5, y, 4.5, 0, 7);
    ctx.fill(); } },
  fake: { wide: 11, draw: (ctx, x, y, p) => { ctx.fillStyle = p.fake;
    polygon(ctx, [[x + 5.5, y - 5], [x + 11, y + 5], [x, y + 5]]); ctx.fill(); } },
  line: { wide: 16, draw: (ctx, x, y, p) => { ctx.fillStyle = p.line; ctx.fillRect(x, y - 1, 16, 2); } },
  push: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.maker) },
  climb: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.judge) },
  next: { wide: 10, draw: (ctx, x, y, p) => { ctx.strokeStyle = p.fake; ctx.lineWidth = 1.5;
    polygon(ctx, [[x + 5, y - 5], [x + 10, y], [x + 5, y + 5], [x, y]]); ctx.stroke(); } },
  sheet: { wide: 14, draw: (ctx, x, y, p) => { ctx.strokeStyle = p.maker; ctx.lineWidth = 1;
    for (const k of [0, 7, 13]) { ctx.strokeRect(x + 0.5, y - 6.5, k || 13, 13);
      ctx.strokeRect(x + 0.5, y - 6.5, 13, k || 13); } } },
  frame: { wide: 13, draw: (ctx, x, y, p) => { ctx.lineWidth = 2;
    for (const [colour, path] of [[p.real, [[0, 0], [12, 0], [12, 12]]], [p.fake, [[0, 0], [0, 12], [12, 12]]]]) {
    ctx.strokeStyle = colour; ctx.beginPath(); path.forEach(([dx, dy]) =>
      ctx.lineTo(x + dx + 0.5, y - 6 + dy)); ctx.stroke(); } } },
  translations: { wide: 18, draw: (ctx, x, y) => rainbow(ctx, x, y, 1) },
  back_translations: { wide: 18, draw: (ctx, x, y) => rainbow(ctx, x, y, -1) },
  translations_residuals: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.ink) },
  back_translations_residuals: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.ink) },
  vector: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.faint) },
  path: { wide: 18, draw: (ctx, x, y, p) => { ctx.fillStyle = p.ink; ctx.fillRect(x, y - 1, 18, 2); } },
  start: { wide: 9, draw: (ctx, x, y, p) => { ctx.strokeStyle = p.ink; ctx.lineWidth = 1.6; ctx.beginPath();
    ctx.arc(x + 4.5, y, 4, 0, 7); ctx.stroke(); } },
  here: { wide: 11, draw: (ctx, x, y, p) => { ctx.fillStyle = p.ink; ctx.beginPath(); ctx.arc(x + 5.5, y, 5.5, 0, 7);
    ctx.fill(); } },
  rest: { wide: 11, draw: (ctx, x, y, p) => { ctx.fillStyle = p.ink; ctx.fillRect(x, y - 1, 11, 2);
    ctx.fillRect(x + 4.5, y - 5.5, 2, 11); } },
  scale: { wide: 64, draw: (ctx, x, y, p) => {
    const ramp = ctx.createLinearGradient(x, 0, x + 64, 0);
    p.field.forEach((rgb, i) => ramp.addColorStop(i / 2, `rgb(${rgb.join()})`));
    ctx.fillStyle = ramp;
    ctx.fillRect(x, y - 5, 64, 10);
    ctx.strokeStyle = p.grid;
    ctx.lineWidth = 1;
    ctx.strokeRect(x + 0.5, y - 4.5, 63, 9);
  } },
};

function arrow(ctx, x, y, colour) {
  ctx.fillStyle = colour;
  ctx.fillRect(x, y - 1, 13, 2);
  polygon(ctx, [[x + 12, y - 3.5], [x + 16, y], [x + 12, y + 3.5]]);
  ctx.fill();
}

/** An arrow of many colours, to the right (1) or to the left (-1). */
function rainbow(ctx, x, y, way) {
  const ramp = ctx.createLinearGradient(x, 0, x + 18, 0);
  ["#d0557a", "#b9811f", "#3f9a54", "#3a86c8"].forEach((colour, i) => ramp.addColorStop(i / 3, colour));
  ctx.fillStyle = ramp;
  const at = (dx) => x + 9 + way * (dx - 9);
  const corners = [[0, -1], [10, -1], [10, -4.5], [18, 0], [10, 4.5], [10, 1], [0, 1]];
  polygon(ctx, corners.map(([dx, dy]) => [at(dx), y + dy]));
  ctx.fill();
}

/** What stands in the legend on the page and is not switched off: items of signs and words. */
export function legendOf(node) {
  return [...node.querySelectorAll(".ganlab-item")].filter((item) => item.getAttribute("aria-pressed") !== "false")
    .map((item) => [...item.childNodes].map((part) => {
      const kind = part.classList?.contains("ganlab-scale") ? "scale"
        : /ganlab-mark-(\w+)/.exec(part.className ?? "")?.[1];
      return kind ? { kind } : { text: part.textContent };
    }).filter(({ kind, text }) => kind || text));
}

/** Items in rows that are no wider than that; `measure` says how wide a text is. Each part has its place {x, row}. */
export function flow(items, width, measure) {
  let x = 0, row = 0;
  const placed = [];
  for (const item of items) {
    const wide = item.map(({ kind, text }) => (kind ? MARKS[kind]?.wide ?? 0 : measure(text)));
    const whole = wide.reduce((sum, w) => sum + w + 6, -6);
    if (x > 0 && x + whole > width) [x, row] = [0, row + 1];
    item.forEach((part, i) => {
      placed.push({ ...part, x, row });
      x += wide[i] + 6;
    });
    x += 10;
  }
  return { placed, rows: items.length ? row + 1 : 0 };
}

const lettered = (weight, size, font) => `${weight} ${size}px ${font}`;

/** Words that fit into a width, in as many lines as they need. */
function lines(ctx, text, width) {
  const out = [""];
  for (const word of text.split(/\s+/)) {
    const longer = out.at(-1) ? `${out.at(-1)} ${word}` : word;
    if (out.at(-1) && ctx.measureText(longer).width > width) out.push(word);
    else out[out.length - 1] = longer;
  }
  return out.filter(Boolean);
}

/** How many steps each turn has taken, perhaps with its loss. */
function stepsSaid(game, frame, losses) {
  const steps = stepsOf(game, frame?.steps);
  const loss = (value) => (value === null || value === undefined ? "" : `, loss ${fixed(value)}`);
  return game.turns.map(({ name, title }) =>
    `${title} ${count(steps[name])}${losses ? loss(frame?.losses?.[name]) : ""}`).join("  ·  ");
}

/** One GAN: its name and where it stands, its scene, its legend. */
class Column {
  constructor(pane, many, { ctx, font, scale }) {
    const { world, game, lastFrame: frame, scene } = pane, { size } = scene.v;
    Object.assign(this, { size, scene, picture: scale ? scene.print(scale) : null,
      left: ["images", "translated"].includes(world.mode) ? 0 : 30,
      name: many ? `${"ABCD"[pane.index]}  ${pane.name.textContent}` : world.called });
    this.palette = scene.v.palette;
    const ahead = frame?.preview ? "  ·  a preview" : "";
    this.steps = [true, false].map((losses) => stepsSaid(game, frame, losses) + ahead);
    ctx.font = lettered(400, LEGEND, font);
    this.legend = flow(legendOf(pane.legend), size - this.left, (text) => ctx.measureText(text).width);
    this.caption = lines(ctx, world.caption, size - this.left);
    this.height = HEAD + size + 6 + ROW * this.legend.rows + 4 + 17 * this.caption.length;
  }

  drawScene(ctx, x, y) {
    ctx.save();
    ctx.translate(x, y);
    this.scene.paint(ctx, 1, true);
    ctx.restore();
  }

  draw(ctx, x, y, palette, font) {
    ctx.textBaseline = "middle";
    ctx.font = lettered(600, 13.5, font);
    const wide = ctx.measureText(this.name).width;
    ctx.font = lettered(400, 12.5, font);
    const room = (steps) => this.size - ctx.measureText(steps).width - 12;
    // losses only where there is room
    const steps = this.steps.find((one) => wide <= room(one)) ?? this.steps[1], left = room(steps);
    ctx.textAlign = "right";
    ctx.fillStyle = palette.faint;
    ctx.fillText(steps, x + this.size, y + 9);
    ctx.textAlign = "left";
    ctx.fillStyle = palette.ink;
    ctx.font = lettered(600, 13.5, font);
    ctx.fillText(shortened(ctx, this.name, left), x, y + 9);
    if (this.picture) ctx.drawImage(this.picture, x, y + HEAD, this.size, this.size);
    else this.drawScene(ctx, x, y + HEAD);
    const top = y + HEAD + this.size + 6;
    ctx.font = lettered(400, LEGEND, font);
    for (const { kind, text, x: dx, row } of this.legend.placed) {
      const px = x + this.left + dx, py = top + (row + 0.5) * ROW;
      ctx.fillStyle = palette.ink;
      if (kind) MARKS[kind]?.draw(ctx, px, py, this.palette);
      else ctx.fillText(text, px, py + 0.5);
    }
    ctx.fillStyle = palette.faint;
    this.caption.forEach((line, i) => ctx.fillText(line, x + this.left,
      top + this.legend.rows * ROW + 4 + (i + 0.5) * 17));
  }
}

/** Everything that the pictures of a board show: how large it is, and what draws it; without `scale` as lines. */
function planOf({ panes, palette, font, many }, ctx, scale = null) {
  const columns = panes.filter(({ world }) => world).map((pane) => new Column(pane, many, { ctx, font, scale }));
  const width = columns.reduce((sum, { size }) => sum + size + GAP, -GAP) + 2 * PAD;
  const height = Math.max(...columns.map((column) => column.height)) + 2 * PAD;
  const draw = (target) => {
    target.fillStyle = palette.paper;
    target.fillRect(0, 0, width, height);
    let x = PAD;
    for (const column of columns) {
      column.draw(target, x, PAD, palette, font);
      x += column.size + GAP;
    }
  };
  return { width, height, draw };
}

/** A text, its end left out where it is too long. */
function shortened(ctx, text, width) {
  let short = text;
  while (short.length > 1 && ctx.measureText(short === text ? text : `${short}…`).width > width)
    short = short.slice(0, -1);
  return short === text ? text : `${short}…`;
}

/** Everything that the pictures of a board show, on one canvas. */
export function print(board, scale = SCALE) {
  const sheet = document.createElement("canvas"), ctx = sheet.getContext("2d");
  const { width, height, draw } = planOf(board, ctx, scale);
  Object.assign(sheet, { width: width * scale, height: height * scale });
  ctx.scale(scale, scale);
  draw(ctx);
  return sheet;
}

/** What a picture file says of itself, and how it is called; null while there is nothing to see. */
function aboutOf(board, ending) {
  const { world, lastFrame } = board.panes[0];
  if (!world || !board.palette) return null;
  const titles = board.game.turns.map(({ title }) => title).join(" and ");
  const steps = board.panes.map(({ game, lastFrame: frame }) =>
    Object.values(stepsOf(game, frame?.steps)).join(" and ")).join(", ");
  return { text: `${world.made}; ${titles} steps: ${steps}`,
    name: fileName(world.called ?? "gan", lastFrame?.time?.moment ?? lastFrame?.moment ?? 0, ending) };
}

/**
 * The picture as an SVG, whose points, lines and letters stay sharp at any size: {blob, name}; null while there is
 * none.
 */
export function svgOf(board) {
  const about = aboutOf(board, "svg");
  if (!about) return null;
  const { width, height, draw } = planOf(board, document.createElement("canvas").getContext("2d"));
  const ctx = new Context({ width, height });
  draw(ctx);
  const drawing = ctx.getSvg(), words = document.createElementNS("http://www.w3.org/2000/svg", "desc");
  words.textContent = about.text;
  drawing.prepend(words);
  return { blob: new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" }),
    name: about.name };
}

/** A name for a file: of the data, and where the training stands. */
export function fileName(called, moment, ending) {
  const plain = called.trim().replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  return `${plain || "gan"}-step-${moment}.${ending}`;
}

/**
 * The picture as a PNG that says of itself what it is, for a screen or for paper: {blob, name}; null while there is
 * none.
 */
export async function png(board, { paper = false } = {}) {
  const about = aboutOf(board, "png");
  if (!about) return null;
  const drawn = await new Promise((done) => print(board, paper ? PRINT : SCALE).toBlob(done, "image/png"));
  const bytes = withTexts(new Uint8Array(await drawn.arrayBuffer()), { Description: about.text, Software: "ganlab" });
  return { blob: new Blob([bytes], { type: "image/png" }), name: about.name };
}
