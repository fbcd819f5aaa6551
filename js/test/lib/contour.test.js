import assert from "node:assert/strict";
import { test } from "node:test";
import { levelLines, sampleField } from "../../src/lib/contour.js";

const grid = (n, f) => Float32Array.from({ length: n * n },
  (_, i) => f(((i % n) + 0.5) / n, (Math.floor(i / n) + 0.5) / n));

test("a straight decision runs from border to border, at its place, and the border is no part of it", () => {
  const lines = levelLines(grid(16, (x) => x), 16, 16, 0.3);
  assert.equal(lines.length, 1);
  for (const [x] of lines[0]) assert.ok(Math.abs(x - 0.3) < 1e-6, `x = ${x}`);
  const heights = lines[0].map(([, y]) => y).sort((a, b) => a - b);
  assert.equal(heights[0], 0);
  assert.equal(heights.at(-1), 1);
});

test("a circle stays a closed circle of its radius", () => {
  const lines = levelLines(grid(64, (x, y) => Math.hypot(x - 0.5, y - 0.5)), 64, 64, 0.25);
  assert.equal(lines.length, 1);
  for (const [x, y] of lines[0]) assert.ok(Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.25) < 2e-3);
  assert.deepEqual(lines[0][0], lines[0].at(-1));
});

test("a saddle gives two lines, a field without the level none", () => {
  assert.equal(levelLines(grid(32, (x, y) => (x - 0.5) * (y - 0.5)), 32, 32, 0.01).length, 2);
  assert.deepEqual(levelLines(grid(8, () => 0.4), 8, 8, 0.5), []);
  assert.deepEqual(levelLines(grid(8, () => 0.6), 8, 8, 0.5), []);
});

test("between the cells the field is linear, outside it stays as at the border", () => {
  const f = grid(10, (x, y) => 2 * x + 3 * y);
  assert.ok(Math.abs(sampleField(f, 10, 10, 0.37, 0.61) - (0.74 + 1.83)) < 1e-6);
  assert.ok(Math.abs(sampleField(f, 10, 10, 0, 0) - (0.1 + 0.15)) < 1e-6);
  assert.equal(sampleField(Float32Array.of(7), 1, 1, 0.2, 0.9), 7);
});
