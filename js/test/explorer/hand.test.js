import assert from "node:assert/strict";
import { test } from "node:test";
import { AHEAD, Hand } from "../../src/explorer/hand.js";

/** A kernel that answers when it is told to. */
function slow() {
  const sent = [];
  return { sent, undone: 0, command(what, value) { sent.push([what, value]); this.undone += 1; },
    answer(hand) { this.undone -= 1; hand.flush(); } };
}

test("two moves are on their way, and a third replaces the one that waits", () => {
  const kernel = slow(), hand = new Hand(kernel);
  for (const x of [1, 2, 3, 4, 5]) hand.move("slide", 0, x);
  assert.deepEqual(kernel.sent.map(([, x]) => x), [1, 2]);
  assert.equal(kernel.undone, AHEAD);
  kernel.answer(hand);
  assert.deepEqual(kernel.sent.map(([, x]) => x), [1, 2, 5]);
  kernel.answer(hand);
  kernel.answer(hand);
  assert.equal(hand.waiting.size, 0);
  assert.equal(kernel.sent.length, 3);
});

test("two sliders do not replace each other, and the newest goes last", () => {
  const kernel = slow(), hand = new Hand(kernel);
  kernel.undone = AHEAD;
  hand.move("slide", 0, "a");
  hand.move("slide", 1, "b");
  hand.move("slide", 0, "c");
  kernel.undone = 0;
  hand.flush();
  assert.deepEqual(kernel.sent, [["slide", "b"], ["slide", "c"]]);
});

test("an act waits for nobody, but comes after what the hand did before", () => {
  const kernel = slow(), hand = new Hand(kernel);
  kernel.undone = AHEAD;
  hand.move("drag", "", [1, 2]);
  hand.act("pin");
  assert.deepEqual(kernel.sent, [["drag", [1, 2]], ["pin", null]]);
  kernel.undone = 0;
  hand.flush();
  assert.equal(kernel.sent.length, 2);
});
