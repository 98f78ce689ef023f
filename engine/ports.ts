import type { CandleColumns } from './market/candle.ts';
import type { CandleRevision } from './market/revision.ts';
import type { SeriesKey } from './market/series.ts';
import type { Timeframe } from './market/timeframe.ts';
import type { ReasonCode } from './reason.ts';
import type { Delivery, MessageForm, PlannedDelivery } from './signals/delivery.ts';
import type { Outcome, PositionStep, Side, Signal, SignalFamily } from './signals/signal.ts';

/** Candles at rest. Writing the same candle twice changes nothing. */
export interface CandleStore {
  append(series: SeriesKey, candles: CandleColumns): Promise<void>;
  /** Rows with fromMs ≤ openTimeMs < toMs, oldest first. */
  read(series: SeriesKey, fromMs: number, toMs: number): Promise<CandleColumns>;
  /** The newest `count` rows, oldest first. */
  readNewest(series: SeriesKey, count: number): Promise<CandleColumns>;
  /** openTimeMs of the newest candle, or null when there is none. */
  newestOpenTimeMs(series: SeriesKey): Promise<number | null>;
}

/** What is stored of one series. */
export interface SeriesSummary {
  readonly series: SeriesKey;
  readonly candles: number;
  /** Start of the oldest bucket: no candle is older. */
  readonly oldestBucketMs: number;
  readonly newestOpenMs: number;
}

/** Stored candles as operators see them: all series, and letting the oldest go. */
export interface CandleArchive {
  /** By name. */
  list(): Promise<readonly SeriesSummary[]>;
  /** How many candles prune would remove. */
  removable(series: SeriesKey, beforeMs: number): Promise<number>;
  /**
   * Removes candles older than beforeMs and returns how many. A bucket of a thousand candle lengths goes as a whole or stays, so
   * up to a thousand older ones stay too; none at or after beforeMs ever goes.
   */
  prune(series: SeriesKey, beforeMs: number): Promise<number>;
}

/** Candles that a venue changed after their close. Recording the same change twice changes nothing. */
export interface RevisionLog {
  record(series: SeriesKey, revisions: readonly CandleRevision[], seenAtMs: number): Promise<void>;
  /** Changes recorded for a series so far. */
  count(series: SeriesKey): Promise<number>;
  /** Open times ≥ fromMs of the candles that were revised, ascending, each once. */
  openTimesSince(series: SeriesKey, fromMs: number): Promise<readonly number[]>;
}

/** The ledger: every signal, written before anything is sent, closed when the next candle closes. */
export interface SignalLedger {
  /** "opened" once; "duplicate" for ever after with the same id, or the same slot (series, close and family), whatever the model. */
  open(signal: Signal, deliveries: readonly PlannedDelivery[]): Promise<'opened' | 'duplicate'>;
  /**
   * Adds a step to a position with its deliveries, in one change: "added" once; "duplicate" where it has one of that close,
   * was left, or has its outcome.
   */
  addStep(id: string, step: PositionStep, deliveries: readonly PlannedDelivery[]): Promise<'added' | 'duplicate'>;
  /** The newest signal of a series and family, however it stands; null when there is none. */
  newest(series: SeriesKey, family: SignalFamily): Promise<LedgerEntry | null>;
  /** Stores the outcome once; later calls change nothing. */
  close(id: string, outcome: Outcome): Promise<void>;
  /** Signals of a series without an outcome, oldest first. */
  unsettled(series: SeriesKey): Promise<readonly UnsettledSignal[]>;
}

/** A signal whose end is not known, with what was published of its position so far. */
export type UnsettledSignal = Pick<LedgerEntry, 'signal' | 'steps'>;

/** A ledger row as readers see it. */
export interface LedgerEntry {
  readonly signal: Signal;
  /** What was published of its position since, oldest first; empty for a signal about the next candle. */
  readonly steps: readonly PositionStep[];
  readonly outcome: Outcome | null;
  readonly deliveries: readonly Delivery[];
}

/** Which signals are read; absent conditions let all through. `limit` is 1..1000. */
export interface SignalQuery {
  readonly symbol?: string;
  readonly timeframe?: string;
  readonly family?: SignalFamily;
  /** Only signals decided at or before the close given for their family and timeframe; none of one that is not listed. */
  readonly closedBy?: readonly {
    readonly family: SignalFamily;
    readonly timeframe: Timeframe;
    readonly closeTimeMs: number;
  }[];
  /** Only signals created before this time, for paging backwards. */
  readonly beforeMs?: number;
  readonly limit: number;
}

/** What the bot, the API and the dashboard read. */
export interface SignalReader {
  /** Newest first. */
  latest(query: SignalQuery): Promise<readonly LedgerEntry[]>;
  /** By full id or a prefix of at least 6 hex digits; null when none or several match. */
  byId(idOrPrefix: string): Promise<LedgerEntry | null>;
}

/** What became of signals of late. */
export interface SettledReader {
  /** Signals whose outcome was settled at or after a time (Unix milliseconds), the last settled first, at most 10,000. */
  settledSince(fromMs: number): Promise<readonly LedgerEntry[]>;
}

/** What is claimed at once. */
export interface ClaimOrder {
  readonly leaseMs: number;
  /** Which of all that is due, in the order of sending, is claimed now. Asked again where another process was faster. */
  readonly choose: (due: readonly DuePost[]) => readonly DuePost[];
}

/** A delivery with the signal it is about. */
export interface DuePost {
  readonly entry: LedgerEntry;
  readonly delivery: Delivery;
}

/** The sender's view of the ledger: work due, claimed under a lease, then settled. What a claim costs does not depend on what waits. */
export interface Outbox {
  /** Claims of what is due and not expired, higher tiers first, then by due time, what is chosen; empty when nothing is. */
  claimPosts(nowMs: number, order: ClaimOrder): Promise<readonly ClaimedPost[]>;
  settlePost(claim: ClaimedPost, result: PostResult): Promise<void>;
  /** Claims sent messages whose signals have outcomes that the messages do not show yet. */
  claimEdits(nowMs: number, order: ClaimOrder): Promise<readonly ClaimedPost[]>;
  settleEdit(claim: ClaimedPost, result: EditResult): Promise<void>;
  /**
   * Marks what can no longer be sent in time, and claims whose process died, as expired or unknown; returns those. An unknown one is
   * handed out once more from repeatAtMs on, as a repeat; absent: never.
   */
  sweep(nowMs: number, repeatAtMs?: number): Promise<readonly SweptPost[]>;
  /**
   * The earliest time from nowMs on at which claimPosts or claimEdits would offer something, as things stand; null when there is nothing
   * to wait for. isHeld: what is due and not counted, because the caller knows what it waits for; default: nothing. Whoever drains the
   * outbox comes back then, not at the next candle.
   */
  nextDueMs(nowMs: number, isHeld?: (deliveryId: string) => boolean): Promise<number | null>;
  /** Age of the oldest due and unsent delivery in milliseconds, 0 when none. */
  oldestDueAgeMs(nowMs: number): Promise<number>;
  /** The signals of a message about several, in its order; those that are not stored are left out. */
  entries(signalIds: readonly string[]): Promise<readonly LedgerEntry[]>;
}

/** A post that ended without its sender: too late, or its sender died and nobody knows whether it was sent. */
export interface SweptPost {
  readonly signalId: string;
  readonly audience: string;
  readonly side: Side;
  readonly attempt: number;
  readonly outcome: 'expired' | 'unknown';
}

/** A delivery handed to one sender until its lease ends. */
export interface ClaimedPost extends DuePost {
  /** Fencing token: a settle with an older token than the stored one changes nothing. */
  readonly token: string;
}

/** How a post ended; "unknown": it may have been sent. It is handed out once more from repeatAtMs on, as a repeat; absent: never. */
export type PostResult =
  | {
      readonly type: 'sent';
      readonly messageId: number;
      readonly form: MessageForm;
      /** Text or caption as it was sent, kept until the outcome has been put above it; absent: it is not edited by itself. */
      readonly sentHtml?: string;
      readonly sentAtMs: number;
      /** The message about several signals; absent: a message about this one alone. */
      readonly message?: string;
    }
  | { readonly type: 'retry'; readonly atMs: number; readonly error: string }
  | { readonly type: 'dead'; readonly error: string }
  | {
      readonly type: 'unknown';
      readonly error: string;
      readonly repeatAtMs?: number;
      /** As of "sent": what was told together is told together again. */
      readonly message?: string;
    };

/** How an edit ended; "dead": never tried again, "retry": not before atMs. */
export type EditResult =
  | { readonly type: 'shown' }
  | { readonly type: 'retry'; readonly atMs: number; readonly error: string }
  | { readonly type: 'dead'; readonly error: string };

/** One scored candle, stored before its outcome is known. */
export interface Prediction {
  readonly series: SeriesKey;
  readonly closeTimeMs: number;
  readonly modelVersion: string;
  /** The model's output before recalibration, 0..1. */
  readonly scoreUp: number;
  readonly probabilityUp: number;
  /** Direction of the candle decided upon: what the reversal rule would bet against. */
  readonly lastDirection: -1 | 0 | 1;
  /** True when a signal was published for it. */
  readonly published: boolean;
  /** Why a signal that the rule would have given was not published: the reason for which the series was mute; null when there was none. */
  readonly withheld: ReasonCode | null;
  /** 1 up, 0 down, null while unknown or when the next candle was flat or missing. */
  readonly outcomeUp: 0 | 1 | null;
  /** ln(close / open) of the next candle, null while unknown. */
  readonly returnNext: number | null;
}

/** Scored candles, one prediction for each series and closeTimeMs. */
export interface PredictionStore {
  /**
   * Stores the first prediction of a series and closeTimeMs, whatever the model, and
   * returns the one that is stored: a later one changes nothing.
   */
  record(prediction: Prediction): Promise<Prediction>;
  settle(
    series: SeriesKey,
    closeTimeMs: number,
    outcome: { readonly up: 0 | 1 | null; readonly returnNext: number },
  ): Promise<void>;
  /** The newest `count` predictions of a series at or before untilMs (closeTimeMs), oldest first, each candle once. */
  newest(series: SeriesKey, untilMs: number, count: number): Promise<readonly Prediction[]>;
}

/** How far each series has been walked: closeTimeMs of the last candle decided upon. Never moves backwards. */
export interface Watermarks {
  get(series: SeriesKey): Promise<number | null>;
  advance(series: SeriesKey, closeTimeMs: number): Promise<void>;
}

/** The watermarks as those read them who follow what other processes walk. */
export interface WatermarkReader {
  /** Of many series at once, by name; one that was never walked is not among them. */
  getAll(series: readonly SeriesKey[]): Promise<ReadonlyMap<string, number>>;
}

/** Saved models; save is idempotent by version. Artefacts are opaque JSON text with a sha256 inside (models/artefact.ts). */
export interface ModelRegistry {
  save(series: SeriesKey, version: string, artefact: string): Promise<void>;
  /** Newest first. */
  list(series: SeriesKey): Promise<readonly { readonly version: string; readonly savedAtMs: number }[]>;
  load(series: SeriesKey, version: string): Promise<string | null>;
  /** Makes a version the one that serves. */
  promote(series: SeriesKey, version: string): Promise<void>;
  champion(series: SeriesKey): Promise<string | null>;
  /** Versions that were ever promoted and are still saved, the last one first. */
  promoted(series: SeriesKey): Promise<readonly string[]>;
  /** Forgets a saved version; one that is not saved changes nothing. */
  remove(series: SeriesKey, version: string): Promise<void>;
}

/** Time as an argument; in sandbox mode it is the replay's. Never runs backwards. */
export interface Clock {
  nowMs(): number;
}
