import assert from "node:assert/strict";
import { test } from "node:test";
import { gameOf } from "../../src/lib/game.js";
import { spotFor } from "../../src/scene/spotlight.js";

test("the picture is lit with what a phase is about, and with nothing when the step is over", () => {
  const points = { real: [1], fake: [2], fake_tips: [3] };
  const at = (who, name, last = false) => spotFor(gameOf(), { who, name, last }, points);
  const real = { shape: "real", points: [1], tips: null }, fake = { shape: "fake", points: [2], tips: null };
  assert.deepEqual(at("d", "score_real"), { colour: "d", sets: [real] });
  assert.deepEqual(at("g", "pull"), { colour: "g", sets: [{ ...fake, tips: [3] }] });
  assert.deepEqual(at("g", "loss"), { colour: "g", sets: [fake] });
  assert.deepEqual(at("d", "gradient").sets, [real, fake]);
  assert.equal(at("g", "weights", true), null);
  assert.equal(at("d", "z"), null);
  assert.equal(at("d", "weights"), null);
  assert.equal(spotFor(gameOf(), null, points), null);
});
