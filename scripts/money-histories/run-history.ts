import { TERMS_VERSION } from '../../billing/terms.ts';
import { billSubscriptions } from '../../bot/sandbox/stripe/state/bill-subscriptions.ts';
import { signatureOf } from '../../bot/sandbox/stripe/webhook-emitter.ts';
import { personOf } from '../../bot/telegram/updates/update-road.ts';
import { DAY_MS, HOUR_MS } from '../../engine/time.ts';
import { type History, PEOPLE } from './history.ts';
import { confirmAgain } from './play-partner.ts';
import { playStep } from './play-step.ts';
import { type Defect, type MoneyProcess, startMoneyProcess } from './world/money-process.ts';
import { type MoneyWorld, openMoneyWorld } from './world/money-world.ts';
import type { WaitingPostback } from './world/partner-side.ts';
import { STRIPE_SECRET } from './world/stripe-side.ts';

/** A history that was played to its end, everything undone done. */
export interface Played {
  readonly world: MoneyWorld;
  /** The accounts of each person, the newest last. */
  readonly people: readonly (readonly number[])[];
}

const TICK_MS = 6 * HOUR_MS;
const RECONCILE_EVERY_MS = 5 * DAY_MS;
/** Telegram waits ten seconds for the answer to a question before a payment. */
const QUESTION_MS = 8_000;
const STEP_MS = 40_000;

interface Playing {
  readonly world: MoneyWorld;
  readonly people: number[][];
  readonly defect: Defect;
  process: MoneyProcess;
  reconciledMs: number;
}

/** Plays a history, with calls that break and a process that dies, and then lets everything come to rest with nothing breaking. */
export async function runHistory({ seed, steps, weather }: History, defect: Defect = {}): Promise<Played> {
  const world = openMoneyWorld(seed);
  const people = Array.from({ length: PEOPLE }, (_, who) => [101 + who]);
  await meetEverybody(world);
  for (const effect of weather.killAfter) world.breaks.killAfter.add(effect);
  const process = startMoneyProcess(world, defect);
  const playing: Playing = { world, people, defect, process, reconciledMs: world.time.nowMs() };
  world.breaks.rate = weather.rate;
  for (const { afterHours, kind, who, pick } of steps) {
    await letPass(playing, afterHours * HOUR_MS);
    const accounts = people[who] ?? [];
    const telegramId = accounts.at(-1) ?? 0;
    const moveTo = accounts.length === 1 ? 201 + who : telegramId;
    const acting = { world, process: alive(playing), telegramId, pick, moveTo };
    void playStep({ kind }, acting).catch(() => {});
    await world.time.pass(STEP_MS);
    await answerQuestions(playing);
    // Whoever asked in vain asks no more in this history.
    if (kind === 'move' && (await world.stores.links.find(telegramId))?.move != null) accounts.push(moveTo);
  }
  world.breaks.rate = 0;
  world.breaks.killAfter.clear();
  await letPass(playing, 2 * DAY_MS);
  await settle(playing);
  return { world, people };
}

/** People accept the terms before a history begins; the second was invited by the first. */
async function meetEverybody({ stores }: MoneyWorld): Promise<void> {
  const code = await stores.links.inviteCode(101, 'abcdefgh');
  for (let who = 0; who < PEOPLE; who += 1) {
    for (const telegramId of [101 + who, 201 + who]) {
      const person = { telegramId, firstName: `P${telegramId}`, languageCode: 'en' };
      await stores.accounts.meet(person, telegramId === 102 ? `ref_${code}` : null, 0);
      await stores.accounts.acceptTerms(telegramId, TERMS_VERSION, 0);
    }
  }
}

/** The process that runs; after one died, its successor. */
function alive(playing: Playing): MoneyProcess {
  if (playing.process.life.isDead()) playing.process = startMoneyProcess(playing.world, playing.defect);
  return playing.process;
}

async function letPass(playing: Playing, ms: number): Promise<void> {
  const { world } = playing;
  const endMs = world.time.nowMs() + ms;
  for (;;) {
    world.books.bill(world.time.nowMs());
    billSubscriptions(world.stripe.world);
    await tell(playing);
    const process = alive(playing);
    const calls = [process.cards.workOpen(), process.partners.workOpen(), process.moveAccounts()];
    if (world.time.nowMs() - playing.reconciledMs >= RECONCILE_EVERY_MS) {
      playing.reconciledMs = world.time.nowMs();
      calls.push(process.cards.reconcile(), reconciled(process), process.partners.lookAgain());
    }
    for (const call of calls) void call.catch(() => {});
    await world.time.pass(Math.max(0, Math.min(TICK_MS, endMs - world.time.nowMs())));
    if (world.time.nowMs() >= endMs) return;
  }
}

async function reconciled(process: MoneyProcess): Promise<void> {
  await process.reconcileStars();
}

/** The bot is asked before each payment, and told of what came of it. */
async function answerQuestions(playing: Playing): Promise<void> {
  const { world } = playing;
  await tell(playing);
  await world.time.pass(QUESTION_MS);
  world.books.collect(world.time.nowMs());
  await tell(playing);
  await world.time.pass(STEP_MS);
}

/** Hands over what waits at Telegram and Stripe: at least once, in an order that each of them may take. */
async function tell(playing: Playing): Promise<void> {
  const { world } = playing;
  const { random } = world.breaks;
  const process = alive(playing);
  const keys = new Map<number, number>();
  const keyOf = (person: number): number => {
    const key = keys.get(person) ?? random();
    keys.set(person, key);
    return key;
  };
  // One person's updates keep their order, those of several do not.
  const updates = world.books.waiting.toSorted((a, b) => keyOf(personOf(a) ?? 0) - keyOf(personOf(b) ?? 0));
  const intake = process.intake.take(updates).then(() => {
    const unsafe = process.intake.firstUnsafeId() ?? Number.POSITIVE_INFINITY;
    const isKept = random() < 0.2;
    if (process.life.isDead() || isKept) return;
    const taken = new Set(updates.filter(({ update_id: id }) => id < unsafe));
    world.books.waiting.splice(0, Infinity, ...world.books.waiting.filter((update) => !taken.has(update)));
  });
  void intake.catch(() => {});
  for (const body of world.stripe.waiting.splice(0)) {
    const chance = world.breaks.rate === 0 ? 1 : random();
    // Some never come: reconciliation finds what they were about.
    if (chance < 0.1) continue;
    const times = chance < 0.3 ? 2 : 1;
    for (let time = 0; time < times; time += 1) void receive(playing, process, body).catch(() => {});
  }
  for (const postback of world.partners.waiting.toSorted(() => random() - 0.5)) {
    const times = random() < 0.3 ? 2 : 1;
    for (let time = 0; time < times; time += 1) void post(playing, process, postback).catch(() => {});
  }
  world.stripe.waiting.sort(() => random() - 0.5);
  await world.time.pass(1_000);
}

/** A partner sends again what was not answered, and now and then what was. */
async function post({ world }: Playing, process: MoneyProcess, postback: WaitingPostback): Promise<void> {
  const { waiting } = world.partners;
  const { random } = world.breaks;
  const keeps = random() < 0.15 && world.breaks.rate > 0;
  await process.takePostback(postback);
  const index = waiting.indexOf(postback);
  if (index >= 0 && !keeps) waiting.splice(index, 1);
}

async function receive({ world }: Playing, { cards }: MoneyProcess, body: string): Promise<void> {
  const signature = signatureOf(body, STRIPE_SECRET, world.time.nowMs());
  try {
    await cards.receive(Buffer.from(body), signature);
  } catch {
    world.stripe.waiting.push(body);
  }
}

/** Nothing breaks any more: what is left is done, and both providers are read once more. */
async function settle(playing: Playing): Promise<void> {
  const { world } = playing;
  for (let round = 0; round < 3; round += 1) {
    await tell(playing);
    const process = alive(playing);
    const { cards, partners } = process;
    for (const work of [
      cards.workOpen,
      process.reconcileStars,
      cards.reconcile,
      process.moveAccounts,
      partners.workOpen,
      partners.lookAgain,
    ])
      void work().catch((error: unknown) => void world.failures.push(String(error)));
    for (const verdict of world.partners.verdicts)
      void confirmAgain({ process, world }, verdict).catch((error: unknown) => void world.failures.push(String(error)));
    await world.time.pass(10 * 60_000);
  }
}
