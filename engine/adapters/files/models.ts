import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import type { Clock, ModelRegistry } from '../../ports.ts';
import { MAX_ARTEFACT_BYTES } from '../max-artefact-bytes.ts';

const VERSION_FORM = /^[\w.-]{1,120}$/;
const CHAMPION = 'champion';

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Saved models in a folder: one folder a series, in it `<version>.json` (the artefact as it was given),
 * `<version>.saved` (epoch milliseconds), `<version>.promoted` (the same, of the last promotion) and `champion` (the
 * version that serves). Every file appears whole or not at all, so several processes may share the folder and a crash
 * leaves nothing half written.
 */
export function createFileModels(folder: string, clock: Clock): ModelRegistry {
  const folderOf = (series: SeriesKey): string => join(folder, encodeURIComponent(seriesName(series)));

  function pathOf(series: SeriesKey, version: string, ending: 'json' | 'saved' | 'promoted'): string {
    if (!VERSION_FORM.test(version))
      throw new RangeError(`expected a version of letters, digits, dots and dashes, was "${version.slice(0, 40)}"`);
    return join(folderOf(series), `${version}.${ending}`);
  }

  async function temporary(text: string): Promise<string> {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `.writing-${randomUUID()}`);
    await writeFile(path, text, { flush: true });
    return path;
  }

  /** Makes the file unless it is there already. */
  async function createOnce(path: string, text: string): Promise<void> {
    const whole = await temporary(text);
    try {
      linkSync(whole, path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      rmSync(whole);
    }
  }

  return {
    async save(series, version, artefact) {
      const bytes = Buffer.byteLength(artefact);
      if (bytes > MAX_ARTEFACT_BYTES)
        throw new RangeError(`expected an artefact of at most ${MAX_ARTEFACT_BYTES} bytes, was ${bytes}`);
      mkdirSync(folderOf(series), { recursive: true });
      // The time first: a model that can be loaded can be listed.
      await createOnce(pathOf(series, version, 'saved'), String(clock.nowMs()));
      await createOnce(pathOf(series, version, 'json'), artefact);
    },
    async list(series) {
      const inside = folderOf(series);
      if (statSync(inside, { throwIfNoEntry: false }) === undefined) return [];
      return readdirSync(inside)
        .filter((name) => name.endsWith('.json'))
        .map((name) => name.slice(0, -'.json'.length))
        .map((version) => ({ version, savedAtMs: Number(textOf(pathOf(series, version, 'saved')) ?? 0) }))
        .sort((a, b) => b.savedAtMs - a.savedAtMs || (a.version < b.version ? 1 : -1));
    },
    async load(series, version) {
      return textOf(pathOf(series, version, 'json'));
    },
    async promote(series, version) {
      if (textOf(pathOf(series, version, 'json')) === null)
        throw new Error(`expected a saved model of ${seriesName(series)}, there is no version "${version}"`);
      renameSync(await temporary(String(clock.nowMs())), pathOf(series, version, 'promoted'));
      renameSync(await temporary(version), join(folderOf(series), CHAMPION));
    },
    async champion(series) {
      return textOf(join(folderOf(series), CHAMPION));
    },
    async promoted(series) {
      const saved = await this.list(series);
      return saved
        .map(({ version }) => ({ version, atMs: textOf(pathOf(series, version, 'promoted')) }))
        .filter(({ atMs }) => atMs !== null)
        .toSorted((a, b) => Number(b.atMs) - Number(a.atMs) || (a.version < b.version ? 1 : -1))
        .map(({ version }) => version);
    },
    async remove(series, version) {
      // The artefact first: a model that can be listed can be loaded.
      for (const ending of ['json', 'saved', 'promoted'] as const)
        rmSync(pathOf(series, version, ending), { force: true });
    },
  };
}
