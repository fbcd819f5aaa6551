// In slow motion the picture shows what the phase is about: the samples of its batch, and where the fakes are pulled.

const SHOWN = { real: ["real"], fakes: ["fake"], score_real: ["real"], score_fake: ["fake"], loss: ["real", "fake"],
  pull: ["fake", "tips"], gradient: ["real", "fake"] };

/** What of a phase is drawn on the picture; null: nothing. `points` are {real, fake, tips} in the data's units. */
export function spotFor(phase, points) {
  if (!phase || phase.last || !SHOWN[phase.name]) return null;
  const lit = SHOWN[phase.name].filter((name) => points[name] && (name !== "real" || phase.who === "d"));
  return lit.length ? { who: phase.who, ...Object.fromEntries(lit.map((name) => [name, points[name]])) } : null;
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
  if (spot.tips) pulls(ctx, v, spot);
  for (const name of ["real", "fake"]) {
    if (!spot[name]) continue;
    ctx.fillStyle = palette[name];
    ctx.strokeStyle = palette[spot.who];
    ctx.lineWidth = 1.4;
    for (let i = 0; i < spot[name].length; i += 2) {
      const x = to.x(spot[name][i]), y = to.y(spot[name][i + 1]);
      ctx.beginPath();
      if (name === "real") ctx.arc(x, y, 4.2, 0, 7);
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

function pulls(ctx, { palette, to }, { fake, tips, who }) {
  ctx.strokeStyle = palette[who];
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (let i = 0; i < tips.length; i += 2) {
    const x0 = to.x(fake[i]), y0 = to.y(fake[i + 1]), x1 = to.x(tips[i]), y1 = to.y(tips[i + 1]);
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
