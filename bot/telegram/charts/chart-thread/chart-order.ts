import type { RuleTested } from '../../../../engine/backtest/ledger/published-rule.ts';
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

/** A picture that the product draws. */
export type ChartOrder = ThreadOrder | (InLanguage & { readonly type: 'signal' } & SignalPicture);
