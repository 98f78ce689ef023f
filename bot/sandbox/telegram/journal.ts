import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { SandboxEvent } from './state.ts';

/** Changes on disk, one commit a line. */
export interface Journal {
  /** Bytes on disk. */
  size(): number;
  append(events: readonly SandboxEvent[]): void;
  /** Replaces everything by these changes, atomically. */
  rewrite(events: readonly SandboxEvent[]): void;
  close(): void;
}

export interface OpenedJournal {
  readonly journal: Journal;
  readonly events: readonly SandboxEvent[];
}

const CHUNK_EVENTS = 500;

/**
 * Opens or makes a journal and reads it. Each line is a JSON array of the changes of one commit; they hold together, so a
 * process killed in the middle of a write leaves a torn last line, which is cut off. Written without fsync: it survives
 * kill -9, not a power cut. A broken line before the last throws with its number.
 */
export function openJournal(path: string): OpenedJournal {
  mkdirSync(dirname(path), { recursive: true });
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const { events, goodBytes } = parseJournal(bytes, path);
  let fd = openSync(path, 'a');
  if (goodBytes < bytes.length) ftruncateSync(fd, goodBytes);
  let size = goodBytes;
  return {
    events,
    journal: {
      size: () => size,
      append(changes) {
        const line = Buffer.from(`${JSON.stringify(changes)}\n`);
        writeAll(fd, line);
        size += line.length;
      },
      rewrite(changes) {
        const temporary = `${path}.new`;
        const next = openSync(temporary, 'w');
        for (let i = 0; i < changes.length; i += CHUNK_EVENTS) {
          writeAll(next, Buffer.from(`${JSON.stringify(changes.slice(i, i + CHUNK_EVENTS))}\n`));
        }
        fsyncSync(next);
        closeSync(next);
        renameSync(temporary, path);
        closeSync(fd);
        fd = openSync(path, 'a');
        size = statSync(path).size;
      },
      close: () => closeSync(fd),
    },
  };
}

function writeAll(fd: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(fd, bytes, written);
}

function parseJournal(bytes: Buffer, path: string): { events: SandboxEvent[]; goodBytes: number } {
  const events: SandboxEvent[] = [];
  let start = 0;
  let line = 1;
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0) break;
    const parsed = parseLine(bytes.toString('utf8', start, end));
    if (parsed === null) {
      if (bytes.indexOf(0x0a, end + 1) < 0 && end === bytes.length - 1) break;
      throw new Error(`expected a JSON array of changes in ${path}, line ${line}; move the file away to start over`);
    }
    for (const event of parsed) events.push(event);
    start = end + 1;
    line += 1;
  }
  return { events, goodBytes: start };
}

function parseLine(text: string): readonly SandboxEvent[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as SandboxEvent[]) : null;
  } catch {
    return null;
  }
}
