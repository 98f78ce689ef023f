import { createHmac, randomBytes } from 'node:crypto';
import { createLookUpUid } from '../../../billing/adapters/partners/look-up-uid.ts';
import { createPartners } from '../../partners/create-partners.ts';
import type { Partners } from '../../partners/partners.ts';
import type { BotEvent } from '../../telegram/bot-event.ts';
import { describeError } from '../../telegram/describe-error.ts';
import { createPartnerNotices, type PartnerNoticeDependencies } from '../../telegram/partners/partner-notices.ts';
import type { Environment } from '../environment.ts';
import type { Stores } from './stores.ts';

export interface PartnerParts {
  readonly environment: Pick<Environment, 'partners' | 'telegram' | 'clock' | 'publicUrl'>;
  readonly stores: Stores;
  readonly outgoing: Omit<PartnerNoticeDependencies, 'operators'> & { readonly log: (event: BotEvent) => void };
}

/** The operator's partner programmes; without any where none is set. */
export function openPartners({ environment, stores, outgoing }: PartnerParts): Partners {
  const { partners, telegram, clock, publicUrl } = environment;
  return createPartners({
    ...{ partners, publicUrl, store: stores.partners, claims: stores.partnerClaims },
    ...{ payments: stores.payments, links: stores.links, lookUp: createLookUpUid(Date.now) },
    notices: createPartnerNotices({ ...outgoing, operators: stores.operators }),
    // Whoever has the token may do anything in the bot's name already.
    linkSecret: createHmac('sha256', telegram.token).update('partners').digest('hex'),
    ...{ nowMs: clock.nowMs, wallNowMs: Date.now, newNonce: () => randomBytes(8).toString('hex') },
    onStuck: (postbacks) => outgoing.log({ type: postbacks > 0 ? 'postbacks-stuck' : 'postbacks-done', postbacks }),
    onGivenUp: ({ partner, eventId }) => outgoing.log({ type: 'postback-given-up', partner, eventId }),
    onFailed: (what, error) =>
      outgoing.log({ type: 'update-failed', updateId: null, error: `partner ${what}: ${describeError(error)}` }),
  });
}
