import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { ALONE, Place } from "../../src/lib/place.js";

/** As much of an element as a place needs. */
function node() {
  const children = [];
  return { children, textContent: "", append: (child) => children.push(child),
    replaceChildren() { children.length = 0; this.textContent = ""; } };
}

/** A page that shows widgets when it is told to, and remembers which are shown. */
function page() {
  const waiting = {}, shown = new Set();
  return { waiting, shown, getWidget: (reference) => new Promise((resolve, reject) => {
    waiting[reference] = { reject, arrive: () => resolve({ async render({ el, signal }) {
      shown.add(reference);
      el.name = reference;
      signal.addEventListener("abort", () => shown.delete(reference));
    } }) };
  }) };
}

const before = globalThis.document;
beforeEach(() => { globalThis.document = { createElement: () => ({}) }; });
afterEach(() => { globalThis.document = before; });

test("one widget takes the place of another, and nothing of the other stays", async () => {
  const host = page(), place = new Place(node(), host);
  const first = place.show("anywidget:a");
  host.waiting["anywidget:a"].arrive();
  await first;
  assert.deepEqual([[...host.shown], place.node.children.map(({ name }) => name)], [["anywidget:a"], ["anywidget:a"]]);
  await place.show("anywidget:a"); // the same: nothing is done again
  const second = place.show("anywidget:b");
  host.waiting["anywidget:b"].arrive();
  await second;
  assert.deepEqual([[...host.shown], place.node.children.length], [["anywidget:b"], 1]);
  await place.show("");
  assert.deepEqual([host.shown.size, place.node.children.length], [0, 0]);
});

test("what comes after it was closed is not shown", async () => {
  const host = page(), place = new Place(node(), host);
  const shown = place.show("anywidget:a");
  place.stop();
  host.waiting["anywidget:a"].arrive();
  await shown;
  assert.equal(host.shown.size, 0);
  const failing = place.show("anywidget:b");
  place.stop();
  host.waiting["anywidget:b"].reject(new Error("gone"));
  await failing;
  assert.equal(place.node.textContent, "");
});

test("what cannot be shown is said", async () => {
  const host = page(), place = new Place(node(), host);
  const shown = place.show("anywidget:a");
  host.waiting["anywidget:a"].reject(new Error("widget model not found"));
  await shown;
  assert.equal(place.node.textContent, "widget model not found");
  const alone = new Place(node(), undefined); // anywidget before 0.11
  await alone.show("anywidget:a");
  assert.equal(alone.node.textContent, ALONE);
});
