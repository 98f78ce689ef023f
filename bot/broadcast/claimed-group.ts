import type { ClaimedPost, Clock, Outbox } from '../../engine/ports.ts';
import type { IsCloseComplete } from './close-hold.ts';
import type { ChannelMessages } from './close-message.ts';
import type { MessageDeps } from './message-of.ts';
import type { MessageSending } from './message-sending.ts';
import type { OwedSettlement } from './owed-settlement.ts';
import type { SlotDeps } from './send-slot.ts';
import type { SendCounts } from './work-source.ts';

export interface ChannelWorkDeps extends MessageDeps, SlotDeps, Pick<MessageSending, 'sender' | 'sendToChat'> {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly settle: OwedSettlement['settle'];
  readonly leaseMs: number;
  /** Messages about several signals of one close; absent: every signal has a message of its own. */
  readonly messages?: ChannelMessages;
  /** Whether all series of a timeframe have answered for a close; absent: always. */
  readonly isCloseComplete?: IsCloseComplete;
  /** Told while a post is kept back: what it will need can be made ready. Must not throw. */
  readonly onHeld?: () => void;
}

/** What the sending of posts and edits works with. */
export interface ChannelWork extends ChannelWorkDeps {
  readonly pictureFailures: Map<string, number>;
  /** Chats with a message under way, and what is told when one has ended. */
  readonly busy: Set<number>;
  readonly onChatEnded: (chatId: number) => void;
}

/** The claims of one message. */
export type ClaimedGroup = readonly [ClaimedPost, ...ClaimedPost[]];

/** What a message is sent with. */
export function sendingOf({ sender, onEvent, sendToChat, pictureFailures }: ChannelWork): MessageSending {
  return { sender, sendToChat, pictureFailures, onEvent };
}

interface PuttingOff {
  readonly atMs: number;
  readonly counts: SendCounts;
  readonly isEdit?: boolean;
}

/** What was claimed and may not go after all: the bot is stopped, or somebody else wrote to the chat. */
export async function putOff(
  work: ChannelWork,
  group: ClaimedGroup,
  { atMs, counts, isEdit = false }: PuttingOff,
): Promise<void> {
  counts.deferred += 1;
  const deferral = { type: 'retry', atMs, error: 'outbox/chat-limit' } as const;
  const settled = group.map((claim) =>
    work.settle(() => (isEdit ? work.outbox.settleEdit(claim, deferral) : work.outbox.settlePost(claim, deferral))),
  );
  await allEnded(settled);
}

/** Rejects with the first failure once all have ended. */
export async function allEnded(running: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(running);
  await Promise.all(running);
}
