import { createRandom } from '../../engine/random.ts';
import type { Act } from './acts/act.ts';
import { generateActs } from './acts/generate-acts.ts';
import type { Defect } from './defects.ts';
import { openFuzzRun } from './fuzz-run.ts';
import { createGrowth } from './judge/growth.ts';
import { REGRESSIONS } from './regressions.ts';
import { shrinkActs } from './shrink-acts.ts';

/** Acts of one world: what happened long before is seldom to blame, and few acts are shrunk quickly. */
const ACTS = 2_000;
const MOST_FAILURES = 5;
/** Of the heap, after a collection. A message of Telegram has some 500 bytes, so a bot that keeps each one is seen. */
const MOST_BYTES_PER_UPDATE = 250;

export interface FuzzReport {
  readonly seed: number;
  readonly updates: number;
  readonly calls: number;
  readonly worlds: number;
  readonly seconds: number;
  readonly updatesPerSecond: number;
  /** By which the heap grows; null of a run that is too short to say. */
  readonly bytesPerUpdate: number | null;
  /** How often each refusal came that may come. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly failures: readonly FuzzFailure[];
}

/** What went wrong, and the fewest acts found that lead there: `npm run fuzz -- --acts JSON` plays them. */
export interface FuzzFailure {
  readonly world: number;
  readonly what: string;
  readonly acts: readonly Act[];
}

export interface FuzzOptions {
  /** At least so many. */
  readonly updates: number;
  readonly seed: number;
  readonly defect?: Defect;
  /** Ends the run; 5 when absent. */
  readonly mostFailures?: number;
  /** Whether to look for the fewest acts that lead to a failure: true when absent. */
  readonly shrinks?: boolean;
  readonly onStep?: (updates: number) => void;
}

/** Attacks the bot, in world after world, with what once went wrong first. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { updates, seed, defect, mostFailures = MOST_FAILURES, shrinks = true, onStep = () => {} } = options;
  const startedMs = performance.now();
  const planted = defect === undefined ? {} : { defect };
  const failures: FuzzFailure[] = [];
  const growth = createGrowth(updates);
  let run = await openFuzzRun({ seed, ...planted });
  const before = { updates: 0, calls: 0 };
  const refusals: Record<string, number> = {};
  const done = (): number => before.updates + run.updates();
  let worlds = 0;
  for (; done() < updates && failures.length < mostFailures; worlds += 1) {
    const acts = worldOf(seed, worlds);
    const what = await run.live(acts);
    onStep(Math.min(done(), updates));
    growth.measure(run.updates());
    if (what === null) continue;
    failures.push({ world: worlds, what, acts: shrinks ? await shrunk(acts, what, { seed, ...planted }) : acts });
    // What went wrong may have left the bot in a state of its own.
    run.close();
    before.updates = done();
    before.calls += run.calls();
    add(refusals, run.refusals());
    run = await openFuzzRun({ seed, ...planted });
    growth.restart();
  }
  run.close();
  add(refusals, run.refusals());
  const bytesPerUpdate = growth.bytesPerUpdate();
  if (bytesPerUpdate !== null && bytesPerUpdate > MOST_BYTES_PER_UPDATE)
    failures.push({ world: worlds, what: `the heap grows by ${bytesPerUpdate} bytes an update`, acts: [] });
  const seconds = (performance.now() - startedMs) / 1_000;
  return {
    ...{ seed, updates: done(), calls: before.calls + run.calls(), worlds, seconds: Math.round(seconds) },
    ...{ updatesPerSecond: Math.round(done() / seconds), bytesPerUpdate, refusals, failures },
  };
}

/** What these acts lead to, in a world and with a bot of their own; null: nothing is wrong. */
export async function playActs(
  acts: readonly Act[],
  options: { readonly seed: number; readonly defect?: Defect },
): Promise<string | null> {
  const run = await openFuzzRun(options);
  const what = await run.live(acts);
  run.close();
  return what;
}

function worldOf(seed: number, world: number): readonly Act[] {
  return REGRESSIONS[world]?.acts ?? generateActs(createRandom(seed * 65_537 + world), ACTS);
}

async function shrunk(
  acts: readonly Act[],
  what: string,
  options: { readonly seed: number; readonly defect?: Defect },
): Promise<readonly Act[]> {
  const kind = kindOf(what);
  return await shrinkActs(acts, async (fewer) => {
    const found = await playActs(fewer, options);
    return found !== null && kindOf(found) === kind;
  });
}

/** The same trouble has the same words, whatever the numbers in it. */
function kindOf(what: string): string {
  return what.replaceAll(/[\d"{].*/g, '').slice(0, 60);
}

function add(sum: Record<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, count] of more) sum[name] = (sum[name] ?? 0) + count;
}
