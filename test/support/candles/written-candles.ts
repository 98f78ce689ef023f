import type { CandleColumns } from '../../../engine/market/candle.ts';
import type { FileReading } from '../../../engine/market/import/layout.ts';
import { parseUtcOffset } from '../../../engine/market/import/time/clock.ts';
import { randomWalk } from './random-walk.ts';

export const HOUR_MS = 3_600_000;
export const START_MS = Date.UTC(2024, 0, 1);
const walk = randomWalk({ rows: 480, seed: 11, startMs: START_MS });
const rounded = (column: Float64Array): Float64Array => column.map((value) => Math.round(value * 1e3) / 1e3);
/** Prices of three decimals, volumes of none: what every format can write. */
export const market: CandleColumns = {
  ...walk,
  open: rounded(walk.open),
  high: rounded(walk.high),
  low: rounded(walk.low),
  close: rounded(walk.close),
  volume: walk.volume.map((volume) => Math.ceil(volume)),
};

export interface Candle {
  readonly ms: number;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
  readonly row: number;
}
export const candles: readonly Candle[] = Array.from(market.openTimeMs, (ms, row) => {
  const at = (column: Float64Array): number => column[row] ?? Number.NaN;
  return {
    ms,
    o: at(market.open),
    h: at(market.high),
    l: at(market.low),
    c: at(market.close),
    v: at(market.volume),
    row,
  };
});
export const newestFirst = [...candles].reverse();
export const lines = (write: (candle: Candle) => string, header: readonly string[] = [], of = candles): string =>
  `${[...header, ...of.map(write)].join('\n')}\n`;

export const iso = (ms: number): string => new Date(ms).toISOString();
export const part = (ms: number, from: number, to: number): string => iso(ms).slice(from, to);
export const ymd = (ms: number, mark = ''): string => part(ms, 0, 10).replaceAll('-', mark);
export const dmy = (ms: number, mark: string): string => part(ms, 0, 10).split('-').reverse().join(mark);
export const mdy = (ms: number): string => `${part(ms, 5, 7)}/${part(ms, 8, 10)}/${part(ms, 0, 4)}`;
export const wall = (ms: number): string => iso(ms).slice(0, 19).replace('T', ' ');
export const quote = ({ v, c }: Candle): number => v * c;
export const prices = ({ o, h, l, c }: Candle): string => [o, h, l, c].join(',');
export const texts = ({ o, h, l, c, v }: Candle): readonly string[] => [o, h, l, c, v].map(String);

export interface Format {
  readonly name: string;
  readonly file: () => string | Buffer;
  readonly reading?: Partial<FileReading>;
  readonly hasVolume?: false;
  readonly layout?: Readonly<Record<string, unknown>>;
}

export const shifted =
  (hours: number): ((ms: number) => number) =>
  (ms) =>
    ms + hours * HOUR_MS;
export const [broker, newYork] = [shifted(2), shifted(-5)];
export const offset = (text: string): Partial<FileReading> => ({ clock: parseUtcOffset(text) });
