import { GrammyError, HttpError } from 'grammy';
import { createDeliverer, type Deliverer, type DelivererDeps } from '../../../bot/broadcast/deliver.ts';
import type { BroadcastEvent } from '../../../bot/broadcast/event.ts';
import type { ChannelSender } from '../../../bot/telegram/channels/channel-sender.ts';
import type { Keyboard } from '../../../bot/telegram/views/show.ts';
import type { Clock } from '../../../engine/ports.ts';
import { CLOSE_TIME_MS } from '../signal-fixtures.ts';
import { createMemoryOutbox, type MemoryOutbox } from './memory-outbox.ts';

export interface ManualClock extends Clock {
  advance(ms: number): void;
}

export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}

/** What the fake Telegram does with the next call. "-after" failures have taken effect before they fail. */
export type Fate =
  | 'ok'
  | 'flood'
  | 'server-error'
  | 'refused'
  | 'reset-before'
  | 'reset-after'
  | 'blocked'
  | 'bad-request'
  | 'unauthorized'
  | 'not-modified'
  | 'edit-gone';

const answer = (error_code: number, description: string, parameters: { retry_after?: number } = {}): Error =>
  new GrammyError(description, { ok: false, error_code, description, parameters }, 'sendMessage', {});
const network = (code: string): Error =>
  new HttpError('Network request failed!', Object.assign(new Error(code), { code }));

const FAILURES: Readonly<Record<Exclude<Fate, 'ok'>, () => Error>> = {
  flood: () => answer(429, 'Too Many Requests: retry after 7', { retry_after: 7 }),
  'server-error': () => answer(502, 'Bad Gateway'),
  refused: () => network('ECONNREFUSED'),
  'reset-before': () => network('ECONNRESET'),
  'reset-after': () => network('ECONNRESET'),
  blocked: () => answer(403, 'Forbidden: bot is not a member of the channel chat'),
  'bad-request': () => answer(400, 'Bad Request: chat not found'),
  unauthorized: () => answer(401, 'Unauthorized'),
  'not-modified': () => answer(400, 'Bad Request: message is not modified: specified new message content is the same'),
  'edit-gone': () => answer(400, 'Bad Request: message to edit not found'),
};

export type CallType = 'post' | 'edit' | 'post-photo' | 'edit-photo' | 'edit-caption';

export interface FakeTelegram extends ChannelSender {
  /** Fates of the next calls, in order; "ok" when used up. */
  readonly fates: Fate[];
  /** Messages that exist, newest last. */
  readonly messages: {
    readonly chatId: number;
    /** The text, or the caption of a photo. */
    html: string;
    /** Null: a text. */
    png: Buffer | null;
    readonly atMs: number;
    edits: number;
    /** The message of the chat that it answers; null: none. */
    readonly replyTo: number | null;
    keyboard: Keyboard;
  }[];
  /** Every call, also failed ones. */
  readonly calls: { readonly chatId: number; readonly atMs: number; readonly type: CallType }[];
}

function createFakeTelegram(clock: ManualClock, latencyMs = 40): FakeTelegram {
  const fake: FakeTelegram = {
    fates: [],
    messages: [],
    calls: [],
    async post(chatId, html, { keyboard = [], replyTo = null } = {}) {
      return await call(chatId, 'post', () => add({ chatId, html, png: null, replyTo, keyboard }));
    },
    async edit(chatId, messageId, { html, keyboard = [] }) {
      await call(chatId, 'edit', () => change(messageId, { html, keyboard }));
    },
    async postPhoto(chatId, { png, caption, keyboard = [] }) {
      return await call(chatId, 'post-photo', () => add({ chatId, html: caption, png, replyTo: null, keyboard }));
    },
    async editPhoto(chatId, messageId, { png, caption, keyboard = [] }) {
      await call(chatId, 'edit-photo', () => change(messageId, { html: caption, png, keyboard }));
    },
    async editCaption(chatId, messageId, { html, keyboard = [] }) {
      await call(chatId, 'edit-caption', () => change(messageId, { html, keyboard }));
    },
  };
  function add(
    message: Pick<FakeTelegram['messages'][number], 'chatId' | 'html' | 'png' | 'replyTo' | 'keyboard'>,
  ): void {
    fake.messages.push({ ...message, atMs: clock.nowMs(), edits: 0 });
  }
  function change(
    messageId: number,
    content: { readonly html: string; readonly png?: Buffer; readonly keyboard: Keyboard },
  ): void {
    const message = fake.messages[messageId - 1];
    if (message !== undefined) Object.assign(message, content, { edits: message.edits + 1 });
  }
  /** Resolves with the number of messages there are once it has taken effect: the id of one that was added. */
  async function call(chatId: number, type: CallType, effect: () => void): Promise<number> {
    clock.advance(latencyMs / 2);
    fake.calls.push({ chatId, atMs: clock.nowMs(), type });
    const fate = fake.fates.shift() ?? 'ok';
    if (fate === 'ok' || fate === 'reset-after') {
      effect();
    }
    clock.advance(latencyMs / 2);
    if (fate !== 'ok') {
      throw FAILURES[fate]();
    }
    return fake.messages.length;
  }
  return fake;
}

export interface BroadcastBench {
  readonly clock: ManualClock;
  readonly outbox: MemoryOutbox;
  readonly telegram: FakeTelegram;
  readonly events: BroadcastEvent[];
  readonly deliverer: Deliverer;
  /** A deliverer as after a restart: it knows only what the outbox knows. */
  restart(changes?: Partial<DelivererDeps>): Deliverer;
  /** Drains each virtual second for so long. */
  run(forMs: number, deliverer?: Deliverer): Promise<void>;
}

export function createBroadcastBench(changes: Partial<DelivererDeps> = {}): BroadcastBench {
  const clock = createManualClock(CLOSE_TIME_MS);
  const outbox = createMemoryOutbox();
  const telegram = createFakeTelegram(clock);
  const events: BroadcastEvent[] = [];
  const restart = (more: Partial<DelivererDeps> = {}): Deliverer =>
    createDeliverer({
      outbox,
      sender: telegram,
      clock,
      record: async () => null,
      picture: async () => null,
      onEvent: (event) => events.push(event),
      ...changes,
      ...more,
    });
  const deliverer = restart();
  return {
    clock,
    outbox,
    telegram,
    events,
    deliverer,
    restart,
    async run(forMs, used = deliverer) {
      for (const endMs = clock.nowMs() + forMs; clock.nowMs() < endMs; clock.advance(1_000)) {
        await used.drain();
      }
    },
  };
}
