import assert from "node:assert/strict";
import { test } from "node:test";
import { fromOklab, positionColours } from "../../src/lib/position.js";

const near = (a, b, by = 2e-3) => a.forEach((x, i) => assert.ok(Math.abs(x - b[i]) < by, `${a} is not ${b}`));

test("Oklab's white, black and red are those of the screen", () => {
  near(fromOklab([1, 0, 0]), [1, 1, 1]);
  near(fromOklab([0, 0, 0]), [0, 0, 0]);
  near(fromOklab([0.627955, 0.224863, 0.125846]), [1, 0, 0]);
});

test("places have the colours that the kernel gives them, and what is no place is grey", () => {
  const colours = positionColours([-1, -1, 1, 1, 0, 0, NaN, 2, 1, -1]);
  // position_colours([[-1, -1], [1, 1], [0, 0], [nan, 2], [1, -1]]) in Python, times 255
  assert.deepEqual(colours.slice(0, 2), ["rgb(0,151,206)", "rgb(209,96,34)"]);
  assert.equal(colours[2], colours[3]);
  assert.equal(new Set(/\((.*)\)/.exec(colours[2])[1].split(",")).size, 1);
  assert.equal(new Set(colours).size, 4);
  assert.deepEqual(positionColours([NaN, NaN]), [colours[3]]);
});
