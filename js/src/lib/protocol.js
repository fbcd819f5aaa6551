// What travels between the kernel and the page: named arrays beside a small header.

const ARRAYS = { u1: Uint8Array, u2: Uint16Array, f4: Float32Array };
export const NOWHERE = 65535; // the code of a coordinate that is not a number

/** A message's header with each of its arrays under its own name. Padding and unknown buffers are left alone. */
export function decode(content, buffers = []) {
  const message = { ...content };
  (content.arrays ?? []).forEach(({ name, dtype, shape }, i) => {
    const kind = ARRAYS[dtype];
    const length = shape.reduce((a, b) => a * b, 1);
    if (!kind || !buffers[i]) throw new Error(`array ${name} of kind ${dtype} did not arrive`);
    const bytes = bytesOf(buffers[i]).slice(0, length * kind.BYTES_PER_ELEMENT); // copied: a view may be unaligned
    message[name] = new kind(bytes.buffer, 0, length);
    message[name].shape = shape;
  });
  return message;
}

function bytesOf(buffer) {
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Coordinates from 16-bit codes: x, y, x, y, ... within [x0, x1, y0, y1]; NaN where there was no number. */
export function dequantise(codes, [x0, x1, y0, y1]) {
  const points = new Float32Array(codes.length);
  const kx = (x1 - x0) / (NOWHERE - 1);
  const ky = (y1 - y0) / (NOWHERE - 1);
  for (let i = 0; i < codes.length; i += 2) {
    points[i] = codes[i] === NOWHERE ? NaN : x0 + kx * codes[i];
    points[i + 1] = codes[i + 1] === NOWHERE ? NaN : y0 + ky * codes[i + 1];
  }
  return points;
}

/** Values from codes of any width: 0 to 1, the whole range of the array's kind. */
export function unit(codes) {
  const top = codes instanceof Uint16Array ? 65535 : 255;
  return Float32Array.from(codes, (code) => code / top);
}

/** What lies between two states of the same shape; the later one where they cannot be blended. */
export function blend(before, after, t) {
  if (t >= 1 || !before || before.length !== after.length) return after;
  const out = new Float32Array(after.length);
  for (let i = 0; i < out.length; i++) out[i] = before[i] + (after[i] - before[i]) * t;
  return out;
}
