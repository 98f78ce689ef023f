import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { SandboxEvent } from './state.ts';

/** Changes on disk, one commit a line. */
export interface Journal {
  /** Bytes on disk. */
  size(): number;
  /** Throws when the disk takes the line only in part or not at all; the journal is then as it was before. */
  append(events: readonly SandboxEvent[]): void;
  /** Replaces everything by these changes, atomically. Throws when the disk does not take them; nothing has changed then. */
  rewrite(events: readonly SandboxEvent[]): void;
  close(): void;
}

export interface OpenedJournal {
  readonly journal: Journal;
  readonly events: readonly SandboxEvent[];
  /** Lines that were cut off in the middle of a write and are left out: their changes were never acknowledged. */
  readonly tornLines: number;
}

/** A journal with a line in the middle that is no change: what follows builds on it, so it cannot be left out. */
export class JournalDamaged extends Error {
  override readonly name = 'JournalDamaged';
  readonly code = 'sandbox/journal-damaged';
  readonly line: number;

  constructor(line: number) {
    super(`expected a JSON array of changes in line ${line} of the sandbox's Telegram journal`);
    this.line = line;
  }
}

/** Where bytes go; a test gives one that runs out of space. */
export interface JournalFiles {
  /** Bytes written, at least one; throws as writeSync does. */
  write(fd: number, bytes: Uint8Array): number;
  truncate(fd: number, size: number): void;
}

const REAL_FILES: JournalFiles = { write: (fd, bytes) => writeSync(fd, bytes), truncate: ftruncateSync };
const CHUNK_EVENTS = 500;
/** Every commit begins with the counter of ids (store.ts). */
const COMMIT_START = '[{"e":"sequence"';

/**
 * Opens or makes a journal and reads it. Each line is a JSON array of the changes of one commit; they hold together, so a
 * process killed in the middle of a write leaves a torn last line, which is cut off. A write that fails is undone; where even
 * that fails, the next one undoes it first. Written without fsync: it survives kill -9; a power cut may take the last lines.
 * Throws JournalDamaged.
 */
export function openJournal(path: string, files: JournalFiles = REAL_FILES): OpenedJournal {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(`${path}.new`, { force: true });
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const { events, goodBytes, tornLines } = parseJournal(bytes);
  let fd = openSync(path, 'a');
  if (goodBytes < bytes.length) ftruncateSync(fd, goodBytes);
  let size = goodBytes;
  let isTorn = false;
  const undo = (): void => {
    files.truncate(fd, size);
    isTorn = false;
  };
  const append = (changes: readonly SandboxEvent[]): void => {
    const line = Buffer.from(`${JSON.stringify(changes)}\n`);
    if (isTorn) undo();
    isTorn = true;
    try {
      writeAll(files, fd, line);
    } catch (error) {
      try {
        undo();
      } catch {
        // Stays torn: tried again before the next line, and left out when the journal is opened.
      }
      throw error;
    }
    isTorn = false;
    size += line.length;
  };
  const rewrite = (changes: readonly SandboxEvent[]): void => {
    const next = writeAnew(`${path}.new`, changes, files);
    try {
      renameSync(`${path}.new`, path);
    } catch (error) {
      closeSync(next.fd);
      throw error;
    }
    closeSync(fd);
    ({ fd, size } = next);
    isTorn = false;
  };
  return { events, tornLines, journal: { size: () => size, append, rewrite, close: () => closeSync(fd) } };
}

/** A synced file of these changes, open for appending. Leaves nothing behind when it fails. */
function writeAnew(
  path: string,
  changes: readonly SandboxEvent[],
  files: JournalFiles,
): { readonly fd: number; readonly size: number } {
  rmSync(path, { force: true });
  const fd = openSync(path, 'a');
  let size = 0;
  try {
    for (let i = 0; i < changes.length; i += CHUNK_EVENTS) {
      const line = Buffer.from(`${JSON.stringify(changes.slice(i, i + CHUNK_EVENTS))}\n`);
      writeAll(files, fd, line);
      size += line.length;
    }
    fsyncSync(fd);
    return { fd, size };
  } catch (error) {
    closeSync(fd);
    rmSync(path, { force: true });
    throw error;
  }
}

function writeAll(files: JournalFiles, fd: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += files.write(fd, bytes.subarray(written));
}

interface ParsedJournal {
  readonly events: readonly SandboxEvent[];
  readonly goodBytes: number;
  readonly tornLines: number;
}

function parseJournal(bytes: Buffer): ParsedJournal {
  const events: SandboxEvent[] = [];
  let tornLines = 0;
  let start = 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const isLast = end < 0 || end === bytes.length - 1;
    const parsed = end < 0 ? null : parseLine(bytes.toString('utf8', start, end));
    if (parsed === null && isLast) return { events, goodBytes: start, tornLines: tornLines + 1 };
    if (parsed === null) throw new JournalDamaged(line);
    for (const event of parsed.changes) events.push(event);
    if (parsed.isTorn) tornLines += 1;
    start = end + 1;
  }
  return { events, goodBytes: start, tornLines };
}

interface ParsedLine {
  readonly changes: readonly SandboxEvent[];
  /** Another line, cut off, stood before it. */
  readonly isTorn: boolean;
}

/** A line, or the whole one behind a torn one: older versions went on behind a write that a full disk had cut off. */
function parseLine(text: string): ParsedLine | null {
  const whole = parseChanges(text);
  if (whole !== null) return { changes: whole, isTorn: false };
  const at = text.lastIndexOf(COMMIT_START);
  const behind = at > 0 ? parseChanges(text.slice(at)) : null;
  return behind === null ? null : { changes: behind, isTorn: true };
}

function parseChanges(text: string): readonly SandboxEvent[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as SandboxEvent[]) : null;
  } catch {
    return null;
  }
}
