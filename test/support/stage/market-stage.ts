import { createObserve } from '../../../bot/observe/observe.ts';
import { createMarketBoard } from '../../../bot/process/market-board.ts';
import { createScheduler, runDue } from '../../../bot/process/scheduler.ts';
import { createOperator } from '../../../bot/troubles/operator.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import type { Clock, PredictionStore, SignalLedger, Watermarks } from '../../../engine/ports.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import type { Venue } from '../../../engine/venue/venue.ts';
import type { VenueEvent } from '../../../engine/venue/venue-event.ts';
import { newestWindow } from '../../../engine/walk/feed.ts';
import { feedFacts } from '../../../engine/walk/feed-facts.ts';
import { nextAskMs } from '../../../engine/walk/late-candle.ts';
import { onCandleClose } from '../../../engine/walk/on-candle-close.ts';
import { openWalk, type Walk } from '../../../engine/walk/walk.ts';
import { createMemoryCandles, createMemoryRevisions } from '../fakes/memory-candles.ts';

/** The live part of the product over stores in memory: scheduler, walk, board, operators, log and metrics, on a venue of the test's. */
export interface MarketStage {
  readonly walk: Walk;
  readonly board: ReturnType<typeof createMarketBoard>;
  readonly candles: ReturnType<typeof createMemoryCandles>;
  readonly events: readonly (EngineEvent | VenueEvent)[];
  readonly signals: readonly Signal[];
  /** What operators were sent. */
  readonly notices: readonly string[];
  readonly logLines: readonly string[];
  onEvent(event: VenueEvent): void;
  /** Does everything that is due. */
  turn(): Promise<number | null>;
  metric(name: string): Promise<string>;
}

export function openMarketStage(options: {
  readonly venue: Venue;
  readonly clock: Clock;
  readonly series: readonly SeriesKey[];
  readonly model?: TrainedModel;
  readonly historyCandles?: number;
}): MarketStage {
  const { venue, clock, series, model = null } = options;
  const candles = createMemoryCandles();
  const revisions = createMemoryRevisions();
  const events: (EngineEvent | VenueEvent)[] = [];
  const signals: Signal[] = [];
  const notices: string[] = [];
  const logLines: string[] = [];
  const observe = createObserve({ level: 'warn', clock, stream: { write: (line) => logLines.push(line) } });
  const onEvent = (event: EngineEvent | VenueEvent): void => {
    events.push(event);
    observe.log(event);
    board.onEvent(event);
    operator.onEvent(event);
  };
  const walk = openWalk({
    venue,
    candles,
    revisions,
    ...memoryRecords(signals),
    clock,
    marketSource: 'recorded',
    modelFor: () => model,
    planDeliveries: () => [],
    historyCandles: options.historyCandles ?? 30,
    onEvent,
  });
  const board = createMarketBoard({
    ...{ series, marketSource: 'recorded' as const, candles, revisions, clock },
    modelFor: () => model,
    recent: (each) => newestWindow(walk.feed, each),
    feedFacts: (each) => feedFacts(walk, each),
  });
  const operator = operatorInto(notices, clock);
  const scheduler = createScheduler({
    ...{ clock, series, observe },
    refreshModels: async () => {},
    walk: { onCandleClose: (each) => onCandleClose(walk, each), nextAskMs: () => nextAskMs(walk) },
    deliverer: { drain: async () => NOTHING_SENT },
    jobs: [],
    wallNowMs: clock.nowMs,
  });
  return {
    walk,
    board,
    candles,
    events,
    signals,
    notices,
    logLines,
    onEvent,
    turn: () => runDue(scheduler),
    async metric(name) {
      const lines = (await observe.metricsText()).split('\n');
      return lines.filter((line) => line.startsWith(name)).join('\n');
    },
  };
}

const NOTHING_SENT = { sent: 0, edited: 0, deferred: 0, retried: 0, dead: 0, unknown: 0, expired: 0, nextAtMs: null };

/** The notices to one operator, whose account is 1. */
function operatorInto(notices: string[], clock: Clock): ReturnType<typeof createOperator> {
  return createOperator({
    adminIds: [1],
    send: async (_id, text) => notices.push(text),
    wallNowMs: clock.nowMs,
    startTimer: () => () => {},
    onFailed: () => {},
  });
}

/** Ledger, predictions and watermarks that remember just what a walk needs of them. */
function memoryRecords(signals: Signal[]): {
  readonly ledger: SignalLedger;
  readonly predictions: PredictionStore;
  readonly watermarks: Watermarks;
} {
  const closed = new Set<string>();
  const marks = new Map<string, number>();
  return {
    ledger: {
      async open(signal) {
        if (signals.some((each) => each.id === signal.id)) return 'duplicate';
        signals.push(signal);
        return 'opened';
      },
      addStep: async () => 'added',
      newest: async () => null,
      close: async (id) => void closed.add(id),
      unsettled: async (series) =>
        signals
          .filter((each) => !closed.has(each.id) && each.series.symbol === series.symbol)
          .map((signal) => ({ signal, steps: [] })),
    },
    predictions: { record: async (prediction) => prediction, settle: async () => {}, newest: async () => [] },
    watermarks: {
      get: async (series) => marks.get(series.symbol) ?? null,
      async advance(series, closeTimeMs) {
        marks.set(series.symbol, Math.max(closeTimeMs, marks.get(series.symbol) ?? 0));
      },
    },
  };
}
