import { z } from 'zod';
import type { QualityReason } from '../../../reason.ts';

const none = z.record(z.string(), z.never());
const share = z.object({ share: z.number() });
const shareOfCandles = z.object({ share: z.number(), candles: z.number() });

/**
 * A reason of data quality as signals keep it: `{ code, params }`. Signals from before there were codes keep English sentences: they
 * are read as code "text". A code that this version does not know is an error, like any other unsound document.
 */
export const storedReason: z.ZodType<QualityReason> = z.union([
  z.string().transform((text): QualityReason => ({ code: 'text', params: { text } })),
  z.discriminatedUnion('code', [
    z.object({ code: z.literal('text'), params: z.object({ text: z.string() }) }),
    z.object({ code: z.literal('no-candle'), params: none }),
    z.object({
      code: z.literal('level-changed'),
      params: z.object({ candlesAgo: z.number(), ratio: z.number() }),
    }),
    z.object({ code: z.literal('candles-missing'), params: share }),
    z.object({ code: z.literal('candles-revised'), params: share }),
    z.object({ code: z.literal('newest-reaches-far'), params: z.object({ ranges: z.number() }) }),
    z.object({ code: z.literal('price-still'), params: shareOfCandles }),
    z.object({ code: z.literal('untraded'), params: shareOfCandles }),
    z.object({ code: z.literal('newest-late'), params: z.object({ lateMs: z.number() }) }),
    z.object({ code: z.literal('newest-stale'), params: z.object({ staleMs: z.number() }) }),
    z.object({ code: z.literal('market-closes'), params: none }),
  ]),
]);
