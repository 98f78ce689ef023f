/** The kind of a file by its first bytes. `gzip` and `zip` can be unpacked; `foreign` cannot be read at all. */
export type FileKind =
  | { readonly type: 'gzip' | 'zip' | 'text' }
  | { readonly type: 'foreign'; readonly what: string; readonly advice: string };

interface Signature {
  readonly what: string;
  readonly advice: string;
  /** Bytes as latin1 text. */
  readonly starts: readonly string[];
  readonly at?: number;
}

const UNPACK = 'unpack it and give the file inside';
const AS_CSV = 'save it as CSV and give that';
const EXPORT_CSV = 'export the candles as CSV and give that';
const NO_CANDLES = 'give the candles as text';

/** Magic numbers after the formats' own specifications (those of file(1) agree). */
const SIGNATURES: readonly Signature[] = [
  { what: 'a 7z archive', advice: UNPACK, starts: ["7z\xbc\xaf'\x1c"] },
  { what: 'a rar archive', advice: UNPACK, starts: ['Rar!\x1a\x07'] },
  { what: 'a tar archive', advice: UNPACK, starts: ['ustar'], at: 257 },
  { what: 'an xz archive', advice: UNPACK, starts: ['\xfd7zXZ\x00'] },
  { what: 'a zstd archive', advice: UNPACK, starts: ['(\xb5/\xfd'] },
  {
    what: 'a bzip2 archive',
    advice: UNPACK,
    starts: ['BZh1', 'BZh2', 'BZh3', 'BZh4', 'BZh5', 'BZh6', 'BZh7', 'BZh8', 'BZh9'],
  },
  { what: 'an lz4 archive', advice: UNPACK, starts: ['\x04"M\x18'] },
  { what: 'a Unix compress archive', advice: UNPACK, starts: ['\x1f\x9d', '\x1f\xa0'] },
  { what: 'an LZMA archive (Dukascopy ticks?)', advice: UNPACK, starts: ['\x5d\x00\x00'] },
  { what: 'a cab archive', advice: UNPACK, starts: ['MSCF\x00\x00'] },
  { what: 'a Parquet file', advice: AS_CSV, starts: ['PAR1'] },
  { what: 'an Arrow or Feather file', advice: AS_CSV, starts: ['ARROW1', 'FEA1'] },
  { what: 'an HDF5 file', advice: AS_CSV, starts: ['\x89HDF\r\n\x1a\n'] },
  { what: 'a NumPy file', advice: AS_CSV, starts: ['\x93NUMPY'] },
  { what: 'a Python pickle', advice: AS_CSV, starts: ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'] },
  { what: 'an SQLite database', advice: EXPORT_CSV, starts: ['SQLite format 3\x00'] },
  { what: 'an old Excel or Office file', advice: AS_CSV, starts: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'] },
  { what: 'a history file of MetaTrader (.hst)', advice: EXPORT_CSV, starts: ['\x90\x01\x00\x00', '\x91\x01\x00\x00'] },
  {
    what: 'a history file of MetaTrader 5 (.hcc)',
    advice: EXPORT_CSV,
    starts: ['\xf5\x01\x00\x00', '\xf6\x01\x00\x00'],
  },
  { what: 'a PDF', advice: NO_CANDLES, starts: ['%PDF-'] },
  { what: 'a picture', advice: NO_CANDLES, starts: ['\x89PNG\r\n', '\xff\xd8\xff', 'GIF8', 'RIFF'] },
  { what: 'a program', advice: NO_CANDLES, starts: ['\x7fELF', 'MZ\x90\x00'] },
];

const SAMPLE_BYTES = 4_096;
/** Share of control characters above which bytes are no text in any encoding. */
const MOST_CONTROLS = 0.05;

/** Whether text, decoded already, is no text after all: an unknown binary format, or noise. */
export function isNoText(text: Buffer): boolean {
  const sample = text.subarray(0, SAMPLE_BYTES);
  const controls = sample.filter((byte) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d)).length;
  return controls > MOST_CONTROLS * sample.length;
}

/** Recognises a file by its first bytes, whatever its name. */
export function fileKind(bytes: Buffer): FileKind {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return { type: 'gzip' };
  const head = bytes.toString('latin1', 0, 300);
  if (['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].some((start) => head.startsWith(start))) return { type: 'zip' };
  const known = SIGNATURES.find(({ starts, at = 0 }) => starts.some((start) => head.startsWith(start, at)));
  if (known !== undefined) return { type: 'foreign', what: known.what, advice: known.advice };
  const text = head.replace(/^(?:\xef\xbb\xbf)?\s*/, '').toLowerCase();
  if (/^<(?:!doctype html|html|head|body)\b/.test(text))
    return {
      type: 'foreign',
      what: 'a web page',
      advice: 'download the data itself: it may need a sign-in or another link',
    };
  if (text.startsWith('<?xml') || text.startsWith('<svg'))
    return { type: 'foreign', what: 'an XML file', advice: NO_CANDLES };
  return { type: 'text' };
}
