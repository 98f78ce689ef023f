import { describe, expect, it } from 'vitest';
import type { ModelRegistry } from '../../engine/ports.ts';
import { freshSeries } from './candle-store.ts';

/** What every ModelRegistry promises. `make` gives the same registry each time; `setTime` sets the clock it was given. */
export function modelRegistryContract(name: string, make: () => ModelRegistry, setTime: (nowMs: number) => void): void {
  describe(`${name} keeps the model registry contract`, () => {
    it('has nothing for a series it never saw', async () => {
      const series = freshSeries();
      expect(await make().list(series)).toEqual([]);
      expect(await make().load(series, 'a')).toBeNull();
      expect(await make().champion(series)).toBeNull();
    });

    it('gives back the artefact it was given, character by character', async () => {
      const series = freshSeries();
      const artefact = JSON.stringify({ weights: [1e-300, -0.1, 'π ✓ \u0000 $ .'], text: 'x'.repeat(100_000) });
      await make().save(series, 'a', artefact);
      expect(await make().load(series, 'a')).toBe(artefact);
    });

    it('keeps the first artefact of a version', async () => {
      const series = freshSeries();
      await Promise.all(['one', 'one', 'one'].map((artefact) => make().save(series, 'a', artefact)));
      await make().save(series, 'a', 'two');
      expect(await make().load(series, 'a')).toBe('one');
      expect(await make().list(series)).toHaveLength(1);
    });

    it('lists newest first', async () => {
      const series = freshSeries();
      for (const [nowMs, version] of [
        [2_000, 'b'],
        [3_000, 'c'],
        [1_000, 'a'],
      ] as const) {
        setTime(nowMs);
        await make().save(series, version, '{}');
      }
      expect(await make().list(series)).toEqual([
        { version: 'c', savedAtMs: 3_000 },
        { version: 'b', savedAtMs: 2_000 },
        { version: 'a', savedAtMs: 1_000 },
      ]);
    });

    it('serves the version promoted last, of each series apart', async () => {
      const [series, other] = [freshSeries(), freshSeries()];
      for (const version of ['a', 'b']) await make().save(series, version, '{}');
      await make().promote(series, 'a');
      await make().promote(series, 'b');
      expect(await make().champion(series)).toBe('b');
      expect(await make().champion(other)).toBeNull();
    });

    it('remembers what was promoted, the last first, and not what was only saved', async () => {
      const series = freshSeries();
      for (const version of ['a', 'b', 'c', 'd']) await make().save(series, version, '{}');
      expect(await make().promoted(series)).toEqual([]);
      for (const [nowMs, version] of [
        [1_000, 'a'],
        [2_000, 'c'],
        [3_000, 'b'],
        [4_000, 'a'],
      ] as const) {
        setTime(nowMs);
        await make().promote(series, version);
      }
      expect(await make().promoted(series)).toEqual(['a', 'b', 'c']);
    });

    it('forgets what is removed', async () => {
      const series = freshSeries();
      for (const version of ['a', 'b']) await make().save(series, version, '{}');
      await make().promote(series, 'a');
      await make().remove(series, 'a');
      await make().remove(series, 'never-saved');
      expect(await make().load(series, 'a')).toBeNull();
      expect((await make().list(series)).map(({ version }) => version)).toEqual(['b']);
      expect(await make().promoted(series)).toEqual([]);
    });

    it('promotes nothing that was not saved', async () => {
      await expect(make().promote(freshSeries(), 'a')).rejects.toThrow(/there is no version "a"/);
    });

    it('refuses an artefact that no document can hold', async () => {
      await expect(make().save(freshSeries(), 'a', 'x'.repeat(15_000_001))).rejects.toThrow(
        /expected an artefact of at most/,
      );
    });
  });
}
