import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import type { Clock, ModelRegistry } from '../../ports.ts';
import { MAX_ARTEFACT_BYTES } from '../max-artefact-bytes.ts';
import { createWholeFile, readWholeFile, replaceWholeFile } from './whole-file.ts';

const VERSION_FORM = /^[\w.-]{1,120}$/;
const CHAMPION = 'champion';

/**
 * Saved models in a folder: one folder a series, in it `<version>.json` (the artefact as it was given),
 * `<version>.saved` (epoch milliseconds), `<version>.promoted` (the same, of the last promotion) and `champion` (the
 * version that serves). Every file appears whole or not at all, so several processes may share the folder and a crash
 * leaves nothing half written.
 */
export function createFileModels(folder: string, clock: Clock): ModelRegistry {
  const folderOf = (series: SeriesKey): string => join(folder, encodeURIComponent(seriesName(series)));
  const pathOf = (series: SeriesKey, version: string, ending: 'json' | 'saved' | 'promoted'): string =>
    join(folderOf(series), `${checkedVersion(version)}.${ending}`);
  const file = (path: string, text: string) => ({ temporaryFolder: folder, path, text });

  return {
    async save(series, version, artefact) {
      const bytes = Buffer.byteLength(artefact);
      if (bytes > MAX_ARTEFACT_BYTES)
        throw new RangeError(`expected an artefact of at most ${MAX_ARTEFACT_BYTES} bytes, was ${bytes}`);
      mkdirSync(folderOf(series), { recursive: true });
      // The time first: a model that can be loaded can be listed.
      await createWholeFile(file(pathOf(series, version, 'saved'), String(clock.nowMs())));
      await createWholeFile(file(pathOf(series, version, 'json'), artefact));
    },
    async list(series) {
      return versionsIn(folderOf(series))
        .map((version) => ({ version, savedAtMs: Number(readWholeFile(pathOf(series, version, 'saved')) ?? 0) }))
        .sort((a, b) => b.savedAtMs - a.savedAtMs || (a.version < b.version ? 1 : -1));
    },
    async load(series, version) {
      return readWholeFile(pathOf(series, version, 'json'));
    },
    async promote(series, version) {
      if (readWholeFile(pathOf(series, version, 'json')) === null)
        throw new Error(`expected a saved model of ${seriesName(series)}, there is no version "${version}"`);
      await replaceWholeFile(file(pathOf(series, version, 'promoted'), String(clock.nowMs())));
      await replaceWholeFile(file(join(folderOf(series), CHAMPION), version));
    },
    async champion(series) {
      return readWholeFile(join(folderOf(series), CHAMPION));
    },
    async promoted(series) {
      return versionsIn(folderOf(series))
        .map((version) => ({ version, atMs: readWholeFile(pathOf(series, version, 'promoted')) }))
        .filter(({ atMs }) => atMs !== null)
        .sort((a, b) => Number(b.atMs) - Number(a.atMs) || (a.version < b.version ? 1 : -1))
        .map(({ version }) => version);
    },
    async remove(series, version) {
      // The artefact first: a model that can be listed can be loaded.
      for (const ending of ['json', 'saved', 'promoted'] as const)
        rmSync(pathOf(series, version, ending), { force: true });
    },
  };
}

function checkedVersion(version: string): string {
  if (VERSION_FORM.test(version)) return version;
  throw new RangeError(`expected a version of letters, digits, dots and dashes, was "${version.slice(0, 40)}"`);
}

/** Versions whose artefact lies in the folder of a series, in no order; none when there is no such folder. */
function versionsIn(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
}
