import assert from "node:assert/strict";
import { test } from "node:test";
import { gameOf } from "../../src/lib/game.js";
import { looksIn, SPEEDS, speedIndex, speedText, stepsIn } from "../../src/panels/controls.js";
import { keysIn } from "../../src/panels/help.js";

test("every speed finds its place on the slider, one between two goes up", () => {
  SPEEDS.forEach((speed, i) => assert.equal(speedIndex(speed), i));
  assert.equal(SPEEDS[speedIndex(7)], 10);
  assert.equal(SPEEDS[speedIndex(1e6)], null);
  assert.equal(speedText(1), "1 round a second");
  assert.equal(speedText(null), "as fast as it goes");
});

test("the plain game has its three steps and two previews", () => {
  const game = gameOf();
  assert.deepEqual(stepsIn(game).map(({ what, name, key, icon, hint }) => [what, name, key, icon, hint]),
    [["step_d", "Step D", "D", "judge", "the discriminator learns"],
      ["step_g", "Step G", "G", "forge", "the generator learns"],
      ["step", "Step both", "B", "both", "one whole round"]]);
  assert.deepEqual(looksIn(game).map(({ turn, name, key }) => [turn, name, key]),
    [["d", "Preview D", "⇧D"], ["g", "Preview G", "⇧G"]]);
  assert.deepEqual(keysIn(game).slice(0, 6), [["space", "play, pause"], ["D", "a step of the discriminator"],
    ["G", "a step of the generator"], ["B", "both: one round"], ["⇧D", "what a step of D would do"],
    ["⇧G", "what a step of G would do"]]);
});

test("each side has a button, each turn a preview, and a key belongs to the first who has it", () => {
  const turn = (name, side, key) => ({ name, title: name, noun: name, side, key });
  const game = gameOf({ turns: [turn("g", "g", "g"), turn("d_a", "d", "d"), turn("d_b", "d", "d"),
    turn("e", "e", "e")] });
  assert.deepEqual(stepsIn(game).map(({ name }) => name), ["Step g", "Step d_a", "Step e", "Step all"]);
  assert.deepEqual(looksIn(game).map(({ key }) => key), ["⇧G", "⇧D", null, "⇧E"]);
  const alone = gameOf({ turns: [turn("g", "g", "g")] });
  assert.deepEqual(stepsIn(alone).map(({ what }) => what), ["step_g"]);
  assert.ok(!keysIn(alone).some(([key]) => key === "B"));
});
