import { sortedQuantile } from '../math.ts';
import { normalFrom, type Random } from '../random.ts';
import { afterCandle, type MuteState, SPEAKING } from './mute-state.ts';

/** Brier skills at which a working model is simulated: from barely useful to better than any measured. */
const SIMULATED_SKILLS = [0.002, 0.003, 0.007, 0.012] as const;
/** The skill that is lost, reversed and regained. */
const CHANGING_SKILL = 0.007;
const CANDLES_A_DAY = 24;
const CANDLES_A_YEAR = 365 * CANDLES_A_DAY;
/** Candles before the counting begins, so that the test stands where it would on any day. */
const SETTLING_CANDLES = 90 * CANDLES_A_DAY;
/** A change that is not noticed for this long counts as that. */
const MOST_CANDLES = 3 * CANDLES_A_YEAR;

/** Both errors of the mute rule at hourly candles. */
export interface MuteErrors {
  /** How often in a year a market is muted although its model works, by Brier skill. */
  readonly falseMutesPerYear: Readonly<Record<string, number>>;
  /** Days to silence, from the moment a model of skill .007 is independent of the outcome, or predicts the opposite. */
  readonly medianDaysToMute: { readonly lost: number; readonly reversed: number };
  /** Days from the moment a muted model has that skill again to its first word. */
  readonly medianDaysToReturn: number;
}

/** How many markets are simulated of each kind, and from which numbers. */
export interface MuteSimulation {
  readonly markets: number;
  readonly random: Random;
}

/** What the model's probabilities have to do with the outcomes. */
type Edge = 'true' | 'none' | 'reversed';

interface Market {
  state: MuteState;
  ups: number;
  candles: number;
}

const newMarket = (): Market => ({ state: SPEAKING, ups: 0, candles: 0 });

/**
 * One candle of a model whose probabilities are 1/2 + d with d normal of variance skill / 4: where they are true, the mean
 * of d² saved of the base's 1/4 is that Brier skill. The base is the share of up candles so far, as live.
 */
function step(market: Market, { skill, edge }: { readonly skill: number; readonly edge: Edge }, random: Random): void {
  const distance = Math.min(0.49, Math.max(-0.49, (Math.sqrt(skill) / 2) * normalFrom(random)));
  const leaning = edge === 'true' ? distance : edge === 'none' ? 0 : -distance;
  const isUp = random() < 0.5 + leaning;
  const baseUp = (market.ups + 1) / (market.candles + 2);
  market.state = afterCandle(market.state, { probabilityUp: 0.5 + distance, baseUp, isUp });
  market.ups += isUp ? 1 : 0;
  market.candles += 1;
}

/** A market that has worked for a while and speaks. */
function workingMarket(skill: number, random: Random): Market {
  const market = newMarket();
  for (let candle = 0; candle < SETTLING_CANDLES; candle += 1) step(market, { skill, edge: 'true' }, random);
  if (market.state.isMuted) market.state = SPEAKING;
  return market;
}

/** How often a market is muted in a year in which its model works. */
function falseMutes(skill: number, { markets, random }: MuteSimulation): number {
  let mutes = 0;
  for (let each = 0; each < markets; each += 1) {
    const market = workingMarket(skill, random);
    for (let candle = 0; candle < CANDLES_A_YEAR; candle += 1) {
      const { isMuted } = market.state;
      step(market, { skill, edge: 'true' }, random);
      if (market.state.isMuted && !isMuted) mutes += 1;
    }
  }
  return mutes / markets;
}

/** Days until the state of a market is as wanted, with the edge it now has. */
function daysUntil(market: Market, edge: Edge, { isMuted, random }: { isMuted: boolean; random: Random }): number {
  for (let candle = 1; candle <= MOST_CANDLES; candle += 1) {
    step(market, { skill: CHANGING_SKILL, edge }, random);
    if (market.state.isMuted === isMuted) return candle / CANDLES_A_DAY;
  }
  return MOST_CANDLES / CANDLES_A_DAY;
}

const median = (values: Float64Array): number => sortedQuantile(values.toSorted(), 0.5);

/** How often the mute rule silences a model that works, and how long it takes to notice one that does not. */
export function simulateMuteErrors(simulation: MuteSimulation): MuteErrors {
  const { markets, random } = simulation;
  const rates = SIMULATED_SKILLS.map((skill) => [String(skill), falseMutes(skill, simulation)] as const);
  const days = {
    lost: new Float64Array(markets),
    reversed: new Float64Array(markets),
    back: new Float64Array(markets),
  };
  for (let each = 0; each < markets; each += 1) {
    const lost = workingMarket(CHANGING_SKILL, random);
    days.lost[each] = daysUntil(lost, 'none', { isMuted: true, random });
    days.back[each] = daysUntil(lost, 'true', { isMuted: false, random });
    days.reversed[each] = daysUntil(workingMarket(CHANGING_SKILL, random), 'reversed', { isMuted: true, random });
  }
  return {
    falseMutesPerYear: Object.fromEntries(rates),
    medianDaysToMute: { lost: median(days.lost), reversed: median(days.reversed) },
    medianDaysToReturn: median(days.back),
  };
}
