import type { Texts } from '../../../bot/telegram/messages/texts.ts';
import { netSumsOf } from '../../../engine/signals/net-sum.ts';
import { CALIBRATION } from '../process/http-server.ts';
import { entryOf, rowOf, signalOf } from '../signal-fixtures.ts';

type Samples<K extends keyof Texts> = {
  readonly [Key in K]: readonly Parameters<Extract<Texts[Key], (...args: never[]) => string>>[];
};

/** What the texts under pictures of markets are called with; `x` stands for a value from outside. */
export function pictureSamples(
  x: string,
): Samples<'marketChartCaption' | 'marketChartEmpty' | 'calibration' | 'equity'> {
  const open = [entryOf(signalOf({ modelVersion: x }), null)];
  const series = { exchange: x, symbol: x, timeframe: '1h' } as const;
  return {
    marketChartCaption: [
      [{ series, price: 1_950, open }, { note: x }],
      [{ series, price: 1.08, open: [] }, { note: null }],
    ],
    marketChartEmpty: [[x]],
    equity: [
      [netSumsOf([rowOf(30), rowOf(-20), rowOf(5, { family: 'swing' })]), { market: x, note: x }],
      [[], { market: null, note: null }],
    ],
    calibration: [
      [CALIBRATION, { market: x, note: x }],
      [
        { ...CALIBRATION, rows: 0 },
        { market: null, note: null },
      ],
      [
        { ...CALIBRATION, reversalAccuracy: null },
        { market: null, note: null },
      ],
    ],
  };
}
