import { statSync } from 'node:fs';
import type { PublishedFigures, PublishedFile, PublishedSeries } from '../../market/published.ts';
import { readPublished } from './read-published.ts';

interface Kept {
  readonly series: PublishedSeries;
  readonly version: string;
}

/** Changes whenever a file does. */
function versionOf(path: string): string {
  const { mtimeMs, size } = statSync(path);
  return `${mtimeMs} ${size}`;
}

/**
 * Figures from files that may grow while the process runs; a file is read again when it has changed. One that has become
 * unreadable is reported once per state, and what was read last stays: it ages, and is unknown to features when it is
 * too old. Throws PublishedFileError when a file cannot be read at first.
 */
export function createPublishedFiles(
  files: readonly PublishedFile[],
  onProblem: (error: unknown) => void,
): () => PublishedFigures {
  const kept = new Map<string, Kept>(
    files.map(({ path }) => [path, { series: readPublished(path), version: versionOf(path) }]),
  );
  let told = '';

  function refresh(path: string, before: Kept | undefined): PublishedSeries | null {
    try {
      const version = versionOf(path);
      if (before?.version === version) return before.series;
      const series = readPublished(path);
      kept.set(path, { series, version });
      return series;
    } catch (error) {
      const state = String(error);
      if (state !== told) onProblem(error);
      told = state;
      return before?.series ?? null;
    }
  }

  return () =>
    new Map(
      files.flatMap(({ name, path }) => {
        const series = refresh(path, kept.get(path));
        return series === null ? [] : [[name, series] as const];
      }),
    );
}
