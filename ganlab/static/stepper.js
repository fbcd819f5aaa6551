// src/protocol.js
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
function unit(codes) {
  const top = codes instanceof Uint16Array ? 65535 : 255;
  return Float32Array.from(codes, (code) => code / top);
}
function blend(before, after, t) {
  if (t >= 1 || !before || before.length !== after.length) return after;
  const out = new Float32Array(after.length);
  for (let i = 0; i < out.length; i++) out[i] = before[i] + (after[i] - before[i]) * t;
  return out;
}

// src/channel.js
var ACK_MS = 250;
var IDLE_MS = 5e3;
var SLOW_MS = 400;
var Channel = class {
  /** `on` maps kinds of messages to functions; `onWaiting(bool)` says whether a command has been unheard for long. */
  constructor(model, on, onWaiting) {
    Object.assign(this, { model, on, onWaiting, drawn: 0, acked: 0, spoke: performance.now(), sent: 0, heard: 0, live: true });
    this.view = Math.random().toString(36).slice(2, 10);
    this.receive = (content, buffers) => {
      if (!this.on[content.kind] || content.to && content.to !== this.view) return;
      this.noteHeard(content.heard?.[this.view]);
      this.on[content.kind](decode(content, buffers));
    };
    model.on("msg:custom", this.receive);
    this.pulse = setInterval(() => this.ack(), ACK_MS);
  }
  post(message) {
    if (this.live) this.model.send({ ...message, view: this.view });
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
    this.timer ??= setTimeout(() => {
      this.timer = null;
      if (this.heard < this.sent) this.onWaiting(true);
    }, SLOW_MS);
  }
  get unheard() {
    return this.sent - this.heard;
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

// src/dom.js
function el(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.map((name) => `ganlab-${name}`).join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== void 0 && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== void 0));
  return node;
}
var PATHS = {
  judge: "M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10Z M10 7.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Z",
  forge: "M3 17l1-4L13.5 3.5a1.8 1.8 0 0 1 2.6 0l.4.4a1.8 1.8 0 0 1 0 2.6L7 16l-4 1Z M12 5l3 3",
  both: "M4 7h10m-3-3.5L14.5 7 11 10.5 M16 13H6m3-3.5L5.5 13 9 16.5",
  play: "M6 3.8v12.4L16 10Z",
  pause: "M6.5 4v12 M13.5 4v12",
  reset: "M4.5 8A6 6 0 1 1 4 11.5 M4 4v4.2h4.2"
};
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `ganlab-icon ganlab-icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
var OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

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
function count(values, valueof) {
  let count3 = 0;
  if (valueof === void 0) {
    for (let value of values) {
      if (value != null && (value = +value) >= value) {
        ++count3;
      }
    }
  } else {
    let index = -1;
    for (let value of values) {
      if ((value = valueof(value, ++index, values)) != null && (value = +value) >= value) {
        ++count3;
      }
    }
  }
  return count3;
}
function extent(values, valueof) {
  let min;
  let max2;
  if (valueof === void 0) {
    for (const value of values) {
      if (value != null) {
        if (min === void 0) {
          if (value >= value) min = max2 = value;
        } else {
          if (min > value) min = value;
          if (max2 < value) max2 = value;
        }
      }
    }
  } else {
    let index = -1;
    for (let value of values) {
      if ((value = valueof(value, ++index, values)) != null) {
        if (min === void 0) {
          if (value >= value) min = max2 = value;
        } else {
          if (min > value) min = value;
          if (max2 < value) max2 = value;
        }
      }
    }
  }
  return [min, max2];
}
var array = Array.prototype;
var slice = array.slice;
var e10 = Math.sqrt(50);
var e5 = Math.sqrt(10);
var e2 = Math.sqrt(2);
function tickSpec(start, stop, count3) {
  const step = (stop - start) / Math.max(0, count3), power = Math.floor(Math.log10(step)), error = step / Math.pow(10, power), factor = error >= e10 ? 10 : error >= e5 ? 5 : error >= e2 ? 2 : 1;
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
  if (i2 < i1 && 0.5 <= count3 && count3 < 2) return tickSpec(start, stop, count3 * 2);
  return [i1, i2, inc];
}
function ticks(start, stop, count3) {
  stop = +stop, start = +start, count3 = +count3;
  if (!(count3 > 0)) return [];
  if (start === stop) return [start];
  const reverse = stop < start, [i1, i2, inc] = reverse ? tickSpec(stop, start, count3) : tickSpec(start, stop, count3);
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
function tickIncrement(start, stop, count3) {
  stop = +stop, start = +start, count3 = +count3;
  return tickSpec(start, stop, count3)[2];
}
function nice(start, stop, count3) {
  let prestep;
  while (true) {
    const step = tickIncrement(start, stop, count3);
    if (step === prestep || step === 0 || !isFinite(step)) {
      return [start, stop];
    } else if (step > 0) {
      const i = Math.ceil(start / step);
      const j = Math.floor(stop / step);
      start = (i - (i * step > start)) * step;
      stop = (j + (j * step < stop)) * step;
    } else if (step < 0) {
      const s = -step;
      const i = Math.ceil(start * s);
      const j = Math.floor(stop * s);
      start = (i - (i / s > start)) / s;
      stop = (j + (j / s < stop)) / s;
    }
    prestep = step;
  }
}
function thresholdSturges(values) {
  return Math.max(1, Math.ceil(Math.log(count(values)) / Math.LN2) + 1);
}
var shuffle = shuffler(Math.random);
function shuffler(random) {
  return function shuffle2(array3, i0 = 0, i1 = array3.length) {
    let m = i1 - (i0 = +i0);
    while (m) {
      const i = random() * m-- | 0, t = array3[m + i0];
      array3[m + i0] = array3[i + i0];
      array3[i + i0] = t;
    }
    return array3;
  };
}

// src/scales.js
var clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));
var ease = (t) => 1 - (1 - t) ** 3;
function plotArea(size, { left = 30, bottom = 20, rest = 4 } = {}) {
  const side = size - Math.max(left, bottom) - rest;
  return { left, top: rest, side };
}
function frameOf([x0, x1, y0, y1], { left, top, side }) {
  const kx = side / (x1 - x0);
  const ky = side / (y1 - y0);
  return {
    x: (v) => left + (v - x0) * kx,
    y: (v) => top + (y1 - v) * ky,
    invert: (px, py) => [x0 + (px - left) / kx, y1 - (py - top) / ky]
  };
}
function niceRange(lo, hi, lines = 3) {
  if (!(Number.isFinite(lo) && Number.isFinite(hi))) return { lo: 0, hi: 1, ticks: [0, 1] };
  if (hi - lo < 1e-9) [lo, hi] = [lo - Math.max(0.05, Math.abs(lo) * 0.05), hi + Math.max(0.05, Math.abs(hi) * 0.05)];
  const at = ticks(lo, hi, lines);
  const step = at.length > 1 ? at[1] - at[0] : hi - lo;
  const low = Math.floor(lo / step + 1e-9) * step;
  const high = Math.ceil(hi / step - 1e-9) * step;
  const steps2 = Math.round((high - low) / step);
  return { lo: low, hi: high, ticks: Array.from({ length: steps2 + 1 }, (_, i) => low + i * step) };
}
var axisTicks = (lo, hi, count3) => ticks(lo, hi, count3);
var MINUS = "−";
function short(v) {
  if (!Number.isFinite(v)) return Number.isNaN(v) ? "not a number" : v > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(v);
  let text = size >= 1e5 || size > 0 && size < 1e-3 ? v.toExponential(1) : String(Number(v.toPrecision(3)));
  return text.replace("-", MINUS);
}
function fixed(v) {
  if (!Number.isFinite(v)) return short(v);
  const size = Math.abs(v);
  if (size >= 1e4) return v.toExponential(2).replace("-", MINUS);
  return v.toFixed(size >= 1e3 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3).replace("-", MINUS);
}
var count2 = (n) => Math.round(n).toLocaleString("en-US").replaceAll(",", " ");
var rateText = (r) => !(r > 0) ? "–" : r >= 10 ? count2(r) : r.toFixed(1);

// src/controls.js
var SPEEDS = [1, 2, 5, 10, 30, 100, null];
var STEPS = [
  { what: "step_d", name: "Step D", key: "D", icon: "judge", hint: "the discriminator learns", tone: "d" },
  { what: "step_g", name: "Step G", key: "G", icon: "forge", hint: "the generator learns", tone: "g" },
  { what: "step", name: "Step both", key: "B", icon: "both", hint: "one whole round", tone: "both" }
];
var AHEAD = 2;
var speedText = (speed) => speed === null ? "as fast as it goes" : speed === 1 ? "1 round a second" : `${speed} rounds a second`;
var speedIndex = (speed) => {
  const i = SPEEDS.findIndex((s) => s !== null && speed !== null && s >= speed);
  return i < 0 ? SPEEDS.length - 1 : i;
};
var Controls = class {
  constructor(channel, { root }) {
    this.channel = channel;
    this.root = root;
    this.playing = false;
    this.alive = true;
    this.build();
    root.addEventListener("keydown", (event) => this.onKey(event));
  }
  build() {
    const steps2 = STEPS.map((step) => this.button({ ...step, onclick: () => this.step(step.what) }));
    this.play = this.button({
      name: "Play",
      key: "space",
      icon: "play",
      hint: "train round after round",
      tone: "play",
      onclick: () => this.toggle()
    });
    this.reset = this.button({
      name: "Reset",
      key: "R",
      icon: "reset",
      hint: "back to the start, same seed",
      tone: "reset",
      onclick: () => this.command("reset")
    });
    this.slider = el("input.slider", {
      type: "range",
      min: 0,
      max: SPEEDS.length - 1,
      step: 1,
      value: SPEEDS.length - 1,
      "aria-label": "Speed",
      ...OWN_KEYS,
      oninput: () => this.onSpeed()
    });
    this.speedLabel = el("output.speed-value", {}, speedText(null));
    this.numbers = { d: el("b", {}, "0"), g: el("b", {}, "0"), rate: el("b", {}, "–") };
    const number2 = (tone, label, value, after = "") => el(`span.number.${tone}`, {}, label, value, after);
    this.node = el(
      "div.controls",
      {},
      el("div.buttons", { role: "group", "aria-label": "Training" }, ...steps2, this.play, this.reset),
      el("label.speed", {}, el("span", {}, "Speed"), this.slider, this.speedLabel),
      el(
        "div.numbers",
        {},
        number2("d", "D steps ", this.numbers.d),
        number2("g", "G steps ", this.numbers.g),
        number2("rate", "", this.numbers.rate, " rounds/s")
      )
    );
    this.buttons = [...steps2, this.play, this.reset];
  }
  button({ name, key, icon: picture, hint, tone, onclick }) {
    const shortcut = key === "space" ? "Space" : key;
    return el(
      `button.button.tone-${tone}`,
      {
        type: "button",
        "aria-label": name,
        "aria-keyshortcuts": shortcut,
        title: `${name}: ${hint} (${key})`,
        ...OWN_KEYS,
        onclick,
        // A press with the pointer leaves the focus on the widget, so that the next space plays instead of pressing again.
        onpointerdown: (event) => {
          event.preventDefault();
          this.root.focus({ preventScroll: true });
        }
      },
      icon(picture),
      el("span.name", { "aria-hidden": "true" }, name),
      el("kbd.key", { "aria-hidden": "true" }, key)
    );
  }
  step(what) {
    if (this.channel.unheard < AHEAD) this.command(what);
  }
  toggle() {
    this.command(this.playing ? "pause" : "play", this.playing ? null : SPEEDS[this.slider.value]);
  }
  onSpeed() {
    this.speedLabel.textContent = speedText(SPEEDS[this.slider.value]);
    this.slider.setAttribute("aria-valuetext", this.speedLabel.textContent);
    this.command("speed", SPEEDS[this.slider.value]);
  }
  command(what, value = null) {
    if (this.alive) this.channel.command(what, value);
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches?.("input:not([type=range]), textarea, select, [contenteditable]");
    if (typing) return;
    const pressed = event.key.toLowerCase();
    const focusedButton = event.target.closest?.("button");
    if (pressed === " " && focusedButton) return;
    const step = STEPS.find(({ key }) => key.toLowerCase() === pressed);
    if (step) this.step(step.what);
    else if (event.repeat) return;
    else if (pressed === " ") this.toggle();
    else if (pressed === "r") this.command("reset");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** What the kernel says is so: counters, whether it plays and how fast. */
  update({ steps: steps2, playing, rate, speed }) {
    this.numbers.d.textContent = count2(steps2[0]);
    this.numbers.g.textContent = count2(steps2[1]);
    this.numbers.rate.textContent = playing ? rateText(rate) : "–";
    if (playing !== this.playing) this.showPlaying(playing);
    if (speed !== void 0 && document.activeElement !== this.slider) {
      this.slider.value = speedIndex(speed);
      this.speedLabel.textContent = speedText(speed);
    }
  }
  showPlaying(playing) {
    this.playing = playing;
    const name = playing ? "Pause" : "Play";
    this.play.setAttribute("aria-label", name);
    this.play.title = playing ? "Pause: stop after this round (space)" : "Play: train round after round (space)";
    this.play.querySelector(".ganlab-name").textContent = name;
    this.play.querySelector("svg").replaceWith(icon(playing ? "pause" : "play"));
  }
  setAlive(alive) {
    this.alive = alive;
    for (const control of [...this.buttons, this.slider]) control.disabled = !alive;
  }
};

// src/curves.js
var SMOOTH_PX = 4;
function smooth(x, values, width = SMOOTH_PX) {
  const out = new Float64Array(values.length).fill(NaN);
  for (let i = 0, first = 0; i < x.length; i++) {
    while (x[i] - x[first] > 3 * width) first++;
    let sum = 0, weight = 0;
    for (let j = first; j < x.length && x[j] - x[i] <= 3 * width; j++) {
      if (!Number.isFinite(values[j])) continue;
      const w = Math.exp(-0.5 * ((x[j] - x[i]) / width) ** 2);
      sum += w * values[j];
      weight += w;
    }
    if (weight > 0 && Number.isFinite(values[i])) out[i] = sum / weight;
  }
  return out;
}
function columns(rows) {
  const n = (rows?.length ?? 0) / 4;
  const pick = (k) => Float64Array.from({ length: n }, (_, i) => rows[4 * i + k]);
  return { n, step: pick(0), low: pick(1), high: pick(2), mean: pick(3) };
}
function rangeOf({ low, high }) {
  const values = [...low, ...high].filter(Number.isFinite).sort((a2, b2) => a2 - b2);
  if (!values.length) return niceRange(0, 1);
  const at = (q) => values[Math.round(q * (values.length - 1))];
  const [lo, hi] = [values[0], values.at(-1)];
  const [a, b] = [at(0.02), at(0.98)];
  const room = Math.max(3 * (b - a), 1e-9);
  return niceRange(Math.max(lo, a - room), Math.min(hi, b + room));
}
function drawLane(ctx, lane, { palette, font, top, height, width }) {
  const left = 40, right = width - 8, base = top + height;
  const data = columns(lane.rows);
  const range = rangeOf(data);
  const last = data.n ? data.step[data.n - 1] : 0;
  const first = data.n ? Math.min(data.step[0], 1) : 0;
  const x = (s) => last > first ? left + (s - first) / (last - first) * (right - left) : left;
  const y = (v) => clamp(base - (v - range.lo) / (range.hi - range.lo) * height, top, base);
  ctx.font = `10.5px ${font}`;
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  const every = Math.ceil((range.ticks.length - 1) / Math.max(1, Math.floor(height / 15))) || 1;
  range.ticks.forEach((t, i) => {
    if (i % every) return;
    ctx.fillStyle = palette.grid;
    ctx.fillRect(left, Math.round(y(t)), right - left, 1);
    ctx.fillStyle = palette.faint;
    if (data.n) ctx.fillText(short(t), left - 6, clamp(y(t), top + 3, base - 3));
  });
  if (!data.n) return;
  const px = data.step.map(x);
  ctx.fillStyle = ctx.strokeStyle = lane.colour;
  ctx.globalAlpha = 0.22;
  band(ctx, px, data, y);
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.8;
  ctx.lineJoin = "round";
  polyline(ctx, px, smooth(px, data.mean), y);
  if (data.n < 40) for (let i = 0; i < data.n; i++) dot(ctx, px[i], y(data.mean[i]), 2);
  if (Number.isFinite(data.mean[data.n - 1])) dot(ctx, px[data.n - 1], y(smooth(px, data.mean)[data.n - 1]), 3);
}
function band(ctx, px, { low, high, n }, y) {
  for (let i = 0; i < n; ) {
    let end = i;
    while (end < n && Number.isFinite(low[end])) end++;
    ctx.beginPath();
    for (let k = i; k < end; k++) ctx.lineTo(px[k], y(high[k]) - 0.5);
    for (let k = end - 1; k >= i; k--) ctx.lineTo(px[k], y(low[k]) + 0.5);
    ctx.fill();
    i = end + 1;
  }
}
function polyline(ctx, px, values, y) {
  ctx.beginPath();
  let pen = false;
  values.forEach((v, i) => {
    if (Number.isFinite(v)) ctx[pen ? "lineTo" : "moveTo"](px[i], y(v));
    pen = Number.isFinite(v);
  });
  ctx.stroke();
}
function dot(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}
function drawCurves(canvas, lanes, { palette, font, width, height, dpr }) {
  const w = Math.round(width * dpr), h = Math.round(height * dpr);
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const each = height / lanes.length;
  lanes.forEach((lane, i) => {
    const title = i * each;
    ctx.font = `600 12px ${font}`;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.fillStyle = lane.colour;
    ctx.fillText(lane.name, 0, title + 3);
    ctx.textAlign = "right";
    if (lane.last !== null && lane.last !== void 0) ctx.fillText(fixed(lane.last), width - 8, title + 3);
    drawLane(ctx, lane, { palette, font, top: title + 22, height: each - 34, width });
  });
}

// src/images.js
var GAP = 4;
var MARK = 3;
var LABEL = 16;
function layout(size, fakes, reals, [height, width]) {
  let best = { tile: 0 };
  for (let columns2 = 2; columns2 <= 16; columns2++) {
    const rows = Math.ceil(fakes / columns2) + Math.ceil(reals / columns2);
    const tile = Math.min(
      (size - GAP * (columns2 - 1)) / columns2,
      (size - 2 * LABEL - GAP * rows - MARK * rows - 6) / rows * (width / height)
    );
    if (tile > best.tile) best = { tile, columns: columns2 };
  }
  const w = Math.floor(best.tile), h = Math.floor(best.tile * height / width);
  const place = (n, top) => Array.from({ length: n }, (_, i) => ({
    x: i % best.columns * (w + GAP),
    y: top + Math.floor(i / best.columns) * (h + MARK + GAP)
  }));
  const below = LABEL + Math.ceil(fakes / best.columns) * (h + MARK + GAP) + 6;
  return { w, h, fakes: place(fakes, LABEL), realsLabel: below, reals: place(reals, below + LABEL) };
}
function tileAt(group, { w, h }, px, py) {
  return group.findIndex(({ x, y }) => px >= x && px < x + w && py >= y && py < y + h + MARK);
}
function paint(ctx, v, pixels, [n, height, width, channels], places, scores) {
  const image = v.scratch(width, height);
  const bytes = image.data.data;
  const { w, h } = v.places;
  ctx.imageSmoothingEnabled = w < 2 * width && w > width;
  for (let k = 0; k < n; k++) {
    for (let i = 0, at = k * height * width * channels; i < height * width; i++, at += channels) {
      bytes[4 * i] = pixels[at];
      bytes[4 * i + 1] = pixels[channels === 3 ? at + 1 : at];
      bytes[4 * i + 2] = pixels[channels === 3 ? at + 2 : at];
      bytes[4 * i + 3] = 255;
    }
    image.ctx.putImageData(image.data, 0, 0);
    const { x, y } = places[k];
    ctx.drawImage(image.canvas, x, y, w, h);
    if (!scores) continue;
    ctx.fillStyle = v.palette.grid;
    ctx.fillRect(x, y + h + 1, w, MARK);
    ctx.fillStyle = scores[k] >= 0.5 ? v.palette.real : v.palette.fake;
    ctx.fillRect(x, y + h + 1, Math.max(1, w * scores[k]), MARK);
  }
}
var images = {
  prepare(v) {
    v.places = layout(v.size, v.world.fakesShape[0], v.world.realShape[0], v.world.realShape.slice(1, 3));
  },
  draw(ctx, v) {
    ctx.font = `11px ${v.font}`;
    ctx.textBaseline = "top";
    ctx.fillStyle = v.palette.fake;
    ctx.fillText("Fakes, from the same noise at every step", 0, 1);
    ctx.fillStyle = v.palette.real;
    ctx.fillText("Real images", 0, v.places.realsLabel + 1);
    if (v.now?.tiles) paint(ctx, v, v.now.tiles, v.world.fakesShape, v.places.fakes, v.now.fakeScores);
    paint(ctx, v, v.world.tiles, v.world.realShape, v.places.reals, v.now?.realScores);
  },
  describe(v, px, py) {
    const say = (what, k, p) => p ? `${what} ${k + 1}
D: ${Math.round(100 * p[k])} % real` : `${what} ${k + 1}`;
    const fake2 = tileAt(v.places.fakes, v.places, px, py);
    if (fake2 >= 0) return say("fake", fake2, v.now?.fakeScores);
    const real2 = tileAt(v.places.reals, v.places, px, py);
    return real2 >= 0 ? say("real", real2, v.now?.realScores) : null;
  }
};

// node_modules/d3-contour/dist/d3-contour.mjs
var array2 = Array.prototype;
var slice2 = array2.slice;
function ascending2(a, b) {
  return a - b;
}
function area(ring) {
  var i = 0, n = ring.length, area2 = ring[n - 1][1] * ring[0][0] - ring[n - 1][0] * ring[0][1];
  while (++i < n) area2 += ring[i - 1][1] * ring[i][0] - ring[i - 1][0] * ring[i][1];
  return area2;
}
var constant = (x) => () => x;
function contains(ring, hole) {
  var i = -1, n = hole.length, c;
  while (++i < n) if (c = ringContains(ring, hole[i])) return c;
  return 0;
}
function ringContains(ring, point) {
  var x = point[0], y = point[1], contains2 = -1;
  for (var i = 0, n = ring.length, j = n - 1; i < n; j = i++) {
    var pi = ring[i], xi = pi[0], yi = pi[1], pj = ring[j], xj = pj[0], yj = pj[1];
    if (segmentContains(pi, pj, point)) return 0;
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) contains2 = -contains2;
  }
  return contains2;
}
function segmentContains(a, b, c) {
  var i;
  return collinear(a, b, c) && within(a[i = +(a[0] === b[0])], c[i], b[i]);
}
function collinear(a, b, c) {
  return (b[0] - a[0]) * (c[1] - a[1]) === (c[0] - a[0]) * (b[1] - a[1]);
}
function within(p, q, r) {
  return p <= q && q <= r || r <= q && q <= p;
}
function noop() {
}
var cases = [
  [],
  [[[1, 1.5], [0.5, 1]]],
  [[[1.5, 1], [1, 1.5]]],
  [[[1.5, 1], [0.5, 1]]],
  [[[1, 0.5], [1.5, 1]]],
  [[[1, 1.5], [0.5, 1]], [[1, 0.5], [1.5, 1]]],
  [[[1, 0.5], [1, 1.5]]],
  [[[1, 0.5], [0.5, 1]]],
  [[[0.5, 1], [1, 0.5]]],
  [[[1, 1.5], [1, 0.5]]],
  [[[0.5, 1], [1, 0.5]], [[1.5, 1], [1, 1.5]]],
  [[[1.5, 1], [1, 0.5]]],
  [[[0.5, 1], [1.5, 1]]],
  [[[1, 1.5], [1.5, 1]]],
  [[[0.5, 1], [1, 1.5]]],
  []
];
function Contours() {
  var dx = 1, dy = 1, threshold = thresholdSturges, smooth2 = smoothLinear;
  function contours(values) {
    var tz = threshold(values);
    if (!Array.isArray(tz)) {
      const e = extent(values, finite);
      tz = ticks(...nice(e[0], e[1], tz), tz);
      while (tz[tz.length - 1] >= e[1]) tz.pop();
      while (tz[1] < e[0]) tz.shift();
    } else {
      tz = tz.slice().sort(ascending2);
    }
    return tz.map((value) => contour(values, value));
  }
  function contour(values, value) {
    const v = value == null ? NaN : +value;
    if (isNaN(v)) throw new Error(`invalid value: ${value}`);
    var polygons = [], holes = [];
    isorings(values, v, function(ring) {
      smooth2(ring, values, v);
      if (area(ring) > 0) polygons.push([ring]);
      else holes.push(ring);
    });
    holes.forEach(function(hole) {
      for (var i = 0, n = polygons.length, polygon; i < n; ++i) {
        if (contains((polygon = polygons[i])[0], hole) !== -1) {
          polygon.push(hole);
          return;
        }
      }
    });
    return {
      type: "MultiPolygon",
      value,
      coordinates: polygons
    };
  }
  function isorings(values, value, callback) {
    var fragmentByStart = new Array(), fragmentByEnd = new Array(), x, y, t0, t1, t2, t3;
    x = y = -1;
    t1 = above(values[0], value);
    cases[t1 << 1].forEach(stitch);
    while (++x < dx - 1) {
      t0 = t1, t1 = above(values[x + 1], value);
      cases[t0 | t1 << 1].forEach(stitch);
    }
    cases[t1 << 0].forEach(stitch);
    while (++y < dy - 1) {
      x = -1;
      t1 = above(values[y * dx + dx], value);
      t2 = above(values[y * dx], value);
      cases[t1 << 1 | t2 << 2].forEach(stitch);
      while (++x < dx - 1) {
        t0 = t1, t1 = above(values[y * dx + dx + x + 1], value);
        t3 = t2, t2 = above(values[y * dx + x + 1], value);
        cases[t0 | t1 << 1 | t2 << 2 | t3 << 3].forEach(stitch);
      }
      cases[t1 | t2 << 3].forEach(stitch);
    }
    x = -1;
    t2 = values[y * dx] >= value;
    cases[t2 << 2].forEach(stitch);
    while (++x < dx - 1) {
      t3 = t2, t2 = above(values[y * dx + x + 1], value);
      cases[t2 << 2 | t3 << 3].forEach(stitch);
    }
    cases[t2 << 3].forEach(stitch);
    function stitch(line2) {
      var start = [line2[0][0] + x, line2[0][1] + y], end = [line2[1][0] + x, line2[1][1] + y], startIndex = index(start), endIndex = index(end), f, g;
      if (f = fragmentByEnd[startIndex]) {
        if (g = fragmentByStart[endIndex]) {
          delete fragmentByEnd[f.end];
          delete fragmentByStart[g.start];
          if (f === g) {
            f.ring.push(end);
            callback(f.ring);
          } else {
            fragmentByStart[f.start] = fragmentByEnd[g.end] = { start: f.start, end: g.end, ring: f.ring.concat(g.ring) };
          }
        } else {
          delete fragmentByEnd[f.end];
          f.ring.push(end);
          fragmentByEnd[f.end = endIndex] = f;
        }
      } else if (f = fragmentByStart[endIndex]) {
        if (g = fragmentByEnd[startIndex]) {
          delete fragmentByStart[f.start];
          delete fragmentByEnd[g.end];
          if (f === g) {
            f.ring.push(end);
            callback(f.ring);
          } else {
            fragmentByStart[g.start] = fragmentByEnd[f.end] = { start: g.start, end: f.end, ring: g.ring.concat(f.ring) };
          }
        } else {
          delete fragmentByStart[f.start];
          f.ring.unshift(start);
          fragmentByStart[f.start = startIndex] = f;
        }
      } else {
        fragmentByStart[startIndex] = fragmentByEnd[endIndex] = { start: startIndex, end: endIndex, ring: [start, end] };
      }
    }
  }
  function index(point) {
    return point[0] * 2 + point[1] * (dx + 1) * 4;
  }
  function smoothLinear(ring, values, value) {
    ring.forEach(function(point) {
      var x = point[0], y = point[1], xt = x | 0, yt = y | 0, v1 = valid(values[yt * dx + xt]);
      if (x > 0 && x < dx && xt === x) {
        point[0] = smooth1(x, valid(values[yt * dx + xt - 1]), v1, value);
      }
      if (y > 0 && y < dy && yt === y) {
        point[1] = smooth1(y, valid(values[(yt - 1) * dx + xt]), v1, value);
      }
    });
  }
  contours.contour = contour;
  contours.size = function(_) {
    if (!arguments.length) return [dx, dy];
    var _0 = Math.floor(_[0]), _1 = Math.floor(_[1]);
    if (!(_0 >= 0 && _1 >= 0)) throw new Error("invalid size");
    return dx = _0, dy = _1, contours;
  };
  contours.thresholds = function(_) {
    return arguments.length ? (threshold = typeof _ === "function" ? _ : Array.isArray(_) ? constant(slice2.call(_)) : constant(_), contours) : threshold;
  };
  contours.smooth = function(_) {
    return arguments.length ? (smooth2 = _ ? smoothLinear : noop, contours) : smooth2 === smoothLinear;
  };
  return contours;
}
function finite(x) {
  return isFinite(x) ? x : NaN;
}
function above(x, value) {
  return x == null ? false : +x >= value;
}
function valid(v) {
  return v == null || isNaN(v = +v) ? -Infinity : v;
}
function smooth1(x, v0, v1, value) {
  const a = value - v0;
  const b = v1 - v0;
  const d = isFinite(a) || isFinite(b) ? a / b : Math.sign(a) / Math.sign(b);
  return isNaN(d) ? x : x + d - 0.5;
}

// src/contour.js
function levelLines(values, columns2, rows, level) {
  const rings = Contours().size([columns2, rows]).contour(values, level).coordinates.flat();
  return rings.flatMap((ring) => open(ring, columns2, rows)).map((line2) => line2.map(([x, y]) => [x / columns2, y / rows]));
}
function open(ring, columns2, rows) {
  const outside = ([x, y]) => x < 0.5 || x > columns2 - 0.5 || y < 0.5 || y > rows - 0.5;
  const start = ring.findIndex(outside);
  if (start < 0) return [ring];
  const lines = [];
  let line2 = [];
  for (let i = 1; i < ring.length; i++) {
    const point = ring[(start + i) % (ring.length - 1)];
    if (!outside(point)) line2.push(point);
    else if (line2.length) {
      lines.push([toBorder(line2[0], columns2, rows), ...line2, toBorder(line2.at(-1), columns2, rows)]);
      line2 = [];
    }
  }
  return lines;
}
function toBorder([x, y], columns2, rows) {
  if (x === 0.5 || x === columns2 - 0.5) return [x === 0.5 ? 0 : columns2, y];
  return [x, y === 0.5 ? 0 : rows];
}
function sampleField(values, columns2, rows, u, v) {
  const x = Math.min(columns2 - 1, Math.max(0, u * columns2 - 0.5));
  const y = Math.min(rows - 1, Math.max(0, v * rows - 0.5));
  const i = Math.min(columns2 - 2, Math.floor(x)), j = Math.min(rows - 2, Math.floor(y));
  const at = (c, r) => values[Math.max(0, r) * columns2 + Math.max(0, c)];
  const a = x - i, b = y - j;
  const low = at(i, j) * (1 - a) + at(i + 1, j) * a;
  const high = at(i, j + 1) * (1 - a) + at(i + 1, j + 1) * a;
  return low * (1 - b) + high * b;
}

// src/layers.js
function field(ctx, v) {
  const values = v.now.field;
  if (!values) return;
  const [rows, columns2] = v.now.fieldShape;
  const image = v.scratch(columns2, rows);
  const pixels = new Uint32Array(image.data.data.buffer);
  for (let i = 0; i < values.length; i++) pixels[i] = v.palette.table[values[i] * 255 + 0.5 | 0];
  image.ctx.putImageData(image.data, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = v.hurried ? "low" : "high";
  ctx.drawImage(image.canvas, v.area.left, v.area.top, v.area.side, v.area.side);
}
function strokeLevel(ctx, v, values, [rows, columns2]) {
  const { left, top, side } = v.area;
  ctx.beginPath();
  for (const line2 of levelLines(values, columns2, rows, 0.5)) {
    line2.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](left + x * side, top + y * side));
  }
  ctx.stroke();
}
function ghost(ctx, v) {
  if (!v.before?.field || !v.moved.d) return;
  ctx.strokeStyle = v.palette.faint;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 4]);
  strokeLevel(ctx, v, v.before.field, v.now.fieldShape);
  ctx.setLineDash([]);
}
function line(ctx, v) {
  if (!v.now.field) return;
  ctx.strokeStyle = v.palette.line;
  ctx.lineWidth = 1.6;
  ctx.lineJoin = "round";
  strokeLevel(ctx, v, v.now.field, v.now.fieldShape);
}
function trails(ctx, v) {
  if (!v.before?.fakes || !v.moved.g || v.before.fakes.length !== v.now.fakes.length) return;
  const { before, now, to } = v;
  ctx.fillStyle = v.palette.fake;
  ctx.globalAlpha = 0.5;
  ctx.beginPath();
  for (let i = 0; i < now.fakes.length; i += 2) {
    const x0 = to.x(before.fakes[i]), y0 = to.y(before.fakes[i + 1]);
    const x1 = to.x(now.fakes[i]), y1 = to.y(now.fakes[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 0.7)) continue;
    const wide = Math.min(2.2, 0.8 + length / 10);
    const nx = -(y1 - y0) / length * wide, ny = (x1 - x0) / length * wide;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1 + nx, y1 + ny);
    ctx.lineTo(x1 - nx, y1 - ny);
    ctx.closePath();
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}
function stamp(ctx, v, points, sprite) {
  if (!points) return;
  const { dpr } = v, size = sprite.width / dpr;
  ctx.imageSmoothingEnabled = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = v.to.x(points[i]) - size / 2, y = v.to.y(points[i + 1]) - size / 2;
    if (x > -size && y > -size && x < v.size && y < v.size) {
      ctx.drawImage(sprite, Math.round(x * dpr) / dpr, Math.round(y * dpr) / dpr, size, size);
    }
  }
}
function sheetOf(v, points, sprite) {
  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = Math.round(v.size * v.dpr);
  const ctx = sheet.getContext("2d");
  ctx.scale(v.dpr, v.dpr);
  stamp(ctx, v, points, sprite);
  return sheet;
}
var real = (ctx, v) => ctx.drawImage(v.sprites.reals, 0, 0, v.size, v.size);
var fake = (ctx, v) => stamp(ctx, v, v.now.fakes, v.sprites.fake);
function axes(ctx, v) {
  const [x0, x1, y0, y1] = v.world.extent;
  const { left, top, side } = v.area;
  ctx.strokeStyle = v.palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
  ctx.fillStyle = v.palette.faint;
  ctx.font = `10.5px ${v.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  for (const t of axisTicks(x0, x1, 5)) {
    const x = v.to.x(t);
    ctx.fillRect(x, top + side, 1, 4);
    if (x > left + 8 && x < left + side - 8) ctx.fillText(short(t), x, top + side + 6);
  }
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const t of axisTicks(y0, y1, 5)) {
    const y = v.to.y(t);
    ctx.fillRect(left - 4, y, 4, 1);
    if (y > top + 5 && y < top + side - 5) ctx.fillText(short(t), left - 6, y);
  }
}
var LAYERS = [
  { name: "field", draw: field, clipped: true },
  { name: "ghost", draw: ghost, clipped: true },
  { name: "line", draw: line, clipped: true },
  { name: "real", draw: real, clipped: true },
  { name: "trails", draw: trails, clipped: true },
  { name: "fake", draw: fake, clipped: true },
  { name: "axes", draw: axes }
];
function marker(shape, colour, halo, dpr) {
  const radius = shape === "circle" ? 3 : 3.7;
  const canvas = document.createElement("canvas");
  const size = Math.ceil((radius + 2) * 2 * dpr);
  canvas.width = canvas.height = size;
  const ctx = canvas.getContext("2d");
  ctx.scale(dpr, dpr);
  ctx.translate(size / dpr / 2, size / dpr / 2);
  ctx.beginPath();
  if (shape === "circle") ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  else {
    for (let k = 0; k < 3; k++) ctx.lineTo(radius * Math.sin(k * 2 * Math.PI / 3), 0.6 - radius * Math.cos(k * 2 * Math.PI / 3));
    ctx.closePath();
  }
  ctx.lineJoin = "round";
  ctx.strokeStyle = halo;
  ctx.lineWidth = 1.8;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
  return canvas;
}

// src/plane.js
var plane = {
  /** What depends on size and theme alone, made once. */
  prepare(v) {
    v.area = plotArea(v.size);
    v.to = frameOf(v.world.extent, v.area);
    const { palette, dpr } = v;
    const circle = marker("circle", palette.real, palette.halo, dpr);
    v.sprites = { reals: sheetOf(v, v.world.real, circle), fake: marker("triangle", palette.fake, palette.halo, dpr) };
  },
  draw(ctx, v) {
    const { left, top, side } = v.area;
    ctx.fillStyle = v.palette.paper;
    ctx.fillRect(left, top, side, side);
    for (const layer of LAYERS) {
      if (v.hidden.has(layer.name)) continue;
      ctx.save();
      if (layer.clipped) {
        ctx.beginPath();
        ctx.rect(left, top, side, side);
        ctx.clip();
      }
      layer.draw(ctx, v);
      ctx.restore();
    }
  },
  /** What lies under the pointer, in words. */
  describe(v, px, py) {
    const { left, top, side } = v.area;
    const u = (px - left) / side, w = (py - top) / side;
    if (u < 0 || u > 1 || w < 0 || w > 1) return null;
    const [x, y] = v.to.invert(px, py);
    const [nx, ny] = v.world.names ?? ["x", "y"];
    const where = `${nx} ${short(x)}, ${ny} ${short(y)}`;
    if (!v.now?.field) return where;
    const [rows, columns2] = v.now.fieldShape;
    const p = clamp(sampleField(v.now.field, columns2, rows, u, w), 0, 1);
    return `${where}
D: ${Math.round(100 * p)} % real`;
  }
};

// src/strip.js
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
var strip = {
  prepare(v) {
    v.area = { left: 34, top: 10, side: v.size - 44, height: v.size - 36 };
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
    for (const [field2, dash] of [[v.moved.d ? v.before?.field : null, [3, 4]], [v.now?.field, []]]) {
      if (!field2) continue;
      ctx.setLineDash(dash);
      ctx.strokeStyle = dash.length ? v.palette.faint : v.palette.line;
      ctx.lineWidth = dash.length ? 1 : 1.8;
      ctx.beginPath();
      field2.forEach((p, i) => ctx.lineTo(left + (i + 0.5) / field2.length * side, base - p * height));
      ctx.stroke();
    }
    ctx.restore();
    ctx.strokeStyle = v.palette.grid;
    ctx.strokeRect(left + 0.5, top + 0.5, side - 1, height - 1);
    ctx.fillStyle = v.palette.faint;
    ctx.font = `10.5px ${v.font}`;
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    for (const p of [0, 0.5, 1]) ctx.fillText(`${100 * p}%`, left - 5, base - p * height + (p === 1 ? 4 : p === 0 ? -4 : 0));
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    for (const t of axisTicks(x0, x1, 6)) {
      const x = left + (t - x0) / (x1 - x0) * side;
      ctx.fillRect(x, base, 1, 4);
      ctx.fillText(short(t), clamp(x, left + 10, left + side - 10), base + 7);
    }
  },
  describe(v, px) {
    const u = (px - v.area.left) / v.area.side;
    if (u < 0 || u > 1) return null;
    const [x0, x1] = v.world.extent;
    const field2 = v.now?.field;
    const where = `${v.world.names?.[0] ?? "x"} ${short(x0 + u * (x1 - x0))}`;
    return field2 ? `${where}
D: ${Math.round(100 * field2[clamp(Math.floor(u * field2.length), 0, field2.length - 1)])} % real` : where;
  }
};

// src/scene.js
var MODES = { plane, images, strip };
var MOVE_MS = 200;
var BLENDED = ["fakes", "field", "tiles", "fakeScores", "realScores"];
var Scene = class {
  constructor(canvas, { font, onDrawn = () => {
  } }) {
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d");
    this.onDrawn = onDrawn;
    this.v = { font, size: 0, dpr: 1, palette: null, world: null, now: null, before: null, moved: {}, hidden: /* @__PURE__ */ new Set() };
    this.v.scratch = scratchpad();
    this.target = null;
    this.started = 0;
    this.request = 0;
    this.calm = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
  }
  setWorld(world) {
    Object.assign(this.v, { world, now: null, before: null, moved: {} });
    this.target = null;
    this.prepare();
  }
  setPalette(palette) {
    this.v.palette = palette;
    this.prepare();
  }
  resize(size, dpr = globalThis.devicePixelRatio || 1) {
    if (size === this.v.size && dpr === this.v.dpr) return;
    Object.assign(this.v, { size, dpr });
    this.canvas.width = this.canvas.height = Math.round(size * dpr);
    this.prepare();
  }
  prepare() {
    if (!this.v.world || !this.v.palette || !(this.v.size > 40)) return;
    MODES[this.v.world.mode].prepare(this.v);
    this.schedule();
  }
  /** Shows a frame; `animate` moves there from what is on the canvas now and leaves trails of the way. */
  show(frame, animate) {
    const from = this.target;
    this.target = frame;
    const moves = animate && from && sameShape(from, frame);
    this.v.before = moves ? from : null;
    this.v.moved = moves ? frame.moved : {};
    this.started = moves && !this.calm?.matches ? performance.now() : -Infinity;
    this.schedule();
  }
  /** The same moment, computed again: shown at once, beside the trails that are there. */
  refresh(frame) {
    if (this.v.before && sameShape(this.target, frame)) frame.moved = this.target.moved;
    else Object.assign(this.v, { before: null, moved: {} });
    this.target = frame;
    this.schedule();
  }
  schedule() {
    this.request ||= requestAnimationFrame((at) => this.draw(at));
  }
  draw(at) {
    this.request = 0;
    const { v } = this;
    if (!v.world || !v.palette || !(v.size > 40)) return;
    const t = Math.min(1, Math.max(0, (Math.max(at, performance.now()) - this.started) / MOVE_MS));
    v.hurried = Boolean(this.target?.playing);
    v.now = this.target ? this.between(t) : {};
    this.ctx.setTransform(v.dpr, 0, 0, v.dpr, 0, 0);
    this.ctx.clearRect(0, 0, v.size, v.size);
    MODES[v.world.mode].draw(this.ctx, v);
    this.onDrawn(this.target, t >= 1);
    if (t < 1) this.schedule();
  }
  between(t) {
    const now = { ...this.target };
    if (t < 1 && this.v.before) {
      for (const key of BLENDED) if (now[key]) now[key] = blend(this.v.before[key], now[key], ease(t));
    }
    return now;
  }
  describe(px, py) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].describe(this.v, px, py) : null;
  }
  stop() {
    cancelAnimationFrame(this.request);
  }
};
var sameShape = (a, b) => BLENDED.every((key) => (a[key]?.length ?? 0) === (b[key]?.length ?? 0));
function scratchpad() {
  let kept = null;
  return (width, height) => {
    if (kept?.canvas.width !== width || kept.canvas.height !== height) {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const ctx = canvas.getContext("2d");
      kept = { canvas, ctx, data: ctx.createImageData(width, height) };
    }
    return kept;
  };
}

// src/theme.js
var LIGHT = {
  dark: false,
  real: "#0072B2",
  fake: "#D55E00",
  halo: "rgba(255,255,255,0.9)",
  d: "#A44A86",
  g: "#00795A",
  ink: "#1b1f24",
  faint: "rgba(27,31,36,0.55)",
  grid: "rgba(27,31,36,0.10)",
  line: "#1b1f24",
  field: [[240, 164, 112], [250, 249, 247], [126, 182, 222]],
  paper: "#faf9f7"
};
var DARK = {
  dark: true,
  real: "#7CC4F2",
  fake: "#FF9D5C",
  halo: "rgba(10,12,15,0.85)",
  d: "#E39BC8",
  g: "#3CCBA0",
  ink: "#eceff3",
  faint: "rgba(236,239,243,0.60)",
  grid: "rgba(236,239,243,0.13)",
  line: "#eceff3",
  field: [[132, 62, 18], [21, 23, 27], [16, 78, 122]],
  paper: "#15171b"
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
function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  for (const node of [document.documentElement, document.body]) {
    observer.observe(node, { attributes: true, attributeFilter: ["class", "data-jp-theme-light", "data-jp-theme-name", "data-theme"] });
  }
  const media = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
  media?.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    media?.removeEventListener("change", changed);
  };
}

// src/stepper.js
var NARROW = 600;
var PANEL = 310;
var GAP2 = 24;
var EDGE = 4;
var SAY_MS = 500;
var View = class {
  constructor(model, host) {
    this.model = model;
    this.host = host;
    this.build();
    this.channel = new Channel(model, {
      scene: (message) => this.onScene(message),
      frame: (message) => this.onFrame(message),
      note: (message) => this.onNote(message)
    }, (waiting) => this.onWaiting(waiting));
    this.controls = new Controls(this.channel, { root: this.root });
    this.panel.prepend(this.controls.node);
    this.scene = new Scene(this.canvas, {
      font: getComputedStyle(this.root).fontFamily || "sans-serif",
      onDrawn: (frame, final) => this.onDrawn(frame, final)
    });
    this.watch();
    this.channel.hello();
  }
  build() {
    this.canvas = el("canvas.canvas", { role: "img", "aria-label": "Scene" });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.stage = el("div.stage", { onpointermove: (event) => this.onHover(event), onpointerleave: () => this.hideTip() }, this.canvas, this.tip);
    this.legend = el("div.legend");
    this.sentence = el("p.sentence", { role: "status", "aria-live": "polite" });
    this.curves = el("canvas.curves", { role: "img", "aria-label": "Losses" });
    this.panel = el("div.panel", {}, this.sentence, this.curves);
    this.root = el(
      "div.stepper",
      { tabindex: -1, role: "group", "aria-label": "GAN stepper", ...OWN_KEYS },
      el("div.left", {}, this.stage, this.legend),
      this.panel
    );
    this.host.classList.add("ganlab-host");
    this.host.append(this.root);
  }
  watch() {
    this.undo = [watchTheme(() => this.retheme())];
    const resize = new ResizeObserver(() => this.layout());
    resize.observe(this.host);
    const seen = new IntersectionObserver(([entry]) => this.setSeen(entry.isIntersecting && !document.hidden));
    seen.observe(this.root);
    const onVisibility = () => this.setSeen(!document.hidden);
    const onLeave = () => this.channel.goodbye();
    document.addEventListener("visibilitychange", onVisibility);
    globalThis.addEventListener("pagehide", onLeave);
    const onGone = () => this.kernelGone();
    const onHeight = () => this.layout();
    for (const name of ["comm_live_update", "comm:close"]) this.model.on(name, onGone);
    this.model.on("change:height", onHeight);
    this.undo.push(() => {
      resize.disconnect();
      seen.disconnect();
      document.removeEventListener("visibilitychange", onVisibility);
      globalThis.removeEventListener("pagehide", onLeave);
      for (const name of ["comm_live_update", "comm:close"]) this.model.off(name, onGone);
      this.model.off("change:height", onHeight);
    });
    this.retheme();
    this.layout();
  }
  /** Out of sight, a view costs nothing; back in sight it asks for what it missed. */
  setSeen(seen) {
    if (seen === this.seen) return;
    const first = this.seen === void 0;
    this.seen = seen;
    if (!seen) this.channel.goodbye();
    else if (!first) this.channel.hello();
    if (seen) this.layout();
  }
  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.palette = paletteFor(dark);
    this.scene.setPalette(this.palette);
    this.paintCurves();
  }
  layout() {
    const width = this.host.clientWidth - 2 * EDGE;
    if (!(width > 0)) return;
    const narrow = width < NARROW;
    this.root.classList.toggle("ganlab-narrow", narrow);
    const wanted = this.model.get("height") ?? 420;
    const size = Math.floor(Math.min(wanted, narrow ? width : Math.min(width * 0.52, width - GAP2 - PANEL)));
    this.root.style.setProperty("--ganlab-size", `${size}px`);
    this.scene.resize(size);
    this.paintCurves();
  }
  onScene(world) {
    this.world = { ...world, names: world.names ?? null };
    if (world.mode === "plane") this.world.real = dequantise(world.real, world.within);
    this.scene.setWorld(this.world);
    this.lastSteps = null;
    this.curveRows = {};
    this.canvas.setAttribute("aria-label", world.caption);
    this.writeLegend();
  }
  onFrame(frame) {
    if (!this.world) return;
    if (this.world.mode === "plane") frame.fakes = dequantise(frame.fakes, this.world.within);
    if (frame.field) frame.fieldShape = frame.field.shape;
    for (const key of ["field", "fakeScores", "realScores"]) if (frame[key]) frame[key] = unit(frame[key]);
    const before = this.lastSteps;
    frame.moved = before ? { d: frame.steps[0] - before[0], g: frame.steps[1] - before[1] } : {};
    this.lastSteps = frame.steps;
    const { d = 0, g = 0 } = frame.moved;
    const slow = !frame.playing || frame.speed !== null && frame.speed <= 2;
    const again = before && d === 0 && g === 0;
    if (again) this.scene.refresh(frame);
    else this.scene.show(frame, slow && Math.min(d, g) >= 0 && Math.max(d, g) <= 20);
    if (frame.d_curve) {
      Object.assign(this, { curveRows: { d: frame.d_curve, g: frame.g_curve }, last: frame.losses });
      this.paintCurves();
    }
    this.onNote(frame);
    this.writeOutside(frame.outside);
  }
  onNote(note) {
    if (note.steps) this.controls.update(note);
    if (note.text !== void 0) this.say(note.text, note.error, note.playing && !note.error);
  }
  onDrawn(frame, final) {
    if (!frame) return;
    this.channel.drawn = frame.seq;
    this.root.dataset.seen = frame.seq;
    if (final) this.root.dataset.seq = frame.seq;
  }
  paintCurves() {
    if (!this.palette || !this.curves.clientWidth) return;
    const rows = this.curveRows ?? {};
    const last = this.last ?? {};
    drawCurves(this.curves, [
      { name: "D loss", colour: this.palette.d, rows: rows.d, last: last.d },
      { name: "G loss", colour: this.palette.g, rows: rows.g, last: last.g }
    ], {
      palette: this.palette,
      font: this.scene.v.font,
      width: this.curves.clientWidth,
      height: this.curves.clientHeight,
      dpr: globalThis.devicePixelRatio || 1
    });
  }
  writeLegend() {
    const { counts, mode, caption, field: field2 } = this.world;
    const item = (kind, ...words) => el("span.item", {}, el(`i.mark.mark-${kind}`, { "aria-hidden": "true" }), ...words);
    this.outside = el("span");
    const items = mode === "images" ? [item("bar", "bar: how real D finds the image")] : [
      item("real", `${count2(counts.real)} real`),
      item("fake", `${count2(counts.fake)} fake`, this.outside),
      field2 ? item("line", mode === "strip" ? "D: how likely real" : "D undecided") : null
    ];
    const scale = field2 && mode === "plane" ? el("span.item", {}, "D says fake", el("i.scale", { "aria-hidden": "true" }), "real") : null;
    this.legend.classList.toggle("ganlab-flush", mode === "images");
    this.legend.replaceChildren(...[...items, scale].filter(Boolean), el("span.caption", {}, caption));
  }
  writeOutside(n) {
    const text = n ? ` (${count2(n)} outside the picture)` : "";
    if (this.outside && this.outside.textContent !== text) this.outside.textContent = text;
  }
  /** Puts a sentence into the status line; while it plays, not more often than one can read. */
  say(text, error = false, throttled = false) {
    const now = performance.now();
    if (throttled && now - (this.saidAt ?? -Infinity) < SAY_MS) return;
    this.saidAt = now;
    this.saying = { text, error };
    if (this.waiting) return;
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
    this.sentence.classList.toggle("ganlab-error", Boolean(error));
  }
  onWaiting(waiting) {
    if (this.gone) return;
    this.waiting = waiting;
    this.root.classList.toggle("ganlab-waiting", waiting);
    if (waiting) this.sentence.textContent = "Queued: the kernel is busy and will do this as soon as it can.";
    else if (this.saying) this.say(this.saying.text, this.saying.error);
  }
  kernelGone() {
    if (this.gone) return;
    this.gone = true;
    this.channel.live = false;
    this.controls.setAlive(false);
    this.controls.showPlaying(false);
    this.root.classList.add("ganlab-gone");
    this.waiting = false;
    this.say("Kernel gone: run the cell again.", true);
  }
  onHover(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    const text = this.scene.describe(x, y);
    if (!text) return this.hideTip();
    this.tip.textContent = text;
    this.tip.style.transform = `translate(${x > box.width * 0.6 ? `calc(${x - 12}px - 100%)` : `${x + 14}px`}, ${Math.max(0, y - 44)}px)`;
    this.tip.classList.add("ganlab-shown");
  }
  hideTip() {
    this.tip.classList.remove("ganlab-shown");
  }
  stop() {
    for (const undo of this.undo) undo();
    this.channel.stop();
    this.scene.stop();
  }
};
var stepper_default = {
  render({ model, el: host }) {
    const view = new View(model, host);
    return () => view.stop();
  }
};
export {
  stepper_default as default
};
