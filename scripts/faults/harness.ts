import { columnsOf } from '../../engine/market/candle.ts';
import { seriesName } from '../../engine/market/series.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { createRandom } from '../../engine/random.ts';
import { trainModel } from '../../engine/training/train.ts';
import { FAULT_KINDS } from './chance.ts';
import { isClean, judge, type Verdict } from './judge.ts';
import { runDay } from './run-day.ts';
import { mixedDay, QUIET_DAY } from './scenario.ts';
import { candlesOf, PAST, SERIES } from './simulated-exchange.ts';
import type { World } from './world.ts';

/** A day that broke a promise, and how to see it again. */
export interface Failure {
  /** "--seed 17", or "--kill 212 --before". */
  readonly replay: string;
  readonly seed: number;
  readonly what: string;
}

/** What was found so far, added up over days. */
export interface Tally {
  killPoints: number;
  runs: number;
  lost: number;
  silentDuplicates: number;
  entitlementDrift: number;
  lateAfterHealing: number;
  readonly faults: Map<string, number>;
  readonly states: Map<string, number>;
  readonly transitions: Map<string, number>;
  readonly failures: Failure[];
}

export function emptyTally(): Tally {
  return {
    ...{ killPoints: 0, runs: 0, lost: 0, silentDuplicates: 0, entitlementDrift: 0, lateAfterHealing: 0 },
    ...{ faults: new Map(), states: new Map(), transitions: new Map(), failures: [] },
  };
}

/** States that a delivery can end in or pass, and changes that occur in days with faults. */
const STATES = ['claimed', 'pending', 'sent', 'dead', 'unknown', 'expired'] as const;
const TRANSITIONS = [
  ...['pending → claimed', 'claimed → sent', 'claimed → pending', 'claimed → dead', 'claimed → unknown'],
  ...['pending → expired', 'unknown → sent'],
] as const;

/** A model whose signals are frequent, trained on the past of the simulated market; the same every time. */
export async function talkativeModel(): Promise<TrainedModel> {
  const series = SERIES.map((each) => ({
    name: seriesName(each),
    columns: columnsOf(candlesOf(each.symbol).slice(0, PAST)),
  }));
  const trained = await trainModel({ series, timeframe: '1h', kind: 'logistic', seed: 1 });
  return { ...trained, recentConfidences: trained.recentConfidences.map(() => 0.51) };
}

/** The day on which nothing goes wrong, with which those that are killed are compared. Throws where it breaks a promise itself. */
export async function quietDay(model: TrainedModel): Promise<World> {
  const world = await runDay({ seed: 1, scenario: QUIET_DAY, model });
  const verdict = judge(world, QUIET_DAY, world);
  if (!isClean(verdict)) throw new Error(`expected a quiet day, was ${textOf(verdict)}`);
  return world;
}

/** Kills the process before or after its k-th side effect, starts it again and compares the end of the day. */
export async function runKilled(
  tally: Tally,
  parts: { readonly model: TrainedModel; readonly quiet: World },
  killAt: NonNullable<World['killAt']>,
): Promise<void> {
  const world = await runDay({ seed: 1, scenario: QUIET_DAY, model: parts.model, killAt });
  tally.killPoints += 1;
  const replay = `--kill ${killAt.effect}${killAt.isDone ? '' : ' --before'}`;
  add(tally, world, { verdict: judge(world, QUIET_DAY, parts.quiet), replay, seed: 1 });
}

/** A day of mixed faults, all of them drawn from the seed. */
export async function runSeed(tally: Tally, model: TrainedModel, seed: number): Promise<void> {
  const scenario = mixedDay(createRandom(seed));
  const world = await runDay({ seed, scenario, model });
  tally.runs += 1;
  add(tally, world, { verdict: judge(world, scenario, null), replay: `--seed ${seed}`, seed });
}

function add(
  tally: Tally,
  { seen }: World,
  { verdict, replay, seed }: { readonly verdict: Verdict; readonly replay: string; readonly seed: number },
): void {
  for (const name of ['lost', 'silentDuplicates', 'entitlementDrift', 'lateAfterHealing'] as const)
    tally[name] += verdict[name].length;
  addCounts(tally, seen);
  if (!isClean(verdict)) tally.failures.push({ replay, seed, what: textOf(verdict) });
}

/** Adds how often things occurred. */
function addCounts(tally: Tally, seen: World['seen']): void {
  for (const name of ['faults', 'states', 'transitions'] as const)
    for (const [what, times] of seen[name]) tally[name].set(what, (tally[name].get(what) ?? 0) + times);
}

/** Kinds of faults, states and transitions that never occurred: a run that does not see them proves nothing about them. */
export function neverSeen({ faults, states, transitions }: Tally): readonly string[] {
  return [
    ...FAULT_KINDS.filter((kind) => !faults.has(kind)),
    ...STATES.filter((state) => !states.has(state)),
    ...TRANSITIONS.filter((change) => !transitions.has(change)),
  ];
}

function textOf(verdict: Verdict): string {
  return Object.entries(verdict)
    .flatMap(([name, found]: [string, readonly string[]]) => found.slice(0, 3).map((each) => `${name}: ${each}`))
    .join('; ');
}
