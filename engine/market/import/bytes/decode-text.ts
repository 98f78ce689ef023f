import { isAscii, isUtf8 } from 'node:buffer';

/** Bytes looked at to guess the encoding of a file without a byte order mark. */
const SAMPLE_BYTES = 4_096;
const [RETURN, NEWLINE] = [13, 10];

/** Characters that cells have in place of plain ones: blanks between digits, a minus sign, apostrophes and quotes. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u2010-\u2013\u2212\ufe63\uff0d]/g, '-'],
  [/[\u2018\u2019\u02bc\u00b4]/g, "'"],
  [/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"'],
  [/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, ''],
];

/**
 * The bytes of a text file as UTF-8 with lines that end in \n, without byte order mark: UTF-8, UTF-16 or UTF-32 of either byte
 * order (by their mark, or by where the zero bytes lie), else Windows-1252. Plain ASCII with \n comes back as it is, not copied.
 */
export function decodeText(file: Buffer): Buffer {
  const bytes = withoutTail(decoded(file));
  return bytes.includes(NEWLINE) || !bytes.includes(RETURN)
    ? bytes
    : Buffer.from(bytes.toString('latin1').replaceAll('\r', '\n'), 'latin1');
}

function decoded(file: Buffer): Buffer {
  const wide = wideText(file);
  if (wide !== null) return Buffer.from(plainText(wide));
  const bytes = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? file.subarray(3) : file;
  if (isAscii(bytes)) return bytes;
  return Buffer.from(plainText(isUtf8(bytes) ? bytes.toString('utf8') : new TextDecoder('windows-1252').decode(bytes)));
}

function plainText(text: string): string {
  return PLAIN.reduce((plain, [pattern, by]) => plain.replace(pattern, by), text);
}

/** Text of UTF-16 or UTF-32, null when the bytes are neither. */
function wideText(bytes: Buffer): string | null {
  const mark = bytes.toString('hex', 0, 4);
  if (mark === 'fffe0000') return utf32(bytes.subarray(4), 'little');
  if (mark === '0000feff') return utf32(bytes.subarray(4), 'big');
  if (mark.startsWith('fffe')) return utf16(bytes.subarray(2), 'little');
  if (mark.startsWith('feff')) return utf16(bytes.subarray(2), 'big');
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let [even, odd] = [0, 0];
  sample.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  const half = sample.length / 2;
  if (half >= 4 && odd > 0.6 * half && even < 0.05 * half) return utf16(bytes, 'little');
  return half >= 4 && even > 0.6 * half && odd < 0.05 * half ? utf16(bytes, 'big') : null;
}

function utf16(bytes: Buffer, order: 'little' | 'big'): string {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (order === 'little' ? whole : Buffer.from(whole).swap16()).toString('utf16le');
}

function utf32(bytes: Buffer, order: 'little' | 'big'): string {
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = order === 'little' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    parts.push(point <= 0x10ffff ? String.fromCodePoint(point) : '?');
  }
  return parts.join('');
}

/** Old editors end a text with Ctrl-Z, interrupted downloads with zero bytes. */
function withoutTail(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x1a)) end -= 1;
  return end === bytes.length ? bytes : bytes.subarray(0, end);
}
