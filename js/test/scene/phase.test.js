import assert from "node:assert/strict";
import { test } from "node:test";
import { lengthOf, phase, stretchesOf } from "../../src/scene/phase.js";

test("a way ends where its numbers end", () => {
  assert.equal(lengthOf([1, 1, 2, 2, NaN, NaN]), 2);
  assert.equal(lengthOf([NaN, NaN]), 0);
  assert.equal(lengthOf([]), 0);
});

test("stretches follow each other over the whole way, and age towards now", () => {
  assert.deepEqual(stretchesOf(0), []);
  assert.deepEqual(stretchesOf(1), []);
  assert.deepEqual(stretchesOf(2), [[0, 1, 1]]);
  for (const n of [3, 24, 25, 1000]) {
    const parts = stretchesOf(n);
    assert.equal(parts[0][0], 0);
    assert.equal(parts.at(-1)[1], n - 1);
    parts.slice(1).forEach(([first, last, age], i) => {
      assert.equal(first, parts[i][1]);
      assert.ok(last > first && age > parts[i][2]);
    });
    assert.equal(parts.at(-1)[2], 1);
  }
});

globalThis.document ??= { createElement: () => ({ getContext: () => ({ measureText: () => ({ width: 20 }) }) }) };

test("the plot is a square within the canvas, and a crosshair stays in it", () => {
  for (const size of [160, 420, 900]) {
    const v = { size, font: "sans-serif", now: { span: [-2, 2, -2, 2] } };
    phase.prepare(v);
    const { left, top, side } = v.area;
    assert.ok(left >= 40 && top >= 0 && left + side <= size && top + side <= size - 30);
    assert.deepEqual(phase.move(v, [left, top], [-1, -1], false), [left, top]);
  }
});
