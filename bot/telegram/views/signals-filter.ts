/** Which signals of a list are shown; null: any. */
export interface SignalsFilter {
  readonly state: 'open' | 'right' | 'wrong' | null;
  readonly side: 'BUY' | 'SELL' | null;
  /** Least confidence, 0..1. */
  readonly confidence: number | null;
  /** Only what is worth trading at the reader's cost. */
  readonly worth: boolean;
}

/** Every signal. */
export const NO_FILTER: SignalsFilter = { state: null, side: null, confidence: null, worth: false };

/** What the button goes through. */
export const STATES = [null, 'open', 'right', 'wrong'] as const;
export const SIDES = [null, 'BUY', 'SELL'] as const;
export const CONFIDENCES = [null, 0.55, 0.6, 0.65] as const;

/** A filter in the few letters that a button has room for: "oB2x". Empty: every signal. */
export function filterCode({ state, side, confidence, worth }: SignalsFilter): string {
  const level = CONFIDENCES.findIndex((each) => each === confidence);
  return [state?.charAt(0) ?? '', side?.charAt(0) ?? '', level > 0 ? level : '', worth ? 'x' : ''].join('');
}

/** The filter of a code; null when it is none. */
export function readFilter(code: string): SignalsFilter | null {
  const [whole, state = '', side = '', level = '0', worth] = /^([orw]?)([BS]?)([123]?)(x?)$/.exec(code) ?? [];
  if (whole === undefined) return null;
  return {
    state: STATES.find((each) => each?.charAt(0) === state) ?? null,
    side: SIDES.find((each) => each?.charAt(0) === side) ?? null,
    confidence: CONFIDENCES[Number(level)] ?? null,
    worth: worth === 'x',
  };
}
