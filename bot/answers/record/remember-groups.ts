import type { Clock } from '../../../engine/ports.ts';
import type { ShownGroup, ShownReader } from '../../../engine/signals/track-record.ts';
import { MINUTE_MS } from '../../../engine/time.ts';

/** Groups are judged by weeks of results: what was read some minutes ago says the same. */
const KNOWN_MS = 10 * MINUTE_MS;

/** Reads what is shown to earn its cost once for all who ask within some minutes: every message of a close says it. */
export function rememberGroups({ groups }: ShownReader, clock: Clock): ShownReader {
  let known: { readonly readMs: number; readonly groups: Promise<readonly ShownGroup[]> } | null = null;
  return {
    groups() {
      const nowMs = clock.nowMs();
      if (known !== null && nowMs >= known.readMs && nowMs < known.readMs + KNOWN_MS) return known.groups;
      const read = { readMs: nowMs, groups: groups() };
      known = read;
      // A failed read is not remembered.
      read.groups.catch(() => {
        if (known === read) known = null;
      });
      return read.groups;
    },
  };
}
