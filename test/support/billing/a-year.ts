import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { createRandom } from '../../../engine/random.ts';
import { DAY } from './histories.ts';

/** A year of made-up subscribers: monthly subscriptions that end at chance, prepaid plans, trials, refunds, failures. */
export function subscribersOfAYear(
  count: number,
  seed: number,
): { readonly accounts: readonly (readonly LedgerFact[])[]; readonly nowMs: number } {
  const draw = createRandom(seed);
  const startMs = Date.UTC(2025, 0, 1);
  const nowMs = startMs + 365 * DAY;
  const accounts = Array.from({ length: count }, (_, index) => accountOf(index + 1, { draw, startMs, nowMs }));
  return { accounts, nowMs };
}

interface Year {
  readonly draw: () => number;
  readonly startMs: number;
  readonly nowMs: number;
}

function accountOf(telegramId: number, { draw, startMs, nowMs }: Year): readonly LedgerFact[] {
  const facts: LedgerFact[] = [];
  const base = (id: string, atMs: number) => ({
    ...{ provider: 'stars' as const, externalId: `${telegramId}:${id}`, telegramId, atMs },
  });
  let atMs = startMs + Math.floor(draw() * 300) * DAY;
  if (draw() < 0.3) {
    const free = { tier: 'pro', durationMs: 7 * DAY, code: null } as const;
    facts.push({ ...base('t', atMs), ...free, provider: 'grant', type: 'trial-started' });
    atMs += 7 * DAY;
  }
  const kind = draw();
  const price = { planVersion: 1, currency: 'XTR', code: null } as const;
  if (kind < 0.2) {
    const planId = kind < 0.1 ? 'pro-year' : 'pro-quarter';
    const amountMinor = kind < 0.1 ? 17_500 : 5_250;
    facts.push({ ...base('p', atMs), ...price, type: 'paid', planId, amountMinor, order: null, subscriptionMs: null });
    return facts;
  }
  for (let month = 0; atMs < nowMs; month += 1, atMs += 30 * DAY) {
    const of = { planId: 'pro-month', amountMinor: 1_950, order: `${telegramId}`, subscriptionMs: 30 * DAY };
    facts.push({ ...base(`c${month}`, atMs), ...price, ...of, type: month === 0 ? 'paid' : 'renewed' });
    const chance = draw();
    if (chance > 0.06) continue;
    const how = chance < 0.02 ? 'payment-failed' : 'cancelled';
    facts.push({ ...base(`x${month}`, atMs + 29 * DAY), type: how, order: `${telegramId}` });
    break;
  }
  return facts;
}
