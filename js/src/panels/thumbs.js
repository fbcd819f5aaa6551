// Small pictures on the graph of the round: a cloud of points, a few images, two histograms.
import { dequantise } from "../lib/protocol.js";

/** The canvas at the size that it has on the page, cleared; null while it has none. */
function ready(canvas, palette) {
  const width = canvas.clientWidth, height = canvas.clientHeight, dpr = globalThis.devicePixelRatio || 1;
  if (!width || !height) return null;
  if (canvas.width !== Math.round(width * dpr) || canvas.height !== Math.round(height * dpr)) {
    canvas.width = Math.round(width * dpr);
    canvas.height = Math.round(height * dpr);
  }
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, width, height);
  return { ctx, width, height };
}

/** Points from codes within `within`, in the axes `extent`; with an arrow to each of the `tips`. */
export function paintPoints(canvas, palette, codes, { within, extent, colour, shape, radius = 1.4, tips = null,
  arrow = colour }) {
  const on = ready(canvas, palette);
  if (!on || !codes) return;
  const { ctx, width, height } = on, points = dequantise(codes, within), [x0, x1, y0, y1] = extent;
  const x = (v) => ((v - x0) / (x1 - x0)) * width, y = (v) => ((y1 - v) / (y1 - y0)) * height;
  if (tips) {
    const ends = dequantise(tips, within);
    ctx.strokeStyle = arrow;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (let i = 0; i < ends.length; i += 2) {
      ctx.moveTo(x(points[i]), y(points[i + 1]));
      ctx.lineTo(x(ends[i]), y(ends[i + 1]));
    }
    ctx.stroke();
  }
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.8;
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    const px = x(points[i]), py = y(points[i + 1]);
    if (!(px > -4 && py > -4 && px < width + 4 && py < height + 4)) continue;
    if (shape === "circle") {
      ctx.moveTo(px + radius, py);
      ctx.arc(px, py, radius, 0, 7);
    } else {
      ctx.moveTo(px, py - 2);
      ctx.lineTo(px + 1.8, py + 1.2);
      ctx.lineTo(px - 1.8, py + 1.2);
      ctx.closePath();
    }
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** Images in a square, as many as there are. */
export function paintTiles(canvas, palette, tiles) {
  const on = ready(canvas, palette);
  if (!on || !tiles) return;
  const [n, h, w, channels] = tiles.shape, side = Math.ceil(Math.sqrt(n));
  const one = document.createElement("canvas");
  one.width = w;
  one.height = h;
  const small = one.getContext("2d"), image = small.createImageData(w, h);
  const size = Math.min(on.width, on.height) / side;
  on.ctx.imageSmoothingEnabled = size < w;
  for (let k = 0; k < n; k++) {
    for (let i = 0, at = k * h * w * channels; i < h * w; i++, at += channels) {
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = tiles[channels === 3 ? at + c : at];
      image.data[4 * i + 3] = 255;
    }
    small.putImageData(image, 0, 0);
    on.ctx.drawImage(one, (k % side) * size + 0.5, Math.floor(k / side) * size + 0.5, size - 1, size - 1);
  }
}

/** Histograms on one axis, the second with a broken outline; what the ends of the axis mean stands below. */
export function paintBars(canvas, palette, series, { labels = null, font = "sans-serif" } = {}) {
  const on = ready(canvas, palette);
  if (!on) return;
  const { ctx, width } = on, height = on.height - (labels ? 13 : 0);
  const most = Math.max(...series.flatMap(({ bars }) => (bars ? [...bars] : [])), 1e-9);
  for (const { bars, colour, dashed } of series) {
    if (!bars) continue;
    const step = width / bars.length;
    ctx.beginPath();
    ctx.moveTo(0, height);
    bars.forEach((bar, i) => {
      const y = height - (bar / most) * (height - 4);
      ctx.lineTo(i * step, y);
      ctx.lineTo((i + 1) * step, y);
    });
    ctx.lineTo(width, height);
    ctx.globalAlpha = 0.28;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.3;
    ctx.setLineDash(dashed ? [3, 2] : []);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  if (!labels) return;
  ctx.font = `10px ${font}`;
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = palette.faint;
  labels.forEach((label, i) => {
    ctx.textAlign = i ? "right" : "left";
    ctx.fillText(label, i ? width - 1 : 1, on.height - 2);
  });
}
