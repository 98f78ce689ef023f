import type { Entitlement, Standing } from '../../../billing/entitlement.ts';
import type { Language } from '../../texts/language.ts';

/** Greeting, the reader's plan, terms and privacy. */
export function accountTexts(language: Language) {
  const { t } = language;
  return {
    greeting: (firstName: string, delay: string | null, note: string | null) =>
      [
        t('greeting', { name: firstName }),
        [t('greeting-record'), delay === null ? t('greeting-free') : t('greeting-tiers', { delay })].join('\n'),
        ...(note === null ? [] : [t('market-note', { note })]),
        t('greeting-warning'),
      ].join('\n\n'),
    plan: (entitlement: Entitlement, about: PlanAbout) => planText(language, entitlement, about),
    terms: (version: string) => t('terms', { version }),
    privacy: t('privacy'),
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
  /** Subscriptions and time kept for later. */
  readonly standing: Standing;
}

function planText(language: Language, entitlement: Entitlement, about: PlanAbout): string {
  const { t, plain, format } = language;
  const { tier, paidUntilMs, state } = entitlement;
  const head = t('plan-title', { tier: plain(`tier-${tier}`) });
  const free = freeText({ t }, about);
  const running = (line: string): string =>
    [head, line, ...keptLines(language, about.standing), ...(about.hasChannels ? [t('plan-channels')] : [])].join('\n');
  switch (state) {
    case 'none':
      return [head, free].join('\n');
    case 'paused':
      return [head, t('plan-paused'), free].join('\n');
    case 'active':
    case 'cancelled':
    case 'past-due':
    case 'trial':
    case 'granted':
      return running(untilLine(language, { ...entitlement, state }, about));
    case 'expired':
      return [head, paidUntilMs === null ? '' : t('plan-ended', { time: format.minute(paidUntilMs) }), free].join('\n');
    case 'refunded':
      return [head, t('plan-refunded'), free].join('\n');
  }
}

type RunningState = 'active' | 'cancelled' | 'past-due' | 'trial' | 'granted';

/** Until when, and what happens then. */
function untilLine(
  { t, format }: Language,
  { tier, paidUntilMs, state }: Entitlement & { readonly state: RunningState },
  { nowMs, standing }: PlanAbout,
): string {
  if (paidUntilMs === null) return t('plan-for-good');
  const own = standing.subscriptions.find((each) => each.tier === tier);
  if (state === 'past-due') {
    const isCard = own?.newest.provider === 'stripe';
    return t(isCard ? 'plan-past-due-card' : 'plan-past-due', {
      until: format.minute(own?.graceUntilMs ?? paidUntilMs),
    });
  }
  const times = { until: format.minute(paidUntilMs), left: format.duration(paidUntilMs - nowMs) };
  if (state === 'cancelled' || state === 'trial' || state === 'granted') return t(`plan-${state}`, times);
  if (own?.renews !== true) return t('plan-until', times);
  return t('plan-renews', { ...times, amount: format.money(own.newest.amountMinor, own.newest.currency) });
}

function keptLines({ t, plain, format }: Language, { kept }: Standing): readonly string[] {
  return kept.map(({ tier, durationMs }) => {
    const name = plain(`tier-${tier}`);
    return Number.isFinite(durationMs)
      ? t('plan-kept', { kept: format.duration(durationMs), tier: name })
      : t('plan-kept-for-good', { tier: name });
  });
}

function freeText({ t }: Pick<Language, 't'>, { delay, hasFreeChannel }: PlanAbout): string {
  if (delay === null) return hasFreeChannel ? t('plan-free') : t('plan-free-no-channel');
  return hasFreeChannel ? t('plan-free-delayed', { delay }) : t('plan-free-delayed-no-channel', { delay });
}
