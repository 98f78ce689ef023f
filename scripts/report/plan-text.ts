import type { BacktestPlan, Costs, HalfSpread, Level, Sizing } from '../../engine/backtest/plan/plan.ts';
import { CRYPTO_COST_PER_SIDE_BPS } from '../../engine/signals/cost.ts';
import type { FigureLine } from './backtest-figures.ts';
import { percentText, plainText } from './number-text.ts';

/** "2 %", "1.5 σ24", "3 ATR", "as the signal says", or "none". */
export function levelText(level: Level | null): string {
  if (level === null) return 'none';
  switch (level.type) {
    case 'percent':
      return percentText(level.fraction);
    case 'atr':
      return `${plainText(level.multiple)} ATR`;
    case 'sigma':
      return `${plainText(level.multiple)} σ24`;
    case 'signal':
      return 'as the signal says';
  }
}

function sizingText(sizing: Sizing): string {
  switch (sizing.type) {
    case 'fraction':
      return `${percentText(sizing.fraction)} of equity`;
    case 'volatility':
      return `for ${percentText(sizing.perYear)} volatility a year, at most ${percentText(sizing.cap)} of equity`;
    case 'kelly':
      return `${plainText(sizing.share)} of Kelly's fraction, at most ${percentText(sizing.cap)} of equity`;
  }
}

const bps = (fraction: number): string => `${plainText(fraction * 1e4)} bps`;

function spreadText(spread: HalfSpread): string {
  switch (spread.type) {
    case 'fixed':
      return bps(spread.fraction);
    case 'measured':
      return 'as quoted at each candle';
    case 'published':
      return (
        `the published table: crypto ${CRYPTO_COST_PER_SIDE_BPS[spread.scenario]} ` +
        `bps a side (${spread.scenario}), forex by quote or hour`
      );
  }
}

function costLines(costs: Costs): readonly FigureLine[] {
  return [
    [
      'Fee a side',
      bps(costs.fee),
      costs.makerFee === null ? 'Of the traded value.' : `Resting orders pay ${bps(costs.makerFee)}.`,
    ],
    ['Half spread', spreadText(costs.halfSpread), 'Paid at every market order.'],
    [
      'Slippage',
      costs.slippageSigmas > 0
        ? `${bps(costs.slippage)} + ${plainText(costs.slippageSigmas)} σ24`
        : bps(costs.slippage),
      'On top of the spread.',
    ],
    ...(costs.fundingPer8h === 0
      ? []
      : ([['Funding', `${bps(costs.fundingPer8h)} every 8 h`, 'Longs pay shorts.']] as const)),
  ];
}

function gapsText(gaps: BacktestPlan['gaps']): string {
  if (gaps === 'fill') return 'entered at the next open';
  return gaps === 'skip' ? 'dropped' : `dropped when more than ${gaps.maxCandles} candles late`;
}

/** The rules of a backtest, as figures of a report. */
export function planLines(plan: BacktestPlan): readonly FigureLine[] {
  const { entry, coolDown, timeExit } = plan;
  const optional: readonly (FigureLine | null)[] = [
    plan.trailing === null
      ? null
      : ['Trailing stop', levelText(plan.trailing), 'Follows the best price since the entry.'],
    plan.breakEven === null
      ? null
      : ['Break-even', levelText(plan.breakEven), 'After this move the stop lies at the entry.'],
    plan.horizonCandles === null
      ? null
      : [
          'Horizon',
          `${plan.horizonCandles} candle${plan.horizonCandles === 1 ? '' : 's'}`,
          plan.renewHorizon
            ? 'Left at the close of that candle, unless the next signal confirms the side: then held on, its cost paid once.'
            : 'Left at the close of that candle.',
        ],
    timeExit === null ? null : ['Time exit', `${timeExit.hourUtc}:00 UTC`, 'Left at that hour.'],
    plan.maxDailyLoss === null
      ? null
      : [
          'Daily loss',
          percentText(plan.maxDailyLoss),
          'Left within the candle that reaches it; then nothing more that day.',
        ],
    plan.maxDrawdown === null
      ? null
      : ['Drawdown limit', percentText(plan.maxDrawdown), 'Left within the candle that reaches it; then nothing more.'],
    coolDown === null
      ? null
      : ['Cool-down', `${coolDown.losses} losses`, `Then ${coolDown.candles} candles without entry.`],
  ];
  return [
    [
      'Sides',
      plan.sides,
      plan.exitOnOpposite ? 'A signal of the other side ends a position.' : 'Other signals do not end a position.',
    ],
    [
      'Entry',
      entry.type === 'market' ? 'next open' : `limit ${bps(entry.offset)} better`,
      entry.type === 'market' ? 'The candle after the decision.' : `Waits ${entry.patienceCandles} candles.`,
    ],
    ['Stop', levelText(plan.stop), 'First when one candle touches stop and target; a gap fills at the open.'],
    ['Target', levelText(plan.target), 'Fills at its price, or at an open beyond it.'],
    ['Missing candles', gapsText(plan.gaps), 'What becomes of an entry after them; closing times are none.'],
    ...optional.filter((line) => line !== null),
    [
      'Size',
      sizingText(plan.sizing),
      `At most ${plan.maxPositions} open in a market, ${percentText(plan.maxExposure)} of equity in all.`,
    ],
    ...costLines(plan.costs),
  ];
}
