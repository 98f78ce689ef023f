import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../../engine/random.ts';
import type { Verdict } from '../verdict/judge.ts';
import { soundBooks } from './compare-books.ts';
import { readBooks } from './read-books.ts';
import { buy, DRILL_SPEED, untilSettled } from './real-day.ts';
import type { RealProcess } from './real-process.ts';
import { openRealStage, type RealStage, type StageOptions } from './real-stage.ts';

/** How one stop went. */
export interface Stop {
  /** Milliseconds of the life before the signal. */
  readonly afterMs: number;
  readonly way: 'plain' | 'process 1' | 'second signal';
  readonly tookMs: number;
  /** Exit code; null: ended by the signal itself, before there was anything to undo. */
  readonly code: number | null;
}

export interface RealStops extends Verdict {
  readonly stops: readonly Stop[];
  readonly slowestMs: number;
  readonly seed: number;
  /** Stops as process 1 were left out, because no process may have process ids of its own here. */
  readonly isProcess1Skipped: boolean;
}

const STOP_LIMIT_MS = 20_000;
const SECOND_LIMIT_MS = 2_000;
/** Longer than within which two signals are one request (stop-signals.ts): a second one ends the process at once. */
const SECOND_AFTER_MS = 500;
/** Of the time until it is ready: most stops meet a process that works, every third one that starts. */
const SPAN = 1.5;
const PRESS_EVERY_MS = 400;
/** While Node starts. */
const NO_HANDLER_MS = 500;
/** Longer than a start that has undone nothing needs to end. */
const UNHEARD_MS = 3_000;
/** What is killed takes the product with it, which would keep its folder's lock. */
const PROCESS_1 = ['unshare', '-p', '-f', '--mount-proc', '--kill-child'] as const;

/** Stops the real process with SIGTERM at moments drawn from the seed, the start included, while people press and candles close. */
export async function runRealStops({
  count,
  seed,
  ...options
}: Omit<StageOptions, 'gate' | 'speed' | 'name'> & {
  readonly count: number;
  readonly seed: number;
}): Promise<RealStops> {
  const random = createRandom(seed);
  const isUnshared = spawnSync(PROCESS_1[0], [...PROCESS_1.slice(1), 'true']).status === 0;
  const stage = await openRealStage({ ...options, gate: null, speed: DRILL_SPEED, name: `faults_stops_${seed}` });
  const load = { isOver: false };
  const stops: Stop[] = [];
  try {
    const readyMs = await prepare(stage);
    const pressing = press(stage, load);
    for (let index = 0; index < count; index += 1) {
      const way = index % 3 === 1 && isUnshared ? 'process 1' : index % 5 === 4 ? 'second signal' : 'plain';
      stops.push(await stopOnce(stage, { way, afterMs: Math.round(random() * SPAN * readyMs) }));
      options.log(`stop ${index + 1} of ${count}: ${JSON.stringify(stops.at(-1))}`);
    }
    load.isOver = true;
    await pressing;
    const books = await endOf(stage);
    return {
      ...{ stops, slowestMs: Math.max(0, ...stops.map(({ tookMs }) => tookMs)), seed, isProcess1Skipped: !isUnshared },
      ...soundBooks(books),
      lateAfterHealing: stops.flatMap(wrongStop),
    };
  } finally {
    load.isOver = true;
    await stage.close();
  }
}

/** The first life: it trains, sells a plan, and says how long a start takes. */
async function prepare(stage: RealStage): Promise<number> {
  const first = await startReady(stage);
  await buy(stage);
  await stop(stage, first);
  const startedMs = performance.now();
  const second = await startReady(stage);
  const readyMs = performance.now() - startedMs;
  await stop(stage, second);
  return readyMs;
}

/** The last life puts right what is left, and ends in order. */
async function endOf(stage: RealStage) {
  const last = await startReady(stage);
  await untilSettled(stage);
  await stop(stage, last);
  return await readBooks(stage);
}

async function startReady(stage: RealStage): Promise<RealProcess> {
  const running = await stage.start();
  await running.whenReady();
  stage.clock.release();
  return running;
}

async function press({ person }: RealStage, load: { readonly isOver: boolean }): Promise<void> {
  const { id: chatId } = await person.chat('Analyser');
  while (!load.isOver) {
    await person.act({ type: 'write', chatId, text: '/plan' });
    await sleep(PRESS_EVERY_MS);
  }
}

async function stopOnce(stage: RealStage, { way, afterMs }: Pick<Stop, 'way' | 'afterMs'>): Promise<Stop> {
  const running = await stage.start({ under: way === 'process 1' ? PROCESS_1 : [] });
  // A start of seconds is minutes on this clock, in which signals would expire: it stands still until the product is ready.
  running.whenReady().then(stage.clock.release, () => undefined);
  await Promise.race([sleep(afterMs), running.ended]);
  const startedMs = performance.now();
  signal(running, way);
  if (way === 'second signal') {
    await Promise.race([sleep(SECOND_AFTER_MS), running.ended]);
    signal(running, way);
  }
  if (way === 'process 1' && afterMs < NO_HANDLER_MS) await signalUnheard(running);
  const code = await endWithin(stage, running);
  return { way, afterMs, tookMs: Math.round(performance.now() - startedMs), code };
}

/** What process 1 has no handler for, the kernel drops: then it is sent once more, and the time counts from the first. */
async function signalUnheard(running: RealProcess): Promise<void> {
  await Promise.race([sleep(UNHEARD_MS), running.ended]);
  const { exitCode, signalCode } = running.child;
  if (exitCode === null && signalCode === null) signal(running, 'process 1');
}

function signal(running: RealProcess, way: Stop['way']): void {
  const pid = productOf(running, way);
  try {
    if (pid !== null) process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended in this moment.
  }
}

/** Under unshare the product is the child of our child; null: it is not there. */
function productOf({ child }: RealProcess, way: Stop['way']): number | null {
  if (way !== 'process 1') return child.pid ?? null;
  try {
    const pid = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim());
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

async function endWithin({ clock }: RealStage, { child, ended }: RealProcess): Promise<number | null> {
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS + 5_000);
  const code = await ended;
  clearTimeout(limit);
  clock.hold();
  return code;
}

async function stop(stage: RealStage, running: RealProcess): Promise<void> {
  running.child.kill('SIGTERM');
  await endWithin(stage, running);
}

function wrongStop({ way, afterMs, tookMs, code }: Stop): readonly string[] {
  const name = `a stop (${way}) ${afterMs} ms after the start`;
  const limitMs = way === 'second signal' ? SECOND_LIMIT_MS + SECOND_AFTER_MS : STOP_LIMIT_MS;
  const isOrderly =
    code === 0 || (way === 'second signal' && code === 143) || (code === null && afterMs < NO_HANDLER_MS);
  return [
    ...(tookMs > limitMs ? [`${name} took ${tookMs} ms`] : []),
    ...(isOrderly ? [] : [`${name} ended with ${code ?? 'a signal'}`]),
  ];
}
