// One small picture of many: its bytes on a canvas of their own size, drawn as large as it is wanted.

/** The k-th of n pictures (height × width, 1 or 3 channels) on a small canvas that is reused. */
export function tileOf(v, pixels, [, height, width, channels], k) {
  const image = v.scratch(width, height), bytes = image.data.data;
  for (let i = 0, at = k * height * width * channels; i < height * width; i++, at += channels) {
    bytes[4 * i] = pixels[at];
    bytes[4 * i + 1] = pixels[channels === 3 ? at + 1 : at];
    bytes[4 * i + 2] = pixels[channels === 3 ? at + 2 : at];
    bytes[4 * i + 3] = 255;
  }
  image.ctx.putImageData(image.data, 0, 0);
  return image.canvas;
}

/** The frame around a picture and the number below it: how real it is found, from 0 to 1. */
export function mark(ctx, v, p, { x, y, w, h }) {
  const edge = 2;
  ctx.strokeStyle = p >= 0.5 ? v.palette.real : v.palette.fake;
  ctx.fillStyle = v.palette.ink;
  ctx.lineWidth = edge;
  ctx.globalAlpha = 0.15 + 0.85 * Math.abs(2 * p - 1);
  ctx.strokeRect(x - edge / 2, y - edge / 2, w + edge, h + edge);
  ctx.globalAlpha = 1;
  if (w >= 16) ctx.fillText(`${Math.round(100 * p)}`, x + w / 2, y + h + edge + 1);
}

/** Where a crosshair goes: beside, above or below, to the next of these places; from nowhere to the first. */
export function nextPlace(places, at, [dx, dy]) {
  if (!at) return places[0];
  // the next row, and there the nearest
  const far = ([x, y]) => 100 * Math.abs(dx ? x - at[0] : y - at[1]) + Math.abs(dx ? 0 : x - at[0]);
  const ahead = places.filter(([x, y]) => (dx ? Math.abs(y - at[1]) < 1 && (x - at[0]) * dx > 1
    : (y - at[1]) * dy > 1));
  return ahead.sort((a, b) => far(a) - far(b))[0] ?? at;
}
