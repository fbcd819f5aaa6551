import assert from "node:assert/strict";
import { test } from "node:test";
import { drawAxes, plotWithin, ticksOf } from "../../src/lib/axes.js";
import { frameOf } from "../../src/lib/scales.js";
import { overshooting } from "../../src/scene/strip.js";

const EACH = 6; // pixels that a letter takes here
const place = { x: 0, y: 0, turned: false };

/** A context that remembers where texts are written, some of them upwards. */
function pen(size) {
  const written = [], at = { ...place };
  const ctx = { written, canvas: { width: size, height: size }, strokeRect() {}, fillRect() {}, save() {},
    getTransform: () => ({ a: 1 }), measureText: (text) => ({ width: EACH * text.length }),
    restore: () => Object.assign(at, place), translate: (x, y) => Object.assign(at, { x, y }),
    rotate: () => Object.assign(at, { turned: true }),
    fillText(text, x, y, most = Infinity) {
      const wide = Math.min(most, EACH * text.length);
      const left = x - { right: 1, center: 0.5, left: 0 }[ctx.textAlign] * wide;
      const top = y - { top: 0, middle: 0.5, bottom: 1 }[ctx.textBaseline] * 11;
      const upwards = { left: at.x + top, right: at.x + top + 11, top: at.y - left - wide, bottom: at.y - left };
      written.push({ text, ...(at.turned ? upwards : { left, right: left + wide, top, bottom: top + 11 }) });
    } };
  return ctx;
}
globalThis.document = { createElement: () => ({ getContext: () => pen(0) }) };
const palette = { faint: "grey", grid: "grey" };

const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
  && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

function checkAxes(size, extent, titles) {
  const area = plotWithin(size, extent, { family: "sans", titled: Boolean(titles) }), ctx = pen(size);
  if (area.side < 60) return; // a thumbnail
  drawAxes(ctx, { area, to: frameOf(extent, area), extent, palette, family: "sans", titles });
  assert.ok(ctx.written.length >= 3, `${ctx.written.length} texts`);
  for (const box of ctx.written) {
    const said = `${JSON.stringify(box)} of ${size}, ${extent}`, { left, right, top, bottom } = box;
    assert.ok(left >= -0.5 && right <= size + 0.5 && top >= -0.5 && bottom <= size + 0.5, said);
    const under = ctx.written.find((other) => other !== box && meet(box, other));
    assert.ok(!under, `${said} lies on ${JSON.stringify(under)}`);
  }
}

test("no text of an axis is cut off or lies on another, at any range", () => {
  const ranges = [[0, 1], [-1.2, 1.2], [12, 81], [2000, 3.2e5], [-5e6, 9e6], [1e-6, 4e-6], [1e9, 1.0001e9],
    [-1e-12, 1e-12]];
  const titles = [{ text: "age", colour: "grey" }, { text: "yearly income before tax", colour: "grey" }];
  for (const size of [160, 420, 900]) for (const across of ranges) for (const up of ranges) {
    checkAxes(size, [...across, ...up]);
    checkAxes(size, [...across, ...up], titles);
  }
});

test("the texts of ticks differ from each other", () => {
  for (const [lo, hi] of [[0, 1e5], [1e9, 1.0001e9], [0.001, 0.002], [-3e-9, 5e-9]]) {
    const { at, texts } = ticksOf(lo, hi);
    assert.ok(at.length > 2 && new Set(texts).size === at.length, texts.join());
  }
});

test("bars that are taller than the frame are found, run by run", () => {
  const runs = [{ from: 1, to: 2, most: 0.7 }, { from: 4, to: 4, most: 0.9 }];
  assert.deepEqual(overshooting([0.1, 0.5, 0.7, 0.1, 0.9], 0.4), runs);
  assert.deepEqual(overshooting([0.1, 0.2], 0.4), []);
});

test("steps are whole: after one or two of them no axis says 1.00 or 1.50", () => {
  assert.deepEqual(ticksOf(1, 2, 5, true), { at: [1, 2], texts: ["1", "2"] });
  assert.deepEqual(ticksOf(0, 1, 5, true).texts, ["0", "1"]);
  assert.deepEqual(ticksOf(0, 2500, 5, true).texts, ["0", "500", "1,000", "1,500", "2,000", "2,500"]);
});
