// Pictures that become other pictures: a row each, with source, translation, the way back and the truth in columns;
// above them what the reader has drawn or dropped. Below a translation and around it: what the discriminator says.
import { mark, nextPlace, tileOf } from "./tile.js";

const GAP = 5, BETWEEN = 18, LABEL = 17, MARK = 14, EDGE = 2; // pixels
const OWN = 0.34; // of the height, for the reader's own picture
const LEAST = 2; // rows that shall be seen

/** How large a picture of these proportions is in a box of that side. */
export function fit(side, height, width) {
  const scale = side / Math.max(height, width);
  return { w: Math.max(1, Math.round(width * scale)), h: Math.max(1, Math.round(height * scale)) };
}

/**
 * Where everything lies: `groups` of {columns, rows, shape: [height, width], title}, and the reader's `own` pictures, a
 * [height, width] each. Gives {w, h, shown, own: {side, places}, groups: [{left, columns: [x]}], titles, heads, top}.
 */
export function layout(size, groups, own = []) {
  const across = groups.reduce((sum, { columns }) => sum + columns, 0), [height, width] = groups[0].shape;
  const side = own.length ? Math.floor(Math.min((size - 2 * EDGE - GAP * (own.length - 1)) / own.length, OWN * size))
    : 0;
  const titles = own.length ? LABEL + Math.max(...own.map((sides) => fit(side, ...sides).h)) + 2 * GAP : 0;
  const heads = titles + (groups.some(({ title }) => title) ? LABEL : 0), top = heads + LABEL;
  const most = Math.max(...groups.map(({ rows }) => rows)), room = size - top - EDGE;
  const wide = (size - 2 * EDGE - BETWEEN * (groups.length - 1) - GAP * (across - groups.length)) / across;
  const tall = (room / Math.min(most, LEAST) - MARK - GAP) * (width / height);
  const w = Math.max(4, Math.floor(Math.min(wide, tall))), h = Math.max(4, Math.floor((w * height) / width));
  const shown = Math.max(1, Math.min(most, Math.floor((room + GAP) / (h + MARK + GAP))));
  let left = EDGE;
  const placed = groups.map(({ columns }) => {
    const xs = Array.from({ length: columns }, (_, c) => left + c * (w + GAP));
    const group = { left, columns: xs, width: columns * (w + GAP) - GAP };
    left += group.width + BETWEEN;
    return group;
  });
  const places = own.map((_, c) => ({ x: EDGE + c * (side + GAP), y: LABEL }));
  return { w, h, shown, own: { side, places }, groups: placed, titles, heads, top,
    y: (r) => top + r * (h + MARK + GAP) };
}

const partsOf = (now) => ["ownSource", "ownMade", "ownBack"].filter((name) => now?.[name]);

function placesOf(v) {
  const groups = v.world.groups.map(({ columns, title }, k) => {
    const [rows, height, width] = (v.world[`truth${k}`] ?? v.now?.[`made${k}`] ?? v.world[`source${k}`]).shape;
    return { columns: columns.length, rows: Math.max(rows, v.world[`source${k}`].shape[0]), shape: [height, width],
      title };
  });
  return layout(v.size, groups, partsOf(v.now).map((name) => v.now[name].shape.slice(1, 3)));
}

const picturesOf = (v, part, k) => v.now?.[`${part}${k}`] ?? v.world[`${part}${k}`];

/** The tiles that are seen: {k, part, row, x, y, w, h}. */
function tilesOf(v) {
  const { w, h, groups, shown, y } = v.places;
  return v.world.groups.flatMap(({ columns }, k) => columns.flatMap(({ part }, c) => {
    const n = Math.min(shown, picturesOf(v, part, k)?.shape[0] ?? 0);
    return Array.from({ length: n }, (_, row) => ({ k, part, row, x: groups[k].columns[c], y: y(row), w, h }));
  }));
}

function drawTile(ctx, v, { k, part, row, x, y, w, h }) {
  const pixels = picturesOf(v, part, k), [, height, width] = pixels.shape, size = fit(Math.max(w, h), height, width);
  ctx.imageSmoothingEnabled = w < 2 * width && w > width; // large pixels stay pixels
  ctx.drawImage(tileOf(v, pixels, pixels.shape, row), x, y, Math.min(w, size.w), Math.min(h, size.h));
  ctx.strokeStyle = v.palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
}

const AFTER = { made: ["patches", "scores"], truth: ["truthPatches", "truthScores"] };

/** What D says of each patch, over the picture; the picture shines through. */
function drawPatches(ctx, v, { k, part, row, x, y, w, h }) {
  const maps = v.now?.[`${AFTER[part]?.[0]}${k}`];
  if (!maps || row >= maps.shape[0]) return;
  const [, rows, columns] = maps.shape, image = v.scratch(columns, rows);
  const pixels = new Uint32Array(image.data.data.buffer);
  for (let i = 0; i < rows * columns; i++) pixels[i] = v.palette.table[maps[row * rows * columns + i]];
  image.ctx.putImageData(image.data, 0, 0);
  ctx.imageSmoothingEnabled = false;
  ctx.globalAlpha = 0.72;
  ctx.drawImage(image.canvas, x, y, w, h);
  ctx.globalAlpha = 1;
}

function drawOwn(ctx, v) {
  const { side, places } = v.places.own, group = v.world.groups.find(({ to }) => to === v.now.own?.to);
  const titled = (name) => group?.columns.find(({ part }) =>
    name === `own${part[0].toUpperCase()}${part.slice(1)}`)?.title;
  partsOf(v.now).forEach((name, i) => {
    const { x, y } = places[i], pixels = v.now[name], [, height, width] = pixels.shape,
      { w, h } = fit(side, height, width);
    ctx.fillText(i ? titled(name) ?? "" : "yours", x, 2);
    ctx.imageSmoothingEnabled = w < 2 * width;
    ctx.drawImage(tileOf(v, pixels, pixels.shape, 0), x, y, w, h);
    ctx.strokeStyle = v.palette.grid;
    ctx.lineWidth = 1;
    ctx.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
  });
}

/** Words above a column, cut short where it is too narrow for them. */
function write(ctx, text, x, y, room) {
  let said = text;
  while (said.length > 1 && ctx.measureText(said).width > room) said = `${said.replace(/…$/, "").slice(0, -1)}…`;
  ctx.fillText(said, x, y);
}

function drawHeads(ctx, v) {
  const { groups, heads, titles, w } = v.places;
  v.world.groups.forEach(({ title, columns }, k) => {
    ctx.font = `600 11px ${v.font}`;
    if (title) write(ctx, title, groups[k].left, titles + 2, groups[k].width);
    ctx.font = `11px ${v.font}`;
    columns.forEach(({ title: word }, c) => write(ctx, word, groups[k].columns[c], heads + 2, w + GAP - 1));
  });
}

/** The row that a closeup is about. */
function chosen(ctx, v) {
  const { what, index } = v.closeup ?? {};
  if (what !== "fake") return;
  const { k, row } = rowAt(v, index), { groups, h, y } = v.places;
  if (!groups[k] || row >= v.places.shown) return;
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 2;
  ctx.strokeRect(groups[k].left - 3, y(row) - 3, groups[k].width + 6, h + 6);
}

const rowsOf = (v, k) => v.world[`source${k}`].shape[0];

/** Rows are counted through all groups. */
function rowAt(v, index) {
  let k = 0, row = index;
  while (k < v.world.groups.length && row >= rowsOf(v, k)) row -= rowsOf(v, k++);
  return { k, row };
}

const indexOf = (v, { k, row }) => row + Array.from({ length: k }, (_, i) => rowsOf(v, i)).reduce((a, b) => a + b, 0);

const tileAt = (v, px, py) => tilesOf(v).find(({ x, y, w, h }) =>
  px >= x && px < x + w && py >= y && py < y + h + MARK);

export const translated = {
  prepare(v) {
    v.places = placesOf(v);
  },

  draw(ctx, v) {
    v.places = placesOf(v); // the reader's own picture may have come or gone
    Object.assign(ctx, { textBaseline: "top", textAlign: "left", fillStyle: v.palette.ink, font: `11px ${v.font}` });
    if (v.now?.ownSource) drawOwn(ctx, v);
    drawHeads(ctx, v);
    const tiles = tilesOf(v);
    for (const tile of tiles) drawTile(ctx, v, tile);
    if (v.shown.has("patches")) for (const tile of tiles) drawPatches(ctx, v, tile);
    Object.assign(ctx, { font: `600 9.5px ${v.font}`, textAlign: "center" });
    for (const tile of tiles) {
      const scores = v.now?.[`${AFTER[tile.part]?.[1]}${tile.k}`];
      if (scores && tile.row < scores.length) mark(ctx, v, scores[tile.row] / 255, tile);
    }
    chosen(ctx, v);
  },

  /** A picture with D's answers over it, for the card of the layer. */
  thumb(ctx, v, side) {
    if (!v.now?.made0) return;
    const tile = { k: 0, part: "made", row: 0, x: 0, y: 0, w: side, h: side };
    drawTile(ctx, v, tile);
    drawPatches(ctx, v, tile);
  },

  move(v, at, way) {
    return nextPlace(tilesOf(v).map(({ x, y, w, h }) => [x + w / 2, y + h / 2]), at, way);
  },

  /** What a click there asks. */
  ask(v, px, py) {
    const tile = tileAt(v, px, py);
    return tile ? { fake: indexOf(v, tile) } : null;
  },

  describe(v, px, py) {
    const tile = tileAt(v, px, py);
    if (!tile) return null;
    const { k, part, row, x, y, w, h } = tile, { title, columns } = v.world.groups[k], { judge } = v.titles;
    const word = columns.find((column) => column.part === part).title,
      said = [`${word}, ${row + 1}${title ? `, ${title}` : ""}`];
    const [patches, scores] = AFTER[part] ?? [], maps = v.now?.[`${patches}${k}`], all = v.now?.[`${scores}${k}`];
    if (all && row < all.length) said.push(`${judge}: ${Math.round((100 * all[row]) / 255)} % real`);
    if (maps && v.shown.has("patches") && row < maps.shape[0] && py < y + h) {
      const [, rows, across] = maps.shape;
      const at = Math.min(rows - 1, Math.floor(((py - y) / h) * rows)) * across + Math.min(across - 1,
        Math.floor(((px - x) / w) * across));
      said.push(`this patch: ${Math.round((100 * maps[row * rows * across + at]) / 255)} %`);
    }
    return v.asks ? [...said, "click: a closer look"].join("\n") : said.join("\n");
  },
};
