import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import type { Delivery } from '../../../engine/signals/delivery.ts';
import type { Charge } from '../world/simulated-telegram.ts';
import type { World } from '../world/world.ts';

/** Everything that is due is done so long after the last fault. */
export const BOUND_MS = 10 * 60_000;

const TEXTS = textsFor('en');

/** The beginnings of the ids of the signals that a post is about: posts link to each of them. */
export function signalsIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/signal_([0-9a-f]{10})/g)].map(([, id = '']) => id));
}

/** Whether a post is about this signal, perhaps among others. */
export function isAbout(text: string, signalId: string): boolean {
  return [...signalsIn(text)].some((prefix) => signalId.startsWith(prefix));
}

interface Awaited {
  readonly signalId: string;
  readonly delivery: Pick<Delivery, 'id' | 'chatId' | 'state'>;
}

/**
 * Deliveries whose sender never heard whether they were sent, and whose signal no message of their chat is about. `awaited`: only those
 * for whose repeat there was time.
 */
export function unknownAndAbsent(
  awaited: readonly Awaited[],
  messages: readonly { readonly chatId: number; readonly text: string }[],
): readonly string[] {
  return awaited
    .filter(({ delivery }) => delivery.state === 'unknown')
    .filter(
      ({ delivery, signalId }) =>
        !messages.some(({ chatId, text }) => chatId === delivery.chatId && isAbout(text, signalId)),
    )
    .map(({ delivery }) => `delivery ${delivery.id.slice(0, 8)} is unknown, and no message of its signal is there`);
}

/** A receipt that arrived. `isTagged`: it says that it may be a repetition. */
interface Thanks {
  readonly atMs: number;
  readonly isTagged: boolean;
}

/** The receipts that arrived in a person's chat. */
export function thanksOf({ telegram }: World, telegramId: number): readonly Thanks[] {
  return telegram.messages
    .filter(({ chatId, text }) => chatId === telegramId && /Payment received/.test(text))
    .map(({ text, atMs }) => ({ atMs, isTagged: text.includes(TEXTS.maybeRepeated) }));
}

/** Whether from this charge on its payer got as many receipts as they paid. */
export function isThanked(world: World, { telegramId, atMs }: Charge): boolean {
  const since = (all: readonly { readonly atMs: number }[]): number => all.filter((each) => each.atMs >= atMs).length;
  const charges = world.telegram.charges.filter((each) => each.telegramId === telegramId);
  return since(thanksOf(world, telegramId)) >= since(charges);
}
