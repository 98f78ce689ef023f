import { entitlementAt, opensTier } from '../../billing/entitlement.ts';
import { decodeInvoicePayload } from '../../billing/invoice.ts';
import type { LedgerFact } from '../../billing/ledger-fact.ts';
import { settleStarPayment, settleStarRefund } from '../../billing/settle.ts';
import { textsFor } from '../../bot/telegram/messages/texts.ts';
import { seriesName } from '../../engine/market/series.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { CHANNELS } from './process.ts';
import { PEOPLE, type Scenario } from './scenario.ts';
import { DAY_START_MS } from './simulated-exchange.ts';
import { type Charge, memberKey } from './simulated-telegram.ts';
import type { World } from './world.ts';

/** What was broken, each kind with what shows it. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly silentDuplicates: readonly string[];
  readonly entitlementDrift: readonly string[];
  readonly lateAfterHealing: readonly string[];
}

/** A post found later than its candle by as long as a slow call takes is still one that was sent in time. */
const LATE_SLACK_MS = 30_000;
const CHECKOUT_LIMIT_MS = 1_100;

/**
 * Judges the end of a day: safety whatever happened, and liveness because everything has been well for a while. `quiet`: the same day
 * undisturbed, where only kills disturbed this one.
 */
export function judge(world: World, scenario: Scenario, quiet: World | null): Verdict {
  return {
    lost: [...lostPosts(world), ...(quiet === null ? [] : differences(world, quiet)), ...wrongBooks(world)],
    silentDuplicates: [...doublePosts(world), ...doubleThanks(world), ...doubleSlots(world)],
    entitlementDrift: drift(world),
    lateAfterHealing: [...late(world), ...unthanked(world), ...lateCheckouts(world, scenario)],
  };
}

export function isClean(verdict: Verdict): boolean {
  return Object.values(verdict).every((found: readonly string[]) => found.length === 0);
}

const wasInjected = ({ seen }: World, kind: string): boolean => (seen.faults.get(kind) ?? 0) > 0;

/** What the books call sent and nobody got, or what was posted when it was no news any more. */
function lostPosts({ database, telegram }: World): readonly string[] {
  const found: string[] = [];
  const entries = database.ledger.entries();
  for (const { id, state, chatId, messageId } of database.outbox.deliveries()) {
    const message = telegram.messages[(messageId ?? 0) - 1];
    if (state === 'sent' && message?.chatId !== chatId)
      found.push(`delivery ${id.slice(0, 8)} is sent, and no message is there`);
  }
  for (const message of telegram.messages.filter(({ chatId }) => chatId < 0)) {
    const prefix = signalOf(message.text);
    const entry = entries.find(({ signal }) => prefix !== null && signal.id.startsWith(prefix));
    if (entry === undefined) found.push(`message ${message.id} tells a signal that no ledger has`);
    else if (message.atMs > entry.signal.closeTimeMs + HOUR_MS + LATE_SLACK_MS)
      found.push(`message ${message.id} came after its candle was over`);
  }
  return found;
}

function signalOf(text: string): string | null {
  return /signal_(\w+)/.exec(text)?.[1] ?? null;
}

/** Where only kills disturbed the day, it ends as if nothing had happened. */
function differences(world: World, quiet: World): readonly string[] {
  const found: string[] = [];
  const [ours, theirs] = [slotsOf(world), slotsOf(quiet)];
  for (const [slot, line] of theirs) {
    const own = ours.get(slot);
    if (own !== line) found.push(`signal ${slot}: ${own ?? 'none'} instead of ${line}`);
  }
  for (const slot of ours.keys()) if (!theirs.has(slot)) found.push(`signal ${slot}: was never given undisturbed`);
  const rows = (each: World): number =>
    each.database.predictions.rows().filter(({ returnNext }) => returnNext !== null).length;
  if (rows(world) !== rows(quiet)) found.push(`${rows(world)} settled predictions instead of ${rows(quiet)}`);
  const nowMs = world.time.nowMs();
  const deliveries = world.database.outbox.deliveries().filter(({ dueAtMs }) => dueAtMs < nowMs - BOUND_MS);
  const states = deliveries.map(({ state }) => state);
  const bad = states.filter((state) => state !== 'sent' && state !== 'unknown');
  if (bad.length > 0) found.push(`deliveries ended as ${[...new Set(bad)].join(', ')}`);
  // A claim that a kill interrupted: as many as one claim may hand out.
  const unknown = states.filter((state) => state === 'unknown').length;
  if (unknown > MOST_UNKNOWN) found.push(`${unknown} deliveries are unknown after one kill`);
  for (const { telegramId } of world.telegram.charges)
    if (thanksOf(world, telegramId).length === 0) found.push(`nobody thanked ${telegramId}`);
  const late = world.lateLines;
  if (late.length > 0) found.push(...late);
  return found;
}

/** Two series speak at one close, into two channels. */
const MOST_UNKNOWN = 4;

function slotsOf({ database }: World): ReadonlyMap<string, string> {
  return new Map(
    database.ledger
      .entries()
      .map(({ signal, outcome }) => [
        `${seriesName(signal.series)} ${(signal.closeTimeMs - DAY_START_MS) / HOUR_MS} h`,
        `${signal.side} ${outcome?.direction.type ?? 'open'}`,
      ]),
  );
}

function doublePosts({ telegram }: World): readonly string[] {
  const counts = new Map<string, number>();
  for (const { chatId, text } of telegram.messages) {
    if (chatId > 0) continue;
    const key = `${signalOf(text)} in ${chatId}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, times]) => times > 1).map(([key, times]) => `signal ${key}: ${times} messages`);
}

const TEXTS = textsFor('en');

function thanksOf({ telegram }: World, telegramId: number): readonly { readonly isTagged: boolean }[] {
  return telegram.messages
    .filter(({ chatId, text }) => chatId === telegramId && /Payment received/.test(text))
    .map(({ text }) => ({ isTagged: text.includes(TEXTS.maybeRepeated) }));
}

/** Where Telegram refused, or was fine, every payer reads of the payment; a call that ended in the dark may have been read. */
function unthanked(world: World): readonly string[] {
  const isDark = [...world.seen.faults.keys()].some((kind) => /reset|slow|403|database|process|clock/.test(kind));
  if (isDark) return [];
  return world.telegram.charges
    .filter(({ telegramId }) => thanksOf(world, telegramId).length === 0)
    .map(({ telegramId }) => `${telegramId} was never thanked`);
}

function doubleThanks(world: World): readonly string[] {
  return Object.values(PEOPLE).flatMap((telegramId) => {
    const untagged = thanksOf(world, telegramId).filter(({ isTagged }) => !isTagged).length;
    const charges = world.telegram.charges.filter((charge) => charge.telegramId === telegramId).length;
    return untagged > charges ? [`${telegramId} was thanked ${untagged} times for ${charges} payments`] : [];
  });
}

/** One published signal, one prediction and one line of money each, whatever the models and processes. */
function doubleSlots({ database }: World): readonly string[] {
  const keys = [
    ...database.ledger.entries().map(({ signal }) => `signal of ${seriesName(signal.series)} at ${signal.closeTimeMs}`),
    ...database.payments.lines.map(({ provider, externalId }) => `line ${provider} ${externalId}`),
  ];
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `twice: ${key}`);
}

function factsOf({ id, telegramId, amount, payload }: Charge, atMs: number) {
  return { telegramId, chargeId: id, currency: 'XTR', totalAmount: amount, payload, atMs, isRenewal: false };
}

/** The money ledger as Telegram's own books would have it. */
function trueLines({ telegram, database }: World): readonly LedgerFact[] {
  const granted = database.payments.lines.filter(({ provider }) => provider === 'grant');
  const settled = telegram.charges.flatMap((charge) => [
    settleStarPayment(factsOf(charge, charge.atMs)),
    ...(charge.refundedAtMs === null ? [] : [settleStarRefund(factsOf(charge, charge.refundedAtMs))]),
  ]);
  return [...granted, ...settled.flatMap((each) => (each.type === 'settled' ? [each.fact] : []))];
}

function drift(world: World): readonly string[] {
  const nowMs = world.time.nowMs();
  const truth = trueLines(world);
  const found: string[] = [];
  const at = (lines: readonly LedgerFact[], telegramId: number, timeMs: number) =>
    entitlementAt(
      lines.filter((line) => line.telegramId === telegramId),
      timeMs,
    );
  for (const telegramId of Object.values(PEOPLE)) {
    const [ours, theirs] = [at(world.database.payments.lines, telegramId, nowMs), at(truth, telegramId, nowMs)];
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      found.push(`${telegramId} has ${JSON.stringify(ours)} and paid for ${JSON.stringify(theirs)}`);
    const isIn = world.telegram.members.has(memberKey(telegramId, CHANNELS.pro));
    if (isIn && !opensTier(theirs, 'pro')) found.push(`${telegramId} is in the paid channel without a plan`);
  }
  for (const { telegramId, atMs } of world.telegram.removals)
    if (opensTier(at(truth, telegramId, atMs), 'pro')) found.push(`${telegramId} was removed while their plan ran`);
  return found;
}

function wrongBooks({ telegram }: World): readonly string[] {
  return telegram.charges
    .filter(({ payload }) => decodeInvoicePayload(payload) === null)
    .map(({ id }) => `charge ${id} names no order`);
}

/** What is due and not done although nothing goes wrong any more. */
function late(world: World): readonly string[] {
  const { database, telegram, time } = world;
  const nowMs = time.nowMs();
  const found: string[] = [];
  for (const delivery of database.outbox.deliveries()) {
    const { id, state, dueAtMs, outcomeShown, error } = delivery;
    const name = `delivery ${id.slice(0, 8)}`;
    if ((state === 'pending' && dueAtMs < nowMs - BOUND_MS) || state === 'claimed')
      found.push(`${name} is still ${state}`);
    if (state === 'dead' && !wasInjected(world, 'telegram 403')) found.push(`${name} is dead: ${error}`);
    if (state !== 'sent' || outcomeShown) continue;
    const entry = database.ledger
      .entries()
      .find(({ signal, deliveries }) => signal.id !== '' && deliveries.some((each) => each.id === id));
    const settledAtMs = entry?.outcome?.settledAtMs ?? Number.POSITIVE_INFINITY;
    if (settledAtMs < nowMs - BOUND_MS && !(error !== null && wasInjected(world, 'telegram 403')))
      found.push(`${name} does not show its outcome`);
  }
  const unsettled = database.ledger
    .entries()
    .filter(({ signal, outcome }) => outcome === null && signal.closeTimeMs + 2 * HOUR_MS < nowMs);
  if (unsettled.length > 0) found.push(`${unsettled.length} signals have no outcome`);
  if (telegram.openUpdates() > 0) found.push(`${telegram.openUpdates()} updates were not taken`);
  const newestMs = Math.max(...database.predictions.rows().map(({ closeTimeMs }) => closeTimeMs));
  if (newestMs < Math.floor((nowMs - BOUND_MS) / HOUR_MS) * HOUR_MS)
    found.push('the newest candles were not decided upon');
  if (world.impatientCalls > 0) found.push(`${world.impatientCalls} posts within the wait that Telegram had asked for`);
  return found;
}

/** Everything that is due is done so long after the last fault. */
const BOUND_MS = 10 * 60_000;

/** A question before a payment is answered within a second where only the database is away, and never left open by a process that runs. */
function lateCheckouts({ telegram, seen }: World, { processes }: Scenario): readonly string[] {
  const isDisturbed = [...seen.faults.keys()].some((kind) => /telegram|process|disk|clock/.test(kind));
  if (isDisturbed || processes === 2) return [];
  return telegram.checkouts
    .filter(({ askedMs, answeredMs }) => answeredMs === null || answeredMs - askedMs > CHECKOUT_LIMIT_MS)
    .map(
      ({ askedMs, answeredMs }) =>
        `a question before a payment was answered after ${(answeredMs ?? Number.POSITIVE_INFINITY) - askedMs} ms`,
    );
}
