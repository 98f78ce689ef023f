import { inflateRawSync } from 'node:zlib';

/** One file of a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** Its bytes, unpacked; null when packed by a method other than stored and deflate. Throws what zlib throws. */
  unpack(): Buffer | null;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MOST_COMMENT = 65_535;
const MOST_ENTRIES = 10_000;
const [STORED, DEFLATED] = [0, 8];

/**
 * Files of a zip archive by its central directory (PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16), folders and the
 * resource forks of macOS left out. Null when there is no sound directory, or one of the zip64 kind. `mostBytes` bounds what unpacks.
 */
export function zipEntries(zip: Buffer, mostBytes: number): readonly ZipEntry[] | null {
  const end = findEnd(zip);
  if (end === null) return null;
  const count = zip.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < Math.min(count, MOST_ENTRIES); index += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) return null;
    const nameBytes = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes);
    const entry = entryAt(zip, { at, name, mostBytes });
    if (!name.endsWith('/') && !/(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$)/.test(name)) entries.push(entry);
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(zip: Buffer): number | null {
  const earliest = Math.max(0, zip.length - END_BYTES - MOST_COMMENT);
  for (let at = zip.length - END_BYTES; at >= earliest; at -= 1) if (zip.readUInt32LE(at) === END) return at;
  return null;
}

function entryAt(
  zip: Buffer,
  { at, name, mostBytes }: { readonly at: number; readonly name: string; readonly mostBytes: number },
): ZipEntry {
  const method = zip.readUInt16LE(at + 10);
  const packedBytes = zip.readUInt32LE(at + 20);
  const local = zip.readUInt32LE(at + 42);
  return {
    name,
    isEncrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
    unpack() {
      if (local + 30 > zip.length || zip.readUInt32LE(local) !== LOCAL) return null;
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(from, from + packedBytes);
      if (method === STORED) return packed;
      return method === DEFLATED ? inflateRawSync(packed, { maxOutputLength: mostBytes }) : null;
    },
  };
}
