import type { Entitlement } from '../../../../billing/entitlement.ts';
import type { Closing } from '../../../../billing/lifecycle/closing.ts';
import { isPaid } from '../../../../billing/tiers.ts';
import type { Language } from '../../../texts/language.ts';

/** What an owner may do while the service is wound down, or before. */
export type ClosingStep = 'close' | 'refund' | 'reopen';

/** What is left to people when the service is wound down. */
export interface LeftOverview {
  readonly people: number;
  readonly subscriptions: number;
  /** Presents that are paid for and that nobody has taken. */
  readonly presents: number;
  /** The part of what was paid that has not passed, by currency, smallest units. */
  readonly shares: ReadonlyMap<string, number>;
}

/** Winding the service down: for its owners, and for whoever has access. */
export function closingTexts(language: Language) {
  const { t, plain } = language;
  return {
    salesClosed: t('sales-closed'),
    /** ends: its subscriptions were cancelled; waits: presents that the reader paid for and nobody has taken. */
    closingTold: (entitlement: Entitlement, { ends, waits }: { readonly ends: boolean; readonly waits: number }) =>
      [
        toldText(language, entitlement),
        ...(ends ? [t('closing-told-cancelled')] : []),
        ...(waits > 0 ? [t('closing-told-presents', { presents: waits })] : []),
        t('closing-told-more'),
      ].join('\n'),
    reopenedTold: t('reopened-told'),
    closing: (closing: Closing | null, left: LeftOverview) => closingText(language, closing, left),
    closingSure: (what: ClosingStep) => t('closing-sure', { what }),
    closingNotPossible: t('closing-not-possible'),
    buttonAdminClose: plain('button-admin-close'),
    buttonClosing: (what: ClosingStep) => plain('button-closing-do', { what }),
    buttonClosingList: plain('button-closing-list'),
  };
}

/** Somebody may have time that waits or is paused: then nothing is open at this moment. */
function toldText({ t, plain, format }: Language, { tier, paidUntilMs }: Entitlement): string {
  if (!isPaid(tier)) return t('closing-told-kept');
  const name = plain(`tier-${tier}`);
  return paidUntilMs === null
    ? t('closing-told-for-good', { tier: name })
    : t('closing-told-until', { tier: name, until: format.minute(paidUntilMs) });
}

function closingText({ t, format }: Language, closing: Closing | null, left: LeftOverview): string {
  const { people, subscriptions, presents, shares } = left;
  const shown = [...shares].filter(([, amount]) => amount > 0);
  return [
    t('closing-title'),
    ...(closing === null ? [] : [t('closing-since', { time: format.minute(closing.sinceMs) })]),
    t('closing-people', { people, subscriptions }),
    ...(presents === 0 ? [] : [t('closing-presents', { presents })]),
    ...shown.map(([currency, amount]) => t('closing-share', { amount: format.money(amount, currency) })),
    ...(closing === null ? [t('closing-what')] : [t('closing-list-hint')]),
    ...(closing?.refundsAtMs == null ? [] : [t('closing-refunding', { time: format.minute(closing.refundsAtMs) })]),
  ].join('\n\n');
}
