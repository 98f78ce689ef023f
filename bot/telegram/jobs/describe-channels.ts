import { type Api, GrammyError, HttpError } from 'grammy';
import { TIERS, type Tier } from '../../../billing/tiers.ts';
import type { FamilyOfClass } from '../../answers/cost/unshown-families.ts';
import type { Channels } from '../../answers/my-plan.ts';
import type { Language } from '../../texts/language.ts';
import type { BotEvent } from '../bot-event.ts';
import { channelDescription } from '../channels/channel-description.ts';
import { describeError } from '../describe-error.ts';

export interface DescriptionDeps {
  readonly api: Api;
  readonly channels: Channels;
  /** Tiers whose channels post what is not worth trading too. */
  readonly informed: readonly Tier[];
  /** What a side costs in each channel, basis points; null: as stated. */
  readonly costs: Readonly<Record<Tier, number | null>>;
  readonly languageIn: (tier: Tier) => Language;
  readonly unshown: () => Promise<readonly FamilyOfClass[]>;
  readonly log: (event: BotEvent) => void;
}

/**
 * Keeps what each tier's channel says of itself: compared with what Telegram has, so that a start that changes nothing writes nothing.
 * Where the bot may not change it, it reports that once and leaves the operator's own words. The job reads the whole record: every 6 h.
 */
export function createChannelDescriber(deps: DescriptionDeps): () => Promise<void> {
  const refused = new Set<number>();
  return async () => {
    const unshown = await deps.unshown();
    const taken = new Set<number>();
    // Tiers that share a channel share the best tier's posts, and its description.
    for (const tier of TIERS.toReversed()) {
      const chatId = deps.channels[tier]?.chatId ?? null;
      if (chatId === null || taken.has(chatId)) continue;
      taken.add(chatId);
      const about = { tier, isInformed: deps.informed.includes(tier), costBps: deps.costs[tier], unshown };
      const described = { chatId, text: channelDescription(deps.languageIn(tier), about), refused };
      await describe(deps, described).catch((error: unknown) => report(deps, described, error));
    }
  };
}

interface Described {
  readonly chatId: number;
  readonly text: string;
  readonly refused: Set<number>;
}

async function describe({ api, log }: DescriptionDeps, { chatId, text, refused }: Described): Promise<void> {
  const chat = await api.getChat(chatId);
  if (chat.description === text) return;
  const me = await api.getChatMember(chatId, (await api.getMe()).id);
  const mayChange = me.status === 'creator' || (me.status === 'administrator' && me.can_change_info);
  if (mayChange) {
    await api.setChatDescription(chatId, text);
    refused.delete(chatId);
  } else {
    refuse({ log }, { chatId, refused }, chat.title ?? String(chatId));
  }
}

/** Said once, until it may. */
function refuse(
  { log }: Pick<DescriptionDeps, 'log'>,
  { chatId, refused }: Omit<Described, 'text'>,
  title: string,
): void {
  if (refused.has(chatId)) return;
  refused.add(chatId);
  log({ type: 'channel-not-described', chatId, title });
}

function isOutside({ error_code: code, description }: GrammyError): boolean {
  return code === 403 || (code === 400 && /chat not found|not a member/i.test(description));
}

/** The next run tries again. Where Telegram itself is away, the poller reports that. */
function report({ log }: DescriptionDeps, described: Described, error: unknown): void {
  if (error instanceof HttpError) return;
  // A channel that it was sent away from is not even read.
  if (error instanceof GrammyError && isOutside(error)) {
    refuse({ log }, described, String(described.chatId));
    return;
  }
  // Somebody else wrote the same meanwhile.
  if (error instanceof GrammyError && /description is not modified/.test(error.description)) return;
  log({ type: 'setup-step-failed', step: 'setChatDescription', error: describeError(error) });
}
