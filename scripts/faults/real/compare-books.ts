import type { WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import { seriesName } from '../../../engine/market/series.ts';
import type { Delivery } from '../../../engine/signals/delivery.ts';
import { MINUTE_MS } from '../../../engine/time.ts';
import { signalsIn, unknownAndAbsent } from '../verdict/arrived.ts';
import type { Verdict } from '../verdict/judge.ts';
import type { Books } from './read-books.ts';
import { CANDLE_MS } from './real-stage.ts';

/** What a day with kills lost, doubled or gave wrongly, beside the same day without. */
export function compareBooks(killed: Books, quiet: Books): Verdict {
  const sound = soundBooks(killed);
  return {
    ...sound,
    lost: [...lostSignals(killed, quiet), ...sound.lost],
    entitlementDrift: killed.tier === quiet.tier ? [] : [`${killed.tier} instead of ${quiet.tier}`],
  };
}

/** Whether what was stored, what arrived and what Telegram's books have is one. */
export function soundBooks(books: Books): Verdict {
  return {
    lost: [...lostPosts(books), ...lostMoney(books)],
    ...{ silentDuplicates: doublePosts(books), entitlementDrift: [], lateAfterHealing: [] },
  };
}

/** Signals of candles that both days have seen the end of. */
function slotsOf({ entries }: Books, untilMs: number): ReadonlyMap<string, string> {
  return new Map(
    entries
      .filter(({ signal }) => signal.closeTimeMs + 2 * CANDLE_MS <= untilMs)
      .map(({ signal, outcome }) => [
        `${seriesName(signal.series)} ${new Date(signal.closeTimeMs).toISOString()}`,
        `${signal.side} ${outcome?.direction.type ?? 'open'}`,
      ]),
  );
}

function lostSignals(killed: Books, quiet: Books): readonly string[] {
  const untilMs = Math.min(killed.nowMs, quiet.nowMs);
  const [ours, theirs] = [slotsOf(killed, untilMs), slotsOf(quiet, untilMs)];
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((slot) => ours.get(slot) !== theirs.get(slot))
    .map((slot) => `signal ${slot}: ${ours.get(slot) ?? 'none'} instead of ${theirs.get(slot) ?? 'none'}`);
}

type Due = Pick<Books, 'entries' | 'nowMs'>;

const awaitedOf = ({ entries, nowMs }: Due) =>
  entries
    .flatMap(({ signal, deliveries }) => deliveries.map((delivery) => ({ signalId: signal.id, delivery })))
    .filter(({ delivery }) => delivery.dueAtMs + CANDLE_MS / 2 < nowMs);

/** Whether something that should be there by now may still be sent. */
export const hasOverdue = (books: Due): boolean =>
  awaitedOf(books).some(({ delivery: { state } }) => state === 'pending' || state === 'claimed');

function lostPosts({ entries, messages, nowMs }: Books): readonly string[] {
  const awaited = awaitedOf({ entries, nowMs });
  const deliveries = awaited.map(({ delivery }) => delivery);
  const subjects = messages.filter(isSubject).map((each) => ({ chatId: each.chatId, text: linksOf(each) }));
  return [
    ...deliveries
      .filter(({ state }) => state !== 'sent' && state !== 'unknown')
      .map((delivery) => unsentText(delivery, nowMs)),
    ...deliveries
      .filter(
        ({ state, chatId, messageId }) =>
          state === 'sent' && !messages.some((each) => each.chatId === chatId && each.messageId === messageId),
      )
      .map(({ id }) => `delivery ${id.slice(0, 8)} is sent, and no message is there`),
    ...unknownAndAbsent(awaited, subjects),
  ];
}

function unsentText({ id, state, error, dueAtMs }: Delivery, nowMs: number): string {
  const minutes = Math.round((nowMs - dueAtMs) / MINUTE_MS);
  return `delivery ${id.slice(0, 8)}, due ${minutes} minutes before the end, ended as ${state} (${error ?? 'no error'})`;
}

function lostMoney({ charges, lines }: Books): readonly string[] {
  const kept = new Set(lines.map(({ externalId }) => externalId));
  const taken = new Set(charges);
  return [
    ...charges.filter((id) => !kept.has(id)).map((id) => `charge ${id} is no line`),
    ...lines
      .filter(({ externalId }) => !taken.has(externalId))
      .map(({ externalId }) => `line ${externalId} is no charge`),
  ];
}

/** A later step of a signal answers the signal's own message. */
const isSubject = ({ replied }: WorldMessage): boolean => replied === null;

const linksOf = ({ text, entities }: WorldMessage): string => [text, ...entities.map(({ url }) => url ?? '')].join(' ');

/** Messages in one channel that are about the same signal as their own subject, and not an answer to the first. */
function doublePosts({ messages }: Books): readonly string[] {
  const counts = new Map<string, number>();
  for (const message of messages.filter(isSubject)) {
    const { chatId, text } = message;
    const ids = signalsIn(linksOf(message));
    // A repeat that says so is allowed.
    if (ids.size !== 1 || text.includes('🔁')) continue;
    for (const id of ids) counts.set(`${id} in ${chatId}`, (counts.get(`${id} in ${chatId}`) ?? 0) + 1);
  }
  return [...counts].filter(([, times]) => times > 1).map(([key, times]) => `signal ${key}: ${times} messages`);
}
