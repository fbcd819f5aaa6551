import assert from "node:assert/strict";
import test from "node:test";
import { branchText, countText, lineAt, momentOf, placed, ROW, rowsOf } from "../../src/timeline/branches.js";

const toX = (moment) => 10 + 2 * moment; // pixels
const branch = (number, parted, horizon) => ({ number, parted, horizon, text: "" });

test("the newest lies nearest to the rail, and what does not overlap shares a row", () => {
  const places = placed([branch(1, 10, 100), branch(2, 20, 60), branch(3, 150, 200)], toX);
  assert.deepEqual(places.map(({ branch: { number }, row }) => [number, row]), [[3, 0], [2, 0], [1, 1]]);
  assert.deepEqual([places[1].from, places[1].to], [50, 130]);
  assert.equal(rowsOf(places), 2);
  assert.equal(rowsOf([]), 0);
});

test("however many there are, there are three rows", () => {
  const many = Array.from({ length: 50 }, (_, i) => branch(i, i, 100));
  assert.equal(rowsOf(placed(many, toX)), 3);
});

test("a branch that begins anew is drawn from the beginning, and the shortest can still be seen", () => {
  const [short, anew] = placed([branch(1, null, 40), branch(2, 30, 31)], toX);
  assert.equal(anew.from, 10);
  assert.ok(short.to - short.from >= 12);
});

test("a press finds the line under it, and the moment that it means", () => {
  const places = placed([branch(1, 10, 100), branch(2, 20, 60)], toX);
  assert.equal(lineAt(places, 100, ROW + 3).branch.number, 2);
  assert.equal(lineAt(places, 200, 2 * ROW).branch.number, 1);
  assert.equal(lineAt(places, 200, 0), undefined); // the rail itself
  assert.equal(lineAt(places, 20, 2 * ROW), undefined); // before it parted
  const [two, one] = places;
  assert.equal(momentOf(two, 130), 60);
  assert.equal(momentOf(two, 50), 20);
  assert.equal(momentOf(one, 120), 55); // halfway between 10 and 100
  assert.equal(momentOf(placed([branch(5, 30, 31)], toX)[0], 70), 31);
});

test("they are said in words", () => {
  assert.equal(branchText({ number: 3, text: "from moment 15 to 40" }), "Branch 3: from moment 15 to 40");
  assert.deepEqual([1, 2, 1200].map(countText), ["1 branch", "2 branches", "1,200 branches"]);
});
