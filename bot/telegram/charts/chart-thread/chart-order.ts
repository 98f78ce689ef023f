import type { RuleTested } from '../../../../engine/backtest/ledger/published-rule.ts';
import type { CalibrationPicture } from '../calibration-svg.ts';
import type { MarketPicture } from '../market-svg.ts';
import type { SignalPicture } from '../signal-scene.ts';
import type { WhyPicture } from '../why-chart.ts';

interface InLanguage {
  /** IETF tag of the language of its words. */
  readonly languageCode: string;
}

/** What a chart thread is asked to draw. */
export type ThreadOrder = InLanguage &
  (
    | { readonly type: 'backtest'; readonly tested: RuleTested; readonly marketNote: string | null }
    | ({ readonly type: 'why' } & WhyPicture)
  );

/** What is put together as SVG on the event loop, in a millisecond, and only rasterized in a thread. */
export type SvgOrder = InLanguage &
  (
    | ({ readonly type: 'signal' } & SignalPicture)
    | ({ readonly type: 'market' } & MarketPicture)
    | ({ readonly type: 'calibration' } & CalibrationPicture)
  );

/** A picture that the product draws. */
export type ChartOrder = ThreadOrder | SvgOrder;
