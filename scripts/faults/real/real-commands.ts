import { fileURLToPath } from 'node:url';
import { numberOf, printJson } from '../../terminal/arguments.ts';
import { isClean, type Verdict } from '../verdict/judge.ts';
import { runRealKills } from './real-kills.ts';
import { runRealStops } from './real-stops.ts';
import { runSharedEngines } from './shared-engines.ts';

const TIMEFRAMES = ['5m', '15m'] as const;
/** Fourteen days of the finest, of which ten are replayed. */
const SHARED_CANDLES = 4_000;
const WHOLE = { min: 0, max: 2 ** 32 - 1, whole: true } as const;

/** A server of the caller's own where MONGODB_URI names one; the drill has a database of its own on it and drops it. */
export const realSurroundings = () => ({
  mongodbUri: process.env.MONGODB_URI ?? null,
  toolsDir: fileURLToPath(new URL('../../../node_modules/.cache/analyser/tools', import.meta.url)),
  log: (line: string): void => void process.stderr.write(`${line}\n`),
});

interface Given {
  readonly seed: string | null;
  readonly json: boolean;
}

/** `faults --real`: prints what it found, and fails where a promise was broken. */
export async function killReal(values: Given & { readonly kills: string; readonly hours: string }): Promise<void> {
  const { verdict, ...figures } = await runRealKills({
    ...realSurroundings(),
    kills: numberOf('kills', values.kills, { ...WHOLE, min: 1 }),
    hours: numberOf('hours', values.hours, { min: 0.5, max: 48 }),
    seed: numberOf('seed', values.seed ?? '1', WHOLE),
  });
  const { kills, effects, signals, posts, payments } = figures;
  const line = `${kills} kills with -9 among ${effects} side effects: ${signals} signals, ${posts} posts, ${payments} payments`;
  report(values, { figures, verdict, lines: [line] });
}

/** `faults --stops N`: the same for stops. */
export async function stopReal(values: Given & { readonly stops: string | null }): Promise<void> {
  const { stops, slowestMs, seed, isProcess1Skipped, ...verdict } = await runRealStops({
    ...realSurroundings(),
    count: numberOf('stops', values.stops ?? '', { ...WHOLE, min: 1 }),
    seed: numberOf('seed', values.seed ?? '1', WHOLE),
  });
  const ways = ['plain', 'process 1', 'second signal'] as const;
  const counts = ways.map((way) => `${stops.filter((stop) => stop.way === way).length} ${way}`).join(', ');
  const skipped = isProcess1Skipped ? ['as process 1: skipped, unshare -pf is not permitted here'] : [];
  report(values, {
    figures: { seed, slowestMs, isProcess1Skipped, stops },
    verdict,
    lines: [`${stops.length} stops (${counts}), the slowest ${slowestMs} ms`, ...skipped],
  });
}

/** `faults --engines N`: two real engines that share N series, at two timeframes of half as many coins. */
export async function shareReal({ engines, json }: Given & { readonly engines: string | null }): Promise<void> {
  const series = numberOf('engines', engines ?? '', { min: 6, max: 1_500, whole: true });
  const found = await runSharedEngines({
    ...realSurroundings(),
    market: {
      coins: coinNames(Math.ceil(series / TIMEFRAMES.length)),
      timeframes: TIMEFRAMES,
      candles: SHARED_CANDLES,
    },
    steps: ['quiet', 'kill', 'quiet', 'pause', 'quiet'],
  });
  if (json) printJson(found);
  else {
    const closes = found.closes.map(
      ({ step, decided, byEngine, lastAfterS }) =>
        `${step}: ${decided} decided, ${byEngine.join(' + ')} by each engine at its end, the last after ${lastAfterS} s`,
    );
    const shares = `${found.series} series, shared ${found.shares.join(' + ')}`;
    process.stdout.write([shares, ...closes, `broken ${found.broken.length}`, ...found.broken, ''].join('\n'));
  }
  if (found.broken.length > 0) process.exitCode = 1;
}

/** Names that no real coin has, of letters alone: COINAA, COINAB … */
function coinNames(count: number): readonly string[] {
  const letter = (index: number): string => String.fromCharCode(65 + index);
  return Array.from({ length: count }, (_, index) => `COIN${letter(Math.floor(index / 26))}${letter(index % 26)}`);
}

interface Found {
  readonly figures: Readonly<Record<string, unknown>> & { readonly seed: number };
  readonly verdict: Verdict;
  readonly lines: readonly string[];
}

function report({ json }: Given, { figures, verdict, lines }: Found): void {
  const found = Object.entries(verdict).flatMap(([name, list]: [string, readonly string[]]) =>
    list.map((what) => `${name}: ${what}`),
  );
  const counts = Object.fromEntries(
    Object.entries(verdict).map(([name, list]: [string, readonly string[]]) => [name, list.length]),
  );
  if (json) printJson({ ...figures, ...counts, failures: found.map((what) => ({ seed: figures.seed, what })) });
  else
    process.stdout.write(
      [
        ...lines,
        Object.entries(counts)
          .map(([name, count]) => `${name} ${count}`)
          .join(', '),
        ...found.map((what) => `FAILED --seed ${figures.seed}: ${what}`),
        '',
      ].join('\n'),
    );
  if (!isClean(verdict)) process.exitCode = 1;
}
