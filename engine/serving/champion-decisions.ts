import type { CandleColumns } from '../market/candle.ts';
import { sliceColumns } from '../market/candle.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { Prediction } from '../ports.ts';
import { LOOK_BACK_CANDLES, scoreCandles } from '../signals/evaluate.ts';
import { labelRows } from '../training/labels.ts';
import { COMPARED_MS, decisionColumns, type RecentDecisions } from '../training/recent-decisions.ts';

/** One series as the champion met it. */
export interface ChampionSeries {
  readonly series: SeriesKey;
  /** Its newest candles, oldest first. */
  readonly candles: CandleColumns;
  /** Stored predictions of the last 90 days, whichever model served. */
  readonly predictions: readonly Prediction[];
}

interface Row {
  readonly market: number;
  readonly closeTimeMs: number;
  readonly probabilityUp: number;
  readonly up: number;
}

/** Decisions of the serving model, frozen, on candles that closed after its training: its labels end a candle after trainedUntilMs. */
function frozenRows(champion: TrainedModel, { series, candles }: ChampionSeries, market: number): readonly Row[] {
  const candleMs = timeframeMs(series.timeframe);
  const fromMs = champion.trainedUntilMs + candleMs;
  const first = candles.openTimeMs.findIndex((openMs) => openMs + candleMs > fromMs);
  if (first < 0) return [];
  const recent = sliceColumns(candles, Math.max(0, first - LOOK_BACK_CANDLES));
  const { probabilityUp } = scoreCandles(recent, champion, series);
  const { up } = labelRows(recent, candleMs);
  return Array.from(recent.openTimeMs, (openMs, row) => ({
    market,
    closeTimeMs: openMs + candleMs,
    probabilityUp: probabilityUp[row] ?? Number.NaN,
    up: up[row] ?? Number.NaN,
  })).filter((row) => row.closeTimeMs > fromMs && !Number.isNaN(row.probabilityUp) && !Number.isNaN(row.up));
}

/**
 * The champion's probabilities in the 90 days before nowMs, all of it before the outcome: predictions stored
 * live, and where there are none, its own weights on candles after its training.
 */
export function championDecisions(
  champion: TrainedModel,
  group: readonly ChampionSeries[],
  nowMs: number,
): RecentDecisions {
  const rows = group.flatMap((each, market) => {
    const byTime = new Map(frozenRows(champion, each, market).map((row) => [row.closeTimeMs, row]));
    for (const { closeTimeMs, probabilityUp, outcomeUp } of each.predictions) {
      if (outcomeUp !== null) byTime.set(closeTimeMs, { market, closeTimeMs, probabilityUp, up: outcomeUp });
    }
    return [...byTime.values()]
      .filter(({ closeTimeMs }) => closeTimeMs > nowMs - COMPARED_MS)
      .sort((a, b) => a.closeTimeMs - b.closeTimeMs);
  });
  return decisionColumns(
    group.map(({ series }) => seriesName(series)),
    rows,
  );
}
