import { STARS_CURRENCY } from '../../../../billing/money.ts';
import type { Movement, RevenueMonth } from '../../../../billing/revenue/movements.ts';
import { type RecurringNow, type RevenueReport, total } from '../../../../billing/revenue/revenue-report.ts';
import type { Language } from '../../../texts/language.ts';

const STATES = ['renewing', 'prepaid', 'cancelled', 'overdue', 'free-time', 'paused'] as const;
const MOST_COHORTS = 6;
const MOST_YIELDS = 5;

/** What the ledger says of the business. */
export function revenueTexts(language: Language) {
  const { plain } = language;
  return {
    revenue: (report: RevenueReport) => revenueText(language, report),
    buttonRevenueFiles: plain('button-revenue-files'),
    buttonAdminRevenue: plain('button-admin-revenue'),
  };
}

function amountText({ plain, format }: Language, amountMinor: number, currency: string): string {
  if (currency === STARS_CURRENCY) return plain('revenue-stars', { count: format.count(amountMinor) });
  const amount = format.decimal(amountMinor / 100, 2);
  return currency === 'USD' ? `$${amount}` : `${amount} ${currency}`;
}

function revenueText(language: Language, report: RevenueReport): string {
  const { t, plain, format } = language;
  const { recurring, churn, trials } = report;
  const month = report.months.at(-1);
  const conversion =
    trials.conversion === null
      ? ''
      : `, ${plain('revenue-conversion', { conversion: format.percent(trials.conversion, 0) })}`;
  const { started, converted, running } = trials;
  return [
    [t('revenue-title'), ...(recurring.length === 0 ? [t('revenue-none')] : [])].join('\n'),
    ...recurring.map((each) => recurringText(language, each)),
    ...(month === undefined ? [] : [monthText(language, month)]),
    [
      ...(churn === null ? [] : [t('revenue-churn', { churn: format.percent(churn, 1) })]),
      `${t('revenue-trials', { started, converted, running })}${conversion}`,
      ...cashLines(language, report),
    ].join('\n'),
    ...retentionText(language, report),
    ...yieldsText(language, report),
  ].join('\n\n');
}

function recurringText(language: Language, now: RecurringNow): string {
  const { t, plain } = language;
  const amount = (minor: number): string => amountText(language, minor, now.currency);
  const states = STATES.flatMap((state) => {
    const minor = now.byState[state];
    return minor === undefined ? [] : [t('revenue-state', { state, amount: amount(minor) })];
  });
  const { perPayerMinor, lifetimeMinor } = now;
  const lifetime = lifetimeMinor === null ? '' : `, ${plain('revenue-lifetime', { amount: amount(lifetimeMinor) })}`;
  return [
    t('revenue-recurring', { amount: amount(now.monthlyMinor), payers: now.payers }),
    ...states,
    ...(perPayerMinor === null ? [] : [`${t('revenue-payer', { amount: amount(perPayerMinor) })}${lifetime}`]),
  ].join('\n');
}

function monthText(language: Language, { fromMs, movements, came, returned, left }: RevenueMonth): string {
  const { t } = language;
  const lines = movements.flatMap((each) => [
    t('revenue-month', {
      month: monthName(language, fromMs),
      before: amountText(language, each.before, each.currency),
      after: amountText(language, each.after, each.currency),
    }),
    t('revenue-movements', movementArguments(language, each)),
  ]);
  return [...lines, t('revenue-left', { came, returned, left: total(left), ...left })].join('\n');
}

function movementArguments(language: Language, each: Movement) {
  const amount = (minor: number): string => amountText(language, minor, each.currency);
  return {
    ...{ new: amount(each.new), expansion: amount(each.expansion), reactivation: amount(each.reactivation) },
    ...{ contraction: amount(each.contraction), churn: amount(total(each.churn)) },
  };
}

function cashLines(language: Language, { cash, months }: RevenueReport): readonly string[] {
  const fromMs = months.at(-1)?.fromMs;
  return cash
    .filter((each) => each.fromMs === fromMs)
    .map(({ provider, currency, gross, refunded, commission, net, netCents }) => {
      const amount = (minor: number): string => amountText(language, minor, currency);
      return language.t('revenue-cash', {
        month: monthName(language, fromMs ?? 0),
        ...{ provider, gross: amount(gross), refunded: amount(refunded), commission: amount(commission) },
        net: netCents === null ? amount(net) : amountText(language, netCents, 'USD'),
      });
    });
}

function retentionText(language: Language, { cohorts }: RevenueReport): readonly string[] {
  const { t, format } = language;
  const lines = cohorts.slice(-MOST_COHORTS).map(({ fromMs, size, paying }) => {
    const shares = paying.map((count) => format.percent(count / size, 0)).join(' ');
    return t('revenue-cohort', { month: monthName(language, fromMs), size, shares });
  });
  return lines.length === 0 ? [] : [[t('revenue-retention'), ...lines].join('\n')];
}

function yieldsText(language: Language, { yields }: RevenueReport): readonly string[] {
  const { t } = language;
  const lines = yields
    .slice(0, MOST_YIELDS)
    .map(({ name, charges, gross, currency }) =>
      t('revenue-yield', { name, charges, amount: amountText(language, gross, currency) }),
    );
  return lines.length === 0 ? [] : [[t('revenue-yields'), ...lines].join('\n')];
}

/** "2026-03". */
function monthName({ format }: Language, fromMs: number): string {
  return format.day(fromMs).slice(0, 7);
}
