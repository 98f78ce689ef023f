/** 1 long, −1 short; as an order: 1 buys, −1 sells. */
export type SideSign = 1 | -1;

// The simulators of a backtest and the outcomes of signals share this arithmetic, so that they agree to the last bit.

/** The price an order gets: worse than the market by the fraction `adverse`. */
export function filledPrice(raw: number, order: SideSign, adverse: number): number {
  return raw * (1 + order * adverse);
}

/** What an entry is sized by. */
export interface SizeQuestion {
  readonly equity: number;
  readonly fraction: number;
  readonly price: number;
  readonly fee: number;
  readonly lotStep: number;
}

/** Units that `fraction` of equity buys, the entry fee included, rounded down to whole lots (lotStep 0: any size); 0 when none. */
export function unitsFor({ equity, fraction, price, fee, lotStep }: SizeQuestion): number {
  const units = (equity * fraction) / (price * (1 + fee));
  const sized = lotStep > 0 ? Math.floor(units / lotStep) * lotStep : units;
  return sized > 0 ? sized : 0;
}

/** Profit of a move on so many units, before fees. */
export function moveValue(side: SideSign, units: number, move: { readonly from: number; readonly to: number }): number {
  return side * units * (move.to - move.from);
}

/** What leaving a position at the market price `raw` adds to its money: the profit of the move less the exit's own costs. */
export function exitValue(
  { side, units, entryPrice }: { readonly side: SideSign; readonly units: number; readonly entryPrice: number },
  raw: number,
  { adverse, fee }: { readonly adverse: number; readonly fee: number },
): number {
  const exitPrice = filledPrice(raw, side > 0 ? -1 : 1, adverse);
  return moveValue(side, units, { from: entryPrice, to: exitPrice }) - units * exitPrice * fee;
}

/**
 * How far (0..1) along a fall from `start` to `end` the value `floor` is reached: 0 when it starts there or below,
 * Infinity when it is not reached.
 */
export function shareUntil(start: number, end: number, floor: number): number {
  if (start <= floor) return 0;
  return end > floor ? Number.POSITIVE_INFINITY : (start - floor) / (start - end);
}

/** One candle as a position meets it. */
export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
}

/** What a position leaves at within a candle; a level that it does not have is the infinite price that is never reached. */
export interface HeldLevels {
  readonly side: SideSign;
  readonly stop: number;
  readonly target: number;
  /** False in the candle within which a resting entry was filled: what it did before is not the position's. */
  readonly ownsCandle: boolean;
}

/** The level that was reached, and the market price at which the position left. */
export interface LevelTouch {
  readonly level: 'stop' | 'target';
  readonly price: number;
}

/**
 * Whether stop or target was reached within a candle. A level that the open lies beyond is filled at the open; of two
 * reached in one candle the stop counts; a resting target (targetRests) needs a trade beyond it. Within the candle of a
 * resting entry only the stop counts, since price came from the other side.
 */
export function levelTouched(position: HeldLevels, { open, high, low }: Bar, targetRests: boolean): LevelTouch | null {
  const { side, stop, target, ownsCandle } = position;
  const worst = side > 0 ? low : high;
  const bestPrice = side > 0 ? high : low;
  if (ownsCandle && side * (open - stop) <= 0) return { level: 'stop', price: open };
  if (ownsCandle && side * (open - target) >= 0) return { level: 'target', price: open };
  if (side * (worst - stop) <= 0) return { level: 'stop', price: stop };
  const beyond = side * (bestPrice - target);
  if (ownsCandle && (targetRests ? beyond > 0 : beyond >= 0)) return { level: 'target', price: target };
  return null;
}

/** ln(to / from) in basis points, signed by the side, before cost: what a position gained on the way. */
export function gainBps(side: SideSign, move: { readonly from: number; readonly to: number }): number {
  return move.to === move.from ? 0 : side * Math.log(move.to / move.from) * 10_000;
}
