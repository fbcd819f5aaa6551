// One dimension: how often each value occurs among real and fake, and the discriminator's verdict along the axis.
import { axisTicks, clamp, short } from "../lib/scales.js";

function steps(ctx, heights, { left, side }, base, scale) {
  const width = side / heights.length;
  ctx.beginPath();
  ctx.moveTo(left, base);
  heights.forEach((h, i) => {
    ctx.lineTo(left + i * width, base - h * scale);
    ctx.lineTo(left + (i + 1) * width, base - h * scale);
  });
  ctx.lineTo(left + side, base);
}

export const strip = {
  prepare(v) {
    v.area = { left: 34, top: 10, side: v.size - 44, height: v.size - 36 };
    // the real histogram fixes the scale: fakes may overshoot, it stays
    v.tallest = 1.15 * Math.max(...v.world.real, 1e-9);
  },

  draw(ctx, v) {
    const { left, top, side, height } = v.area;
    const base = top + height;
    const [x0, x1] = v.world.extent;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, side, height);
    ctx.clip();
    for (const [heights, colour] of [[v.world.real, v.palette.real], [v.now?.fakes, v.palette.fake]]) {
      if (!heights) continue;
      steps(ctx, heights, v.area, base, height / v.tallest);
      ctx.fillStyle = ctx.strokeStyle = colour;
      ctx.globalAlpha = 0.3;
      ctx.fill();
      ctx.globalAlpha = 1;
      ctx.lineWidth = 1.4;
      ctx.stroke();
    }
    for (const [field, dash] of [[v.moved.judge ? v.before?.field : null, [3, 4]], [v.now?.field, []]]) {
      if (!field) continue;
      ctx.setLineDash(dash);
      ctx.strokeStyle = dash.length ? v.palette.faint : v.palette.line;
      ctx.lineWidth = dash.length ? 1 : 1.8;
      ctx.beginPath();
      field.forEach((p, i) => ctx.lineTo(left + ((i + 0.5) / field.length) * side, base - p * height));
      ctx.stroke();
    }
    ctx.restore();
    ctx.strokeStyle = v.palette.grid;
    ctx.strokeRect(left + 0.5, top + 0.5, side - 1, height - 1);
    ctx.fillStyle = v.palette.faint;
    ctx.font = `10.5px ${v.font}`;
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    for (const p of [0, 0.5, 1]) ctx.fillText(`${100 * p}%`, left - 5, base - p * height + 8 * (p - 0.5));
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    for (const t of axisTicks(x0, x1, 6)) {
      const x = left + ((t - x0) / (x1 - x0)) * side;
      ctx.fillRect(x, base, 1, 4);
      ctx.fillText(short(t), clamp(x, left + 10, left + side - 10), base + 7);
    }
  },

  /** The next place of a crosshair. */
  move(v, at, [dx], fine) {
    const { left, top, side, height } = v.area;
    return [at ? clamp(at[0] + (dx * side) / (fine ? 256 : 64), left, left + side) : left + side / 2, top + height / 2];
  },

  describe(v, px) {
    const u = (px - v.area.left) / v.area.side;
    if (u < 0 || u > 1) return null;
    const [x0, x1] = v.world.extent;
    const field = v.now?.field;
    const where = `${v.world.names?.[0] ?? "x"} ${short(x0 + u * (x1 - x0))}`;
    return field
      ? `${where}\nD: ${Math.round(100 * field[clamp(Math.floor(u * field.length), 0, field.length - 1)])} % real`
      : where;
  },
};
