/** A straight line through samples, by least squares. */
export interface Trend {
  /** Units per unit of time. */
  readonly slope: number;
  /** Standard error of the slope, as if the samples were independent: neighbours are not, so it is a lower bound. */
  readonly error: number;
  readonly mean: number;
}

/** The trend of samples [time, value]. Throws RangeError for fewer than three. */
export function trendOf(samples: readonly (readonly [number, number])[]): Trend {
  if (samples.length < 3) throw new RangeError(`expected three samples or more, was ${samples.length}`);
  const meanOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [meanTime, mean] = [meanOf(samples.map(([time]) => time)), meanOf(samples.map(([, value]) => value))];
  const spread = samples.reduce((sum, [time]) => sum + (time - meanTime) ** 2, 0);
  const slope = samples.reduce((sum, [time, value]) => sum + (time - meanTime) * (value - mean), 0) / spread;
  const rest = samples.reduce((sum, [time, value]) => sum + (value - mean - slope * (time - meanTime)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (samples.length - 2) / spread), mean };
}

/** Whether a trend is more than its noise and would matter: over `span` it grows by more than `share` of what there is. */
export function isGrowing(
  { slope, error, mean }: Trend,
  { span, share }: { readonly span: number; readonly share: number },
): boolean {
  return (slope - 2 * error) * span > share * mean;
}
