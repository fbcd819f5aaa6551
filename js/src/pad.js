// The small plane: where the spot lies among the seeds, or between two directions; dragged, or moved with arrow keys.
import { el, OWN_KEYS } from "./dom.js";
import { clamp, short } from "./scales.js";

const UNIT = 30; // pixels between two seeds

/** From the pixels of a drag to a place: seeds are pulled along under the hand, directions follow the pointer. */
export function draggedTo({ seeds, from, start, now, side, spans }) {
  if (seeds) return [from[0] - (now[0] - start[0]) / UNIT, from[1] + (now[1] - start[1]) / UNIT];
  const part = [now[0] / side, 1 - now[1] / side];
  return part.map((t, i) => clamp(spans[i][0] + t * (spans[i][1] - spans[i][0]), ...spans[i]));
}

export class Pad {
  /** `on` has begin(), move([x, y], final). */
  constructor(on) {
    this.on = on;
    this.canvas = el("canvas.pad", { tabindex: 0, role: "application", "aria-label": "Plane", ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event), onkeydown: (event) => this.onKey(event) });
    Object.assign(this, { place: [0, 0], seeds: true, spans: [[-3, 3], [-3, 3]], names: null, side: 0, palette: null, held: null });
  }

  set({ place, axes, directions }) {
    if (axes) {
      this.seeds = axes[0] === "seeds";
      this.names = this.seeds ? null : axes.map((k) => directions[k].name);
      this.spans = this.seeds ? [[-3, 3], [-3, 3]] : axes.map((k) => directions[k].span);
    }
    if (!axes && (this.held || (place[0] === this.place[0] && place[1] === this.place[1]))) return;
    if (place && !this.held) this.place = place;
    const [x, y] = this.place.map((v) => short(v));
    this.canvas.setAttribute("aria-label", this.seeds ? `Plane of seeds, at ${x}, ${y}` : `Plane of ${this.names.join(" and ")}, at ${x}, ${y}`);
    this.draw();
  }

  resize(side) {
    const dpr = globalThis.devicePixelRatio || 1;
    if (side === this.side && dpr === this.dpr) return;
    Object.assign(this, { side, dpr });
    this.canvas.width = this.canvas.height = Math.round(side * dpr);
    this.draw();
  }

  where(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.held = { from: this.place, start: this.where(event) };
    this.on.begin();
    const go = (final) => (moved) => {
      this.place = draggedTo({ ...this, ...this.held, now: this.where(moved) });
      this.on.move(this.place, final);
      if (final) end();
      this.draw();
    };
    const move = go(false), up = go(true);
    const end = () => {
      this.held = null;
      for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]]) this.canvas.removeEventListener(name, listen);
    };
    for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]]) this.canvas.addEventListener(name, listen);
    if (!this.seeds) move(event);
  }

  onKey(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 0.5 : 0.1;
    if (!event.repeat) this.on.begin();
    this.place = this.place.map((v, i) => (this.seeds ? v + step * way[i] : clamp(v + step * way[i], ...this.spans[i])));
    this.on.move(this.place, true);
    this.draw();
    event.preventDefault();
    event.stopPropagation();
  }

  draw() {
    const { palette, side } = this;
    if (!palette || !(side > 20)) return;
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(this.dpr, 0, 0, this.dpr, 0, 0);
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, side, side);
    ctx.font = `10.5px ${this.font}`;
    (this.seeds ? this.drawSeeds : this.drawAxes).call(this, ctx);
  }

  drawSeeds(ctx) {
    const { palette, side, place: [px, py] } = this, middle = side / 2, reach = Math.ceil(middle / UNIT) + 1;
    ctx.strokeStyle = palette.grid;
    ctx.fillStyle = palette.faint;
    const x0 = Math.round(px), y0 = Math.round(py);
    ctx.beginPath();
    for (let k = -reach; k <= reach; k++) {
      const x = middle + (x0 + k - px) * UNIT, y = middle - (y0 + k - py) * UNIT;
      ctx.moveTo(x, 0);
      ctx.lineTo(x, side);
      ctx.moveTo(0, y);
      ctx.lineTo(side, y);
    }
    ctx.stroke();
    for (let i = -reach; i <= reach; i++) for (let j = -reach; j <= reach; j++) {
      ctx.beginPath();
      ctx.arc(middle + (x0 + i - px) * UNIT, middle - (y0 + j - py) * UNIT, 2.6, 0, 2 * Math.PI);
      ctx.fill();
    }
    this.cross(ctx, middle, middle);
  }

  drawAxes(ctx) {
    const { palette, side, spans, place, names } = this;
    const at = place.map((v, i) => ((v - spans[i][0]) / (spans[i][1] - spans[i][0])) * side);
    ctx.strokeStyle = palette.grid;
    ctx.beginPath();
    for (let k = 1; k < 6; k++) {
      ctx.moveTo((k * side) / 6, 0);
      ctx.lineTo((k * side) / 6, side);
      ctx.moveTo(0, (k * side) / 6);
      ctx.lineTo(side, (k * side) / 6);
    }
    ctx.stroke();
    ctx.fillStyle = palette.faint;
    ctx.textAlign = "right";
    ctx.fillText(names[0], side - 5, side / 2 - 5);
    ctx.textAlign = "left";
    ctx.fillText(names[1], side / 2 + 5, 12);
    this.cross(ctx, clamp(at[0], 4, side - 4), clamp(side - at[1], 4, side - 4));
  }

  cross(ctx, x, y) {
    const { palette } = this;
    ctx.beginPath();
    ctx.arc(x, y, 6.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.fake;
    ctx.strokeStyle = palette.halo;
    ctx.lineWidth = 2.5;
    ctx.stroke();
    ctx.fill();
    ctx.lineWidth = 1;
  }
}
