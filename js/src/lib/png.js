// What a PNG says of itself: texts that are put into the file behind its header.

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

/** The check sum of PNG and gzip. */
export function crc32(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** One chunk: length, name, content, check sum. */
function chunk(name, content) {
  const out = new Uint8Array(12 + content.length), view = new DataView(out.buffer);
  view.setUint32(0, content.length);
  out.set(new TextEncoder().encode(name), 4);
  out.set(content, 8);
  view.setUint32(8 + content.length, crc32(out.subarray(4, 8 + content.length)));
  return out;
}

const HEADER = 8 + 25; // the signature, and IHDR, which every PNG begins with

/** The same picture with texts by name, in UTF-8 (iTXt, PNG 3rd edition, 11.3.3.4). */
export function withTexts(bytes, texts) {
  const chunks = Object.entries(texts).map(([name, text]) =>
    chunk("iTXt", new TextEncoder().encode(`${name}\0\0\0\0\0${text}`)));
  const out = new Uint8Array(bytes.length + chunks.reduce((sum, { length }) => sum + length, 0));
  out.set(bytes.subarray(0, HEADER));
  let at = HEADER;
  for (const one of chunks) {
    out.set(one, at);
    at += one.length;
  }
  out.set(bytes.subarray(HEADER), at);
  return out;
}
