import type { DueCommission } from '../../../../billing/referrals/commissions.ts';
import type { Language } from '../../../texts/language.ts';

/** A commission that is due, and whose it is. */
export interface NamedCommission extends DueCommission {
  readonly name: string;
}

/** Commissions of invitations, for operators who pay them out. */
export function commissionTexts({ t, plain, format }: Language) {
  const amountOf = ({ payable, currency }: DueCommission): string => format.money(payable, currency);
  const line = (due: NamedCommission): string =>
    t('commissions-line', { name: due.name, telegramId: String(due.telegramId), amount: amountOf(due) });
  return {
    commissions: (due: readonly NamedCommission[], shown: number) =>
      [
        t('commissions-title'),
        due.length === 0 ? t('commissions-none') : due.slice(0, shown).map(line).join('\n'),
        ...(due.length > shown ? [t('commissions-more', { count: due.length - shown })] : []),
        t('commissions-how'),
      ].join('\n\n'),
    commissionSure: (due: NamedCommission) =>
      t('commissions-sure', { name: due.name, telegramId: String(due.telegramId), amount: amountOf(due) }),
    commissionChanged: t('commissions-changed'),
    commissionPaid: t('commissions-paid'),
    buttonCommissionPaid: (due: NamedCommission) =>
      plain('button-commission-paid', { name: due.name, amount: amountOf(due) }),
    buttonCommissionList: plain('button-commission-list'),
    buttonAdminCommissions: plain('button-admin-commissions'),
  };
}
