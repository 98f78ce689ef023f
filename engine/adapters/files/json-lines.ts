import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** An append-only file of one JSON value a line. */
export interface JsonLines<T> {
  /** All values, oldest first. Throws when a whole line is not what was written. */
  read(): readonly T[];
  append(value: T): void;
}

/** Opens the file at `path`, which is made with the first line. A last line that a crash cut off does not count. */
export function createJsonLines<T>(path: string, shape: z.ZodType<T>): JsonLines<T> {
  const textOf = (): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  return {
    read() {
      const whole = textOf().split('\n').slice(0, -1);
      return whole
        .filter((line) => line !== '')
        .map((line, index) => parseLine(line, `${path}, line ${index + 1}`, shape));
    },
    append(value) {
      mkdirSync(dirname(path), { recursive: true });
      const text = textOf();
      // A line cut off by a crash must not become one with this.
      if (text !== '' && !text.endsWith('\n'))
        truncateSync(path, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
      appendFileSync(path, `${JSON.stringify(value)}\n`);
    },
  };
}

function parseLine<T>(line: string, where: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`${where}: expected a line that this program wrote, was "${line.slice(0, 60)}"`, { cause });
  }
}
