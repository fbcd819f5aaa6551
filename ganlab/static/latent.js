// src/lib/protocol.js
var ARRAYS = { u1: Uint8Array, u2: Uint16Array, f4: Float32Array };
var NOWHERE = 65535;
function decode(content, buffers = []) {
  const message = { ...content };
  (content.arrays ?? []).forEach(({ name, dtype, shape }, i) => {
    const kind = ARRAYS[dtype];
    const length = shape.reduce((a, b) => a * b, 1);
    if (!kind || !buffers[i]) throw new Error(`array ${name} of kind ${dtype} did not arrive`);
    const bytes = bytesOf(buffers[i]).slice(0, length * kind.BYTES_PER_ELEMENT);
    message[name] = new kind(bytes.buffer, 0, length);
    message[name].shape = shape;
  });
  return message;
}
function bytesOf(buffer) {
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
function dequantise(codes, [x0, x1, y0, y1]) {
  const points = new Float32Array(codes.length);
  const kx = (x1 - x0) / (NOWHERE - 1);
  const ky = (y1 - y0) / (NOWHERE - 1);
  for (let i = 0; i < codes.length; i += 2) {
    points[i] = codes[i] === NOWHERE ? NaN : x0 + kx * codes[i];
    points[i + 1] = codes[i + 1] === NOWHERE ? NaN : y0 + ky * codes[i + 1];
  }
  return points;
}

// src/lib/channel.js
var ACK_MS = 250;
var IDLE_MS = 5e3;
var SLOW_MS = 400;
var Channel = class {
  /**
   * `on` maps kinds of messages to functions; `onWaiting(bool)` says whether a command has been unheard for long,
   * `onDone()` that one has been carried out; `onCommand()` hears of each that is sent. A line for commands only is
   * `quiet`; one for pictures has its `pane`.
   */
  constructor(model, on, onWaiting, { pane = 0, quiet = false, onDone = () => {
  }, onCommand = () => {
  } } = {}) {
    Object.assign(this, {
      model,
      on,
      onWaiting,
      onDone,
      onCommand,
      pane,
      away: quiet,
      drawn: 0,
      acked: 0,
      spoke: performance.now(),
      sent: 0,
      heard: 0,
      done: 0,
      live: true
    });
    this.view = Math.random().toString(36).slice(2, 10);
    this.receive = (content, buffers) => {
      if (!this.on[content.kind] || content.to && content.to !== this.view) return;
      if (!quiet && (content.pane ?? 0) !== pane) return;
      this.note(content);
      this.on[content.kind](decode(content, buffers));
    };
    model.on("msg:custom", this.receive);
    this.pulse = quiet ? null : setInterval(() => this.ack(), ACK_MS);
  }
  post(message) {
    if (!this.live) return;
    try {
      this.model.send({ ...message, view: this.view, pane: this.pane });
    } catch {
      this.live = false;
    }
  }
  hello() {
    this.away = false;
    this.post({ kind: "hello" });
  }
  goodbye() {
    this.away = true;
    this.post({ kind: "goodbye" });
  }
  /** Tells the kernel how far this view has drawn when there is news, and now and then that it is still here. */
  ack() {
    const now = performance.now();
    const idle = this.drawn === this.acked;
    if (this.away || idle && now - this.spoke < IDLE_MS) return;
    this.acked = this.drawn;
    this.spoke = now;
    this.post({ kind: "ack", seq: this.drawn, idle });
  }
  command(what, value = null) {
    this.sent += 1;
    this.post({ kind: "do", what, value, n: this.sent });
    this.onCommand();
    this.timer ??= setTimeout(() => {
      this.timer = null;
      if (this.heard < this.sent) this.onWaiting(true);
    }, SLOW_MS);
  }
  /** Commands that nobody has heard yet. */
  get unheard() {
    return this.sent - this.heard;
  }
  /** Commands that are not carried out yet. */
  get undone() {
    return this.sent - this.done;
  }
  /** What a message says about this view's commands. */
  note({ heard, done }) {
    this.noteHeard(heard?.[this.view]);
    const n = done?.[this.view] ?? 0;
    if (n <= this.done) return;
    this.done = n;
    this.onDone();
  }
  noteHeard(n = 0) {
    if (n <= this.heard) return;
    this.heard = n;
    if (this.unheard > 0) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.onWaiting(false);
  }
  stop() {
    this.goodbye();
    this.live = false;
    clearInterval(this.pulse);
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.receive);
  }
};

// src/lib/dom.js
function el(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.map((name) => `ganlab-${name}`).join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== void 0 && value !== false)
      node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== void 0));
  return node;
}
function write(node, text) {
  const { firstChild } = node;
  if (!firstChild || firstChild.nodeType !== 3 || firstChild.nextSibling) node.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}
var PATHS = {
  judge: "M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10Z M10 7.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Z",
  forge: "M3 17l1-4L13.5 3.5a1.8 1.8 0 0 1 2.6 0l.4.4a1.8 1.8 0 0 1 0 2.6L7 16l-4 1Z M12 5l3 3",
  both: "M4 7h10m-3-3.5L14.5 7 11 10.5 M16 13H6m3-3.5L5.5 13 9 16.5",
  play: "M6 3.8v12.4L16 10Z",
  pause: "M6.5 4v12 M13.5 4v12",
  reset: "M4.5 8A6 6 0 1 1 4 11.5 M4 4v4.2h4.2",
  undo: "M7.5 4 4 7.5 7.5 11 M4 7.5h7.5a4.25 4.25 0 0 1 0 8.5H8",
  redo: "M12.5 4 16 7.5 12.5 11 M16 7.5H8.5a4.25 4.25 0 0 0 0 8.5H12",
  fork: "M5.5 3v14 M5.5 12.5c0-4 9-2.5 9-7.5 M12 7l2.5-2.5L17 7",
  branches: "M3 5.5h14 M6 5.5c0 4.5 1 4.5 4 4.5h7 M4.5 5.5c0 9 1 9 4 9h4",
  beside: "M3 4.5h6v11H3Z M11 4.5h6v11h-6Z",
  flag: "M5 17V3.5 M5 4h9.5l-2.5 3 2.5 3H5",
  next: "M4 4v12l8-6Z M15.5 4v12",
  finish: "M3 4v12l6.5-6Z M9.5 4v12l6.5-6Z M17.5 4v12",
  graph: "M3 10h4 M13 10h4 M7 10a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
  close: "M5 5l10 10 M15 5 5 15",
  curves: "M3 3v14h14 M5.5 13.5l3.5-5 3 2.5 4.5-6",
  well: "M4 10.5 8.3 15 16 5.5",
  rising: "M3.5 14.5 8 10l3 3 5.5-6.5 M12.5 6.2h4.2v4.2",
  wave: "M3 11.5c2-4.5 4.5-4.5 7 0s5 4.5 7 0",
  warning: "M10 3.5 18 16.5H2Z M10 8.2v4 M10 14.4v.2",
  circle: "M10 5.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z",
  dice: "M4 4h12v12H4Z M7.2 7.2h.01 M12.8 7.2h.01 M10 10h.01 M7.2 12.8h.01 M12.8 12.8h.01",
  snap: "M10 3v4 M10 13v4 M3 10h4 M13 10h4 M10 9.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Z",
  pin: "M10 17v-5 M6 12h8 M7.5 12l.8-5-1.3-3h6l-1.3 3 .8 5",
  locked: "M5 9.5h10V16H5Z M7 9.5V7a3 3 0 0 1 6 0v2.5",
  unlocked: "M5 9.5h10V16H5Z M7 9.5V6.5a3 3 0 0 1 5.6-1.5",
  mark: "M6 3.5h8V17l-4-3-4 3Z",
  knobs: "M3 6h8 M15 6h2 M3 14h2 M9 14h8 M13 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z M7 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  down: "M6 8l4 4 4-4",
  in: "M10 3v9.5 M6.5 9 10 12.5 13.5 9 M4 11v5.5h12V11",
  brush: "M16.5 3.5 9 11 M9 11a2.6 2.6 0 0 0-3.6.4C4.3 12.6 5 15 3 16.5c2.6 .9 6 .3 7-2A2.6 2.6 0 0 0 9 11Z M16.5 3.5 11.5 12.3",
  code: "M7 5 2.5 10 7 15 M13 5l4.5 5-4.5 5",
  camera: "M3 6.5h3.2L7.5 4.5h5l1.3 2H17V16H3Z M10 8.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4Z",
  large: "M3 7.5V3h4.5 M12.5 3H17v4.5 M17 12.5V17h-4.5 M7.5 17H3v-4.5",
  small: "M7.5 3v4.5H3 M17 7.5h-4.5V3 M12.5 17v-4.5H17 M3 12.5h4.5V17",
  help: "M7 7.4a3 3 0 1 1 4.4 2.7c-1 .5-1.4 1-1.4 2 M10 15.2v.1",
  film: "M3 4.5h14v11H3Z M6.5 4.5v11 M13.5 4.5v11 M3 8h3.5 M3 12h3.5 M13.5 8H17 M13.5 12H17",
  out: "M10 13V3 M6.5 6.5 10 3l3.5 3.5 M4 11v5.5h12V11"
};
function svg(tag, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
function icon(name) {
  const drawing = svg("svg", { viewBox: "0 0 20 20", class: `ganlab-icon ganlab-icon-${name}`, "aria-hidden": "true" });
  drawing.append(svg("path", { d: PATHS[name] }));
  return drawing;
}
var OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };
function button(root, { name, key, icon: picture2, hint, tone, style = null, onclick }) {
  return el(
    `button.button.tone-${tone}`,
    {
      type: "button",
      "aria-label": name,
      style,
      "aria-keyshortcuts": key ? spelled(key) : null,
      title: `${name}: ${hint}${key ? ` (${key})` : ""}`,
      ...OWN_KEYS,
      onclick,
      onpointerdown: (event) => {
        event.preventDefault();
        root.focus({ preventScroll: true });
      }
    },
    picture2 ? icon(picture2) : null,
    el("span.name", { "aria-hidden": "true" }, name),
    key ? el("kbd.key", { "aria-hidden": "true" }, key) : null
  );
}
var SPELLED = { space: "Space", enter: "Enter", esc: "Escape" };
var spelled = (key) => SPELLED[key] ?? key.replace("⇧", "Shift+");
function tipLeft(x, away, room, turn = 0.5) {
  const wanted = x > turn * room ? `${x - away}px - 100%` : `${x + away}px`;
  return `clamp(0px, ${wanted}, ${room}px - 100%)`;
}
var isTyping = (event) => event.target.matches?.("input:not([type=range]), textarea, select, [contenteditable]") ?? false;

// src/panels/brush.js
function apart(x, y, [x0, y0], [x1, y1]) {
  const dx = x1 - x0, dy = y1 - y0, long = dx * dx + dy * dy;
  const t = long ? Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / long)) : 0;
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
var Past = class {
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
};
function spelled2(sheet) {
  let text = "";
  for (const byte of sheet) text += String.fromCharCode(byte);
  return btoa(text);
}

// node_modules/d3-array/dist/d3-array.mjs
function ascending(a, b) {
  return a == null || b == null ? NaN : a < b ? -1 : a > b ? 1 : a >= b ? 0 : NaN;
}
function descending(a, b) {
  return a == null || b == null ? NaN : b < a ? -1 : b > a ? 1 : b >= a ? 0 : NaN;
}
function bisector(f) {
  let compare1, compare2, delta;
  if (f.length !== 2) {
    compare1 = ascending;
    compare2 = (d, x) => ascending(f(d), x);
    delta = (d, x) => f(d) - x;
  } else {
    compare1 = f === ascending || f === descending ? f : zero;
    compare2 = f;
    delta = f;
  }
  function left(a, x, lo = 0, hi = a.length) {
    if (lo < hi) {
      if (compare1(x, x) !== 0) return hi;
      do {
        const mid = lo + hi >>> 1;
        if (compare2(a[mid], x) < 0) lo = mid + 1;
        else hi = mid;
      } while (lo < hi);
    }
    return lo;
  }
  function right(a, x, lo = 0, hi = a.length) {
    if (lo < hi) {
      if (compare1(x, x) !== 0) return hi;
      do {
        const mid = lo + hi >>> 1;
        if (compare2(a[mid], x) <= 0) lo = mid + 1;
        else hi = mid;
      } while (lo < hi);
    }
    return lo;
  }
  function center(a, x, lo = 0, hi = a.length) {
    const i = left(a, x, lo, hi - 1);
    return i > lo && delta(a[i - 1], x) > -delta(a[i], x) ? i - 1 : i;
  }
  return { left, center, right };
}
function zero() {
  return 0;
}
function number(x) {
  return x === null ? NaN : +x;
}
var ascendingBisect = bisector(ascending);
var bisectRight = ascendingBisect.right;
var bisectLeft = ascendingBisect.left;
var bisectCenter = bisector(number).center;
var blur2 = Blur2(blurf);
var blurImage = Blur2(blurfImage);
function Blur2(blur) {
  return function(data, rx, ry = rx) {
    if (!((rx = +rx) >= 0)) throw new RangeError("invalid rx");
    if (!((ry = +ry) >= 0)) throw new RangeError("invalid ry");
    let { data: values, width, height } = data;
    if (!((width = Math.floor(width)) >= 0)) throw new RangeError("invalid width");
    if (!((height = Math.floor(height !== void 0 ? height : values.length / width)) >= 0)) throw new RangeError("invalid height");
    if (!width || !height || !rx && !ry) return data;
    const blurx = rx && blur(rx);
    const blury = ry && blur(ry);
    const temp = values.slice();
    if (blurx && blury) {
      blurh(blurx, temp, values, width, height);
      blurh(blurx, values, temp, width, height);
      blurh(blurx, temp, values, width, height);
      blurv(blury, values, temp, width, height);
      blurv(blury, temp, values, width, height);
      blurv(blury, values, temp, width, height);
    } else if (blurx) {
      blurh(blurx, values, temp, width, height);
      blurh(blurx, temp, values, width, height);
      blurh(blurx, values, temp, width, height);
    } else if (blury) {
      blurv(blury, values, temp, width, height);
      blurv(blury, temp, values, width, height);
      blurv(blury, values, temp, width, height);
    }
    return data;
  };
}
function blurh(blur, T, S, w, h) {
  for (let y = 0, n = w * h; y < n; ) {
    blur(T, S, y, y += w, 1);
  }
}
function blurv(blur, T, S, w, h) {
  for (let x = 0, n = w * h; x < w; ++x) {
    blur(T, S, x, x + n, w);
  }
}
function blurfImage(radius) {
  const blur = blurf(radius);
  return (T, S, start, stop, step) => {
    start <<= 2, stop <<= 2, step <<= 2;
    blur(T, S, start + 0, stop + 0, step);
    blur(T, S, start + 1, stop + 1, step);
    blur(T, S, start + 2, stop + 2, step);
    blur(T, S, start + 3, stop + 3, step);
  };
}
function blurf(radius) {
  const radius0 = Math.floor(radius);
  if (radius0 === radius) return bluri(radius);
  const t = radius - radius0;
  const w = 2 * radius + 1;
  return (T, S, start, stop, step) => {
    if (!((stop -= step) >= start)) return;
    let sum = radius0 * S[start];
    const s0 = step * radius0;
    const s1 = s0 + step;
    for (let i = start, j = start + s0; i < j; i += step) {
      sum += S[Math.min(stop, i)];
    }
    for (let i = start, j = stop; i <= j; i += step) {
      sum += S[Math.min(stop, i + s0)];
      T[i] = (sum + t * (S[Math.max(start, i - s1)] + S[Math.min(stop, i + s1)])) / w;
      sum -= S[Math.max(start, i - s0)];
    }
  };
}
function bluri(radius) {
  const w = 2 * radius + 1;
  return (T, S, start, stop, step) => {
    if (!((stop -= step) >= start)) return;
    let sum = radius * S[start];
    const s = step * radius;
    for (let i = start, j = start + s; i < j; i += step) {
      sum += S[Math.min(stop, i)];
    }
    for (let i = start, j = stop; i <= j; i += step) {
      sum += S[Math.min(stop, i + s)];
      T[i] = sum / w;
      sum -= S[Math.max(start, i - s)];
    }
  };
}
var array = Array.prototype;
var slice = array.slice;
var e10 = Math.sqrt(50);
var e5 = Math.sqrt(10);
var e2 = Math.sqrt(2);
function tickSpec(start, stop, count2) {
  const step = (stop - start) / Math.max(0, count2), power = Math.floor(Math.log10(step)), error = step / Math.pow(10, power), factor = error >= e10 ? 10 : error >= e5 ? 5 : error >= e2 ? 2 : 1;
  let i1, i2, inc;
  if (power < 0) {
    inc = Math.pow(10, -power) / factor;
    i1 = Math.round(start * inc);
    i2 = Math.round(stop * inc);
    if (i1 / inc < start) ++i1;
    if (i2 / inc > stop) --i2;
    inc = -inc;
  } else {
    inc = Math.pow(10, power) * factor;
    i1 = Math.round(start / inc);
    i2 = Math.round(stop / inc);
    if (i1 * inc < start) ++i1;
    if (i2 * inc > stop) --i2;
  }
  if (i2 < i1 && 0.5 <= count2 && count2 < 2) return tickSpec(start, stop, count2 * 2);
  return [i1, i2, inc];
}
function ticks(start, stop, count2) {
  stop = +stop, start = +start, count2 = +count2;
  if (!(count2 > 0)) return [];
  if (start === stop) return [start];
  const reverse = stop < start, [i1, i2, inc] = reverse ? tickSpec(stop, start, count2) : tickSpec(start, stop, count2);
  if (!(i2 >= i1)) return [];
  const n = i2 - i1 + 1, ticks2 = new Array(n);
  if (reverse) {
    if (inc < 0) for (let i = 0; i < n; ++i) ticks2[i] = (i2 - i) / -inc;
    else for (let i = 0; i < n; ++i) ticks2[i] = (i2 - i) * inc;
  } else {
    if (inc < 0) for (let i = 0; i < n; ++i) ticks2[i] = (i1 + i) / -inc;
    else for (let i = 0; i < n; ++i) ticks2[i] = (i1 + i) * inc;
  }
  return ticks2;
}
var shuffle = shuffler(Math.random);
function shuffler(random) {
  return function shuffle2(array2, i0 = 0, i1 = array2.length) {
    let m = i1 - (i0 = +i0);
    while (m) {
      const i = random() * m-- | 0, t = array2[m + i0];
      array2[m + i0] = array2[i + i0];
      array2[i + i0] = t;
    }
    return array2;
  };
}

// src/lib/scales.js
var clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));
function frameOf([x0, x1, y0, y1], { left, top, side }) {
  const kx = side / (x1 - x0);
  const ky = side / (y1 - y0);
  return {
    x: (v) => left + (v - x0) * kx,
    y: (v) => top + (y1 - v) * ky,
    invert: (px, py) => [x0 + (px - left) / kx, y1 - (py - top) / ky]
  };
}
var axisTicks = (lo, hi, count2) => ticks(lo, hi, count2);
var MINUS = "−";
var LARGE = 1e6;
var SMALL = 1e-3;
var RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function written(text) {
  const [whole, part] = text.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = part ? `${grouped}.${part}` : grouped;
  return text.startsWith("-") && /[1-9]/.test(digits) ? MINUS + digits : digits;
}
var endless = (v) => v > 0 ? "∞" : `${MINUS}∞`;
var raised = (power) => (power < 0 ? "⁻" : "") + [...String(Math.abs(power))].map((k) => RAISED[k]).join("");
var short = (v) => inDigits(v, 3);
function inDigits(v, digits) {
  if (Number.isNaN(v)) return "not a number";
  if (!Number.isFinite(v)) return endless(v);
  const size = Math.abs(v);
  if (size > 0 && (size >= LARGE || size < SMALL)) {
    const [mantissa, power] = v.toExponential(1).split("e");
    return `${written(mantissa.replace(/\.0$/, ""))}×10${raised(Number(power))}`;
  }
  return size >= 10 ** digits ? count(v) : written(String(Number(v.toPrecision(digits))));
}
function decimals(v, many) {
  return Number.isFinite(v) ? written(v.toFixed(many)) : short(v);
}
var count = (n) => decimals(n, 0);
var percent = (share, many = 0) => `${decimals(100 * share, many)} %`;
function tickTexts(ticks2) {
  const most = Math.max(...ticks2.map(Math.abs)), step = ticks2.length > 1 ? Math.abs(ticks2[1] - ticks2[0]) : most;
  if (!(most > 0 && step > 0)) return ticks2.map(short);
  const finest = Math.floor(Math.log10(step) + 1e-9), power = Math.floor(Math.log10(most) + 1e-9);
  const places = step / 10 ** finest % 1 > 1e-6 ? 1 : 0;
  if (most < LARGE && most >= 0.01) return ticks2.map((t) => decimals(t, Math.max(0, places - finest)));
  return ticks2.map((t) => Math.abs(t) < step / 2 ? "0" : `${decimals(t / 10 ** power, Math.max(0, power - finest + places))}×10${raised(power)}`);
}

// src/panels/pen.js
var Stroke = class {
  /** `colour` has a byte for each channel; `hard`: cells are covered or not, as classes need it. */
  constructor(before, [wide, tall], colour, { width, hard = false }) {
    Object.assign(this, { before, wide, tall, colour, width, hard, cover: new Float32Array(wide * tall) });
  }
  /** On from one place to another, in cells from the upper left corner. */
  line(from, to) {
    const { wide, tall, width } = this, reach = width / 2 + 1;
    const span = (k, most) => [
      Math.max(0, Math.floor(Math.min(from[k], to[k]) - reach)),
      Math.min(most, Math.ceil(Math.max(from[k], to[k]) + reach))
    ];
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
};
function blank([wide, tall], colour) {
  const sheet = new Uint8Array(wide * tall * colour.length);
  for (let i = 0; i < sheet.length; i++) sheet[i] = colour[i % colour.length];
  return sheet;
}
function touched(sheet, colour) {
  let n = 0;
  for (let i = 0; i < sheet.length; i += colour.length) if (colour.some((byte, k) => sheet[i + k] !== byte)) n++;
  return n;
}
var rgbOf = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
function pixelsOf(sheet, { channels, kind, colours }, out) {
  const table = kind === "map" ? colours.map(rgbOf) : null;
  for (let i = 0, at = 0; at < sheet.length; i += 4, at += channels) {
    const rgb = table ? table[sheet[at]] ?? [0, 0, 0] : null;
    for (let k = 0; k < 3; k++) out[i + k] = rgb ? rgb[k] : sheet[at + (channels === 3 ? k : 0)];
    out[i + 3] = 255;
  }
  return out;
}

// src/panels/easel.js
var WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var Easel = class {
  /** `changed(final)` is called when the sheet is another one; `final`: the hand has let go. */
  constructor(changed) {
    Object.assign(this, {
      changed,
      alive: true,
      size: 0,
      width: 1.5,
      colour: [0],
      at: null,
      held: null,
      key: null,
      paper: { sides: [1, 1], channels: 1, kind: "ink", colours: [] },
      ground: [255]
    });
    this.past = new Past(blank([1, 1], [255]));
    this.canvas = el("canvas.own-sheet", {
      tabindex: 0,
      role: "application",
      ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event),
      onpointermove: (event) => this.hover(event),
      onpointerleave: () => this.leave(),
      onkeydown: (event) => this.onKey(event),
      onkeyup: (event) => event.key === " " && this.lift(),
      onfocus: () => this.draw(),
      onblur: () => {
        this.lift();
        this.draw();
      },
      oncontextmenu: (event) => event.preventDefault()
    });
    this.image = document.createElement("canvas");
  }
  get sheet() {
    return this.past.sheet;
  }
  /** Cells that are not as on an empty sheet. */
  get touched() {
    return touched(this.sheet, this.ground);
  }
  /** Another kind of sheet: {sides: [wide, tall], channels, kind, paper, ink, colours}. */
  setPaper(paper) {
    this.paper = paper;
    this.ground = new Array(paper.channels).fill(paper.paper);
    this.colour = new Array(paper.channels).fill(paper.ink);
    this.past = new Past(blank(paper.sides, this.ground));
    [this.image.width, this.image.height] = paper.sides;
    this.resize(this.size);
    this.show();
  }
  /** Another sheet lies there, whoever put it; nobody is told. */
  put(sheet) {
    this.past.put(sheet);
    this.show();
  }
  /** The whole sheet in one colour. */
  fill(colour) {
    this.put(blank(this.paper.sides, colour));
    this.changed(true);
  }
  turn(way) {
    if (this.held || !this.past[way]()) return;
    this.show();
    this.changed(true);
  }
  get hard() {
    return this.paper.kind === "map";
  }
  begin(at) {
    this.stroke = new Stroke(this.sheet, this.paper.sides, this.colour, { width: this.width, hard: this.hard });
    this.past.begin();
    this.line(at, at);
  }
  line(from, to) {
    this.past.sheet = this.stroke.line(from, to).sheet;
    this.at = to;
    this.show();
    this.changed(false);
  }
  where(event) {
    const box = this.canvas.getBoundingClientRect(), [wide, tall] = this.paper.sides;
    return [(event.clientX - box.left) / box.width * wide, (event.clientY - box.top) / box.height * tall];
  }
  grab(event) {
    if (!this.alive || this.held || event.button !== 0) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.held = { id: event.pointerId, from: this.where(event) };
    this.begin(this.held.from);
    const move = (moved) => {
      if (moved.pointerId !== this.held.id) return;
      for (const one of moved.getCoalescedEvents?.() ?? [moved]) {
        const to = this.where(one);
        this.line(this.held.from, to);
        this.held.from = to;
      }
    };
    const up = (lifted) => {
      if (lifted.pointerId !== this.held.id) return;
      for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen2);
      this.held = null;
      this.changed(true);
    };
    for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen2);
  }
  hover(event) {
    if (this.held) return;
    this.at = this.where(event);
    this.draw();
  }
  leave() {
    if (this.held || document.activeElement === this.canvas) return;
    this.at = null;
    this.draw();
  }
  onKey(event) {
    const control = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
    if (event.altKey || !this.alive) return;
    if (control && key === "z") this.turn(event.shiftKey ? "redo" : "undo");
    else if (control && key === "y") this.turn("redo");
    else if (!control && WAYS[event.key]) this.step(WAYS[event.key], event.shiftKey ? 5 : 1);
    else if (!control && key === " ") this.press(event.repeat);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** Where the keys' pen is: in the middle of a cell. */
  middle() {
    const { sides } = this.paper, at = this.at ?? sides.map((side) => side / 2);
    return at.map((v, k) => clamp(Math.floor(v) + 0.5, 0.5, sides[k] - 0.5));
  }
  /** The pen goes on by some cells; with the space bar down it draws on its way. */
  step([dx, dy], far) {
    const from = this.middle(), { sides } = this.paper;
    const to = [from[0] + dx * far, from[1] + dy * far].map((v, k) => clamp(v, 0.5, sides[k] - 0.5));
    if (this.key) this.line(from, to);
    this.at = to;
    this.show();
  }
  press(again) {
    if (again || this.key || this.held) return;
    this.key = true;
    this.begin(this.middle());
  }
  /** The space bar is up again. */
  lift() {
    if (!this.key) return;
    this.key = false;
    this.changed(true);
  }
  /** The sheet on a canvas of one pixel a cell, and that on the page. */
  show() {
    const ctx = this.image.getContext("2d"), data = ctx.createImageData(this.image.width, this.image.height);
    pixelsOf(this.sheet, this.paper, data.data);
    ctx.putImageData(data, 0, 0);
    const [x, y] = this.middle().map(Math.ceil), [wide, tall] = this.paper.sides;
    this.canvas.setAttribute(
      "aria-label",
      `Sheet of ${wide} × ${tall} cells, ${this.touched} of them drawn; pen at column ${x}, row ${y}`
    );
    this.canvas.dataset.touched = this.touched;
    this.draw();
  }
  setPalette(palette) {
    this.palette = palette;
    this.draw();
  }
  /** As large as fits a box of that side. */
  resize(size) {
    const [wide, tall] = this.paper.sides, scale = size / Math.max(wide, tall), dpr = globalThis.devicePixelRatio || 1;
    Object.assign(this, { size, dpr });
    [wide, tall].forEach((side, k) => {
      const name = k ? "height" : "width";
      this.canvas.style[name] = `${Math.round(side * scale)}px`;
      this.canvas[name] = Math.max(1, Math.round(side * scale * dpr));
    });
    this.draw();
  }
  draw() {
    if (!this.palette || this.size < 20) return;
    const { canvas, palette, dpr } = this, ctx = canvas.getContext("2d"), [wide] = this.paper.sides;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.image, 0, 0, canvas.width, canvas.height);
    const keys = document.activeElement === canvas;
    if (!this.at && !keys) return;
    const cell = canvas.width / wide, [x, y] = (this.at ?? this.middle()).map((v) => v * cell);
    for (const [style, thick] of [[palette.halo, 3.5], [palette.ink, 1.5]]) {
      Object.assign(ctx, { strokeStyle: style, lineWidth: thick * dpr });
      ctx.beginPath();
      ctx.arc(x, y, Math.max(2.5 * dpr, this.width / 2 * cell), 0, 7);
      ctx.stroke();
    }
  }
};

// src/panels/own.js
var MOST = 300;
var GAP = 12;
var PATIENCE_MS = 3e3;
var MOST_MB = 7;
var WIDTHS = { ink: [1, 12, 1.5], colour: [1, 20, 3], map: [1, 20, 6] };
var PAINTS = [
  ["black", "#000000"],
  ["white", "#ffffff"],
  ["grey", "#808080"],
  ["red", "#d62728"],
  ["orange", "#e69f00"],
  ["yellow", "#f0e442"],
  ["green", "#009e73"],
  ["blue", "#0072b2"],
  ["sky blue", "#56b4e9"],
  ["brown", "#8c564b"]
];
var HINT = "Draw with the mouse, a pen or a finger. Keys: arrows move the pen, space draws, Ctrl+Z takes back.";
var Own = class {
  /**
   * `act(what, value)` asks the kernel: paint {sheet}, photo {name, content}, example {row}, clear. `stacked`: what
   * is made stands below the sheet, not beside it.
   */
  constructor({ root, act, stacked = false }) {
    Object.assign(this, {
      root,
      act,
      stacked,
      alive: true,
      alone: false,
      row: 0,
      version: -1,
      flying: false,
      stale: false,
      shown: []
    });
    this.me = Math.random().toString(36).slice(2, 10);
    this.easel = new Easel(() => this.changed());
    this.photo = picture("Your photograph");
    this.results = [picture("What G makes of it"), picture("Translated back")];
    this.words = ["", "", ""].map(() => el("figcaption.own-word"));
    this.first = el("figure.own-picture", {}, this.words[0], this.easel.canvas, this.photo);
    this.figures = [this.first, ...this.results.map((canvas, i) => el(
      "figure.own-picture",
      {},
      this.words[i + 1],
      canvas
    ))];
    this.build();
    this.node = el(
      stacked ? "div.own.own-stacked" : "div.own",
      {
        ondragover: (event) => this.onDrag(event),
        ondragleave: () => this.setDrop(false),
        ondrop: (event) => this.onDrop(event)
      },
      el("div.own-pictures", {}, ...this.figures),
      this.said,
      this.why,
      el("div.own-tools", {}, ...this.rows)
    );
    this.paintWords();
  }
  build() {
    const make = (spec) => button(this.root, { tone: "draw.button-small", ...spec });
    this.said = el("p.own-said", { "aria-live": "polite" });
    this.why = el("p.own-why", { role: "alert", hidden: true });
    this.inks = el("div.own-inks", { role: "radiogroup", "aria-label": "Draw with" });
    this.undo = make({
      name: "Undo stroke",
      icon: "undo",
      hint: "take back the last stroke",
      onclick: () => this.easel.turn("undo")
    });
    this.redo = make({
      name: "Redo stroke",
      icon: "redo",
      hint: "make it again",
      onclick: () => this.easel.turn("redo")
    });
    this.clear = make({ name: "Clear", icon: "close", hint: "an empty sheet", onclick: () => this.empty() });
    this.fill = make({
      name: "Fill all",
      icon: "brush",
      hint: "the whole map in the class that is chosen",
      onclick: () => this.easel.fill(this.easel.colour)
    });
    this.example = make({
      name: "Example",
      icon: "next",
      hint: "begin with a source that the picture shows; again: the next",
      onclick: () => this.begin()
    });
    this.file = el("input", {
      type: "file",
      accept: "image/*",
      hidden: true,
      "aria-label": "A photograph",
      onchange: () => this.onFile()
    });
    this.choose = make({
      name: "A photo",
      icon: "camera",
      hint: "from a file; it can be dropped here, too",
      onclick: () => this.file.click()
    });
    this.value = el("output.own-value");
    this.slider = el("input.slider", {
      type: "range",
      min: 1,
      max: 20,
      step: 0.5,
      value: 1,
      "aria-label": "Width of the pen",
      ...OWN_KEYS,
      oninput: () => this.setWidth(Number(this.slider.value))
    });
    const row = (name, ...nodes) => el(
      "div.own-row",
      { role: "group", "aria-label": name },
      el("span.own-label", { "aria-hidden": "true" }, name),
      ...nodes
    );
    this.hint = el("p.own-hint", {}, HINT);
    this.drawing = [
      row("Draw with", this.inks),
      row("Width", this.slider, this.value),
      row("Steps", this.undo, this.redo, this.clear, this.fill)
    ];
    this.rows = [...this.drawing, row("Begin with", this.example, this.choose, this.file), this.hint];
  }
  /** Whether what is made of it is shown elsewhere. */
  setAlone(alone) {
    this.alone = alone;
    this.paintWords();
  }
  /** What is drawn now: {sides, channels, kind, paper, ink, classes, colours, anySize, source, title} or {why}. */
  setPaper(paper) {
    const same = JSON.stringify(paper) === JSON.stringify(this.paper);
    if (same) return;
    this.paper = paper;
    this.refuse(paper.why ?? null);
    for (const one of [...this.drawing, this.hint, this.first]) one.hidden = Boolean(paper.why);
    if (paper.why) return this.enable();
    this.easel.setPaper(paper);
    this.choose.hidden = paper.kind === "map";
    this.fill.hidden = paper.kind !== "map";
    const [least, most, first] = WIDTHS[paper.kind], [wide] = paper.sides;
    Object.assign(this.slider, { min: least, max: Math.min(most, wide) });
    this.setWidth(paper.kind === "ink" ? Math.max(first, Math.round(wide / 21) / 1) : Math.min(first, wide / 3));
    this.offerInks();
    this.version = -1;
    this.showPhoto(null);
    this.results.forEach((canvas) => delete canvas.dataset.version);
    this.paintWords();
    this.layout();
    this.enable();
  }
  /** Pen and rubber, the classes of a map, or colours. */
  offerInks() {
    const { kind, channels, ink, paper, classes, colours } = this.paper, all = (byte) => new Array(channels).fill(byte);
    const inks = {
      ink: [["Pen", all(ink), null], ["Rubber", all(paper), null]],
      map: (classes ?? []).map((name, k) => [name, [k], colours[k]]),
      colour: PAINTS.map(([name, colour]) => [name, rgbOf(colour), colour])
    }[kind];
    this.inks.replaceChildren(...inks.map(([name, bytes, colour], i) => {
      const style = colour && `--ganlab-swatch: ${colour}`;
      const press = el(
        "button.own-ink",
        {
          type: "button",
          role: "radio",
          "aria-checked": "false",
          style,
          title: name,
          "aria-label": name,
          ...OWN_KEYS,
          onclick: () => this.setInk(i)
        },
        colour ? el("i.own-swatch", { "aria-hidden": "true" }) : null,
        kind === "colour" ? null : name
      );
      press.bytes = bytes;
      return press;
    }));
    const usual = kind === "map" ? inks.findIndex(([, [byte]]) => byte !== paper) : 0;
    this.setInk(Math.max(0, usual));
  }
  setInk(i) {
    [...this.inks.children].forEach((press, k) => press.setAttribute("aria-checked", String(k === i)));
    this.easel.colour = this.inks.children[i].bytes;
  }
  setWidth(width) {
    this.easel.width = width;
    this.slider.value = width;
    this.value.textContent = `${width} cells`;
    this.slider.setAttribute("aria-valuetext", `${width} cells`);
    this.easel.draw();
  }
  // From the hand
  /** The sheet is another one: the kernel is told, but of the newest alone while an answer is awaited. */
  changed() {
    this.refuse(null);
    this.showPhoto(null);
    this.enable();
    if (this.flying) this.stale = true;
    else this.send();
  }
  send() {
    Object.assign(this, { flying: true, stale: false });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.landed(), PATIENCE_MS);
    this.act("paint", { sheet: spelled2(this.easel.sheet), by: this.me });
  }
  landed() {
    clearTimeout(this.timer);
    this.flying = false;
    if (this.stale) this.send();
  }
  begin() {
    this.refuse(null);
    this.act("example", { row: this.row });
    this.row += 1;
  }
  empty() {
    this.refuse(null);
    this.stale = false;
    this.easel.put(this.blankSheet());
    this.act("clear", {});
  }
  blankSheet() {
    const { paper, sides: [wide, tall], channels } = this.paper;
    return new Uint8Array(wide * tall * channels).fill(paper);
  }
  onDrag(event) {
    if (!event.dataTransfer?.types.includes("Files") || !this.canTakePhotos) return;
    event.preventDefault();
    this.setDrop(true);
  }
  get canTakePhotos() {
    return this.alive && this.paper && !this.paper.why;
  }
  setDrop(on) {
    this.node.classList.toggle("ganlab-dropping", on);
  }
  onDrop(event) {
    this.setDrop(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file || !this.canTakePhotos) return;
    event.preventDefault();
    this.take(file);
  }
  onFile() {
    const [file] = this.file.files;
    this.file.value = "";
    if (file) this.take(file);
  }
  async take(file) {
    this.refuse(null);
    if (file.size > MOST_MB * 1e6) return this.refuse(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB; at most ${MOST_MB} MB can be sent: make it smaller first.`);
    this.act("photo", { name: file.name, content: spelled2(new Uint8Array(await file.arrayBuffer())) });
  }
  // From the kernel
  /** What lies on the kernel's sheet: {version, by, text, sheet?, ownSource?, ownMade?, ownBack?}. */
  lies(message) {
    const { version, by, text, sheet } = message;
    if (version < this.version) return;
    const mine = by === this.me;
    if (mine) this.landed();
    const busy = this.easel.held || this.easel.key || this.stale || this.flying && !mine;
    if (sheet && !mine && !busy && String(sheet) !== String(this.easel.sheet)) this.easel.put(Uint8Array.from(sheet));
    if (!sheet && !message.ownMade && !mine && !busy && this.version >= 0) this.easel.put(this.blankSheet());
    this.version = version;
    this.said.textContent = text ?? "";
    this.showPhoto(message.ownMade && !sheet ? message.ownSource : null);
    this.made(message, version);
    this.enable();
  }
  /** What G makes of it at this moment of the training; older news is of no interest. */
  made(message, version = message.own?.version) {
    if (!this.paper || this.paper.why || (version ?? -1) < this.version) return;
    const found = [message.ownMade, message.ownBack];
    this.results.forEach((canvas, i) => {
      if (found[i]) paint(canvas, found[i]);
      canvas.hidden = !found[i];
      canvas.dataset.version = found[i] ? version : "";
    });
    const backs = Boolean(found[1]);
    if (backs === this.backs) return;
    this.backs = backs;
    this.layout();
  }
  /** Why a wish was not granted; null: nothing is wrong. */
  refuse(why) {
    this.why.textContent = why ?? "";
    this.why.hidden = !why;
  }
  refused(text) {
    this.refuse(text);
    this.flying = this.stale = false;
  }
  // On the page
  showPhoto(pixels) {
    this.easel.canvas.hidden = Boolean(pixels);
    this.photo.hidden = !pixels;
    if (pixels) paint(this.photo, pixels);
    this.fit();
  }
  paintWords() {
    const { source = "source", title = "" } = this.paper ?? {};
    ["yours", title, `→ ${source}`].forEach((word, i) => {
      this.words[i].textContent = i ? word : `yours: ${source}`;
    });
    this.figures[1].hidden = this.alone;
    this.figures[2].hidden = this.alone || !this.backs;
  }
  layout() {
    const width = this.node.clientWidth;
    if (!width) return;
    this.paintWords();
    const beside = this.backs ? 3 : 2, n = this.stacked ? 1 : beside;
    this.size = Math.floor(Math.min(MOST, (width - GAP * (n - 1)) / n));
    this.easel.resize(this.size - 2);
    this.fit();
  }
  /** Every picture as large as its box lets it, whatever its proportions. */
  fit() {
    if (!this.size) return;
    for (const canvas of [this.photo, ...this.results]) {
      const scale = (this.size - 2) / Math.max(canvas.width, canvas.height);
      canvas.style.width = `${Math.round(canvas.width * scale)}px`;
      canvas.style.height = `${Math.round(canvas.height * scale)}px`;
      canvas.style.imageRendering = scale > 2 ? "pixelated" : "auto";
    }
  }
  setPalette(palette) {
    this.easel.setPalette(palette);
  }
  setAlive(alive) {
    this.alive = this.easel.alive = alive;
    this.enable();
  }
  enable() {
    const able = this.alive && Boolean(this.paper) && !this.paper.why, { past } = this.easel;
    for (const press of [
      this.example,
      this.choose,
      this.fill,
      this.clear,
      this.slider,
      ...this.inks.children
    ]) press.disabled = !able;
    this.undo.disabled = !able || !past.before.length;
    this.redo.disabled = !able || !past.after.length;
  }
  stop() {
    clearTimeout(this.timer);
  }
};
var picture = (name) => el("canvas.own-made", { role: "img", "aria-label": name, hidden: true });
function paint(canvas, pixels) {
  const [, height, width, channels] = pixels.shape, ctx = canvas.getContext("2d");
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const data = ctx.createImageData(width, height);
  for (let i = 0, at = 0; i < 4 * height * width; i += 4, at += channels) {
    for (let k = 0; k < 3; k++) data.data[i + k] = pixels[at + (channels === 3 ? k : 0)];
    data.data[i + 3] = 255;
  }
  ctx.putImageData(data, 0, 0);
}

// src/explorer/condition.js
var Condition = class {
  /**
   * `act(what, value)` asks the kernel for "source.paint", "source.photo", …; `changed()` hears that it came or went.
   */
  constructor({ root, act, changed }) {
    Object.assign(this, { act, changed, ways: [], to: null });
    this.turns = el("div.condition-ways", { role: "group", "aria-label": "Which way", hidden: true });
    this.own = new Own({ root, stacked: true, act: (what, value) => this.act(
      `source.${what}`,
      { to: this.to, ...value }
    ) });
    this.node = el(
      "div.condition",
      { role: "group", "aria-label": "What G is given", hidden: true },
      this.turns,
      this.own.node
    );
  }
  get there() {
    return !this.node.hidden;
  }
  /** The world of an explorer, which may say what there is to be given. */
  setWorld({ source, ...arrays }) {
    this.node.hidden = !source;
    this.plane = Boolean(source?.plane);
    if (!source) return this.changed();
    Object.assign(this, { ways: source.ways, to: source.turned });
    this.turns.hidden = this.ways.length < 2;
    this.turns.replaceChildren(...this.ways.map(({ to, title }) => el(
      "button.button.button-small.tab",
      {
        type: "button",
        "aria-pressed": String(to === this.to),
        ...OWN_KEYS,
        onclick: () => this.turn(to)
      },
      title
    )));
    this.own.setAlone(!this.plane);
    this.own.setPaper(this.way());
    const own = Object.entries(arrays).filter(([key]) => key.startsWith("source."));
    if (source.version > 0) this.own.lies({ ...source, ...Object.fromEntries(own.map(([key, value]) => [
      key.slice(7),
      value
    ])) });
    this.changed();
  }
  way() {
    return this.ways.find(({ to }) => to === this.to);
  }
  turn(to) {
    this.to = to;
    [...this.turns.children].forEach((press, i) => press.setAttribute("aria-pressed", String(this.ways[i].to === to)));
    this.own.version = -1;
    this.own.setPaper(this.way());
    this.act("source.turn", { to });
  }
  hear(message) {
    if (message.what === "lies") this.own.lies(message);
    else if (message.what === "refused") this.own.refused(message.text);
  }
  frame(frame) {
    if (this.there && frame.own) this.own.made(frame);
  }
  stop() {
    this.own.stop();
  }
};

// src/explorer/picture.js
var SIDE = 40;
function pictureOf({ tiles, lines, points }, k, v) {
  if (tiles) return imageOf(tiles, k);
  const canvas = el("canvas.picture", { "aria-hidden": "true" }), dpr = globalThis.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(SIDE * dpr);
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.fillStyle = v.palette.paper;
  ctx.fillRect(0, 0, SIDE, SIDE);
  if (lines) drawCurve(ctx, lines, k, v.palette);
  else if (points) drawPoint(ctx, points.subarray(2 * k, 2 * k + 2), v);
  return canvas;
}
function imageOf(tiles, k) {
  const [, height, width, channels] = tiles.shape, canvas = el("canvas.picture", { "aria-hidden": "true" });
  Object.assign(canvas, { width, height });
  const ctx = canvas.getContext("2d"), image = ctx.createImageData(width, height);
  for (let i = 0, at = k * height * width * channels; i < height * width; i++, at += channels) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = tiles[channels === 3 ? at + c : at];
    image.data[4 * i + 3] = 255;
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}
var channelColours = (palette) => [palette.fake, palette.ink, palette.time];
function drawCurve(ctx, lines, k, palette) {
  const [, channels, length] = lines.shape, colours = channelColours(palette);
  for (let c = 0; c < channels; c++) {
    const from = (k * channels + c) * length;
    ctx.strokeStyle = colours[c % colours.length];
    ctx.beginPath();
    for (let i = 0; i < length; i++)
      ctx.lineTo(2 + i / Math.max(length - 1, 1) * (SIDE - 4), SIDE - 2 - lines[from + i] / 65535 * (SIDE - 4));
    ctx.stroke();
  }
}
function drawPoint(ctx, [x, y], { world, palette }) {
  const to = frameOf(world.extent, { left: 0, top: 0, side: SIDE });
  ctx.fillStyle = palette.real;
  ctx.globalAlpha = 0.4;
  for (let i = 0; i < (world.realPoints?.length ?? 0); i += 8)
    ctx.fillRect(to.x(world.realPoints[i]) - 0.5, to.y(world.realPoints[i + 1]) - 0.5, 1.2, 1.2);
  ctx.globalAlpha = 1;
  const [px, py] = [to.x(x), to.y(y)].map((at) => Math.min(SIDE - 4, Math.max(4, at)));
  ctx.fillStyle = palette.fake;
  ctx.beginPath();
  ctx.moveTo(px, py - 4.5);
  ctx.lineTo(px + 4, py + 3);
  ctx.lineTo(px - 4, py + 3);
  ctx.fill();
}

// src/explorer/kept.js
var group = (name, ...nodes) => el(
  "div.latent-group",
  { role: "group", "aria-label": name },
  el("span.latent-group-name", { "aria-hidden": "true" }, name),
  ...nodes
);
var Term = class {
  constructor(label, onChoose) {
    this.place = el("span.term-picture");
    this.list = el("select.field.term-list", { "aria-label": label, ...OWN_KEYS, onchange: onChoose });
    this.node = el("span.term", {}, this.place, this.list);
  }
  get name() {
    return this.list.value;
  }
  show(names, chosen, picture2) {
    if (names.join("\n") !== this.names) this.list.replaceChildren(...names.map((name) => el("option", {}, name)));
    this.names = names.join("\n");
    this.list.value = chosen;
    this.place.replaceChildren(...[picture2].filter(Boolean));
  }
};
var Kept = class {
  /** `on` has act(what, value), begin(), move(what, to, final); `v` is what the sheet draws with. */
  constructor(on, v) {
    Object.assign(this, { on, v, held: false });
    this.marks = el("div.latent-marks", { role: "group", "aria-label": "Bookmarks" });
    this.pins = el("span.latent-pins", { role: "img", "aria-label": "No pins" });
    this.buildBlend();
    this.buildSum();
  }
  buildBlend() {
    const choose = () => this.on.act("ends", this.ends.map(({ name }) => name));
    this.ends = ["Blend from", "Blend to"].map((label) => new Term(label, choose));
    this.way = el("input.slider.blend-way", {
      type: "range",
      min: 0,
      max: 1,
      step: 5e-3,
      value: 0,
      "aria-label": "Blend",
      "aria-valuetext": percent(0),
      ...OWN_KEYS,
      onpointerdown: () => {
        this.held = true;
        this.on.begin();
      },
      onkeydown: (event) => !event.repeat && event.key.startsWith("Arrow") && this.on.begin(),
      oninput: () => this.slide(false),
      onchange: () => {
        this.held = false;
        this.slide(true);
      }
    });
    this.blend = group("Blend", this.ends[0].node, this.way, this.ends[1].node);
  }
  slide(final) {
    this.way.setAttribute("aria-valuetext", percent(Number(this.way.value)));
    this.on.move("blend", Number(this.way.value), final);
  }
  buildSum() {
    const choose = () => this.on.act("terms", this.names());
    this.terms = ["First", "Taken away", "Added"].map((label) => new Term(label, choose));
    this.result = el("span.term-picture");
    this.go = el("button.button.button-small", {
      type: "button",
      title: "go to the sample that comes out",
      ...OWN_KEYS,
      onclick: () => this.on.act("combine", this.names())
    }, "Go there");
    const sign = (text) => el("span.sum-sign", { "aria-hidden": "true" }, text), [a, b, c] = this.terms;
    this.sum = group("Arithmetic", a.node, sign("−"), b.node, sign("+"), c.node, sign("="), this.result, this.go);
  }
  names() {
    return this.terms.map(({ name }) => name);
  }
  /** Pictures have come for all that is kept; they are in the order of names, pins, and the sum. */
  show(message) {
    this.message = message;
    this.draw();
  }
  draw() {
    const { names, marks, pins, summed, blended, part, numbers, ...arrays } = this.message ?? {};
    if (!names || !this.v.palette || !this.v.world) return;
    const samples = arrays.points ? { points: dequantise(arrays.points, this.v.wide) } : arrays;
    const picture2 = (k) => numbers.length ? el("span.picture-numbers", {}, numbers[k]) : pictureOf(samples, k, this.v);
    const of = (name) => picture2(names.indexOf(name));
    this.drawMarks(marks, of);
    this.pins.replaceChildren(...Array.from({ length: pins }, (_, i) => picture2(names.length + i)));
    this.pins.setAttribute("aria-label", pins ? `Path through ${pins} pins` : "No pins");
    this.ends.forEach((end, i) => end.show(names, blended[i], of(blended[i])));
    if (!this.held) this.way.value = part;
    this.terms.forEach((term, i) => term.show(names, summed[i], of(summed[i])));
    this.result.replaceChildren(picture2(names.length + pins));
  }
  /** The bookmarks as buttons that go there; the focus stays where it was. */
  drawMarks(marks, of) {
    if (marks.join("\n") === this.marked) {
      const places = this.marks.querySelectorAll(".ganlab-term-picture");
      marks.forEach((name, i) => places[i].replaceChildren(of(name)));
      return;
    }
    this.marked = marks.join("\n");
    this.marks.replaceChildren(...marks.map((name) => el(
      "span.mark-chip",
      {},
      el("button.button.button-small", {
        type: "button",
        title: `go to ${name}`,
        "aria-label": `Go to ${name}`,
        ...OWN_KEYS,
        onclick: () => this.on.act("go", name)
      }, el("span.term-picture", {}, of(name)), name),
      el("button.mini", {
        type: "button",
        "aria-label": `Forget ${name}`,
        title: `forget ${name}`,
        ...OWN_KEYS,
        onclick: () => this.on.act("forget", name)
      }, icon("close"))
    )));
  }
};

// src/explorer/edits.js
var MOST2 = 2e7;
var Edits = class {
  /** `on` has act(what, value) and say(text, error). */
  constructor(on) {
    this.on = on;
    const small = (name, picture2, hint, onclick) => el(
      "button.button.button-small",
      { type: "button", title: hint, ...OWN_KEYS, onclick },
      picture2 ? icon(picture2) : null,
      name
    );
    this.nearest = small(
      "Nearest real",
      "snap",
      "the real samples nearest to this one: is it a copy?",
      () => on.act("nearest")
    );
    this.project = small(
      "Project",
      "in",
      "find the latent whose sample comes nearest to a real one",
      () => on.act("reals")
    );
    this.halt = small("Stop the search", null, "be content with the nearest latent so far", () => on.act("halt"));
    this.halt.hidden = true;
    this.file = el("input", {
      type: "file",
      accept: "image/*",
      hidden: true,
      "aria-label": "A picture to look for",
      onchange: () => this.read()
    });
    this.text = el("p.answer-text", { role: "status" });
    this.row = el("div.answer-row");
    this.more = el(
      "div.latent-group",
      {},
      small("Others", "dice", "other real samples", () => on.act("reals")),
      small("From a file", "out", "a picture of your own", () => this.file.click()),
      this.file
    );
    const away = el("button.mini", {
      type: "button",
      "aria-label": "Close the answer",
      title: "close",
      ...OWN_KEYS,
      onclick: () => {
        this.answer.hidden = true;
      }
    }, icon("close"));
    this.answer = el(
      "section.latent-answer",
      { "aria-label": "Answer", hidden: true },
      el("div.answer-head", {}, this.text, away),
      this.row,
      this.more
    );
    this.compare = group("Compare", this.nearest, this.project, this.halt);
    this.node = el("div.latent-edits", {}, this.answer);
  }
  setWorld({ sort, shape }) {
    this.pictures = sort === "image" && (shape[0] === 1 || shape[0] === 3);
  }
  /** Whether a search is on its way, which can be ended. */
  setLooking(looking) {
    this.halt.hidden = !looking;
  }
  /** The kernel answers: real samples to choose from, or some samples side by side, and a sentence. */
  show({ what, text, captions, numbers, tiles }) {
    const n = tiles ? tiles.shape[0] : numbers.length, choose = what === "strip";
    this.text.textContent = text;
    this.row.replaceChildren(...Array.from({ length: n }, (_, k) => {
      const seen = tiles ? pictureOf({ tiles }, k) : el("span.answer-numbers", {}, numbers[k]);
      if (choose)
        return el("button.answer-choice", {
          type: "button",
          "aria-label": `Look for real sample ${k + 1}`,
          ...OWN_KEYS,
          onclick: () => this.on.act("project", { strip: k })
        }, seen);
      return el("figure.answer-one", {}, seen, el("figcaption", {}, captions[k]));
    }));
    this.more.hidden = !choose;
    this.more.children[0].hidden = n === 0;
    this.more.children[1].hidden = !this.pictures;
    this.answer.dataset.what = what;
    const appears = this.answer.hidden;
    this.answer.hidden = false;
    if (appears) this.answer.scrollIntoView({ block: "nearest" });
  }
  async read() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    if (file.size > MOST2)
      return this.on.say(`The file must have at most 20 MB; ${file.name} has ${Math.ceil(file.size / 1e6)}.`, true);
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    this.on.act("project", { file: btoa(text) });
  }
};

// src/lib/entry.js
var WAITING = "Waiting for the kernel: the picture comes as soon as it answers.";
var UNANSWERED = "No kernel answers: this is the picture that was there last. As soon as one does, it can be stepped and played again.";
var QUEUED = "Queued behind a running cell, which this kernel finishes first. Wait for it, or stop it with ■ in the toolbar; with ipykernel 7 nothing waits.";
var KERNEL_GONE = "The kernel is gone. Run the notebook from the top to go on (Run ▸ Run All Cells).";
var WAIT_MS = 600;
var PATIENCE_MS2 = 2500;
var widgetOf = (View) => ({
  render({ model, el: host }) {
    const view = new View(model, host);
    return () => view.stop();
  }
});
function listen(emitter, heard) {
  for (const [name, hear] of Object.entries(heard)) emitter.on(name, hear);
  return () => {
    for (const [name, hear] of Object.entries(heard)) emitter.off(name, hear);
  };
}
function hideStill(mark) {
  if (!/^[0-9a-f]+$/.test(mark ?? "")) return () => {
  };
  const style = document.createElement("style"), name = `.ganlab-still-${mark}`;
  style.textContent = `${name}, :has(> ${name}) { display: none !important; }`;
  document.head.append(style);
  return () => style.remove();
}
function awaitAnswer(model, root) {
  const mark = model.get("still"), notice = el("p.unanswered-notice", { role: "status" }, UNANSWERED);
  let showStill = hideStill(mark);
  const waiting = setTimeout(() => {
    if (!document.querySelector(`.ganlab-still-${mark}`)) return;
    showStill();
    root.prepend(notice);
    root.classList.add("ganlab-unanswered");
  }, PATIENCE_MS2);
  const answered = () => {
    clearTimeout(waiting);
    model.off("msg:custom", answered);
    if (!root.classList.contains("ganlab-unanswered")) return;
    root.classList.remove("ganlab-unanswered");
    notice.remove();
    showStill = hideStill(mark);
  };
  model.on("msg:custom", answered);
  return () => {
    answered();
    showStill();
  };
}
function sayWhileWaiting(arrived, say) {
  const timer = setTimeout(() => {
    if (!arrived()) say(WAITING);
  }, WAIT_MS);
  return () => clearTimeout(timer);
}
var watchKernel = (model, gone) => listen(
  model,
  { comm_live_update: () => gone(), "comm:close": () => gone() }
);
function watchSize(node, changed) {
  const resize = new ResizeObserver(() => changed());
  resize.observe(node);
  return () => resize.disconnect();
}
var Presence = class {
  /**
   * `channels()` are the view's lines for pictures; `layout()` is called when it comes in sight, `gone()` when the
   * kernel is; `heard` maps more events of the model to functions.
   */
  constructor(model, root, { channels, layout: layout2, gone, heard = {} }) {
    Object.assign(this, { channels, layout: layout2, seen: void 0 });
    const seen = new IntersectionObserver((entries) => {
      this.setSeen(entries.at(-1).isIntersecting && !document.hidden);
    });
    seen.observe(root);
    const onVisibility = () => this.setSeen(!document.hidden);
    const onLeave = () => this.goodbye();
    document.addEventListener("visibilitychange", onVisibility);
    globalThis.addEventListener("pagehide", onLeave);
    const leave = awaitAnswer(model, root);
    const deaf = listen(model, heard), unwatch = watchKernel(model, gone);
    this.stop = () => {
      seen.disconnect();
      document.removeEventListener("visibilitychange", onVisibility);
      globalThis.removeEventListener("pagehide", onLeave);
      deaf();
      unwatch();
      leave();
    };
  }
  goodbye() {
    for (const channel of this.channels()) channel.goodbye();
  }
  setSeen(seen) {
    if (seen === this.seen) return;
    const first = this.seen === void 0;
    this.seen = seen;
    if (!seen) this.goodbye();
    else if (!first) for (const channel of this.channels()) channel.hello();
    if (seen) this.layout();
  }
};

// src/lib/game.js
var PLAIN = {
  turns: [
    { name: "d", title: "D", noun: "discriminator", side: "d", key: "d", colour: "d" },
    { name: "g", title: "G", noun: "generator", side: "g", key: "g", colour: "g" }
  ],
  sides: [{ name: "d", title: "D" }, { name: "g", title: "G" }],
  curves: [{ name: "d_loss", title: "D loss", side: "d" }, { name: "g_loss", title: "G loss", side: "g" }],
  parts: {
    d: ["real", "z", "fakes", "score_real", "score_fake", "loss", "gradient", "weights"],
    g: ["z", "fakes", "score_fake", "loss", "pull", "gradient", "weights"]
  },
  graph: {
    nodes: [
      { id: "z", label: "z", kind: "noise", column: 0, row: 0, part: "z", hint: "noise" },
      { id: "g", label: "G", kind: "network", column: 1, row: 0, side: "g", part: "fakes", hint: "the forger" },
      { id: "fake", label: "fakes", kind: "samples", column: 2, row: 0, part: ["fakes", "score_fake", "pull"] },
      { id: "real", label: "real", kind: "data", column: 2, row: 1, part: ["real", "score_real"] },
      {
        id: "d",
        label: "D",
        kind: "network",
        column: 3,
        row: 0,
        rows: 2,
        side: "d",
        part: ["score_real", "score_fake"],
        hint: "the detective",
        scores: ["real", "fake"]
      },
      { id: "loss", label: "loss", kind: "loss", column: 4, row: 0, rows: 2, part: "loss" }
    ],
    edges: [
      { from: "z", to: "g", part: "fakes" },
      { from: "g", to: "fake", part: "fakes" },
      { from: "fake", to: "g", part: "gradient", turns: ["g"], back: true },
      { from: "fake", to: "d", part: "score_fake" },
      { from: "d", to: "fake", part: "pull", turns: ["g"], back: true },
      { from: "real", to: "d", part: "score_real" },
      { from: "d", to: "loss", part: "loss" },
      { from: "loss", to: "d", part: "gradient", turns: ["d"], back: true },
      { from: "loss", to: "d", part: "pull", turns: ["g"], back: true }
    ]
  },
  inputs: [{ name: "z", kind: "noise", shape: [2] }],
  views: [{ name: "fakes", title: "fakes", side: "g" }, { name: "field", title: "discriminator output", side: "d" }]
};
var COLOURS = ["d", "g", "e", "real", "fake"];
var ICONS = { d: "judge", g: "forge" };
var listOf = (value) => (Array.isArray(value) ? value : [value]).filter((one) => one !== void 0 && one !== null);
var unique = (values) => [...new Set(values)];
var known = (colour) => COLOURS.includes(colour) ? colour : "ink";
var byName = (list, name) => list.find((one) => one.name === name);
function gameOf(told) {
  const said = told ?? {};
  const turns = said.turns?.length ? said.turns : PLAIN.turns;
  const plain = turns.map(({ name }) => name).join() === PLAIN.turns.map(({ name }) => name).join();
  const missing = plain ? PLAIN : { curves: [], parts: {}, graph: { nodes: [], edges: [] } };
  const sides = (said.sides ?? sidesOf(turns)).map((side) => completeSide(side, turns));
  const game = {
    turns: turns.map((turn) => ({ ...turn, colour: known(turn.colour ?? byName(sides, turn.side)?.colour) })),
    sides,
    curves: (said.curves ?? missing.curves).map((curve) => ({
      ...curve,
      turn: curve.turn ?? curve.name.replace(/_loss$/, ""),
      colour: byName(sides, curve.side)?.colour ?? "ink"
    })),
    parts: said.parts ?? missing.parts,
    inputs: said.inputs ?? PLAIN.inputs,
    views: said.views ?? PLAIN.views
  };
  game.graph = completeGraph(said.graph ?? missing.graph, game);
  game.maker = sideBehind(game, "fakes") ?? sides.at(-1);
  game.judge = sideBehind(game, "field") ?? sides[0];
  return game;
}
var sidesOf = (turns) => unique(turns.map(({ side }) => side)).map((name) => {
  const own = turns.find(({ side }) => side === name);
  return { name, title: own.title };
});
function completeSide(side, turns) {
  const own = turns.filter((turn) => turn.side === side.name);
  const nouns = unique(own.map(({ noun }) => noun));
  return {
    ...side,
    key: side.key ?? own[0]?.key ?? null,
    colour: known(side.colour ?? own[0]?.colour),
    icon: side.icon ?? ICONS[side.name] ?? "next",
    noun: side.noun ?? nouns.join(" and the "),
    verb: nouns.length > 1 ? "learn" : "learns"
  };
}
function completeGraph({ nodes, edges }, { turns, sides }) {
  const all = turns.map(({ name }) => name);
  const own = (side) => turns.filter((turn) => turn.side === side).map(({ name }) => name);
  const complete = nodes.map((node) => ({
    ...node,
    rows: node.rows ?? 1,
    parts: listOf(node.part),
    scores: node.scores ?? [],
    colour: byName(sides, node.side)?.colour ?? null,
    turns: node.turns ?? own(node.side)
  }));
  const partOf = (id) => complete.find((node) => node.id === id)?.parts[0];
  return {
    nodes: complete,
    edges: edges.map((edge) => ({
      ...edge,
      turns: edge.turns ?? all,
      part: edge.part ?? partOf(edge.to),
      back: Boolean(edge.back)
    }))
  };
}
function sideBehind({ views, sides }, view) {
  const side = byName(views, view)?.side ?? byName(PLAIN.views, view).side;
  return byName(sides, side);
}
function stepsOf({ turns }, told) {
  if (!Array.isArray(told)) return Object.fromEntries(turns.map(({ name }) => [name, told?.[name] ?? 0]));
  const listed = PLAIN.turns.map(({ name }) => name);
  return Object.fromEntries(turns.map(({ name }) => [name, told[listed.indexOf(name)] ?? 0]));
}
var stepsOfSide = (game, told, side) => {
  const steps = stepsOf(game, told);
  return game.turns.filter((turn) => turn.side === side.name).reduce((sum, { name }) => sum + steps[name], 0);
};

// src/explorer/hand.js
var AHEAD = 2;
var Hand = class {
  /** `channel` has `undone`, how many commands have no answer yet, and `command(what, value)`. */
  constructor(channel) {
    this.channel = channel;
    this.waiting = /* @__PURE__ */ new Map();
  }
  /** A position of something that moves on and on; only the newest of each `what` and `key` matters. */
  move(what, key, value) {
    const name = `${what} ${key}`;
    this.waiting.delete(name);
    this.waiting.set(name, [what, value]);
    this.flush();
  }
  /** Something that must not be left out: after all that the hand did before. */
  act(what, value = null) {
    for (const [moved, where] of this.waiting.values()) this.channel.command(moved, where);
    this.waiting.clear();
    this.channel.command(what, value);
  }
  /** An answer has come: there may be room for what waits. */
  flush() {
    for (const [name, [what, value]] of this.waiting) {
      if (this.channel.undone >= AHEAD) return;
      this.waiting.delete(name);
      this.channel.command(what, value);
    }
  }
};

// src/lib/axes.js
var TEXT = 11;
var TICK = 4;
var GAP2 = 2;
var LINE = 15;
var APART = 12;
var ruler = null;
function widest(texts, font) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = font;
  return Math.max(0, ...texts.map((text) => ruler.measureText(text).width));
}
var axisFont = (family) => `${TEXT}px ${family}`;
function ticksOf(lo, hi, many = 5, whole = false) {
  const at = axisTicks(lo, hi, many).filter((t) => !whole || Number.isInteger(t));
  return { at, texts: tickTexts(at) };
}
function ticksWithin(lo, hi, { side, font, many = 5, whole = false }) {
  for (let count2 = many; count2 > 1; count2--) {
    const ticks2 = ticksOf(lo, hi, count2, whole);
    if (widest(ticks2.texts, font) + APART <= side / Math.max(1, ticks2.at.length - 1)) return ticks2;
  }
  return ticksOf(lo, hi, 1, whole);
}
function plotWithin(size, [, , y0, y1], { family, titled = false, rest = 6 }) {
  const texts = Math.ceil(widest(ticksOf(y0, y1).texts, axisFont(family)));
  const left = Math.max(30, texts + TICK + GAP2 + 2) + (titled ? LINE : 0);
  const bottom = TICK + GAP2 + LINE + (titled ? LINE : 0);
  return { left, top: rest, side: size - Math.max(left, bottom) - rest };
}
function drawAxes(ctx, { area: { left, top, side }, to, extent: [x0, x1, y0, y1], palette, family, titles }) {
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
  ctx.fillStyle = palette.faint;
  ctx.font = axisFont(family);
  ctx.textBaseline = "top";
  const across = ticksWithin(x0, x1, { side, font: ctx.font }), up = ticksOf(y0, y1);
  const end = ctx.canvas.width / ctx.getTransform().a;
  let free = left - LINE;
  across.at.forEach((t, i) => {
    const x = to.x(t), half = ctx.measureText(across.texts[i]).width / 2;
    ctx.fillRect(x, top + side, 1, TICK);
    const middle = Math.min(x, end - half - 1);
    if (middle - half < free) return;
    free = middle + half + APART / 2;
    ctx.textAlign = "center";
    ctx.fillText(across.texts[i], middle, top + side + TICK + GAP2);
  });
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  up.at.forEach((t, i) => {
    const y = to.y(t);
    ctx.fillRect(left - TICK, y, TICK, 1);
    ctx.fillText(up.texts[i], left - TICK - GAP2, Math.max(TEXT / 2, y));
  });
  if (titles) drawTitles(ctx, { left, top, side, family }, titles);
}
function drawTitles(ctx, { left, top, side, family }, [across, up]) {
  ctx.font = `600 ${TEXT}px ${family}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.fillStyle = across.colour;
  ctx.fillText(across.text, left + side / 2, top + side + TICK + GAP2 + LINE, side);
  ctx.save();
  ctx.translate(1, top + side / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillStyle = up.colour;
  ctx.fillText(up.text, 0, 0, side);
  ctx.restore();
}

// src/explorer/sheet.js
var FRAME = 5;
function layout(size, rows, columns, [height, width]) {
  const alone = rows * columns === 1, between = size / columns > 40 ? 3 : 2;
  const gap = alone ? 0 : between, inner = alone ? size : size - 2 * FRAME;
  const fit = Math.min((inner - gap * (columns - 1)) / columns, (inner - gap * (rows - 1)) / rows * (width / height));
  const w = Math.max(1, Math.floor(fit)), h = Math.max(1, Math.floor(fit * height / width));
  const left = Math.floor((size - columns * (w + gap) + gap) / 2), top = Math.floor((size - rows * (h + gap) + gap) / 2);
  return { w, h, gap, rows, columns, left, top, at: (i) => ({ x: left + i % columns * (w + gap), y: top + Math.floor(i / columns) * (h + gap) }) };
}
function fitted(box, width, height) {
  const scale = box / Math.max(width, height);
  return { w: Math.max(1, width * scale), h: Math.max(1, height * scale) };
}
function tileAt({ w, h, gap, rows, columns, left, top }, px, py) {
  const c = Math.floor((px - left + gap / 2) / (w + gap)), r = Math.floor((py - top + gap / 2) / (h + gap));
  return c < 0 || r < 0 || c >= columns || r >= rows ? -1 : r * columns + c;
}
function mosaic(tiles, [n, height, width, channels], columns, out) {
  const across = columns * width;
  for (let k = 0, at = 0; k < n; k++) {
    const x0 = k % columns * width, y0 = Math.floor(k / columns) * height;
    for (let y = 0; y < height; y++) {
      for (let x = 0, to = 4 * ((y0 + y) * across + x0); x < width; x++, at += channels, to += 4) {
        out[to] = tiles[at];
        out[to + 1] = tiles[channels === 3 ? at + 1 : at];
        out[to + 2] = tiles[channels === 3 ? at + 2 : at];
        out[to + 3] = 255;
      }
    }
  }
  return out;
}
function paintTiles(ctx, v) {
  const { frame, places } = v, shape = frame.tiles.shape, [, height, width] = shape;
  const across = frame.columns * width, down = frame.rows * height;
  if (v.pad.width !== across || v.pad.height !== down || !v.image) {
    Object.assign(v.pad, { width: across, height: down });
    v.image = v.padCtx.createImageData(across, down);
  }
  if (shape[0] < frame.rows * frame.columns) v.image.data.fill(0);
  mosaic(frame.tiles, shape, frame.columns, v.image.data);
  v.padCtx.putImageData(v.image, 0, 0);
  ctx.imageSmoothingEnabled = places.w * v.dpr < 3 * width && places.w * v.dpr !== width;
  ctx.imageSmoothingQuality = frame.hurried ? "low" : "high";
  for (let k = 0; k < shape[0]; k++) {
    const { x, y } = places.at(k);
    ctx.drawImage(
      v.pad,
      k % frame.columns * width,
      Math.floor(k / frame.columns) * height,
      width,
      height,
      x,
      y,
      places.w,
      places.h
    );
  }
}
function paintCurves(ctx, v) {
  const { frame, places, palette } = v, [n, channels, length] = frame.lines.shape;
  const colours = channelColours(palette);
  for (let k = 0; k < n; k++) {
    const { x, y } = places.at(k);
    ctx.fillStyle = palette.paper;
    ctx.fillRect(x, y, places.w, places.h);
    for (let c = 0; c < channels; c++) {
      ctx.strokeStyle = colours[c % 3];
      ctx.lineWidth = places.w > 200 ? 1.8 : 1.1;
      ctx.beginPath();
      const from = (k * channels + c) * length;
      for (let i = 0; i < length; i++) {
        ctx.lineTo(
          x + 2 + i / Math.max(length - 1, 1) * (places.w - 4),
          y + places.h - 2 - frame.lines[from + i] / 65535 * (places.h - 4)
        );
      }
      ctx.stroke();
    }
  }
}
function dots(ctx, points, to, radius, triangle) {
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    const x = to.x(points[i]), y = to.y(points[i + 1]);
    if (!(x > -20 && y > -20 && x < 4e3 && y < 4e3)) continue;
    if (triangle) {
      ctx.moveTo(x, y - 1.3 * radius);
      ctx.lineTo(x + 1.2 * radius, y + 0.8 * radius);
      ctx.lineTo(x - 1.2 * radius, y + 0.8 * radius);
      ctx.closePath();
    } else {
      ctx.moveTo(x + radius, y);
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  ctx.fill();
}
function net(ctx, points, rows, columns, to) {
  ctx.beginPath();
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
    const i = 2 * (r * columns + c);
    for (const [dr, dc] of [[0, 1], [1, 0]]) {
      if (r + dr >= rows || c + dc >= columns) continue;
      const j = 2 * ((r + dr) * columns + c + dc);
      ctx.moveTo(to.x(points[i]), to.y(points[i + 1]));
      ctx.lineTo(to.x(points[j]), to.y(points[j + 1]));
    }
  }
  ctx.stroke();
}
function paintPoints(ctx, v) {
  const { frame, world, palette, size } = v, area = plotWithin(size, world.extent, { family: v.font, titled: world.columns_named?.length === 2 }), to = frameOf(world.extent, area);
  const points = dequantise(frame.points, v.wide);
  ctx.fillStyle = palette.paper;
  ctx.fillRect(area.left, area.top, area.side, area.side);
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.side, area.side);
  ctx.clip();
  if (frame.density) haze(ctx, v, area);
  if (world.realPoints) {
    ctx.globalAlpha = 0.55;
    ctx.fillStyle = palette.real;
    dots(ctx, world.realPoints, to, 2.4, false);
    ctx.globalAlpha = 1;
  }
  if (frame.rows > 1 && frame.view === "sheet") {
    ctx.strokeStyle = palette.fake;
    ctx.globalAlpha = 0.45;
    ctx.lineWidth = 1;
    net(ctx, points, frame.rows, frame.columns, to);
    ctx.globalAlpha = 1;
  }
  ctx.fillStyle = palette.fake;
  dots(ctx, points, to, frame.rows > 1 ? 3 : 6, true);
  if (frame.here !== null) {
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(to.x(points[2 * frame.here]), to.y(points[2 * frame.here + 1]), 9, 0, 2 * Math.PI);
    ctx.stroke();
  }
  if (v.told) pointOut(ctx, v, to);
  ctx.restore();
  v.to = to;
  v.spots = Array.from({ length: points.length / 2 }, (_, i) => [to.x(points[2 * i]), to.y(points[2 * i + 1])]);
  axes(ctx, v, area, to);
}
function haze(ctx, { frame: { density }, palette }, { left, top, side }) {
  const [rows, columns] = density.shape, canvas = document.createElement("canvas");
  Object.assign(canvas, { width: columns, height: rows });
  const pen = canvas.getContext("2d"), image = pen.createImageData(columns, rows);
  const rgb = [1, 3, 5].map((i) => parseInt(palette.fake.slice(i, i + 2), 16));
  density.forEach((code, k) => image.data.set([...rgb, 0.75 * code], 4 * k));
  pen.putImageData(image, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(canvas, left, top, side, side);
}
function pointOut(ctx, { told: { at, near, mode }, palette }, to) {
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.ink;
  if (near) {
    ctx.beginPath();
    ctx.moveTo(to.x(at[0]), to.y(at[1]));
    ctx.lineTo(to.x(near[0]), to.y(near[1]));
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(to.x(near[0]), to.y(near[1]), 5, 0, 2 * Math.PI);
    ctx.stroke();
  }
  if (!mode) return;
  ctx.strokeStyle = palette.real;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  ctx.arc(to.x(mode[0]), to.y(mode[1]), 16, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.setLineDash([]);
}
function axes(ctx, { world: { extent, columns_named: names }, palette, font: family }, area, to) {
  const titles = names?.length === 2 && names.map((text) => ({ text, colour: palette.faint }));
  drawAxes(ctx, { area, to, extent, palette, family, titles });
}
var Sheet = class {
  constructor(canvas, font) {
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d");
    const pad = document.createElement("canvas");
    this.v = {
      font,
      size: 0,
      dpr: 1,
      pad,
      padCtx: pad.getContext("2d"),
      frame: null,
      world: null,
      palette: null,
      places: null,
      spots: null
    };
  }
  setWorld(world) {
    const wide = world.extent && [
      2 * world.extent[0] - world.extent[1],
      2 * world.extent[1] - world.extent[0],
      2 * world.extent[2] - world.extent[3],
      2 * world.extent[3] - world.extent[2]
    ];
    if (world.real) world.realPoints = dequantise(world.real, wide);
    Object.assign(this.v, { world, wide, frame: null });
  }
  resize(size, dpr = globalThis.devicePixelRatio || 1) {
    if (size === this.v.size && dpr === this.v.dpr) return;
    Object.assign(this.v, { size, dpr });
    this.canvas.width = this.canvas.height = Math.round(size * dpr);
    this.draw();
  }
  draw(frame = this.v.frame) {
    const { v, ctx } = this;
    if (!frame || !v.world || !v.palette || !(v.size > 40)) return;
    v.frame = frame;
    v.places = layout(v.size, frame.rows, frame.columns, v.world.sort === "image" ? v.world.shape.slice(1) : [3, 4]);
    v.spots = null;
    ctx.setTransform(v.dpr, 0, 0, v.dpr, 0, 0);
    ctx.clearRect(0, 0, v.size, v.size);
    if (frame.tiles) paintTiles(ctx, v);
    else if (frame.lines) paintCurves(ctx, v);
    else if (frame.points) paintPoints(ctx, v);
    if (!frame.points && frame.here !== null && frame.rows * frame.columns > 1) this.ring(v.places.at(frame.here));
  }
  /** A frame around the sample at the spot. */
  ring({ x, y }) {
    const { ctx, v } = this, { w, h } = v.places;
    for (const [colour, width, out] of [[v.palette.paper, 5, 2.5], [v.palette.fake, 3, 2]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.strokeRect(x - out, y - out, w + 2 * out, h + 2 * out);
    }
  }
  /** What a pointer at a place of the canvas points at: a place of the plane, or one of the samples. */
  pointed(px, py) {
    const { v } = this, { world, to } = v;
    if (!v.frame) return null;
    if (world.sort === "points" && world.shape[0] === 2) {
      const at = to?.invert(px, py), [x0, x1, y0, y1] = world.extent;
      return at && at[0] >= x0 && at[0] <= x1 && at[1] >= y0 && at[1] <= y1 ? { at } : null;
    }
    const index = this.at(px, py);
    return index >= 0 && index < v.frame.rows * v.frame.columns ? { index } : null;
  }
  /** Where the sample in the ring is drawn; null where none is. */
  get ringed() {
    const { frame, places, spots } = this.v, i = frame?.here;
    if (i === null || i === void 0 || !places) return null;
    if (spots) return spots[i];
    const { x, y } = places.at(i);
    return [x + places.w / 2, y + places.h / 2];
  }
  /** Draw what is known of the place under the pointer; null: nothing more. */
  point(told) {
    this.v.told = told?.at ? told : null;
    if (this.v.frame?.points) this.draw();
  }
  /** Which sample lies under a point of the canvas; -1: none. */
  at(px, py) {
    const { v } = this;
    if (!v.places) return -1;
    if (!v.spots) return tileAt(v.places, px, py);
    const far = v.spots.map(([x, y]) => Math.hypot(x - px, y - py)), near = Math.min(...far);
    return near < 14 ? far.indexOf(near) : -1;
  }
  /** Pixels from one sample to its neighbour. */
  get pitch() {
    const { places, size } = this.v;
    if (!places || this.v.spots) return size / 8;
    return places.rows * places.columns === 1 ? places.w : places.w + places.gap;
  }
};

// src/explorer/pad.js
var UNIT = 30;
var BOX = 27;
var MOST3 = 400;
function keysOf(n, corner) {
  const [i, j] = corner ?? [0, 0];
  return Array.from({ length: n * n }, (_, k) => `${i + k % n} ${j + n - 1 - Math.floor(k / n)}`);
}
function draggedTo({ seeds, from, start, now, side, spans }) {
  if (seeds) return [from[0] - (now[0] - start[0]) / UNIT, from[1] + (now[1] - start[1]) / UNIT];
  const part = [now[0] / side, 1 - now[1] / side];
  return part.map((t, i) => clamp(spans[i][0] + t * (spans[i][1] - spans[i][0]), ...spans[i]));
}
var Pad = class {
  /** `on` has begin(), move([x, y], final). */
  constructor(on) {
    this.on = on;
    this.canvas = el("canvas.pad", {
      tabindex: 0,
      role: "application",
      "aria-label": "Plane",
      ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event),
      onkeydown: (event) => this.onKey(event)
    });
    Object.assign(this, {
      place: [0, 0],
      seeds: true,
      spans: [[-3, 3], [-3, 3]],
      names: null,
      side: 0,
      palette: null,
      held: null,
      thumbs: /* @__PURE__ */ new Map(),
      look: 0,
      cells: 0
    });
  }
  /** A map has come: small pictures of seeds, or of the cells between two directions. */
  lay({ n, corner, look, tiles, lines }) {
    const keys = keysOf(n, corner), all = tiles && document.createElement("canvas");
    if (look !== this.look || this.thumbs.size > MOST3) this.thumbs.clear();
    this.look = look;
    this.cells = corner ? 0 : n;
    if (tiles) {
      const [, height, width] = tiles.shape;
      Object.assign(all, { width: n * width, height: n * height });
      const ctx = all.getContext("2d"), image = ctx.createImageData(all.width, all.height);
      mosaic(tiles, tiles.shape, n, image.data);
      ctx.putImageData(image, 0, 0);
      keys.forEach((key, k) => this.thumbs.set(key, {
        all,
        left: k % n * width,
        top: Math.floor(k / n) * height,
        width,
        height
      }));
    } else {
      const [, channels, length] = lines.shape, one = channels * length;
      keys.forEach((key, k) => this.thumbs.set(key, {
        values: lines.subarray(k * one, (k + 1) * one),
        channels,
        length
      }));
    }
    this.draw();
  }
  /** A thumbnail with its middle at a point; false where there is none. */
  thumb(ctx, key, x, y) {
    const one = this.thumbs.get(key), { palette } = this;
    if (!one) return false;
    if (one.all) {
      const { w, h } = fitted(BOX, one.width, one.height);
      ctx.imageSmoothingEnabled = w < 3 * one.width;
      ctx.drawImage(one.all, one.left, one.top, one.width, one.height, x - w / 2, y - h / 2, w, h);
      return true;
    }
    ctx.fillStyle = palette.paper;
    ctx.fillRect(x - BOX / 2, y - BOX / 2, BOX, BOX);
    channelColours(palette).slice(0, one.channels).forEach((colour, c) => {
      ctx.strokeStyle = colour;
      ctx.beginPath();
      for (let i = 0; i < one.length; i++) {
        ctx.lineTo(
          x + ((i + 0.5) / one.length - 0.5) * (BOX - 4),
          y + (0.5 - one.values[c * one.length + i] / 65535) * (BOX - 4)
        );
      }
      ctx.stroke();
    });
    return true;
  }
  set({ place, axes: axes2, directions }) {
    if (axes2) {
      const plane = JSON.stringify(axes2.map((k) => directions[k] ?? k));
      if (plane !== this.plane) this.thumbs.clear();
      this.plane = plane;
      this.seeds = axes2[0] === "seeds";
      this.names = this.seeds ? null : axes2.map((k) => directions[k].name);
      this.spans = this.seeds ? [[-3, 3], [-3, 3]] : axes2.map((k) => directions[k].span);
    }
    if (!axes2 && (this.held || place[0] === this.place[0] && place[1] === this.place[1])) return;
    if (place && !this.held) this.place = place;
    const [x, y] = this.place.map((v) => short(v));
    this.canvas.setAttribute("aria-label", this.seeds ? `Random plane, at ${x}, ${y}` : `Plane of ${this.names.join(" and ")}, at ${x}, ${y}`);
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
      for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen2);
    };
    for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen2);
    if (!this.seeds) move(event);
  }
  onKey(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 0.5 : 0.1;
    if (!event.repeat) this.on.begin();
    this.place = this.place.map((v, i) => this.seeds ? v + step * way[i] : clamp(v + step * way[i], ...this.spans[i]));
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
    for (let i = x0 - reach; i <= x0 + reach; i++) for (let j = y0 - reach; j <= y0 + reach; j++) {
      const x = middle + (i - px) * UNIT, y = middle - (j - py) * UNIT;
      if (this.thumb(ctx, `${i} ${j}`, x, y)) continue;
      ctx.fillStyle = palette.faint;
      ctx.beginPath();
      ctx.arc(x, y, 2.6, 0, 2 * Math.PI);
      ctx.fill();
    }
    this.cross(ctx, middle, middle);
  }
  drawAxes(ctx) {
    const { palette, side, spans, place, names } = this;
    const at = place.map((v, i) => (v - spans[i][0]) / (spans[i][1] - spans[i][0]) * side);
    ctx.strokeStyle = palette.grid;
    ctx.beginPath();
    for (let k = 1; k < 6; k++) {
      ctx.moveTo(k * side / 6, 0);
      ctx.lineTo(k * side / 6, side);
      ctx.moveTo(0, k * side / 6);
      ctx.lineTo(side, k * side / 6);
    }
    ctx.stroke();
    const pictured = this.thumbs.size > 0, cell = side / this.cells;
    for (let i = 0; i < this.cells; i++) for (let j = 0; j < this.cells; j++)
      this.thumb(ctx, `${i} ${j}`, (i + 0.5) * cell, side - (j + 0.5) * cell);
    ctx.fillStyle = pictured ? palette.ink : palette.faint;
    ctx.strokeStyle = palette.halo;
    ctx.lineWidth = 3;
    for (const [name, align, x, y] of [
      [names[0], "right", side - 5, side / 2 - 5],
      [names[1], "left", side / 2 + 5, 12]
    ]) {
      ctx.textAlign = align;
      if (pictured) ctx.strokeText(name, x, y);
      ctx.fillText(name, x, y);
    }
    ctx.lineWidth = 1;
    this.cross(ctx, clamp(at[0], 4, side - 4), clamp(side - at[1], 4, side - 4));
  }
  /** The spot: a disc, or a ring where the picture below should be seen. */
  cross(ctx, x, y) {
    const { palette } = this, pictured = this.thumbs.size > 0;
    ctx.beginPath();
    ctx.arc(x, y, 6.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.fake;
    for (const [colour, width] of pictured ? [[palette.halo, 5.5], [palette.fake, 2.5]] : [[palette.halo, 2.5]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.stroke();
    }
    if (!pictured) ctx.fill();
    ctx.lineWidth = 1;
  }
};

// src/explorer/pointer.js
var STILL_MS = 120;
var AWAY = 14;
var Pointer = class {
  /** `ask(value)` asks the kernel; `sheet` knows what lies where, and draws what the answer points at. */
  constructor({ canvas, sheet, ask }) {
    Object.assign(this, { canvas, sheet, ask });
    this.tip = el("div.tip.latent-tip", { "aria-hidden": "true" });
    this.said = el("p.unseen", { role: "status" });
    canvas.addEventListener("pointermove", (event) => this.moved(event));
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("pointerdown", () => this.leave());
  }
  /** The keys on the sheet: enter asks for the sample in the ring, escape takes the answer away. Whether it was one. */
  onKey(key) {
    if (key === "Enter") return this.here();
    const told = this.asked || this.timer;
    if (this.aloud || key === "Escape") this.leave();
    return key === "Escape" && Boolean(told);
  }
  /** Ask for the sample in the ring, as a pointer does that rests on it. */
  here() {
    this.leave();
    const ring = this.sheet.ringed;
    if (!ring) return false;
    Object.assign(this, { place: ring, aloud: true });
    this.rest();
    if (!this.asked) write(this.said, "This sample lies outside the picture.");
    return true;
  }
  /** Another picture is there: what was said of the one before is no longer true, so it is asked anew. */
  renew() {
    if (!this.asked && !this.timer) return;
    this.hide();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.aloud ? this.here() : this.rest(), STILL_MS);
  }
  moved(event) {
    const box = this.canvas.getBoundingClientRect();
    this.place = [event.clientX - box.left, event.clientY - box.top];
    this.aloud = false;
    this.hide();
    clearTimeout(this.timer);
    if (event.buttons) return;
    this.timer = setTimeout(() => this.rest(), STILL_MS);
  }
  rest() {
    this.asked = this.sheet.pointed(...this.place);
    if (this.asked) this.ask(this.asked);
  }
  /** The kernel has answered: the lines appear if the pointer still rests there. */
  show(told) {
    const same = this.asked && (told.index === this.asked.index && String(told.at) === String(this.asked.at));
    if (!same || !told.lines.length) return;
    const [x, y] = this.place, { clientWidth: width, clientHeight: height } = this.canvas;
    this.tip.textContent = told.lines.join("\n");
    const down = y > height / 2 ? `calc(${y - AWAY}px - 100%)` : `${y + AWAY}px`;
    this.tip.style.transform = `translate(${tipLeft(x, AWAY, width)}, ${down})`;
    this.tip.classList.add("ganlab-shown");
    if (this.aloud) write(this.said, told.lines.join(", "));
    this.sheet.point(told);
  }
  hide() {
    if (!this.asked) return;
    this.asked = null;
    write(this.said, "");
    this.tip.classList.remove("ganlab-shown");
    this.sheet.point(null);
  }
  leave() {
    clearTimeout(this.timer);
    this.timer = null;
    this.hide();
  }
  stop() {
    clearTimeout(this.timer);
  }
};

// src/explorer/sliders.js
var Sliders = class {
  /** `on` has begin(), slide(k, value, final), lock(k). */
  constructor(on) {
    this.on = on;
    this.node = el("div.sliders", { role: "group", "aria-label": "Directions" });
    this.rows = [];
    this.directions = null;
    this.held = null;
  }
  /** The same directions again, as after coming back into view, leave the row that a hand holds. */
  setDirections(directions) {
    const same = JSON.stringify(directions);
    if (same === this.directions) return;
    this.directions = same;
    this.held = null;
    this.rows = directions.map(({ name, span }, k) => this.row(name, span, k));
    this.node.replaceChildren(...this.rows.map(({ node }) => node));
  }
  row(name, [low, high], k) {
    const input = el("input.slider", {
      type: "range",
      min: low,
      max: high,
      step: (high - low) / 600,
      value: 0,
      "aria-label": name,
      ...OWN_KEYS,
      onpointerdown: () => this.hold(k),
      onkeydown: (event) => !event.repeat && event.key.startsWith("Arrow") && this.on.begin(),
      oninput: () => this.moved(k, false),
      onchange: () => this.moved(k, true),
      onpointerup: () => this.free(),
      onpointercancel: () => this.free()
    });
    const value = el("output.slider-value", { "aria-hidden": "true" }, "0");
    const lock = el("button.mini.lock", {
      type: "button",
      "aria-label": `Lock ${name}`,
      "aria-pressed": "false",
      title: `Lock ${name}: nothing moves it`,
      ...OWN_KEYS,
      onclick: () => this.on.lock(k)
    }, icon("unlocked"));
    const node = el(
      "div.slider-row",
      {},
      lock,
      el("span.slider-name", { title: name, "aria-hidden": "true" }, name),
      input,
      value
    );
    return { node, input, value, lock, name };
  }
  hold(k) {
    this.held = k;
    this.on.begin();
  }
  free() {
    this.held = null;
  }
  moved(k, final) {
    const { input, value } = this.rows[k];
    this.rows[k].told = void 0;
    value.textContent = short(Number(Number(input.value).toFixed(2)));
    this.on.slide(k, Number(input.value), final);
    if (final) this.free();
  }
  /** What the kernel says the values are; a row that it has said the same of is left alone: the page lays
   * out and paints whatever is touched. */
  set(values, locked) {
    this.rows.forEach((row, k) => {
      const { input, value, lock, name, node } = row;
      if (k !== this.held && values[k] !== void 0 && values[k] !== row.told) {
        row.told = values[k];
        input.value = clamp(values[k], Number(input.min), Number(input.max));
        const said = short(Number(values[k].toFixed(2)));
        value.textContent = said;
        input.setAttribute("aria-valuetext", said);
      }
      const shut = locked.includes(name);
      if (lock.getAttribute("aria-pressed") === "true" !== shut) {
        lock.setAttribute("aria-pressed", String(shut));
        lock.replaceChildren(icon(shut ? "locked" : "unlocked"));
        input.disabled = shut;
        node.classList.toggle("ganlab-shut", shut);
      }
    });
  }
};

// src/explorer/table.js
var Table = class {
  constructor(onPick) {
    this.onPick = onPick;
    this.node = el("div.rows", { hidden: true });
  }
  setWorld({ sort, shape, columns_named: names }) {
    if (sort !== "table") return;
    this.names = names ?? Array.from({ length: shape[0] }, (_, k) => `x${k + 1}`);
    this.body = el("tbody");
    this.node.replaceChildren(el(
      "table.row-table",
      {},
      el("thead", {}, el("tr", {}, el("th"), ...this.names.map((name) => el("th", {}, name)))),
      this.body
    ));
    this.count = -1;
  }
  draw({ rows_shown: values, here }) {
    const [n, d] = values.shape;
    if (n !== this.count) {
      this.count = n;
      this.cells = [];
      this.body.replaceChildren(...Array.from({ length: n }, (_, i) => {
        const cells = Array.from({ length: d }, () => el("td"));
        this.cells.push(cells);
        return el(
          "tr",
          {},
          el("td", {}, el("button.mini", {
            type: "button",
            "aria-label": `Pick row ${i + 1}`,
            ...OWN_KEYS,
            onclick: () => this.onPick(i)
          }, String(i + 1))),
          ...cells
        );
      }));
    }
    this.cells.forEach((cells, i) => {
      cells[0].parentNode.classList.toggle("ganlab-here", i === here);
      cells.forEach((cell, k) => {
        cell.textContent = short(values[i * d + k]);
      });
    });
  }
};

// src/lib/theme.js
var LIGHT = {
  dark: false,
  real: "#0072B2",
  fake: "#D55E00",
  fakeText: "#B34E00",
  halo: "rgba(255,255,255,0.9)",
  d: "#A44A86",
  g: "#00795A",
  e: "#7A6200",
  ink: "#1b1f24",
  faint: "rgba(27,31,36,0.70)",
  grid: "rgba(27,31,36,0.10)",
  line: "#1b1f24",
  field: [[240, 164, 112], [250, 249, 247], [126, 182, 222]],
  paper: "#faf9f7",
  time: "#5b6370",
  timePale: "rgba(91,99,112,0.30)",
  branch: "rgba(91,99,112,0.55)",
  event: "#7a4a00",
  eventPale: "rgba(122,74,0,0.45)"
};
var DARK = {
  dark: true,
  real: "#7CC4F2",
  fake: "#FF9D5C",
  fakeText: "#FF9D5C",
  halo: "rgba(10,12,15,0.85)",
  d: "#E39BC8",
  g: "#3CCBA0",
  e: "#D9C35A",
  ink: "#eceff3",
  faint: "rgba(236,239,243,0.68)",
  grid: "rgba(236,239,243,0.13)",
  line: "#eceff3",
  field: [[132, 62, 18], [21, 23, 27], [16, 78, 122]],
  paper: "#15171b",
  time: "#a9b1bb",
  timePale: "rgba(169,177,187,0.32)",
  branch: "rgba(169,177,187,0.55)",
  event: "#f2c14e",
  eventPale: "rgba(242,193,78,0.45)"
};
function fieldColours([low, middle, high]) {
  const table = new Uint32Array(256);
  const bytes = new Uint8ClampedArray(table.buffer);
  for (let i = 0; i < 256; i++) {
    const t = i / 255 * 2 - 1;
    const end = t < 0 ? low : high;
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = middle[c] + (end[c] - middle[c]) * Math.abs(t);
    bytes[4 * i + 3] = 255;
  }
  return table;
}
function paletteFor(dark) {
  const palette = { ...dark ? DARK : LIGHT };
  palette.table = fieldColours(palette.field);
  return palette;
}
function luminance(colour) {
  const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (numbers.length < 3 || numbers[3] === 0) return null;
  const [r, g, b] = numbers;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
function isDark(element) {
  const said = document.body.dataset.jpThemeLight;
  if (said) return said === "false";
  for (let node = element; node; node = node.parentElement) {
    const light = luminance(getComputedStyle(node).backgroundColor);
    if (light !== null) return light < 0.5;
  }
  return globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
}
function watchTheme(change) {
  let later = 0;
  const changed = () => {
    cancelAnimationFrame(later);
    change();
    later = requestAnimationFrame(change);
  };
  const observer = new MutationObserver(changed);
  for (const node of [document.documentElement, document.body]) {
    observer.observe(node, { attributes: true, attributeFilter: [
      "class",
      "data-jp-theme-light",
      "data-jp-theme-name",
      "data-theme"
    ] });
  }
  const media = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
  media?.addEventListener("change", changed);
  return () => {
    cancelAnimationFrame(later);
    observer.disconnect();
    media?.removeEventListener("change", changed);
  };
}

// src/explorer/tools.js
var MOVES = [
  { what: "random", name: "Random", key: "N", icon: "dice", hint: "jump to another random plane" },
  { what: "snap", name: "Snap", key: "S", icon: "snap", hint: "go to the nearest grid point of the plane" },
  { what: "undo", name: "Undo", key: "U", icon: "undo", hint: "take the last act back" },
  { what: "reset", name: "Reset", key: "R", icon: "reset", hint: "back to where it began" }
];
var VIEWS = [
  ["sheet", "Sheet", "many samples around the spot"],
  ["one", "One", "one large sample"],
  ["classes", "Classes", "a row for each class"],
  ["path", "Path", "the way through the pins"]
];
var EXPORTS = [
  ["png", "PNG", "this sample as a picture"],
  ["sheet", "Sheet", "all that is shown as a picture"],
  ["gif", "GIF", "the way through the pins as a film"],
  ["npy", "z", "the latents as an npy file"],
  ["cell", "Code", "the cell that makes these again"]
];
var TYPES = { png: "image/png", gif: "image/gif", npy: "application/octet-stream", py: "text/x-python" };
var Tools = class {
  /** `on` has root, act(what, value), begin(), move(what, to, final), say(text). */
  constructor(on) {
    this.on = on;
    this.buildMoves();
    this.buildPlane();
    this.buildKeeping();
  }
  buildMoves() {
    this.buttons = Object.fromEntries(MOVES.map((spec) => [
      spec.what,
      button(this.on.root, { ...spec, tone: "move.button-small", onclick: () => this.on.act(spec.what) })
    ]));
    this.moves = el("div.latent-moves", { role: "group", "aria-label": "Moves" }, ...Object.values(this.buttons));
    this.tabs = Object.fromEntries(VIEWS.map(([view, name, hint]) => [view, el("button.button.button-small.tab", {
      type: "button",
      title: hint,
      "aria-pressed": "false",
      ...OWN_KEYS,
      onclick: () => this.on.act("view", view)
    }, name)]));
    this.views = el("div.latent-views", { role: "group", "aria-label": "View" }, ...Object.values(this.tabs));
  }
  range(name, low, high, step, what, words) {
    const value = el("output.slider-value", {}, "");
    const input = el("input.slider", {
      type: "range",
      min: low,
      max: high,
      step,
      "aria-label": name,
      ...OWN_KEYS,
      onpointerdown: () => {
        this.held = what;
        if (what === "psi") this.on.begin();
      },
      onpointerup: () => {
        this.held = null;
      },
      oninput: () => {
        slider.told = void 0;
        value.textContent = words(Number(input.value));
        this.on.move(what, this.read(what, input), false);
      },
      onchange: () => {
        this.held = null;
        this.on.move(what, this.read(what, input), true);
      }
    });
    const slider = { node: el("label.latent-range", {}, el("span", {}, name), input, value), input, value, words };
    return slider;
  }
  read(what, input) {
    return what === "spacing" ? 10 ** Number(input.value) : Number(input.value);
  }
  buildPlane() {
    this.axes = el("select.field.latent-select", {
      "aria-label": "Plane",
      ...OWN_KEYS,
      onchange: () => this.on.act("plane", JSON.parse(this.axes.value))
    });
    this.spacing = this.range("Spacing", -2, 0.5, 0.01, "spacing", (v) => short(Number((10 ** v).toPrecision(2))));
    this.psi = this.range("Truncation", 0, 1.5, 0.01, "psi", (v) => short(v));
    this.classes = el("select.field.latent-select", {
      "aria-label": "Class",
      ...OWN_KEYS,
      onchange: () => this.on.act("label", Number(this.classes.value))
    });
    this.classRow = el("label.latent-range", { hidden: true }, el("span", {}, "Class"), this.classes);
    this.plane = el(
      "div.latent-plane-tools",
      {},
      el("label.latent-range", {}, el("span", {}, "Plane"), this.axes),
      this.spacing.node,
      this.psi.node,
      this.classRow
    );
    this.directions = el("select.field.latent-select", {
      "aria-label": "Sliders",
      ...OWN_KEYS,
      onchange: () => this.on.act("directions", JSON.parse(this.directions.value))
    });
    this.which = el("label.latent-range.latent-which", {}, el("span", {}, "Sliders"), this.directions);
  }
  buildKeeping() {
    const small = (name, what, hint, picture2, value = () => null) => el("button.button.button-small", {
      type: "button",
      title: hint,
      ...OWN_KEYS,
      onclick: () => {
        this.on.act(what, value());
        this.name.value = "";
      }
    }, picture2 ? icon(picture2) : null, name);
    const named = () => this.name.value;
    this.name = el("input.field.latent-name", {
      type: "text",
      placeholder: "a name",
      maxlength: 60,
      "aria-label": "Name",
      ...OWN_KEYS,
      onkeydown: (event) => {
        if (event.key !== "Enter") return;
        this.on.act("bookmark", named());
        this.name.value = "";
      }
    });
    this.has = small("Positive example", "has", "this sample has what the new direction adds");
    this.lacks = small("Negative example", "lacks", "this sample lacks what the new direction adds");
    this.makes = small(
      "Direction",
      "direction",
      "make a slider that leads from the negative examples to the positive ones",
      null,
      named
    );
    this.unpin = small("Unpin", "unpin", "take the last pin off the path");
    this.pin = small("Pin", "pin", "put this sample on the path (P)", "pin");
    this.run = el("button.button.button-small", {
      type: "button",
      title: "go along the path, round and round",
      "aria-pressed": "false",
      ...OWN_KEYS,
      onclick: () => this.toggleRun()
    }, icon("play"), "Animate");
    const exports = EXPORTS.map(([form, name, hint]) => el("button.button.button-small", {
      type: "button",
      title: hint,
      "aria-label": `Export ${name}`,
      ...OWN_KEYS,
      onclick: () => this.on.act("export", form)
    }, name));
    const { kept, compare } = this.on;
    this.keeping = el(
      "div.latent-keeping",
      {},
      group("Keep", this.name, small("Bookmark", "bookmark", "keep this sample under the name", "mark", named)),
      kept.marks,
      kept.blend,
      group("Path", kept.pins, this.pin, this.unpin, this.run),
      kept.sum,
      group("New direction", this.has, this.lacks, this.makes),
      compare,
      group("Save", ...exports)
    );
  }
  setWorld({ classes, dims }) {
    this.tabs.classes.hidden = !classes.length;
    this.classRow.hidden = !classes.length;
    this.classes.replaceChildren(...classes.map((name, i) => el("option", { value: i }, name)));
    const blocks = Array.from(
      { length: Math.ceil(dims / 8) },
      (_, b) => el("option", { value: 8 * b }, `z${8 * b + 1} to z${Math.min(8 * b + 8, dims)}`)
    );
    this.plain = [
      ...blocks,
      el("option", { value: '"activations"' }, "principal, of activations"),
      el("option", { value: '"samples"' }, "principal, of samples")
    ];
  }
  setRail({ directions, axes: axes2, own, has, lacks }) {
    const option = (value, text) => el("option", { value: JSON.stringify(value) }, text);
    const pairs = directions.slice(0, 8).flatMap((a, i) => directions.slice(i + 1, 8).map((b, j) => option([i, i + 1 + j], `${a.name} × ${b.name}`)));
    this.axes.replaceChildren(option(["seeds"], "random plane"), ...pairs);
    this.axes.value = JSON.stringify(axes2);
    this.directions.replaceChildren(...this.plain, ...own.length ? [option("own", "your own")] : []);
    const first = directions[0];
    if (first.coordinate !== null) this.directions.value = 8 * Math.floor(first.coordinate / 8);
    else this.directions.value = own.includes(first.name) ? '"own"' : this.wished ?? '"activations"';
    this.makes.disabled = !(has && lacks);
    this.has.textContent = has ? `Positive example (${has})` : "Positive example";
    this.lacks.textContent = lacks ? `Negative example (${lacks})` : "Negative example";
  }
  update({ view, spacing, psi, label, undo, pins }) {
    if (view !== this.view) for (const [name, tab] of Object.entries(this.tabs))
      tab.setAttribute("aria-pressed", String(name === view));
    this.view = view;
    this.buttons.undo.disabled = !undo;
    this.unpin.disabled = !pins;
    this.run.disabled = pins < 2;
    if (pins < 2) this.stopRun();
    for (const [slider, what, value] of [[this.spacing, "spacing", Math.log10(spacing)], [this.psi, "psi", psi]]) {
      if (this.held !== what && slider.told !== value) {
        slider.told = slider.input.value = value;
        slider.value.textContent = slider.words(value);
      }
    }
    if (this.classes.value !== String(label)) this.classes.value = label;
  }
  /** Round and round along the path: a position a frame, as a hand would send it. */
  toggleRun() {
    if (this.running) return this.stopRun();
    this.on.begin();
    this.run.setAttribute("aria-pressed", "true");
    const begun = performance.now();
    const step = (now) => {
      if (!this.running) return;
      this.at = Math.max(0, (now - begun) / 6e3) % 1;
      this.on.move("travel", this.at, false);
      this.running = requestAnimationFrame(step);
    };
    this.running = requestAnimationFrame(step);
  }
  stopRun() {
    if (!this.running) return;
    cancelAnimationFrame(this.running);
    this.running = null;
    this.run.setAttribute("aria-pressed", "false");
    this.on.move("travel", this.at, true);
  }
  onKey(key) {
    const move = MOVES.find((spec) => spec.key.toLowerCase() === key);
    if (move) this.on.act(move.what);
    else if (key === "p") this.on.act("pin");
    else return false;
    return true;
  }
  /** A file has come: code goes to the clipboard, anything else is downloaded. */
  onFile({ name, form, content }) {
    if (form === "cell") {
      const text = new TextDecoder().decode(content);
      navigator.clipboard?.writeText(text).catch(() => this.download(name, content));
      if (navigator.clipboard) return;
    }
    this.download(name, content);
  }
  download(name, content) {
    const url = URL.createObjectURL(new Blob([content], { type: TYPES[name.split(".").pop()] }));
    const link = el("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1e3);
  }
  stop() {
    this.stopRun();
  }
};

// src/latent.js
var NARROW = 640;
var PANEL = 330;
var GAP3 = 24;
var EDGE = 4;
var GIVEN = 250;
var SLOP = 4;
var LatentView = class {
  constructor(model, host) {
    Object.assign(this, { model, host, place: [0, 0], spacing: 1 });
    this.channel = new Channel(
      model,
      {
        scene: (world) => this.onWorld(world),
        frame: (frame) => this.onFrame(frame),
        note: (note) => this.onNote(note),
        answer: (message) => this.edits.show(message),
        thumbs: (map) => this.pad.lay(map),
        kept: (kept) => this.kept.show(kept),
        file: (file) => this.tools.onFile(file),
        tool: (message) => this.condition.hear(message)
      },
      (waiting) => this.hold(waiting ? QUEUED : null),
      { onDone: () => this.hand?.flush() }
    );
    this.hand = new Hand(this.channel);
    this.build();
    this.watch();
    this.retheme();
    this.layout();
    this.channel.hello();
    this.endWait = sayWhileWaiting(() => this.last || this.gone, (text) => this.say(text));
  }
  build() {
    const begin = () => this.act("begin"), drag = (to, final) => this.move("drag", "", { to, final });
    this.canvas = el("canvas.canvas.latent-canvas", {
      tabindex: 0,
      role: "application",
      "aria-label": "Sheet of samples. Arrow keys move it, enter says what is known of this sample.",
      ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event),
      ondblclick: () => this.act("view", this.view === "one" ? "sheet" : "one"),
      onkeydown: (event) => this.onSheetKey(event)
    });
    this.table = new Table((index) => this.act("pick", index));
    this.stage = el("div.stage.latent-stage", {}, this.canvas, this.table.node);
    this.pad = new Pad({ begin, move: drag });
    this.sliders = new Sliders({
      begin,
      slide: (k, to, final) => this.move("slide", k, { k, to, final }),
      lock: (k) => this.act("lock", k)
    });
    this.sentence = el("p.sentence.latent-sentence", { role: "status", "aria-live": "polite" });
    this.caption = el("p.latent-caption");
    this.root = el("div.widget.latent", {
      tabindex: -1,
      role: "group",
      "aria-label": this.model.get("name") ?? "Latent explorer",
      ...OWN_KEYS
    });
    this.font = getComputedStyle(this.host).fontFamily || "sans-serif";
    this.sheet = new Sheet(this.canvas, this.font);
    this.pointer = new Pointer({ canvas: this.canvas, sheet: this.sheet, ask: (value) => this.point(value) });
    this.stage.append(this.pointer.tip, this.pointer.said);
    const move = (what, to, final) => this.move(what, "", { to, final }), act = (what, value) => this.act(what, value);
    this.kept = new Kept({ act, begin, move }, this.sheet.v);
    this.edits = new Edits({
      act: (what, value) => this.act(what, value),
      say: (text, error) => this.say(text, error)
    });
    this.tools = new Tools({
      root: this.root,
      act,
      begin,
      move,
      say: (text) => this.say(text),
      kept: this.kept,
      compare: this.edits.compare
    });
    this.density = el(
      "button.button.button-small",
      {
        type: "button",
        "aria-pressed": "false",
        hidden: true,
        title: "Show or hide how often G makes a sample of each place, counted over 4,000 latents",
        ...OWN_KEYS,
        onclick: () => this.setDense(this.density.getAttribute("aria-pressed") === "false")
      },
      "Density of the fakes"
    );
    this.legend = el("div.latent-legend", { hidden: true });
    this.condition = new Condition({
      root: this.root,
      act: (what, value) => this.act(what, value),
      changed: () => this.layout()
    });
    const panel = el(
      "div.latent-panel",
      {},
      this.tools.moves,
      this.tools.views,
      el("div.latent-plane", {}, this.pad.canvas, this.tools.plane),
      this.tools.which,
      this.sliders.node,
      this.sentence
    );
    this.root.append(
      el(
        "div.latent-top",
        {},
        this.condition.node,
        el("div.latent-left", {}, this.stage, this.legend, this.caption),
        panel
      ),
      this.tools.keeping,
      this.edits.node
    );
    this.host.classList.add("ganlab-host");
    this.host.append(this.root);
    this.pad.font = this.font;
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }
  watch() {
    this.presence = new Presence(this.model, this.root, {
      channels: () => [this.channel],
      layout: () => this.layout(),
      gone: () => this.kernelGone(),
      heard: { "change:height": () => this.layout() }
    });
    this.unwatch = [watchSize(this.host, () => this.layout()), watchTheme(() => this.retheme())];
  }
  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.sheet.v.palette = this.pad.palette = paletteFor(dark);
    this.condition.own.setPalette(this.pad.palette);
    this.sheet.draw();
    this.pad.draw();
    this.kept.draw();
  }
  /** Have said what lies under the pointer. */
  point(value) {
    if (!this.gone) this.channel.post({ kind: "point", value });
  }
  /** Show or hide the density of the fakes. */
  setDense(on) {
    this.density.setAttribute("aria-pressed", String(on));
    this.act("density", on);
  }
  /** What the marks in a picture of points mean; the density can be switched there. */
  writeLegend({ sort, dense, real }) {
    this.legend.hidden = sort !== "points";
    this.density.hidden = !dense;
    const item = (kind, words) => el("span.latent-item", {}, el(`i.latent-mark-${kind}`, { "aria-hidden": "true" }), words);
    this.legend.replaceChildren(...[
      real ? item("real", "real") : null,
      item("fake", "samples"),
      item("here", "this sample"),
      this.density
    ].filter(Boolean));
  }
  layout() {
    const width = this.host.clientWidth - 2 * EDGE;
    if (!(width > 0)) return;
    const { there, plane } = this.condition, given = there ? GIVEN + GAP3 : 0, panel = plane ? 0 : GAP3 + PANEL;
    const narrow = width < NARROW + given;
    this.root.classList.toggle("ganlab-narrow", narrow);
    this.root.classList.toggle("ganlab-sources-only", Boolean(there && plane));
    const size = Math.floor(Math.min(this.model.get("height") ?? 460, narrow ? width : width - given - panel));
    this.root.style.setProperty("--ganlab-size", `${size}px`);
    this.sheet.resize(size);
    this.pad.resize(150);
    if (there) this.condition.own.layout();
  }
  act(what, value = null) {
    if (this.gone) return;
    this.root.dataset.rest = "false";
    this.hand.act(what, value);
  }
  move(what, key, value) {
    if (this.gone) return;
    this.root.dataset.rest = "false";
    this.hand.move(what, key, value);
  }
  /** A press on the sheet: a click picks a sample, a drag pulls the plane along. */
  grab(event) {
    if (event.button !== 0) return;
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    const start = [event.clientX, event.clientY], from = this.place, per = this.spacing / this.sheet.pitch;
    let dragging = false;
    const to = (e) => [from[0] - (e.clientX - start[0]) * per, from[1] + (e.clientY - start[1]) * per];
    const move = (e) => {
      if (!dragging && Math.hypot(e.clientX - start[0], e.clientY - start[1]) < SLOP) return;
      if (!dragging) this.act("begin");
      dragging = true;
      this.root.classList.add("ganlab-dragging");
      this.move("drag", "", { to: to(e), final: false });
    };
    const up = (e) => {
      for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen2);
      this.root.classList.remove("ganlab-dragging");
      const taken = e.type === "pointercancel";
      if (dragging) return this.move("drag", "", { to: taken ? from : to(e), final: true });
      const box = this.canvas.getBoundingClientRect(), index = this.sheet.at(e.clientX - box.left, e.clientY - box.top);
      if (e.type === "pointerup" && index >= 0 && this.view !== "one") this.act("pick", index);
    };
    for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen2);
  }
  onSheetKey(event) {
    if (!this.pointer.onKey(event.key)) return this.pad.onKey(event);
    event.preventDefault();
    return event.stopPropagation();
  }
  onKey(event) {
    if (isTyping(event) || event.altKey) return;
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if ((event.ctrlKey || event.metaKey) && !undo) return;
    if (event.target.closest?.("button") && (event.key === " " || event.key === "Enter")) return;
    if (undo) this.act("undo");
    else if (!this.tools.onKey(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopPropagation();
  }
  onWorld(world) {
    this.sheet.setWorld(world);
    this.world = world;
    const table = world.sort === "table";
    this.canvas.hidden = table;
    this.table.node.hidden = !table;
    this.table.setWorld(world);
    this.tools.setWorld(world);
    this.edits.setWorld(world);
    this.writeLegend(world);
    this.condition.setWorld(world);
    this.onRail(world);
    const { called, dims, sort, shape } = world, size = shape.slice(-2).join(" × ");
    const made = {
      points: `points with ${shape[0]} coordinate${shape[0] > 1 ? "s" : ""}`,
      table: `rows of ${shape[0]} columns`,
      image: `images of ${size} pixels`
    }[sort] ?? `${sort}s of ${size} values`;
    const from = world.source ? `a picture and noise of size ${dims}` : `latents of size ${dims}`;
    this.about = world.source?.plane ? `${called}: at the right of each picture what G makes of it.` : `${called}: G makes ${made} from ${from}.`;
    this.caption.textContent = this.about;
  }
  onRail(rail) {
    this.rail = rail;
    this.sliders.setDirections(rail.directions);
    this.pad.set({ axes: rail.axes, directions: rail.directions });
    this.tools.setRail(rail, this.world);
    if (this.last) this.sliders.set(this.last.values, this.last.locked);
  }
  onFrame(frame) {
    if (!this.world) return;
    this.last = frame;
    if (frame.rows_shown !== void 0) this.table.draw(frame);
    else this.sheet.draw(frame);
    this.pointer.renew();
    const { place, spacing, view, values, locked } = frame;
    const idle = this.channel.undone === 0 && this.hand.waiting.size === 0;
    Object.assign(this, { place, spacing, view });
    if (idle || !this.pad.held) this.pad.set({ place });
    this.sliders.set(values, locked);
    this.tools.update(frame);
    this.condition.frame(frame);
    const game = gameOf(this.model.get("game")), { maker } = game;
    const steps = count(stepsOfSide(game, frame.steps, maker));
    const trained = frame.steps ? ` ${maker.title} has taken ${steps} steps.` : "";
    const said = `${this.about}${trained}`;
    if (this.caption.textContent !== said) this.caption.textContent = said;
    this.say(frame.text, frame.error);
    this.channel.drawn = frame.seq;
    this.root.dataset.seq = frame.seq;
    this.root.dataset.done = this.channel.done;
    this.root.dataset.rest = String(idle && !frame.hurried);
  }
  onNote(note) {
    if (note.rail) this.onRail(note.rail);
    if (note.pointed) this.pointer.show(note.pointed);
    if (note.looking !== void 0) this.edits.setLooking(note.looking);
    if (note.text !== void 0) this.say(note.text, note.error);
  }
  say(text = "", error = false) {
    this.saying = { text, error };
    if (this.held) return;
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
    this.sentence.classList.toggle("ganlab-error", Boolean(error));
  }
  hold(text) {
    if (this.gone) return;
    this.held = text;
    this.root.classList.toggle("ganlab-waiting", Boolean(text));
    if (text) this.sentence.textContent = text;
    else if (this.saying) this.say(this.saying.text, this.saying.error);
  }
  kernelGone() {
    if (this.gone) return;
    this.hold(null);
    this.say(KERNEL_GONE, true);
    this.gone = true;
    this.channel.live = false;
    this.root.classList.add("ganlab-gone");
    for (const control of this.root.querySelectorAll("button, input, select")) control.disabled = true;
  }
  stop() {
    this.endWait();
    this.presence.stop();
    for (const unwatch of this.unwatch) unwatch();
    this.tools.stop();
    this.pointer.stop();
    this.condition.stop();
    this.channel.stop();
  }
};
var latent_default = widgetOf(LatentView);
export {
  LatentView,
  latent_default as default
};
