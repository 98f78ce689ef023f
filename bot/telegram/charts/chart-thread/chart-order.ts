import type { RuleTested } from '../../../../engine/backtest/ledger/published-rule.ts';
import type { CandleColumns } from '../../../../engine/market/candle.ts';
import type { ShownSignal } from '../../../answers/reader-signal.ts';
import type { WhyPicture } from '../why-chart.ts';

/** What a chart thread is asked to draw. */
export type ChartOrder = {
  /** IETF tag of the language of its words. */
  readonly languageCode: string;
} & (
  | { readonly type: 'signal'; readonly entry: ShownSignal; readonly candles: CandleColumns }
  | { readonly type: 'backtest'; readonly tested: RuleTested; readonly marketNote: string | null }
  | ({ readonly type: 'why' } & WhyPicture)
);

/** What it answers: one message for each order. */
export type ChartMessage =
  | { readonly type: 'drawn'; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly type: 'failed'; readonly message: string };
