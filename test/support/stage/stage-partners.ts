import type { Api } from 'grammy';
import type { Connection } from 'mongoose';
import { createMongoPartnerClaims } from '../../../billing/adapters/mongo/partner-claims.ts';
import { createMongoPartners } from '../../../billing/adapters/mongo/partners.ts';
import type { Partner } from '../../../billing/partners/partner.ts';
import { createPartners } from '../../../bot/partners/create-partners.ts';
import type { Partners } from '../../../bot/partners/partners.ts';
import type { BotEvent } from '../../../bot/telegram/bot-event.ts';
import type { BotStores } from '../../../bot/telegram/dependencies.ts';
import { describeError } from '../../../bot/telegram/describe-error.ts';
import { createPartnerNotices } from '../../../bot/telegram/partners/partner-notices.ts';
import type { Clock } from '../../../engine/ports.ts';
import { DAY_MS } from '../../../engine/time.ts';

/** The programme of the tests: postbacks signed, UIDs decided by operators. */
export const STAGE_PARTNER: Partner = {
  ...{ slug: 'broker', title: 'Example Broker', url: 'https://broker.example/open?sub={click}&s={signal}' },
  postback: { type: 'hmac', secret: 'stage-partner-secret' },
  ...{ lookup: { type: 'manual' }, earnsOn: 'deposit', terms: '$25 a first deposit' },
  reward: { tier: 'pro', days: 30, on: 'deposit' },
  ...{ holdMs: 14 * DAY_MS, offIn: [], underSignals: false },
};

/** Partners over the stage's database, told through its Telegram. */
export function stagePartners(
  connection: Connection,
  parts: {
    readonly stores: BotStores;
    readonly api: Api;
    readonly clock: Clock;
    readonly log: (event: BotEvent) => void;
    readonly adminIds: readonly number[];
  },
  partners: readonly Partner[] = [STAGE_PARTNER],
): Partners {
  const { stores, api, clock, log, adminIds } = parts;
  let nonce = 0;
  return createPartners({
    ...{ partners, store: createMongoPartners(connection), claims: createMongoPartnerClaims(connection) },
    ...{ payments: stores.payments, links: stores.links, lookUp: async () => null },
    notices: createPartnerNotices({
      ...{ api, accounts: stores.accounts, notices: stores.notices, adminIds, operators: stores.operators },
    }),
    ...{ linkSecret: 'stage', publicUrl: () => 'https://bot.example', nowMs: clock.nowMs, wallNowMs: clock.nowMs },
    newNonce: () => {
      nonce += 1;
      return nonce.toString(16).padStart(16, '0');
    },
    onStuck: () => {},
    onGivenUp: () => {},
    onFailed: (what, error) =>
      log({ type: 'update-failed', updateId: null, error: `partner ${what}: ${describeError(error)}` }),
  });
}
