import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What makes the metrics of one registry. */
export type MetricMakers = ReturnType<typeof metricMakers>;

/** Makes metrics that belong to `registry`. */
export function metricMakers(registry: Registry) {
  const registers = [registry];
  return {
    counter: <T extends string>(name: string, help: string, labelNames: readonly T[]): Counter<T> =>
      new Counter({ name, help, labelNames: [...labelNames], registers }),
    gauge: <T extends string>(name: string, help: string, labelNames: readonly T[]): Gauge<T> =>
      new Gauge({ name, help, labelNames: [...labelNames], registers }),
    /** Seconds, in `buckets`. */
    histogram: <T extends string>(
      name: string,
      help: string,
      shape: { readonly labels: readonly T[]; readonly buckets: readonly number[] },
    ): Histogram<T> =>
      new Histogram({ name, help, labelNames: [...shape.labels], buckets: [...shape.buckets], registers }),
    /** A gauge whose value is asked for at each reading. */
    gaugeRead: (name: string, help: string, read: () => number): Gauge<string> =>
      new Gauge({
        ...{ name, help, registers },
        collect() {
          this.set(read());
        },
      }),
    /** A gauge whose values are asked for at each reading, one per value of `label`. */
    gaugeOf: (
      name: string,
      help: string,
      source: { readonly label: string; readonly read: () => ReadonlyMap<string, number> },
    ): Gauge<string> =>
      new Gauge({
        name,
        help,
        labelNames: [source.label],
        registers,
        collect() {
          this.reset();
          for (const [value, number] of source.read()) this.set({ [source.label]: value }, number);
        },
      }),
  };
}
