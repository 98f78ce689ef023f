import { z } from 'zod';
import { SIGNAL_FAMILIES } from '../../engine/signals/signal.ts';
import { fraction, time } from './schemas.ts';

function interval<T extends z.ZodType>(of: T) {
  return z.array(of).length(2).nullable();
}

const planLine = z
  .object({
    count: z.int().describe('Without void ones'),
    won: z.int().describe('Above 0 after cost'),
    lost: z.int(),
    stopped: z.int(),
    atTarget: z.int(),
    winShare: fraction.nullable(),
    winShareInterval: interval(fraction).describe('95 %, Wilson clustered by close'),
    averageWinBps: z.number().nullable().describe('After cost'),
    averageLossBps: z.number().nullable(),
    averageGrossBps: z.number().nullable(),
    averageNetBps: z.number().nullable(),
    averageNetInterval: interval(z.number()).describe('95 %, clustered by close; null below eight closes'),
  })
  .meta({ id: 'PlanLine' });

export const recordLine = z
  .object({
    count: z.int(),
    closes: z.int().describe('Different closes among them: signals of one close are one bet'),
    right: z.int(),
    wrong: z.int(),
    flat: z.int(),
    void: z.int(),
    accuracy: fraction.nullable().describe('right / (right + wrong)'),
    accuracyInterval: interval(fraction).describe('95 %, Wilson clustered by close'),
    reversalAccuracy: fraction.nullable().describe('The reversal rule on the same candles: the baseline to beat'),
    averageReturnBps: z.number().nullable().describe('By direction, before cost'),
    averageNetBps: z.number().nullable().describe('By direction, after cost'),
    averageRightBps: z.number().nullable().describe('Of those that were right, before cost'),
    averageWrongBps: z.number().nullable(),
    plan: planLine.nullable().describe('Null for scored candles: they have no plan'),
  })
  .meta({ id: 'RecordLine' });

export const trackRecordSchema = z
  .object({
    from: time.nullable(),
    to: time.nullable(),
    published: recordLine.describe('Every signal, losers included'),
    allScored: recordLine.describe('Every candle scored, published or not'),
    perSeries: z.array(z.object({ series: z.string(), published: recordLine, allScored: recordLine })),
    worthTrading: recordLine.describe('Signals whose expected value covered the cost'),
    information: recordLine.describe('The other signals'),
    unreached: recordLine.describe('Signals that nobody got before their first candle was over'),
    last7Days: recordLine.describe('Up to the newest settled signal'),
    last30Days: recordLine,
    perMonth: z.array(z.object({ month: z.string(), published: recordLine })).describe('Newest first, UTC'),
    groups: z
      .array(
        z.object({
          assetClass: z.enum(['crypto', 'forex', 'metal']),
          family: z.enum(SIGNAL_FAMILIES),
          count: z.int(),
          averageNetBps: z.number(),
          interval: interval(z.number()).describe('95 %, clustered by week; null below eight weeks'),
          isShown: z.boolean().describe('The interval lies above 0, and no market lies wholly below'),
        }),
      )
      .describe('Net record by plan of what was worth trading'),
    equity: z
      .object({
        points: z.array(z.object({ time, equity: z.number() })),
        maxDrawdown: fraction,
      })
      .describe('An account that followed what was worth trading, by plan after cost, at the sizes printed'),
    disclaimer: z.string(),
  })
  .meta({ id: 'TrackRecord' });
