// The arithmetic of a timeline: moments and pixels, what lies near, and which wish is still worth sending.
import { clamp } from "../lib/scales.js";

/** The pixel of a moment on a rail from `left` to `right`. */
export const placeOf = (moment, horizon, { left, right }) =>
  (horizon > 0 ? left + (moment / horizon) * (right - left) : left);

/** The moment under a pixel. */
export const momentAt = (x, horizon, { left, right }) => Math.round(clamp((x - left) / (right - left), 0, 1) * horizon);

/** The index of the entry of an increasing list that is closest to a value; -1 in an empty list. */
export function nearest(list, value) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  if (low === list.length) return low - 1;
  return low > 0 && value - list[low - 1] <= list[low] - value ? low - 1 : low;
}

/** The next place to stop at on the way forwards (1) or backwards (-1); the end of the rail where there is none. */
export function stopAfter(stops, moment, direction, horizon) {
  const ahead = stops.filter((stop) => (direction > 0 ? stop > moment : stop < moment));
  if (!ahead.length) return direction > 0 ? horizon : 0;
  return direction > 0 ? Math.min(...ahead) : Math.max(...ahead);
}

/** Which moment a key leads to from here; null for any other key. */
export function momentByKey(key, shift, moment, horizon, stops) {
  const step = shift ? 10 : 1;
  const to = { ArrowLeft: moment - step, ArrowDown: moment - step, ArrowRight: moment + step, ArrowUp: moment + step,
    Home: 0, End: horizon, PageUp: stopAfter(stops, moment, 1, horizon),
      PageDown: stopAfter(stops, moment, -1, horizon) }[key];
  return to === undefined ? null : clamp(to, 0, horizon);
}

/** Things with a `moment`, in groups that do not stand closer than `gap` pixels: each {x, members}. */
export function grouped(things, toX, gap) {
  const groups = [];
  for (const thing of [...things].sort((a, b) => a.moment - b.moment)) {
    const x = toX(thing.moment), last = groups.at(-1);
    if (last && x - last.x < gap) last.members.push(thing);
    else groups.push({ x, members: [thing] });
  }
  return groups;
}

/** Named moments, each once with all of its names. */
export function named(marks) {
  const names = new Map();
  for (const { moment, name } of marks) names.set(moment, (names.get(moment) ?? new Set()).add(name));
  return [...names].map(([moment, all]) => ({ moment, text: [...all].join(", ") }));
}

/** Labels that fit beside each other, `width(label)` pixels each: the later one of two that would overlap gives way. */
export function fitting(labels, width, gap = 6) {
  let free = -Infinity;
  return labels.filter(({ x, text }) => {
    if (x < free) return false;
    free = x + width(text) + gap;
    return true;
  });
}

/** Of many wishes only the newest counts: at most `most` are on their way, and one waits, which the next replaces. */
export class Latest {
  constructor(send, onTheWay, most = 2) {
    Object.assign(this, { send, onTheWay, most, waiting: null });
  }

  wish(value) {
    this.waiting = { value };
    this.flush();
  }

  /** To be called whenever one has arrived. */
  flush() {
    if (!this.waiting || this.onTheWay() >= this.most) return;
    const { value } = this.waiting;
    this.waiting = null;
    this.send(value);
  }
}
