import { columnsOf } from '../../engine/market/candle.ts';
import { seriesName } from '../../engine/market/series.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { createRandom } from '../../engine/random.ts';
import { trainModel } from '../../engine/training/train.ts';
import { runDay } from './run-day.ts';
import { addTally, emptyTally, type Tally } from './tally.ts';
import { isClean, judge, type Verdict } from './verdict/judge.ts';
import { mixedDay, QUIET_DAY, type Scenario, twoMachines } from './world/scenario.ts';
import { candlesOf, PAST, SERIES } from './world/simulated-exchange.ts';
import type { World } from './world/world.ts';

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

type KillAt = NonNullable<World['killAt']>;

/**
 * Every moment of the quiet day that a kill can leave behind: after each side effect, and before those while which something else was
 * under way (before any other is the same moment as after its predecessor).
 */
export function killPoints({ effects, crowded }: World, every: number): readonly KillAt[] {
  return Array.from({ length: effects }, (_, index) => index + 1)
    .filter((effect) => effect % every === 0)
    .flatMap((effect) => [{ effect, isDone: true }, ...(crowded.has(effect) ? [{ effect, isDone: false }] : [])]);
}

/** Kills the process before or after its k-th side effect, starts it again and compares the end of the day. */
export async function runKilled(
  tally: Tally,
  parts: { readonly model: TrainedModel; readonly quiet: World },
  killAt: KillAt,
): Promise<void> {
  const world = await runDay({ seed: 1, scenario: QUIET_DAY, model: parts.model, killAt });
  const replay = `--kill ${killAt.effect}${killAt.isDone ? '' : ' --before'}`;
  const broken = add(tally, world, { verdict: judge(world, QUIET_DAY, parts.quiet), replay, seed: 1 });
  tally.killPoints += 1;
  tally.modes.kills.runs += 1;
  tally.modes.kills.broken += broken;
}

/** A day of mixed faults, all of them drawn from the seed. */
export async function runSeed(tally: Tally, model: TrainedModel, seed: number): Promise<void> {
  const scenario = mixedDay(createRandom(seed), seed);
  const world = await runDay({ seed, scenario, model });
  const broken = add(tally, world, { verdict: judge(world, scenario, null), replay: `--seed ${seed}`, seed });
  tally.runs += 1;
  const mode = tally.modes[scenario.mode === 'safety' ? 'safety' : 'liveness'];
  mode.runs += 1;
  mode.broken += broken;
  const { liveness } = tally.modes;
  if (scenario.mode === 'liveness') liveness.slowestMs = Math.max(liveness.slowestMs, recoveryMs(world, scenario));
}

/** Until nothing was left undone that the faults had held up. */
function recoveryMs({ recoveredAfterMs }: World, { endMs, healedAtMs }: Scenario): number {
  return recoveredAfterMs ?? endMs - (healedAtMs ?? endMs);
}

/** Hours of two machines whose holder of the lease is paused past its end. */
export async function runTwoMachines(tally: Tally, model: TrainedModel, seed: number): Promise<void> {
  const scenario = twoMachines(createRandom(seed));
  const world = await runDay({ seed, scenario, model });
  const broken = add(tally, world, { verdict: judge(world, scenario, null), replay: `--two-seed ${seed}`, seed });
  const mode = tally.modes.twoMachines;
  mode.runs += 1;
  mode.broken += broken;
  mode.takeovers += world.takeoversMs.length;
  mode.slowestTakeoverMs = Math.max(mode.slowestTakeoverMs, ...world.takeoversMs);
}

interface Judged {
  readonly verdict: Verdict;
  readonly replay: string;
  readonly seed: number;
}

/** 1 where the day broke a promise. */
function add(tally: Tally, { seen }: World, { verdict, replay, seed }: Judged): 0 | 1 {
  const counts = Object.fromEntries(
    Object.entries(seen).map(([name, map]: [string, ReadonlyMap<string, number>]) => [name, Object.fromEntries(map)]),
  );
  addTally(tally, { ...emptyTally(), seen: { ...emptyTally().seen, ...counts } });
  for (const name of ['lost', 'silentDuplicates', 'entitlementDrift', 'lateAfterHealing'] as const)
    tally[name] += verdict[name].length;
  if (isClean(verdict)) return 0;
  tally.failures.push({ replay, seed, what: textOf(verdict) });
  return 1;
}

function textOf(verdict: Verdict): string {
  return Object.entries(verdict)
    .flatMap(([name, found]: [string, readonly string[]]) => found.slice(0, 3).map((each) => `${name}: ${each}`))
    .join('; ');
}
