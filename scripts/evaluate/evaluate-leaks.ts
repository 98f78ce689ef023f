import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CheckedFeature,
  checkFeature,
  type LeakDetail,
  type LeakFinding,
} from '../../engine/evaluation/leak-check.ts';
import { computeFeatures } from '../../engine/features/compute.ts';
import { featureColumn } from '../../engine/features/matrix.ts';
import { FEATURES } from '../../engine/features/table.ts';
import type { CandleColumns } from '../../engine/market/candle.ts';
import type { MarketCandles } from '../../engine/training/dataset.ts';
import { UsageError } from '../terminal/arguments.ts';

/** Everything the leak check found, on each market. */
export interface LeakReport {
  readonly ok: boolean;
  readonly findings: readonly PrintedFinding[];
}

/** A finding with the words for it, on one market. */
interface PrintedFinding {
  readonly feature: string;
  readonly check: string;
  readonly ok: boolean;
  readonly say: string;
  readonly market: string;
}

function detailText(detail: LeakDetail): string {
  switch (detail.code) {
    case 'not-a-column': {
      const was = detail.length === null ? detail.was : `${detail.length} values`;
      return `expected a Float64Array of ${detail.candles} values, one a candle, was ${was}`;
    }
    case 'same-when-cut':
      return `the same at each of the newest ${detail.checked} rows without the candles after it`;
    case 'changes-when-cut':
      return (
        `changes at ${detail.changed} of the newest ${detail.checked} rows ` +
        `when the candles after them are cut off (${detail.rows.join(', ')})`
      );
    case 'same-before-noise':
      return `the same before ${detail.checked} drawn rows when noise follows them`;
    case 'changes-before-noise':
      return `changes before row ${detail.rows.join(', ')} when noise follows it`;
    case 'honest-ranking':
      return 'alone it ranks outcomes no better than an honest feature can';
    case 'ranks-too-well':
      return `alone it ranks outcomes with an AUC of ${detail.auc.toFixed(3)}: it knows something it should not`;
  }
}

/** Output of the command keeps its words, so that scripts which read its JSON go on working. */
function printed({ feature, check, ok, detail }: LeakFinding, market: string): PrintedFinding {
  return { feature, check: check.replace('-', ' '), ok, say: detailText(detail), market };
}

/** The features of the engine's own table. */
function ownFeatures(timeframeMs: number): readonly CheckedFeature[] {
  return FEATURES.filter(({ group }) => group !== 'scale').map(({ name }) => ({
    name,
    compute: (candles) => featureColumn(computeFeatures(candles, timeframeMs, [name]), name),
  }));
}

/** Each function that a file exports, called with candles as columns. */
async function featuresOfFile(path: string): Promise<readonly CheckedFeature[]> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await import(pathToFileURL(resolve(path)).href);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new UsageError(`expected --feature to be a JavaScript or TypeScript file, was ${path}: ${reason}`, { cause });
  }
  const features = Object.entries(exported).flatMap(([name, value]) =>
    typeof value === 'function'
      ? // What it gives is checked before it is used.
        [{ name, compute: (candles: CandleColumns): Float64Array => value(structuredClone(candles)) as Float64Array }]
      : [],
  );
  if (features.length === 0) throw new UsageError(`expected ${path} to export functions of candles, it exports none`);
  return features;
}

/** Checks the features of the files, or without any those of the engine, on every market. */
export async function checkLeaks(
  markets: readonly MarketCandles[],
  {
    files,
    timeframeMs,
    seed,
  }: { readonly files: readonly string[]; readonly timeframeMs: number; readonly seed: number },
): Promise<LeakReport> {
  const features =
    files.length === 0 ? ownFeatures(timeframeMs) : (await Promise.all(files.map(featuresOfFile))).flat();
  const findings = markets.flatMap(({ name, columns }) =>
    features.flatMap((feature) =>
      checkFeature(feature, { candles: columns, timeframeMs, seed }).map((finding) => printed(finding, name)),
    ),
  );
  return { ok: findings.every(({ ok }) => ok), findings };
}

/** What was found, for a terminal: every leak, and the features that are clean by name. */
export function leakText({ ok, findings }: LeakReport): string {
  const leaks = findings.filter((finding) => !finding.ok);
  const clean = [...new Set(findings.map(({ feature }) => feature))].filter(
    (feature) => !leaks.some((leak) => leak.feature === feature),
  );
  return [
    ...leaks.map(({ market, feature, check, say }) => `LEAK  ${feature} on ${market}, ${check}: ${say}`),
    ...(clean.length === 0 ? [] : [`clean: ${clean.join(', ')}`]),
    ok ? 'no leak found' : `${leaks.length} checks failed`,
  ].join('\n');
}
