import assert from "node:assert/strict";
import test from "node:test";
import { restText } from "../../src/panels/round.js";
import { stepsText } from "../../src/timeline/timebar.js";

const game = { turns: [{ name: "d", title: "D" }, { name: "g", title: "G" }] };

test("why a moment has another number than the steps is said beside it", () => {
  assert.equal(stepsText(game, { d: 2321, g: 2316 }), "steps taken: D 2,321, G 2,316");
  assert.equal(stepsText(game, [3, 4]), "steps taken: D 3, G 4");
});

test("what is said where no step is shown is true whatever was done before", () => {
  for (const part of [null, undefined, { steps: {} }]) {
    assert.match(restText(part), /^No step is shown here yet/);
    assert.doesNotMatch(restText(part), /nobody|taken a step/i);
  }
  assert.match(restText({ steps: { d: {} } }), /^These are the numbers of the last step/);
});
