import { z } from 'zod';
import { TIMEFRAMES } from '../../engine/market/timeframe.ts';
import type { PredictionRequest } from '../../engine/predict.ts';
import { SIGNAL_FAMILIES, STEP_REASONS } from '../../engine/signals/signal.ts';
import { PROBLEM_TYPE, problemSchema } from './problem.ts';
import { LATEST_OPEN_TIME_MS, MAX_CANDLE_ROWS, MOST_VOLUME, PRICE_RANGE, parseCandleRows } from './v1/candle-rows.ts';
import { BAD_CANDLES, expected } from './validation.ts';

const SYMBOL_FORM = /^[A-Z0-9.]{1,20}\/[A-Z0-9.]{1,20}(?::[A-Z0-9]{1,20})?$/;
const A_SYMBOL = expected('field-symbol');
const A_TIMEFRAME = expected('field-timeframe');

const symbol = z.string(A_SYMBOL).regex(SYMBOL_FORM, A_SYMBOL);
const timeframe = z.enum(TIMEFRAMES, A_TIMEFRAME);
export const time = z.string().meta({ format: 'date-time' });
export const fraction = z.number().min(0).max(1);

const between = (minimum: number, maximum: number) => ({ minimum, maximum });
const OPEN_TIME = {
  ...between(0, LATEST_OPEN_TIME_MS),
  type: 'integer',
  description: 'Epoch milliseconds of the open, a multiple of the timeframe',
} as const;
const PRICE = { ...between(PRICE_RANGE.least, PRICE_RANGE.most), type: 'number' } as const;

/** How candles are documented; they are checked row by row in candle-rows.ts, which names the row at fault. */
const CANDLES_DOCUMENTED = {
  type: 'array',
  minItems: 1,
  maxItems: MAX_CANDLE_ROWS,
  description:
    'Closed candles, oldest first, newest last: [openTimeMs, open, high, low, close, volume]; volume null when unknown. ' +
    'Left out: our own candles of a market we follow.',
  items: {
    type: 'array',
    minItems: 6,
    maxItems: 6,
    prefixItems: [
      OPEN_TIME,
      { ...PRICE, description: 'open' },
      { ...PRICE, description: 'high' },
      { ...PRICE, description: 'low' },
      { ...PRICE, description: 'close' },
      { ...between(0, MOST_VOLUME), type: ['number', 'null'], description: 'volume' },
    ],
  },
} as const;

/** Body of POST /predict, read into the engine's own request. */
export const predictBody = z
  .strictObject(
    {
      symbol: symbol.meta({ examples: ['BTC/USDT'] }),
      timeframe: timeframe.meta({ examples: ['1h'] }),
      candles: z.unknown().meta(CANDLES_DOCUMENTED).optional(),
    },
    expected('field-prediction'),
  )
  .transform((body, context): PredictionRequest => {
    if (body.candles === undefined) return { symbol: body.symbol, timeframe: body.timeframe };
    const parsed = parseCandleRows(body.candles, body.timeframe);
    if (parsed.type === 'candles') return { symbol: body.symbol, timeframe: body.timeframe, candles: parsed.candles };
    context.addIssue({
      code: 'custom',
      path: [parsed.field],
      message: parsed.detail,
      params: { problem: BAD_CANDLES },
    });
    return z.NEVER;
  });

const dataQuality = z
  .object({ stamp: z.enum(['green', 'amber', 'red']), reasons: z.array(z.string()) })
  .describe('How far the look-back window can be trusted; red means no signal');

const marketSource = z.enum(['live', 'recorded', 'simulated']).describe('Where the candles come from');

/** What POST /predict answers. */
export const predictionSchema = z
  .object({
    id: z.string(),
    symbol: z.string(),
    timeframe: z.string(),
    closeTime: time.describe('Close of the newest candle used, UTC'),
    action: z.enum(['BUY', 'SELL', 'HOLD']).describe('HOLD: the published rule would say nothing'),
    direction: z.enum(['up', 'down']).describe('The likelier direction of the next candle, also with HOLD'),
    probabilityUp: fraction.describe('Calibrated probability that the next candle closes above its open'),
    confidencePercent: z.number().min(50).max(100),
    expectedValueBps: z
      .number()
      .nullable()
      .describe(
        'Expected value of one round trip after cost, basis points; null where past ones may as well have been worth nothing',
      ),
    costBps: z.number().describe('Of the round trip, basis points, as stated'),
    delayedByMs: z
      .int()
      .min(0)
      .describe(
        "How much later than paid keys the caller's tier hears of a followed market; 0 with a paid key and for your own candles",
      ),
    dataQuality,
    modelVersion: z.string(),
    disclaimer: z.string(),
  })
  .meta({ id: 'Prediction' });

const marketSchema = z
  .object({
    exchange: z.string(),
    symbol: z.string(),
    timeframe: z.string(),
    marketSource,
    lastCandleTime: time.nullable().describe('Close of the newest candle'),
    ageSeconds: z.number().nullable().describe('Product time since that close'),
    candles: z.int().describe('Candles stored'),
    gaps: z.int().describe('Candles missing among them while the market was open'),
    revisions: z.int().describe('Closed candles that the venue told differently afterwards'),
    dataQuality: dataQuality.nullable(),
    state: z
      .enum(['ok', 'closed', 'late', 'paused', 'disabled'])
      .describe(
        'late: the newest candle is overdue; paused, disabled: the venue is not asked for a while, or not again',
      ),
    stateReason: z.string().nullable().describe('Why the state is not ok'),
    modelVersion: z.string().nullable(),
    mutedReason: z.string().nullable().optional().describe('Why no signals are published, null when they are'),
  })
  .meta({ id: 'Market' });

export const signalSchema = z
  .object({
    id: z.string(),
    family: z.enum(SIGNAL_FAMILIES).describe('next-candle: about the next candle; swing: held for days'),
    exchange: z.string(),
    symbol: z.string(),
    timeframe: z.string(),
    closeTime: time.describe('Close of the candle decided upon; the position is entered at the next open'),
    action: z.enum(['BUY', 'SELL']),
    side: z.enum(['BUY', 'SELL']).describe('As action'),
    probabilityUp: fraction.nullable().describe('Of the next candle; null for a swing, which states none'),
    confidencePercent: z.number().min(50).max(100).nullable(),
    entry: z.number(),
    stop: z.number(),
    target: z.number().nullable(),
    expectedValueBps: z
      .number()
      .nullable()
      .describe('Of the position before cost, basis points; null where past statements do not support one'),
    expectedValueInterval: z.array(z.number()).length(2).nullable().describe('95 %'),
    costBps: z.number().describe('Of the round trip'),
    worthTrading: z.boolean().describe('Whether the expected value covers the cost; otherwise it is information'),
    horizonCandles: z.int().nullable().describe('Left at the close of so many candles; null: until an exit'),
    size: fraction.describe('Share of the account that loses 1 % of it at the stop'),
    dataQuality,
    modelVersion: z.string(),
    marketSource,
    createdAt: time,
    deliveredAt: time.nullable().describe('When it was first sent to anybody; null while it was not'),
    steps: z
      .array(
        z.object({
          type: z.enum(['trim', 'leave']),
          closeTime: time.describe('Close it was decided at; carried out at the next open'),
          close: z.number(),
          fraction: fraction.describe('Share of what is held that is sold'),
          reason: z.enum(STEP_REASONS),
        }),
      )
      .describe('What was published of the position since; empty for a signal about the next candle'),
    outcome: z
      .object({
        type: z.enum(['right', 'wrong', 'flat', 'void']).describe('void: the next candle never came'),
        open: z.number().nullable(),
        high: z.number().nullable(),
        low: z.number().nullable(),
        close: z.number().nullable(),
        returnBps: z.number().nullable().describe('As direction.grossBps'),
        direction: z
          .object({
            right: z.boolean().nullable().describe('Null when flat or void'),
            grossBps: z.number().nullable().describe('ln(close / open)·10⁴ signed by the side'),
            netBps: z.number().nullable().describe('Less costBps'),
          })
          .describe('Where the market went, from the open after the close to the close at the horizon'),
        plan: z
          .object({
            touched: z.enum(['stop', 'target', 'horizon', 'exit']),
            entryPrice: z.number().describe('The open after the close'),
            exitTime: time,
            exitPrice: z.number(),
            grossBps: z.number().describe('ln(exitPrice / entryPrice)·10⁴ signed by the side'),
            netBps: z.number().describe('Less costBps'),
          })
          .nullable()
          .describe('What a reader who did as printed had; null when void'),
        settledAt: time,
      })
      .nullable()
      .describe('Null until the next candle has closed, or a position was left'),
  })
  .meta({ id: 'Signal' });
export type SignalBody = z.infer<typeof signalSchema>;

export const marketsSchema = z.object({ markets: z.array(marketSchema) });

const A_LIMIT = expected('field-limit');
const A_TIME = expected('field-time');
const seriesFilter = { symbol: symbol.optional(), timeframe: timeframe.optional() };

export const signalsQuery = z.strictObject({
  ...seriesFilter,
  limit: z.coerce
    .number(A_LIMIT)
    .int(A_LIMIT)
    .min(1, A_LIMIT)
    .max(200, A_LIMIT)
    .default(50)
    .meta({ description: 'How many; 50 when left out' }),
  before: z.iso.datetime(A_TIME).optional().describe('Only signals created before this time: next of the page before'),
});

export const signalsSchema = z.object({
  signals: z.array(signalSchema).describe('Newest first'),
  next: time.nullable().describe('Give it as before for the page that follows; null at the end'),
  delayCandles: z.number().describe("How much later than the first tier this caller's tier sees a signal"),
});

export const signalParams = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{6,64}$/, expected('field-id')),
});

export const trackRecordQuery = z.strictObject(seriesFilter);

export const healthSchema = z.object({
  status: z.enum(['ok', 'failing']),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), say: z.string() })),
});

/** A documented answer in JSON. */
export function answer<S extends z.ZodType>(description: string, schema: S) {
  return { description, content: { 'application/json': { schema } } };
}

const PROBLEM_ANSWER = { description: 'A problem', content: { [PROBLEM_TYPE]: { schema: problemSchema } } };

/** The documented errors of a route. */
export function problemAnswers(...statuses: readonly number[]) {
  return Object.fromEntries(statuses.map((status) => [status, PROBLEM_ANSWER]));
}
