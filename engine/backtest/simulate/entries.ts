import { filledPrice, type SideSign, unitsFor } from '../../signals/fills.ts';
import { TRADING_YEAR_MS } from '../../time.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan, Sizing } from '../plan/plan.ts';
import { levelPrice, type Position, type Volatility } from './positions.ts';

/** An entry about to be carried out. */
export interface EntryQuestion {
  readonly plan: BacktestPlan;
  readonly market: BacktestMarket;
  readonly marketNumber: number;
  readonly side: SideSign;
  readonly signalRow: number;
  readonly entryRow: number;
  /** The market's price at which the order is carried out. */
  readonly raw: number;
  readonly adverse: number;
  /** Fee of this order; that of resting orders for one of them. */
  readonly fee: number;
  readonly volatility: Volatility;
  readonly equity: number;
  /** Share of equity that may still be invested. */
  readonly room: number;
  /** Whether the position sees the whole entry candle (filled at its open) or only what came after. */
  readonly ownsCandle: boolean;
}

function kellyFraction(
  question: EntryQuestion,
  { stop, target }: { readonly stop: number; readonly target: number },
): number {
  const { raw, market, signalRow } = question;
  const probability = market.signals.strength?.[signalRow] ?? Number.NaN;
  const odds = Number.isFinite(stop) && Number.isFinite(target) ? Math.abs(target - raw) / Math.abs(raw - stop) : 1;
  return probability - (1 - probability) / odds;
}

/** Share of equity that the plan's sizing wants; NaN when what it depends on is unknown. */
function wantedFraction(
  sizing: Sizing,
  question: EntryQuestion,
  levels: { readonly stop: number; readonly target: number },
): number {
  switch (sizing.type) {
    case 'fraction':
      return sizing.fraction;
    case 'volatility': {
      const yearly = question.volatility.sigma * Math.sqrt(TRADING_YEAR_MS / question.plan.timeframeMs);
      return Math.min(sizing.cap, sizing.perYear / yearly);
    }
    case 'kelly':
      return Math.min(sizing.cap, sizing.share * kellyFraction(question, levels));
  }
}

/** The position that an entry opens, or null when it cannot be: no equity or exposure left, volatility unknown, less than a lot. */
export function openPosition(question: EntryQuestion): Position | null {
  const { plan, market, side, raw, adverse, fee, volatility, signalRow, equity, room } = question;
  const back: SideSign = side > 0 ? -1 : 1;
  const { stopPrice, targetPrice } = market.signals;
  const stop = levelPrice(plan.stop, { raw, direction: back, volatility, named: stopPrice?.[signalRow] });
  const target = levelPrice(plan.target, { raw, direction: side, volatility, named: targetPrice?.[signalRow] });
  const wanted = wantedFraction(plan.sizing, question, { stop, target });
  const trailKnown =
    (plan.trailing?.type !== 'atr' || !Number.isNaN(volatility.atr)) &&
    (plan.trailing?.type !== 'sigma' || !Number.isNaN(volatility.sigma));
  if (!trailKnown || Number.isNaN(stop) || Number.isNaN(target) || Number.isNaN(wanted)) return null;
  const fraction = Math.min(wanted, room);
  const entryPrice = filledPrice(raw, side, adverse);
  const units = unitsFor({ equity, fraction, price: entryPrice, fee, lotStep: plan.lotStep ?? 0 });
  if (units === 0) return null;
  return {
    market: question.marketNumber,
    side,
    units,
    signalRow,
    entryRow: question.entryRow,
    horizonRow: question.entryRow,
    entryRaw: raw,
    entryPrice,
    entryFee: units * entryPrice * fee,
    stop,
    stopReason: 'stop',
    target,
    best: raw,
    leaving: null,
    funding: 0,
    ownsCandle: question.ownsCandle,
  };
}
