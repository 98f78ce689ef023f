import { brierLosses } from '../../engine/evaluation/gain.ts';
import type { JudgedDecisions } from '../../engine/evaluation/judge-model.ts';
import type { EvaluationReport } from '../../engine/evaluation/report.ts';
import type { RuleEquity } from '../../engine/evaluation/rule-equity.ts';
import { assetClass } from '../../engine/market/asset-class.ts';
import { meanByMoment } from '../../engine/statistics/bootstrap.ts';
import type { Judged } from '../../engine/statistics/metrics.ts';
import { type AxisRange, linearAxis, logAxis, timeAxis } from './axis.ts';
import { percentText, plainText, shortText } from './number-text.ts';
import { type PlotLine, plot } from './plot.ts';

const asPercent = (digits: number) => (value: number) => percentText(value, { digits });

/** Range of some values with a little room around them. */
function rangeOf(values: readonly number[], format: (value: number) => string): AxisRange {
  const sound = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...sound), Math.max(...sound)];
  const room = Math.max((high - low) * 0.06, 1e-6);
  return sound.length === 0 ? { from: 0, to: 1, format } : { from: low - room, to: high + room, format };
}

/** What was stated against what came, ten groups of equal size, with Wilson's 95 % bars; on the diagonal both agree. */
export function reliabilityPlot({ reliability }: EvaluationReport): string {
  const shown = reliability.flatMap((bin) => [
    bin.meanProbability,
    bin.interval?.[0] ?? bin.shareUp,
    bin.interval?.[1] ?? bin.shareUp,
  ]);
  const range = rangeOf(shown, asPercent(0));
  return plot({
    label: 'Share of candles that rose against the probability stated, by tenths of the decisions',
    heightPx: 300,
    x: linearAxis(range),
    y: linearAxis(range),
    xTitle: 'stated probability of up',
    yTitle: 'share that went up',
    lines: [
      { name: 'stated = came', color: 'quiet', dashed: true, x: [range.from, range.to], y: [range.from, range.to] },
    ],
    dots: reliability.map(({ meanProbability, shareUp, interval, count }) => ({
      x: meanProbability,
      y: shareUp,
      ...(interval === null ? {} : { low: interval[0], high: interval[1] }),
      tip:
        `stated ${percentText(meanProbability, { digits: 1 })}, ` +
        `came ${percentText(shareUp, { digits: 1 })} of ${plainText(count, { digits: 0 })}`,
    })),
  });
}

/** Accuracy of the most confident share of decisions, and the reversal rule's over all. */
export function coveragePlot({ coverage, baselines }: EvaluationReport): string {
  const lines = coverage.filter((line) => line.accuracy !== null);
  const reversal = baselines.reversal?.accuracy ?? null;
  const shown = lines.flatMap(({ accuracy, interval }) => [
    accuracy ?? 0.5,
    interval?.[0] ?? 0.5,
    interval?.[1] ?? 0.5,
  ]);
  const sorted = lines.toSorted((a, b) => a.share - b.share);
  return plot({
    label: 'Accuracy of the most confident share of the decisions',
    heightPx: 260,
    x: {
      ...logAxis({ from: 0.018, to: 1.1, format: asPercent(0) }),
      ticks: coverageTicks(lines.map(({ share }) => share)),
    },
    y: linearAxis(rangeOf([...shown, 0.5, reversal ?? 0.5], asPercent(0))),
    xTitle: 'share of the decisions, the most confident first',
    yTitle: 'accuracy',
    lines: [
      {
        name: 'accuracy',
        color: 1,
        x: sorted.map(({ share }) => share),
        y: sorted.map(({ accuracy }) => accuracy ?? Number.NaN),
      },
      ...(reversal === null ? [] : [reversalLine(reversal)]),
    ],
    dots: lines.map(({ share, accuracy, interval, count, grossBps }) => ({
      x: share,
      y: accuracy ?? 0.5,
      ...(interval === null ? {} : { low: interval[0], high: interval[1] }),
      tip:
        `${percentText(share, { digits: 0 })}: ${percentText(accuracy, { digits: 1 })} of ${plainText(count, { digits: 0 })}, ` +
        `${plainText(grossBps, { signed: true })} bps before cost`,
    })),
    rules: [{ axis: 'y', at: 0.5, text: 'a coin' }],
  });
}

function reversalLine(accuracy: number): PlotLine {
  return {
    name: 'reversal rule on all decisions',
    color: 'quiet',
    dashed: true,
    x: [0.018, 1.1],
    y: [accuracy, accuracy],
  };
}

function coverageTicks(shares: readonly number[]) {
  const { at } = logAxis({ from: 0.018, to: 1.1, format: asPercent(0) });
  return shares.toSorted((a, b) => a - b).map((share) => ({ at: at(share), text: percentText(share, { digits: 0 }) }));
}

/** Brier score won so far over another forecast: rising is better, and a straight rise is steady. */
function gainLine(decisions: JudgedDecisions, theirs: Judged, line: Pick<PlotLine, 'name' | 'color'>): PlotLine {
  const ours = brierLosses(decisions.judged);
  const difference = brierLosses(theirs).map((loss, i) => loss - (ours[i] ?? 0));
  const { timeMs, mean } = meanByMoment({ timeMs: decisions.timeMs, difference });
  let sum = 0;
  return {
    ...line,
    x: timeMs,
    y: mean.map((value) => {
      sum += value;
      return sum;
    }),
  };
}

/** Cumulative Brier gain over the base rate and over the best baseline. */
export function gainPlot({ gain }: EvaluationReport, decisions: JudgedDecisions): string {
  const best = gain === null ? undefined : decisions.baselines.get(gain.over);
  const lines = [
    gainLine(decisions, decisions.base, { name: 'over the base rate', color: 2 }),
    ...(gain === null || best === undefined
      ? []
      : [gainLine(decisions, best, { name: `over ${gain.over}, the best baseline`, color: 1 })]),
  ];
  const ends = lines.flatMap(({ y }) => [Math.min(...Array.from(y)), Math.max(...Array.from(y))]);
  return plot({
    label: 'Cumulative Brier gain over time',
    heightPx: 260,
    x: timeAxis(timesOf(lines[0]?.x)),
    y: linearAxis(rangeOf([...ends, 0], shortText)),
    lines,
    rules: [{ axis: 'y', at: 0 }],
  });
}

function timesOf(x: ArrayLike<number> | undefined): { readonly from: number; readonly to: number } {
  return { from: x?.[0] ?? 0, to: x?.[(x?.length ?? 1) - 1] ?? 1 };
}

/** Money after every published signal, before and after cost, on a logarithmic axis. */
export function equityPlot(equity: RuleEquity, decisions: JudgedDecisions): string {
  const { timeMs: x, gross, net } = equity;
  const isForex = decisions.dataset.markets.every(({ symbol }) => assetClass(symbol) === 'forex');
  const lines: PlotLine[] = [{ name: 'before cost', color: 'quiet', dashed: true, x, y: gross }];
  if (isForex) lines.push({ name: 'after spread', color: 1, x, y: net.maker });
  else {
    lines.push({ name: 'after 2 bps a side', color: 3, x, y: net.maker });
    lines.push({ name: 'after 5', color: 1, x, y: net.perpetualTaker });
    lines.push({ name: 'after 10', color: 5, x, y: net.spotTaker });
  }
  const ends = lines
    .flatMap(({ y }) => Array.from(y))
    .reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const, [1, 1] as readonly [
      number,
      number,
    ]);
  const from = Math.max(ends[0], ends[1] / 1_000);
  return plot({
    label: 'What a unit of money became by following every signal, before and after cost',
    heightPx: 280,
    x: timeAxis(timesOf(x)),
    y: logAxis({ from: from / 1.03, to: ends[1] * 1.03, format: shortText }),
    lines,
    rules: [{ axis: 'y', at: 1 }],
  });
}

/** Accuracy by UTC hour of the predicted candle, as bars from one half. */
export function hourPlot({ slices }: EvaluationReport): string {
  const lines = slices.find(({ by }) => by === 'hour')?.lines ?? [];
  const shown = lines.map(({ accuracy }) => accuracy ?? 0.5);
  return plot({
    label: 'Accuracy by UTC hour of the predicted candle',
    heightPx: 180,
    x: {
      at: (hour) => hour / 24,
      ticks: [0, 6, 12, 18].map((hour) => ({ at: (hour + 0.5) / 24, text: `${String(hour).padStart(2, '0')}:00` })),
    },
    y: linearAxis(rangeOf([...shown, 0.5], asPercent(0))),
    bars: lines.map(({ name, accuracy, rows }) => {
      const hour = Number(name.slice(0, 2));
      return {
        from: hour,
        to: hour + 1,
        base: 0.5,
        value: accuracy ?? 0.5,
        tone: (accuracy ?? 0.5) >= 0.5 ? ('good' as const) : ('bad' as const),
        tip: `${name}: ${percentText(accuracy, { digits: 1 })} of ${plainText(rows, { digits: 0 })}`,
      };
    }),
  });
}
