import { type CsvValue, csvText } from '../revenue/csv.ts';
import type { IncomeFact } from './income.ts';

const HEADER = ['time', 'partner', 'event', 'kind', 'takes_back', 'amount_minor', 'currency', 'signal', 'uid', 'click'];

/** Every line of partners' income, oldest first; amounts are minor units. Safe to open in a spreadsheet. */
export function incomeCsv(facts: readonly IncomeFact[]): string {
  return csvText(
    HEADER,
    facts
      .toSorted((a, b) => a.atMs - b.atMs)
      .map((fact): readonly CsvValue[] => [
        ...[new Date(fact.atMs).toISOString(), fact.partner, fact.externalId, fact.kind, fact.of, fact.amountMinor],
        ...[fact.currency, fact.signalId, fact.uid, fact.clickId],
      ]),
  );
}
