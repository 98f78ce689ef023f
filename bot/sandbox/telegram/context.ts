import type { Clock } from '../../../engine/ports.ts';
import type { SendingLimiter } from './protocol/sending-limits.ts';
import type { Offer, OfferedMessage, WireUser } from './protocol/wire.ts';
import type { ChatActions } from './state/chat-actions.ts';
import type { FileStore } from './state/file-store.ts';
import type { PendingQueries } from './state/pending-queries.ts';
import type { SandboxChannel } from './state/state.ts';
import type { SandboxStore } from './state/store.ts';
import type { UpdateQueue } from './state/update-queue.ts';

/** How long people wait, in wall time: a replay's clock may run an hour in a second, a person does not. */
export interface SandboxWaits {
  readonly callbackMs: number;
  readonly preCheckoutMs: number;
  readonly joinQueryMs: number;
  /** For how long the bot may write to someone whose join request waits. */
  readonly joinRequestMs: number;
  readonly webhookTimeoutMs: number;
  /** First pause before a webhook is called again; it doubles up to a minute. */
  readonly webhookRetryMs: number;
}

/** What the methods and the people share. */
export interface SandboxContext {
  readonly clock: Clock;
  /** Wall time, epoch milliseconds: only for how long somebody waits. */
  readonly wallMs: () => number;
  readonly waits: SandboxWaits;
  readonly bot: WireUser & { readonly username: string };
  /** Creator of every channel that no person made; nobody one can act as. */
  readonly owner: WireUser;
  readonly channels: ReadonlyMap<number, SandboxChannel>;
  readonly store: SandboxStore;
  readonly files: FileStore;
  readonly limiter: SendingLimiter;
  readonly updates: UpdateQueue;
  readonly callbacks: PendingQueries<CallbackAnswer>;
  /** What the bot offered each person last, for them to post. */
  readonly offers: Map<number, readonly OfferedMessage[]>;
  /** Questions of inline and guest mode. */
  readonly inlineQueries: PendingQueries<Offer>;
  readonly preCheckouts: PendingQueries<PreCheckoutAnswer>;
  readonly actions: ChatActions;
  /** Wall time of join requests, by `<chat id>:<user id>`; not stored. */
  readonly joinRequestWallMs: Map<string, number>;
  /** Join requests the bot has to decide at once; null when the bot was not assigned to do so. */
  readonly joinQueries: Map<string, JoinQuery> | null;
}

export interface JoinQuery {
  readonly chatId: number;
  readonly userId: number;
  /** Wall time after which the query is too old; the request itself goes on waiting. */
  readonly untilWallMs: number;
}

export interface CallbackAnswer {
  readonly text: string | null;
  readonly alert: boolean;
  readonly url: string | null;
}

export interface PreCheckoutAnswer {
  readonly ok: boolean;
  readonly errorMessage: string | null;
}

/** The clock's time in Telegram's unit. */
export function nowS(context: SandboxContext): number {
  return Math.floor(context.clock.nowMs() / 1000);
}
