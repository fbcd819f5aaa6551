import assert from "node:assert/strict";
import { test } from "node:test";
import { isDrawn, strength } from "../../src/scene/layers.js";
import { arrowsBetween, headOf, tintsOf } from "../../src/scene/translation.js";

const frame = { x: (v) => 10 * v, y: (v) => 100 - 10 * v };

test("arrows go from each sample to its translation, y upwards, without those that are no numbers", () => {
  const [arrow, ...others] = arrowsBetween([0, 0, 1, 1, 2, 2], [3, 4, NaN, 1, 2, 2], frame);
  assert.deepEqual(arrow, { i: 0, x0: 0, y0: 100, x1: 30, y1: 60, ux: 0.6, uy: -0.8, length: 50 });
  assert.deepEqual(others.map(({ i, length }) => [i, length]), [[2, 0]]);
  assert.equal(arrowsBetween([0, 0, 1, 1], [1, 1, 2, 2], frame, 1).length, 1);
});

test("a head points along its arrow, its middle on the end; without a direction it points upwards", () => {
  const head = headOf({ x1: 30, y1: 60, ux: 1, uy: 0, length: 5 }, 10);
  assert.deepEqual(head, [[35, 60], [25, 64.5], [25, 55.5]]);
  assert.deepEqual(headOf({ x1: 0, y1: 0, ux: 0, uy: 0, length: 0 }, 10)[0], [0, -5]);
});

test("only what starts somewhere has colours, other ones in the dark", () => {
  const world = { translationsFrom: [0, 0, 1, 1] };
  const light = tintsOf(world, { dark: false }), dark = tintsOf(world, { dark: true });
  assert.deepEqual(Object.keys(light), ["translationsFrom"]);
  assert.notDeepEqual(light, dark);
  assert.deepEqual(tintsOf({}, { dark: false }), {});
});

test("on the way, what a replay is about is drawn in full, and other layers step back", () => {
  const v = { shown: new Set(["field", "fake"]), replay: 0.5, journey: "translations", now: {} };
  assert.ok(isDrawn({ name: "translations" }, v) && isDrawn({ name: "fake" }, v) && !isDrawn({ name: "sheet" }, v));
  assert.deepEqual(["translations", "axes", "fake"].map((name) => strength({ name }, v)), [1, 1, 0.25]);
  const still = { ...v, replay: null, shown: new Set(["field", "translations"]), now: { translations: [0, 0] } };
  assert.deepEqual(["translations", "field", "real"].map((name) => strength({ name }, still)), [1, 0.4, 1]);
});
