import { entitlementAt } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { isPaid } from '../../../billing/tiers.ts';
import { FIRST_OPERATORS } from '../acts/fuzz-people.ts';
import { type FuzzWorld, OWNER_ID } from '../fuzz-world.ts';

/** What Telegram said of payments, as the harness gave it to the bot: charge → payer and amount. */
export type Charges = ReadonlyMap<string, { readonly telegramId: number; readonly stars: number }>;

/** Whoever has a right without a payment, a present or a code behind it; or a role that no owner gave. Null: nobody. */
export async function rightsProblem(
  { stores, people }: FuzzWorld,
  charges: Charges,
  nowMs: number,
): Promise<string | null> {
  const { lines } = stores.payments;
  for (const telegramId of people) {
    const own = lines.filter((line) => line.telegramId === telegramId);
    if (!isPaid(entitlementAt(own, nowMs).tier)) continue;
    const groundless = own.find((line) => !hasGround(line, lines, charges));
    if (groundless !== undefined) return `a right without a payment: ${JSON.stringify(groundless)}`;
  }
  const granted = (await stores.operators.list()).find(({ grantedBy }) => grantedBy !== OWNER_ID);
  if (granted !== undefined) return `a role that no owner gave: ${JSON.stringify(granted)}`;
  const acts = await stores.audit.latest(Number.MAX_SAFE_INTEGER);
  // Who was an operator once may be none any more.
  const made = acts.flatMap(({ act, about }) => (act === 'role-granted' ? [Number(about.split(' ')[0])] : []));
  const operators = new Set([...people.slice(0, FIRST_OPERATORS), ...made]);
  const stranger = acts.find(({ by }) => !operators.has(by));
  return stranger === undefined ? null : `an act of an operator by somebody who is none: ${JSON.stringify(stranger)}`;
}

function hasGround(line: LedgerFact, all: readonly LedgerFact[], charges: Charges): boolean {
  switch (line.type) {
    case 'paid':
    case 'renewed': {
      const charge = charges.get(line.externalId);
      return charge?.telegramId === line.telegramId && charge.stars === line.amountMinor;
    }
    case 'trial-started':
      return line.code !== null || line.externalId === `trial:${line.telegramId}`;
    case 'granted':
      return line.reason === 'code'
        ? line.code !== null
        : line.reason === 'referral' && all.some(({ type }) => type === 'paid');
    case 'gifted':
      return all.some(
        (each) => each.type === 'paid' && each.gift === true && line.externalId === `gift:${each.externalId}`,
      );
    case 'credited':
      return charges.has(line.of);
    default:
      return true;
  }
}
