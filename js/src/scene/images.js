// Images: fakes from fixed noise in a grid, a few real ones below; around and under each, what the discriminator says.
import { mark, nextPlace, tileOf } from "./tile.js";

const GAP = 6, MARK = 13, LABEL = 18, EDGE = 2;

/** Where each tile lies: `columns` wide, as large as fits; labels above both groups. */
export function layout(size, fakes, reals, [height, width]) {
  let best = { tile: 0 };
  for (let columns = 2; columns <= 16; columns++) {
    const rows = Math.ceil(fakes / columns) + Math.ceil(reals / columns);
    const tile = Math.min((size - 2 * EDGE - GAP * (columns - 1)) / columns,
      ((size - 2 * LABEL - GAP * rows - MARK * rows - 6) / rows) * (width / height));
    if (tile > best.tile) best = { tile, columns };
  }
  const w = Math.floor(best.tile), h = Math.floor((best.tile * height) / width);
  const place = (n, top) => Array.from({ length: n }, (_, i) => ({
    x: EDGE + (i % best.columns) * (w + GAP),
    y: top + Math.floor(i / best.columns) * (h + MARK + GAP),
  }));
  const below = LABEL + Math.ceil(fakes / best.columns) * (h + MARK + GAP) + 6;
  return { w, h, fakes: place(fakes, LABEL), realsLabel: below, reals: place(reals, below + LABEL) };
}

function tileAt(group, { w, h }, px, py) {
  return group.findIndex(({ x, y }) => px >= x && px < x + w && py >= y && py < y + h + MARK);
}

function paint(ctx, v, pixels, [n, height, width, channels], places, scores) {
  const { w, h } = v.places;
  ctx.imageSmoothingEnabled = w < 2 * width && w > width; // large pixels stay pixels
  for (let k = 0; k < n; k++) {
    const { x, y } = places[k];
    ctx.drawImage(tileOf(v, pixels, [n, height, width, channels], k), x, y, w, h);
    if (scores) mark(ctx, v, scores[k], { x, y, w, h });
  }
}

/** The tile that a closeup is about. */
function chosen(ctx, v) {
  const { what, index } = v.closeup ?? {};
  const place = { fake: v.places.fakes, real: v.places.reals }[what]?.[index];
  if (!place) return;
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 2;
  ctx.strokeRect(place.x - EDGE - 1, place.y - EDGE - 1, v.places.w + 2 * EDGE + 2, v.places.h + 2 * EDGE + 2);
}

export const images = {
  prepare(v) {
    v.places = layout(v.size, v.world.fakesShape[0], v.world.realShape[0], v.world.realShape.slice(1, 3));
  },

  draw(ctx, v) {
    ctx.font = `11px ${v.font}`;
    ctx.textBaseline = "top";
    ctx.fillStyle = v.palette.ink;
    ctx.textAlign = "left";
    ctx.fillText("Fakes from the same noise at every step", 1, 1);
    ctx.fillText("Real images", 1, v.places.realsLabel + 1);
    ctx.font = `600 9.5px ${v.font}`;
    ctx.textAlign = "center";
    if (v.now?.tiles) paint(ctx, v, v.now.tiles, v.world.fakesShape, v.places.fakes, v.now.fakeScores);
    paint(ctx, v, v.world.tiles, v.world.realShape, v.places.reals, v.now?.realScores);
    chosen(ctx, v);
  },

  /** The next tile for a crosshair: beside, above or below, in the same group or the other. */
  move(v, at, [dx, dy]) {
    const { w, h, fakes, reals } = v.places;
    return nextPlace([...fakes, ...reals].map(({ x, y }) => [x + w / 2, y + h / 2]), at, [dx, dy]);
  },

  /** What a click there asks. */
  ask(v, px, py) {
    const fake = tileAt(v.places.fakes, v.places, px, py), real = tileAt(v.places.reals, v.places, px, py);
    if (fake >= 0) return { fake };
    return real >= 0 ? { real } : null;
  },

  describe(v, px, py) {
    const { maker, judge } = v.titles;
    const ask = { fake: "a closer look", real: `can ${maker} make this?` };
    const say = (what, k, p) => {
      const named = `${what} ${k + 1}`;
      if (!p) return named;
      const said = `${named}\n${judge}: ${Math.round(100 * p[k])} % real`;
      return v.asks ? `${said}\nclick: ${ask[what]}` : said;
    };
    const fake = tileAt(v.places.fakes, v.places, px, py);
    if (fake >= 0) return say("fake", fake, v.now?.fakeScores);
    const real = tileAt(v.places.reals, v.places, px, py);
    return real >= 0 ? say("real", real, v.now?.realScores) : null;
  },
};
