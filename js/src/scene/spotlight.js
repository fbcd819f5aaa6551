// In slow motion the picture shows what the phase is about: the samples of its batch, and where the fakes are pulled.

import { samplesAt, turnOf } from "../lib/game.js";

const SHAPES = { data: "real", samples: "fake" }; // kinds of nodes

/**
 * What of a phase is drawn on the picture: {colour, sets: [{shape, points, tips}]}; null: nothing. `points` are those
 * of each node by its id, and under `{id}_tips` where the arrows at its samples end, in the data's units.
 */
export function spotFor(game, phase, points) {
  if (!phase || phase.last) return null;
  const tipsOf = (id) => (phase.name === "pull" ? points[`${id}_tips`] ?? null : null);
  const sets = samplesAt(game, phase.who, phase.name).filter(({ id }) => points[id])
    .map(({ id, kind }) => ({ shape: SHAPES[kind], points: points[id], tips: tipsOf(id) }));
  return sets.length ? { colour: turnOf(game, phase.who).colour, sets } : null;
}

export function spotlight(ctx, v) {
  const { spot, palette, to, area } = v;
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.side, area.side);
  ctx.clip();
  ctx.fillStyle = palette.paper;
  ctx.globalAlpha = 0.55; // what the phase is not about steps back
  ctx.fillRect(area.left, area.top, area.side, area.side);
  ctx.globalAlpha = 1;
  const stroke = palette[spot.colour] ?? palette.ink;
  for (const set of spot.sets) if (set.tips) pulls(ctx, v, set, stroke);
  for (const { shape, points } of spot.sets) {
    ctx.fillStyle = palette[shape];
    ctx.strokeStyle = stroke;
    ctx.lineWidth = 1.4;
    for (let i = 0; i < points.length; i += 2) {
      const x = to.x(points[i]), y = to.y(points[i + 1]);
      ctx.beginPath();
      if (shape === "real") ctx.arc(x, y, 4.2, 0, 7);
      else {
        ctx.moveTo(x, y - 5.4);
        ctx.lineTo(x + 4.9, y + 3.6);
        ctx.lineTo(x - 4.9, y + 3.6);
        ctx.closePath();
      }
      ctx.fill();
      ctx.stroke();
    }
  }
  ctx.restore();
}

/** The arrows begin at the first samples, which have a tip each. */
function pulls(ctx, { to }, { points: from, tips }, stroke) {
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (let i = 0; i < tips.length; i += 2) {
    const x0 = to.x(from[i]), y0 = to.y(from[i + 1]), x1 = to.x(tips[i]), y1 = to.y(tips[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 1)) continue;
    const head = Math.min(5, length / 2), ux = ((x1 - x0) / length) * head, uy = ((y1 - y0) / length) * head;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.lineTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
    ctx.moveTo(x1, y1);
    ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
  }
  ctx.stroke();
}
