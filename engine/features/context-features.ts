import type { FeatureRow } from './feature-row.ts';
import * as kernels from './kernels.ts';

/** A column of what was known around the candles, as it stands. */
function known(
  row: Pick<FeatureRow, 'name' | 'group' | 'formula' | 'why' | 'source'>,
  column: FeatureRow['needs'][number],
): FeatureRow {
  return { ...row, window: 1, optional: true, needs: [column], fill: kernels.copyOf(column) };
}

const LEAD_SOURCE = 'Hou 2007, "Industry information diffusion and the lead-lag effect in stock returns"';
const PATH_SOURCE = 'Andersen and Bollerslev 1998, "Answering the skeptics"; Lo, Mamaysky and Wang 2000';
const FUNDING_SOURCE = 'He, Manela, Ross and von Wachter 2022, "Fundamentals of perpetual futures"';

/**
 * Features of what lies around the series: other markets, the path within the candle, what was published. They are read
 * only where a data set, or a live feed, has them, and are unknown (NaN) elsewhere.
 */
export const CONTEXT_FEATURES: readonly FeatureRow[] = [
  known(
    {
      name: 'leader_return',
      group: 'market',
      formula: 'return_1 of BTC over the same candle',
      why: 'Bitcoin moves first; what the other coins have not followed yet comes with the next candle.',
      source: LEAD_SOURCE,
    },
    'leaderReturn',
  ),
  known(
    {
      name: 'leader_close_location',
      group: 'market',
      formula: 'close_location of BTC over the same candle',
      why: 'Whether the leader closed its candle under pressure.',
      source: LEAD_SOURCE,
    },
    'leaderCloseLocation',
  ),
  {
    name: 'leader_gap',
    group: 'market',
    formula: 'return_1 − leader_return',
    window: 25,
    why: "A move that the leader did not make is the coin's own, and is given back sooner.",
    source: LEAD_SOURCE,
    optional: true,
    needs: ['logReturn', 'perSigma24', 'leaderReturn'],
    fill: kernels.returnGap('leaderReturn'),
  },
  known(
    {
      name: 'market_return',
      group: 'market',
      formula:
        'mean return_1 of the other markets over the same candle, in the direction of this one against the dollar',
      why: 'What moves everything at once is news; what moves one market alone is mostly noise.',
      source: 'Lo and MacKinlay 1990, "When are contrarian profits due to stock market overreaction?"',
    },
    'marketReturn',
  ),
  known(
    {
      name: 'market_close_location',
      group: 'market',
      formula: 'mean close_location of the other markets over the same candle, turned likewise',
      why: 'Whether the others closed under the same pressure.',
      source: 'as market_return',
    },
    'marketCloseLocation',
  ),
  {
    name: 'market_gap',
    group: 'market',
    formula: 'return_1 − market_return',
    window: 25,
    why: 'A move that the market did not make is given back sooner.',
    source: 'as market_return',
    optional: true,
    needs: ['logReturn', 'perSigma24', 'marketReturn'],
    fill: kernels.returnGap('marketReturn'),
  },
  known(
    {
      name: 'symbol_code',
      group: 'market',
      formula: 'FNV-1a hash of the symbol / 2³², where several markets are trained together',
      why: 'Trees can tell a pooled market from the others where it behaves otherwise.',
      source: 'Gu, Kelly and Xiu 2020, "Empirical asset pricing via machine learning" (pooled panels)',
    },
    'symbolCode',
  ),
  known(
    {
      name: 'path_late',
      group: 'path',
      formula: 'move of the last quarter of the candle / its range, from finer candles',
      why: 'A push that came at the very end has had no time to be given back.',
      source: PATH_SOURCE,
    },
    'pathLate',
  ),
  known(
    {
      name: 'path_turn',
      group: 'path',
      formula: '(time of the high − time of the low) / length, −1..1, from finer candles',
      why: 'A candle that made its low last is falling into its close.',
      source: PATH_SOURCE,
    },
    'pathTurn',
  ),
  known(
    {
      name: 'path_efficiency',
      group: 'path',
      formula: '(c − o) / Σ |finer moves|, −1..1',
      why: 'A straight way up was one large order; a crooked one was haggling.',
      source: 'Kaufman 1995, "Smarter trading" (efficiency ratio)',
    },
    'pathEfficiency',
  ),
  known(
    {
      name: 'path_close_location',
      group: 'path',
      formula: 'close_location of the last finer candle',
      why: 'The pressure of the last minutes, which the whole candle hides.',
      source: PATH_SOURCE,
    },
    'pathCloseLocation',
  ),
  known(
    {
      name: 'funding_rate',
      group: 'funding',
      formula: 'newest published funding rate of the perpetual',
      why: 'Who pays to hold the crowded side will leave it first.',
      source: FUNDING_SOURCE,
    },
    'fundingRate',
  ),
  known(
    {
      name: 'funding_change',
      group: 'funding',
      formula: 'funding_rate less the rate known a day before',
      why: 'Crowding that grows is another thing than crowding that is there.',
      source: FUNDING_SOURCE,
    },
    'fundingChange',
  ),
  known(
    {
      name: 'long_short_ratio',
      group: 'sentiment',
      formula: 'ln of the newest published ratio of long to short accounts',
      why: 'Small accounts tend to stand on the wrong side together.',
      source: 'Barber and Odean 2000, "Trading is hazardous to your wealth"',
    },
    'longShortRatio',
  ),
  known(
    {
      name: 'long_short_change',
      group: 'sentiment',
      formula: 'long_short_ratio less what was known a day before',
      why: 'Who has just joined has the least patience.',
      source: 'as long_short_ratio',
    },
    'longShortChange',
  ),
  known(
    {
      name: 'fear_greed',
      group: 'sentiment',
      formula: 'newest published Fear & Greed index (0..100) − 50',
      why: 'Extremes of mood are said to turn.',
      source: 'Baker and Wurgler 2007, "Investor sentiment in the stock market"',
    },
    'fearGreed',
  ),
  known(
    {
      name: 'fear_greed_change',
      group: 'sentiment',
      formula: 'fear_greed less what was known a day before',
      why: 'A mood that swings is another thing than a mood that lasts.',
      source: 'as fear_greed',
    },
    'fearGreedChange',
  ),
];
