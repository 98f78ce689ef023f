import type { Partner } from '../../../billing/partners/partner.ts';
import { PAID_TIERS } from '../../../billing/tiers.ts';

/** What the made-up broker and the product share: good for nothing else. */
export const PLAY_PARTNER_SECRETS = {
  postback: 'play-partner-postback-secret',
  lookup: 'play-partner-lookup-key',
} as const;

const [TIER] = PAID_TIERS;

/** The made-up broker of the sandbox, so that the whole way can be tried: link, UID, first deposit, free days. */
export function playPartner(origin: string): Partner {
  return {
    ...{ slug: 'play-broker', title: 'Play Broker', url: `${origin}/register?click={click}&signal={signal}` },
    postback: { type: 'hmac', secret: PLAY_PARTNER_SECRETS.postback },
    lookup: { type: 'http', url: `${origin}/api/referred?uid={uid}`, key: PLAY_PARTNER_SECRETS.lookup },
    ...{ earnsOn: 'deposit', terms: '$25 for each first deposit (play money)' },
    reward: TIER === undefined ? null : { tier: TIER, days: 30, on: 'deposit' },
    ...{ holdMs: 14 * 86_400_000, offIn: [], underSignals: false },
  };
}
