import { NO_ENTITLEMENT } from '../../../billing/entitlement.ts';
import type { FactOf } from '../../../billing/ledger-fact.ts';
import type { Texts } from '../../../bot/telegram/messages/texts.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { CLOSE_TIME_MS as AT } from '../signal-fixtures.ts';
import { FIRST_PLAN } from '../stage/first-plan.ts';

/** A value from outside: none of its letters is plain. */
const X = 'Ñ';
const GRANTED = { tier: 'pro', paidUntilMs: AT, state: 'granted' } as const;
const BALANCES = ['XTR', X].map((currency) => ({ currency, onHold: 1, payable: 2, paidOut: 3 }));
const EARNED: FactOf<'earned'> = {
  ...{ provider: 'grant', externalId: X, telegramId: 1, atMs: AT, type: 'earned', of: X },
  ...{ amountMinor: 5, currency: 'XTR', payableAtMs: AT },
};
const KEY = { publicId: X, createdAtMs: AT, lastUsedAtMs: null };

type Samples<K extends keyof Texts> = {
  readonly [P in K]: Texts[P] extends (...given: infer Given) => unknown ? readonly Given[] : never;
};

/** Arguments for the texts about the reader's own account. */
export function accountSamples(): Samples<
  | ('apiKeys' | 'apiKeyOffer' | 'apiKeyMade' | 'apiKeyRevokeAsk' | 'buttonRevokeKey')
  | ('invite' | 'inviteCaption' | 'invitedDays' | 'referralDays' | 'referralEarned' | 'buttonCountry')
  | (
      | 'giftTerms'
      | 'giftPaid'
      | 'giftGiven'
      | 'giftNotMet'
      | 'giftYours'
      | 'buttonGiftPlan'
      | 'recoveryCode'
      | 'moveAsked'
      | 'moveWarning'
      | 'eraseAsk'
    )
> {
  return {
    apiKeys: [
      [[], 'pro'],
      [[KEY, { ...KEY, lastUsedAtMs: AT }], 'elite'],
    ],
    apiKeyOffer: [[[KEY]]],
    apiKeyMade: [[X]],
    apiKeyRevokeAsk: [[X]],
    buttonRevokeKey: [[X]],
    invite: [
      [{ link: X, reward: { type: 'days', days: 7 }, rewards: 1, balances: [] }],
      [
        {
          link: X,
          reward: { type: 'commission', share: 0.2, holdMs: DAY_MS, minimumMinor: 5 },
          rewards: 0,
          balances: BALANCES,
        },
      ],
    ],
    inviteCaption: [[X]],
    invitedDays: [[7]],
    referralDays: [['pro', DAY_MS]],
    referralEarned: [[EARNED], [{ ...EARNED, currency: X }]],
    buttonCountry: [[X]],
    giftTerms: [['1']],
    giftPaid: [[X]],
    giftGiven: [[X]],
    giftNotMet: [[X]],
    giftYours: [
      [{ entitlement: GRANTED, subscriptions: [], kept: [] }],
      [{ entitlement: NO_ENTITLEMENT, subscriptions: [], kept: [] }],
    ],
    buttonGiftPlan: [[FIRST_PLAN]],
    recoveryCode: [[X]],
    moveAsked: [[AT]],
    moveWarning: [[X, AT]],
    eraseAsk: [[GRANTED], [NO_ENTITLEMENT]],
  };
}
