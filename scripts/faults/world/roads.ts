import type { Around } from './around.ts';
import type { Life } from './life.ts';
import type { DiskUse } from './machine.ts';
import type { TelegramCall } from './simulated-telegram.ts';
import { count, type World } from './world.ts';

/** Verbs that change something. Everything else only reads. */
const WRITES = new RegExp(
  `\\.(?:${[
    ...['append', 'record', 'open', 'addStep', 'close', 'settle', 'settlePost', 'settleEdit', 'claim', 'claimPosts'],
    ...['claimEdits', 'sweep', 'advance', 'meet', 'acceptTerms', 'markUnreachable', 'set', 'admit', 'note', 'begin'],
    ...['release', 'end', 'write', 'delete', 'take'],
  ].join('|')})$`,
);
/** Asked all the time, and an effect only where something was there. */
const OFTEN = /\.(?:sweep|claimPosts|claimEdits|take)$/;
/** A write and its answer on their way. */
const WRITE_MS = 3;
const SLOW_MS = 2_500;
/** The driver gives up a connection that says nothing. */
const SILENT_MS = 60_000;

class DatabaseError extends Error {
  override readonly name = 'MongoNetworkError';
}

/** The way of one process to the database, on which calls break before and after their effect. */
export function databaseRoad(world: World, life: Life): Around {
  const { time, chance } = world;
  return async (name, run) => {
    await life.running();
    const isWrite = WRITES.test(name);
    if (world.isDatabaseAway) await silence(world);
    const fate = chance.database();
    if (fate === 'cut') throw new DatabaseError('connection closed before the command was sent');
    if (fate === 'blackholed') await silence(world);
    if (fate === 'slow') await time.wait(SLOW_MS);
    if (isWrite && !OFTEN.test(name)) await time.wait(WRITE_MS);
    const result = isWrite ? await effect(world, life, { name, run, isOften: OFTEN.test(name) }) : await run();
    if (isWrite && /^(?:outbox|ledger)/.test(name) && (!OFTEN.test(name) || isSomething(result)))
      countTransitions(world);
    if (fate === 'answer-lost') throw new DatabaseError('connection closed before the answer came');
    await life.running();
    return result;
  };
}

async function silence({ time }: World): Promise<never> {
  await time.wait(SILENT_MS);
  throw new DatabaseError('connection timed out');
}

/** The way of one process to Telegram. */
export function telegramRoad(world: World, life: Life): (call: TelegramCall) => Promise<unknown> {
  let closedUntilMs = 0;
  return async (call) => {
    await life.running();
    // Answers to people are tried by a client of their own; posts are the deliverer's, which was told.
    const isPost = Number(call.payload.chat_id) < 0 && /^(?:send|edit)/.test(call.method);
    if (isPost && world.time.nowMs() < closedUntilMs) world.impatientCalls += 1;
    const isEffect = call.method !== 'getUpdates' && !call.method.startsWith('get');
    const fate = call.method === 'getUpdates' ? null : world.chance.telegram(call.method);
    if (isEffect) begin(world, life);
    await life.running();
    const isClosed = isPost && fate?.type === 'answer' && fate.code === 429;
    const answer = await world.telegram.call(call, fate).finally(() => {
      if (isClosed) closedUntilMs = world.time.nowMs() + (fate.retryAfterSeconds ?? 0) * 1_000;
      if (isEffect) world.underWay -= 1;
    });
    if (isEffect) dieAfter(world, life, `telegram.${call.method}`);
    await life.running();
    return answer;
  };
}

interface Write {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  readonly isOften: boolean;
}

async function effect(world: World, life: Life, { name, run, isOften }: Write): Promise<unknown> {
  if (!isOften) begin(world, life);
  await life.running();
  const result = await run().finally(() => {
    if (!isOften) world.underWay -= 1;
  });
  if (!isOften || isSomething(result)) dieAfter(world, life, name);
  return result;
}

/** The way of one process to its disk, which takes no time. What is dead writes nothing. */
export function diskRoad(world: World, life: Life): DiskUse['write'] {
  return (name, run) => {
    if (life.isDead()) return;
    run();
    dieAfter(world, life, name);
  };
}

/** Claims, or counts of what was swept. */
function isSomething(result: unknown): boolean {
  if (typeof result === 'number') return true;
  if (Array.isArray(result)) return result.length > 0;
  return typeof result === 'object' && result !== null && Object.values(result).some((value) => value !== 0);
}

function begin(world: World, life: Life): void {
  world.underWay += 1;
  // With nothing else under way this moment is the one after the effect before it.
  if (world.underWay > 1) world.crowded.add(world.effects + 1);
  if (world.killAt?.effect === world.effects + 1 && !world.killAt.isDone) die(world, life);
}

function dieAfter(world: World, life: Life, name: string): void {
  world.effects += 1;
  world.effectNames.push(name);
  if (world.killAt?.effect === world.effects && world.killAt.isDone) die(world, life);
}

function die(world: World, life: Life): void {
  world.killAt = null;
  count(world.seen.faults, 'process killed');
  life.kill();
}

/** Counts what changed in the outbox since the last look. */
function countTransitions({ seen, database, outboxStates }: World): void {
  for (const { id, state } of database.outbox.deliveries()) {
    const was = outboxStates.get(id) ?? 'pending';
    outboxStates.set(id, state);
    if (was === state) continue;
    count(seen.states, state);
    count(seen.transitions, `${was} → ${state}`);
  }
}
