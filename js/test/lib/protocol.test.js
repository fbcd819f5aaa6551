import assert from "node:assert/strict";
import { test } from "node:test";
import { blend, decode, dequantise, NOWHERE, unit } from "../../src/lib/protocol.js";

test("arrays come out of unaligned buffers, padding is ignored", () => {
  const raw = new ArrayBuffer(64);
  new DataView(raw).setUint16(3, 0x0102, true);
  new DataView(raw).setUint16(5, 0xffff, true);
  const message = decode({ kind: "frame", arrays: [{ name: "fakes", dtype: "u2", shape: [1, 2] }] },
    [new DataView(raw, 3, 4), new DataView(new ArrayBuffer(100))]);
  assert.deepEqual([...message.fakes], [0x0102, 0xffff]);
  assert.deepEqual(message.fakes.shape, [1, 2]);
  assert.equal(message.kind, "frame");
});

test("an array that did not arrive is named", () => {
  assert.throws(() => decode({ arrays: [{ name: "field", dtype: "u1", shape: [4] }] }, []), /field/);
  assert.throws(() => decode({ arrays: [{ name: "field", dtype: "f8", shape: [4] }] }, [new ArrayBuffer(32)]), /f8/);
});

test("the ends of the range come back exactly, and what is no number stays none", () => {
  const points = dequantise(Uint16Array.of(0, NOWHERE - 1, NOWHERE, 0), [-4.5, 4.5, 10, 20]);
  assert.deepEqual([...points], [-4.5, 20, NaN, 10]);
  assert.deepEqual([...unit(Uint8Array.of(0, 255))], [0, 1]);
  assert.deepEqual([...unit(Uint16Array.of(0, 65535))], [0, 1]);
});

test("blending ends where it should and does not touch its ends", () => {
  const a = Float32Array.of(0, 10), b = Float32Array.of(1, 20);
  assert.deepEqual([...blend(a, b, 0)], [0, 10]);
  assert.deepEqual([...blend(a, b, 0.5)], [0.5, 15]);
  assert.equal(blend(a, b, 1), b);
  assert.equal(blend(null, b, 0), b);
  assert.equal(blend(Float32Array.of(1), b, 0.5), b);
});
