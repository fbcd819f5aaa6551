import assert from "node:assert/strict";
import { test } from "node:test";
import { fitting, grouped, Latest, momentAt, momentByKey, named, nearest, placeOf,
  stopAfter } from "../../src/timeline/moments.js";

const rail = { left: 10, right: 210 };

test("every moment comes back from its pixel when there is a pixel for each, and the ends are the ends", () => {
  for (let moment = 0; moment <= 200; moment++) assert.equal(momentAt(placeOf(moment, 200, rail), 200, rail), moment);
  assert.equal(momentAt(-50, 4000, rail), 0);
  assert.equal(momentAt(900, 4000, rail), 4000);
  assert.equal(placeOf(0, 0, rail), 10);
});

test("the nearest of a list is found, as by looking at all of them", () => {
  const list = [0, 3, 4, 10, 50, 51];
  for (let value = -5; value < 60; value++) {
    const least = Math.min(...list.map((entry) => Math.abs(entry - value)));
    assert.equal(Math.abs(list[nearest(list, value)] - value), least);
  }
  assert.equal(nearest([], 3), -1);
});

test("keys go by one, by ten, to the ends and from event to event, and never leave the rail", () => {
  const stops = [20, 60];
  const key = (name, shift = false, at = 50) => momentByKey(name, shift, at, 100, stops);
  assert.deepEqual(["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"].map((name) => key(name)),
    [49, 51, 0, 100, 60, 20]);
  assert.equal(key("ArrowRight", true), 60);
  assert.equal(key("ArrowLeft", false, 0), 0);
  assert.equal(key("ArrowRight", true, 95), 100);
  assert.equal(key("x"), null);
  assert.equal(stopAfter(stops, 60, 1, 100), 100);
  assert.equal(stopAfter(stops, 20, -1, 100), 0);
});

test("what stands too close is one group, and nothing is lost", () => {
  const things = [5, 1, 2, 90, 91.5, 40].map((moment) => ({ moment }));
  const groups = grouped(things, (moment) => 2 * moment, 6);
  assert.deepEqual(groups.map(({ x }) => x), [2, 10, 80, 180]);
  assert.equal(groups.reduce((n, { members }) => n + members.length, 0), things.length);
  for (let i = 1; i < groups.length; i++) assert.ok(groups[i].x - groups[i - 1].x >= 6);
});

test("of two labels that would overlap the later gives way", () => {
  const labels = [{ x: 0, text: "aaaa" }, { x: 30, text: "b" }, { x: 50, text: "c" }];
  assert.deepEqual(fitting(labels, (text) => 10 * text.length).map(({ text }) => text), ["aaaa", "c"]);
});

test("of many wishes the first two and the last are sent, in that order", () => {
  const sent = [];
  let arrived = 0;
  const latest = new Latest((value) => sent.push(value), () => sent.length - arrived);
  for (let value = 0; value < 50; value++) latest.wish(value);
  assert.deepEqual(sent, [0, 1]);
  arrived = 1;
  latest.flush();
  latest.flush();
  assert.deepEqual(sent, [0, 1, 49]);
  arrived = 3;
  latest.flush();
  assert.deepEqual(sent, [0, 1, 49]);
});

test("a moment with several names is one flag, and a name that two GANs have is said once", () => {
  const marks = [{ moment: 5, name: "a" }, { moment: 9, name: "z" }, { moment: 5, name: "b" },
    { moment: 5, name: "a" }];
  assert.deepEqual(named(marks), [{ moment: 5, text: "a, b" }, { moment: 9, text: "z" }]);
});
