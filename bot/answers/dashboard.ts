import { FREE_TIER } from '../../billing/tiers.ts';
import type { Clock } from '../../engine/ports.ts';
import type { TrackRecord } from '../../engine/signals/track-record.ts';
import type { MarketStatus } from '../market-status.ts';
import type { Answers } from './answers.ts';
import type { ReaderSignal } from './reader-signal.ts';

/** One thing that must hold for the product to do its work. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
}

/** How the product is doing now, as anybody may see it. A part that could not be read is null. */
export interface Dashboard {
  readonly nowMs: number;
  readonly markets: readonly MarketStatus[] | null;
  /** As the free tier sees them, newest first. */
  readonly signals: readonly ReaderSignal[] | null;
  readonly record: TrackRecord | null;
  readonly checks: readonly Check[];
}

export interface DashboardDependencies {
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly answers: Pick<Answers, 'marketStatus' | 'signals' | 'trackRecord'>;
  /** Whether the database answers, known within a second. */
  readonly database: { answers(): Promise<boolean> };
  readonly checks: () => Promise<readonly Check[]>;
}

const SHOWN_SIGNALS = 8;
/** However many look at the page, the database is asked once in this time. */
const KEPT_MS = 1_000;

/** Reads the dashboard, at most once a second; everyone who asks meanwhile gets the same one. */
export function createDashboardReader(deps: DashboardDependencies): () => Promise<Dashboard> {
  let kept: { readonly atMs: number; readonly dashboard: Promise<Dashboard> } | null = null;
  return () => {
    const nowMs = deps.wallClock.nowMs();
    if (kept === null || nowMs - kept.atMs >= KEPT_MS || nowMs < kept.atMs)
      kept = { atMs: nowMs, dashboard: read(deps) };
    return kept.dashboard;
  };
}

async function read({ clock, answers, database, checks }: DashboardDependencies): Promise<Dashboard> {
  const nowMs = clock.nowMs();
  if (!(await database.answers())) return { nowMs, markets: null, signals: null, record: null, checks: await checks() };
  const [markets, signals, record, checked] = await Promise.all([
    orNull(() => answers.marketStatus()),
    orNull(() => answers.signals({ tier: FREE_TIER, nowMs, limit: SHOWN_SIGNALS })),
    orNull(() => answers.trackRecord({})),
    checks(),
  ]);
  return { nowMs, markets, signals, record, checks: checked };
}

/** The page must come up while the database is away; it says which part is missing. */
async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}
