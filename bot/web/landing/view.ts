import type { Clock, LedgerEntry, SignalReader } from '../../../engine/ports.ts';
import type { TrackRecord, TrackRecordReader } from '../../../engine/signals/track-record.ts';
import { latestVisibleSignals } from '../../answers/visible-signals.ts';
import type { DatabaseAnswers } from '../../http/database-gate.ts';
import type { HealthProbe } from '../../http/dependencies.ts';
import { type ProbeResult, runProbes } from '../../http/ops/ops.ts';
import type { MarketStatus } from '../../market-status.ts';

/** How the product is doing now, as the start page shows it. A part that could not be read is null. */
export interface DashboardView {
  readonly nowMs: number;
  readonly markets: readonly MarketStatus[] | null;
  /** As the free tier sees them, newest first. */
  readonly signals: readonly LedgerEntry[] | null;
  readonly record: TrackRecord | null;
  readonly checks: readonly ProbeResult[];
}

export interface ViewDependencies {
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly markets: () => Promise<readonly MarketStatus[]>;
  readonly signals: SignalReader;
  readonly trackRecord: TrackRecordReader;
  readonly database: DatabaseAnswers;
  readonly health: { readonly ready: readonly HealthProbe[] };
}

const SHOWN_SIGNALS = 8;
/** However many look at the page, the database is asked once in this time. */
const KEPT_MS = 1_000;

/** Reads the view, at most once a second; everyone who asks meanwhile gets the same one. */
export function createViewReader(deps: ViewDependencies): () => Promise<DashboardView> {
  let kept: { readonly atMs: number; readonly view: Promise<DashboardView> } | null = null;
  return () => {
    const nowMs = deps.wallClock.nowMs();
    if (kept === null || nowMs - kept.atMs >= KEPT_MS || nowMs < kept.atMs)
      kept = { atMs: nowMs, view: readView(deps) };
    return kept.view;
  };
}

async function readView(deps: ViewDependencies): Promise<DashboardView> {
  const nowMs = deps.clock.nowMs();
  if (!(await deps.database.answers()))
    return { nowMs, markets: null, signals: null, record: null, checks: await runProbes(deps.health.ready) };
  const [markets, signals, record, checks] = await Promise.all([
    orNull(deps.markets),
    orNull(() => latestVisibleSignals({ tier: 'free', nowMs, limit: SHOWN_SIGNALS }, deps)),
    orNull(() => deps.trackRecord.read({})),
    runProbes(deps.health.ready),
  ]);
  return { nowMs, markets, signals, record, checks };
}

/** The page must come up while the database is away; it says which part is missing. */
async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}
