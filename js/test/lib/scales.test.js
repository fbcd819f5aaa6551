import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { count, decimals, fixed, frameOf, niceRange, percent, rateText, short, tickTexts }
  from "../../src/lib/scales.js";

test("pixels and units are inverse, y goes up, both axes have one scale", () => {
  const to = frameOf([-2, 2, -1, 3], { left: 30, top: 4, side: 406 });
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
  assert.equal(fixed(23456.7), "23,457");
  assert.equal(fixed(2.5e7), "2.5×10⁷");
  assert.equal(count(1234567), "1,234,567");
  assert.equal(rateText(0), "–");
  assert.equal(rateText(2.34), "2.3");
  assert.equal(rateText(1431.4), "1,431");
});

// tests/backend/test_numerals.py reads the same list
test("page and kernel write the same numbers in the same way", () => {
  const { number, count: whole, percent: share, fixed: places, ticks } = JSON.parse(readFileSync(
    new URL("numerals.json", import.meta.url), "utf8"));
  const value = (text) => ({ inf: Infinity, "-inf": -Infinity, nan: NaN })[text] ?? Number(text);
  for (const [given, said] of Object.entries(number)) assert.equal(short(value(given)), said, given);
  for (const [given, said] of Object.entries(whole)) assert.equal(count(value(given)), said, given);
  for (const [given, said] of Object.entries(share)) assert.equal(percent(value(given)), said, given);
  for (const [given, said] of Object.entries(places)) assert.equal(decimals(value(given), 2), said, given);
  for (const [given, said] of ticks) assert.deepEqual(tickTexts(given), said);
});
