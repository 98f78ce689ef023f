import { gunzipSync } from 'node:zlib';
import { CandleFileError } from '../../csv/candle-file-error.ts';
import { printable } from '../../printable.ts';
import { fileKind } from './file-kind.ts';
import { zipEntries } from './zip-entries.ts';

/** A gzip bomb ends here; a billion bytes are twenty years of one-minute candles. */
const MOST_BYTES = 1_000_000_000;
const MOST_LAYERS = 3;

/**
 * The bytes of the text in a file: unpacked when it is gzip or a zip archive with one file in it. Throws CandleFileError for every
 * other archive, database or document, named by its first bytes, with what to do.
 */
export function unpackFile(file: Buffer, name: string): Buffer {
  let bytes = file;
  for (let layer = 0; layer <= MOST_LAYERS; layer += 1) {
    const kind = fileKind(bytes);
    if (kind.type === 'text') return bytes;
    if (kind.type === 'foreign') {
      throw new CandleFileError(`${name}: expected CSV or JSON of candles, was ${kind.what}: ${kind.advice}`);
    }
    bytes = kind.type === 'gzip' ? gunzipped(bytes, name) : unzipped(bytes, name);
  }
  throw new CandleFileError(
    `${name}: expected a file packed once, was packed more than ${MOST_LAYERS} times: unpack it`,
  );
}

function gunzipped(bytes: Buffer, name: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new CandleFileError(`${name}: expected sound gzip, ${reasonOf(cause)}: download or pack it again`, { cause });
  }
}

function unzipped(bytes: Buffer, name: string): Buffer {
  const entries = zipEntries(bytes, MOST_BYTES);
  const names = entries?.map((entry) => entry.name) ?? [];
  if (names.includes('[Content_Types].xml'))
    throw new CandleFileError(
      `${name}: expected CSV or JSON of candles, was an Excel or Office file: save it as CSV and give that`,
    );
  const [entry, another] = entries ?? [];
  if (entry === undefined || another !== undefined || entry.isEncrypted) {
    const what =
      entries === null
        ? 'a zip archive that is cut off or of a rare kind'
        : entry === undefined
          ? 'an empty zip archive'
          : another === undefined
            ? 'a zip archive with a password'
            : `a zip archive of ${names.length} files (${printable(names.slice(0, 3).join(', '))})`;
    throw new CandleFileError(`${name}: expected one file of candles, was ${what}: unpack it and give the file inside`);
  }
  try {
    const unpacked = entry.unpack();
    if (unpacked !== null) return unpacked;
  } catch (cause) {
    throw new CandleFileError(`${name}: expected a sound zip archive, ${reasonOf(cause)}: download it again`, {
      cause,
    });
  }
  throw new CandleFileError(
    `${name}: expected a zip archive packed by deflate, was another kind: unpack it and give the file inside`,
  );
}

function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return /larger than/i.test(text) ? `was more than ${MOST_BYTES / 1e9} GB` : printable(text);
}
