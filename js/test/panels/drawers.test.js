import assert from "node:assert/strict";
import { test } from "node:test";
import { partFor, toggled } from "../../src/panels/drawers.js";

test("a press opens a drawer behind the others, and another press closes it", () => {
  assert.deepEqual(toggled([], "a"), ["a"]);
  assert.deepEqual(toggled(["a"], "b"), ["a", "b"]);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
});

test("a drawer gets its own part of a message, with its arrays under their short names", () => {
  const message = { kind: "frame", tools: { a: { x: 1 }, b: {} }, "a.rows": [1, 2], "ab.rows": [3], fakes: [4] };
  assert.deepEqual(partFor("a", message), { x: 1, rows: [1, 2] });
  assert.deepEqual(partFor("b", message), {});
  assert.equal(partFor("c", message), null);
  assert.equal(partFor("a", { kind: "frame" }), null);
});
