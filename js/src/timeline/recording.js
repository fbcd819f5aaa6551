// A recording: frames of one or several GANs in one compressed block, and the way back from it.
import { stepsOf } from "../lib/game.js";

const KINDS = { u1: Uint8Array, u2: Uint16Array, f4: Float32Array };

/** The bytes of a base64 text. */
export function fromBase64(text) {
  const binary = atob(text.trim());
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** What gzip has packed. */
export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Each frame from the differences to the one before; of 16-bit values all low bytes
 * come first, then all high bytes. */
export function undo(bytes, dtype, frames, size) {
  const n = frames * size;
  if (dtype === "f4") return new Float32Array(bytes.slice(0, 4 * n).buffer);
  const out = new KINDS[dtype](n);
  for (let i = 0; i < n; i++) {
    const step = dtype === "u2" ? bytes[i] | (bytes[n + i] << 8) : bytes[i];
    out[i] = (i >= size ? out[i - size] : 0) + step; // typed arrays wrap around, as the writer's did
  }
  return out;
}

/** The recording that a block holds: its header, with every array in its place. */
export function parse(block) {
  const length = new DataView(block.buffer, block.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(block.subarray(4, 4 + length)));
  let at = 4 + length;
  const take = ({ dtype, frames, shape }) => {
    const size = shape.reduce((a, b) => a * b, 1), bytes = frames * size * KINDS[dtype].BYTES_PER_ELEMENT;
    const values = undo(block.subarray(at, at + bytes), dtype, frames, size);
    at += bytes;
    return { values, size, shape };
  };
  for (const pane of header.panes) {
    pane.arrays = Object.fromEntries(pane.arrays.map((listed) => [listed.name, take(listed)]));
    for (const { name, ...listed } of pane.worldArrays) pane.world[name] = take(listed).values;
  }
  return header;
}

/** A field from codes that are dense around one half, as the 16-bit codes that a kernel sends. */
export const expanded = (codes) => Uint16Array.from(codes, (code) => {
  const t = (code - 127) / 127;
  return Math.round(32767.5 * (1 + t * Math.abs(t)));
});

/** One frame of one pane, in the form in which a kernel would send it. */
export function frameOf(pane, k, game) {
  const frame = { ...pane.frames[k], seq: k + 1, playing: false, speed: null, scrubbed: true, preview: null };
  for (const [name, { values, size, shape }] of Object.entries(pane.arrays)) {
    if (name.endsWith("_curve")) continue;
    const part = values.slice(k * size, (k + 1) * size);
    frame[name] = name === "field" ? expanded(part) : part;
    frame[name].shape = shape;
  }
  frame.steps = stepsOf(game, frame.steps);
  for (const { turn } of game.curves) {
    const rows = pane.arrays[`${turn}_curve`]?.values;
    if (!rows) continue;
    frame[`${turn}_curve`] = upTo(rows, frame.steps[turn]);
    frame[`${turn}_future`] = rows;
  }
  return frame;
}

/** The rows (step, low, high, mean) of a curve up to a step. */
export function upTo(rows, step) {
  let end = 0;
  while (end < rows.length && rows[end] <= step) end += 4;
  return rows.slice(0, end);
}
