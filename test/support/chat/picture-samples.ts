import type { Texts } from '../../../bot/telegram/messages/texts.ts';
import { CALIBRATION } from '../process/http-server.ts';
import { entryOf, signalOf } from '../signal-fixtures.ts';

type Samples<K extends keyof Texts> = {
  readonly [Key in K]: readonly Parameters<Extract<Texts[Key], (...args: never[]) => string>>[];
};

/** What the texts under pictures of markets are called with; `x` stands for a value from outside. */
export function pictureSamples(x: string): Samples<'marketChartCaption' | 'marketChartEmpty' | 'calibration'> {
  const open = [entryOf(signalOf({ modelVersion: x }), null)];
  const series = { exchange: x, symbol: x, timeframe: '1h' } as const;
  return {
    marketChartCaption: [
      [{ series, price: 1_950, open }, { note: x }],
      [{ series, price: 1.08, open: [] }, { note: null }],
    ],
    marketChartEmpty: [[x]],
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
