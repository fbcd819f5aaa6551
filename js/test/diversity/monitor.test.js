import assert from "node:assert/strict";
import { test } from "node:test";
import { zText } from "../../src/diversity/figures.js";
import { besides, readTrace, spanOf } from "../../src/diversity/history.js";
import { discOf, pitchOf, rings } from "../../src/diversity/modes.js";
import { stretches } from "../../src/lib/tones.js";
import { bandText } from "../../src/diversity/verdict.js";

test("the area of a disc is its share: four times the share is twice as wide, and none is nothing", () => {
  assert.equal(discOf(1, 10), 10);
  assert.equal(discOf(4, 10), 20);
  assert.equal(discOf(100, 10), 20, "it does not cover the others");
  assert.equal(discOf(NaN, 10), 0);
});

test("rings of equal modes are equal and do not touch; the smaller share has the smaller ring", () => {
  const places = [[0, 0], [30, 0], [0, 30]];
  const [a, b, c] = rings(places, [0.4, 0.4, 0.1], 100);
  assert.ok(a === b && 2 * a < 30 && c === a / 2);
  assert.equal(rings([[5, 5]], [1], 25)[0], 25, "a lone mode takes what it may");
});

test("bars fill the width until they would be too narrow or too wide", () => {
  assert.equal(pitchOf(10, 500), 50);
  assert.equal(pitchOf(1, 500), 110);
  assert.equal(pitchOf(1000, 500), 9);
});

test("stretches end where the next begins, and what set in earlier than it was told cuts the one before", () => {
  const story = [[0, "learning", "learning"], [900, "good", "healthy"], [850, "alarm", "mode dropping"]];
  assert.deepEqual(stretches(story, 1500), [[0, 850, "learning", "learning"], [850, 1500, "alarm", "mode dropping"]]);
  assert.deepEqual(stretches([[0, "learning", "learning"], [0, "alarm", "complete collapse"]], 400),
    [[0, 400, "alarm", "complete collapse"]]);
  assert.deepEqual(stretches([], 10), []);
});

test("a trace is read row by row, and an empty one is empty", () => {
  const trace = Float32Array.of(0, 50, 1, 2, NaN, 4);
  trace.shape = [3, 2];
  const { moments, values } = readTrace(trace);
  assert.deepEqual([...moments], [0, 50]);
  assert.deepEqual(values.map((v) => [...v]), [[1, 2], [NaN, 4]]);
  assert.equal(readTrace(undefined).moments.length, 0);
});

test("a span holds all values and the band, in decades where it is logarithmic, and is never empty", () => {
  const [lo, hi] = spanOf([1, NaN, 3], [2, 5], false);
  assert.ok(lo < 1 && hi > 5 && hi - lo < 4.6);
  const [a, b] = spanOf([0.01, 0, 100], null, true);
  assert.ok(a < -2 && a > -2.5 && b > 2 && b < 2.5);
  assert.deepEqual(spanOf([NaN], null, false), [0, 1]);
  const [c, d] = spanOf([8, 8], [8, 8], false);
  assert.ok(c < 8 && d > 8);
});

test("numbers as one says them", () => {
  assert.equal(bandText(8, 8), "8");
  assert.equal(bandText(0.949, 0.996), "0.949 to 0.996");
  assert.equal(zText(-3.14159), "\u22123.1");
  assert.equal(zText(250.4), "+250");
  assert.equal(zText(NaN), "–");
  assert.equal(besides(1, [2, 3]) + besides(4, [2, 3]) + besides(2.5, [2, 3]) + besides(9, null), "▼▲");
});
