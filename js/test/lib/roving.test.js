import assert from "node:assert/strict";
import { test } from "node:test";
import { nextOf } from "../../src/lib/roving.js";

test("arrows go around a group, home and end to its ends, and other keys nowhere", () => {
  assert.equal(nextOf("ArrowRight", 0, 3), 1);
  assert.equal(nextOf("ArrowDown", 2, 3), 0);
  assert.equal(nextOf("ArrowLeft", 0, 3), 2);
  assert.equal(nextOf("ArrowUp", 1, 3), 0);
  assert.equal(nextOf("Home", 2, 3), 0);
  assert.equal(nextOf("End", 0, 3), 2);
  assert.equal(nextOf("Tab", 0, 3), null);
  assert.equal(nextOf("ArrowRight", 0, 0), null);
});
