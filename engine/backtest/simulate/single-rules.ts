import type { SideSign } from '../../signals/fills.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import { ENTER_LONG, ENTER_SHORT, LEAVE_LONG, LEAVE_SHORT } from '../plan/signal-columns.ts';

/** The numbers of a plan that the short way can take: one market, one position, everything a fixed fraction. */
export interface SingleRules {
  readonly startEquity: number;
  readonly enterMask: number;
  readonly leaveLongMask: number;
  readonly leaveShortMask: number;
  /** Fractions of the entry price; Infinity for none. */
  readonly stop: number;
  readonly target: number;
  readonly horizonCandles: number;
  /** Bits that start a long's or a short's horizon anew; 0 for none. */
  readonly renewLongMask: number;
  readonly renewShortMask: number;
  readonly fraction: number;
  readonly fee: number;
  /** Half spread and slippage. */
  readonly adverse: number;
  readonly lotStep: number;
}

/** ENTER bits that the plan's sides allow. */
export function enterMaskOf({ sides }: BacktestPlan): number {
  return sides === 'both' ? ENTER_LONG | ENTER_SHORT : sides === 'long' ? ENTER_LONG : ENTER_SHORT;
}

/** Bits that end a position of a side. */
export function leaveMaskOf(side: SideSign, { exitOnOpposite }: BacktestPlan): number {
  if (side > 0) return LEAVE_LONG | (exitOnOpposite ? ENTER_SHORT : 0);
  return LEAVE_SHORT | (exitOnOpposite ? ENTER_LONG : 0);
}

/** Bits that start the horizon of a position of a side anew. */
export function renewMaskOf(side: SideSign, { renewHorizon }: BacktestPlan): number {
  return renewHorizon ? (side > 0 ? ENTER_LONG : ENTER_SHORT) : 0;
}

/** The plan as the short way takes it, or null when it needs the general one. */
export function singleRulesOf(plan: BacktestPlan): SingleRules | null {
  const { stop, target, costs, sizing } = plan;
  const isPlain =
    plan.entry.type === 'market' &&
    plan.trailing === null &&
    plan.breakEven === null &&
    plan.timeExit === null &&
    plan.maxPositions === 1 &&
    plan.maxDailyLoss === null &&
    plan.coolDown === null &&
    plan.maxDrawdown === null &&
    costs.slippageSigmas === 0 &&
    costs.makerFee === null &&
    costs.fundingPer8h === 0;
  if (!isPlain || costs.halfSpread.type !== 'fixed') return null;
  if (sizing.type !== 'fraction' || sizing.fraction > plan.maxExposure) return null;
  if ((stop !== null && stop.type !== 'percent') || (target !== null && target.type !== 'percent')) return null;
  return {
    startEquity: plan.startEquity,
    enterMask: enterMaskOf(plan),
    leaveLongMask: leaveMaskOf(1, plan),
    leaveShortMask: leaveMaskOf(-1, plan),
    stop: stop?.fraction ?? Number.POSITIVE_INFINITY,
    target: target?.fraction ?? Number.POSITIVE_INFINITY,
    horizonCandles: plan.horizonCandles ?? Number.POSITIVE_INFINITY,
    renewLongMask: renewMaskOf(1, plan),
    renewShortMask: renewMaskOf(-1, plan),
    fraction: sizing.fraction,
    fee: costs.fee,
    adverse: costs.halfSpread.fraction + costs.slippage,
    lotStep: plan.lotStep ?? 0,
  };
}
