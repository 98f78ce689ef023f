/** Figures of Prometheus' text form. */
export interface Metrics {
  /** Sum over all series of a metric whose labels hold these. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
  /** The value below which a share of the observations of a histogram lies, all labels together; null without any. */
  quantile(name: string, share: number): number | null;
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads what /metrics answers. */
export function readMetrics(text: string): Metrics {
  const samples = [...text.matchAll(/^(\w+)(?:\{([^}]*)\})? (\S+)$/gm)].map(
    ([, name = '', labels = '', value = '']): Sample => ({
      name,
      labels: Object.fromEntries(
        [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', text = '']) => [key, text]),
      ),
      value: Number(value),
    }),
  );
  return {
    sum: (name, labels = {}) =>
      samples
        .filter((sample) => sample.name === name)
        .filter((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
        .reduce((sum, { value }) => sum + value, 0),
    quantile(name, share) {
      const buckets = new Map<number, number>();
      for (const { name: own, labels, value } of samples) {
        if (own !== `${name}_bucket`) continue;
        const upTo = labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le);
        buckets.set(upTo, (buckets.get(upTo) ?? 0) + value);
      }
      const sorted = [...buckets].toSorted(([a], [b]) => a - b);
      const total = sorted.at(-1)?.[1] ?? 0;
      if (total === 0) return null;
      return interpolated(sorted, share * total);
    },
  };
}

/** As Prometheus does it: evenly within the bucket, and the last bound beyond the last one. */
function interpolated(buckets: readonly (readonly [number, number])[], rank: number): number {
  let [below, counted] = [0, 0];
  for (const [upTo, count] of buckets) {
    if (count >= rank) {
      if (!Number.isFinite(upTo)) return below;
      return count === counted ? upTo : below + ((upTo - below) * (rank - counted)) / (count - counted);
    }
    [below, counted] = [upTo, count];
  }
  return below;
}
