import type { ClaimState, PartnerClaim } from '../../../../billing/partners/claim.ts';
import type { IncomeRow } from '../../../../billing/partners/income.ts';
import { decimalsOf } from '../../../../billing/partners/minor-of.ts';
import type { Partner } from '../../../../billing/partners/partner.ts';
import type { PartnerReport } from '../../../partners/partners.ts';
import type { Language } from '../../../texts/language.ts';

const MOST_SIGNALS = 5;

/** What operators read of partner programmes. */
export function partnersReportTexts(language: Language) {
  const { t, plain } = language;
  return {
    partnersReport: (partners: readonly Partner[], report: PartnerReport) => reportText(language, partners, report),
    /** Beside the revenue from readers; nothing where no partner has reported any. */
    partnersRevenue: (rows: readonly IncomeRow[]): readonly string[] => revenueLines(language, rows),
    claimWaits: (title: string, { uid, telegramId }: PartnerClaim) =>
      t('claim-waits', { title, uid, telegramId: String(telegramId) }),
    claimDecided: (title: string, uid: string, state: ClaimState | null) =>
      state === null ? t('claim-unknown') : t('claim-decided', { title, uid, state }),
    uidsUsage: t('uids-usage'),
    uidsDone: (read: number, confirmed: number) => t('uids-done', { read, confirmed }),
    buttonClaimConfirm: (uid: string) => plain('button-claim-confirm', { uid }),
    buttonClaimReject: (uid: string) => plain('button-claim-reject', { uid }),
    buttonAdminPartners: plain('button-admin-partners'),
  };
}

function reportText(language: Language, partners: readonly Partner[], report: PartnerReport): string {
  const { t } = language;
  if (partners.length === 0) return t('partners-report-none');
  const { pending, open } = report;
  return [
    t('partners-report'),
    ...partners.map((partner) => partnerText(language, partner, report)),
    ...(open === 0 ? [] : [t('partners-report-open', { open })]),
    ...(pending.length === 0 ? [] : [t('partners-report-pending', { count: pending.length })]),
  ].join('\n\n');
}

function revenueLines(language: Language, rows: readonly IncomeRow[]): readonly string[] {
  if (rows.length === 0) return [];
  const due = amounts(language, rows, ({ dueMinor }) => dueMinor);
  const held = amounts(language, rows, ({ heldMinor }) => heldMinor);
  return [language.t('partners-revenue', { due, held })];
}

function partnerText(language: Language, { slug, title, terms }: Partner, { rows, clicks }: PartnerReport): string {
  const { t } = language;
  const own = rows.filter(({ partner }) => partner === slug);
  const ours = own.filter(({ isOurs }) => isOurs);
  const unknown = own.filter(({ isOurs }) => !isOurs);
  const sum = (of: 'registrations' | 'deposits'): number => ours.reduce((total, row) => total + row[of], 0);
  const income = (all: readonly IncomeRow[], of: (row: IncomeRow) => number): string => amounts(language, all, of);
  const total = ({ dueMinor, heldMinor }: IncomeRow): number => dueMinor + heldMinor;
  const bySignal = ours.filter(({ signalId }) => signalId !== null);
  const elsewhere = ours.filter(({ signalId }) => signalId === null);
  return [
    t('partners-report-partner', {
      ...{ slug, title, clicks: clicks.get(slug) ?? 0 },
      ...{ registrations: sum('registrations'), deposits: sum('deposits') },
    }),
    ...(terms === null ? [] : [t('partners-report-terms', { terms })]),
    t('partners-report-income', {
      due: income(own, ({ dueMinor }) => dueMinor),
      held: income(own, ({ heldMinor }) => heldMinor),
    }),
    ...bySignal
      .slice(0, MOST_SIGNALS)
      .map((row) => t('partners-report-signal', { signal: row.signalId ?? '', amount: income([row], total) })),
    ...(elsewhere.length === 0 || bySignal.length === 0
      ? []
      : [t('partners-report-elsewhere', { amount: income(elsewhere, total) })]),
    ...(unknown.length === 0 ? [] : [t('partners-report-unknown', { amount: income(unknown, total) })]),
  ].join('\n');
}

/** Amounts of several currencies are never added: "12.00 USD, 3.50 EUR". */
function amounts({ format }: Language, rows: readonly IncomeRow[], of: (row: IncomeRow) => number): string {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.currency, (sums.get(row.currency) ?? 0) + of(row));
  const texts = [...sums].map(([currency, minor]) => {
    const decimals = decimalsOf(currency);
    return `${format.decimal(minor / 10 ** decimals, Math.min(decimals, 2))} ${currency}`;
  });
  return texts.length === 0 ? '0' : texts.join(', ');
}
