// The data block: gzip of JSON in 85 letters, those of RFC 1924 with , . : for < > &.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";

// Five letters are four bytes; the last ones may be fewer.
function bytesOf(text) {
  const bytes = new Uint8Array(Math.floor(text.length / 5 * 4)), values = new Uint8Array(128);
  for (let n = 0; n < 85; n++) values[LETTERS.charCodeAt(n)] = n;
  for (let i = 0, at = 0; i < text.length; i += 5) {
    let word = 0;
    for (let k = i; k < i + 5; k++) word = word * 85 + (k < text.length ? values[text.charCodeAt(k)] : 84);
    for (let shift = 24; shift >= 0; shift -= 8) if (at < bytes.length) bytes[at++] = (word / 2 ** shift) & 255;
  }
  return bytes;
}

// Browsers before 2023 have no DecompressionStream: they unpack with inflate() below.
async function unpack(bytes) {
  if (typeof DecompressionStream === "undefined") return inflate(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function readData() {
  const bytes = bytesOf(document.getElementById("plan-data").textContent);
  return JSON.parse(new TextDecoder().decode(await unpack(bytes)));
}

// DEFLATE (RFC 1951) inside a gzip member without optional fields, as the page's writer makes it.
function inflate(bytes) {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  const bits = { bytes, at: 10, held: 0, count: 0 };
  const out = { bytes: new Uint8Array(size), at: 0 };
  for (let last = 0; !last;) {
    last = takeBits(bits, 1);
    const kind = takeBits(bits, 2);
    if (kind === 0) copyStored(bits, out);
    else inflateBlock(bits, out, ...(kind === 1 ? fixedCodes() : readCodes(bits)));
  }
  return out.bytes;
}

function takeBits(bits, wanted) {
  while (bits.count < wanted) {
    bits.held |= bits.bytes[bits.at++] << bits.count;
    bits.count += 8;
  }
  const found = bits.held & ((1 << wanted) - 1);
  bits.held >>>= wanted;
  bits.count -= wanted;
  return found;
}

function copyStored(bits, out) {
  bits.held = bits.count = 0;
  const length = bits.bytes[bits.at] | (bits.bytes[bits.at + 1] << 8);
  out.bytes.set(bits.bytes.subarray(bits.at + 4, bits.at + 4 + length), out.at);
  bits.at += 4 + length;
  out.at += length;
}

// A canonical code: how many symbols have each length, and the symbols in order.
function codeOf(lengths) {
  const counts = new Uint16Array(16), places = new Uint16Array(17);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  for (let n = 1; n < 16; n++) places[n + 1] = places[n] + counts[n];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => { if (length) symbols[places[length]++] = symbol; });
  return { counts, symbols };
}

function takeSymbol(bits, code) {
  let value = 0, first = 0, index = 0;
  for (let length = 1; length < 16; length++) {
    value |= takeBits(bits, 1);
    const count = code.counts[length];
    if (value - first < count) return code.symbols[index + value - first];
    index += count;
    first = (first + count) << 1;
    value <<= 1;
  }
  throw new Error("the data of this page is damaged");
}

function fixedCodes() {
  const lengths = Array.from({ length: 288 }, (_, n) => n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8);
  return [codeOf(lengths), codeOf(Array.from({ length: 30 }, () => 5))];
}

function readCodes(bits) {
  const literals = takeBits(bits, 5) + 257, distances = takeBits(bits, 5) + 1;
  const own = Array.from({ length: 19 }, () => 0);
  const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const given = takeBits(bits, 4) + 4;
  for (let i = 0; i < given; i++) own[order[i]] = takeBits(bits, 3);
  const lengths = readLengths(bits, codeOf(own), literals + distances);
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
}

function readLengths(bits, code, wanted) {
  const lengths = [];
  while (lengths.length < wanted) {
    const symbol = takeSymbol(bits, code);
    if (symbol < 16) { lengths.push(symbol); continue; }
    const repeated = symbol === 16 ? lengths[lengths.length - 1] : 0;
    const times = symbol === 16 ? 3 + takeBits(bits, 2)
      : symbol === 17 ? 3 + takeBits(bits, 3) : 11 + takeBits(bits, 7);
    for (let i = 0; i < times; i++) lengths.push(repeated);
  }
  return lengths;
}

const LENGTH_FROM = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67,
  83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5,
  5, 5, 0];
const DISTANCE_FROM = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513,
  769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

function inflateBlock(bits, out, literals, distances) {
  for (;;) {
    let symbol = takeSymbol(bits, literals);
    if (symbol === 256) return;
    if (symbol < 256) { out.bytes[out.at++] = symbol; continue; }
    symbol -= 257;
    const length = LENGTH_FROM[symbol] + takeBits(bits, LENGTH_BITS[symbol]);
    const place = takeSymbol(bits, distances);
    const distance = DISTANCE_FROM[place] + takeBits(bits, place < 4 ? 0 : (place >> 1) - 1);
    for (let i = 0; i < length; i++, out.at++) out.bytes[out.at] = out.bytes[out.at - distance];
  }
}
