import type { Signal } from '../../../../engine/signals/signal.ts';
import { priceDecimals } from '../price-decimals.ts';

/** What the copy buttons of a signal put on the clipboard: for order forms and programs, so the same in every language. */
export interface CopiedLevels {
  /** "65432.10": no group of digits, a point before the decimals, no sign that nobody sees. */
  readonly entry: string;
  readonly stop: string;
  /** Null: it is left when an exit is posted. */
  readonly target: string | null;
  /** "BUY BTCUSDT @ 65432.10 SL 64900.00 TP 66200.00": one line as copier programs read it. */
  readonly all: string;
}

export function copiedLevels({ side, series, entry, stop, target }: Signal): CopiedLevels {
  const decimals = priceDecimals(series.symbol, target === null ? [entry, stop] : [entry, stop, target]);
  const price = (level: number): string => level.toFixed(decimals);
  const [symbol = ''] = series.symbol.split(':');
  const levels = { entry: price(entry), stop: price(stop), target: target === null ? null : price(target) };
  const takeProfit = levels.target === null ? '' : ` TP ${levels.target}`;
  return {
    ...levels,
    all: `${side} ${symbol.replace('/', '').replaceAll(/[^A-Za-z0-9.]/g, '')} @ ${levels.entry} SL ${levels.stop}${takeProfit}`,
  };
}
