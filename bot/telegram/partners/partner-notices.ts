import { languageOf } from '../../../billing/reader-settings.ts';
import type { PartnerNotices } from '../../partners/partner-dependencies.ts';
import type { Outgoing } from '../dependencies.ts';
import { type Texts, textsFor } from '../messages/texts.ts';
import type { Operators } from '../operations.ts';
import { whoMay } from '../operator/roles.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton, type Screen } from '../views/show.ts';

export type PartnerNoticeDependencies = Pick<Outgoing, 'api' | 'accounts' | 'notices' | 'adminIds'> & {
  readonly operators: Operators;
};

/** What traders and operators are told of partners, each once. Who is forgotten is told nothing. */
export function createPartnerNotices(deps: PartnerNoticeDependencies): PartnerNotices {
  const send = async (key: string, telegramId: number, screenOf: (texts: Texts) => Screen): Promise<void> => {
    const account = await deps.accounts.find(telegramId);
    if (account === null) return;
    const texts = textsFor(languageOf(account));
    await sendOnce(deps, { key, chatId: telegramId, screen: screenOf(texts), repeatNote: texts.maybeRepeated });
  };
  return {
    async claimDecided(partner, { uid, telegramId, state, atMs }) {
      const { slug, title } = partner;
      if (state === 'pending') return;
      await send(`claim|${slug}|${uid}|${atMs}|${state}`, telegramId, (texts) => ({
        text: texts.partnerClaim(partner, uid, state),
        keyboard: [[actionButton(texts.buttonPartner(title), { type: 'partner', slug })]],
      }));
    },
    async rewardBooked({ title }, fact) {
      if (fact.type !== 'granted' && fact.type !== 'revoked') return;
      await send(`partner|${fact.externalId}`, fact.telegramId, (texts) => ({
        text: fact.type === 'granted' ? texts.partnerGranted(title, fact) : texts.partnerRevoked(title),
        keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]],
      }));
    },
    async claimWaits(partner, claim) {
      const { slug, title } = partner;
      const { uid } = claim;
      const { adminIds, operators } = deps;
      const texts = textsFor('en');
      const verdict = (text: string, isOurs: boolean) => actionButton(text, { type: 'claim', slug, uid, isOurs });
      const screen: Screen = {
        text: texts.claimWaits(title, claim),
        keyboard: [[verdict(texts.buttonClaimConfirm(uid), true), verdict(texts.buttonClaimReject(uid), false)]],
      };
      for (const chatId of await whoMay({ telegram: { adminIds }, stores: { operators } }, 'revenue'))
        await sendOnce(deps, {
          ...{ key: `claim-waits|${slug}|${uid}|${claim.atMs}|${chatId}`, chatId, screen },
          repeatNote: texts.maybeRepeated,
        });
    },
  };
}
