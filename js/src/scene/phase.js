// One weight against one weight: where a step of both players leads from each place, and the way of the training.
import { drawAxes, plotWithin } from "../lib/axes.js";
import { clamp, frameOf, short } from "../lib/scales.js";

const AGES = 24; // shades of the way, from its beginning to now

/** How many points a way has: those behind its end are no numbers. */
export function lengthOf(path) {
  let n = path.length / 2;
  while (n > 0 && Number.isNaN(path[2 * n - 2])) n -= 1;
  return n;
}

/** A way of n points in stretches [first, last, age] that overlap by a point; age goes from 0 to 1. */
export function stretchesOf(n, most = AGES) {
  const count = Math.max(0, Math.min(most, n - 1));
  return Array.from({ length: count }, (_, k) => [Math.round((k * (n - 1)) / count),
    Math.round(((k + 1) * (n - 1)) / count), count > 1 ? k / (count - 1) : 1]);
}

const spanOf = (v) => Array.from(v.now?.span ?? [-1, 1, -1, 1]);

function grid(ctx, v) {
  const { left, top, side } = v.area;
  ctx.strokeStyle = v.palette.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(Math.round(v.to.x(0)) + 0.5, top);
  ctx.lineTo(Math.round(v.to.x(0)) + 0.5, top + side);
  ctx.moveTo(left, Math.round(v.to.y(0)) + 0.5);
  ctx.lineTo(left + side, Math.round(v.to.y(0)) + 0.5);
  ctx.stroke();
}

function vectors(ctx, v) {
  const arrows = v.now.vectors ?? [];
  ctx.strokeStyle = v.palette.faint;
  ctx.globalAlpha = 0.75;
  ctx.lineWidth = 1.2;
  ctx.lineCap = "round";
  ctx.beginPath();
  for (let i = 0; i < arrows.length; i += 4) {
    const x0 = v.to.x(arrows[i]), y0 = v.to.y(arrows[i + 1]), x1 = v.to.x(arrows[i + 2]), y1 = v.to.y(arrows[i + 3]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 0.8)) continue;
    const size = Math.min(4.5, length / 2), ux = ((x1 - x0) / length) * size, uy = ((y1 - y0) / length) * size;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.moveTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
    ctx.lineTo(x1, y1);
    ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** The way, paler the older it is; its last point is where the marker stands now. */
function way(ctx, v) {
  const { path, here } = v.now, n = lengthOf(path);
  const at = (i) => (i === n - 1 ? [v.to.x(here[0]), v.to.y(here[1])] : [v.to.x(path[2 * i]), v.to.y(path[2 * i + 1])]);
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 1.7;
  ctx.lineJoin = "round";
  ctx.lineCap = "butt"; // stretches that overlap would show
  for (const [first, last, age] of stretchesOf(n)) {
    ctx.globalAlpha = 0.22 + 0.68 * age;
    ctx.beginPath();
    for (let i = first; i <= last; i++) ctx.lineTo(...at(i));
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  if (n > 1) disc(ctx, at(0), 4, v.palette.paper, v.palette.ink, 1.6);
}

/** The last single step, in the colour of who has taken it. */
function lastStep(ctx, v) {
  const { before, now, moved } = v;
  if (!before?.here || !(moved.maker || moved.judge)) return;
  const colours = [moved.judge && v.palette.judge, moved.maker && v.palette.maker].filter(Boolean);
  ctx.lineWidth = 5;
  ctx.lineCap = "round";
  ctx.strokeStyle = colours.length > 1 ? v.palette.ink : colours[0];
  ctx.globalAlpha = 0.75;
  ctx.beginPath();
  ctx.moveTo(v.to.x(before.here[0]), v.to.y(before.here[1]));
  ctx.lineTo(v.to.x(now.here[0]), v.to.y(now.here[1]));
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function disc(ctx, [x, y], radius, fill, rim, wide) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = fill;
  ctx.strokeStyle = rim;
  ctx.lineWidth = wide;
  ctx.fill();
  ctx.stroke();
}

/** Where neither player wants to move. */
function rest(ctx, v) {
  if (!v.world.rest) return;
  const x = v.to.x(v.world.rest[0]), y = v.to.y(v.world.rest[1]);
  for (const [style, wide] of [[v.palette.paper, 5], [v.palette.ink, 2]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = wide;
    ctx.lineCap = "round";
    ctx.beginPath();
    for (const [dx, dy] of [[1, 0], [0, 1]]) {
      ctx.moveTo(x - 6 * dx, y - 6 * dy);
      ctx.lineTo(x + 6 * dx, y + 6 * dy);
    }
    ctx.stroke();
  }
}

function marker(ctx, v) {
  const { here } = v.now;
  if (!Number.isFinite(here[0] + here[1])) return;
  disc(ctx, [v.to.x(here[0]), v.to.y(here[1])], 6.5, v.palette.ink, v.palette.paper, 2);
}

/** Ticks, and whose weight each axis is, in that player's colour. */
function axes(ctx, v) {
  const [theta, psi] = v.world.names, { area, to, palette, titles } = v;
  drawAxes(ctx, { area, to, extent: spanOf(v), palette, family: v.font, titles: [
    { text: `${theta}, ${titles.maker}'s weight`, colour: palette.maker },
    { text: `${psi}, ${titles.judge}'s weight`, colour: palette.judge }] });
}

export const phase = {
  prepare(v) {
    v.area = plotWithin(v.size, spanOf(v), { family: v.font, titled: true });
  },

  draw(ctx, v) {
    this.prepare(v); // the axes may have grown
    const { left, top, side } = v.area;
    v.to = frameOf(spanOf(v), v.area);
    ctx.fillStyle = v.palette.paper;
    ctx.fillRect(left, top, side, side);
    if (v.now?.path) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, top, side, side);
      ctx.clip();
      for (const part of [grid, vectors, way, lastStep, rest, marker]) part(ctx, v);
      ctx.restore();
    }
    axes(ctx, v);
  },

  /** The next place of a crosshair. */
  move(v, at, [dx, dy], fine) {
    const { left, top, side } = v.area, step = side / (fine ? 160 : 32);
    if (!at) return [left + side / 2, top + side / 2];
    return [clamp(at[0] + dx * step, left, left + side), clamp(at[1] + dy * step, top, top + side)];
  },

  /** Both weights at a place. */
  describe(v, px, py) {
    const { left, top, side } = v.area;
    if (px < left || px > left + side || py < top || py > top + side || !v.to) return null;
    const [theta, psi] = v.to.invert(px, py), [x, y] = v.world.names;
    return `${x} ${short(theta)}, ${y} ${short(psi)}`;
  },
};
