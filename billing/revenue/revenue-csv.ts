import { type CsvValue, csvText } from './csv.ts';
import type { RevenueReport } from './revenue-report.ts';

const MOVED = [
  'month',
  'currency',
  'before',
  'new',
  'expansion',
  'reactivation',
  'contraction',
  'churn_chosen',
] as const;
const MORE = ['churn_failed', 'churn_disputed', 'moved', 'after', 'payers_before', 'payers_after'] as const;

/** The months of a report, a line for each currency; amounts are minor units a month. */
export function revenueCsv({ months }: RevenueReport): string {
  const rows = months.flatMap(({ fromMs, movements, payersBefore, payersAfter }) =>
    movements.map((each): readonly CsvValue[] => [
      ...[new Date(fromMs).toISOString().slice(0, 7), each.currency, each.before, each.new, each.expansion],
      ...[each.reactivation, each.contraction, each.churn.chosen, each.churn.failed, each.churn.disputed],
      ...[each.moved, each.after, payersBefore, payersAfter],
    ]),
  );
  return csvText([...MOVED, ...MORE], rows);
}

/** Money by month and provider, a line each; amounts are minor units, netCents cents of US dollars. */
export function cashCsv({ cash }: RevenueReport): string {
  const header = [
    'month',
    'provider',
    'currency',
    'charges',
    'gross',
    'refunded',
    'commission',
    'net',
    'net_usd_cents',
  ];
  return csvText(
    header,
    cash.map((each): readonly CsvValue[] => [
      ...[new Date(each.fromMs).toISOString().slice(0, 7), each.provider, each.currency, each.charges, each.gross],
      ...[each.refunded, each.commission, each.net, each.netCents],
    ]),
  );
}
