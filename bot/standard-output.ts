import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Text a slow reader may owe us before lines are dropped. A reader that stands still must neither stop us nor fill our memory. */
const MOST_WAITING_BYTES = 1_000_000;

/** Where lines for people and for logs go. */
export interface LineOutput {
  /** Writes a whole line. Never throws; a line that cannot be written is lost, and how many were is said once they can be again. */
  write(line: string): void;
}

export interface LineOutputOptions {
  /** Writes all or a part of the text and returns how many of its bytes; throws when it cannot. */
  readonly write: (bytes: Buffer) => number;
  /** The line about how many lines were lost, and why. */
  readonly lostLine: (count: number, reason: string) => string;
}

/** An output over a write that may fail for a while, such as that to a file on a disk that is full. */
export function createLineOutput({ write, lostLine }: LineOutputOptions): LineOutput {
  let lost = 0;
  let reason = '';
  let torn = false;
  const writeAll = (line: string): void => {
    for (let rest = Buffer.from(line); rest.length > 0; ) {
      const written = write(rest);
      if (written === 0) throw new Error('nothing was taken');
      torn = written < rest.length;
      rest = rest.subarray(written);
    }
  };
  return {
    write(line) {
      try {
        if (torn) writeAll('\n');
        if (lost > 0) {
          writeAll(lostLine(lost, reason));
          lost = 0;
        }
        writeAll(line);
      } catch (error) {
        lost += 1;
        reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      }
    },
  };
}

const lostLine = (count: number, reason: string): string =>
  `${JSON.stringify({
    '@timestamp': new Date().toISOString(),
    'log.level': 'warn',
    'event.action': 'output-lost',
    message: `${count} lines could not be written (${reason})`,
  })}\n`;

/**
 * Lines to a file or a device are written in place; to a pipe or a terminal they go through node's stream, which does not
 * wait for the reader.
 */
function outputOf(fd: 1 | 2): LineOutput {
  return createLineOutput({ write: isStream(fd) ? writerTo(fd) : (bytes) => writeSync(fd, bytes), lostLine });
}

/** Whether it is a pipe, whose reader may be slow or go away; else it is a file or a device. */
function isStream(fd: number): boolean {
  try {
    const found = fstatSync(fd);
    return found.isFIFO() || found.isSocket() || isatty(fd);
  } catch {
    return true;
  }
}

function writerTo(fd: 1 | 2): (bytes: Buffer) => number {
  const stream = fd === 1 ? process.stdout : process.stderr;
  let failure: Error | null = null;
  stream.on('error', (error) => {
    failure = error;
  });
  return (bytes) => {
    // A reader that has gone never comes back.
    if (failure !== null) throw failure;
    if (stream.writableLength > MOST_WAITING_BYTES) throw new Error('nobody reads');
    stream.write(bytes);
    return bytes.length;
  };
}

/** Standard output of this process. */
export const standardOutput: LineOutput = outputOf(1);

/** Standard error of this process. */
export const errorOutput: LineOutput = outputOf(2);
