import type { ReasonOf } from '../reason.ts';
import { runningBase } from './live-calibration.ts';
import { firstAtOrAfter, type ScoredColumns } from './scored-history.ts';

/** Evidence against the model, nats, at which a market falls silent: odds of 1,097 to 1 for its base rate. */
export const MUTE_NATS = 7;
/** Evidence for the model, nats, gathered while silent, at which it speaks again: odds of 55 to 1. */
const SPEAK_NATS = 4;
/** A probability counts as at most this sure, so that one candle never decides alone. */
const MOST_SURE = 0.99;

/** One candle whose outcome is known: what the model and the base rate had predicted for it. */
export interface ScoredCandle {
  readonly probabilityUp: number;
  /** Share of up candles before it. */
  readonly baseUp: number;
  readonly isUp: boolean;
}

/** Where the sequential test stands. */
export interface MuteState {
  readonly isMuted: boolean;
  /** Evidence for a change of isMuted since it was last 0: against the model while it speaks, for it while it is mute. */
  readonly nats: number;
  /** Candles over which that evidence was gathered. */
  readonly candles: number;
  /** While mute: over how many candles the evidence that muted it was gathered; 0 otherwise. */
  readonly mutedOver: number;
}

/** A market of which nothing is known: it speaks. */
export const SPEAKING: MuteState = { isMuted: false, nats: 0, candles: 0, mutedOver: 0 };

const believed = (probability: number): number => Math.min(MOST_SURE, Math.max(1 - MOST_SURE, probability));

/** Log-likelihood ratio base ÷ model of one outcome, nats: positive where the base rate foretold it better. */
function evidenceAgainst({ probabilityUp, baseUp, isUp }: ScoredCandle): number {
  const [model, base] = [believed(probabilityUp), believed(baseUp)];
  return isUp ? Math.log(base / model) : Math.log((1 - base) / (1 - model));
}

/**
 * The state after one more scored candle, published or not: a one-sided CUSUM of the log-likelihood ratio (Page 1954, "Continuous
 * inspection schemes"), which may be looked at after every candle. While mute its mirror gathers evidence for the model.
 */
export function afterCandle(state: MuteState, candle: ScoredCandle): MuteState {
  const { isMuted, mutedOver } = state;
  const against = evidenceAgainst(candle);
  const nats = Math.max(0, state.nats + (isMuted ? -against : against));
  const candles = nats > 0 ? state.candles + 1 : 0;
  if (nats < (isMuted ? SPEAK_NATS : MUTE_NATS)) return { isMuted, nats, candles, mutedOver };
  return isMuted ? SPEAKING : { isMuted: true, nats: 0, candles: 0, mutedOver: candles };
}

/** The state of a series and the newest candle it has counted. */
export interface MuteProgress {
  readonly state: MuteState;
  readonly untilMs: number;
}

/**
 * The state after all settled rows of a series: those newer than `before` are added to it. Without it the rows are gone through from the
 * oldest, from silence where the first signal among them was withheld for that reason: so a restart changes nothing that was decided.
 */
export function muteProgress(columns: ScoredColumns, before: MuteProgress | null): MuteProgress {
  const { closeTimeMs, probabilityUp, up } = columns;
  const isKnown = (row: number): boolean => !Number.isNaN(up[row] ?? Number.NaN);
  const known = [...up.keys()].filter(isKnown);
  const base = runningBase(Float64Array.from(known, (row) => up[row] ?? 0));
  const from = before === null ? 0 : firstAtOrAfter(columns, before.untilMs + 1);
  let state = before?.state ?? startOf(columns);
  known.forEach((row, at) => {
    if (row < from) return;
    state = afterCandle(state, {
      probabilityUp: probabilityUp[row] ?? 0.5,
      baseUp: base[at] ?? 0.5,
      isUp: up[row] === 1,
    });
  });
  return { state, untilMs: Math.max(before?.untilMs ?? 0, closeTimeMs.at(-1) ?? 0) };
}

/** How a series stood when its oldest row was decided. */
function startOf({ published, withheld }: ScoredColumns): MuteState {
  const first = published.findIndex((isPublished, row) => isPublished === 1 || withheld[row] === 1);
  return withheld[first] === 1 ? { ...SPEAKING, isMuted: true } : SPEAKING;
}

/** Why the record of a series forbids it to publish. */
export type MuteReason = ReasonOf<'worse-than-base-rate'>;

/** Why a market in this state publishes nothing; null when it may publish. */
export function muteReason({ isMuted, mutedOver }: MuteState): MuteReason | null {
  if (!isMuted) return null;
  return {
    code: 'worse-than-base-rate',
    params: { candles: mutedOver, odds: Math.exp(MUTE_NATS), oddsToSpeak: Math.exp(SPEAK_NATS) },
  };
}
