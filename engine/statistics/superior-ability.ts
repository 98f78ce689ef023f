import { meanOf } from '../math.ts';
import { createRandom, type Random } from '../random.ts';

/** How the stationary bootstrap of the test draws. */
export interface SuperiorAbilityOptions {
  /** Mean length of the resampled blocks, in periods. */
  readonly blockPeriods: number;
  readonly draws: number;
  readonly seed: number;
}

/** Probabilities of a best configuration as good as the one seen when none is really better than the benchmark. */
export interface SuperiorAbility {
  /** Configurations compared; those that never differ from the benchmark count too. */
  readonly configurations: number;
  /** Which one had the largest statistic; null when none did better than the benchmark. */
  readonly best: number | null;
  /** Largest studentised mean, 0 at least. */
  readonly statistic: number;
  /** Hansen's consistent p-value: the one to quote. */
  readonly pValue: number;
  /** Liberal and conservative (White's reality check, studentised) bounds of it. */
  readonly lowerPValue: number;
  readonly upperPValue: number;
}

interface Configuration {
  readonly gain: Float64Array;
  readonly mean: number;
  /** Standard deviation of √n · mean under the stationary bootstrap; 0 for one that never differs. */
  readonly deviation: number;
}

/** √n times the mean of a resample has this standard deviation, exactly (Politis and Romano 1994, lemma 1). */
function bootstrapDeviation(gain: Float64Array, mean: number, blockPeriods: number): number {
  const count = gain.length;
  const restart = 1 / blockPeriods;
  let variance = 0;
  for (let apart = 0; apart < count; apart += 1) {
    const weight =
      apart === 0
        ? 1
        : 2 * (((count - apart) / count) * (1 - restart) ** apart + (apart / count) * (1 - restart) ** (count - apart));
    // Far lags weigh nothing.
    if (apart > 0 && weight < 1e-12) continue;
    let products = 0;
    for (let i = apart; i < count; i += 1) products += ((gain[i] ?? 0) - mean) * ((gain[i - apart] ?? 0) - mean);
    variance += weight * (products / count);
  }
  return Math.sqrt(Math.max(0, variance));
}

/** How often each period is drawn in one resample of the stationary bootstrap: blocks of geometric length, wrapped around. */
function drawCounts(counts: Float64Array, blockPeriods: number, random: Random): void {
  counts.fill(0);
  const periods = counts.length;
  let at = 0;
  for (let drawn = 0; drawn < periods; drawn += 1) {
    at = drawn === 0 || random() < 1 / blockPeriods ? Math.floor(random() * periods) : (at + 1) % periods;
    counts[at] = (counts[at] ?? 0) + 1;
  }
}

/** The three ways to centre a resampled mean: how much of a poor configuration's loss counts as known. */
function centresOf({ mean, deviation }: Configuration, periods: number): readonly [number, number, number] {
  const threshold = -(deviation / Math.sqrt(periods)) * Math.sqrt(2 * Math.log(Math.log(periods)));
  return [Math.max(0, mean), mean >= threshold ? mean : 0, mean];
}

/**
 * Hansen's test for superior predictive ability (Hansen 2005, "A test for superior predictive ability"): whether the
 * best of many configurations beats the benchmark by more than luck. gains[k][t] is configuration k's gain over the
 * benchmark in period t, positive better, all over the same periods in time order. Stationary bootstrap, studentised.
 * Null below 16 periods or without configurations. Throws when lengths differ.
 */
export function superiorAbility(
  gains: readonly Float64Array[],
  options: SuperiorAbilityOptions,
): SuperiorAbility | null {
  const periods = gains[0]?.length ?? 0;
  if (gains.some((gain) => gain.length !== periods))
    throw new Error(
      `expected gains over the same ${periods} periods, was ${gains.map((gain) => gain.length).join(' ')}`,
    );
  if (gains.length === 0 || periods < 16) return null;
  const { blockPeriods, draws, seed } = options;
  const configurations = gains.map((gain): Configuration => {
    const mean = meanOf(gain);
    return { gain, mean, deviation: bootstrapDeviation(gain, mean, blockPeriods) };
  });
  const root = Math.sqrt(periods);
  let statistic = 0;
  let best: number | null = null;
  configurations.forEach(({ mean, deviation }, index) => {
    const studentised = deviation > 0 ? (root * mean) / deviation : 0;
    if (studentised <= statistic) return;
    statistic = studentised;
    best = index;
  });
  const centres = configurations.map((each) => centresOf(each, periods));
  const random = createRandom(seed);
  const counts = new Float64Array(periods);
  const beyond: [number, number, number] = [0, 0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    drawCounts(counts, blockPeriods, random);
    const largest: [number, number, number] = [0, 0, 0];
    configurations.forEach(({ gain, deviation }, index) => {
      if (deviation === 0) return;
      let sum = 0;
      for (let t = 0; t < periods; t += 1) sum += (counts[t] ?? 0) * (gain[t] ?? 0);
      const centre = centres[index] ?? [0, 0, 0];
      for (const way of [0, 1, 2] as const)
        largest[way] = Math.max(largest[way], (root * (sum / periods - centre[way])) / deviation);
    });
    for (const way of [0, 1, 2] as const) if (largest[way] > statistic) beyond[way] += 1;
  }
  const share = (way: 0 | 1 | 2): number => (best === null ? 1 : (beyond[way] + 1) / (draws + 1));
  return {
    configurations: gains.length,
    best,
    statistic,
    pValue: share(1),
    lowerPValue: share(0),
    upperPValue: share(2),
  };
}
