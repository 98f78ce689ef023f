import type { CandleColumns } from '../../market/candle.ts';
import type { Bar, SideSign } from '../../signals/fills.ts';
import { DAY_MS } from '../../time.ts';
import { adverseAt } from '../plan/costs.ts';
import { ENTER_LONG } from '../plan/signal-columns.ts';
import { marketAt } from './book.ts';
import { openPosition } from './entries.ts';
import { entryVoid } from './entry-void.ts';
import { volatilityAt } from './positions.ts';
import { positionsIn, type SimulationState } from './simulation-state.ts';

/** An order that is carried out in this step. */
interface Entry {
  readonly market: number;
  readonly row: number;
  readonly side: SideSign;
  readonly signalRow: number;
  readonly raw: number;
  readonly isMaker: boolean;
  readonly ownsCandle: boolean;
  /** Of its signal; 0 where signals have none. */
  readonly strength: number;
}

/** A market's place in a step. */
export interface MarketStep {
  readonly market: number;
  readonly row: number;
  readonly step: number;
}

/** The prices of one candle. */
export function barAt({ open, high, low }: CandleColumns, row: number): Bar {
  return { open: open[row] ?? Number.NaN, high: high[row] ?? Number.NaN, low: low[row] ?? Number.NaN };
}

function carryOut(
  state: SimulationState,
  entry: Entry,
  money: { readonly equity: number; readonly room: number },
): void {
  const { plan, markets, book } = state;
  const { market: number, row, side, signalRow, raw, isMaker, ownsCandle } = entry;
  const market = marketAt(markets, number);
  const { fee, makerFee } = plan.costs;
  const position = openPosition({
    plan,
    market,
    marketNumber: number,
    side,
    signalRow,
    entryRow: row,
    raw,
    adverse: isMaker ? 0 : adverseAt(plan, market, row - 1),
    fee: isMaker ? (makerFee ?? fee) : fee,
    volatility: volatilityAt(market, signalRow),
    ...money,
    ownsCandle,
  });
  if (position === null) state.skippedEntries += 1;
  else book.open(position);
}

/** Counts an entry that is void at this row; whether it is. */
function isVoid(state: SimulationState, market: number, row: number): boolean {
  const cause = entryVoid(state.plan, marketAt(state.markets, market), row);
  if (cause === null) return false;
  state.skippedEntries += 1;
  if (cause === 'late') state.lateEntries += 1;
  else state.brokenEntries += 1;
  return true;
}

/** The side that the signal before this row enters, if the plan allows another position now. */
function entrySide(state: SimulationState, { market: number, row, step }: MarketStep): SideSign | null {
  const { plan, markets, book, enterMask } = state;
  const market = marketAt(markets, number);
  const wanted = (market.signals.action[row - 1] ?? 0) & enterMask;
  if (row === 0 || wanted === 0) return null;
  const side: SideSign = (wanted & ENTER_LONG) !== 0 ? 1 : -1;
  const open = positionsIn(book, number);
  if (open.length >= plan.maxPositions || open.some((each) => each.side !== side)) return null;
  if (isVoid(state, number, row)) return null;
  const day = Math.floor((market.candles.openTimeMs[row] ?? 0) / DAY_MS);
  if (state.isStopped || step < state.coolUntilStep || day === state.haltedDay) {
    state.skippedEntries += 1;
    return null;
  }
  return side;
}

function strengthAt({ markets }: SimulationState, market: number, row: number): number {
  const strength = marketAt(markets, market).signals.strength?.[row] ?? 0;
  return Number.isNaN(strength) ? Number.NEGATIVE_INFINITY : strength;
}

/** The entry that a signal before this row makes at its open; a plan that enters by limit gets a resting order instead. */
function openingEntry(state: SimulationState, at: MarketStep): Entry | null {
  const { plan, markets } = state;
  const { market, row } = at;
  const { candles } = marketAt(markets, market);
  const side = entrySide(state, at);
  if (side === null) return null;
  const signalRow = row - 1;
  const strength = strengthAt(state, market, signalRow);
  if (plan.entry.type === 'market')
    return { market, row, side, signalRow, raw: candles.open[row] ?? 0, isMaker: false, ownsCandle: true, strength };
  const price = (candles.close[signalRow] ?? 0) * (1 - side * plan.entry.offset);
  state.resting[market] = { side, signalRow, price, lastRow: signalRow + plan.entry.patienceCandles };
  return null;
}

/** A resting entry is filled at an open beyond its price, or once price trades through it within the candle. */
function restingEntry(state: SimulationState, { market, row }: MarketStep): Entry | null {
  const order = state.resting[market] ?? null;
  if (order === null) return null;
  const { plan, markets, book } = state;
  const { side, price, signalRow } = order;
  if (row > signalRow + 1 && isVoid(state, market, row)) {
    state.resting[market] = null;
    return null;
  }
  const { open, high, low } = barAt(marketAt(markets, market).candles, row);
  const isAtOpen = side * (open - price) <= 0;
  const through = side * ((side > 0 ? low : high) - price);
  const isFilled = isAtOpen || (plan.costs.makerFee === null ? through <= 0 : through < 0);
  const isFull = positionsIn(book, market).length >= plan.maxPositions;
  if (isFilled || isFull || row >= order.lastRow) state.resting[market] = null;
  if (!isFilled || isFull) return null;
  const isMaker = plan.costs.makerFee !== null;
  const strength = strengthAt(state, market, signalRow);
  return { market, row, side, signalRow, raw: isAtOpen ? open : price, isMaker, ownsCandle: isAtOpen, strength };
}

/**
 * Carries out the entries of a step. Where markets compete for the same equity the strongest signal is served first;
 * equally strong ones, and those of sources without a strength, get equal parts of what is left, so that the order in
 * which markets were named decides nothing.
 */
export function enterStep(state: SimulationState, present: readonly MarketStep[]): void {
  const { plan, book } = state;
  const entries = present.flatMap((at) =>
    [openingEntry(state, at), restingEntry(state, at)].filter((entry) => entry !== null),
  );
  if (entries.length === 0) return;
  if (entries.length > 1) entries.sort((a, b) => (a.strength === b.strength ? 0 : b.strength > a.strength ? 1 : -1));
  for (let at = 0; at < entries.length; ) {
    const equally = entries.filter(({ strength }, index) => index >= at && strength === entries[at]?.strength);
    at += equally.length;
    const equity = book.equity();
    if (equity <= 0) continue;
    const invested = book.invested();
    const left = invested === 0 ? plan.maxExposure : plan.maxExposure - invested / equity;
    const room = equally.length === 1 ? left : left / equally.length;
    for (const entry of equally) carryOut(state, entry, { equity, room });
  }
}
