import { readFileSync } from 'node:fs';
import { PublishedFileError, type PublishedSeries, parsePublished } from '../../market/published.ts';

/** Reads a file of published figures (see parsePublished). Throws PublishedFileError, also when it cannot be opened. */
export function readPublished(path: string): PublishedSeries {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PublishedFileError(`${path}: expected a readable file, ${reason}`, { cause });
  }
  return parsePublished(text, path);
}
