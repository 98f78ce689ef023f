import { createApiKeys } from '../../billing/api-key.ts';
import { createTelegramSandbox, type TelegramSandbox } from '../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { BotStores } from '../../bot/telegram/dependencies.ts';
import type { GrantedRole } from '../../bot/telegram/operations.ts';
import type { PersonalData } from '../../bot/telegram/ports.ts';
import type { Clock } from '../../engine/ports.ts';
import { createMemoryAccountLinks } from '../../test/support/fakes/memory-account-links.ts';
import { createMemoryApiKeyStore } from '../../test/support/fakes/memory-api-keys.ts';
import { createMemoryAccounts, createMemoryPayments } from '../../test/support/fakes/memory-billing.ts';
import {
  createMemoryAudit,
  createMemoryMemberships,
  createMemoryNotices,
  createMemoryOperators,
  createMemoryTexts,
  createMemoryTickets,
  createMemoryUpdates,
} from '../../test/support/fakes/memory-bot-stores.ts';
import { createMemoryCoupons } from '../../test/support/fakes/memory-coupons.ts';
import { createMemoryUseCounts } from '../../test/support/fakes/memory-use-counts.ts';
import { FUZZ_PEOPLE } from './acts/fuzz-people.ts';

export const FUZZ_TOKEN = '987654321:AAfuzz_token_that_no_log_may_show';
/** Of the first person of a world: the owner. */
export const OWNER_ID = 700_000_001;
const BOT_ID = 987_654_321;
const GRANTED: readonly GrantedRole[] = ['admin', 'support', 'analyst'];
/** Beyond any of these there is no limit: Telegram's limits of sending are tested elsewhere. */
const NO_LIMITS = { perChatPerSecond: 1e9, perChatBurst: 1e9, perChannelPerMinute: 1e9, overallPerSecond: 1e9 };
const HISTORY = 40;

/** A Telegram with its people, and everything that the bot keeps of them. It is forgotten as a whole. */
export interface FuzzWorld {
  readonly sandbox: TelegramSandbox;
  readonly stores: BotStores & { readonly payments: ReturnType<typeof createMemoryPayments> };
  /** Ids, in the order of FUZZ_PEOPLE. */
  readonly people: readonly number[];
  readonly channels: { readonly free: number; readonly pro: number; readonly other: number; readonly proLink: string };
}

/** A new world: nobody has written yet, three have roles. */
export async function openFuzzWorld(clock: Clock): Promise<FuzzWorld> {
  const sandbox = createTelegramSandbox({
    ...{ botToken: FUZZ_TOKEN, botId: BOT_ID, botName: 'Analyser', botUsername: 'analyser_bot', clock },
    channels: [
      { title: 'Analyser Free', username: 'analyser_free', about: '', tier: 'free' },
      { title: 'Analyser Pro', username: null, about: '', tier: 'pro' },
      // Of no tier until an owner gives it one.
      { title: 'Elsewhere', username: null, about: '' },
    ],
    ...{ journalPath: null, limits: NO_LIMITS, historyLimit: HISTORY },
  });
  const [free = 0, pro = 0, other = 0] = sandbox.channels.map(({ chatId }) => chatId);
  const link = await sandbox.call('createChatInviteLink', { chat_id: pro, creates_join_request: true });
  const proLink = String(Reflect.get(Object(link), 'invite_link'));
  const people = FUZZ_PEOPLE.map(({ firstName, languageCode }) => sandbox.world.addPerson(firstName, languageCode).id);
  const stores = memoryStores();
  for (const [at, role] of GRANTED.entries())
    await stores.operators.grant({
      ...{ telegramId: people[at + 1] ?? 0, role, firstName: FUZZ_PEOPLE[at + 1]?.firstName ?? '' },
      ...{ grantedBy: OWNER_ID, grantedAtMs: 0 },
    });
  for (const id of people) await sandbox.world.act(id, { type: 'add-stars', amount: 1_000_000 });
  return { sandbox, stores, people, channels: { free, pro, other, proLink } };
}

function memoryStores(): FuzzWorld['stores'] {
  let keys = 0;
  return {
    accounts: createMemoryAccounts(),
    payments: createMemoryPayments(),
    links: createMemoryAccountLinks(),
    personal: { read: async () => ({}), erase: async () => {}, move: async () => {} } satisfies PersonalData,
    apiKeys: createApiKeys({
      store: createMemoryApiKeyStore(),
      randomBytes: (count) => {
        keys += 1;
        return Uint8Array.from({ length: count }, (_, at) => (keys >> (8 * (at % 4))) & 255);
      },
    }),
    memberships: createMemoryMemberships(),
    coupons: createMemoryCoupons(),
    updates: createMemoryUpdates(),
    tickets: createMemoryTickets(),
    operators: createMemoryOperators(),
    audit: createMemoryAudit(),
    setup: createMemoryTexts(),
    conversations: createMemoryTexts(),
    notices: createMemoryNotices(),
    useCounts: createMemoryUseCounts(),
  };
}
