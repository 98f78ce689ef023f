import { Api, GrammyError } from 'grammy';
import { TIERS, type Tier } from '../../../billing/tiers.ts';
import { missingRights } from '../channels/missing-rights.ts';
import { describeError } from '../describe-error.ts';

/** What Telegram says of a bot and its places, without changing anything. */
export interface InspectedBot {
  readonly username: string;
  readonly webhook: {
    readonly url: string;
    readonly pending: number;
    readonly lastError: string | null;
    readonly lastErrorMs: number | null;
  };
  /** Each channel that is set: its title, and what the bot lacks there or why Telegram does not show it. */
  readonly channels: readonly { readonly tier: Tier; readonly title: string | null; readonly lacks: string | null }[];
  /** Owners whom the bot cannot write to: they never pressed START. */
  readonly unreachable: readonly number[];
}

/** Telegram refused the token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

const LIMIT_SECONDS = 10;

/** Asks Telegram about the bot of a token. Throws TokenRefused; rejects with another error when Telegram cannot be asked. */
export async function inspectBot(settings: {
  readonly token: string;
  readonly apiRoot: string | null;
  readonly channelIds: Readonly<Record<Tier, number | null>>;
  readonly ownerIds: readonly number[];
}): Promise<InspectedBot> {
  const { token, apiRoot } = settings;
  const api = new Api(token, { ...(apiRoot === null ? {} : { apiRoot }), timeoutSeconds: LIMIT_SECONDS });
  const me = await api.getMe().catch((error: unknown) => {
    const isRefused = error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
    throw isRefused ? new TokenRefused(error.description, { cause: error }) : error;
  });
  const webhook = await api.getWebhookInfo();
  const inspectChannel = async (tier: Tier, chatId: number): Promise<InspectedBot['channels'][number]> => {
    let title: string | null = null;
    try {
      const chat = await api.getChat(chatId);
      title = chat.title ?? null;
      return { tier, title, lacks: missingRights(await api.getChatMember(chatId, me.id), tier) };
    } catch (error) {
      if (error instanceof GrammyError) return { tier, title, lacks: error.description };
      throw new Error(describeError(error), { cause: error });
    }
  };
  const channels = TIERS.flatMap((tier) => {
    const chatId = settings.channelIds[tier];
    return chatId === null ? [] : [inspectChannel(tier, chatId)];
  });
  const reached = settings.ownerIds.map(async (id) => {
    // Refused for who never pressed START; shows them "typing" for some seconds and nothing else.
    const isReached = await api.sendChatAction(id, 'typing').catch(() => false);
    return isReached ? [] : [id];
  });
  return {
    username: me.username,
    webhook: {
      url: webhook.url ?? '',
      pending: webhook.pending_update_count,
      lastError: webhook.last_error_message ?? null,
      lastErrorMs: webhook.last_error_date === undefined ? null : webhook.last_error_date * 1_000,
    },
    channels: await Promise.all(channels),
    unreachable: (await Promise.all(reached)).flat(),
  };
}
