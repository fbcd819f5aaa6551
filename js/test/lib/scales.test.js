import assert from "node:assert/strict";
import { test } from "node:test";
import { count, fixed, frameOf, niceRange, plotArea, rateText, short } from "../../src/lib/scales.js";

test("pixels and units are inverse, y goes up, both axes have one scale", () => {
  const to = frameOf([-2, 2, -1, 3], plotArea(440));
  const [x, y] = to.invert(to.x(0.7), to.y(2.1));
  assert.ok(Math.abs(x - 0.7) < 1e-9 && Math.abs(y - 2.1) < 1e-9);
  assert.ok(to.y(3) < to.y(-1));
  assert.equal(to.x(1) - to.x(0), to.y(0) - to.y(1));
});

test("a range holds its values and its ticks are evenly spaced to its ends", () => {
  for (const [lo, hi] of [[0.693, 1.386], [-3, 7], [1.5, 1.5], [0, 0], [1e-5, 2e-5]]) {
    const range = niceRange(lo, hi);
    assert.ok(range.lo <= lo + 1e-12 && range.hi >= hi - 1e-12 && range.hi > range.lo, `${lo} ${hi}`);
    assert.ok(Math.abs(range.ticks[0] - range.lo) < 1e-9 && Math.abs(range.ticks.at(-1) - range.hi) < 1e-9);
  }
  assert.deepEqual(niceRange(NaN, 1).ticks, [0, 1]);
});

test("numbers are written for people", () => {
  assert.equal(short(-0.5), "−0.5");
  assert.equal(short(1.23456), "1.23");
  assert.equal(short(NaN), "not a number");
  assert.equal(short(-Infinity), "−∞");
  assert.equal(fixed(0.5), "0.500");
  assert.equal(fixed(-123.456), "−123.5");
  assert.equal(count(1234567), "1\u2009234\u2009567");
  assert.equal(rateText(0), "–");
  assert.equal(rateText(2.34), "2.3");
  assert.equal(rateText(1431.4), "1\u2009431");
});
