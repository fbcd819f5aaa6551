// The timeline: what was done and when, where we are, and a handle that the picture follows.
import { el, OWN_KEYS, tipLeft } from "../lib/dom.js";
import { branchText, drawBranches, lineAt, momentOf, placed, ROW, rowsOf } from "./branches.js";
import { fitting, grouped, momentAt, momentByKey, named, placeOf } from "./moments.js";
import { count } from "../lib/scales.js";

const EDGE = 12, LANE = 20, LABELS = 17, TICKS = 15; // pixels: margins, one GAN's rail, names above, numbers below
const REACH = 7; // pixels within which a press means an event
const GRIP = 9; //                                 ... and an end of the span
const EVERY_MS = 200; // while it plays, the picture follows at this pace
const NOTHING = { moment: 0, horizon: 0, keyframes: [], events: [], marks: [], branches: [] };

export class Timeline {
  /**
   * `go(moment, exact, name)` asks for a moment, perhaps one that has a name; `visit(lane, branch, moment)` for one of
   * another branch; `grab()` is called when a hand takes the handle, `resized()` when branches need more room or less.
   */
  constructor({ go, grab = () => {}, visit = null, resized = () => {}, label = "Timeline" }) {
    Object.assign(this, { go, grab, visit, resized, lanes: [NOTHING], rows: [0], wanted: null, held: false,
      parted: null,
      span: null, scale: 1 });
    this.canvas = el("canvas.rail", { "aria-hidden": "true" });
    this.tip = el("div.tip.tip-time", { "aria-hidden": "true" });
    this.node = el("div.track", { role: "slider", tabindex: 0, "aria-label": label, "aria-valuemin": 0,
      "aria-valuemax": 0,
      "aria-valuenow": 0, title: "", ...OWN_KEYS,
      onpointerdown: (event) => this.onDown(event), onpointermove: (event) => this.onMove(event),
      onpointerup: (event) => this.onUp(event), onpointercancel: (event) => this.onUp(event),
      onpointerleave: () => this.leave(), onkeydown: (event) => this.onKey(event) },
    this.canvas, this.tip);
    this.alive = true;
  }

  get horizon() {
    return Math.max(...this.lanes.map(({ horizon }) => horizon));
  }

  /** The last moment that there is anything to see of. */
  get reach() {
    return Math.max(this.horizon, ...this.lanes.flatMap(({ branches }) => branches.map(({ horizon }) => horizon)));
  }

  /** Where the handle stands: where the hand wants it, else where the furthest GAN is. */
  get moment() {
    return this.wanted ?? Math.max(...this.lanes.map(({ moment }) => moment));
  }

  /** Everything that one can stop at: events and named moments of all lanes. */
  get stops() {
    return this.lanes.flatMap(({ events, marks }) => [...events, ...marks].map(({ moment }) => moment));
  }

  get area() {
    return { left: EDGE, right: this.width - EDGE };
  }

  toX(moment) {
    return placeOf(moment, this.reach, this.area);
  }

  /** What the kernel says of one GAN: {moment, horizon} at least, and keyframes, events and marks when they changed. */
  update(lane, news, playing = false) {
    const branches = this.lanes[lane]?.branches;
    this.lanes[lane] = { ...NOTHING, ...this.lanes[lane], ...news };
    if (this.lanes[lane].branches !== branches) this.makeRoom();
    if (!this.held && this.wanted === this.lanes[lane].moment) this.wanted = null; // there
    if (!playing || performance.now() - (this.drawnAt ?? -Infinity) > EVERY_MS) this.schedule();
  }

  /** The kernel has carried out everything that was asked for. */
  settled() {
    if (this.held || this.wanted === null) return;
    this.wanted = null;
    this.schedule();
  }

  setLanes(n) {
    this.lanes.length = Math.min(this.lanes.length, n);
    while (this.lanes.length < n) this.lanes.push(NOTHING);
    this.makeRoom();
    this.layout();
  }

  /** The lines of a GAN's branches, in pixels. */
  places(lane) {
    return placed(lane.branches, (moment) => this.toX(moment));
  }

  /** As high as all rails are with what hangs below them. */
  get tall() {
    return LABELS + this.lanes.length * LANE + this.rows.reduce((sum, rows) => sum + rows, 0) * ROW;
  }

  /** The rail of a lane, in pixels from the top. */
  railOf(i) {
    return LABELS + (i + 0.5) * LANE + this.rows.slice(0, i).reduce((sum, rows) => sum + rows, 0) * ROW;
  }

  /** Give each lane as many rows as its branches take. */
  makeRoom() {
    const height = this.node.style.height;
    this.rows = this.lanes.map((lane) => (this.width > 2 * EDGE ? rowsOf(this.places(lane))
      : Number(lane.branches.length > 0)));
    this.node.style.height = `${this.scale * (this.tall + TICKS)}px`;
    if (height && height !== this.node.style.height) this.resized();
  }

  /** A stretch between two moments (`last` null: to the end) whose ends can be dragged:
   * `moved("first" or "last", moment)`. */
  setSpan(span, moved) {
    Object.assign(this, { span, moved });
    this.schedule();
  }

  get ends() {
    const last = Math.min(this.span.last ?? this.horizon, this.horizon);
    return { first: Math.min(this.span.first, last), last };
  }

  /** The end of the span under the pointer. */
  grip(event) {
    const { x, y } = this.placeOf(event);
    if (!this.span || y < this.tall - 4) return null;
    const { first, last } = this.ends, off = { first: Math.abs(this.toX(first) - x),
      last: Math.abs(this.toX(last) - x) };
    const nearer = off.first < off.last || (off.first === off.last && first === this.horizon) ? "first" : "last";
    return off[nearer] <= GRIP ? nearer : null;
  }

  /** The hand has an end of the span: it stays on its side of the other. */
  stretch(event) {
    const { first, last } = this.ends, to = this.under(event);
    this.moved(this.end, this.end === "first" ? Math.min(to, last - 1) : Math.max(to, first + 1));
  }

  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    this.schedule();
  }

  /** As wide as there is room; letters and marks are `scale` times as large as on the page. */
  layout(scale = 1) {
    this.scale = scale;
    this.width = this.node.clientWidth / scale;
    this.makeRoom();
    this.schedule();
  }

  want(moment, exact, name) {
    this.wanted = moment;
    this.schedule();
    this.go(moment, exact, name);
  }

  onDown(event) {
    if (event.button !== 0 || !this.alive || !this.reach) return;
    event.preventDefault();
    this.node.focus({ preventScroll: true });
    this.node.setPointerCapture(event.pointerId);
    this.end = this.grip(event);
    if (this.end) return;
    this.grab();
    const line = this.line(event);
    if (line) return this.visit(line.lane, line.branch, momentOf(line, this.placeOf(event).x));
    const hit = this.hit(event);
    this.left = this.moment;
    Object.assign(this, { held: true, startX: event.clientX, hitAt: hit });
    this.want(hit ? hit.moment : this.under(event), Boolean(hit), hit?.name);
  }

  onMove(event) {
    if (this.end) return this.stretch(event);
    if (!this.held) return this.explain(event);
    if (this.hitAt && Math.abs(event.clientX - this.startX) < 4) return; // a press on an event is not yet a drag
    this.hitAt = null;
    const moment = this.under(event);
    if (moment !== this.wanted) this.want(moment, false);
    this.explain(event);
  }

  onUp(event) {
    this.end = null;
    if (!this.held) return;
    this.held = false;
    const { hitAt } = this;
    if (event.type === "pointercancel") return this.want(this.left, true); // a finger scrolls the page after all
    this.want(hitAt?.moment ?? this.under(event), true, hitAt?.name);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.alive) return;
    const to = momentByKey(event.key, event.shiftKey, this.moment, this.horizon, this.stops);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.grab();
    if (to !== this.moment) this.want(to, true);
  }

  under(event) {
    return Math.min(this.horizon, momentAt(this.placeOf(event).x, this.reach, this.area));
  }

  /** Where a pointer is, in the pixels in which everything here is placed. */
  placeOf({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    return { x: (clientX - box.left) / this.scale, y: (clientY - box.top) / this.scale };
  }

  /** The branch under the pointer: its place, and the lane that it belongs to. */
  line(event) {
    if (!this.visit) return null;
    const { x, y } = this.placeOf(event);
    for (const [lane, one] of this.lanes.entries()) {
      const place = one.branches.length ? lineAt(this.places(one), x, y - this.railOf(lane)) : null;
      if (place) return { ...place, lane };
    }
    return null;
  }

  /** The event or named moment under the pointer. */
  hit(event) {
    const { x, y } = this.placeOf(event);
    const lane = this.lanes.findIndex((_, i) => Math.abs(y - this.railOf(i)) <= LANE / 2);
    const shown = y < LABELS ? this.lanes.flatMap(({ marks }) => marks) : this.lanes[lane]?.events ?? [];
    const near = shown.filter(({ moment }) => Math.abs(this.toX(moment) - x) <= REACH);
    return near.sort((a, b) => Math.abs(this.toX(a.moment) - x) - Math.abs(this.toX(b.moment) - x))[0] ?? null;
  }

  explain(event) {
    if (!this.reach) return;
    const line = this.held ? null : this.line(event);
    this.point(line?.branch.number ?? null);
    if (line) return this.tell(this.placeOf(event).x, [branchText(line.branch), "press to go there"], "pointer");
    const hit = this.held ? null : this.hit(event), grip = this.held ? null : this.grip(event);
    const moment = grip ? this.ends[grip] : hit?.moment ?? this.under(event);
    const same = this.lanes.flatMap(({ events, marks }) => [...marks, ...events])
      .filter((thing) => hit && thing.moment === moment);
    const words = [`${grip ? `the film ${grip === "first" ? "begins" : "ends"} at ` : ""}moment ${count(moment)}`,
      ...new Set(same.map(({ text }) => text)), ...(moment === this.moment ? this.lanes.map(({ steps }) => steps) : []),
      ...(hit || grip ? [] : ["a moment is one round, or one single step"])].filter(Boolean);
    const above = hit ? "pointer" : "";
    return this.tell(this.toX(moment), words, grip ? "ew-resize" : above);
  }

  leave() {
    this.tip.classList.remove("ganlab-shown");
    this.point(null);
  }

  /** Words beside the pointer. */
  tell(x, words, cursor) {
    this.tip.textContent = words.join("\n");
    this.tip.style.transform = `translate(${tipLeft(this.scale * x, 8, this.scale * this.width)}, calc(-100% - 2px))`;
    this.tip.classList.add("ganlab-shown");
    this.node.style.cursor = cursor;
  }

  /** The branch that stands out; null: none. */
  point(number) {
    if (number === this.pointed) return;
    this.pointed = number;
    this.schedule();
  }

  schedule() {
    this.request ||= requestAnimationFrame(() => this.draw());
  }

  /** What a screen reader says of the handle. */
  describe() {
    const { moment, horizon } = this;
    const here = this.lanes.flatMap(({ events, marks }) => [...marks, ...events])
      .filter((thing) => thing.moment === moment);
    const future = this.lanes.some((lane) => lane.horizon > lane.moment) ? ", a recorded future lies ahead" : "";
    const marks = here.length ? `: ${here.map(({ text }) => text).join("; ")}` : "";
    const many = this.lanes.reduce((sum, { branches }) => sum + branches.length, 0);
    const others = many ? `, ${many} other ${many === 1 ? "branch" : "branches"}` : "";
    return `moment ${moment} of ${horizon}${future}${others}${marks}`;
  }

  draw() {
    this.request = 0;
    this.drawnAt = performance.now();
    const { moment, horizon, node } = this;
    for (const [name, value] of [["aria-valuemax", horizon], ["aria-valuenow", moment],
      ["aria-valuetext", this.describe()]]) {
      if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
    }
    if (!this.palette || !(this.width > 2 * EDGE)) return;
    const dpr = this.scale * (globalThis.devicePixelRatio || 1), height = this.tall + TICKS;
    const w = Math.round(this.width * dpr), h = Math.round(height * dpr);
    if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, this.width, height);
    ctx.font = `10.5px ${this.font}`;
    this.lanes.forEach((lane, i) => {
      drawBranches(ctx, this.places(lane), this.railOf(i), { palette: this.palette, pointed: this.pointed });
      this.drawLane(ctx, lane, this.railOf(i));
    });
    this.drawMarks(ctx, height);
    this.drawNumbers(ctx, height);
    if (horizon && this.span) this.drawSpan(ctx);
    if (this.reach) this.drawHandle(ctx, height);
  }

  drawLane(ctx, { moment, horizon, keyframes, events }, y) {
    const { palette } = this;
    const { left, right } = this.area;
    const now = this.toX(Math.min(moment, this.moment)), end = this.toX(horizon);
    const bar = (from, to, thick) => ctx.fillRect(from, y - thick / 2, Math.max(0, to - from), thick);
    ctx.fillStyle = palette.grid;
    bar(left, right, 4);
    ctx.fillStyle = palette.timePale;
    bar(now, end, 4);
    ctx.fillStyle = palette.time;
    bar(left, now, 4);
    for (const { x } of grouped(keyframes.map((at) => ({ moment: at })), (at) => this.toX(at), 3)) {
      ctx.fillStyle = x <= now ? palette.time : palette.timePale;
      ctx.fillRect(Math.round(x), y + 3, 1, 4);
    }
    for (const { x, members } of grouped(events, (at) => this.toX(at), 5)) {
      diamond(ctx, x, y, 5.5, members[0].moment <= moment ? palette.event : palette.eventPale, palette.paper);
    }
  }

  /** Named moments: a flag each, with its name where there is room; and the moment at which the GANs parted. */
  drawMarks(ctx, height) {
    const { palette } = this;
    const flags = named(this.lanes.flatMap(({ marks }) => marks))
      .map(({ moment, text }) => ({ x: this.toX(moment), text, moment }));
    if (this.parted !== null)
      flags.push({ x: this.toX(this.parted), text: "parted here", moment: this.parted, quiet: true });
    flags.sort((a, b) => a.x - b.x);
    ctx.textBaseline = "alphabetic";
    const shown = new Set(fitting(flags, (text) => ctx.measureText(text).width + 8));
    for (const flag of flags) {
      ctx.fillStyle = flag.quiet ? palette.faint : palette.event;
      ctx.fillRect(Math.round(flag.x), 3, 1, (flag.quiet ? height - TICKS : LABELS + 6) - 3);
      if (!flag.quiet) pennant(ctx, flag.x, 3);
      const wide = ctx.measureText(flag.text).width + 10, turned = flag.x + wide > this.width;
      ctx.fillStyle = palette.ink;
      ctx.textAlign = turned ? "right" : "left";
      const right = flag.quiet ? 5 : 10;
      if (shown.has(flag)) ctx.fillText(flag.text, flag.x + (turned ? -4 : right), 12);
    }
  }

  drawNumbers(ctx, height) {
    const { left, right } = this.area;
    ctx.fillStyle = this.palette.faint;
    ctx.textBaseline = "bottom";
    ctx.textAlign = "left";
    ctx.fillText("0", left - 3, height);
    if (!this.reach) return;
    ctx.textAlign = "right";
    const last = count(this.reach), x = this.toX(this.moment), here = `moment ${count(this.moment)}`;
    const half = ctx.measureText(here).width / 2 + 6;
    if (x + half < right - ctx.measureText(last).width) ctx.fillText(last, right + 3, height);
    if (x - half < left + 6) return;
    ctx.fillStyle = this.palette.ink;
    ctx.textAlign = "center";
    ctx.fillText(here, Math.min(x, right + 6 - half), height);
  }

  /** A bracket under the rail from the first to the last moment of a span. */
  drawSpan(ctx) {
    const { first, last } = this.ends, y = this.tall - 1;
    const a = this.toX(first), b = this.toX(last);
    ctx.fillStyle = this.palette.event;
    ctx.fillRect(a, y, Math.max(1, b - a), 2);
    for (const [x, way] of [[a, 1], [b, -1]]) {
      ctx.beginPath();
      for (const [dx, dy] of [[0, -4], [7, 1], [0, 6]]) ctx.lineTo(x + way * dx, y + dy);
      ctx.fill();
    }
  }

  drawHandle(ctx, height) {
    const { palette } = this;
    const x = this.toX(this.moment), top = LABELS - 2, bottom = height - TICKS;
    ctx.fillStyle = palette.ink;
    ctx.fillRect(x - 1, top, 2, bottom - top);
    this.lanes.forEach((_, i) => {
      ctx.beginPath();
      ctx.arc(x, this.railOf(i), this.held ? 8 : 6.5, 0, 2 * Math.PI);
      ctx.fillStyle = palette.ink;
      ctx.fill();
      ctx.lineWidth = 2;
      ctx.strokeStyle = palette.paper;
      ctx.stroke();
    });
  }

  setAlive(alive) {
    this.alive = alive;
    this.node.setAttribute("aria-disabled", String(!alive));
  }

  stop() {
    cancelAnimationFrame(this.request);
  }
}

function diamond(ctx, x, y, r, colour, halo) {
  ctx.beginPath();
  for (const [dx, dy] of [[0, -r], [r, 0], [0, r], [-r, 0]]) ctx.lineTo(x + dx, y + dy);
  ctx.closePath();
  ctx.lineWidth = 2;
  ctx.strokeStyle = halo;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
}

function pennant(ctx, x, y) {
  ctx.beginPath();
  for (const [dx, dy] of [[0, 0], [8, 4], [0, 8]]) ctx.lineTo(x + dx, y + dy);
  ctx.fill();
}
