import type { Entitlement } from '../../../billing/entitlement.ts';
import type { Language } from '../../texts/language.ts';

/** Greeting, help, the reader's plan, terms and privacy. */
export function accountTexts(language: Language) {
  const { t, format } = language;
  return {
    greeting: (firstName: string, delay: string | null, note: string | null) =>
      [
        t('greeting', { name: firstName }),
        [t('greeting-record'), delay === null ? t('greeting-free') : t('greeting-tiers', { delay })].join('\n'),
        ...(note === null ? [] : [t('market-note', { note })]),
        t('greeting-warning'),
      ].join('\n\n'),
    help: (pairs: readonly string[]) =>
      [
        [t('help-title')],
        [t('help-commands')],
        [t('help-pairs', { pairs: format.some(pairs, 12) })],
        [t('help-reading')],
      ].join('\n\n'),
    plan: (entitlement: Entitlement, about: PlanAbout) => planText(language, entitlement, about),
    terms: (version: string) => t('terms', { version }),
    privacy: t('privacy'),
    codeUnknown: (code: string) => t('code-unknown', { code }),
    linkUnknown: t('link-unknown'),
  };
}

interface PlanAbout {
  readonly nowMs: number;
  /** How much later Free gets signals, in words; null when it does not. */
  readonly delay: string | null;
  readonly hasFreeChannel: boolean;
  /** Whether any channel is open to the reader. */
  readonly hasChannels: boolean;
}

function planText({ t, plain, format }: Language, entitlement: Entitlement, about: PlanAbout): string {
  const { tier, paidUntilMs, state } = entitlement;
  const head = t('plan-title', { tier: plain(`tier-${tier}`) });
  const free = freeText({ t }, about);
  switch (state) {
    case 'active':
    case 'cancelled':
    case 'past-due':
    case 'trial':
    case 'granted':
      return [
        head,
        paidUntilMs === null
          ? ''
          : t('plan-until', { until: format.minute(paidUntilMs), left: format.duration(paidUntilMs - about.nowMs) }),
        ...(about.hasChannels ? [t('plan-channels')] : []),
      ].join('\n');
    case 'none':
    case 'paused':
      return [head, free].join('\n');
    case 'expired':
      return [head, paidUntilMs === null ? '' : t('plan-ended', { time: format.minute(paidUntilMs) }), free].join('\n');
    case 'refunded':
      return [head, t('plan-refunded'), free].join('\n');
  }
}

function freeText({ t }: Pick<Language, 't'>, { delay, hasFreeChannel }: PlanAbout): string {
  if (delay === null) return hasFreeChannel ? t('plan-free') : t('plan-free-no-channel');
  return hasFreeChannel ? t('plan-free-delayed', { delay }) : t('plan-free-delayed-no-channel', { delay });
}
