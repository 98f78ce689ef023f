import type { Entitlement, Standing } from '../../../../billing/entitlement.ts';
import type { PauseRefusal } from '../../../../billing/lifecycle/pause.ts';
import { type Plan, starsOf } from '../../../../billing/plans.ts';
import { isPaid } from '../../../../billing/tiers.ts';
import type { Language } from '../../../texts/language.ts';
import { planTitle } from '../offer-texts.ts';

/** Presents, pauses, moves, and what a person may have done with their data. */
export function ownAccountTexts(language: Language) {
  const { t, plain, format } = language;
  const refused = (why: PauseRefusal): string => t('pause-refused', { why });
  return {
    gift: t('gift'),
    giftTerms: (version: string) => t('gift-terms', { version }),
    giftDescription: plain('gift-description'),
    giftPaid: (link: string) => t('gift-paid', { link }),
    giftYours: ({ entitlement, kept }: Standing) => {
      const { tier, paidUntilMs, state } = entitlement;
      if (state !== 'granted' || kept.length > 0 || paidUntilMs === null) return t('gift-kept');
      return t('gift-yours', { tier: plain(`tier-${tier}`), until: format.minute(paidUntilMs) });
    },
    giftChoose: t('gift-choose'),
    giftGiven: (name: string) => t('gift-given', { name }),
    giftNotMet: (link: string) => t('gift-not-met', { link }),
    buttonGiftTo: plain('button-gift-to'),
    buttonGiftChoose: plain('button-gift-choose'),
    giftOwn: t('gift-own'),
    giftTaken: t('gift-taken'),
    giftUnknown: t('gift-unknown'),
    buttonGiftPlan: (plan: Plan) =>
      plain('button-gift-plan', { plan: planTitle(language, plan), stars: starsOf(plan) }),

    pauseAsk: t('pause-ask'),
    planPaused: t('plan-now-paused'),
    planResumed: t('plan-resumed'),
    pauseRefused: {
      nothing: refused('nothing'),
      subscription: refused('subscription'),
      'too-often': refused('too-often'),
    },
    buttonPausePlan: plain('button-pause-plan'),
    buttonPausePlanSurely: plain('button-pause-plan-surely'),
    buttonResumePlan: plain('button-resume-plan'),

    recoveryCode: (code: string) => t('recovery-code', { code }),
    recoverUsage: t('recover-usage'),
    recoverUnknown: t('recover-unknown'),
    moveAsked: (atMs: number) => t('move-asked', { time: format.minute(atMs) }),
    moveWarning: (name: string, atMs: number) => t('move-warning', { name, time: format.minute(atMs) }),
    moveStopped: t('move-stopped'),
    moved: t('moved'),
    buttonStopMove: plain('button-stop-move'),

    exported: t('exported'),
    eraseAsk: ({ tier }: Entitlement) =>
      isPaid(tier)
        ? [t('erase-ask'), t('erase-ask-paid', { tier: plain(`tier-${tier}`) })].join('\n\n')
        : t('erase-ask'),
    erased: t('erased'),
    buttonExport: plain('button-export'),
    buttonEraseSurely: plain('button-erase-surely'),
  };
}
