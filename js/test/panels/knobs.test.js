import assert from "node:assert/strict";
import { test } from "node:test";
import { PLACES, placeOf, valueAt, wished, written } from "../../src/panels/knobs.js";

const RATE = { kind: "number", scale: "log", low: 1e-5, high: 0.1 };
const EMA = { kind: "number", scale: "decay", low: 0, high: 0.9999 };
const STEPS = { kind: "whole", scale: "linear", low: 0, high: 10 };

test("the middle of a logarithmic slider is the geometric mean, its ends are its ends", () => {
  assert.equal(valueAt(RATE, PLACES / 2), 0.001);
  assert.equal(valueAt(RATE, 0), 1e-5);
  assert.equal(valueAt(RATE, PLACES), 0.1);
  assert.equal(placeOf(RATE, 0.001), PLACES / 2);
  assert.equal(placeOf(RATE, 7), PLACES); // more than the slider shows
  assert.equal(placeOf(RATE, 0), 0);
});

test("numbers close to one have room each: .9, .99 and .999 lie evenly", () => {
  assert.deepEqual([0, 0.9, 0.99, 0.999, 0.9999].map((v) => placeOf(EMA, v)), [0, 250, 500, 750, 1000]);
  assert.equal(valueAt(EMA, 500), 0.99);
  assert.equal(valueAt(EMA, 0), 0);
});

test("whole numbers stay whole, and where a slider stands is what it says", () => {
  for (let n = 0; n <= 10; n++) assert.equal(valueAt(STEPS, placeOf(STEPS, n)), n);
  for (let place = 0; place <= PLACES; place += 20) {
    const v = valueAt(RATE, place);
    assert.ok(Math.abs(placeOf(RATE, v) - place) <= 6, `${place} → ${v}`);
  }
});

test("numbers are written without noise, and nothing is written as nothing", () => {
  assert.deepEqual([0.1 + 0.2, 2e-7, 128, null, undefined, "64, 32"].map(written),
    ["0.3", "2e-7", "128", "", "", "64, 32"]);
});

test("what is so already is no wish", () => {
  assert.deepEqual(wished({ width: "64", depth: "3", latent: "" }, { width: 64, depth: 2, latent: null }),
    { depth: "3" });
});
