// One dimension: how often each value occurs among real and fake, and the discriminator's verdict along the axis.
import { axisFont, ticksOf, ticksWithin, widest } from "../lib/axes.js";
import { clamp, percent, short, tickTexts } from "../lib/scales.js";

const HEAD = 18, FOOT = 40, EDGE = 20; // pixels above and below the plot, and beside it for a title

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

/** Runs of bars that are taller than the frame: {from, to, most}, `most` being the tallest of them. */
export function overshooting(heights, tallest) {
  const runs = [];
  heights.forEach((h, i) => {
    if (h <= tallest) return;
    const last = runs.at(-1);
    if (last?.to === i - 1) Object.assign(last, { to: i, most: Math.max(last.most, h) });
    else runs.push({ from: i, to: i, most: h });
  });
  return runs;
}

/** An arrow above each run of bars that reaches out of the frame, with how high it goes. */
function beyond(ctx, { area: { left, side, top }, now, tallest, palette }) {
  if (!now?.fakes) return;
  ctx.fillStyle = palette.fakeText;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  let free = left;
  for (const { from, to, most } of overshooting(now.fakes, tallest)) {
    const said = percent(most), wide = ctx.measureText(said).width + 12;
    const middle = left + (((from + to + 1) / 2) / now.fakes.length) * side;
    const x = clamp(middle - 5, free, left + side - wide);
    if (x < free - 1) continue;
    free = x + wide + 6;
    ctx.beginPath();
    ctx.moveTo(x, top - 4);
    ctx.lineTo(x + 4, top - 12);
    ctx.lineTo(x + 8, top - 4);
    ctx.fill();
    ctx.fillText(said, x + 12, top - 8);
  }
}

/** Scales of D's output at the left and of the shares at the right, values below; each with its title. */
function axes(ctx, v) {
  const { area: { left, top, side, height }, world, palette, tallest, font: family } = v, base = top + height;
  const [x0, x1] = world.extent, right = left + side;
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, side - 1, height - 1);
  ctx.fillStyle = palette.faint;
  ctx.font = axisFont(family);
  ctx.textBaseline = "middle";
  ctx.textAlign = "right";
  if (world.field) for (const p of [0, 0.5, 1]) ctx.fillText(percent(p), left - 5, base - p * height + 8 * (p - 0.5));
  ctx.textAlign = "left";
  const shares = sharesOf(tallest);
  shares.at.forEach((share, i) => ctx.fillText(shares.texts[i], right + 5, base - (share / tallest) * height));
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  const { at, texts } = ticksWithin(x0, x1, { side, font: ctx.font, many: 6 });
  at.forEach((t, i) => {
    const x = left + ((t - x0) / (x1 - x0)) * side, half = ctx.measureText(texts[i]).width / 2;
    ctx.fillRect(x, base, 1, 4);
    ctx.fillText(texts[i], clamp(x, half + 1, v.size - half - 1), base + 6);
  });
  ctx.font = `600 ${ctx.font}`;
  ctx.fillText(world.names?.[0] ?? "value", left + side / 2, base + 22, side);
  if (world.field) upwards(ctx, `output of ${world.nouns?.judge ?? v.titles.judge}`, 1, top + height / 2, height);
  upwards(ctx, "share of samples", v.size - 14, top + height / 2, height);
}

function upwards(ctx, text, x, y, most) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(-Math.PI / 2);
  ctx.fillText(text, 0, 0, most);
  ctx.restore();
}

/** Ticks for the height of bars. */
function sharesOf(tallest) {
  const { at } = ticksOf(0, tallest, 4);
  return { at, texts: tickTexts(at.map((share) => 100 * share)).map((text) => `${text} %`) };
}

export const strip = {
  prepare(v) {
    // the real histogram fixes the scale; what overshoots it is said above the frame
    v.tallest = 1.15 * Math.max(...v.world.real, 1e-9);
    const font = axisFont(v.font), wide = Math.ceil(widest(sharesOf(v.tallest).texts, font)) + 8;
    const left = (v.world.field ? Math.ceil(widest([percent(1)], font)) + 8 : 0) + EDGE;
    v.area = { left, top: HEAD, side: v.size - left - wide - EDGE, height: v.size - HEAD - FOOT };
  },

  draw(ctx, v) {
    const { left, top, side, height } = v.area;
    const base = top + height;
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
    axes(ctx, v);
    ctx.font = axisFont(v.font);
    beyond(ctx, v);
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
      ? `${where}\n${v.world.nouns?.judge ?? v.titles.judge}: ${percent(field[clamp(Math.floor(u * field.length), 0,
        field.length - 1)])} real`
      : where;
  },
};
