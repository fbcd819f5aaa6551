import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, layout, translated } from "../../src/scene/translated.js";

const CASES = [
  [[{ columns: 3, rows: 5, shape: [32, 32], title: "learnt from" }, { columns: 3, rows: 5, shape: [32, 32], title: "held out" }], []],
  [[{ columns: 3, rows: 5, shape: [28, 28], title: "" }, { columns: 3, rows: 5, shape: [28, 28], title: "" }], [[28, 28], [28, 28], [28, 28]]],
  [[{ columns: 2, rows: 5, shape: [64, 32], title: "" }], [[120, 200], [64, 32]]],
  [[{ columns: 2, rows: 1, shape: [16, 64], title: "a" }], []],
];

test("rows and one's own pictures fit, keep their proportions and do not overlap", () => {
  for (const size of [250, 420]) for (const [groups, own] of CASES) {
    const places = layout(size, groups, own), boxes = [];
    places.own.places.forEach(({ x, y }, i) => {
      const { w, h } = fit(places.own.side, ...own[i]);
      boxes.push([x, y, w, h]);
    });
    assert.equal(places.own.places.length, own.length);
    for (const group of places.groups) for (const x of group.columns)
      for (let r = 0; r < places.shown; r++) boxes.push([x, places.y(r), places.w, places.h]);
    const [height, width] = groups[0].shape;
    assert.ok(Math.abs(places.w / places.h - width / height) < 0.15 * (width / height));
    assert.ok(places.shown >= Math.min(2, groups[0].rows), `rows ${places.shown}`);
    for (const [x, y, w, h] of boxes) assert.ok(x >= 0 && y >= 0 && x + w <= size && y + h <= size, `${[x, y, w, h]}`);
    boxes.forEach(([x, y, w, h], i) => boxes.slice(0, i).forEach(([a, b, c, d]) =>
      assert.ok(x >= a + c || a >= x + w || y >= b + d || b >= y + h)));
  }
});

test("a picture keeps its proportions in a box", () => {
  assert.deepEqual(fit(100, 32, 32), { w: 100, h: 100 });
  assert.deepEqual(fit(100, 50, 200), { w: 100, h: 25 });
});

const array = (values, shape) => Object.assign(Uint8Array.from(values), { shape });
const view = () => {
  const groups = [0, 1].map((k) => ({ title: k ? "held out" : "learnt from", to: "x",
    columns: [{ part: "source", title: "lines" }, { part: "made", title: "made by G" }] }));
  const zeros = array(new Array(2 * 16).fill(0), [2, 4, 4, 1]);
  const v = { size: 400, world: { groups, source0: zeros, source1: zeros }, titles: { judge: "D" }, asks: true,
    shown: new Set(["patches"]), now: { made0: zeros, made1: zeros, scores1: array([51, 255], [2]),
      patches1: array([0, 51, 102, 255, 0, 0, 0, 0], [2, 2, 2]) } };
  translated.prepare(v);
  return v;
};

test("what lies under a hand is said, with D's answer for the picture and the patch", () => {
  const v = view(), x = v.places.groups[1].columns[1], y = v.places.y(0), { w, h } = v.places;
  assert.equal(translated.describe(v, x + 0.75 * w, y + 0.25 * h),
    "made by G, 1, held out\nD: 20 % real\nthis patch: 20 %\nclick: a closer look");
  assert.equal(translated.describe(v, x + 0.75 * w, y + 0.75 * h).split("\n")[2], "this patch: 100 %");
  assert.equal(translated.describe(v, 399, 1), null);
});

test("rows are counted through all groups, and the keys go from tile to tile", () => {
  const v = view(), { w, h } = v.places;
  const at = (k, c, r) => [v.places.groups[k].columns[c] + w / 2, v.places.y(r) + h / 2];
  assert.deepEqual(translated.ask(v, ...at(0, 1, 1)), { fake: 1 });
  assert.deepEqual(translated.ask(v, ...at(1, 0, 0)), { fake: 2 });
  assert.equal(translated.ask(v, 399, 399), null);
  assert.deepEqual(translated.move(v, null, [1, 0]), at(0, 0, 0));
  assert.deepEqual(translated.move(v, at(0, 1, 0), [1, 0]), at(1, 0, 0));
  assert.deepEqual(translated.move(v, at(1, 1, 0), [0, 1]), at(1, 1, 1));
});
