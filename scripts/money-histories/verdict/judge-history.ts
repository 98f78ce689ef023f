import { entitlementAt, standingAt } from '../../../billing/entitlement.ts';
import { isCharge, type LedgerFact, standingFacts } from '../../../billing/ledger-fact.ts';
import { revenueReport } from '../../../billing/revenue/revenue-report.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { Played } from '../run-history.ts';
import type { MoneyWorld } from '../world/money-world.ts';
import { brokenCommissions } from './broken-commissions.ts';
import { brokenPartners } from './broken-partners.ts';
import { live, type OpenNow } from './lived-model.ts';
import { type TrueCharge, trueCharges } from './true-charges.ts';

/** What is asked of every person at the end of a history: now, and if nothing more happens, later. */
const LATER_DAYS = [0, 1, 3, 7, 15, 30, 60, 120, 400];

/** Every promise that a history broke, in words; none: it kept them. */
export async function judgeHistory({ world, people }: Played): Promise<readonly string[]> {
  const lines = world.stores.payments.lines;
  const standing = standingFacts(lines);
  const charges = trueCharges(world);
  return [
    ...brokenIdentities(standing, charges),
    ...brokenParts(standing, charges),
    ...brokenFailures(lines, world),
    ...world.unexplained.map((what) => `no plan explains ${what}`),
    ...brokenSums(standing, world),
    ...brokenOnceness(lines),
    ...brokenCommissions({ world, people }, charges),
    ...(await brokenPartners({ world, people })),
    ...brokenRenewals(world),
    ...people.flatMap((accounts) => brokenEntitlement({ world, accounts, charges })),
    ...brokenRevenue({ world, people }, charges),
    ...world.failures,
    ...(world.disk.left().length > 0 ? [`${world.disk.left().length} updates were never done`] : []),
  ];
}

/** Each charge of the providers is one line, for what it was; each line of money is a charge of theirs. */
function brokenIdentities(lines: readonly LedgerFact[], charges: readonly TrueCharge[]): readonly string[] {
  const ours = lines.filter((fact) => fact.provider !== 'grant');
  const missing = charges.flatMap((charge) => {
    const own = ours.filter(
      (fact) => isCharge(fact) && fact.externalId === charge.id && fact.provider === charge.provider,
    );
    const [line] = own;
    if (own.length !== 1 || line === undefined || !isCharge(line))
      return [`charge ${charge.id} has ${own.length} lines`];
    const back = ours.filter((fact) => fact.type === 'refunded' && fact.of === charge.id).length;
    return [
      ...(line.amountMinor === charge.amountMinor ? [] : [`charge ${charge.id} is booked as ${line.amountMinor}`]),
      ...(line.planId === charge.plan.id ? [] : [`charge ${charge.id} is booked as ${line.planId}`]),
      ...(back === (charge.isRefunded ? 1 : 0) ? [] : [`charge ${charge.id} has ${back} refunds`]),
    ];
  });
  const invented = ours
    .filter(isCharge)
    .filter(({ externalId, provider }) => !charges.some((each) => each.id === externalId && each.provider === provider))
    .map(({ externalId }) => `line ${externalId} is no charge of a provider`);
  return [...missing, ...invented];
}

/** Each part of a charge that went back is one line of its account; each such line is a part. */
function brokenParts(lines: readonly LedgerFact[], charges: readonly TrueCharge[]): readonly string[] {
  const booked = lines.flatMap((fact) =>
    fact.type === 'refunded-part' ? [`${fact.of}: ${fact.amountMinor} by ${fact.externalId}`] : [],
  );
  const real = charges.flatMap(({ id, parts }) =>
    Object.entries(parts).map(([part, amountMinor]) => `${id}: ${amountMinor} by ${part}`),
  );
  return [
    ...real.filter((part) => !booked.includes(part)).map((part) => `a part that went back of ${part} is not booked`),
    ...booked.filter((part) => !real.includes(part)).map((part) => `a part is booked that did not go back of ${part}`),
  ];
}

/** Each refund that came back to us is one line; each such line is one that did. */
function brokenFailures(lines: readonly LedgerFact[], { stripe }: MoneyWorld): readonly string[] {
  const { refunds } = stripe.world.state;
  const booked = lines.flatMap((fact) =>
    fact.type === 'refund-failed' && fact.amountMinor > 0 ? [`${fact.externalId} of ${fact.amountMinor}`] : [],
  );
  const real = Object.values(refunds)
    .filter(({ status }) => status !== 'succeeded')
    .map(({ id, amount }) => `${id}:failed of ${amount}`);
  return [
    ...real.filter((each) => !booked.includes(each)).map((each) => `the refund ${each} is not booked as failed`),
    ...booked.filter((each) => !real.includes(each)).map((each) => `the refund ${each} did not fail`),
  ];
}

/** What the ledger says came and went is what both providers have: Telegram's balance, and the sum of Stripe's transactions. */
function brokenSums(lines: readonly LedgerFact[], world: MoneyWorld): readonly string[] {
  const sum = (provider: string): number =>
    lines
      .filter((fact) => fact.provider === provider)
      .reduce((all, fact) => {
        if (isCharge(fact)) return all + fact.amountMinor;
        const isLess = fact.type === 'refunded' || fact.type === 'refunded-part' || fact.type === 'commission';
        return isLess ? all - fact.amountMinor : all;
      }, 0);
  const { charges: cards } = world.stripe.world.state;
  const atStripe = Object.values(cards).reduce((all, each) => all + each.amount - each.amount_refunded, 0);
  return [
    ...(sum('stars') === world.books.balance() ? [] : [`Stars: ${sum('stars')} of ${world.books.balance()}`]),
    ...(sum('stripe') === atStripe ? [] : [`cards: ${sum('stripe')} of ${atStripe} cents`]),
  ];
}

/** One trial for each account, a code as often as it may be used, a present and an invitation's days once. */
function brokenOnceness(lines: readonly LedgerFact[]): readonly string[] {
  const keys = lines.map(({ provider, externalId }) => `${provider}|${externalId}`);
  const most = (what: string, limit: number, names: readonly string[]): readonly string[] =>
    [...new Set(names)].flatMap((name) => {
      const times = names.filter((each) => each === name).length;
      return times > limit ? [`${what} ${name} counts ${times} times`] : [];
    });
  const used = (code: string) =>
    lines.flatMap((fact) => ('code' in fact && fact.code === code ? [`${code} of ${payerOf(fact)}`] : []));
  const invited = lines.flatMap((fact) =>
    fact.type === 'granted' && fact.reason === 'referral' ? [fact.externalId.replace(/:[^:]*$/, '')] : [],
  );
  return [
    ...most('line', 1, keys),
    ...most('code', 1, [...used('HALF'), ...used('DAYS')]),
    ...most('code', 2, used('LESS')),
    ...most('invitation', 2, invited),
  ];
}

/** The account that used a code: after a move both uses are in one ledger, that of the old account and that of the new one. */
function payerOf(fact: LedgerFact): string {
  if (isCharge(fact)) return String(fact.payerId ?? fact.telegramId);
  return fact.externalId.split(':')[2] ?? '';
}

/** Whether each subscription goes on is what its provider says. */
function brokenRenewals({ stores, books, stripe, time }: MoneyWorld): readonly string[] {
  const nowMs = time.nowMs();
  const accounts = new Set(stores.payments.lines.map(({ telegramId }) => telegramId));
  return [...accounts].flatMap((telegramId) => {
    const ledger = stores.payments.lines.filter((line) => line.telegramId === telegramId);
    return standingAt(ledger, nowMs).subscriptions.flatMap(({ first, newest, renews }) => {
      const stars = books.subscriptions.find(({ payload }) => payload.split('.')[5] === newest.order);
      const card = stripe.world.state.subscriptions[newest.order ?? ''];
      const goesOn =
        first.provider === 'stars'
          ? stars?.state === 'active' || stars?.state === 'failed'
          : card !== undefined && card.status !== 'canceled' && card.cancel_at === null;
      return goesOn === renews ? [] : [`subscription ${newest.order} ${renews ? 'goes on' : 'ends'} for us alone`];
    });
  });
}

interface Person {
  readonly world: MoneyWorld;
  readonly accounts: readonly number[];
  readonly charges: readonly TrueCharge[];
}

function toldOf({ world, accounts, charges }: Person) {
  const facts = world.stores.payments.lines.filter(({ telegramId }) => accounts.includes(telegramId));
  return {
    charges: charges.filter(({ telegramId }) => accounts.includes(telegramId)),
    all: charges,
    facts: facts.filter((fact) => !isCharge(fact)),
  };
}

/** What a person may hear now and later is what a life by the providers' books would have left them. */
function brokenEntitlement(person: Person): readonly string[] {
  const { world, accounts } = person;
  const nowMs = world.time.nowMs();
  const moments = LATER_DAYS.map((days) => nowMs + days * DAY_MS);
  const { open } = live(toldOf(person), moments);
  const newest = accounts.at(-1);
  const ledger = world.stores.payments.lines.filter(({ telegramId }) => telegramId === newest);
  return moments.flatMap((atMs, index) => {
    const { tier, state } = entitlementAt(ledger, atMs);
    const ours: OpenNow = tier === 'free' ? null : { tier, isGrace: state === 'past-due' };
    const [is, should] = [JSON.stringify(ours), JSON.stringify(open[index] ?? null)];
    return is === should ? [] : [`${newest} has ${is} after ${LATER_DAYS[index]} days, should have ${should}`];
  });
}

/** Monthly revenue is what every person pays by itself, to the unit. */
function brokenRevenue({ world, people }: Played, charges: readonly TrueCharge[]): readonly string[] {
  const nowMs = world.time.nowMs();
  const { lines } = world.stores.payments;
  const accounts = [...new Set(lines.map(({ telegramId }) => telegramId))];
  const ledgers = accounts.map((account) => lines.filter(({ telegramId }) => telegramId === account));
  const { recurring } = revenueReport(ledgers, { nowMs, months: 2 });
  const sums: Record<string, number> = {};
  for (const each of people) {
    const { monthly } = live(toldOf({ world, accounts: each, charges }), [nowMs]);
    for (const [currency, amount] of Object.entries(monthly)) sums[currency] = (sums[currency] ?? 0) + amount;
  }
  return ['XTR', 'USD'].flatMap((currency) => {
    const ours = recurring.find((each) => each.currency === currency)?.monthlyMinor ?? 0;
    const should = sums[currency] ?? 0;
    return ours === should ? [] : [`${ours} ${currency} a month, should be ${should}`];
  });
}
