import type { TelegramWorld } from '../../bot/sandbox/telegram/world.ts';
import { HOUR_MS } from '../../engine/time.ts';

/** What arrived of the signals of one close. */
export interface Arrived {
  readonly closeMs: number;
  readonly count: number;
  /** By the product's clock. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What reaches people, seen from Telegram's side. */
export interface Arrivals {
  readonly closes: () => readonly Arrived[];
  /** From the close to the arrival of each message to a subscriber, milliseconds of the product's clock. */
  readonly delaysMs: () => readonly number[];
  /** The same text to the same person twice. */
  readonly duplicates: () => number;
  /** From a question of a writer to the bot's answer, milliseconds of the machine's clock. */
  readonly answersMs: () => readonly number[];
  /** Lets this writer ask; nothing where their last question has no answer yet. */
  ask(writer: number): Promise<void>;
  /** Forgets what has arrived so far. */
  restart(): void;
  stop(): void;
}

export function watchArrivals(
  people: TelegramWorld,
  subscribers: ReadonlySet<number>,
  { nowMs, wallNowMs }: { readonly nowMs: () => number; readonly wallNowMs: () => number },
): Arrivals {
  const closes = new Map<number, Arrived>();
  const delays: number[] = [];
  const answers: number[] = [];
  const asked = new Map<number, number>();
  const received = new Map<string, Set<number>>();
  let duplicates = 0;

  const take = (person: number, text: string): void => {
    const atMs = nowMs();
    const closeMs = Math.floor(atMs / HOUR_MS) * HOUR_MS;
    const { count, firstMs } = closes.get(closeMs) ?? { count: 0, firstMs: atMs };
    closes.set(closeMs, { closeMs, count: count + 1, firstMs, lastMs: atMs });
    delays.push(atMs - closeMs);
    const readers = received.get(text) ?? new Set();
    if (readers.has(person)) duplicates += 1;
    received.set(text, readers.add(person));
  };
  const stop = people.subscribe((event) => {
    if (event.type !== 'message' || event.personId === null || event.message.author !== 'bot') return;
    if (subscribers.has(event.personId)) return take(event.personId, event.message.text);
    const sinceMs = asked.get(event.personId);
    if (sinceMs !== undefined) answers.push(wallNowMs() - sinceMs);
    asked.delete(event.personId);
  });
  return {
    ...{ stop, closes: () => [...closes.values()], delaysMs: () => delays, duplicates: () => duplicates },
    answersMs: () => answers,
    restart() {
      closes.clear();
      received.clear();
      delays.length = 0;
      answers.length = 0;
      duplicates = 0;
    },
    async ask(writer) {
      if (asked.has(writer)) return;
      asked.set(writer, wallNowMs());
      await people.act(writer, { type: 'write', chatId: writer, text: '/help' });
    },
  };
}
