import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { gameOf } from "../../src/lib/game.js";
import { expanded, frameOf, fromBase64, inflate, parse, undo, upTo } from "../../src/timeline/recording.js";

test("differences are undone, also where they wrap around", () => {
  assert.deepEqual([...undo(Uint8Array.of(250, 1, 10, 255), "u1", 2, 2)], [250, 1, 4, 0]);
  // frames (65530, 256) and (3, 255): differences 9 and 65535
  const low = [65530 & 255, 256 & 255, 9, 255], high = [65530 >> 8, 256 >> 8, 0, 255];
  assert.deepEqual([...undo(Uint8Array.from([...low, ...high]), "u2", 2, 2)], [65530, 256, 3, 255]);
  const floats = new Uint8Array(Float32Array.of(0.5, -2).buffer);
  assert.deepEqual([...undo(floats, "f4", 1, 2)], [0.5, -2]);
});

test("a curve is cut at its step", () => {
  const rows = Float32Array.of(1, 0, 0, 0, 5, 0, 0, 0, 9, 0, 0, 0);
  assert.equal(upTo(rows, 0).length, 0);
  assert.equal(upTo(rows, 5).length, 8);
  assert.equal(upTo(rows, 100).length, 12);
});

test("a block is opened again: compressed, as text, with every array in its place", async () => {
  const curve = { dtype: "f4", frames: 1, shape: [2, 4] };
  const header = { moments: [0, 7], panes: [{
    world: { mode: "plane" }, worldArrays: [{ name: "real", dtype: "u2", frames: 1, shape: [1, 2] }],
    frames: [{ steps: [0, 0] }, { steps: [7, 6] }],
    arrays: [{ name: "tiles", dtype: "u1", frames: 2, shape: [1, 2] }, { name: "d_curve", ...curve },
      { name: "g_curve", ...curve }] }] };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(Uint32Array.of(json.length).buffer);
  const rows = new Uint8Array(Float32Array.of(1, 0, 0, 0, 7, 0, 0, 0).buffer);
  const block = Uint8Array.from([...length, ...json, 200, 10, 100, 1, ...rows, ...rows, 1, 2, 0, 3]);
  const text = gzipSync(block).toString("base64");
  const opened = parse(await inflate(fromBase64(`\n${text}\n`)));
  assert.deepEqual([...opened.panes[0].world.real], [1, 2 + 3 * 256]);
  const [first, second] = [0, 1].map((k) => frameOf(opened.panes[0], k, gameOf(opened.game)));
  assert.deepEqual([[...first.tiles], [...second.tiles]], [[200, 10], [44, 11]]);
  assert.deepEqual(second.steps, { d: 7, g: 6 });
  assert.deepEqual([first.d_curve.length, second.d_curve.length, second.g_curve.length, first.d_future.length],
    [0, 8, 4, 8]);
});

test("codes of a field are dense around one half, which is one of them", () => {
  const values = expanded(Uint8Array.from({ length: 255 }, (_, code) => code));
  assert.deepEqual([values[0], values[127], values[254]], [0, 32768, 65535]);
  assert.ok(values[128] - values[127] < 4 && values[254] - values[253] > 500);
  for (let code = 1; code < 255; code++) assert.ok(values[code] > values[code - 1]);
});
