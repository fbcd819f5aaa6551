// Points in the plane: the scene's own look for two-dimensional data, and for two columns of a table.
import { sampleField } from "../lib/contour.js";
import { isDrawn, LAYERS, marker, sheetOf, strength } from "./layers.js";
import { plotWithin } from "../lib/axes.js";
import { clamp, frameOf, percent, short } from "../lib/scales.js";
import { spotlight } from "./spotlight.js";
import { tintsOf } from "./translation.js";

export const plane = {
  /** What depends on size and theme alone, made once. */
  prepare(v) {
    v.area = plotWithin(v.size, v.world.extent, { family: v.font, titled: Boolean(v.world.names) });
    v.to = frameOf(v.world.extent, v.area);
    const { palette, dpr } = v;
    v.tints = tintsOf(v.world, palette);
    const circle = marker("circle", palette.real, palette.halo, dpr);
    v.sprites = { real: circle, reals: sheetOf(v, v.world.real, circle),
      fake: marker("triangle", palette.fake, palette.halo, dpr),
      ghost: marker("triangle", palette.fake, palette.halo, dpr, { radius: 2.6, hollow: true }),
      made: marker("triangle", palette.fake, palette.ink, dpr, { radius: 6 }) };
  },

  draw(ctx, v) {
    const { left, top, side } = v.area;
    ctx.fillStyle = v.palette.paper;
    ctx.fillRect(left, top, side, side);
    for (const layer of LAYERS) {
      if (!isDrawn(layer, v)) continue;
      ctx.save();
      ctx.globalAlpha = strength(layer, v);
      if (layer.clipped) {
        ctx.beginPath();
        ctx.rect(left, top, side, side);
        ctx.clip();
      }
      layer.draw(ctx, v);
      ctx.restore();
    }
    if (v.spot && v.replay === null) spotlight(ctx, v);
  },

  /** What a click there asks. */
  ask(v, px, py) {
    const { left, top, side } = v.area;
    if (px < left || px > left + side || py < top || py > top + side) return null;
    return { at: v.to.invert(px, py) };
  },

  /** The next place of a crosshair. */
  move(v, at, [dx, dy], fine) {
    const { left, top, side } = v.area, step = side / (fine ? 160 : 32);
    if (!at) return [left + side / 2, top + side / 2];
    return [clamp(at[0] + dx * step, left, left + side), clamp(at[1] + dy * step, top, top + side)];
  },

  /** What lies under the pointer, in words. */
  describe(v, px, py) {
    const words = this.words(v, px, py);
    return words && v.asks ? `${words}\nclick: ${v.world.question ?? `can ${v.titles.maker} make this?`}` : words;
  },

  words(v, px, py) {
    const { left, top, side } = v.area;
    const u = (px - left) / side, w = (py - top) / side;
    if (u < 0 || u > 1 || w < 0 || w > 1) return null;
    const [x, y] = v.to.invert(px, py);
    const [nx, ny] = v.world.names ?? ["x", "y"];
    const judge = v.world.nouns?.judge ?? v.titles.judge;
    const where = `${nx} ${short(x)}, ${ny} ${short(y)}`;
    if (v.shown.has("gap") && v.now?.gap) {
      const [rows, columns] = v.now.gapShape, off = Math.round(200 * sampleField(v.now.gap, columns, rows, u, w) - 100);
      return `${where}\n${judge} is ${Math.abs(off)} points ${off < 0 ? "below" : "above"} ${judge}*`;
    }
    if (v.shown.has("best") && v.now?.best) {
      const [rows, columns] = v.now.bestShape;
      return `${where}\n${judge}*: ${Math.round(100 * sampleField(v.now.best, columns, rows, u, w))} % real`;
    }
    if (v.shown.has("source_field") && v.now?.source_field) {
      const [rows, columns] = v.now.source_fieldShape;
      const { word } = v.world.layers.find(({ name }) => name === "source_field");
      return `${where}\n${word}: ${Math.round(100 * sampleField(v.now.source_field, columns, rows, u, w))} % real`;
    }
    if (!v.now?.field) return where;
    const [rows, columns] = v.now.fieldShape;
    const p = clamp(sampleField(v.now.field, columns, rows, u, w), 0, 1);
    return `${where}\n${judge}: ${Math.round(100 * p)} % real`;
  },
};
