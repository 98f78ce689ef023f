import { calendarOf } from '../market/calendar/gaps.ts';
import type { CandleColumns } from '../market/candle.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { LedgerEntry } from '../ports.ts';
import { roundTripCostBps } from '../signals/cost.ts';
import { DEFAULT_POLICY } from '../signals/decide.ts';
import { planStepDeliveries } from '../signals/delivery.ts';
import { qualityAt, qualityColumns } from '../signals/quality.ts';
import { type DataQuality, type Signal, signalId } from '../signals/signal.ts';
import { decideSwing, SWING_CANDLES, type SwingDecision } from '../swing/decide-swing.ts';
import { swingHistory } from '../swing/follow-swing.ts';
import { decidedUntilMs, entryTerms, openPosition, publishedStep, SWING_VERSION } from '../swing/open-position.ts';
import { positionAfter, type SwingStep } from '../swing/swing-rule.ts';
import { isSwingShown } from '../swing/swing-shown.ts';
import type { DueCandle } from './due-candle.ts';
import { isDecidable } from './schedule.ts';
import type { Walk } from './walk.ts';

/**
 * Decides swing at the close of a complete candle: the position is read from the ledger, the decision is the published rule's, and what
 * comes of it (an entry, or a step of the open position) is stored with its deliveries in one change. A repetition after a kill finds
 * its own close decided and changes nothing. Does nothing for a series without the family.
 */
export async function walkSwing(walk: Walk, { series, closeTimeMs }: DueCandle): Promise<void> {
  const candleMs = timeframeMs(series.timeframe);
  if (!isSwing(walk, series) || !isDecidable(closeTimeMs, walk.clock.nowMs(), candleMs)) return;
  const newest = await walk.ledger.newest(series, 'swing');
  if (newest !== null && decidedUntilMs(newest) >= closeTimeMs) return;
  const candles = await walk.candles.readNewest(series, SWING_CANDLES);
  if ((candles.openTimeMs.at(-1) ?? Number.NaN) + candleMs !== closeTimeMs) return;
  const decision = decideSwing(candles, newest === null ? null : openPosition(newest));
  const { step } = decision;
  if (step.type === 'enter') await enter(walk, { series, closeTimeMs, candles, decision, step });
  else if (newest !== null) await addStep(walk, newest, { decision, closeTimeMs });
}

function isSwing({ swing = [] }: Walk, series: SeriesKey): boolean {
  return swing.some((each) => seriesName(each) === seriesName(series));
}

interface Entering {
  readonly series: SeriesKey;
  readonly closeTimeMs: number;
  readonly candles: CandleColumns;
  readonly decision: SwingDecision;
  readonly step: Extract<SwingStep, { type: 'enter' }>;
}

/** A pause holds entries back; what is open goes on to its end, for its reader has it. */
function isPaused({ mutedReason, clock }: Walk, series: SeriesKey): boolean {
  return mutedReason?.(series, clock.nowMs())?.code === 'paused';
}

/** Candles that cannot be trusted open nothing; a position that is open is left all the same. */
async function enter(walk: Walk, entering: Entering): Promise<void> {
  const dataQuality = qualityOf(entering);
  if (dataQuality.stamp === 'red' || isPaused(walk, entering.series)) return;
  const signal = await signalFrom(walk, entering, dataQuality);
  if (signal !== null && (await walk.ledger.open(signal, walk.planDeliveries(signal))) === 'opened') {
    walk.onEvent({ type: 'signal-opened', signal });
  }
}

function qualityOf({ series, candles }: Entering): DataQuality {
  const columns = qualityColumns(candles, timeframeMs(series.timeframe), calendarOf(series.symbol));
  return qualityAt(columns, candles.length - 1);
}

async function signalFrom(walk: Walk, entering: Entering, dataQuality: DataQuality): Promise<Signal | null> {
  const { series, closeTimeMs, candles, decision, step } = entering;
  const { close } = decision.reading;
  const position = positionAfter(null, step, close);
  if (position === null) return null;
  const spread = candles.spread?.at(-1) ?? null;
  const { costScenario: scenario } = DEFAULT_POLICY;
  return {
    id: signalId(series, closeTimeMs, SWING_VERSION),
    family: 'swing',
    ...{ series, closeTimeMs, dataQuality },
    ...entryTerms(step, position),
    ...{ target: null, horizonCandles: null },
    // Trends are not a statement about the next candle: nothing is claimed of it.
    ...{ probabilityUp: null, confidence: null, expectedValueBps: null, expectedValueInterval: null },
    costBps: roundTripCostBps({ symbol: series.symbol, entryTimeMs: closeTimeMs, price: close, spread, scenario }),
    worthTrading: await isShown(walk, closeTimeMs),
    modelVersion: SWING_VERSION,
    marketSource: walk.marketSource,
    createdAtMs: walk.clock.nowMs(),
  };
}

/** Asked at an entry only, some eight times a year and coin: it reads all that is stored. */
async function isShown(walk: Walk, closeTimeMs: number): Promise<boolean> {
  const histories = [];
  for (const series of walk.swing ?? []) {
    const candleMs = timeframeMs(series.timeframe);
    const candles = await walk.candles.read(series, 0, closeTimeMs);
    histories.push(swingHistory({ name: seriesName(series), symbol: series.symbol, candles }, candleMs));
  }
  return isSwingShown(histories, timeframeMs(walk.swing?.[0]?.timeframe ?? '4h'));
}

async function addStep(
  walk: Walk,
  { signal, deliveries }: LedgerEntry,
  { decision, closeTimeMs }: { readonly decision: SwingDecision; readonly closeTimeMs: number },
): Promise<void> {
  const step = publishedStep(decision.step, { closeTimeMs, close: decision.reading.close });
  if (step === null) return;
  const planned = planStepDeliveries(signal.id, step, deliveries);
  if ((await walk.ledger.addStep(signal.id, step, planned)) === 'added') {
    walk.onEvent({ type: 'position-step', signal, step });
  }
}
