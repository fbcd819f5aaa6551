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

// src/lib/scales.js
var clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));
var ease = (t) => 1 - (1 - t) ** 3;
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
var LARGE = 1e6;
var SMALL = 1e-3;
var RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function written(text) {
  const [whole, part] = text.replace("-", "").split(".");
  const grouped2 = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = part ? `${grouped2}.${part}` : grouped2;
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
  return size >= 10 ** digits ? count2(v) : written(String(Number(v.toPrecision(digits))));
}
function decimals(v, many) {
  return Number.isFinite(v) ? written(v.toFixed(many)) : short(v);
}
function fixed(v) {
  const size = Math.abs(v);
  if (!(size < LARGE)) return short(v);
  return decimals(v, 3 - [10, 100, 1e3].filter((least) => size >= least).length);
}
var count2 = (n) => decimals(n, 0);
var percent = (share, many = 0) => `${decimals(100 * share, many)} %`;
function tickTexts(ticks2) {
  const most = Math.max(...ticks2.map(Math.abs)), step = ticks2.length > 1 ? Math.abs(ticks2[1] - ticks2[0]) : most;
  if (!(most > 0 && step > 0)) return ticks2.map(short);
  const finest = Math.floor(Math.log10(step) + 1e-9), power = Math.floor(Math.log10(most) + 1e-9);
  const places = step / 10 ** finest % 1 > 1e-6 ? 1 : 0;
  if (most < LARGE && most >= 0.01) return ticks2.map((t) => decimals(t, Math.max(0, places - finest)));
  return ticks2.map((t) => Math.abs(t) < step / 2 ? "0" : `${decimals(t / 10 ** power, Math.max(0, power - finest + places))}×10${raised(power)}`);
}

// src/lib/axes.js
var TEXT = 11;
var TICK = 4;
var GAP = 2;
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
  for (let count3 = many; count3 > 1; count3--) {
    const ticks2 = ticksOf(lo, hi, count3, whole);
    if (widest(ticks2.texts, font) + APART <= side / Math.max(1, ticks2.at.length - 1)) return ticks2;
  }
  return ticksOf(lo, hi, 1, whole);
}
function plotWithin(size, [, , y0, y1], { family, titled = false, rest: rest2 = 6 }) {
  const texts = Math.ceil(widest(ticksOf(y0, y1).texts, axisFont(family)));
  const left = Math.max(30, texts + TICK + GAP + 2) + (titled ? LINE : 0);
  const bottom = TICK + GAP + LINE + (titled ? LINE : 0);
  return { left, top: rest2, side: size - Math.max(left, bottom) - rest2 };
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
    ctx.fillText(across.texts[i], middle, top + side + TICK + GAP);
  });
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  up.at.forEach((t, i) => {
    const y = to.y(t);
    ctx.fillRect(left - TICK, y, TICK, 1);
    ctx.fillText(up.texts[i], left - TICK - GAP, Math.max(TEXT / 2, y));
  });
  if (titles) drawTitles(ctx, { left, top, side, family }, titles);
}
function drawTitles(ctx, { left, top, side, family }, [across, up]) {
  ctx.font = `600 ${TEXT}px ${family}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.fillStyle = across.colour;
  ctx.fillText(across.text, left + side / 2, top + side + TICK + GAP + LINE, side);
  ctx.save();
  ctx.translate(1, top + side / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillStyle = up.colour;
  ctx.fillText(up.text, 0, 0, side);
  ctx.restore();
}

// src/lib/curves.js
var FOOT = 18;
var HEAD = 22;
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
function sharedRange(all) {
  const ranges = all.filter(({ n }) => n).map(rangeOf);
  if (!ranges.length) return niceRange(NaN, NaN);
  return ranges.length === 1 ? ranges[0] : niceRange(
    Math.min(...ranges.map(({ lo }) => lo)),
    Math.max(...ranges.map(({ hi }) => hi))
  );
}
function stepsOf(all) {
  const some = all.filter(({ n }) => n);
  if (!some.length) return { first: 0, last: 0 };
  return {
    first: Math.min(1, ...some.map(({ step }) => step[0])),
    last: Math.max(...some.map(({ step, n }) => step[n - 1]))
  };
}
function planOf(lane) {
  const curves = lane.series.map((series) => ({ ...series, data: columns(series.rows), coming: columns(series.future) }));
  const all = curves.flatMap(({ data, coming }) => [data, coming]);
  return { curves, known: all.some(({ n }) => n), range: sharedRange(all), steps: stepsOf(all) };
}
function ticksFor({ range, known: known2 }, height) {
  const every = Math.ceil((range.ticks.length - 1) / Math.max(1, Math.floor(height / 15))) || 1;
  const at = range.ticks.filter((_, i) => i % every === 0);
  return { at, texts: known2 ? tickTexts(at) : [] };
}
function drawLane(ctx, { curves, range, at, texts, steps: { first, last } }, room) {
  const { palette, font, top, height, left, right } = room, base = top + height;
  const x = (s) => last > first ? left + (s - first) / (last - first) * (right - left) : left;
  const y = (v) => clamp(base - (v - range.lo) / (range.hi - range.lo) * height, top, base);
  ctx.font = axisFont(font);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  at.forEach((t, i) => {
    ctx.fillStyle = palette.grid;
    ctx.fillRect(left, Math.round(y(t)), right - left, 1);
    ctx.fillStyle = palette.faint;
    if (texts.length) ctx.fillText(texts[i], left - 6, clamp(y(t), top + 3, base - 3));
  });
  const ends = curves.map((curve) => drawCurve(ctx, curve, x, y)).filter(Boolean);
  ctx.globalAlpha = 1;
  ctx.textAlign = "left";
  if (curves.length < 2) return;
  for (const { at: at2, place, letter, colour } of apart(ends, 11)) {
    ctx.fillStyle = colour;
    ctx.fillText(letter, at2 + 6, place);
  }
}
function drawSteps(ctx, { first, last }, { palette, font, top, height, left, right, width }) {
  if (!(last > 1)) return;
  const base = top + height;
  ctx.font = axisFont(font);
  ctx.fillStyle = palette.faint;
  ctx.textBaseline = "top";
  ctx.textAlign = "right";
  ctx.fillText("step", left - 6, base + 5);
  const { at, texts } = ticksWithin(first, last, { side: right - left, font: ctx.font, whole: true });
  ctx.textAlign = "center";
  at.forEach((step, i) => {
    const half = ctx.measureText(texts[i]).width / 2, x = left + (step - first) / (last - first) * (right - left);
    ctx.fillRect(x, base, 1, 4);
    ctx.fillText(texts[i], clamp(x, left + half - 4, width - half - 1), base + 5);
  });
}
function apart(labels, gap2) {
  const sorted = [...labels].sort((a, b) => a.place - b.place);
  for (let i = 1; i < sorted.length; i++) {
    const near = gap2 - (sorted[i].place - sorted[i - 1].place);
    if (near > 0) for (let k = 0; k < sorted.length; k++) sorted[k].place += k < i ? -near / 2 : near / 2;
  }
  return sorted;
}
function drawCurve(ctx, { data, coming, colour, dash = [], letter, alone }, x, y) {
  ctx.fillStyle = ctx.strokeStyle = colour;
  ctx.lineJoin = "round";
  ctx.setLineDash(dash);
  if (coming.n) {
    const px2 = coming.step.map(x);
    ctx.globalAlpha = 0.28;
    ctx.lineWidth = 1.4;
    polyline(ctx, px2, smooth(px2, coming.mean), y);
  }
  if (!data.n) return null;
  const px = data.step.map(x), means = smooth(px, data.mean), end = data.n - 1;
  ctx.globalAlpha = alone ? 0.22 : 0.1;
  band(ctx, px, data, y);
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.8;
  polyline(ctx, px, means, y);
  ctx.setLineDash([]);
  if (data.n < 40) for (let i = 0; i < data.n; i++) dot(ctx, px[i], y(data.mean[i]), 2);
  if (!Number.isFinite(means[end])) return null;
  dot(ctx, px[end], y(means[end]), 3);
  return { at: px[end], place: y(means[end]), letter, colour };
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
  const plans = lanes.map(planOf), [{ steps: steps2 }] = plans;
  const alike = plans.every((plan) => plan.steps.first === steps2.first && plan.steps.last === steps2.last);
  const each = (height - (alike ? FOOT : 0)) / lanes.length, tall = each - HEAD - 8 - (alike ? 0 : FOOT);
  for (const plan of plans) Object.assign(plan, ticksFor(plan, tall));
  const left = Math.max(34, Math.ceil(widest(plans.flatMap(({ texts }) => texts), axisFont(font))) + 8);
  const right = width - (lanes.some(({ series }) => series.length > 1) ? 20 : 8);
  lanes.forEach((lane, i) => {
    const title = i * each, alone = lane.series.length === 1;
    ctx.font = `600 12px ${font}`;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.fillStyle = lane.colour;
    ctx.fillText(lane.name, 0, title + 3);
    ctx.textAlign = "right";
    const values = lane.series.filter(({ last }) => last !== null && last !== void 0).map(({ last, letter }) => alone ? fixed(last) : `${letter} ${fixed(last)}`);
    ctx.fillText(values.join("   "), width - 8, title + 3);
    const curves = plans[i].curves.map((one) => ({ ...one, alone }));
    const room = { palette, font, top: title + HEAD, height: tall, left, right, width };
    drawLane(ctx, { ...plans[i], curves }, room);
    if (!alike || i === lanes.length - 1) drawSteps(ctx, plans[i].steps, room);
  });
}

// src/lib/dom.js
function el(what, attributes = {}, ...children) {
  const [tag2, ...classes] = what.split(".");
  const node = document.createElement(tag2);
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
function svg(tag2, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag2);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
function icon(name) {
  const drawing = svg("svg", { viewBox: "0 0 20 20", class: `ganlab-icon ganlab-icon-${name}`, "aria-hidden": "true" });
  drawing.append(svg("path", { d: PATHS[name] }));
  return drawing;
}
var OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };
function button(root, { name, key, icon: picture, hint, tone, style = null, onclick }) {
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
    picture ? icon(picture) : null,
    el("span.name", { "aria-hidden": "true" }, name),
    key ? el("kbd.key", { "aria-hidden": "true" }, key) : null
  );
}
var SPELLED = { space: "Space", enter: "Enter", esc: "Escape" };
var spelled = (key) => SPELLED[key] ?? key.replace("⇧", "Shift+");
function rename(press, name, picture = null) {
  press.setAttribute("aria-label", name);
  press.querySelector(".ganlab-name").textContent = name;
  if (picture) press.querySelector("svg").replaceWith(icon(picture));
}
function tipLeft(x, away, room, turn = 0.5) {
  const wanted = x > turn * room ? `${x - away}px - 100%` : `${x + away}px`;
  return `clamp(0px, ${wanted}, ${room}px - 100%)`;
}
var isTyping = (event) => event.target.matches?.("input:not([type=range]), textarea, select, [contenteditable]") ?? false;

// src/lib/entry.js
function watchSize(node, changed) {
  const resize = new ResizeObserver(() => changed());
  resize.observe(node);
  return () => resize.disconnect();
}

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
function stepsOf2({ turns }, told) {
  if (!Array.isArray(told)) return Object.fromEntries(turns.map(({ name }) => [name, told?.[name] ?? 0]));
  const listed = PLAIN.turns.map(({ name }) => name);
  return Object.fromEntries(turns.map(({ name }) => [name, told[listed.indexOf(name)] ?? 0]));
}
function sameSteps(game, a, b) {
  const [left, right] = [stepsOf2(game, a), stepsOf2(game, b)];
  return game.turns.every(({ name }) => left[name] === right[name]);
}
var counted = (game, { steps: steps2, preview }) => {
  const counts = stepsOf2(game, steps2);
  if (preview) counts[preview] += 1;
  return counts;
};
function movedBetween(game, before, now) {
  if (!before) return {};
  const was = counted(game, before), is = counted(game, now);
  return Object.fromEntries(game.turns.map(({ name }) => [name, is[name] - was[name]]));
}
var isAfter = (game, before, now) => sameSteps(game, counted(game, before), now.steps);
var hasMoved = ({ turns }, moved, side) => turns.some((turn) => turn.side === side.name && Boolean(moved[turn.name]));
var tinted = (palette, { maker, judge }) => ({
  ...palette,
  maker: palette[maker.colour] ?? palette.ink,
  judge: palette[judge.colour] ?? palette.ink
});
var toneOf = (colour) => `--ganlab-tone: var(--ganlab-${colour})`;

// src/lib/protocol.js
var NOWHERE = 65535;
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

// src/lib/roving.js
var STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
function nextOf(key, i, n) {
  if (!n) return null;
  if (key in STEPS) return (i + STEPS[key] + n) % n;
  if (key === "Home") return 0;
  return key === "End" ? n - 1 : null;
}
var Roving = class {
  /** `node` holds the controls, those that `selector` finds; `refresh` is to be called when there are others. */
  constructor(node, selector = "button") {
    Object.assign(this, { node, selector });
    node.addEventListener("keydown", (event) => this.onKey(event));
    node.addEventListener("focusin", ({ target }) => target.matches(selector) && this.stopAt(target));
    this.refresh();
  }
  get controls() {
    return [...this.node.querySelectorAll(this.selector)].filter((one) => !one.disabled && !one.hidden);
  }
  /** One of the controls takes the tab key: the one that had it, else the chosen one of a choice, else the first. */
  refresh() {
    const { controls } = this;
    const chosen3 = controls.find((one) => one.getAttribute("aria-checked") === "true");
    this.stopAt(controls.find((one) => one === this.stop) ?? chosen3 ?? controls[0]);
  }
  stopAt(stop) {
    this.stop = stop;
    for (const one of this.node.querySelectorAll(this.selector)) one.tabIndex = one === stop ? 0 : -1;
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { controls } = this, at = controls.indexOf(event.target), to = at < 0 ? null : nextOf(event.key, at, controls.length);
    if (to === null) return;
    controls[to].focus();
    event.preventDefault();
    event.stopPropagation();
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
      for (var i = 0, n = polygons.length, polygon2; i < n; ++i) {
        if (contains((polygon2 = polygons[i])[0], hole) !== -1) {
          polygon2.push(hole);
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

// src/lib/contour.js
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

// src/lib/position.js
function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  ].map(encoded);
}
function encoded(light) {
  const x = Math.min(1, Math.max(0, light));
  return x <= 31308e-7 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
}
function frameAround(points) {
  const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    if (!Number.isFinite(points[i] + points[i + 1])) continue;
    for (const k of [0, 1]) {
      low[k] = Math.min(low[k], points[i + k]);
      high[k] = Math.max(high[k], points[i + k]);
    }
  }
  const known2 = low[0] <= high[0];
  return {
    middle: [0, 1].map((k) => known2 ? (low[k] + high[k]) / 2 : 0),
    half: [0, 1].map((k) => known2 ? Math.max((high[k] - low[k]) / 2, 1e-12) : 1)
  };
}
function positionColours(points, { lightness = 0.62, chroma = 0.16 } = {}) {
  const { middle, half } = frameAround(points);
  return Array.from({ length: points.length / 2 }, (_, i) => {
    const x = (points[2 * i] - middle[0]) / half[0], y = (points[2 * i + 1] - middle[1]) / half[1];
    const far = Math.hypot(x, y), known2 = Number.isFinite(far) && far > 0;
    const strength2 = chroma * Math.min(1, Math.sqrt(far)) / far;
    const rgb = fromOklab(known2 ? [lightness, strength2 * x, strength2 * y] : [lightness, 0, 0]);
    return `rgb(${rgb.map((c) => Math.round(255 * c)).join()})`;
  });
}

// src/scene/translation.js
var WAYS = {
  translations: "translationsFrom",
  back_translations: "back_translationsFrom",
  translations_residuals: "translationsFrom",
  back_translations_residuals: "back_translationsFrom"
};
var STARTS = [...new Set(Object.values(WAYS))];
var tintsOf = (world, { dark }) => Object.fromEntries(STARTS.filter((key) => world[key]).map((key) => [key, positionColours(world[key], { lightness: dark ? 0.78 : 0.6 })]));
function arrowsBetween(from, to, frame, most = Infinity) {
  const out = [];
  for (let i = 0; i < Math.min(from.length, to.length, 2 * most); i += 2) {
    const x0 = frame.x(from[i]), y0 = frame.y(from[i + 1]), x1 = frame.x(to[i]), y1 = frame.y(to[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!Number.isFinite(length)) continue;
    const scale = length > 0 ? 1 / length : 0;
    out.push({ i: i / 2, x0, y0, x1, y1, ux: (x1 - x0) * scale, uy: (y1 - y0) * scale, length });
  }
  return out;
}
function headOf({ x1, y1, ux, uy, length }, size) {
  const [dx, dy] = length > 0.5 ? [ux, uy] : [0, -1];
  return [
    [x1 + 0.5 * size * dx, y1 + 0.5 * size * dy],
    [x1 - 0.5 * size * dx - 0.45 * size * dy, y1 - 0.5 * size * dy + 0.45 * size * dx],
    [x1 - 0.5 * size * dx + 0.45 * size * dy, y1 - 0.5 * size * dy - 0.45 * size * dx]
  ];
}
var LINES = 160;
var translation = (name) => (ctx, v) => {
  const from = v.world[WAYS[name]], landed = v.now[name], tints = v.tints?.[WAYS[name]];
  if (!from || !landed || !tints) return;
  const to = v.replay !== null && v.journey === name ? blend(from, landed, v.replay) : landed;
  const arrows2 = arrowsBetween(from, to, v.to, v.mini ? 60 : Infinity), { mini } = v;
  ctx.lineWidth = mini ? 0.8 : 1.2 * v.thin;
  ctx.globalAlpha = mini ? 0.8 : 0.5;
  for (const { i, x0, y0, x1, y1 } of arrows2.slice(0, LINES)) {
    ctx.strokeStyle = tints[i];
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = v.palette.halo;
  ctx.lineWidth = mini ? 0.3 : 0.8;
  ctx.lineJoin = "round";
  for (const { i, x0, y0 } of arrows2) {
    ctx.fillStyle = tints[i];
    ctx.beginPath();
    ctx.arc(x0, y0, mini ? 0.8 : 2.4, 0, 2 * Math.PI);
    if (!mini) ctx.stroke();
    ctx.fill();
  }
  for (const arrow of arrows2) {
    ctx.fillStyle = tints[arrow.i];
    polygon(ctx, headOf(arrow, mini ? 3 : 8));
    if (!mini) ctx.stroke();
    ctx.fill();
  }
};
var residual = (name) => (ctx, v) => {
  const from = v.world[WAYS[name]], to = v.now[name];
  if (!from || !to) return;
  const { mini } = v, arrows2 = arrowsBetween(from, to, v.to).map((arrow) => mini ? longer(arrow) : arrow);
  for (const [colour, wide] of [[v.palette.halo, 3], [v.palette.ink, 1.4]]) {
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = wide * (mini ? 0.5 : v.thin);
    for (const arrow of arrows2) {
      ctx.beginPath();
      ctx.moveTo(arrow.x0, arrow.y0);
      ctx.lineTo(arrow.x1, arrow.y1);
      ctx.stroke();
      if (arrow.length < 2) continue;
      polygon(ctx, headOf(arrow, Math.min(mini ? 2 : 6, arrow.length)));
      ctx.fill();
    }
  }
};
var longer = (arrow, by = 3) => ({
  ...arrow,
  x1: arrow.x0 + by * (arrow.x1 - arrow.x0),
  y1: arrow.y0 + by * (arrow.y1 - arrow.y0),
  length: by * arrow.length
});
function polygon(ctx, corners) {
  ctx.beginPath();
  corners.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y));
  ctx.closePath();
}

// src/scene/layers.js
function fill(ctx, v, values, [rows, columns2] = []) {
  if (!values) return;
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
var field = (ctx, v) => fill(ctx, v, v.now.field, v.now.fieldShape);
var gap = (ctx, v) => fill(ctx, v, v.now.gap, v.now.gapShape);
var otherField = (name) => (ctx, v) => {
  if (!v.now[name]) return;
  fill(ctx, v, v.now[name], v.now[`${name}Shape`]);
  ctx.strokeStyle = v.palette.line;
  ctx.lineWidth = 1.2 * v.thin;
  ctx.setLineDash([5, 3]);
  strokeLevel(ctx, v, v.now[name], v.now[`${name}Shape`]);
  ctx.setLineDash([]);
};
function ghost(ctx, v) {
  if (!v.before?.field || !v.moved.judge) return;
  ctx.strokeStyle = v.palette.faint;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 4]);
  strokeLevel(ctx, v, v.before.field, v.now.fieldShape);
  ctx.setLineDash([]);
}
function line(ctx, v) {
  if (!v.now.field) return;
  ctx.strokeStyle = v.palette.line;
  ctx.lineWidth = 1.6 * v.thin;
  ctx.lineJoin = "round";
  strokeLevel(ctx, v, v.now.field, v.now.fieldShape);
}
function trails(ctx, v) {
  if (!v.before?.fakes || !v.moved.maker || v.before.fakes.length !== v.now.fakes.length) return;
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
  if (v.vector) return trace(ctx, v, points, sprite);
  const { dpr } = v, size = sprite.width / dpr;
  ctx.imageSmoothingEnabled = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = v.to.x(points[i]) - size / 2, y = v.to.y(points[i + 1]) - size / 2;
    if (x > -size && y > -size && x < v.size && y < v.size) {
      ctx.drawImage(sprite, Math.round(x * dpr) / dpr, Math.round(y * dpr) / dpr, size, size);
    }
  }
}
function trace(ctx, v, points, { outline }) {
  for (let i = 0; i < points.length; i += 2) {
    const x = v.to.x(points[i]), y = v.to.y(points[i + 1]);
    if (!(x > 0 && y > 0 && x < v.size && y < v.size)) continue;
    ctx.save();
    ctx.translate(x, y);
    outline(ctx);
    ctx.restore();
  }
}
function sheetOf(v, points, sprite) {
  const sheet2 = document.createElement("canvas");
  sheet2.width = sheet2.height = Math.round(v.size * v.dpr);
  const ctx = sheet2.getContext("2d");
  ctx.scale(v.dpr, v.dpr);
  stamp(ctx, v, points, sprite);
  return sheet2;
}
function sheet(ctx, v) {
  const points = v.now.sheet;
  if (!points) return;
  const m = Math.round(Math.sqrt(points.length / 2)), cells = v.world.sheetCells, pieces = (m - 1) / cells;
  const from = v.replay === null ? null : v.world.sheetFrom, skip = from ? (Math.sqrt(from.length / 2) - 1) / (m - 1) : 1;
  const fromWidth = skip * (m - 1) + 1, t = v.replay ?? 1;
  const at = (row, column) => {
    const i = 2 * (row * m + column), j = from ? 2 * (row * skip * fromWidth + column * skip) : 0;
    const x = from ? from[j] + (points[i] - from[j]) * t : points[i], y = from ? from[j + 1] + (points[i + 1] - from[j + 1]) * t : points[i + 1];
    return [v.to.x(x), v.to.y(y)];
  };
  const places = Array.from({ length: m }, (_, r) => Array.from({ length: m }, (_2, c) => at(r, c)));
  if (!v.mini || v.now.sheetShade) shadeCells(ctx, v, places, cells, pieces, t);
  ctx.strokeStyle = v.palette.maker;
  ctx.globalAlpha = v.mini ? 0.7 : 0.55;
  ctx.lineWidth = 0.9 * v.thin;
  ctx.lineJoin = "round";
  ctx.beginPath();
  const every = v.mini ? 2 * pieces : pieces;
  for (let k = 0; k < m; k += every) {
    places[k].forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y));
    for (let i = 0; i < m; i++) ctx[i ? "lineTo" : "moveTo"](...places[i][k]);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}
function shadeCells(ctx, v, places, cells, pieces, t) {
  const shade = v.now.sheetShade;
  ctx.fillStyle = v.palette.maker;
  for (let r = 0; r < cells; r++) {
    for (let c = 0; c < cells; c++) {
      const alpha = 0.6 * shade[r * cells + c] * Math.min(1, t);
      if (!(alpha > 0.02)) continue;
      ctx.globalAlpha = alpha;
      ctx.beginPath();
      for (let i = 0; i <= pieces; i++) ctx.lineTo(...places[r * pieces][c * pieces + i]);
      for (let i = 1; i <= pieces; i++) ctx.lineTo(...places[r * pieces + i][(c + 1) * pieces]);
      for (let i = pieces - 1; i >= 0; i--) ctx.lineTo(...places[(r + 1) * pieces][c * pieces + i]);
      for (let i = pieces - 1; i > 0; i--) ctx.lineTo(...places[r * pieces + i][c * pieces]);
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}
function arrows(ctx, v, tips, colour) {
  if (!tips || !v.now.fakes) return;
  const { to, thin } = v, head = 4.5 * (v.mini ? 0.45 : 1);
  for (const [style, width] of [[v.palette.halo, 2.6], [colour, 1.5]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width * (v.mini ? 0.6 : thin);
    ctx.lineCap = "round";
    ctx.beginPath();
    for (let i = 0; i < Math.min(tips.length, v.mini ? 60 : Infinity); i += 2) {
      const x0 = to.x(v.now.fakes[i]), y0 = to.y(v.now.fakes[i + 1]), far = v.mini ? 2.2 : 1;
      const x1 = x0 + far * (to.x(tips[i]) - x0), y1 = y0 + far * (to.y(tips[i + 1]) - y0);
      const length = Math.hypot(x1 - x0, y1 - y0);
      if (!(length > 0.8)) continue;
      const size = Math.min(head, length * 0.5), ux = (x1 - x0) / length * size, uy = (y1 - y0) / length * size;
      ctx.moveTo(x0, y0);
      ctx.lineTo(x1, y1);
      ctx.moveTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
      ctx.lineTo(x1, y1);
      ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
    }
    ctx.stroke();
  }
}
var push = (ctx, v) => arrows(ctx, v, v.now.push, v.palette.maker);
var climb = (ctx, v) => arrows(ctx, v, v.now.climb, v.palette.judge);
function next(ctx, v) {
  const landed = v.now.next, { fakes } = v.now;
  if (!landed || !fakes) return;
  const { to, sprites } = v;
  ctx.strokeStyle = v.palette.fake;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1 * v.thin;
  ctx.beginPath();
  for (let i = 0; i < landed.length; i += 2) {
    ctx.moveTo(to.x(fakes[i]), to.y(fakes[i + 1]));
    ctx.lineTo(to.x(landed[i]), to.y(landed[i + 1]));
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  stamp(ctx, v, landed, sprites.ghost);
}
function real(ctx, v) {
  if (v.vector) stamp(ctx, v, v.world.real, v.sprites.real);
  else ctx.drawImage(v.sprites.reals, 0, 0, v.size, v.size);
}
var fake = (ctx, v) => stamp(ctx, v, underway(v), v.sprites.fake);
function crowds(ctx, v) {
  if (v.mini || v.replay !== null) return;
  ctx.font = `600 11px ${v.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const { left, top, side } = v.area, taken = [];
  for (const [x, y, n] of v.now.crowds ?? []) {
    const text = `×${count2(n)}`, wide = ctx.measureText(text).width + 8, px = v.to.x(x), py = v.to.y(y);
    const bx = clamp(px + 7, left + 2, left + side - wide - 2), by = clamp(py - 17, top + 2, top + side - 18);
    if (taken.some((one) => Math.abs(one.bx - bx) < Math.max(one.wide, wide) && Math.abs(one.by - by) < 16)) continue;
    taken.push({ bx, by, wide });
    ctx.fillStyle = v.palette.ink;
    ctx.beginPath();
    ctx.roundRect(bx, by, wide, 16, 8);
    ctx.fill();
    ctx.fillStyle = v.palette.paper;
    ctx.fillText(text, bx + 4, by + 8.5);
  }
}
function underway({ now, replay, world }) {
  const { fakes } = now;
  return replay === null || !world.fakesFrom || !fakes ? fakes : blend(world.fakesFrom, fakes, replay);
}
function pin(ctx, v) {
  const { at, made, yes, tag: said } = v.closeup ?? {};
  if (!at || v.mini) return;
  const [x, y, u, w] = [v.to.x(at[0]), v.to.y(at[1]), v.to.x(made[0]), v.to.y(made[1])];
  const far = Math.hypot(u - x, w - y);
  for (const [style, width] of [[v.palette.halo, 4.5], [v.palette.ink, 2]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(x, y, 8, 0, 2 * Math.PI);
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      ctx.moveTo(x + 8 * dx, y + 8 * dy);
      ctx.lineTo(x + 13 * dx, y + 13 * dy);
    }
    ctx.stroke();
    if (far < 9) continue;
    ctx.setLineDash(style === v.palette.ink ? [4, 4] : []);
    ctx.beginPath();
    ctx.moveTo(x + (u - x) / far * 8, y + (w - y) / far * 8);
    ctx.lineTo(u, w);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.drawImage(
    v.sprites.made,
    u - v.sprites.made.width / 2 / v.dpr,
    w - v.sprites.made.height / 2 / v.dpr,
    v.sprites.made.width / v.dpr,
    v.sprites.made.height / v.dpr
  );
  tag(ctx, v, said ?? `${v.titles.maker} ${yes ? "can" : "cannot"}`, x, y);
}
function tag(ctx, v, text, x, y) {
  ctx.font = `600 11.5px ${v.font}`;
  const wide = ctx.measureText(text).width + 12, { left, top, side } = v.area;
  const bx = x + 18 + wide > left + side ? x - 18 - wide : x + 18, by = Math.max(top + 4, Math.min(y - 10, top + side - 24));
  ctx.fillStyle = v.palette.ink;
  ctx.beginPath();
  ctx.roundRect(bx, by, wide, 20, 5);
  ctx.fill();
  ctx.fillStyle = v.palette.paper;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, bx + 6, by + 10.5);
}
function axes(ctx, v) {
  const { area: area2, to, palette, font: family, world: { extent: extent2, names } } = v;
  const titles = names?.map((text) => ({ text, colour: palette.faint }));
  drawAxes(ctx, { area: area2, to, extent: extent2, palette, family, titles });
}
var LAYERS = [
  { name: "field", draw: field, clipped: true },
  { name: "best", draw: otherField("best"), clipped: true },
  { name: "gap", draw: gap, clipped: true },
  { name: "source_field", draw: otherField("source_field"), clipped: true },
  { name: "sheet", draw: sheet, clipped: true },
  { name: "ghost", of: "line", draw: ghost, clipped: true },
  { name: "line", draw: line, clipped: true },
  { name: "real", draw: real, clipped: true },
  { name: "trails", of: "fake", draw: trails, clipped: true },
  { name: "next", draw: next, clipped: true },
  { name: "fake", draw: fake, clipped: true },
  { name: "back_translations", draw: translation("back_translations"), clipped: true },
  { name: "translations", draw: translation("translations"), clipped: true },
  { name: "back_translations_residuals", draw: residual("back_translations_residuals"), clipped: true },
  { name: "translations_residuals", draw: residual("translations_residuals"), clipped: true },
  { name: "climb", draw: climb, clipped: true },
  { name: "push", draw: push, clipped: true },
  { name: "crowds", of: "fake", draw: crowds, clipped: true },
  { name: "pin", draw: pin, clipped: true },
  { name: "axes", draw: axes }
];
var JOURNEYS = {
  sheet: ["sheet", "fake", "axes"],
  translations: ["translations", "axes"],
  back_translations: ["back_translations", "axes"]
};
var PASSING = ["trails", "ghost", "crowds"];
var GROUNDS = /* @__PURE__ */ new Set(["field", "best", "gap", "source_field"]);
var MAPS = ["translations", "back_translations"];
function isDrawn({ name, of }, { shown, replay, journey }) {
  if (name === "axes" || name === "pin") return true;
  if (replay === null) return shown.has(of ?? name);
  return JOURNEYS[journey].includes(name) || !PASSING.includes(name) && shown.has(of ?? name);
}
function strength({ name }, { replay, journey, shown, now }) {
  if (replay !== null) return JOURNEYS[journey].includes(name) ? 1 : 0.25;
  return GROUNDS.has(name) && MAPS.some((map) => shown.has(map) && now[map]) ? 0.4 : 1;
}
function marker(shape, colour, halo, dpr, { radius = shape === "circle" ? 3 : 3.7, hollow = false } = {}) {
  const canvas = document.createElement("canvas");
  const size = Math.ceil((radius + 2) * 2 * dpr);
  canvas.width = canvas.height = size;
  canvas.outline = (ctx2) => drawMarker(ctx2, { shape, colour, halo, radius, hollow });
  const ctx = canvas.getContext("2d");
  ctx.scale(dpr, dpr);
  ctx.translate(size / dpr / 2, size / dpr / 2);
  canvas.outline(ctx);
  return canvas;
}
function drawMarker(ctx, { shape, colour, halo, radius, hollow }) {
  ctx.beginPath();
  if (shape === "circle") ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  else {
    for (let k = 0; k < 3; k++) ctx[k ? "lineTo" : "moveTo"](
      radius * Math.sin(k * 2 * Math.PI / 3),
      0.6 - radius * Math.cos(k * 2 * Math.PI / 3)
    );
    ctx.closePath();
  }
  ctx.lineJoin = "round";
  ctx.strokeStyle = hollow ? colour : halo;
  const rim = radius < 2 ? 0.7 : 1.8;
  ctx.lineWidth = hollow ? 1.3 : rim;
  ctx.fillStyle = hollow ? halo : colour;
  if (hollow) ctx.fill();
  ctx.stroke();
  if (!hollow) ctx.fill();
}

// src/scene/tile.js
function tileOf(v, pixels, [, height, width, channels], k) {
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
function mark(ctx, v, p, { x, y, w, h }) {
  const edge = 2;
  ctx.strokeStyle = p >= 0.5 ? v.palette.real : v.palette.fake;
  ctx.fillStyle = v.palette.ink;
  ctx.lineWidth = edge;
  ctx.globalAlpha = 0.15 + 0.85 * Math.abs(2 * p - 1);
  ctx.strokeRect(x - edge / 2, y - edge / 2, w + edge, h + edge);
  ctx.globalAlpha = 1;
  if (w >= 16) ctx.fillText(`${Math.round(100 * p)}`, x + w / 2, y + h + edge + 1);
}
function nextPlace(places, at, [dx, dy]) {
  if (!at) return places[0];
  const far = ([x, y]) => 100 * Math.abs(dx ? x - at[0] : y - at[1]) + Math.abs(dx ? 0 : x - at[0]);
  const ahead = places.filter(([x, y]) => dx ? Math.abs(y - at[1]) < 1 && (x - at[0]) * dx > 1 : (y - at[1]) * dy > 1);
  return ahead.sort((a, b) => far(a) - far(b))[0] ?? at;
}

// src/scene/images.js
var GAP2 = 6;
var MARK = 13;
var LABEL = 18;
var EDGE = 2;
function layout(size, fakes, reals, [height, width]) {
  let best = { tile: 0 };
  for (let columns2 = 2; columns2 <= 16; columns2++) {
    const rows = Math.ceil(fakes / columns2) + Math.ceil(reals / columns2);
    const tile = Math.min(
      (size - 2 * EDGE - GAP2 * (columns2 - 1)) / columns2,
      (size - 2 * LABEL - GAP2 * rows - MARK * rows - 6) / rows * (width / height)
    );
    if (tile > best.tile) best = { tile, columns: columns2 };
  }
  const w = Math.floor(best.tile), h = Math.floor(best.tile * height / width);
  const place = (n, top) => Array.from({ length: n }, (_, i) => ({
    x: EDGE + i % best.columns * (w + GAP2),
    y: top + Math.floor(i / best.columns) * (h + MARK + GAP2)
  }));
  const below = LABEL + Math.ceil(fakes / best.columns) * (h + MARK + GAP2) + 6;
  return { w, h, fakes: place(fakes, LABEL), realsLabel: below, reals: place(reals, below + LABEL) };
}
function tileAt(group, { w, h }, px, py) {
  return group.findIndex(({ x, y }) => px >= x && px < x + w && py >= y && py < y + h + MARK);
}
function paint(ctx, v, pixels, [n, height, width, channels], places, scores) {
  const { w, h } = v.places;
  ctx.imageSmoothingEnabled = w < 2 * width && w > width;
  for (let k = 0; k < n; k++) {
    const { x, y } = places[k];
    ctx.drawImage(tileOf(v, pixels, [n, height, width, channels], k), x, y, w, h);
    if (scores) mark(ctx, v, scores[k], { x, y, w, h });
  }
}
function chosen(ctx, v) {
  const { what, index } = v.closeup ?? {};
  const place = { fake: v.places.fakes, real: v.places.reals }[what]?.[index];
  if (!place) return;
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 2;
  ctx.strokeRect(place.x - EDGE - 1, place.y - EDGE - 1, v.places.w + 2 * EDGE + 2, v.places.h + 2 * EDGE + 2);
}
var images = {
  prepare(v) {
    v.places = layout(v.size, v.world.fakesShape[0], v.world.realShape[0], v.world.realShape.slice(1, 3));
  },
  draw(ctx, v) {
    ctx.font = `11px ${v.font}`;
    ctx.textBaseline = "top";
    ctx.fillStyle = v.palette.ink;
    ctx.textAlign = "left";
    ctx.fillText("Fakes from the same noise at every step", 1, 1);
    ctx.fillText("Real images", 1, v.places.realsLabel + 1);
    ctx.font = `600 9.5px ${v.font}`;
    ctx.textAlign = "center";
    if (v.now?.tiles) paint(ctx, v, v.now.tiles, v.world.fakesShape, v.places.fakes, v.now.fakeScores);
    paint(ctx, v, v.world.tiles, v.world.realShape, v.places.reals, v.now?.realScores);
    chosen(ctx, v);
  },
  /** The next tile for a crosshair: beside, above or below, in the same group or the other. */
  move(v, at, [dx, dy]) {
    const { w, h, fakes, reals } = v.places;
    return nextPlace([...fakes, ...reals].map(({ x, y }) => [x + w / 2, y + h / 2]), at, [dx, dy]);
  },
  /** What a click there asks. */
  ask(v, px, py) {
    const fake2 = tileAt(v.places.fakes, v.places, px, py), real2 = tileAt(v.places.reals, v.places, px, py);
    if (fake2 >= 0) return { fake: fake2 };
    return real2 >= 0 ? { real: real2 } : null;
  },
  describe(v, px, py) {
    const { maker, judge } = v.titles;
    const ask = { fake: "a closer look", real: `can ${maker} make this?` };
    const say = (what, k, p) => {
      const named2 = `${what} ${k + 1}`;
      if (!p) return named2;
      const said = `${named2}
${judge}: ${Math.round(100 * p[k])} % real`;
      return v.asks ? `${said}
click: ${ask[what]}` : said;
    };
    const fake2 = tileAt(v.places.fakes, v.places, px, py);
    if (fake2 >= 0) return say("fake", fake2, v.now?.fakeScores);
    const real2 = tileAt(v.places.reals, v.places, px, py);
    return real2 >= 0 ? say("real", real2, v.now?.realScores) : null;
  }
};

// src/scene/phase.js
var AGES = 24;
function lengthOf(path) {
  let n = path.length / 2;
  while (n > 0 && Number.isNaN(path[2 * n - 2])) n -= 1;
  return n;
}
function stretchesOf(n, most = AGES) {
  const count3 = Math.max(0, Math.min(most, n - 1));
  return Array.from({ length: count3 }, (_, k) => [
    Math.round(k * (n - 1) / count3),
    Math.round((k + 1) * (n - 1) / count3),
    count3 > 1 ? k / (count3 - 1) : 1
  ]);
}
var spanOf = (v) => Array.from(v.now?.span ?? [-1, 1, -1, 1]);
function grid(ctx, v) {
  const { left, top, side } = v.area;
  ctx.strokeStyle = v.palette.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(Math.round(v.to.x(0)) + 0.5, top);
  ctx.lineTo(Math.round(v.to.x(0)) + 0.5, top + side);
  ctx.moveTo(left, Math.round(v.to.y(0)) + 0.5);
  ctx.lineTo(left + side, Math.round(v.to.y(0)) + 0.5);
  ctx.stroke();
}
function vectors(ctx, v) {
  const arrows2 = v.now.vectors ?? [];
  ctx.strokeStyle = v.palette.faint;
  ctx.globalAlpha = 0.75;
  ctx.lineWidth = 1.2;
  ctx.lineCap = "round";
  ctx.beginPath();
  for (let i = 0; i < arrows2.length; i += 4) {
    const x0 = v.to.x(arrows2[i]), y0 = v.to.y(arrows2[i + 1]), x1 = v.to.x(arrows2[i + 2]), y1 = v.to.y(arrows2[i + 3]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 0.8)) continue;
    const size = Math.min(4.5, length / 2), ux = (x1 - x0) / length * size, uy = (y1 - y0) / length * size;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.moveTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
    ctx.lineTo(x1, y1);
    ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}
function way(ctx, v) {
  const { path, here } = v.now, n = lengthOf(path);
  const at = (i) => i === n - 1 ? [v.to.x(here[0]), v.to.y(here[1])] : [v.to.x(path[2 * i]), v.to.y(path[2 * i + 1])];
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 1.7;
  ctx.lineJoin = "round";
  ctx.lineCap = "butt";
  for (const [first, last, age] of stretchesOf(n)) {
    ctx.globalAlpha = 0.22 + 0.68 * age;
    ctx.beginPath();
    for (let i = first; i <= last; i++) ctx.lineTo(...at(i));
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  if (n > 1) disc(ctx, at(0), 4, v.palette.paper, v.palette.ink, 1.6);
}
function lastStep(ctx, v) {
  const { before, now, moved } = v;
  if (!before?.here || !(moved.maker || moved.judge)) return;
  const colours = [moved.judge && v.palette.judge, moved.maker && v.palette.maker].filter(Boolean);
  ctx.lineWidth = 5;
  ctx.lineCap = "round";
  ctx.strokeStyle = colours.length > 1 ? v.palette.ink : colours[0];
  ctx.globalAlpha = 0.75;
  ctx.beginPath();
  ctx.moveTo(v.to.x(before.here[0]), v.to.y(before.here[1]));
  ctx.lineTo(v.to.x(now.here[0]), v.to.y(now.here[1]));
  ctx.stroke();
  ctx.globalAlpha = 1;
}
function disc(ctx, [x, y], radius, fill2, rim, wide) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = fill2;
  ctx.strokeStyle = rim;
  ctx.lineWidth = wide;
  ctx.fill();
  ctx.stroke();
}
function rest(ctx, v) {
  if (!v.world.rest) return;
  const x = v.to.x(v.world.rest[0]), y = v.to.y(v.world.rest[1]);
  for (const [style, wide] of [[v.palette.paper, 5], [v.palette.ink, 2]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = wide;
    ctx.lineCap = "round";
    ctx.beginPath();
    for (const [dx, dy] of [[1, 0], [0, 1]]) {
      ctx.moveTo(x - 6 * dx, y - 6 * dy);
      ctx.lineTo(x + 6 * dx, y + 6 * dy);
    }
    ctx.stroke();
  }
}
function marker2(ctx, v) {
  const { here } = v.now;
  if (!Number.isFinite(here[0] + here[1])) return;
  disc(ctx, [v.to.x(here[0]), v.to.y(here[1])], 6.5, v.palette.ink, v.palette.paper, 2);
}
function axes2(ctx, v) {
  const [theta, psi] = v.world.names, { area: area2, to, palette, titles } = v;
  drawAxes(ctx, { area: area2, to, extent: spanOf(v), palette, family: v.font, titles: [
    { text: `${theta}, ${titles.maker}'s weight`, colour: palette.maker },
    { text: `${psi}, ${titles.judge}'s weight`, colour: palette.judge }
  ] });
}
var phase = {
  prepare(v) {
    v.area = plotWithin(v.size, spanOf(v), { family: v.font, titled: true });
  },
  draw(ctx, v) {
    this.prepare(v);
    const { left, top, side } = v.area;
    v.to = frameOf(spanOf(v), v.area);
    ctx.fillStyle = v.palette.paper;
    ctx.fillRect(left, top, side, side);
    if (v.now?.path) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, top, side, side);
      ctx.clip();
      for (const part of [grid, vectors, way, lastStep, rest, marker2]) part(ctx, v);
      ctx.restore();
    }
    axes2(ctx, v);
  },
  /** The next place of a crosshair. */
  move(v, at, [dx, dy], fine) {
    const { left, top, side } = v.area, step = side / (fine ? 160 : 32);
    if (!at) return [left + side / 2, top + side / 2];
    return [clamp(at[0] + dx * step, left, left + side), clamp(at[1] + dy * step, top, top + side)];
  },
  /** Both weights at a place. */
  describe(v, px, py) {
    const { left, top, side } = v.area;
    if (px < left || px > left + side || py < top || py > top + side || !v.to) return null;
    const [theta, psi] = v.to.invert(px, py), [x, y] = v.world.names;
    return `${x} ${short(theta)}, ${y} ${short(psi)}`;
  }
};

// src/scene/spotlight.js
function spotlight(ctx, v) {
  const { spot, palette, to, area: area2 } = v;
  ctx.save();
  ctx.beginPath();
  ctx.rect(area2.left, area2.top, area2.side, area2.side);
  ctx.clip();
  ctx.fillStyle = palette.paper;
  ctx.globalAlpha = 0.55;
  ctx.fillRect(area2.left, area2.top, area2.side, area2.side);
  ctx.globalAlpha = 1;
  const stroke = palette[spot.colour] ?? palette.ink;
  for (const set of spot.sets) if (set.tips) pulls(ctx, v, set, stroke);
  for (const { shape, points } of spot.sets) {
    ctx.fillStyle = palette[shape];
    ctx.strokeStyle = stroke;
    ctx.lineWidth = 1.4;
    for (let i = 0; i < points.length; i += 2) {
      const x = to.x(points[i]), y = to.y(points[i + 1]);
      ctx.beginPath();
      if (shape === "real") ctx.arc(x, y, 4.2, 0, 7);
      else {
        ctx.moveTo(x, y - 5.4);
        ctx.lineTo(x + 4.9, y + 3.6);
        ctx.lineTo(x - 4.9, y + 3.6);
        ctx.closePath();
      }
      ctx.fill();
      ctx.stroke();
    }
  }
  ctx.restore();
}
function pulls(ctx, { to }, { points: from, tips }, stroke) {
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (let i = 0; i < tips.length; i += 2) {
    const x0 = to.x(from[i]), y0 = to.y(from[i + 1]), x1 = to.x(tips[i]), y1 = to.y(tips[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 1)) continue;
    const head = Math.min(5, length / 2), ux = (x1 - x0) / length * head, uy = (y1 - y0) / length * head;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.lineTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
    ctx.moveTo(x1, y1);
    ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
  }
  ctx.stroke();
}

// src/scene/plane.js
var plane = {
  /** What depends on size and theme alone, made once. */
  prepare(v) {
    v.area = plotWithin(v.size, v.world.extent, { family: v.font, titled: Boolean(v.world.names) });
    v.to = frameOf(v.world.extent, v.area);
    const { palette, dpr } = v;
    v.tints = tintsOf(v.world, palette);
    const circle = marker("circle", palette.real, palette.halo, dpr);
    v.sprites = {
      real: circle,
      reals: sheetOf(v, v.world.real, circle),
      fake: marker("triangle", palette.fake, palette.halo, dpr),
      ghost: marker("triangle", palette.fake, palette.halo, dpr, { radius: 2.6, hollow: true }),
      made: marker("triangle", palette.fake, palette.ink, dpr, { radius: 6 })
    };
  },
  draw(ctx, v) {
    const { left, top, side } = v.area;
    ctx.fillStyle = v.palette.paper;
    ctx.fillRect(left, top, side, side);
    for (const layer of LAYERS) {
      if (!isDrawn(layer, v)) continue;
      ctx.save();
      ctx.globalAlpha = strength(layer, v);
      if (layer.clipped) {
        ctx.beginPath();
        ctx.rect(left, top, side, side);
        ctx.clip();
      }
      layer.draw(ctx, v);
      ctx.restore();
    }
    if (v.spot && v.replay === null) spotlight(ctx, v);
  },
  /** What a click there asks. */
  ask(v, px, py) {
    const { left, top, side } = v.area;
    if (px < left || px > left + side || py < top || py > top + side) return null;
    return { at: v.to.invert(px, py) };
  },
  /** The next place of a crosshair. */
  move(v, at, [dx, dy], fine) {
    const { left, top, side } = v.area, step = side / (fine ? 160 : 32);
    if (!at) return [left + side / 2, top + side / 2];
    return [clamp(at[0] + dx * step, left, left + side), clamp(at[1] + dy * step, top, top + side)];
  },
  /** What lies under the pointer, in words. */
  describe(v, px, py) {
    const words = this.words(v, px, py);
    return words && v.asks ? `${words}
click: ${v.world.question ?? `can ${v.titles.maker} make this?`}` : words;
  },
  words(v, px, py) {
    const { left, top, side } = v.area;
    const u = (px - left) / side, w = (py - top) / side;
    if (u < 0 || u > 1 || w < 0 || w > 1) return null;
    const [x, y] = v.to.invert(px, py);
    const [nx, ny] = v.world.names ?? ["x", "y"];
    const judge = v.world.nouns?.judge ?? v.titles.judge;
    const where = `${nx} ${short(x)}, ${ny} ${short(y)}`;
    if (v.shown.has("gap") && v.now?.gap) {
      const [rows2, columns3] = v.now.gapShape, off = Math.round(200 * sampleField(v.now.gap, columns3, rows2, u, w) - 100);
      return `${where}
${judge} is ${Math.abs(off)} points ${off < 0 ? "below" : "above"} ${judge}*`;
    }
    if (v.shown.has("best") && v.now?.best) {
      const [rows2, columns3] = v.now.bestShape;
      return `${where}
${judge}*: ${Math.round(100 * sampleField(v.now.best, columns3, rows2, u, w))} % real`;
    }
    if (v.shown.has("source_field") && v.now?.source_field) {
      const [rows2, columns3] = v.now.source_fieldShape;
      const { word } = v.world.layers.find(({ name }) => name === "source_field");
      return `${where}
${word}: ${Math.round(100 * sampleField(v.now.source_field, columns3, rows2, u, w))} % real`;
    }
    if (!v.now?.field) return where;
    const [rows, columns2] = v.now.fieldShape;
    const p = clamp(sampleField(v.now.field, columns2, rows, u, w), 0, 1);
    return `${where}
${judge}: ${Math.round(100 * p)} % real`;
  }
};

// src/scene/strip.js
var HEAD2 = 18;
var FOOT2 = 40;
var EDGE2 = 20;
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
function overshooting(heights, tallest) {
  const runs = [];
  heights.forEach((h, i) => {
    if (h <= tallest) return;
    const last = runs.at(-1);
    if (last?.to === i - 1) Object.assign(last, { to: i, most: Math.max(last.most, h) });
    else runs.push({ from: i, to: i, most: h });
  });
  return runs;
}
function beyond(ctx, { area: { left, side, top }, now, tallest, palette }) {
  if (!now?.fakes) return;
  ctx.fillStyle = palette.fakeText;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  let free = left;
  for (const { from, to, most } of overshooting(now.fakes, tallest)) {
    const said = percent(most), wide = ctx.measureText(said).width + 12;
    const middle = left + (from + to + 1) / 2 / now.fakes.length * side;
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
function axes3(ctx, v) {
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
  shares.at.forEach((share, i) => ctx.fillText(shares.texts[i], right + 5, base - share / tallest * height));
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  const { at, texts } = ticksWithin(x0, x1, { side, font: ctx.font, many: 6 });
  at.forEach((t, i) => {
    const x = left + (t - x0) / (x1 - x0) * side, half = ctx.measureText(texts[i]).width / 2;
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
function sharesOf(tallest) {
  const { at } = ticksOf(0, tallest, 4);
  return { at, texts: tickTexts(at.map((share) => 100 * share)).map((text) => `${text} %`) };
}
var strip = {
  prepare(v) {
    v.tallest = 1.15 * Math.max(...v.world.real, 1e-9);
    const font = axisFont(v.font), wide = Math.ceil(widest(sharesOf(v.tallest).texts, font)) + 8;
    const left = (v.world.field ? Math.ceil(widest([percent(1)], font)) + 8 : 0) + EDGE2;
    v.area = { left, top: HEAD2, side: v.size - left - wide - EDGE2, height: v.size - HEAD2 - FOOT2 };
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
    for (const [field2, dash] of [[v.moved.judge ? v.before?.field : null, [3, 4]], [v.now?.field, []]]) {
      if (!field2) continue;
      ctx.setLineDash(dash);
      ctx.strokeStyle = dash.length ? v.palette.faint : v.palette.line;
      ctx.lineWidth = dash.length ? 1 : 1.8;
      ctx.beginPath();
      field2.forEach((p, i) => ctx.lineTo(left + (i + 0.5) / field2.length * side, base - p * height));
      ctx.stroke();
    }
    ctx.restore();
    axes3(ctx, v);
    ctx.font = axisFont(v.font);
    beyond(ctx, v);
  },
  /** The next place of a crosshair. */
  move(v, at, [dx], fine) {
    const { left, top, side, height } = v.area;
    return [at ? clamp(at[0] + dx * side / (fine ? 256 : 64), left, left + side) : left + side / 2, top + height / 2];
  },
  describe(v, px) {
    const u = (px - v.area.left) / v.area.side;
    if (u < 0 || u > 1) return null;
    const [x0, x1] = v.world.extent;
    const field2 = v.now?.field;
    const where = `${v.world.names?.[0] ?? "x"} ${short(x0 + u * (x1 - x0))}`;
    return field2 ? `${where}
${v.world.nouns?.judge ?? v.titles.judge}: ${percent(field2[clamp(
      Math.floor(u * field2.length),
      0,
      field2.length - 1
    )])} real` : where;
  }
};

// src/scene/translated.js
var GAP3 = 5;
var BETWEEN = 18;
var LABEL2 = 17;
var MARK2 = 14;
var EDGE3 = 2;
var OWN = 0.34;
var LEAST = 2;
function fit(side, height, width) {
  const scale = side / Math.max(height, width);
  return { w: Math.max(1, Math.round(width * scale)), h: Math.max(1, Math.round(height * scale)) };
}
function layout2(size, groups, own = []) {
  const across = groups.reduce((sum, { columns: columns2 }) => sum + columns2, 0), [height, width] = groups[0].shape;
  const side = own.length ? Math.floor(Math.min((size - 2 * EDGE3 - GAP3 * (own.length - 1)) / own.length, OWN * size)) : 0;
  const titles = own.length ? LABEL2 + Math.max(...own.map((sides) => fit(side, ...sides).h)) + 2 * GAP3 : 0;
  const heads = titles + (groups.some(({ title }) => title) ? LABEL2 : 0), top = heads + LABEL2;
  const most = Math.max(...groups.map(({ rows }) => rows)), room = size - top - EDGE3;
  const wide = (size - 2 * EDGE3 - BETWEEN * (groups.length - 1) - GAP3 * (across - groups.length)) / across;
  const tall = (room / Math.min(most, LEAST) - MARK2 - GAP3) * (width / height);
  const w = Math.max(4, Math.floor(Math.min(wide, tall))), h = Math.max(4, Math.floor(w * height / width));
  const shown = Math.max(1, Math.min(most, Math.floor((room + GAP3) / (h + MARK2 + GAP3))));
  let left = EDGE3;
  const placed2 = groups.map(({ columns: columns2 }) => {
    const xs = Array.from({ length: columns2 }, (_, c) => left + c * (w + GAP3));
    const group = { left, columns: xs, width: columns2 * (w + GAP3) - GAP3 };
    left += group.width + BETWEEN;
    return group;
  });
  const places = own.map((_, c) => ({ x: EDGE3 + c * (side + GAP3), y: LABEL2 }));
  return {
    w,
    h,
    shown,
    own: { side, places },
    groups: placed2,
    titles,
    heads,
    top,
    y: (r) => top + r * (h + MARK2 + GAP3)
  };
}
var partsOf = (now) => ["ownSource", "ownMade", "ownBack"].filter((name) => now?.[name]);
function placesOf(v) {
  const groups = v.world.groups.map(({ columns: columns2, title }, k) => {
    const [rows, height, width] = (v.world[`truth${k}`] ?? v.now?.[`made${k}`] ?? v.world[`source${k}`]).shape;
    return {
      columns: columns2.length,
      rows: Math.max(rows, v.world[`source${k}`].shape[0]),
      shape: [height, width],
      title
    };
  });
  return layout2(v.size, groups, partsOf(v.now).map((name) => v.now[name].shape.slice(1, 3)));
}
var picturesOf = (v, part, k) => v.now?.[`${part}${k}`] ?? v.world[`${part}${k}`];
function tilesOf(v) {
  const { w, h, groups, shown, y } = v.places;
  return v.world.groups.flatMap(({ columns: columns2 }, k) => columns2.flatMap(({ part }, c) => {
    const n = Math.min(shown, picturesOf(v, part, k)?.shape[0] ?? 0);
    return Array.from({ length: n }, (_, row) => ({ k, part, row, x: groups[k].columns[c], y: y(row), w, h }));
  }));
}
function drawTile(ctx, v, { k, part, row, x, y, w, h }) {
  const pixels = picturesOf(v, part, k), [, height, width] = pixels.shape, size = fit(Math.max(w, h), height, width);
  ctx.imageSmoothingEnabled = w < 2 * width && w > width;
  ctx.drawImage(tileOf(v, pixels, pixels.shape, row), x, y, Math.min(w, size.w), Math.min(h, size.h));
  ctx.strokeStyle = v.palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
}
var AFTER = { made: ["patches", "scores"], truth: ["truthPatches", "truthScores"] };
function drawPatches(ctx, v, { k, part, row, x, y, w, h }) {
  const maps = v.now?.[`${AFTER[part]?.[0]}${k}`];
  if (!maps || row >= maps.shape[0]) return;
  const [, rows, columns2] = maps.shape, image = v.scratch(columns2, rows);
  const pixels = new Uint32Array(image.data.data.buffer);
  for (let i = 0; i < rows * columns2; i++) pixels[i] = v.palette.table[maps[row * rows * columns2 + i]];
  image.ctx.putImageData(image.data, 0, 0);
  ctx.imageSmoothingEnabled = false;
  ctx.globalAlpha = 0.72;
  ctx.drawImage(image.canvas, x, y, w, h);
  ctx.globalAlpha = 1;
}
function drawOwn(ctx, v) {
  const { side, places } = v.places.own, group = v.world.groups.find(({ to }) => to === v.now.own?.to);
  const titled = (name) => group?.columns.find(({ part }) => name === `own${part[0].toUpperCase()}${part.slice(1)}`)?.title;
  partsOf(v.now).forEach((name, i) => {
    const { x, y } = places[i], pixels = v.now[name], [, height, width] = pixels.shape, { w, h } = fit(side, height, width);
    ctx.fillText(i ? titled(name) ?? "" : "yours", x, 2);
    ctx.imageSmoothingEnabled = w < 2 * width;
    ctx.drawImage(tileOf(v, pixels, pixels.shape, 0), x, y, w, h);
    ctx.strokeStyle = v.palette.grid;
    ctx.lineWidth = 1;
    ctx.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
  });
}
function write2(ctx, text, x, y, room) {
  let said = text;
  while (said.length > 1 && ctx.measureText(said).width > room) said = `${said.replace(/…$/, "").slice(0, -1)}…`;
  ctx.fillText(said, x, y);
}
function drawHeads(ctx, v) {
  const { groups, heads, titles, w } = v.places;
  v.world.groups.forEach(({ title, columns: columns2 }, k) => {
    ctx.font = `600 11px ${v.font}`;
    if (title) write2(ctx, title, groups[k].left, titles + 2, groups[k].width);
    ctx.font = `11px ${v.font}`;
    columns2.forEach(({ title: word }, c) => write2(ctx, word, groups[k].columns[c], heads + 2, w + GAP3 - 1));
  });
}
function chosen2(ctx, v) {
  const { what, index } = v.closeup ?? {};
  if (what !== "fake") return;
  const { k, row } = rowAt(v, index), { groups, h, y } = v.places;
  if (!groups[k] || row >= v.places.shown) return;
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 2;
  ctx.strokeRect(groups[k].left - 3, y(row) - 3, groups[k].width + 6, h + 6);
}
var rowsOf = (v, k) => v.world[`source${k}`].shape[0];
function rowAt(v, index) {
  let k = 0, row = index;
  while (k < v.world.groups.length && row >= rowsOf(v, k)) row -= rowsOf(v, k++);
  return { k, row };
}
var indexOf = (v, { k, row }) => row + Array.from({ length: k }, (_, i) => rowsOf(v, i)).reduce((a, b) => a + b, 0);
var tileAt2 = (v, px, py) => tilesOf(v).find(({ x, y, w, h }) => px >= x && px < x + w && py >= y && py < y + h + MARK2);
var translated = {
  prepare(v) {
    v.places = placesOf(v);
  },
  draw(ctx, v) {
    v.places = placesOf(v);
    Object.assign(ctx, { textBaseline: "top", textAlign: "left", fillStyle: v.palette.ink, font: `11px ${v.font}` });
    if (v.now?.ownSource) drawOwn(ctx, v);
    drawHeads(ctx, v);
    const tiles = tilesOf(v);
    for (const tile of tiles) drawTile(ctx, v, tile);
    if (v.shown.has("patches")) for (const tile of tiles) drawPatches(ctx, v, tile);
    Object.assign(ctx, { font: `600 9.5px ${v.font}`, textAlign: "center" });
    for (const tile of tiles) {
      const scores = v.now?.[`${AFTER[tile.part]?.[1]}${tile.k}`];
      if (scores && tile.row < scores.length) mark(ctx, v, scores[tile.row] / 255, tile);
    }
    chosen2(ctx, v);
  },
  /** A picture with D's answers over it, for the card of the layer. */
  thumb(ctx, v, side) {
    if (!v.now?.made0) return;
    const tile = { k: 0, part: "made", row: 0, x: 0, y: 0, w: side, h: side };
    drawTile(ctx, v, tile);
    drawPatches(ctx, v, tile);
  },
  move(v, at, way2) {
    return nextPlace(tilesOf(v).map(({ x, y, w, h }) => [x + w / 2, y + h / 2]), at, way2);
  },
  /** What a click there asks. */
  ask(v, px, py) {
    const tile = tileAt2(v, px, py);
    return tile ? { fake: indexOf(v, tile) } : null;
  },
  describe(v, px, py) {
    const tile = tileAt2(v, px, py);
    if (!tile) return null;
    const { k, part, row, x, y, w, h } = tile, { title, columns: columns2 } = v.world.groups[k], { judge } = v.titles;
    const word = columns2.find((column) => column.part === part).title, said = [`${word}, ${row + 1}${title ? `, ${title}` : ""}`];
    const [patches, scores] = AFTER[part] ?? [], maps = v.now?.[`${patches}${k}`], all = v.now?.[`${scores}${k}`];
    if (all && row < all.length) said.push(`${judge}: ${Math.round(100 * all[row] / 255)} % real`);
    if (maps && v.shown.has("patches") && row < maps.shape[0] && py < y + h) {
      const [, rows, across] = maps.shape;
      const at = Math.min(rows - 1, Math.floor((py - y) / h * rows)) * across + Math.min(
        across - 1,
        Math.floor((px - x) / w * across)
      );
      said.push(`this patch: ${Math.round(100 * maps[row * rows * across + at] / 255)} %`);
    }
    return v.asks ? [...said, "click: a closer look"].join("\n") : said.join("\n");
  }
};

// src/scene/scene.js
var MODES = { plane, images, strip, phase, translated };
var MOVE_MS = 200;
var REPLAY_MS = 1600;
var BASE = ["fakes", "field", "tiles", "fakeScores", "realScores"];
var BLENDED = [
  ...BASE,
  "best",
  "gap",
  "sheet",
  "sheetShade",
  "push",
  "climb",
  "next",
  "source_field",
  "here",
  ...Object.keys(WAYS)
];
var Scene = class {
  constructor(canvas, { font, onDrawn = () => {
  } }) {
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d");
    this.onDrawn = onDrawn;
    this.v = {
      font,
      size: 0,
      dpr: 1,
      palette: null,
      world: null,
      now: null,
      before: null,
      moved: {},
      shown: /* @__PURE__ */ new Set(),
      replay: null,
      journey: null,
      thin: 1,
      closeup: null,
      asks: false,
      titles: {}
    };
    this.v.scratch = scratchpad();
    this.target = null;
    this.started = 0;
    this.request = 0;
    this.calm = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
  }
  setWorld(world) {
    Object.assign(this.v, { world, now: null, before: null, moved: {}, closeup: null });
    this.target = null;
    this.prepare();
  }
  /** Names of the layers that are drawn. */
  setShown(names) {
    this.v.shown = new Set(names);
    this.schedule();
  }
  /** From noise or another domain to data, once; `name` is one of JOURNEYS, `more` are arrays of layers that are not in
   * the frame. */
  replay(name, more = {}) {
    this.v.journey = name;
    this.more = more;
    this.replaying = performance.now();
    this.schedule();
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
    const moves2 = animate && from && sameShape(from, frame);
    this.v.before = moves2 ? from : null;
    this.v.moved = moves2 ? frame.moved : {};
    this.started = moves2 && !this.calm?.matches ? performance.now() : -Infinity;
    this.late = { keys: [] };
    if (frame.playing) this.schedule();
    else this.drawNow();
  }
  /** Parts of the frame that is shown have come now: if it is still on its way, they begin theirs here. */
  complete(keys) {
    this.late = { keys, from: this.way(performance.now()) };
    this.schedule();
  }
  /** How far a move has come, from 0 to 1. */
  way(now) {
    return Math.min(1, Math.max(0, (now - this.started) / MOVE_MS));
  }
  drawNow() {
    cancelAnimationFrame(this.request);
    this.draw(performance.now());
  }
  /** The same moment, computed again: shown at once, beside the trails that are there. */
  refresh(frame) {
    if (this.v.before && sameShape(this.target, frame)) frame.moved = this.target.moved;
    else Object.assign(this.v, { before: null, moved: {} });
    this.target = frame;
    this.schedule();
  }
  /** What a phase of slow motion is about, from spotlight.js; null: nothing. */
  setSpot(spot) {
    if (!spot && !this.v.spot) return;
    this.v.spot = spot;
    this.schedule();
  }
  schedule() {
    this.request ||= requestAnimationFrame((at) => this.draw(at));
  }
  draw(at) {
    this.request = 0;
    const { v } = this;
    if (!v.world || !v.palette || !(v.size > 40)) return;
    const t = this.way(Math.max(at, performance.now()));
    v.hurried = Boolean(this.target?.playing);
    v.now = this.target ? this.between(t) : {};
    v.replay = this.replayed();
    if (v.replay !== null) v.now = { ...this.more, ...v.now };
    this.ctx.setTransform(v.dpr, 0, 0, v.dpr, 0, 0);
    this.ctx.clearRect(0, 0, v.size, v.size);
    MODES[v.world.mode].draw(this.ctx, v);
    this.onDrawn(this.target, t >= 1);
    if (t < 1 || v.replay !== null) this.schedule();
  }
  /** How far a replay has come, from 0 to 1, standing a moment at both ends; null when there is none. */
  replayed() {
    if (this.replaying === void 0) return null;
    const t = (performance.now() - this.replaying) / REPLAY_MS;
    if (t >= 1.15) this.replaying = void 0;
    return t >= 1.15 ? null : swing(Math.min(1, Math.max(0, (t - 0.12) / 0.88)));
  }
  between(t) {
    const now = { ...this.target };
    const { keys, from } = this.late ?? { keys: [] };
    const since = (key) => keys.includes(key) && from < 1 ? Math.max(0, (t - from) / (1 - from)) : t;
    if (t < 1 && this.v.before) {
      for (const key of BLENDED) if (now[key] && this.v.before[key])
        now[key] = blend(this.v.before[key], now[key], ease(since(key)));
    }
    return now;
  }
  /** What a click on that pixel asks the kernel, if anything. */
  ask(px, py) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].ask?.(this.v, px, py) ?? null : null;
  }
  /** The picture as it stands, drawn once more on a canvas of its own with so many pixels to each of the page. */
  print(dpr) {
    const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
    canvas.width = canvas.height = Math.round(this.v.size * dpr);
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    return this.paint(ctx, dpr) ? canvas : null;
  }
  /** The picture as it stands on a context; `vector`: one that keeps lines as lines. Whether there was one. */
  paint(ctx, dpr, vector = false) {
    const { world, palette, size } = this.v;
    if (!world || !palette || !(size > 40)) return false;
    const v = {
      ...this.v,
      dpr,
      vector,
      now: this.target ? this.between(1) : {},
      replay: null,
      hurried: false,
      scratch: scratchpad()
    };
    MODES[world.mode].prepare(v);
    MODES[world.mode].draw(ctx, v);
    return true;
  }
  /** Where a crosshair goes from there (null: where it begins), one way, perhaps in small steps. */
  move(at, way2, fine) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].move(this.v, at, way2, fine) : null;
  }
  describe(px, py) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].describe(this.v, px, py) : null;
  }
  stop() {
    cancelAnimationFrame(this.request);
  }
};
var swing = (t) => t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
var sameShape = (a, b) => BASE.every((key) => (a[key]?.length ?? 0) === (b[key]?.length ?? 0));
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

// src/scene/cards.js
var SIDE = 44;
var EVERY_MS = 400;
var GROUND = {
  real: [],
  fake: [],
  field: [],
  line: [],
  best: [],
  gap: [],
  sheet: [],
  push: ["fake"],
  climb: ["fake"],
  next: ["fake"]
};
var NONE = "none";
var Cards = class {
  /** `toggle(name)` shows or hides a layer; `replay(name)` plays a layer's points from where they begin. */
  constructor({ toggle, replay }) {
    Object.assign(this, {
      toggle,
      replay,
      cards: /* @__PURE__ */ new Map(),
      shown: /* @__PURE__ */ new Set(),
      scratch: scratchpad(),
      paintedAt: -Infinity
    });
    this.node = el("div.cards", { role: "toolbar", "aria-label": "Layers" });
    this.stops = new Roving(this.node);
  }
  /** The layers that there are: {name, word, hint, group}; those of a group exclude each other. */
  offer(layers, world) {
    this.world = world;
    this.sprites = null;
    const laid = layers.filter(({ name }) => name !== "truth");
    const rivals = laid.filter(({ group }) => group), choice = rivals.length > 1 ? rivals : [];
    this.cards = new Map(laid.map((layer) => [layer.name, this.card(layer, choice.includes(layer))]));
    const nodesOf = (some) => some.map(({ name }) => this.cards.get(name).node);
    this.none = this.card({ name: NONE, word: "None", hint: "nothing behind the points" }, true);
    this.node.replaceChildren(
      el("div.card-set", {}, ...nodesOf(laid.filter((layer) => !choice.includes(layer)))),
      ...choice.length ? [el(
        "div.card-set.card-choice",
        { role: "radiogroup", "aria-label": "Behind the points" },
        el("span.card-choice-word", { "aria-hidden": "true" }, "Behind the points, one of"),
        ...nodesOf(choice),
        this.none.node
      )] : []
    );
    this.rivals = choice.map(({ name }) => name);
    this.node.hidden = !this.cards.size;
    this.stops.refresh();
  }
  card({ name, word, hint }, oneOf) {
    const canvas = el("canvas.thumb", { "aria-hidden": "true" });
    const again = name in JOURNEYS ? {
      onpointerenter: () => this.replay(name),
      onfocus: (event) => event.target.matches(":focus-visible") && this.replay(name)
    } : {};
    const kind = oneOf ? { role: "radio", "aria-checked": "false" } : { "aria-pressed": "false" };
    const node = el(
      "button.card",
      {
        type: "button",
        "aria-label": word,
        ...kind,
        title: `${word}: ${hint}`,
        "data-layer": name,
        ...OWN_KEYS,
        onclick: () => oneOf ? this.choose(name) : this.toggle(name),
        ...again
      },
      canvas,
      el("span.card-word", { "aria-hidden": "true" }, word)
    );
    return { node, canvas, oneOf };
  }
  /** Of the layers that exclude each other show this one, or none. */
  choose(name) {
    const now = this.rivals.find((rival) => this.shown.has(rival)) ?? NONE;
    if (name !== now) this.toggle(name === NONE ? now : name);
  }
  setShown(names) {
    this.shown = new Set(names);
    for (const [name, { node, oneOf }] of this.cards)
      node.setAttribute(oneOf ? "aria-checked" : "aria-pressed", String(this.shown.has(name)));
    this.none?.node.setAttribute("aria-checked", String(!this.rivals.some((name) => this.shown.has(name))));
  }
  setAlive(alive) {
    for (const press of this.node.querySelectorAll("button")) press.disabled = !alive;
    this.stops.refresh();
  }
  /** The thumbnails of what a scene shows (`v`), and of what a glance has brought of the rest;
   * `must`: now, not when it is time. */
  paint(v, glance, must) {
    if (!this.cards.size || !this.node.offsetParent || !["plane", "translated"].includes(v.world?.mode) || !v.now || !v.palette || v.replay !== null) return;
    const now = performance.now();
    if (!must && now - this.paintedAt < EVERY_MS) return;
    this.paintedAt = now;
    if (v.world.mode === "translated") return this.paintPatches(v);
    const small = this.smaller(v, glance);
    for (const [name, { canvas }] of this.cards) if (must || moves(name, v.now)) this.paintOne(canvas, name, small);
    if (must && this.none.node.isConnected) this.paintOne(this.none.canvas, NONE, small);
  }
  /** Pictures have one layer. */
  paintPatches(v) {
    const card = this.cards.get("patches");
    if (card) translated.thumb(this.blank(card.canvas, v), { ...v, scratch: this.scratch }, SIDE);
  }
  smaller(v, glance) {
    const { dpr, palette } = v, area2 = { left: 0, top: 0, side: SIDE };
    const small = {
      ...v,
      now: { ...glance, ...v.now },
      size: SIDE,
      area: area2,
      to: frameOf(v.world.extent, area2),
      before: null,
      moved: {},
      mini: true,
      hurried: true,
      thin: 0.7,
      scratch: this.scratch
    };
    if (this.sprites?.palette !== palette || this.sprites.dpr !== dpr) {
      const dot2 = marker("circle", palette.real, palette.real, dpr, { radius: 0.8 });
      const fake2 = marker("triangle", palette.fake, palette.fake, dpr, { radius: 1.1 });
      this.sprites = {
        palette,
        dpr,
        fake: fake2,
        ghost: marker(
          "triangle",
          palette.fake,
          palette.halo,
          dpr,
          { radius: 1.2, hollow: true }
        ),
        reals: sheetOf(small, v.world.real, dot2)
      };
    }
    return Object.assign(small, { sprites: this.sprites });
  }
  blank(canvas, { dpr, palette }) {
    const side = Math.round(SIDE * dpr);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, SIDE, SIDE);
    return ctx;
  }
  paintOne(canvas, name, small) {
    const ctx = this.blank(canvas, small);
    const shown = /* @__PURE__ */ new Set([name]);
    for (const layer of LAYERS) {
      const ground = GROUND[name]?.includes(layer.name);
      if (layer.name === "axes" || layer.of || !(ground || isDrawn(layer, { shown, replay: null }))) continue;
      ctx.save();
      ctx.globalAlpha = ground ? 0.45 : 1;
      layer.draw(ctx, small);
      ctx.restore();
    }
  }
};
var moves = (name, now) => Boolean(now[{ fake: "fakes", line: "field" }[name] ?? name]);

// src/scene/columns.js
var Columns = class {
  /** `choose(view)` is asked for [across, up] or "pca". */
  constructor(choose) {
    this.choose = choose;
    const select = (name) => el(
      "select.field.column",
      { "aria-label": name, ...OWN_KEYS, onchange: () => this.pick() }
    );
    this.across = select("Across");
    this.up = select("Up");
    this.plane = el("button.button.button-small", {
      type: "button",
      "aria-pressed": "false",
      title: "The plane in which the columns vary most together (principal components)",
      ...OWN_KEYS,
      onclick: () => this.choose(this.view === "pca" ? this.pair : "pca")
    }, "Principal plane");
    this.node = el(
      "div.columns",
      { hidden: true },
      el("label", {}, "Across ", this.across),
      el("label", {}, "up ", this.up),
      this.plane
    );
    this.pair = [0, 1];
  }
  offer(names, view) {
    this.node.hidden = !names || names.length < 3;
    if (this.node.hidden) return;
    this.view = view;
    if (view !== "pca") this.pair = [...view];
    for (const [i, select] of [this.across, this.up].entries()) {
      select.replaceChildren(...names.map((name, k) => el("option", { value: k, disabled: k === this.pair[1 - i] }, name)));
      select.value = String(this.pair[i]);
    }
    this.plane.setAttribute("aria-pressed", String(view === "pca"));
  }
  pick() {
    this.choose([Number(this.across.value), Number(this.up.value)]);
  }
};

// src/scene/cross.js
var SIZE = 21;
var SAY_MS = 350;
var WAYS2 = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var Cross = class {
  /**
   * `move(at, way, fine)` is the next place, in units of the scene (`at` null: the first one), of which each is
   * `scale()` pixels; `here(at)` what there is, in words;
   * `show(at)` and `hide()` do what a pointer does that comes and goes; `ask(at)` puts the
   * question, `clear()` takes an answer
   * away and says whether there was one.
   */
  constructor(canvas, on) {
    Object.assign(this, { canvas, on, at: null });
    this.mark = el("div.cross", { "aria-hidden": "true", hidden: true });
    this.said = el("div.unseen", { role: "status", "aria-live": "polite" });
    canvas.addEventListener("keydown", (event) => this.onKey(event));
    canvas.addEventListener("blur", () => this.put(null));
    canvas.addEventListener("pointermove", () => this.put(null));
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way2 = WAYS2[event.key];
    if (way2) this.put(this.on.move(this.at, way2, event.shiftKey));
    else if (event.key === "Enter" && this.at) this.on.ask(this.at);
    else if (event.key !== "Escape" || !this.leave()) return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** Take pin and crosshair away; false when there was neither. */
  leave() {
    const asked = this.on.clear(), stood = this.at !== null;
    this.put(null);
    this.say(asked || stood ? "Nothing is marked any more." : "", 0);
    return asked || stood;
  }
  /** Stand there; null: nowhere. */
  put(at) {
    if (!at && !this.at) return;
    this.at = at;
    this.mark.hidden = !at;
    if (!at) {
      this.on.hide();
      return this.say("", 0);
    }
    const [x, y] = at.map((place) => place * this.on.scale() - SIZE / 2);
    this.mark.style.transform = `translate(${x}px, ${y}px)`;
    this.on.show(at);
    this.say(this.on.here(at) ?? "", SAY_MS);
  }
  say(text, wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.said.textContent !== text && (this.said.textContent = text), wait);
  }
};

// src/scene/lens.js
var Lens = class {
  constructor({ close }) {
    this.parts = [0, 1, 2].map(() => ({
      canvas: el("canvas.lens-picture", { "aria-hidden": "true" }),
      caption: el("figcaption", {})
    }));
    this.figures = this.parts.map(({ canvas, caption }) => el("figure", {}, canvas, caption));
    this.node = el(
      "div.lens",
      { role: "group", "aria-label": "A closer look", hidden: true },
      ...this.figures,
      el("button.mini.lens-close", {
        type: "button",
        "aria-label": "Close the closer look",
        title: "Close (Escape)",
        ...OWN_KEYS,
        onclick: close
      }, icon("close"))
    );
  }
  /** `tiles` are two pictures, `heat` how much each of the same pixels matters. */
  show({ tiles, heat, captions }, palette) {
    const [, height, width, channels] = tiles.shape, size = height * width;
    this.parts.forEach(({ canvas, caption }, k) => {
      Object.assign(canvas, { width, height });
      const ctx = canvas.getContext("2d"), image = ctx.createImageData(width, height);
      for (let i = 0; i < size; i++) {
        const at = (k * size + i) * channels;
        const pixel = () => channels === 3 ? tiles.subarray(at, at + 3) : [tiles[at], tiles[at], tiles[at]];
        const rgb = k === 2 ? warmth(heat[i] / 255, palette) : pixel();
        image.data.set([...rgb, 255], 4 * i);
      }
      ctx.putImageData(image, 0, 0);
      caption.textContent = captions[k];
    });
    this.node.hidden = false;
  }
  /** Nothing under the lens. */
  clear() {
    this.node.hidden = true;
  }
};
function warmth(t, { dark }) {
  const stops = dark ? [[21, 23, 27], [196, 92, 24], [255, 236, 190]] : [[250, 249, 247], [236, 130, 50], [90, 22, 0]];
  const k = t < 0.5 ? 0 : 1, u = 2 * t - k;
  return stops[k].map((c, i) => Math.round(c + (stops[k + 1][i] - c) * u));
}

// src/scene/truth.js
var Truth = class {
  constructor() {
    this.node = el("div.truth", {
      role: "group",
      "aria-label": "How far the game is from its equilibrium",
      hidden: true
    });
    this.stops = new Roving(this.node, ".ganlab-figure");
    this.rows = [];
    this.known = false;
  }
  /** Rows of {name, text, note, help, good, at, also, goal, upto}; places are from 0 to 1,
   * and null where there is no scale. */
  show(rows) {
    this.known = true;
    while (this.rows.length < rows.length) this.rows.push(this.add());
    while (this.rows.length > rows.length) this.rows.pop().node.remove();
    this.stops.refresh();
    rows.forEach((row, i) => {
      const told = JSON.stringify(row);
      if (this.rows[i].told !== told) this.write(this.rows[i], row);
      this.rows[i].told = told;
    });
  }
  add() {
    const parts = {
      name: el("span.figure-name"),
      text: el("b.figure-text"),
      note: el("span.figure-note"),
      zone: el("i.zone"),
      goal: el("i.goal"),
      at: el("i.at"),
      also: el("i.also")
    };
    const bar = el("div.figure-bar", { "aria-hidden": "true" }, parts.zone, parts.goal, parts.also, parts.at);
    const node = el(
      "div.figure",
      { tabindex: 0, ...OWN_KEYS },
      el("div.figure-head", {}, parts.name, parts.text),
      bar,
      parts.note
    );
    this.node.append(node);
    return { node, bar, ...parts };
  }
  write(parts, { name, text, note, help, good = false, at = null, also = null, goal = null, upto = null }) {
    write(parts.name, name);
    write(parts.text, text);
    write(parts.note, note);
    parts.node.title = help;
    parts.node.setAttribute("aria-label", `${name}: ${text}; ${note}. ${help}`);
    parts.node.classList.toggle("ganlab-good", good);
    parts.bar.style.visibility = at === null ? "hidden" : "visible";
    for (const [key, place] of Object.entries({ at, also, goal })) {
      parts[key].hidden = place === null;
      parts[key].style.left = `${100 * (place ?? 0)}%`;
    }
    parts.at.classList.toggle("ganlab-round", also !== null);
    parts.zone.hidden = upto === null;
    parts.zone.style.width = `${100 * (upto ?? 0)}%`;
  }
};

// src/scene/pane.js
var LETTERS = "ABCD";
var CARDS_MS = 40;
var LATE = ["truth", "best", "bestShape", "gap", "gapShape", "next"];
var OTHER_GROUNDS = ["best", "gap", "source_field"];
var EVERYTHING = ["real", "fake", "field", "line"];
var Pane = class {
  /**
   * `onDrawn(pane, frame, final)` is called when a frame is on the canvas; `actions` are nodes beside the title;
   * `onLayers(names)` is asked to show these layers.
   */
  constructor(index, {
    font,
    game,
    commonGame = () => game,
    onDrawn,
    actions = [],
    onLayers = () => {
    },
    onColumns = () => {
    },
    onAsk = null
  }) {
    Object.assign(this, { index, onLayers, onAsk, game, commonGame });
    this.canvas = el("canvas.canvas", { role: "img", "aria-label": "Scene" });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.stage = el(
      "div.stage",
      {
        onpointermove: (event) => this.onHover(event),
        onpointerleave: () => this.hideTip()
      },
      this.canvas,
      this.tip
    );
    if (onAsk) this.stage.append(...this.takeCross());
    this.lens = new Lens({ close: () => this.setCloseup(null) });
    this.canvas.addEventListener("click", (event) => this.onClick(event));
    this.columns = new Columns(onColumns);
    this.caption = el("p.caption");
    this.legend = el("div.legend", { role: "group", "aria-label": "What the picture shows" });
    this.stops = new Roving(this.legend);
    this.name = el("span.pane-name");
    const tools = el("div.head-tools", { role: "toolbar", "aria-label": `Picture ${LETTERS[index]}` }, ...actions);
    this.head = el("div.head", {}, el("span.letter", { "aria-hidden": "true" }, LETTERS[index]), this.name, tools);
    this.headStops = new Roving(tools);
    this.cards = new Cards({
      toggle: (name) => this.toggle(name),
      replay: (name) => this.scene.replay(name, this.glance)
    });
    this.truth = new Truth();
    this.node = el("section.left", {}, this.head, this.stage, this.legend, this.lens.node);
    this.scale = 1;
    this.scene = new Scene(this.canvas, { font, onDrawn: (frame, final) => this.onDrawn(frame, final, onDrawn) });
    this.shown = [...EVERYTHING];
    this.glance = {};
    this.rows = {};
    this.setGame(game);
  }
  setTitle(title) {
    if (this.name.textContent !== title) Object.assign(this.name, { textContent: title, title });
    this.node.setAttribute("aria-label", `${LETTERS[this.index]}: ${title}`);
  }
  /** Another game is played here. */
  setGame(game) {
    this.game = game;
    this.scene.v.titles = { maker: game.maker.title, judge: game.judge.title };
    for (const who of ["maker", "judge"]) this.node.style.setProperty(
      `--ganlab-${who}`,
      `var(--ganlab-${game[who].colour})`
    );
    if (this.palette) this.setPalette(this.palette);
    if (this.world) this.writeLegend();
  }
  /** A picture of so many pixels along each edge, whose marks and letters are `scale` times as large as on the page. */
  resize(size, scale = 1) {
    this.scale = scale;
    this.scene.resize(size / scale, scale * (globalThis.devicePixelRatio || 1));
  }
  /** Where a pointer is on the canvas, in the units of the scene. */
  placeOf({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    return [(clientX - box.left) / this.scale, (clientY - box.top) / this.scale];
  }
  setPalette(palette) {
    this.palette = palette;
    this.scene.setPalette(tinted(palette, this.game));
  }
  setWorld(message) {
    this.ownGame = Boolean(message.game);
    if (message.game) this.setGame(gameOf(message.game));
    else if (this.game !== this.commonGame()) this.setGame(this.commonGame());
    this.world = { ...message, names: message.names ?? null };
    if (message.mode === "plane") {
      for (const key of ["real", "sheetFrom", "fakesFrom", ...STARTS]) if (message[key])
        this.world[key] = dequantise(message[key], message.within);
    }
    this.glance = {};
    this.scene.setWorld(this.world);
    Object.assign(this, { lastFrame: null, rows: {} });
    this.canvas.setAttribute("aria-label", this.onAsk ? `${message.caption} Arrow keys move a crosshair.` : message.caption);
    this.cards.offer(message.layers ?? [], this.world);
    this.columns.offer(message.columns, message.view);
    this.scene.v.asks = Boolean(this.onAsk) && ["plane", "images", "translated"].includes(message.mode);
    this.lens.clear();
    this.setShown(this.shown);
  }
  /** What is drawn, by name. */
  setShown(names) {
    this.shown = names;
    this.scene.setShown(names);
    this.cards.setShown(names);
    this.truth.node.hidden = !names.includes("truth") || !this.truth.known;
    if (this.world) this.writeLegend();
  }
  /** Show a layer that is hidden, hide one that is shown; of a group, one is shown. */
  toggle(name) {
    const group = this.world.layers?.find((layer) => layer.name === name)?.group;
    const rivals = group ? this.world.layers.filter((layer) => layer.group === group).map((layer) => layer.name) : [];
    this.onLayers(this.shown.includes(name) ? this.shown.filter((other) => other !== name) : [...this.shown.filter((other) => !rivals.includes(other)), name]);
  }
  onClick(event) {
    if (this.onAsk) this.ask(this.placeOf(event));
  }
  ask([x, y]) {
    const question = this.scene.ask(x, y);
    this.setCloseup(null);
    if (question) this.onAsk(this.index, question);
  }
  /** What the keyboard needs to do all that a pointer does: the canvas takes the focus. */
  takeCross() {
    for (const [name, value] of Object.entries({
      tabindex: 0,
      role: "application",
      "aria-roledescription": "picture",
      ...OWN_KEYS
    })) this.canvas.setAttribute(name, value);
    this.cross = new Cross(this.canvas, {
      move: (at, way2, fine) => this.scene.move(at, way2, fine),
      here: ([x, y]) => this.scene.describe(x, y)?.replaceAll("\n", ", ").replace("click:", "enter:"),
      scale: () => this.scale,
      show: ([x, y]) => this.showTip(x, y),
      hide: () => this.hideTip(),
      ask: (at) => this.ask(at),
      clear: () => this.clearCloseup()
    });
    return [this.cross.mark, this.cross.said];
  }
  /** Takes the answer away; whether there was one. */
  clearCloseup() {
    if (!this.closeup) return false;
    this.setCloseup(null);
    return true;
  }
  /** The answer to a click; null takes it away. */
  setCloseup(message) {
    const gone = message && this.lastFrame && (this.lastFrame.playing || !sameSteps(this.game, message.steps, this.lastFrame.steps));
    this.closeup = this.scene.v.closeup = gone ? null : message;
    this.hideTip();
    if (this.closeup?.tiles) this.lens.show(message, this.scene.v.palette);
    else this.lens.clear();
    this.scene.schedule();
  }
  /** One look at the layers that are hidden, for their thumbnails. */
  setGlance(message) {
    this.glance = this.readLayers(message, {});
    this.cards.paint(this.scene.v, this.glance, true);
  }
  onDrawn(frame, final, tell) {
    tell(this, frame, final);
    clearTimeout(this.cardsTimer);
    if (final && !frame?.playing) this.cardsTimer = setTimeout(
      () => this.cards.paint(this.scene.v, this.glance, true),
      CARDS_MS
    );
    else this.cards.paint(this.scene.v, this.glance, false);
  }
  /** What the last frame has left for later: until it comes, that of the frame before is shown. */
  setLate(message) {
    const frame = this.lastFrame;
    if (!frame || message.seq !== frame.seq) return;
    this.readLayers(message, {});
    if (message.truth) this.showTruth(message.truth);
    const come = LATE.filter((key) => message[key] !== void 0);
    for (const key of come) frame[key] = message[key];
    frame.late = false;
    this.scene.complete(come);
  }
  /** Shows a frame; true when it brought curves. */
  setFrame(frame) {
    if (frame.axes !== this.world.axes) return false;
    const before = this.lastFrame;
    this.read(frame, before);
    this.lastFrame = frame;
    const moved = movedBetween(this.game, before, frame), each = Object.values(moved);
    const { maker, judge } = this.game;
    frame.moved = { maker: hasMoved(this.game, moved, maker), judge: hasMoved(this.game, moved, judge) };
    const slow = !frame.playing || frame.speed !== null && frame.speed <= 2;
    const accepted = before?.preview && !frame.preview && isAfter(this.game, before, frame);
    const again = before && each.every((n) => n === 0) && !frame.preview && !before.preview;
    if (again || accepted) this.scene.refresh(frame);
    else this.scene.show(frame, !frame.scrubbed && slow && each.every((n) => n >= 0 && n <= 20));
    this.node.classList.toggle("ganlab-previewing", Boolean(frame.preview));
    this.writeOutside(frame.outside);
    this.writePassing();
    const { curves } = this.game;
    if (!curves.some(({ turn }) => frame[`${turn}_curve`])) return false;
    this.rows = Object.fromEntries(curves.map(({ turn }) => [turn, { rows: frame[`${turn}_curve`], future: frame[`${turn}_future`] }]));
    this.last = frame.losses;
    return true;
  }
  /** From codes to numbers. */
  read(frame, before) {
    frame.steps = stepsOf2(this.game, frame.steps);
    if (this.world.mode === "plane") frame.fakes = dequantise(frame.fakes, this.world.within);
    if (frame.field) frame.fieldShape = frame.field.shape;
    if (this.closeup && (frame.playing || !sameSteps(this.game, this.closeup.steps, frame.steps)))
      this.setCloseup(null);
    this.readLayers(frame, before ?? {});
    if (frame.truth && frame.truth !== before?.truth) this.showTruth(frame.truth);
    for (const key of ["field", "fakeScores", "realScores"]) if (frame[key]) frame[key] = unit(frame[key]);
  }
  showTruth(rows) {
    this.truth.show(rows);
    this.truth.node.hidden = !this.shown.includes("truth");
  }
  /** The layers of a message; those that the kernel did not renew this time are still those of the frame before. */
  readLayers(message, before) {
    for (const key of ["sheet", "push", "climb", "next", ...Object.keys(WAYS)]) if (message[key])
      message[key] = dequantise(message[key], this.world.within);
    for (const key of ["best", "gap", "source_field", "sheetShade"]) {
      if (!message[key]) continue;
      message[`${key}Shape`] = message[key].shape;
      message[key] = unit(message[key]);
    }
    for (const name of message.kept ?? []) for (const key of [name, `${name}Shape`]) if (before[key])
      message[key] = before[key];
    return message;
  }
  writeLegend() {
    const { counts, mode, caption, field: field2, layers = [] } = this.world;
    const { maker: G, judge } = this.scene.v.titles, nouns = { real: "real", fake: "fake", judge, ...this.world.nouns };
    const D = nouns.judge;
    const mark2 = (kind) => el(`i.mark.mark-${kind}`, { "aria-hidden": "true" });
    const item = (kind, ...words) => el("span.item", {}, mark2(kind), ...words);
    this.outside = el("span");
    const offered = new Set(layers.map((layer) => layer.name));
    const word = (name, ...inside) => {
      if (!offered.has(name)) return el("span.item", {}, ...inside);
      const on = this.shown.includes(name), { word: word2, hint } = layers.find((layer) => layer.name === name);
      return el("button.item.word", {
        type: "button",
        "data-layer": name,
        "aria-pressed": String(on),
        title: `${on ? "Hide" : "Show"}: ${word2}. ${hint}`,
        ...OWN_KEYS,
        onclick: () => this.toggle(name)
      }, ...inside);
    };
    const titled = (name) => layers.find((layer) => layer.name === name)?.word ?? "";
    const scale = (low, high) => [low, el("i.scale", { "aria-hidden": "true" }), high];
    const framed = item("frame", `frame and number: ${D}'s probability that the image is real, in percent`);
    const own = {
      images: [framed],
      translated: [framed],
      phase: [
        item("vector", "one step of both"),
        item("path", "the training so far"),
        item("start", "beginning"),
        item("here", "now"),
        this.world.rest ? item("rest", "equilibrium") : null
      ]
    };
    const items = own[mode] ?? [
      word("real", mark2("real"), `${count2(counts.real)} ${nouns.real}`),
      word("fake", mark2("fake"), `${count2(counts.fake)} ${nouns.fake}`, this.outside),
      field2 ? word("line", mark2("line"), mode === "strip" ? `output of ${D}` : "decision boundary") : null,
      field2 && mode === "plane" && !OTHER_GROUNDS.some((name) => this.shown.includes(name)) ? word("field", ...scale(`${D}: fake`, "real")) : null
    ];
    const extra = {
      patches: scale(`a patch, ${D}: fake`, "real"),
      best: scale(`${D}*: fake`, "real"),
      gap: scale(`${D} < ${D}*`, `${D} > ${D}*`),
      sheet: [mark2("sheet"), "generator manifold"],
      push: [mark2("push"), `gradient of ${G}'s loss`],
      climb: [mark2("climb"), `gradient of ${D}`],
      next: [mark2("next"), `after ${G}'s next step`],
      source_field: scale(`${titled("source_field").replace(/^Output of /, "")}: fake`, "real"),
      ...Object.fromEntries(Object.keys(WAYS).map((name) => [name, [mark2(name), titled(name)]]))
    };
    for (const [name, inside] of Object.entries(extra)) if (offered.has(name) && this.shown.includes(name))
      items.push(word(name, ...inside));
    this.passing = {
      ghost: item("ghost", "before the step"),
      trails: item("trails", "way in the step"),
      crowds: item("crowds", "in one place")
    };
    const focused = this.legend.contains(document.activeElement) ? document.activeElement.dataset.layer : null;
    this.legend.classList.toggle("ganlab-flush", mode === "images" || mode === "translated");
    this.legend.replaceChildren(...items.filter(Boolean), ...Object.values(this.passing));
    write(this.caption, caption);
    this.stops.refresh();
    if (focused) this.legend.querySelector(`[data-layer="${focused}"]`)?.focus();
    this.writeOutside(this.lastFrame?.outside);
    this.writePassing();
  }
  /**
   * What the picture shows of the last step alone, and of fakes that lie on one spot, is in the legend while it does.
   */
  writePassing() {
    const { moved, before, now } = this.scene.v, shows = (name) => this.shown.includes(name);
    const there = {
      ghost: shows("line") && moved.judge && before?.field,
      trails: shows("fake") && moved.maker && before?.fakes,
      crowds: shows("fake") && (this.lastFrame ?? now)?.crowds?.length
    };
    for (const [name, item] of Object.entries(this.passing ?? {})) item.classList.toggle("ganlab-passed", !there[name]);
  }
  writeOutside(n) {
    const text = n ? ` (${count2(n)} outside)` : "";
    if (this.outside) write(this.outside, text);
  }
  /** What a press asks of the kernel can be pressed, or not. */
  setAlive(alive) {
    for (const part of [this.head, this.legend, this.columns.node]) {
      for (const press of part.querySelectorAll("button, select")) press.disabled = !alive;
    }
    this.cards.setAlive(alive);
    if (!alive) this.onAsk = null;
  }
  onHover(event) {
    this.showTip(...this.placeOf(event));
  }
  /** Says what lies there. */
  showTip(x, y) {
    const text = this.scene.describe(x, y), { scale } = this, [px, py] = [x * scale, y * scale];
    if (!text) return this.hideTip();
    this.tip.textContent = this.cross?.at ? text.replace("click:", "enter:") : text;
    const left = tipLeft(px, 13, this.canvas.clientWidth, 0.6);
    this.tip.style.transform = `translate(${left}, ${Math.max(0, py - 44)}px)`;
    this.tip.classList.add("ganlab-shown");
  }
  hideTip() {
    this.tip.classList.remove("ganlab-shown");
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

// src/scene/board.js
var NARROW = 600;
var PANEL = 310;
var GAP4 = 24;
var EDGE4 = 4;
var SLIM = 420;
var BESIDE = 1120;
var MORE = 340;
var STAGE = 560;
var LEAST2 = 250;
var PAIR = 280;
var SAY_MS2 = 500;
var DASHES = [[], [6, 4], [2, 3], [9, 3, 2, 3]];
function perRow(n, width) {
  const fit2 = Math.max(1, Math.min(n, Math.floor((width + GAP4) / (LEAST2 + GAP4))));
  return n === 4 && fit2 === 3 ? 2 : fit2;
}
var roomOfPair = (width) => (width - PANEL - 2 * GAP4) / 2;
function roomFor(n, width, { row, narrow, full, more, abreast }) {
  if (abreast) return roomOfPair(width);
  if (n > 1) return row > 1 ? (width - GAP4 * (row - 1)) / row : Math.min(width, 340);
  if (narrow) return width;
  return full ? width - GAP4 - PANEL : Math.min(width * 0.52, width - GAP4 - PANEL - (more ? GAP4 + MORE : 0));
}
var Board = class {
  constructor(host2, {
    game = gameOf(),
    height = () => 420,
    name = "GAN stepper",
    onDrawn = () => {
    },
    actionsFor = () => [],
    onLayers,
    onColumns,
    onAsk
  } = {}) {
    Object.assign(this, {
      host: host2,
      game,
      height,
      onDrawn,
      actionsFor,
      onColumns,
      onAsk,
      onLayers: onLayers ?? ((names) => this.setLayers(names)),
      panes: [],
      parted: ""
    });
    this.sentence = el("p.sentence", { role: "status", "aria-live": "polite" });
    this.curves = el("canvas.curves", { role: "img", "aria-label": "Losses" });
    this.scenes = el("div.scenes");
    this.panel = el("div.panel", {}, this.sentence, this.curves);
    this.top = el("div.top", {}, this.scenes, this.panel);
    this.band = el("div.band");
    this.rooms = { layers: this.band, gauges: this.panel };
    this.root = el(
      "div.widget.stepper",
      { tabindex: -1, role: "group", "aria-label": name, ...OWN_KEYS },
      this.top,
      this.band
    );
    host2.classList.add("ganlab-host");
    host2.append(this.root);
    this.tint();
    this.font = getComputedStyle(this.root).fontFamily || "sans-serif";
    this.followers = [];
    const onResize = () => this.layout();
    globalThis.addEventListener("resize", onResize);
    this.undo = [
      watchTheme(() => this.retheme()),
      watchSize(host2, onResize),
      () => globalThis.removeEventListener("resize", onResize)
    ];
  }
  get many() {
    return this.panes.length > 1;
  }
  /** Another game is played, in all pictures but those that show one of their own. */
  setGame(game) {
    this.game = game;
    for (const pane of this.panes) if (!pane.ownGame) pane.setGame(game);
    this.tint();
    this.paintCurves();
  }
  /** What stands outside of the pictures has the colours of the game, too. */
  tint() {
    for (const who of ["maker", "judge"]) this.root.style.setProperty(
      `--ganlab-${who}`,
      `var(--ganlab-${this.game[who].colour})`
    );
  }
  /** As many pictures as there are titles; those that stay keep what they show. */
  setTitles(titles) {
    while (this.panes.length > titles.length) {
      const pane = this.panes.pop();
      pane.scene.stop();
      pane.node.remove();
    }
    while (this.panes.length < titles.length) {
      const index = this.panes.length;
      const pane = new Pane(index, {
        font: this.font,
        game: this.game,
        commonGame: () => this.game,
        onDrawn: this.onDrawn,
        actions: this.actionsFor(index),
        onLayers: this.onLayers,
        onColumns: this.onColumns,
        onAsk: this.onAsk
      });
      if (this.layers) pane.setShown(this.layers);
      pane.sentence = el("p.pane-sentence");
      pane.node.append(pane.sentence);
      this.panes.push(pane);
      this.scenes.append(pane.node);
    }
    titles.forEach((title, i) => this.panes[i].setTitle(title));
    this.root.classList.toggle("ganlab-many", this.many);
    this.retheme();
    this.layout();
  }
  /** Everything in the colours of the page. */
  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.palette = paletteFor(dark);
    for (const pane of this.panes) pane.setPalette(this.palette);
    for (const follower of this.followers) follower.setPalette(this.palette, this.font);
    this.paintCurves();
  }
  layout() {
    const width = this.host.clientWidth - 2 * (parseFloat(getComputedStyle(this.root).paddingLeft) || EDGE4);
    if (!(width > 0)) return;
    const narrow = width < NARROW, n = this.panes.length, row = perRow(n, width);
    const full = this.root.classList.contains("ganlab-full"), beside = !narrow && !full && n === 1 && width >= BESIDE;
    const abreast = !full && n === 2 && roomOfPair(width) >= PAIR;
    for (const [name, on] of Object.entries({ narrow, slim: width < SLIM, beside, abreast, wide: !narrow && n === 1 }))
      this.root.classList.toggle(`ganlab-${name}`, on);
    this.arrange();
    const more = beside && this.root.classList.contains("ganlab-opened");
    const room = roomFor(n, width, { row, narrow, full, more, abreast });
    const size = Math.floor(Math.min(this.height({ narrow, full, n, abreast }), room));
    this.scale = full ? Math.max(1, size / STAGE) : 1;
    this.root.style.setProperty("--ganlab-size", `${size}px`);
    this.root.style.setProperty("--ganlab-scale-up", this.scale);
    const shared = n > 1 && row > 1 ? "1fr" : "100%", column = abreast ? `${size}px` : shared;
    this.scenes.style.gridTemplateColumns = `repeat(${row}, ${column})`;
    for (const pane of this.panes) pane.resize(size, this.scale);
    for (const follower of this.followers) follower.layout(this.scale);
    this.paintCurves();
  }
  /** What all pictures show, by name. */
  setLayers(names) {
    this.layers = names;
    for (const pane of this.panes) pane.setShown(names);
  }
  /** One choice of layers for all pictures; the gauges of one picture in their room, of several below each. */
  arrange() {
    if (this.panes.length === this.arranged) return;
    this.arranged = this.panes.length;
    this.panes.forEach(({ node, caption, cards, columns: columns2, truth }, i) => {
      if (i > 0) for (const other of [caption, cards.node, columns2.node]) other.remove();
      else this.rooms.layers.append(caption, cards.node, columns2.node);
      (this.many ? node : this.rooms.gauges).append(truth.node);
    });
  }
  onWorld(index, world) {
    this.panes[index]?.setWorld(world);
  }
  onFrame(index, frame) {
    const pane = this.panes[index];
    if (!pane?.world) return;
    if (pane.setFrame(frame)) this.paintCurves();
    if (this.many && !this.tooSoon(pane, frame) && frame.text !== void 0) write(pane.sentence, frame.text);
    if (this.many) pane.sentence.classList.toggle("ganlab-error", Boolean(frame.error));
  }
  tooSoon(pane, { playing, error }) {
    const now = performance.now();
    if (playing && !error && now - (pane.saidAt ?? -Infinity) < SAY_MS2) return true;
    pane.saidAt = now;
    return false;
  }
  paintCurves() {
    if (!this.palette || !this.curves.clientWidth) return;
    const lanes = this.game.curves.map(({ title, turn, colour }) => ({
      name: title,
      colour: this.palette[colour],
      series: this.panes.map(({ rows, last }, i) => ({
        ...rows[turn],
        last: last?.[turn],
        dash: DASHES[i],
        letter: LETTERS[i],
        colour: this.palette[i % 2 ? "ink" : colour]
      }))
    }));
    const { scale = 1 } = this;
    drawCurves(this.curves, lanes, {
      palette: this.palette,
      font: this.font,
      width: this.curves.clientWidth / scale,
      height: this.curves.clientHeight / scale,
      dpr: scale * (globalThis.devicePixelRatio || 1)
    });
  }
  /** Puts a sentence into the status line; while it plays, not more often than one can read. */
  say(text, error = false, throttled = false) {
    const now = performance.now();
    if (throttled && now - (this.saidAt ?? -Infinity) < SAY_MS2) return;
    this.saidAt = now;
    this.saying = { text, error };
    if (this.held) return;
    write(this.sentence, text);
    this.sentence.classList.toggle("ganlab-error", Boolean(error));
  }
  /** Another sentence takes the place for a while; null gives it back. */
  hold(text) {
    this.held = text;
    this.root.classList.toggle("ganlab-waiting", Boolean(text));
    if (text) write(this.sentence, text);
    else if (this.saying) this.say(this.saying.text, this.saying.error);
  }
  stop() {
    for (const undo2 of this.undo) undo2();
    for (const pane of this.panes) pane.scene.stop();
  }
};

// src/timeline/moments.js
var placeOf = (moment, horizon, { left, right }) => horizon > 0 ? left + moment / horizon * (right - left) : left;
var momentAt = (x, horizon, { left, right }) => Math.round(clamp((x - left) / (right - left), 0, 1) * horizon);
function nearest(list, value) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  if (low === list.length) return low - 1;
  return low > 0 && value - list[low - 1] <= list[low] - value ? low - 1 : low;
}
function stopAfter(stops, moment, direction, horizon) {
  const ahead = stops.filter((stop) => direction > 0 ? stop > moment : stop < moment);
  if (!ahead.length) return direction > 0 ? horizon : 0;
  return direction > 0 ? Math.min(...ahead) : Math.max(...ahead);
}
function momentByKey(key, shift, moment, horizon, stops) {
  const step = shift ? 10 : 1;
  const to = {
    ArrowLeft: moment - step,
    ArrowDown: moment - step,
    ArrowRight: moment + step,
    ArrowUp: moment + step,
    Home: 0,
    End: horizon,
    PageUp: stopAfter(stops, moment, 1, horizon),
    PageDown: stopAfter(stops, moment, -1, horizon)
  }[key];
  return to === void 0 ? null : clamp(to, 0, horizon);
}
function grouped(things, toX, gap2) {
  const groups = [];
  for (const thing of [...things].sort((a, b) => a.moment - b.moment)) {
    const x = toX(thing.moment), last = groups.at(-1);
    if (last && x - last.x < gap2) last.members.push(thing);
    else groups.push({ x, members: [thing] });
  }
  return groups;
}
function named(marks) {
  const names = /* @__PURE__ */ new Map();
  for (const { moment, name } of marks) names.set(moment, (names.get(moment) ?? /* @__PURE__ */ new Set()).add(name));
  return [...names].map(([moment, all]) => ({ moment, text: [...all].join(", ") }));
}
function fitting(labels, width, gap2 = 6) {
  let free = -Infinity;
  return labels.filter(({ x, text }) => {
    if (x < free) return false;
    free = x + width(text) + gap2;
    return true;
  });
}

// src/timeline/recording.js
var KINDS = { u1: Uint8Array, u2: Uint16Array, f4: Float32Array };
function fromBase64(text) {
  const binary = atob(text.trim());
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
function undo(bytes, dtype, frames, size) {
  const n = frames * size;
  if (dtype === "f4") return new Float32Array(bytes.slice(0, 4 * n).buffer);
  const out = new KINDS[dtype](n);
  for (let i = 0; i < n; i++) {
    const step = dtype === "u2" ? bytes[i] | bytes[n + i] << 8 : bytes[i];
    out[i] = (i >= size ? out[i - size] : 0) + step;
  }
  return out;
}
function parse(block) {
  const length = new DataView(block.buffer, block.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(block.subarray(4, 4 + length)));
  let at = 4 + length;
  const take = ({ dtype, frames, shape }) => {
    const size = shape.reduce((a, b) => a * b, 1), bytes = frames * size * KINDS[dtype].BYTES_PER_ELEMENT;
    const values = undo(block.subarray(at, at + bytes), dtype, frames, size);
    at += bytes;
    return { values, size, shape };
  };
  for (const pane of header.panes) {
    pane.arrays = Object.fromEntries(pane.arrays.map((listed) => [listed.name, take(listed)]));
    for (const { name, ...listed } of pane.worldArrays) pane.world[name] = take(listed).values;
  }
  return header;
}
var expanded = (codes) => Uint16Array.from(codes, (code) => {
  const t = (code - 127) / 127;
  return Math.round(32767.5 * (1 + t * Math.abs(t)));
});
function frameOf2(pane, k, game) {
  const frame = { ...pane.frames[k], seq: k + 1, playing: false, speed: null, scrubbed: true, preview: null };
  for (const [name, { values, size, shape }] of Object.entries(pane.arrays)) {
    if (name.endsWith("_curve")) continue;
    const part = values.slice(k * size, (k + 1) * size);
    frame[name] = name === "field" ? expanded(part) : part;
    frame[name].shape = shape;
  }
  frame.steps = stepsOf2(game, frame.steps);
  for (const { turn } of game.curves) {
    const rows = pane.arrays[`${turn}_curve`]?.values;
    if (!rows) continue;
    frame[`${turn}_curve`] = upTo(rows, frame.steps[turn]);
    frame[`${turn}_future`] = rows;
  }
  return frame;
}
function upTo(rows, step) {
  let end = 0;
  while (end < rows.length && rows[end] <= step) end += 4;
  return rows.slice(0, end);
}

// src/timeline/branches.js
var ROW = 9;
var MOST_ROWS = 3;
var BEND = 10;
var GAP5 = 12;
var REACH = 5;
function placed(branches, toX) {
  const free = Array(MOST_ROWS).fill(-Infinity).map(() => []);
  return [...branches].reverse().map((branch) => {
    const from = toX(branch.parted ?? 0), to = Math.max(toX(branch.horizon), from + BEND + 2);
    const clear = (row2) => row2.every(([a, b]) => to + GAP5 <= a || b + GAP5 <= from);
    const row = Math.max(0, free.findIndex(clear) < 0 ? MOST_ROWS - 1 : free.findIndex(clear));
    free[row].push([from, to]);
    return { branch, from, to, row };
  });
}
var rowsOf2 = (places) => places.reduce((most, { row }) => Math.max(most, row + 1), 0);
var lineAt = (places, x, y) => places.find(({ from, to, row }) => x >= from && x <= to + REACH && Math.abs(y - (row + 1) * ROW) <= REACH);
function momentOf({ branch, from, to }, x) {
  const first = branch.parted ?? 0;
  if (to - from <= BEND + 2) return branch.horizon;
  return Math.round(first + Math.min(1, Math.max(0, (x - from) / (to - from))) * (branch.horizon - first));
}
function drawBranches(ctx, places, y, { palette, pointed }) {
  for (const place of [...places].reverse()) {
    const { from, to, row, branch } = place, low = y + (row + 1) * ROW, here = pointed === branch.number;
    ctx.strokeStyle = ctx.fillStyle = here ? palette.ink : palette.branch;
    ctx.lineWidth = here ? 2.5 : 1.5;
    ctx.beginPath();
    ctx.moveTo(from, y + 2);
    ctx.bezierCurveTo(from, low, from, low, from + BEND, low);
    ctx.lineTo(to, low);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(to, low, here ? 3.5 : 2.5, 0, 2 * Math.PI);
    ctx.fill();
  }
}
var branchText = ({ number: number2, text }) => `Branch ${number2}: ${text}`;

// src/timeline/timeline.js
var EDGE5 = 12;
var LANE = 20;
var LABELS = 17;
var TICKS = 15;
var REACH2 = 7;
var GRIP = 9;
var EVERY_MS2 = 200;
var NOTHING = { moment: 0, horizon: 0, keyframes: [], events: [], marks: [], branches: [] };
var Timeline = class {
  /**
   * `go(moment, exact, name)` asks for a moment, perhaps one that has a name; `visit(lane, branch, moment)` for one of
   * another branch; `grab()` is called when a hand takes the handle, `resized()` when branches need more room or less.
   */
  constructor({ go, grab = () => {
  }, visit = null, resized = () => {
  }, label = "Timeline" }) {
    Object.assign(this, {
      go,
      grab,
      visit,
      resized,
      lanes: [NOTHING],
      rows: [0],
      wanted: null,
      held: false,
      parted: null,
      span: null,
      scale: 1
    });
    this.canvas = el("canvas.rail", { "aria-hidden": "true" });
    this.tip = el("div.tip.tip-time", { "aria-hidden": "true" });
    this.node = el(
      "div.track",
      {
        role: "slider",
        tabindex: 0,
        "aria-label": label,
        "aria-valuemin": 0,
        "aria-valuemax": 0,
        "aria-valuenow": 0,
        title: "",
        ...OWN_KEYS,
        onpointerdown: (event) => this.onDown(event),
        onpointermove: (event) => this.onMove(event),
        onpointerup: (event) => this.onUp(event),
        onpointercancel: (event) => this.onUp(event),
        onpointerleave: () => this.leave(),
        onkeydown: (event) => this.onKey(event)
      },
      this.canvas,
      this.tip
    );
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
    return { left: EDGE5, right: this.width - EDGE5 };
  }
  toX(moment) {
    return placeOf(moment, this.reach, this.area);
  }
  /** What the kernel says of one GAN: {moment, horizon} at least, and keyframes, events and marks when they changed. */
  update(lane, news, playing = false) {
    const branches = this.lanes[lane]?.branches;
    this.lanes[lane] = { ...NOTHING, ...this.lanes[lane], ...news };
    if (this.lanes[lane].branches !== branches) this.makeRoom();
    if (!this.held && this.wanted === this.lanes[lane].moment) this.wanted = null;
    if (!playing || performance.now() - (this.drawnAt ?? -Infinity) > EVERY_MS2) this.schedule();
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
    this.rows = this.lanes.map((lane) => this.width > 2 * EDGE5 ? rowsOf2(this.places(lane)) : Number(lane.branches.length > 0));
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
    const { first, last } = this.ends, off = {
      first: Math.abs(this.toX(first) - x),
      last: Math.abs(this.toX(last) - x)
    };
    const nearer = off.first < off.last || off.first === off.last && first === this.horizon ? "first" : "last";
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
    const line2 = this.line(event);
    if (line2) return this.visit(line2.lane, line2.branch, momentOf(line2, this.placeOf(event).x));
    const hit = this.hit(event);
    this.left = this.moment;
    Object.assign(this, { held: true, startX: event.clientX, hitAt: hit });
    this.want(hit ? hit.moment : this.under(event), Boolean(hit), hit?.name);
  }
  onMove(event) {
    if (this.end) return this.stretch(event);
    if (!this.held) return this.explain(event);
    if (this.hitAt && Math.abs(event.clientX - this.startX) < 4) return;
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
    if (event.type === "pointercancel") return this.want(this.left, true);
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
    const near = shown.filter(({ moment }) => Math.abs(this.toX(moment) - x) <= REACH2);
    return near.sort((a, b) => Math.abs(this.toX(a.moment) - x) - Math.abs(this.toX(b.moment) - x))[0] ?? null;
  }
  explain(event) {
    if (!this.reach) return;
    const line2 = this.held ? null : this.line(event);
    this.point(line2?.branch.number ?? null);
    if (line2) return this.tell(this.placeOf(event).x, [branchText(line2.branch), "press to go there"], "pointer");
    const hit = this.held ? null : this.hit(event), grip = this.held ? null : this.grip(event);
    const moment = grip ? this.ends[grip] : hit?.moment ?? this.under(event);
    const same = this.lanes.flatMap(({ events, marks }) => [...marks, ...events]).filter((thing) => hit && thing.moment === moment);
    const words = [
      `${grip ? `the film ${grip === "first" ? "begins" : "ends"} at ` : ""}moment ${count2(moment)}`,
      ...new Set(same.map(({ text }) => text)),
      ...moment === this.moment ? this.lanes.map(({ steps: steps2 }) => steps2) : [],
      ...hit || grip ? [] : ["a moment is one round, or one single step"]
    ].filter(Boolean);
    const above2 = hit ? "pointer" : "";
    return this.tell(this.toX(moment), words, grip ? "ew-resize" : above2);
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
  point(number2) {
    if (number2 === this.pointed) return;
    this.pointed = number2;
    this.schedule();
  }
  schedule() {
    this.request ||= requestAnimationFrame(() => this.draw());
  }
  /** What a screen reader says of the handle. */
  describe() {
    const { moment, horizon } = this;
    const here = this.lanes.flatMap(({ events, marks: marks2 }) => [...marks2, ...events]).filter((thing) => thing.moment === moment);
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
    for (const [name, value] of [
      ["aria-valuemax", horizon],
      ["aria-valuenow", moment],
      ["aria-valuetext", this.describe()]
    ]) {
      if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
    }
    if (!this.palette || !(this.width > 2 * EDGE5)) return;
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
    const flags = named(this.lanes.flatMap(({ marks }) => marks)).map(({ moment, text }) => ({ x: this.toX(moment), text, moment }));
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
    const last = count2(this.reach), x = this.toX(this.moment), here = `moment ${count2(this.moment)}`;
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
    for (const [x, way2] of [[a, 1], [b, -1]]) {
      ctx.beginPath();
      for (const [dx, dy] of [[0, -4], [7, 1], [0, 6]]) ctx.lineTo(x + way2 * dx, y + dy);
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
};
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

// src/document.js
var RUN_MS = 12e3;
var FRAME_MS = 60;
var Player = class {
  constructor(host2, recording) {
    this.recording = recording;
    this.moments = recording.moments;
    this.game = gameOf(recording.game);
    this.board = new Board(host2, {
      game: this.game,
      height: () => 480,
      name: recording.title,
      onDrawn: (pane, frame) => this.onDrawn(pane, frame)
    });
    this.root = this.board.root;
    this.timeline = new Timeline({
      go: (moment) => this.show(nearest(this.moments, moment)),
      grab: () => this.pause()
    });
    this.play = button(this.root, {
      name: "Play",
      key: "space",
      icon: "play",
      hint: "one frame after the other",
      tone: "play",
      onclick: () => this.toggle()
    });
    this.numbers = el("div.numbers");
    this.board.panel.prepend(el("div.controls", {}, el("div.buttons", {}, this.play), this.numbers));
    this.root.append(el("div.time", {}, this.timeline.node));
    this.board.followers.push(this.timeline);
    this.board.setTitles(recording.panes.map(({ title }) => title));
    this.timeline.setLanes(recording.panes.length);
    this.timeline.parted = recording.parted?.moment ?? null;
    this.board.setLayers(recording.panes[0].world.shown);
    recording.panes.forEach((pane, i) => this.board.onWorld(i, pane.world));
    this.root.addEventListener("keydown", (event) => this.onKey(event), true);
    this.show(nearest(this.moments, recording.here));
  }
  show(k) {
    this.k = k;
    const moment = this.moments[k];
    this.recording.panes.forEach((pane, i) => {
      const { game } = this.board.panes[i], frame = frameOf2(pane, k, game);
      this.board.onFrame(i, frame);
      this.timeline.update(i, { ...pane.strip, moment: frame.moment, horizon: pane.horizon });
      if (i > 0) return;
      this.numbers.replaceChildren(
        ...game.turns.map(({ name, title, colour }) => el("span.number", { style: toneOf(colour) }, `${title} steps `, el("b", {}, count2(frame.steps[name])))),
        el("span.number", {}, `frame ${k + 1} of ${this.moments.length}`)
      );
      this.board.say(this.board.many ? this.recording.parted?.text ?? "" : frame.text);
    });
    this.timeline.wanted = moment;
    this.timeline.schedule();
    this.root.dataset.moment = moment;
  }
  onDrawn(pane, frame) {
    if (frame && pane.index === 0) this.root.dataset.seq = frame.seq;
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (event.key === " " && !event.target.closest("button")) this.toggle();
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") this.turn(event.key === "ArrowRight" ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  turn(by) {
    this.pause();
    this.show(Math.min(this.moments.length - 1, Math.max(0, this.k + by)));
  }
  toggle() {
    if (this.timer) return this.pause();
    if (this.k === this.moments.length - 1) this.show(0);
    const pause = Math.max(FRAME_MS, RUN_MS / this.moments.length);
    this.timer = setInterval(() => this.k < this.moments.length - 1 ? this.show(this.k + 1) : this.pause(), pause);
    rename(this.play, "Pause", "pause");
  }
  pause() {
    clearInterval(this.timer);
    this.timer = null;
    rename(this.play, "Play", "play");
  }
};
var host = document.getElementById("run");
try {
  const block = await inflate(fromBase64(document.getElementById("recording").textContent));
  globalThis.ganlab = new Player(host, parse(block));
} catch (error) {
  host.textContent = `This recording could not be opened: ${error.message}`;
}
