import { entitlementAt, opensTier } from '../../../billing/entitlement.ts';
import { decodeInvoicePayload } from '../../../billing/invoice.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { settleStarPayment, settleStarRefund } from '../../../billing/settle.ts';
import { seriesName } from '../../../engine/market/series.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { CHANNELS } from '../world/process.ts';
import { PEOPLE } from '../world/scenario.ts';
import { type Charge, memberKey } from '../world/simulated-telegram.ts';
import type { World } from '../world/world.ts';
import { isAbout, signalsIn, thanksOf } from './arrived.ts';

/** A post found later than its candle by as long as a slow call takes is still one that was sent in time. */
const LATE_SLACK_MS = 30_000;
/** An update on its way from Telegram into a machine's journal. */
const ON_ITS_WAY_MS = 60_000;

/** What must never happen, at no moment of any day: something is in nobody's hands, or in the books and not in the world. */
export function lostThings(world: World): readonly string[] {
  return [...lostPosts(world), ...lostPayments(world), ...wrongBooks(world)];
}

/** The time that a machine's clock showed where it was behind: by it the candle was not over. */
function shownMs({ clockErrors }: World, atMs: number): number {
  const errors = clockErrors.filter(({ fromMs, untilMs }) => fromMs <= atMs && atMs <= untilMs);
  return atMs + Math.min(0, ...errors.map(({ byMs }) => byMs));
}

/** What the books call sent and nobody got, or what was posted when it was no news any more. */
function lostPosts(world: World): readonly string[] {
  const { database, telegram } = world;
  const found: string[] = [];
  const entries = database.ledger.entries();
  for (const { id, state, chatId, messageId } of database.outbox.deliveries()) {
    const message = telegram.messages[(messageId ?? 0) - 1];
    if (state === 'sent' && message?.chatId !== chatId)
      found.push(`delivery ${id.slice(0, 8)} is sent, and no message is there`);
  }
  for (const message of telegram.messages.filter(({ chatId }) => chatId < 0)) {
    const entry = entries.find(({ signal }) => isAbout(message.text, signal.id));
    if (entry === undefined) found.push(`message ${message.id} tells a signal that no ledger has`);
    else if (shownMs(world, message.atMs) > entry.signal.closeTimeMs + HOUR_MS + LATE_SLACK_MS)
      found.push(`message ${message.id} came after its candle was over`);
  }
  return found;
}

/** Money that was taken is in the ledger, in a machine's journal, or still in Telegram's queue. */
function lostPayments({ telegram, database, disks, time }: World): readonly string[] {
  return telegram.charges
    .filter(({ atMs }) => time.nowMs() - atMs > ON_ITS_WAY_MS)
    .filter(
      ({ id }) =>
        !database.payments.lines.some(({ externalId }) => externalId === id) &&
        ![...telegram.updates(), ...disks.flatMap((disk) => disk.left().map(({ update }) => update))].some(
          (update) => update.message?.successful_payment?.telegram_payment_charge_id === id,
        ),
    )
    .map(({ id }) => `charge ${id} is in nobody's hands`);
}

function wrongBooks({ telegram }: World): readonly string[] {
  return telegram.charges
    .filter(({ payload }) => decodeInvoicePayload(payload) === null)
    .map(({ id }) => `charge ${id} names no order`);
}

/** What is there twice, and does not say so. */
export function doubleEffects(world: World): readonly string[] {
  return [...doublePosts(world), ...doubleThanks(world), ...doubleSlots(world)];
}

function doublePosts({ telegram }: World): readonly string[] {
  const counts = new Map<string, number>();
  for (const { chatId, text } of telegram.messages) {
    if (chatId > 0) continue;
    // One more that says so is allowed.
    const key = `${[...signalsIn(text)].join(', ')} in ${chatId}${text.includes('🔁') ? ', marked as a repeat' : ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, times]) => times > 1).map(([key, times]) => `signal ${key}: ${times} messages`);
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

function rightsAt(lines: readonly LedgerFact[], telegramId: number, timeMs: number) {
  return entitlementAt(
    lines.filter((line) => line.telegramId === telegramId),
    timeMs,
  );
}

/** Money that nobody paid, and rights that were taken away while they ran. */
export function falseRights(world: World): readonly string[] {
  const truth = trueLines(world);
  const paid = new Set(truth.map(({ externalId }) => externalId));
  return [
    ...world.database.payments.lines
      .filter(({ externalId }) => !paid.has(externalId))
      .map(({ externalId }) => `line ${externalId} is in no book of Telegram`),
    ...world.telegram.removals
      .filter(({ telegramId, atMs }) => opensTier(rightsAt(truth, telegramId, atMs), 'pro'))
      .map(({ telegramId }) => `${telegramId} was removed while their plan ran`),
  ];
}

/** Who has what, beside what they paid for, once everything that was under way has come to its end. */
export function entitlementDrift(world: World): readonly string[] {
  const nowMs = world.time.nowMs();
  const truth = trueLines(world);
  return Object.values(PEOPLE).flatMap((telegramId) => {
    const [ours, theirs] = [
      rightsAt(world.database.payments.lines, telegramId, nowMs),
      rightsAt(truth, telegramId, nowMs),
    ];
    const isIn = world.telegram.members.has(memberKey(telegramId, CHANNELS.pro));
    return [
      ...(JSON.stringify(ours) === JSON.stringify(theirs)
        ? []
        : [`${telegramId} has ${JSON.stringify(ours)} and paid for ${JSON.stringify(theirs)}`]),
      ...(isIn && !opensTier(theirs, 'pro') ? [`${telegramId} is in the paid channel without a plan`] : []),
    ];
  });
}
