// A sheet of cells and what a brush does to it. Pure: no page.

/** The distance of a point from a stretch of a line. */
export function apart(x, y, [x0, y0], [x1, y1]) {
  const dx = x1 - x0, dy = y1 - y0, long = dx * dx + dy * dy;
  const t = long ? Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / long)) : 0;
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}

/**
 * Draw from one place to another, in cells from the upper left corner: `width` in cells, `weight` from 0 to 1 of the
 * ink that there can be. Ink covers what is lighter; an eraser leaves what it only touches. True if anything changed.
 */
export function stroke(sheet, side, from, to, { width, weight = 1, erase = false }) {
  const reach = width / 2 + 1, ink = Math.max(1, Math.round(255 * weight));
  const span = (k) => [Math.max(0, Math.floor(Math.min(from[k], to[k]) - reach)),
    Math.min(side, Math.ceil(Math.max(from[k], to[k]) + reach))];
  const [[left, right], [top, bottom]] = [span(0), span(1)];
  let changed = false;
  for (let i = top; i < bottom; i++) for (let j = left; j < right; j++) {
    const covered = Math.min(1, Math.max(0, width / 2 + 0.5 - apart(j + 0.5, i + 0.5, from, to)));
    if (!covered) continue;
    const at = i * side + j, now = erase ? Math.min(sheet[at], Math.round(255 * (1 - covered)))
      : Math.max(sheet[at], Math.round(ink * covered));
    changed ||= now !== sheet[at];
    sheet[at] = now;
  }
  return changed;
}

/** A sheet with its past: every change can be taken back, and made again. */
export class Past {
  constructor(sheet, most = 200) {
    Object.assign(this, { sheet, most, before: [], after: [] });
  }

  /** Another sheet takes the place of this one. */
  put(sheet) {
    this.before.push(this.sheet);
    if (this.before.length > this.most) this.before.shift();
    Object.assign(this, { sheet, after: [] });
  }

  /** A copy to be drawn on, while the one of before can still be returned to. */
  begin() {
    this.put(this.sheet.slice());
  }

  undo() {
    if (!this.before.length) return false;
    this.after.push(this.sheet);
    this.sheet = this.before.pop();
    return true;
  }

  redo() {
    if (!this.after.length) return false;
    this.before.push(this.sheet);
    this.sheet = this.after.pop();
    return true;
  }
}

/** The bytes of a sheet in base 64. */
export function spelled(sheet) {
  let text = "";
  for (const byte of sheet) text += String.fromCharCode(byte);
  return btoa(text);
}

/** How many cells have ink. */
export const inked = (sheet) => sheet.reduce((n, ink) => n + (ink > 0), 0);
