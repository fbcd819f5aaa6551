import assert from "node:assert/strict";
import { test } from "node:test";
import { decades, logarithms, stretch } from "../../src/panels/charts.js";
import { columns } from "../../src/lib/curves.js";

test("a logarithm of what has none is a gap", () => {
  const { mean, low } = logarithms(columns([1, 0, 100, 10, 2, 1, 1000, 100]));
  assert.deepEqual([...mean], [1, 2]);
  assert.ok(Number.isNaN(low[0]) && low[1] === 0);
});

test("ticks of a logarithmic lane are powers of ten, never too many", () => {
  assert.deepEqual(decades(-1.5, 0.7), [-2, -1, 0, 1]);
  assert.deepEqual(decades(0, 12), [0, 3, 6, 9, 12]);
});

test("a hand that moves means a stretch, from right to left too; one that trembles means none", () => {
  const axis = { left: 40, right: 240, first: 1, last: 1001 };
  assert.deepEqual(stretch(140, 90, axis), [251, 501]);
  assert.deepEqual(stretch(140, 900, axis), [501, 1001]);
  assert.equal(stretch(140, 143, axis), null);
});
