import assert from "node:assert/strict";
import { test } from "node:test";
import { SPEEDS, speedIndex, speedText } from "../../src/panels/controls.js";

test("every speed finds its place on the slider, one between two goes up", () => {
  SPEEDS.forEach((speed, i) => assert.equal(speedIndex(speed), i));
  assert.equal(SPEEDS[speedIndex(7)], 10);
  assert.equal(SPEEDS[speedIndex(1e6)], null);
  assert.equal(speedText(1), "1 round a second");
  assert.equal(speedText(null), "as fast as it goes");
});
