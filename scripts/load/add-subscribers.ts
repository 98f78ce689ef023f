import { createMongoAccounts } from '../../billing/adapters/mongo/accounts.ts';
import { createMongoPayments } from '../../billing/adapters/mongo/payments.ts';
import { entitlementAt } from '../../billing/entitlement.ts';
import { factKey } from '../../billing/ledger-fact.ts';
import { openPlayTelegram } from '../../bot/sandbox/play-telegram.ts';
import { DAY_MS } from '../../engine/time.ts';

const BATCH = 1_000;
const YEAR_MS = 365 * DAY_MS;

/**
 * People of a Telegram stand-in that is not started yet, who pressed START two days ago: Telegram drops after one day what no bot has
 * taken, so that the day begins without N greetings. Their ids.
 */
export async function addPeople(
  journalPath: string,
  { nowMs, count }: { readonly nowMs: number; readonly count: number },
): Promise<readonly number[]> {
  const clock = { nowMs: () => nowMs - 2 * DAY_MS };
  const { world, close } = openPlayTelegram({ clock, journalPath, log: () => {} });
  try {
    const ids = Array.from({ length: count }, (_, at) => world.addPerson(`Subscriber ${at + 1}`, 'en').id);
    for (const id of ids) await world.act(id, { type: 'write', chatId: id, text: '/start' });
    return ids;
  } finally {
    close();
  }
}

/**
 * Accounts with Pro for a year that want every signal. The first is made by the product's own stores, the others are copies of its
 * documents: a hundred thousand would else take ten minutes. Throws where the last one has no Pro afterwards.
 */
export async function addSubscribers(
  connection: Parameters<typeof createMongoAccounts>[0],
  ids: readonly number[],
  nowMs: number,
): Promise<void> {
  const [first] = ids;
  if (first === undefined) return;
  const [accounts, payments] = [createMongoAccounts(connection), createMongoPayments(connection)];
  const grant = (telegramId: number) => ({ provider: 'grant', externalId: `load:${telegramId}` }) as const;
  await accounts.meet({ telegramId: first, firstName: 'Subscriber', languageCode: 'en' }, null, nowMs);
  await accounts.changeSettings(first, {
    ...{ onlyWorthTrading: false, minimumConfidence: 0, mostSignalsPerDay: null },
    messages: { signal: 'on' },
  });
  await payments.append({
    ...{ type: 'granted', ...grant(first), telegramId: first, atMs: nowMs },
    ...{ tier: 'pro', durationMs: YEAR_MS, reason: 'admin', code: null },
  });
  const account = await connection.collection<{ _id: number }>('accounts').findOne({ _id: first });
  const line = await connection.collection<{ _id: string }>('payments').findOne({ _id: factKey(grant(first)) });
  for (let from = 1; from < ids.length; from += BATCH) {
    const some = ids.slice(from, from + BATCH);
    await connection
      .collection<{ _id: number }>('accounts')
      .insertMany(some.map((telegramId) => ({ ...account, _id: telegramId })));
    await connection
      .collection<{ _id: string }>('payments')
      .insertMany(
        some.map((telegramId) => ({ ...line, ...grant(telegramId), telegramId, _id: factKey(grant(telegramId)) })),
      );
  }
  const last = ids.at(-1) ?? first;
  const tier = entitlementAt(await payments.ofAccount(last), nowMs)?.tier;
  if (tier !== 'pro') throw new Error(`expected Pro of the last subscriber, was "${tier ?? 'nothing'}"`);
}
