import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, columns, rangeOf, smooth, stepsOf } from "../../src/lib/curves.js";

test("smoothing leaves a straight line straight inside, and a constant constant to its ends", () => {
  const x = Float64Array.from({ length: 100 }, (_, i) => i);
  const line = smooth(x, x.map((v) => 3 * v + 1));
  for (let i = 12; i < 88; i++) assert.ok(Math.abs(line[i] - (3 * i + 1)) < 1e-9);
  assert.ok(smooth(x, x.map(() => 2)).every((v) => Math.abs(v - 2) < 1e-12));
});

test("points far apart are not smoothed, gaps stay gaps", () => {
  const out = smooth([0, 50, 100], [1, 9, NaN]);
  assert.deepEqual([...out], [1, 9, NaN]);
});

test("one wild value does not flatten the curve", () => {
  const rows = [];
  for (let i = 0; i < 200; i++) rows.push(i, 1, 2, 1.5);
  rows[4 * 100 + 2] = 1e6;
  const range = rangeOf(columns(rows));
  assert.ok(range.hi < 10 && range.lo <= 1);
  assert.ok(rangeOf(columns([])).hi > 0);
});

test("labels that would stand on each other are moved apart, evenly; others stay", () => {
  const moved = apart([{ place: 50, letter: "A" }, { place: 48, letter: "B" }, { place: 100, letter: "C" }], 10);
  assert.deepEqual(moved.map(({ letter }) => letter), ["B", "A", "C"]);
  assert.ok(moved[1].place - moved[0].place >= 10 && moved[2].place - moved[1].place >= 10);
  assert.deepEqual(apart([{ place: 1 }, { place: 40 }], 10).map(({ place }) => place), [1, 40]);
});

test("curves that are drawn together share their steps", () => {
  const curve = (...steps) => columns(steps.flatMap((step) => [step, 0, 0, 0]));
  assert.deepEqual(stepsOf([curve(1, 5), curve(3, 90), curve()]), { first: 1, last: 90 });
  assert.deepEqual(stepsOf([curve(), curve()]), { first: 0, last: 0 });
});
