// What a pen does to a sheet of bytes, and a brush to a map of classes. Pure: no page.

import { apart } from "./brush.js";

/**
 * One stroke on a sheet of `wide` × `tall` cells with some `channels`, row by row from the top. However often it
 * crosses itself, a cell is covered by its thickest touch: `sheet` is always what was there before, and the stroke
 * over it.
 */
export class Stroke {
  /** `colour` has a byte for each channel; `hard`: cells are covered or not, as classes need it. */
  constructor(before, [wide, tall], colour, { width, hard = false }) {
    Object.assign(this, { before, wide, tall, colour, width, hard, cover: new Float32Array(wide * tall) });
  }

  /** On from one place to another, in cells from the upper left corner. */
  line(from, to) {
    const { wide, tall, width } = this, reach = width / 2 + 1;
    const span = (k, most) => [Math.max(0, Math.floor(Math.min(from[k], to[k]) - reach)),
      Math.min(most, Math.ceil(Math.max(from[k], to[k]) + reach))];
    const [[left, right], [top, bottom]] = [span(0, wide), span(1, tall)];
    for (let i = top; i < bottom; i++) for (let j = left; j < right; j++) {
      const covered = Math.min(1, Math.max(0, width / 2 + 0.5 - apart(j + 0.5, i + 0.5, from, to)));
      const at = i * wide + j;
      this.cover[at] = Math.max(this.cover[at], this.hard ? Number(covered >= 0.5) : covered);
    }
    return this;
  }

  get sheet() {
    const { before, colour, cover } = this, channels = colour.length, sheet = before.slice();
    cover.forEach((c, i) => {
      if (c) for (let k = 0; k < channels; k++) {
        const at = i * channels + k;
        sheet[at] = Math.round(before[at] + (colour[k] - before[at]) * c);
      }
    });
    return sheet;
  }
}

/** A sheet with nothing on it but one byte or colour. */
export function blank([wide, tall], colour) {
  const sheet = new Uint8Array(wide * tall * colour.length);
  for (let i = 0; i < sheet.length; i++) sheet[i] = colour[i % colour.length];
  return sheet;
}

/** How many cells are not as on an empty sheet. */
export function touched(sheet, colour) {
  let n = 0;
  for (let i = 0; i < sheet.length; i += colour.length) if (colour.some((byte, k) => sheet[i + k] !== byte)) n++;
  return n;
}

/** Red, green and blue of a colour such as "#7fb2d9". */
export const rgbOf = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));

/** A sheet as red, green, blue and opacity: of a map in its classes' colours. */
export function pixelsOf(sheet, { channels, kind, colours }, out) {
  const table = kind === "map" ? colours.map(rgbOf) : null;
  for (let i = 0, at = 0; at < sheet.length; i += 4, at += channels) {
    const rgb = table ? table[sheet[at]] ?? [0, 0, 0] : null;
    for (let k = 0; k < 3; k++) out[i + k] = rgb ? rgb[k] : sheet[at + (channels === 3 ? k : 0)];
    out[i + 3] = 255;
  }
  return out;
}
