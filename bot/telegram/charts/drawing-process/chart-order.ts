import type { RuleTested } from '../../../../engine/backtest/ledger/published-rule.ts';
import type { CalibrationPicture } from '../calibration-svg.ts';
import type { EquityPicture } from '../equity-svg.ts';
import type { MarketPicture } from '../market-svg.ts';
import type { SignalPicture } from '../signal-scene.ts';
import type { WhyPicture } from '../why-chart.ts';

interface InLanguage {
  /** IETF tag of the language of its words. */
  readonly languageCode: string;
}

/** A chart that ECharts draws. */
export type EChartsOrder = InLanguage &
  (
    | { readonly type: 'backtest'; readonly tested: RuleTested; readonly marketNote: string | null }
    | ({ readonly type: 'why' } & WhyPicture)
  );

/** What is put together as SVG on the event loop, in a millisecond, and only rasterized in the drawing process. */
export type SvgOrder = InLanguage &
  (
    | ({ readonly type: 'signal' } & SignalPicture)
    | ({ readonly type: 'market' } & MarketPicture)
    | ({ readonly type: 'calibration' } & CalibrationPicture)
    | ({ readonly type: 'equity' } & EquityPicture)
    | { readonly type: 'qr'; readonly text: string }
  );

/** A picture that the product draws. */
export type ChartOrder = EChartsOrder | SvgOrder;

/** What the drawing process is asked for: a chart, or only the pixels of a picture that is put together already. */
export type DrawingOrder = EChartsOrder | { readonly type: 'svg'; readonly svg: string };
