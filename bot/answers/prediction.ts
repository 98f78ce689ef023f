import { parseTimeframe } from '../../engine/market/timeframe.ts';
import type { PredictionRequest, PredictionResult, Predictor } from '../../engine/predict.ts';
import { type Ask, delayMs, newestVisibleCloseMs } from './visible-signals.ts';

/** The model's prediction for a reader, and how much later than the first tier they hear of a followed market. */
export type ReaderPrediction =
  | Extract<PredictionResult, { type: 'refused' }>
  | (Extract<PredictionResult, { type: 'answer' }> & { readonly delayedByMs: number });

/** A market, or the caller's own candles, and who asks. */
export type PredictionAsk = Ask & Omit<PredictionRequest, 'closedByMs'>;

/**
 * The prediction for the next candle. Of a market followed here a reader gets the newest decision of which their tier may
 * hear by now; candles they bring themselves are judged as they are, without delay.
 */
export async function predictionFor(
  ask: PredictionAsk,
  { predictor }: { readonly predictor: Predictor },
): Promise<ReaderPrediction> {
  const { tier, nowMs, ...request } = ask;
  const timeframe = parseTimeframe(request.timeframe);
  const delayedByMs =
    request.candles !== undefined || timeframe === null ? 0 : delayMs(tier, { family: 'next-candle', timeframe });
  const result =
    timeframe === null || delayedByMs === 0
      ? await predictor(request)
      : await predictor({
          ...request,
          closedByMs: newestVisibleCloseMs({ tier, nowMs }, { family: 'next-candle', timeframe }),
        });
  return result.type === 'answer' ? { ...result, delayedByMs } : result;
}
