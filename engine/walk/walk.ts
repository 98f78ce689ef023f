import type { EngineListener } from '../events.ts';
import type { PublishedFigures } from '../market/published.ts';
import type { SeriesKey } from '../market/series.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { CandleStore, Clock, PredictionStore, RevisionLog, SignalLedger, Watermarks } from '../ports.ts';
import type { Reason } from '../reason.ts';
import { type ConfidenceMemory, createConfidenceMemory } from '../signals/confidence-memory.ts';
import type { PlannedDelivery } from '../signals/delivery.ts';
import { LOOK_BACK_CANDLES } from '../signals/evaluate.ts';
import type { MarketSource, Signal } from '../signals/signal.ts';
import type { Venue } from '../venue/venue.ts';
import { type Feed, openFeed } from './feed.ts';
import { createSettling, type Settling, type WalkMemory } from './walk-memory.ts';

/** What the walk works with: the market, the stores, the models and the rules it cannot know itself. */
export interface WalkDependencies {
  readonly venue: Venue;
  readonly candles: CandleStore;
  readonly revisions: RevisionLog;
  readonly ledger: SignalLedger;
  readonly predictions: PredictionStore;
  readonly watermarks: Watermarks;
  readonly clock: Clock;
  readonly marketSource: MarketSource;
  /** The model that serves a series; null: it is not decided upon. */
  readonly modelFor: (series: SeriesKey) => TrainedModel | null;
  /** Why a series must publish nothing at a moment, or null: it is scored all the same. */
  readonly mutedReason?: (series: SeriesKey, nowMs: number) => Reason | null;
  /** Which channels get a signal and when; written with the ledger entry in one insert. */
  readonly planDeliveries: (signal: Signal) => readonly PlannedDelivery[];
  /** Candles fetched when a series is met for the first time: the training past. */
  readonly historyCandles: number;
  /** Those on which the swing family decides as well; default: none. */
  readonly swing?: readonly SeriesKey[];
  /** All series that are walked, for models that read other markets; default: none is read. */
  readonly series?: readonly SeriesKey[];
  /**
   * Waits for other markets' newest candles, with a limit: a venue that hangs must not
   * hold up a decision. Default: until each has come or failed.
   */
  readonly waitForContext?: (fetching: Promise<unknown>) => Promise<void>;
  /** Waits, with a limit, until the other series of a close are decided upon, before this one's outcomes are stored. Default: no limit. */
  readonly waitForDecisions?: (deciding: Promise<unknown>) => Promise<void>;
  /** Figures published so far (funding rates, moods), by name. */
  readonly published?: () => PublishedFigures;
  readonly onEvent: EngineListener;
}

/** A walk over many series: what it works with, and what it remembers. The functions of this folder take it as their first argument. */
export interface Walk extends WalkDependencies {
  readonly feed: Feed;
  /** The trailing confidences of each series, which /predict shares with the signal rule. */
  readonly confidences: ConfidenceMemory;
  readonly memory: WalkMemory;
  readonly settling: Settling;
}

/** A walk that remembers nothing yet: as after a restart. */
export function openWalk(deps: WalkDependencies): Walk {
  return {
    ...deps,
    feed: openFeed({ ...deps, windowCandles: LOOK_BACK_CANDLES }),
    confidences: createConfidenceMemory(deps.predictions),
    memory: new Map(),
    settling: createSettling(),
  };
}
