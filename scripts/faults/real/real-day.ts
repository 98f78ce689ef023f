import { setTimeout as sleep } from 'node:timers/promises';
import type { WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { hasOverdue } from './compare-books.ts';
import { createEffectGate } from './effect-gate.ts';
import { type Books, readBooks } from './read-books.ts';
import type { RealProcess } from './real-process.ts';
import { CANDLE_MS, openRealStage, type RealStage, type StageOptions } from './real-stage.ts';

/** A quarter of an hour in fifteen seconds: slow enough that no claim ends while a loaded machine is at it. */
export const DRILL_SPEED = 60;
const PURCHASE_HOURS = [1.1, 2.9, 4.7] as const;
/** The part of a candle after which everything that its close began has been done. */
const SETTLED = 0.8;
const BUY_ATTEMPTS = 40;
/** For any plan. */
const STARS_ENOUGH = 100_000;
const ANSWER_MS = 1_500;
/** Longer than any post may be late. */
const LOOKS = 60;
const LOOK_EVERY_MS = 1_000;

export interface RealDay {
  readonly books: Books;
  readonly effects: number;
  readonly kills: number;
}

/** Lets a day of `hours` pass over a real process, which is killed after each of these side effects and started again. */
export async function runRealDay(
  killAt: readonly number[],
  { hours, ...options }: Omit<StageOptions, 'gate' | 'speed' | 'name'> & { readonly hours: number },
): Promise<RealDay> {
  const life: { running: RealProcess | null } = { running: null };
  let kills = 0;
  let restarting: Promise<void> = Promise.resolve();
  const gate = createEffectGate(killAt, () => {
    kills += 1;
    stage.clock.hold();
    life.running?.child.kill('SIGKILL');
    restarting = restarting.then(() => start(gate.open));
  });
  const stage = await openRealStage({ ...options, gate, speed: DRILL_SPEED, name: `faults_real_${killAt.length}` });
  async function start(onStarted = (): void => {}): Promise<void> {
    await life.running?.ended;
    const process = await stage.start();
    life.running = process;
    onStarted();
    // Another kill may end it before: then the next start is in the queue already.
    await Promise.race([process.whenReady(), process.ended]);
    if (process.child.exitCode === null && process.child.signalCode === null) stage.clock.release();
  }
  try {
    await start();
    const startMs = stage.clock.nowMs();
    await buy(stage);
    gate.open();
    const hourOf = (): number => (stage.clock.nowMs() - startMs) / HOUR_MS;
    const purchases = PURCHASE_HOURS.filter((hour) => hour < hours);
    for (const hour of [...purchases, hours]) {
      while (hourOf() < hour) {
        await sleep(200);
        await restarting;
      }
      if (hour < hours) await buy(stage);
    }
    await untilSettled(stage);
    await restarting;
    stage.clock.hold();
    const books = await readBooks(stage);
    return { books, effects: gate.count(), kills };
  } finally {
    life.running?.child.kill('SIGKILL');
    await life.running?.ended;
    await stage.close();
  }
}

const newest = async ({ person }: RealStage): Promise<readonly WorldMessage[]> =>
  (await person.snapshot()).chats.find(({ type }) => type === 'bot')?.messages ?? [];

/**
 * Resolves where nothing is on its way, late in a candle, and holds the clock: what would become due while the product is stopped is not
 * its business. A machine that is late with its posts is given time; one that never sends them lets them expire, which is found.
 */
export async function untilSettled(stage: RealStage): Promise<void> {
  const { clock } = stage;
  const endMs = (Math.floor(clock.nowMs() / CANDLE_MS) + 1 + SETTLED) * CANDLE_MS;
  while (clock.nowMs() < endMs) await sleep(100);
  for (let look = 1; look < LOOKS && hasOverdue(await readBooks(stage)); look += 1) await sleep(LOOK_EVERY_MS);
  clock.hold();
}

/** Buys the first plan, and goes into its channel. What meets a dead process is done again, as people do. */
export async function buy(stage: RealStage): Promise<void> {
  const { person } = stage;
  const { id: chatId } = await person.chat('Analyser');
  const stars = async (): Promise<number> => (await person.snapshot()).person.stars;
  await person.act({ type: 'add-stars', amount: STARS_ENOUGH });
  await person.act({ type: 'write', chatId, text: '/start' });
  const before = await stars();
  for (let attempt = 1; (await stars()) === before; attempt += 1) {
    if (attempt > BUY_ATTEMPTS) throw new Error(`expected a purchase within ${BUY_ATTEMPTS} attempts`);
    await person.act({ type: 'write', chatId, text: '/subscribe' });
    await sleep(ANSWER_MS);
    const offer = (await newest(stage)).flatMap(offersOf).at(-1);
    if (offer === undefined) continue;
    await person.act({ type: 'press', chatId, ...offer });
    await sleep(ANSWER_MS);
    const invoice = (await newest(stage)).findLast((each) => each.invoice !== null && !each.invoice.paid);
    if (invoice !== undefined) await person.act({ type: 'pay', chatId, messageId: invoice.messageId });
  }
  for (let attempt = 1; (await person.chat('Pro')).membership !== 'member'; attempt += 1) {
    if (attempt > BUY_ATTEMPTS) throw new Error(`expected to be let in within ${BUY_ATTEMPTS} attempts`);
    const links = (await newest(stage)).flatMap(({ keyboard }) =>
      keyboard.flat().filter((each) => each.type === 'url'),
    );
    const link = links.findLast(({ url }) => url.includes('/+'));
    if (link !== undefined) await person.act({ type: 'open-link', url: link.url });
    await sleep(ANSWER_MS);
  }
}

function offersOf({
  messageId,
  keyboard,
}: WorldMessage): readonly { readonly messageId: number; readonly data: string }[] {
  return keyboard
    .flat()
    .flatMap((button) =>
      button.type === 'callback' && /^(?:accept-terms|buy)/.test(button.data) ? [{ messageId, data: button.data }] : [],
    );
}
