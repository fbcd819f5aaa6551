// Images: fakes from fixed noise in a grid, a few real ones below; under each tile, what the discriminator says.

const GAP = 4, MARK = 3, LABEL = 16;

/** Where each tile lies: `columns` wide, as large as fits; labels above both groups. */
export function layout(size, fakes, reals, [height, width]) {
  let best = { tile: 0 };
  for (let columns = 2; columns <= 16; columns++) {
    const rows = Math.ceil(fakes / columns) + Math.ceil(reals / columns);
    const tile = Math.min((size - GAP * (columns - 1)) / columns,
      ((size - 2 * LABEL - GAP * rows - MARK * rows - 6) / rows) * (width / height));
    if (tile > best.tile) best = { tile, columns };
  }
  const w = Math.floor(best.tile), h = Math.floor((best.tile * height) / width);
  const place = (n, top) => Array.from({ length: n }, (_, i) => ({
    x: (i % best.columns) * (w + GAP),
    y: top + Math.floor(i / best.columns) * (h + MARK + GAP),
  }));
  const below = LABEL + Math.ceil(fakes / best.columns) * (h + MARK + GAP) + 6;
  return { w, h, fakes: place(fakes, LABEL), realsLabel: below, reals: place(reals, below + LABEL) };
}

function tileAt(group, { w, h }, px, py) {
  return group.findIndex(({ x, y }) => px >= x && px < x + w && py >= y && py < y + h + MARK);
}

function paint(ctx, v, pixels, [n, height, width, channels], places, scores) {
  const image = v.scratch(width, height);
  const bytes = image.data.data;
  const { w, h } = v.places;
  ctx.imageSmoothingEnabled = w < 2 * width && w > width; // large pixels stay pixels
  for (let k = 0; k < n; k++) {
    for (let i = 0, at = k * height * width * channels; i < height * width; i++, at += channels) {
      bytes[4 * i] = pixels[at];
      bytes[4 * i + 1] = pixels[channels === 3 ? at + 1 : at];
      bytes[4 * i + 2] = pixels[channels === 3 ? at + 2 : at];
      bytes[4 * i + 3] = 255;
    }
    image.ctx.putImageData(image.data, 0, 0);
    const { x, y } = places[k];
    ctx.drawImage(image.canvas, x, y, w, h);
    if (!scores) continue;
    ctx.fillStyle = v.palette.grid;
    ctx.fillRect(x, y + h + 1, w, MARK);
    ctx.fillStyle = scores[k] >= 0.5 ? v.palette.real : v.palette.fake;
    ctx.fillRect(x, y + h + 1, Math.max(1, w * scores[k]), MARK);
  }
}

export const images = {
  prepare(v) {
    v.places = layout(v.size, v.world.fakesShape[0], v.world.realShape[0], v.world.realShape.slice(1, 3));
  },

  draw(ctx, v) {
    ctx.font = `11px ${v.font}`;
    ctx.textBaseline = "top";
    ctx.fillStyle = v.palette.fake;
    ctx.fillText("Fakes, from the same noise at every step", 0, 1);
    ctx.fillStyle = v.palette.real;
    ctx.fillText("Real images", 0, v.places.realsLabel + 1);
    if (v.now?.tiles) paint(ctx, v, v.now.tiles, v.world.fakesShape, v.places.fakes, v.now.fakeScores);
    paint(ctx, v, v.world.tiles, v.world.realShape, v.places.reals, v.now?.realScores);
  },

  describe(v, px, py) {
    const say = (what, k, p) => (p ? `${what} ${k + 1}\nD: ${Math.round(100 * p[k])} % real` : `${what} ${k + 1}`);
    const fake = tileAt(v.places.fakes, v.places, px, py);
    if (fake >= 0) return say("fake", fake, v.now?.fakeScores);
    const real = tileAt(v.places.reals, v.places, px, py);
    return real >= 0 ? say("real", real, v.now?.realScores) : null;
  },
};
